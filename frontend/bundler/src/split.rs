//! Step two: every lazy page is cut out of the linked module into a file of its own.

use crate::{project::Project, staging::Staging};
use anyhow::{Context, Result, anyhow};
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// Leptos asks for the loader by exactly this name; the line is where cargo-leptos can put a hash of the contents.
pub const LOADER: &str = "__wasm_split.______________________.js";
const MANIFEST: &str = "__wasm_split_manifest.json";

/// Writes the chunks, their loader and the map from a lazy page to its chunks, from which the server adds preload links.
/// Returns the main module, which still has to get its bindings.
pub fn pages(linked: &Path, staging: &Staging, project: &Project) -> Result<PathBuf> {
    let input = std::fs::read(linked).with_context(|| format!("{} cannot be read", linked.display()))?;
    let (pkg, main) = (staging.pkg(), staging.scratch("main.wasm"));
    let (main_module, link_name) = (format!("./{}.js", project.name()), format!("./{LOADER}"));

    let mut options = wasm_split_cli_support::Options::new(&input);
    options.output_dir = &pkg;
    options.main_out_path = &main;
    options.main_module = &main_module;
    options.link_name = &link_name;
    let split = wasm_split_cli_support::transform(options)
        .map_err(|error| anyhow!("{error:#}"))
        .context("the app cannot be cut into chunks: does frontend/build.rs still pass --emit-relocs?")?;

    let pages: BTreeMap<_, _> = split.prefetch_map.into_iter().collect();
    let manifest = serde_json::to_string_pretty(&pages).context("the chunk map cannot be written as JSON")?;
    std::fs::write(pkg.join(MANIFEST), manifest).context("the chunk map cannot be written")?;
    Ok(main)
}
