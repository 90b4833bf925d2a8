//! What is slow and depends on nothing but its input (optimising, compressing) is done once per input.

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    time::{Duration, SystemTime},
};

/// Long enough to come back from another branch, short enough not to fill a disk.
const KEPT: Duration = Duration::from_secs(14 * 24 * 60 * 60);

pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    pub fn open(target: &Path) -> Result<Self> {
        let folder = target.join("bundler-cache");
        fs::create_dir_all(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self { folder })
    }

    /// The result of `make` for this input, remembered. `recipe` names the step with its version and options, so that a
    /// new tool does not find the old one's results.
    pub fn remembered(&self, recipe: &str, input: &[u8], make: impl FnOnce() -> Result<Vec<u8>>) -> Result<Vec<u8>> {
        if let Some(known) = self.find(recipe, input)? {
            return Ok(known);
        }
        let made = make()?;
        self.keep(recipe, input, &made)?;
        Ok(made)
    }

    pub fn find(&self, recipe: &str, input: &[u8]) -> Result<Option<Vec<u8>>> {
        let file = self.folder.join(key(recipe, input));
        let Ok(known) = fs::read(&file) else { return Ok(None) };
        touch(&file)?;
        Ok(Some(known))
    }

    pub fn keep(&self, recipe: &str, input: &[u8], made: &[u8]) -> Result<()> {
        let file = self.folder.join(key(recipe, input));
        // Written under another name first: an interrupted build must not leave half a result to be found.
        let part = file.with_extension("part");
        fs::write(&part, made).and_then(|()| fs::rename(&part, &file)).context("the bundler's cache cannot be written")
    }

    pub fn forget_unused(&self) -> Result<()> {
        for entry in fs::read_dir(&self.folder).context("the bundler's cache cannot be read")? {
            let entry = entry?;
            let age = entry.metadata()?.modified()?.elapsed().unwrap_or_default();
            if age > KEPT {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }
}

fn key(recipe: &str, input: &[u8]) -> String {
    let mut hash = Sha256::new();
    hash.update((recipe.len() as u64).to_le_bytes());
    hash.update(recipe);
    hash.update(input);
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[expect(
    clippy::disallowed_methods,
    reason = "the age of a cache file is the wall clock's business; Portico's clock is the server's"
)]
fn touch(file: &Path) -> Result<()> {
    let opened = File::options().append(true).open(file).context("the bundler's cache cannot be written")?;
    opened.set_modified(SystemTime::now()).context("the bundler's cache cannot be written")
}

#[cfg(test)]
mod tests {
    use super::*;
    use anyhow::bail;

    #[test]
    fn an_input_is_worked_on_once_per_recipe() {
        let folder = crate::scratch::Scratch::new();
        let cache = Cache::open(folder.path()).unwrap();
        assert_eq!(cache.remembered("a 1", b"in", || Ok(b"out".to_vec())).unwrap(), b"out");
        assert_eq!(cache.remembered("a 1", b"in", || bail!("asked twice")).unwrap(), b"out");
        assert_eq!(cache.remembered("a 2", b"in", || Ok(b"new".to_vec())).unwrap(), b"new");
        assert_eq!(cache.remembered("a 1", b"other", || Ok(b"else".to_vec())).unwrap(), b"else");
    }

    #[test]
    fn a_failure_is_not_remembered() {
        let folder = crate::scratch::Scratch::new();
        let cache = Cache::open(folder.path()).unwrap();
        assert!(cache.remembered("a", b"in", || bail!("broken")).is_err());
        assert_eq!(cache.remembered("a", b"in", || Ok(vec![1])).unwrap(), [1]);
        cache.forget_unused().unwrap();
        assert_eq!(cache.remembered("a", b"in", || bail!("forgotten too early")).unwrap(), [1]);
    }
}
