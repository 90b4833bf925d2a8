//! Builds what the browser downloads: the app as WASM, cut into page chunks, with its styles and static files, into the
//! site root that `Leptos.toml` names. Run as `cargo bundler`.
//!
//! The libraries and the file names are those of cargo-leptos, so `cargo leptos watch --split` writes the same site. This
//! crate exists because it costs a fifth of cargo-leptos to build, and because its tools come from `Cargo.lock` and
//! `end2end/package-lock.json` instead of whatever a machine has.

mod arguments;
mod bind;
mod budget;
mod cache;
mod compile;
mod compress;
mod optimise;
mod packages;
mod parallel;
mod project;
#[cfg(test)]
mod scratch;
mod sizes;
mod split;
mod staging;
mod styles;

use anyhow::{Context, Result};
use arguments::{Arguments, Task};
use cache::Cache;
use project::Project;
use staging::Staging;
use std::time::Instant;

fn main() -> Result<()> {
    let arguments = Arguments::parse(std::env::args().skip(1))?;
    let project = Project::find()?;
    match arguments.task {
        Task::Help => {
            println!("{}", arguments::HELP);
            Ok(())
        }
        Task::Build => build(&project, &arguments),
        Task::Budget => {
            let sizes = sizes::measure(&project.site(), &project)?;
            budget::check(&sizes, &project)
        }
    }
}

/// The whole line, a step each. Everything is written beside the site and takes its place at the end, so that a running
/// server never serves half of it and a failed build leaves the last good one.
fn build(project: &Project, arguments: &Arguments) -> Result<()> {
    let started = Instant::now();
    let _alone = alone(project)?;
    say("compiling the app for the browser");
    let linked = compile::frontend(project, arguments)?;
    let cache = Cache::open(&linked.target)?;
    let staging = Staging::new(project)?;

    say("cutting out the page chunks and writing the bindings");
    let main = split::pages(&linked.wasm, &staging, project)?;
    bind::generate(&main, &staging.pkg(), project, arguments.release)?;

    say("bundling the styles and copying the static files");
    styles::bundle(project, &staging.pkg())?;
    staging.copy_static_files(&project.root.join("public"))?;

    if arguments.release {
        say("optimising");
        optimise::all(&staging.pkg(), &staging.scratch("optimise.mjs"), project, &cache)?;
        say("compressing");
        compress::all(&staging.site(), &cache)?;
    }
    let sizes = sizes::measure(&staging.site(), project)?;
    let site = staging.publish()?;
    cache.forget_unused()?;

    sizes.print();
    say(&format!("the site is in {} ({:.1} s)", site.display(), started.elapsed().as_secs_f32()));
    // Whoever wants to run the product is not stopped by its size; `cargo bundler budget`, which the tests call, is.
    if arguments.release
        && let Err(over) = budget::check(&sizes, project)
    {
        eprintln!("warning: {over}");
    }
    Ok(())
}

/// Two at a time would write into each other's folders: the second waits.
fn alone(project: &Project) -> Result<std::fs::File> {
    let path = project.site().with_extension("lock");
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))?;
    }
    let lock = std::fs::File::create(&path).with_context(|| format!("{} cannot be written", path.display()))?;
    if lock.try_lock().is_err() {
        say("waiting for another build to end");
        lock.lock().with_context(|| format!("{} cannot be locked", path.display()))?;
    }
    Ok(lock)
}

fn say(what: &str) {
    println!("==> {what}");
}
