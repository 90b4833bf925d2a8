//! Where the project is and what `Leptos.toml` says about its site.

use anyhow::{Context, Result, anyhow};
use leptos_config::LeptosOptions;
use std::path::{Path, PathBuf};

pub struct Project {
    pub root: PathBuf,
    pub options: LeptosOptions,
}

impl Project {
    /// Looks upwards from the current folder, so that the bundler may be called from anywhere in the project.
    pub fn find() -> Result<Self> {
        let here = std::env::current_dir().context("the current folder cannot be read")?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("Leptos.toml").is_file())
            .with_context(|| format!("no Leptos.toml in {} or above: run this inside the project", here.display()))?;
        Self::read(root)
    }

    pub fn read(root: &Path) -> Result<Self> {
        let file = root.join("Leptos.toml");
        let text = std::fs::read_to_string(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let options = options_from(&text).with_context(|| format!("{} is not understood", file.display()))?;
        Ok(Self { root: root.to_owned(), options })
    }

    pub fn name(&self) -> &str {
        &self.options.output_name
    }

    pub fn site(&self) -> PathBuf {
        self.root.join(&*self.options.site_root)
    }

    pub fn pkg(&self, site: &Path) -> PathBuf {
        site.join(&*self.options.site_pkg_dir)
    }
}

/// `leptos_config` looks for the headings that a Cargo.toml would have and nothing else; in a file of its own a plain
/// `[leptos]` reads better, so that is what Leptos.toml may say.
fn options_from(text: &str) -> Result<LeptosOptions> {
    let text = text.replace("[leptos]", "[package.metadata.leptos]");
    leptos_config::get_config_from_str(&text).map_err(|error| anyhow!("{error}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use toml::de::{DeTable, DeValue};

    fn root() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
    }

    /// The settings below a heading, as they are written; of a list, those of its first entry.
    fn settings(file: &str, heading: &[&str]) -> BTreeMap<String, String> {
        let text = std::fs::read_to_string(root().join(file)).unwrap();
        let whole = DeTable::parse(&text).unwrap().into_inner();
        let mut value = DeValue::Table(whole);
        for step in heading {
            value = match value {
                DeValue::Table(mut table) => table.remove(*step).unwrap().into_inner(),
                DeValue::Array(list) => list.into_iter().next().unwrap().into_inner(),
                other => panic!("{step} is not below {other:?}"),
            };
        }
        let table = value.as_table().unwrap();
        table.iter().map(|(key, value)| (key.get_ref().to_string(), written(value.get_ref()))).collect()
    }

    fn written(value: &DeValue) -> String {
        match value {
            DeValue::String(text) => text.to_string(),
            DeValue::Integer(number) => number.to_string(),
            DeValue::Boolean(answer) => answer.to_string(),
            DeValue::Array(list) => list.iter().map(|item| written(item.get_ref())).collect::<Vec<_>>().join(" "),
            other => panic!("{other:?} is not a setting"),
        }
    }

    fn leptos_toml() -> BTreeMap<String, String> {
        let text = std::fs::read_to_string(root().join("Leptos.toml")).unwrap();
        let plain = text.lines().any(|line| line.trim() == "[leptos]");
        let heading: &[&str] = if plain { &["leptos"] } else { &["package", "metadata", "leptos"] };
        settings("Leptos.toml", heading)
    }

    /// cargo-leptos reads only Cargo.toml, the bundler and the server only Leptos.toml; a site that one of them writes
    /// must be the site that the others expect.
    #[test]
    fn cargo_leptos_is_told_the_same_as_leptos_toml() {
        let theirs = settings("Cargo.toml", &["workspace", "metadata", "leptos", "first"]);
        for (key, value) in leptos_toml() {
            assert_eq!(theirs.get(&key), Some(&value), "`{key}` in Cargo.toml and in Leptos.toml");
        }
    }

    /// leptos reads these from the environment while it is compiled, and they win over the file when it runs.
    #[test]
    fn the_environment_that_cargo_sets_says_the_same_too() {
        let leptos = leptos_toml();
        for (variable, value) in settings(".cargo/config.toml", &["env"]) {
            if let Some(key) = variable.strip_prefix("LEPTOS_") {
                let key = key.to_lowercase().replace('_', "-");
                let place = format!("{variable} in .cargo/config.toml and `{key}` in Leptos.toml");
                assert_eq!(leptos.get(&key), Some(&value), "{place}");
            }
        }
    }

    #[test]
    fn the_file_is_read_through_leptos_own_reader() {
        let project = Project::read(&root()).unwrap();
        let leptos = leptos_toml();
        assert_eq!(project.name(), leptos["output-name"]);
        assert!(project.site().ends_with(&leptos["site-root"]));
    }

    #[test]
    fn either_heading_is_understood() {
        for heading in ["[leptos]", "[package.metadata.leptos]"] {
            let text = format!("# a remark\n{heading}\noutput-name = \"portico\"\n");
            assert_eq!(&*options_from(&text).unwrap().output_name, "portico");
        }
    }
}
