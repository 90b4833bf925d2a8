//! Step four, releases only: the optimiser takes a third off every module, and the JavaScript loses its comments and long
//! names.

use crate::{cache::Cache, packages, parallel, project::Project};
use anyhow::{Context, Result, ensure};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

const SCRIPT: &str = include_str!("optimise.mjs");

/// Rewrites every module and script in `pkg`. What was optimised before is taken from the cache.
pub fn all(pkg: &Path, scratch: &Path, project: &Project, cache: &Cache) -> Result<()> {
    let packages = packages::folder(project)?;
    let recipe = recipe(&packages)?;
    let mut waiting = Vec::new();
    for entry in std::fs::read_dir(pkg).with_context(|| format!("{} cannot be read", pkg.display()))? {
        let file = entry?.path();
        if !file.extension().is_some_and(|extension| extension == "wasm" || extension == "js") {
            continue;
        }
        let input = std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        match cache.find(&recipe, &input)? {
            Some(smaller) => std::fs::write(&file, smaller).with_context(|| format!("{} cannot be written", file.display()))?,
            None => waiting.push((file, input)),
        }
    }
    std::fs::write(scratch, SCRIPT).with_context(|| format!("{} cannot be written", scratch.display()))?;
    parallel::each(&shares(waiting), |share| {
        run(scratch, &packages, share)?;
        share.iter().try_for_each(|(file, input)| {
            let smaller = std::fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
            cache.keep(&recipe, input, &smaller)
        })
    })
}

type Waiting = Vec<(PathBuf, Vec<u8>)>;

/// As many as the machine has cores, of about the same weight: the largest goes to whoever has least.
fn shares(mut waiting: Waiting) -> Vec<Waiting> {
    waiting.sort_by_key(|(_, input)| std::cmp::Reverse(input.len()));
    let mut shares = vec![(0, Waiting::new()); parallel::workers().min(waiting.len())];
    for file in waiting {
        if let Some((weight, share)) = shares.iter_mut().min_by_key(|(weight, _)| *weight) {
            *weight += file.1.len();
            share.push(file);
        }
    }
    shares.into_iter().map(|(_, share)| share).collect()
}

/// The versions and what is done with them.
fn recipe(packages: &Path) -> Result<String> {
    let version = |name: &str| -> Result<String> {
        let about = std::fs::read(packages.join(name).join("package.json"))
            .with_context(|| format!("{name} is installed by half: run `make tools`"))?;
        let about: serde_json::Value = serde_json::from_slice(&about).context("a package.json cannot be read")?;
        Ok(about["version"].as_str().unwrap_or_default().to_owned())
    };
    Ok(format!("binaryen {} esbuild {}\n{SCRIPT}", version("binaryen")?, version("esbuild")?))
}

fn run(script: &Path, packages: &Path, share: &Waiting) -> Result<()> {
    let said = Command::new("node")
        .arg(script)
        .arg(packages)
        .args(share.iter().map(|(file, _)| file))
        .output()
        .context("node did not start: is Node.js installed?")?;
    let errors = String::from_utf8_lossy(&said.stderr);
    // It may find the same fault in every function.
    ensure!(said.status.success(), "the optimiser failed: {}", errors.chars().take(2_000).collect::<String>());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_file_does_not_wait_behind_the_others() {
        let file = |name: &str, size| (PathBuf::from(name), vec![0; size]);
        let shares = shares(vec![file("a", 1), file("main", 100), file("b", 2), file("c", 3)]);
        assert_eq!(shares.iter().map(Vec::len).sum::<usize>(), 4);
        let main = shares.iter().find(|share| share.iter().any(|(name, _)| name == Path::new("main"))).unwrap();
        assert!(parallel::workers() == 1 || main.len() == 1);
    }
}
