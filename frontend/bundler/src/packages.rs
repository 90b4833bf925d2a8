//! The npm packages that build the site.

use crate::project::Project;
use anyhow::{Result, ensure};
use std::path::PathBuf;

/// Those from package-lock.json and no others: a distribution's older wasm-opt miscompiles these modules without a word.
pub fn folder(project: &Project) -> Result<PathBuf> {
    let packages = project.root.join("end2end/node_modules");
    ensure!(
        ["binaryen", "esbuild"].iter().all(|name| packages.join(name).exists()),
        "binaryen or esbuild is missing: run `make tools`"
    );
    Ok(packages)
}
