//! What each file of the site weighs, and the table that the build ends with.

use crate::project::Project;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

pub struct Sizes {
    pub files: Vec<Weight>,
}

/// One file. A missing compressed copy means that the file travels as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// Relative to the site, with forward slashes.
    pub name: String,
    pub raw: u64,
    pub gzip: Option<u64>,
    pub brotli: Option<u64>,
}

impl Weight {
    pub fn sent(&self) -> u64 {
        self.brotli.unwrap_or(self.raw)
    }
}

/// Weighs everything under the package folder: the WASM, the JavaScript and the styles.
pub fn measure(site: &Path, project: &Project) -> Result<Sizes> {
    let pkg = project.pkg(site);
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(&pkg).sort_by_file_name() {
        let entry = entry.with_context(|| format!("{} cannot be read: run `cargo bundler --release`", pkg.display()))?;
        let copy = entry.path().extension().is_some_and(|e| e == "br" || e == "gz");
        if entry.file_type().is_file() && !copy {
            files.push(weigh(entry.path(), site)?);
        }
    }
    files.sort_by_key(|file| std::cmp::Reverse(file.raw));
    Ok(Sizes { files })
}

fn weigh(file: &Path, site: &Path) -> Result<Weight> {
    let length = |path: PathBuf| std::fs::metadata(path).ok().map(|found| found.len());
    let copy = |extension: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(extension);
        length(PathBuf::from(name))
    };
    let name = file.strip_prefix(site)?.to_string_lossy().replace('\\', "/");
    let raw = length(file.to_owned()).with_context(|| format!("{} cannot be weighed", file.display()))?;
    Ok(Weight { name, raw, gzip: copy(".gz"), brotli: copy(".br") })
}

impl Sizes {
    pub fn print(&self) {
        println!("{:>10} {:>10} {:>10}   file", "raw", "gzip", "brotli");
        for file in &self.files {
            let show = |bytes: Option<u64>| bytes.map_or_else(|| "-".to_owned(), thousands);
            println!("{:>10} {:>10} {:>10}   {}", thousands(file.raw), show(file.gzip), show(file.brotli), file.name);
        }
    }
}

pub fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let groups: Vec<&str> =
        digits.as_bytes().rchunks(3).rev().map(|group| std::str::from_utf8(group).unwrap_or_default()).collect();
    groups.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(thousands(0), "0");
        assert_eq!(thousands(999), "999");
        assert_eq!(thousands(1_000), "1 000");
        assert_eq!(thousands(1_234_567), "1 234 567");
    }

    #[test]
    fn compressed_copies_are_counted_with_their_file() {
        let folder = crate::scratch::Scratch::new();
        std::fs::write(folder.path().join("Leptos.toml"), "[leptos]\noutput-name = \"portico\"\n").unwrap();
        let pkg = folder.path().join("pkg");
        std::fs::create_dir_all(&pkg).unwrap();
        std::fs::write(pkg.join("portico.wasm"), [0; 10]).unwrap();
        std::fs::write(pkg.join("portico.wasm.br"), [0; 4]).unwrap();
        let project = Project::read(folder.path()).unwrap();
        let sizes = measure(folder.path(), &project).unwrap();
        let main = Weight { name: "pkg/portico.wasm".into(), raw: 10, gzip: None, brotli: Some(4) };
        assert_eq!(sizes.files, std::slice::from_ref(&main));
        assert_eq!(main.sent(), 4);
    }
}
