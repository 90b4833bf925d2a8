//! The promise to a customer on a slow line: what the first page may weigh.

use crate::{
    project::Project,
    sizes::{Sizes, Weight, thousands},
};
use anyhow::{Result, bail, ensure};

/// WASM and JavaScript that the ticket list needs before it answers to a click, compressed, in bytes.
const APP: u64 = 300_000;
/// The stylesheet, compressed, in bytes.
const STYLES: u64 = 20_000;

/// Fails with every line that is over, and by how much.
pub fn check(sizes: &Sizes, project: &Project) -> Result<()> {
    ensure!(
        sizes.files.iter().any(|file| file.brotli.is_some()),
        "this site is not optimised, so its weight says nothing: run `cargo bundler --release`"
    );
    let pkg = &*project.options.site_pkg_dir;
    let styles = format!("{pkg}/{}.css", project.name());
    let mut over = Vec::new();
    for (what, limit, counts) in [
        (
            "WASM and JavaScript of the ticket list",
            APP,
            &(|file: &Weight| is_first_load(&file.name, pkg, project.name())) as &dyn Fn(&Weight) -> bool,
        ),
        ("styles", STYLES, &|file: &Weight| file.name == styles),
    ] {
        let sent: u64 = sizes.files.iter().filter(|file| counts(file)).map(Weight::sent).sum();
        println!("==> {what}: {} of {} bytes (brotli)", thousands(sent), thousands(limit));
        if sent > limit {
            over.push(format!("{what}: {} bytes over the budget of {}", thousands(sent - limit), thousands(limit)));
        }
    }
    if !over.is_empty() {
        bail!("the site is too heavy\n  {}", over.join("\n  "))
    }
    Ok(())
}

/// A customer's pages are in the main module; the rest (staff, settings, setup) is in chunks that a customer never asks
/// for. Every JavaScript file is an import of the main one, so all of them count.
fn is_first_load(file: &str, pkg: &str, name: &str) -> bool {
    let Some(inside) = file.strip_prefix(pkg).and_then(|rest| rest.strip_prefix('/')) else {
        return false;
    };
    inside.ends_with(".js") || inside.strip_suffix(".wasm") == Some(name)
}
