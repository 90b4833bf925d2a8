//! The site while it is being built, beside the one that is being served.

use crate::project::Project;
use anyhow::{Context, Result};
use std::path::{Path, PathBuf};

pub struct Staging<'a> {
    project: &'a Project,
    folder: PathBuf,
}

impl<'a> Staging<'a> {
    pub fn new(project: &'a Project) -> Result<Self> {
        let folder = project.site().with_extension("next");
        remove(&folder)?;
        let staging = Self { project, folder };
        create(&staging.pkg())?;
        Ok(staging)
    }

    pub fn site(&self) -> PathBuf {
        self.folder.join("site")
    }

    pub fn pkg(&self) -> PathBuf {
        self.project.pkg(&self.site())
    }

    /// A file that never becomes part of the site.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    pub fn copy_static_files(&self, from: &Path) -> Result<()> {
        if !from.is_dir() {
            return Ok(());
        }
        for entry in walkdir::WalkDir::new(from).min_depth(1) {
            let entry = entry.with_context(|| format!("{} cannot be read", from.display()))?;
            let to = self.site().join(entry.path().strip_prefix(from)?);
            if entry.file_type().is_dir() {
                create(&to)?;
            } else {
                std::fs::copy(entry.path(), &to).with_context(|| format!("{} cannot be copied", entry.path().display()))?;
            }
        }
        Ok(())
    }

    /// Two renames instead of a copy: nobody sees a site with the new JavaScript and the old WASM.
    pub fn publish(self) -> Result<PathBuf> {
        let site = self.project.site();
        let old = self.scratch("old");
        if site.exists() {
            std::fs::rename(&site, &old).with_context(|| format!("{} cannot be replaced", site.display()))?;
        }
        std::fs::rename(self.site(), &site).with_context(|| format!("{} cannot be put in place", site.display()))?;
        remove(&self.folder)?;
        Ok(site)
    }
}

fn create(folder: &Path) -> Result<()> {
    std::fs::create_dir_all(folder).with_context(|| format!("{} cannot be made", folder.display()))
}

fn remove(folder: &Path) -> Result<()> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("{} cannot be removed", folder.display()))
        }
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_site_replaces_the_old_one_whole() {
        let folder = crate::scratch::Scratch::new();
        let text = "[leptos]\noutput-name = \"portico\"\nsite-root = \"target/site\"\n";
        std::fs::write(folder.path().join("Leptos.toml"), text).unwrap();
        std::fs::create_dir_all(folder.path().join("public/icons")).unwrap();
        std::fs::write(folder.path().join("public/icons/logo.svg"), "<svg/>").unwrap();
        let project = Project::read(folder.path()).unwrap();
        std::fs::create_dir_all(project.site()).unwrap();
        std::fs::write(project.site().join("stale.js"), "").unwrap();

        let staging = Staging::new(&project).unwrap();
        staging.copy_static_files(&folder.path().join("public")).unwrap();
        let site = staging.publish().unwrap();

        assert!(site.join("icons/logo.svg").is_file());
        assert!(site.join("pkg").is_dir());
        assert!(!site.join("stale.js").exists());
        assert!(!site.with_extension("next").exists());
    }
}
