//! The operator's settings: defaults, then `portico.toml`, then the environment, then flags; the later wins.
//!
//! A key that does not exist is an error that names it, wherever it stands: a misspelt setting that is silently ignored
//! is found out much later, and by somebody else.

mod address;
pub mod installed;
mod keys;
mod lists;
mod mail;
mod sealing;

use std::net::{IpAddr, SocketAddr};
use std::path::PathBuf;

use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

pub use address::{remember_address, remembered_address};
pub use keys::{KEYS, Key};
pub use sealing::sealing_key;

/// Every setting, with its value. See [`KEYS`] for what each means.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub listen: String,
    pub url: String,
    pub data: PathBuf,
    pub database_url: String,
    pub plain_http: bool,
    #[serde(deserialize_with = "lists::read")]
    pub trusted_proxies: Vec<IpAddr>,
    pub dns_resolver: Option<SocketAddr>,
    #[serde(deserialize_with = "lists::read")]
    pub private_identity_hosts: Vec<String>,
    #[serde(deserialize_with = "lists::read")]
    pub private_webhook_hosts: Vec<String>,
    pub smtp_url: String,
    pub mail_from: String,
    pub api_limit: u32,
    pub log: String,
    /// Where `smtp_url` comes from, for those who look at the page of the mail server. Not a setting.
    #[serde(skip)]
    pub mail_source: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            listen: "127.0.0.1:3000".to_owned(),
            url: String::new(),
            data: PathBuf::from("data"),
            database_url: String::new(),
            plain_http: false,
            trusted_proxies: Vec::new(),
            dns_resolver: None,
            private_identity_hosts: Vec::new(),
            private_webhook_hosts: Vec::new(),
            smtp_url: String::new(),
            mail_from: String::new(),
            api_limit: 1_000,
            log: "info".to_owned(),
            mail_source: String::new(),
        }
    }
}

/// The flags that name settings; `None` leaves the setting to the other sources.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Flags {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database_url: Option<String>,
}

/// Settings, and where each came from.
#[derive(Debug)]
pub struct Loaded {
    pub settings: Settings,
    figment: Figment,
}

/// What is wrong with the settings.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    #[error("the settings file {0} cannot be read: there is no such file")]
    NoFile(PathBuf),
    #[error("the environment variable {0} is not a setting; the settings are {1}")]
    UnknownVariable(String, String),
    #[error("{}", named(.0))]
    Value(Box<figment::Error>),
    #[error("`{key}`: {problem}")]
    Meaning { key: &'static str, problem: String },
}

/// Variables with our prefix that are for the project's tests and tools and not for the server.
const NOT_SETTINGS: [&str; 2] = ["PORTICO_BIN", "PORTICO_TEST_"];

impl Loaded {
    /// Reads all sources. `file` is the one that `--config` names; without it `portico.toml` in the current folder is
    /// read, if there is one.
    pub fn read(file: Option<&PathBuf>, flags: &Flags) -> Result<Self, ConfigError> {
        check_variables(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok()))?;
        let path = file.cloned().unwrap_or_else(|| PathBuf::from("portico.toml"));
        if file.is_some() && !path.is_file() {
            return Err(ConfigError::NoFile(path));
        }
        let names: Vec<&str> = KEYS.iter().map(|key| key.name).collect();
        let mut figment = Figment::from(Serialized::defaults(Settings::default()));
        if path.is_file() {
            figment = figment.merge(Toml::file_exact(&path));
        }
        let figment = figment.merge(Env::prefixed("PORTICO_").only(&names)).merge(FlagSource(flags.clone()));
        let settings: Settings = figment.extract().map_err(|error| ConfigError::Value(Box::new(error)))?;
        let mut loaded = Self { settings, figment };
        loaded.settings.mail_source = loaded.source_of("smtp_url");
        Ok(loaded)
    }

    /// Where a setting's value came from: `default`, the file's path, the variable or the flag.
    pub fn source_of(&self, key: &str) -> String {
        match self.figment.find_metadata(key) {
            Some(metadata) if metadata.name.contains("Env") || metadata.name.contains("environment") => {
                format!("environment, PORTICO_{}", key.to_uppercase())
            }
            Some(metadata) if metadata.name == FLAG => format!("flag, --{}", key.replace('_', "-")),
            Some(metadata) => match metadata.source.as_ref().and_then(|source| source.file_path()) {
                Some(path) => format!("file, {}", path.display()),
                None => "default".to_owned(),
            },
            None => "default".to_owned(),
        }
    }

    /// The value as it would stand in the file. Passwords in URLs are not shown.
    pub fn shown(&self, key: &str) -> String {
        let value = self.figment.find_value(key).ok().and_then(|value| serde_json::to_value(value).ok());
        let text = value.map_or_else(String::new, |value| value.to_string());
        if ["database_url", "smtp_url"].contains(&key) { without_password(&text) } else { text }
    }
}

/// What is wrong with each key, and where it was written.
fn named(error: &figment::Error) -> String {
    let named = |error: figment::Error| {
        let key = error.path.join(".");
        let key = if key.is_empty() { String::new() } else { format!("`{key}`: ") };
        let place = error.metadata.as_ref().and_then(|metadata| metadata.source.as_ref().map(|source| format!(" (in {source})")));
        format!("{key}{}{}", error.kind, place.unwrap_or_default())
    };
    error.clone().into_iter().map(named).collect::<Vec<_>>().join("\n")
}

fn check_variables(names: impl Iterator<Item = String>) -> Result<(), ConfigError> {
    for name in names.filter(|name| name.starts_with("PORTICO_")) {
        let ours = KEYS.iter().any(|key| name == format!("PORTICO_{}", key.name.to_uppercase()));
        if !ours && !NOT_SETTINGS.iter().any(|prefix| name.starts_with(prefix)) {
            let known = KEYS.iter().map(|key| format!("PORTICO_{}", key.name.to_uppercase())).collect::<Vec<_>>().join(", ");
            return Err(ConfigError::UnknownVariable(name, known));
        }
    }
    Ok(())
}

fn without_password(url: &str) -> String {
    match (url.find("://"), url.rfind('@')) {
        (Some(scheme), Some(at)) if scheme < at => match url[scheme + 3..at].find(':') {
            Some(colon) => format!("{}:…{}", &url[..scheme + 3 + colon], &url[at..]),
            None => url.to_owned(),
        },
        _ => url.to_owned(),
    }
}

const FLAG: &str = "command line flag";

/// Flags as a source with a name of its own, so that `doctor` can tell them from defaults.
struct FlagSource(Flags);

impl figment::Provider for FlagSource {
    fn metadata(&self) -> figment::Metadata {
        figment::Metadata::named(FLAG)
    }

    fn data(&self) -> Result<figment::value::Map<figment::Profile, figment::value::Dict>, figment::Error> {
        Serialized::defaults(&self.0).data()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Loaded, ConfigError> {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), text).unwrap();
        Loaded::read(Some(&file.path().to_path_buf()), &Flags::default())
    }

    #[test]
    fn the_later_source_wins_and_is_named() {
        let file = tempfile::NamedTempFile::new().unwrap();
        std::fs::write(file.path(), "listen = \"127.0.0.1:1\"\ndata = \"from-file\"").unwrap();
        let flags = Flags { listen: Some("127.0.0.1:2".into()), ..Flags::default() };
        let loaded = Loaded::read(Some(&file.path().to_path_buf()), &flags).unwrap();
        assert_eq!(loaded.settings.listen, "127.0.0.1:2");
        assert_eq!(loaded.settings.data, PathBuf::from("from-file"));
        assert_eq!(loaded.source_of("listen"), "flag, --listen");
        assert!(loaded.source_of("data").starts_with("file, "), "{}", loaded.source_of("data"));
        assert_eq!(loaded.source_of("log"), "default");
    }

    #[test]
    fn an_unknown_key_is_named() {
        let error = read("lisen = \"x\"").unwrap_err().to_string();
        assert!(error.contains("lisen"), "{error}");
        let error = check_variables(["PORTICO_LISEN".to_owned()].into_iter()).unwrap_err().to_string();
        assert!(error.contains("PORTICO_LISEN") && error.contains("PORTICO_LISTEN"), "{error}");
        assert!(check_variables(["PORTICO_TEST_DATABASE_URL".to_owned(), "PATH".to_owned()].into_iter()).is_ok());
    }

    #[test]
    fn a_wrong_value_names_its_key() {
        let error = read("plain_http = \"maybe\"").unwrap_err().to_string();
        assert!(error.starts_with("`plain_http`: invalid type") && error.contains("(in "), "{error}");
        let error = read("trusted_proxies = [\"10.0.0\"]").unwrap_err().to_string();
        assert!(error.starts_with("`trusted_proxies`: \"10.0.0\": invalid IP address"), "{error}");
    }

    #[test]
    fn passwords_are_not_shown() {
        assert_eq!(without_password("postgres://me:secret@host/db"), "postgres://me:…@host/db");
        assert_eq!(without_password("postgres://host/db"), "postgres://host/db");
    }

    #[test]
    fn the_sample_file_has_every_key_and_is_valid() {
        let sample = include_str!("../../../portico.sample.toml");
        for key in KEYS {
            assert!(sample.contains(&format!("# {} =", key.name)), "portico.sample.toml lacks {}", key.name);
        }
        let live: String = sample
            .lines()
            .filter_map(|line| line.strip_prefix("# ").filter(|line| line.contains(" = ")))
            .collect::<Vec<_>>()
            .join("\n");
        read(&live).unwrap();
    }
}
