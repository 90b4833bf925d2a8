//! That an installation was set up on this data folder: a file beside its database. A database that then turns out to be
//! empty was lost, and whoever comes first must not become its owner.

use std::path::{Path, PathBuf};

const FILE: &str = "installed";

pub fn path(data: &Path) -> PathBuf {
    data.join(FILE)
}

pub fn is_noted(data: &Path) -> bool {
    path(data).exists()
}

/// Any number of times.
pub fn note(data: &Path) -> std::io::Result<()> {
    if is_noted(data) {
        return Ok(());
    }
    std::fs::write(path(data), "Portico was set up here. If its database is gone, restore it; remove this file to begin anew.\n")
}
