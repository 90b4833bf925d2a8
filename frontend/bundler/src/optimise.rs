//! Step four, releases only: wasm-opt, which takes a third off every module.

use crate::{cache::Cache, parallel, project::Project};
use anyhow::{Context, Result, ensure};
use std::{
    path::{Path, PathBuf},
    process::Command,
};

/// Exactly these. `--all-features` makes it write imports that browsers refuse, and with fewer it refuses what the
/// compiler wrote.
const OPTIONS: [&str; 3] = ["-Oz", "--enable-bulk-memory", "--enable-nontrapping-float-to-int"];

pub fn all(pkg: &Path, project: &Project, cache: &Cache) -> Result<()> {
    let tool = tool(project)?;
    let recipe = format!("{} {}", version(&tool)?, OPTIONS.join(" "));
    let modules: Vec<PathBuf> = std::fs::read_dir(pkg)
        .with_context(|| format!("{} cannot be read", pkg.display()))?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<Result<_, _>>()?;
    let modules: Vec<_> = modules.into_iter().filter(|file| file.extension().is_some_and(|e| e == "wasm")).collect();
    parallel::each(&modules, |module| {
        let input = std::fs::read(module)?;
        let smaller = cache.remembered(&recipe, &input, || run(&tool, module))?;
        std::fs::write(module, smaller).with_context(|| format!("{} cannot be written", module.display()))
    })
}

/// The one from package-lock.json and no other: a distribution's older wasm-opt miscompiles these modules without a word.
fn tool(project: &Project) -> Result<PathBuf> {
    let tool = project.root.join("end2end/node_modules/.bin/wasm-opt");
    ensure!(tool.exists(), "wasm-opt is missing: run `make tools`");
    Ok(tool)
}

fn version(tool: &Path) -> Result<String> {
    let said = Command::new(tool).arg("--version").output().context("wasm-opt did not start: is Node.js installed?")?;
    ensure!(said.status.success(), "wasm-opt does not run: {}", String::from_utf8_lossy(&said.stderr));
    Ok(String::from_utf8_lossy(&said.stdout).trim().to_owned())
}

fn run(tool: &Path, module: &Path) -> Result<Vec<u8>> {
    let optimised = module.with_extension("wasm.opt");
    let said = Command::new(tool)
        .args(OPTIONS)
        .arg(module)
        .arg("-o")
        .arg(&optimised)
        .output()
        .context("wasm-opt did not start: is Node.js installed?")?;
    let errors = String::from_utf8_lossy(&said.stderr);
    ensure!(said.status.success(), "wasm-opt failed on {}: {errors}", module.display());
    let bytes = std::fs::read(&optimised).context("wasm-opt wrote nothing")?;
    std::fs::remove_file(&optimised).context("wasm-opt's output cannot be removed")?;
    Ok(bytes)
}
