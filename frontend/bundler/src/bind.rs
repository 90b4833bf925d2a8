//! Step three: the JavaScript through which the main module reaches the browser.

use crate::project::Project;
use anyhow::{Context, Result};
use std::path::Path;
use wasm_bindgen_cli_support::Bindgen;

pub fn generate(main: &Path, pkg: &Path, project: &Project, release: bool) -> Result<()> {
    Bindgen::new()
        .input_path(main)
        .out_name(project.name())
        .web(true)?
        // The chunks are linked against these exports and against the symbols' own names.
        .keep_lld_exports(true)
        .demangle(false)
        // The optimiser orders by name, and drops the names then.
        .remove_name_section(false)
        .remove_producers_section(release)
        .generate(pkg)
        .context(
            "wasm-bindgen refused the app. If it speaks of versions: `wasm-bindgen` in Cargo.toml and \
             `wasm-bindgen-cli-support` in frontend/bundler/Cargo.toml must be the same",
        )?;
    // Leptos asks for the name without `_bg`, because LEPTOS_OUTPUT_NAME is set while it is compiled.
    let (written, asked) = (format!("{}_bg.wasm", project.name()), format!("{}.wasm", project.name()));
    std::fs::rename(pkg.join(written), pkg.join(asked)).context("the main module cannot be renamed")
}
