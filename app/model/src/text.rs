//! Values with a shape: one constructor each, which can fail. The browser makes the same check for its instant error.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::fault::Problem;

/// Trims, then wants between `min` and `max` characters without control characters other than line breaks and tabs.
pub fn bounded(text: &str, min: usize, max: usize) -> Result<String, Problem> {
    let text = text.trim();
    let length = text.chars().count();
    if text.is_empty() && min > 0 {
        Err(Problem::Missing)
    } else if length < min {
        Err(Problem::TooShort { min })
    } else if length > max {
        Err(Problem::TooLong { max })
    } else if text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t')) {
        Err(Problem::Malformed)
    } else {
        Ok(text.to_owned())
    }
}

/// One line: as [`bounded`], and without line breaks. The invisible marks that turn the direction of what follows
/// (U+202A–202E, U+2066–2069) are left out: a name could otherwise write the words behind it backwards.
pub fn line(text: &str, min: usize, max: usize) -> Result<String, Problem> {
    let text = bounded(&text.replace(turns_direction, "").replace(['\u{2028}', '\u{2029}'], " "), min, max)?;
    if text.chars().any(char::is_control) { Err(Problem::Malformed) } else { Ok(text) }
}

fn turns_direction(character: char) -> bool {
    matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// The first characters of a text, `max` at most.
pub fn start_of(text: &str, max: usize) -> &str {
    let end = text.char_indices().nth(max).map_or(text.len(), |(end, _)| end);
    &text[..end]
}

macro_rules! text_type {
    ($name:ident) => {
        impl $name {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
                formatter.write_str(&self.0)
            }
        }
    };
}

/// An e-mail address, lower case. Deliberately narrower than RFC 5321: no quoted local part, no address literal, at
/// most 254 characters, a local part of ASCII only (two addresses that look alike must not be two accounts). An
/// international domain is kept as mail servers write it, `xn--…`; see [`HostName`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EmailAddress(String);
text_type!(EmailAddress);

impl EmailAddress {
    pub const MAX: usize = 254;

    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = line(text, 1, Self::MAX)?.to_ascii_lowercase();
        let (local, host) = text.rsplit_once('@').ok_or(Problem::Malformed)?;
        let local_fits = !local.is_empty()
            && local.len() <= 64
            && local.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~.".contains(&byte))
            && !local.starts_with('.')
            && !local.ends_with('.')
            && !local.contains("..");
        match HostName::parse(host) {
            Ok(host) if local_fits && local.len() + 1 + host.0.len() <= Self::MAX => Ok(Self(format!("{local}@{host}"))),
            _ => Err(Problem::Malformed),
        }
    }

    /// The mailbox that the address leads to: without the part behind a `+`, of which most mail servers let people invent as
    /// many as they like (RFC 5233, sub-addresses).
    pub fn mailbox(&self) -> String {
        let (local, host) = self.0.rsplit_once('@').unwrap_or((&self.0, ""));
        let name = local.split_once('+').map_or(local, |(name, _)| name);
        // Nothing but a part of its own is a name as well.
        format!("{}@{host}", if name.is_empty() { local } else { name })
    }

    /// The part behind the `@`.
    pub fn host(&self) -> &str {
        self.0.rsplit_once('@').map_or("", |(_, host)| host)
    }
}

/// A host name: lower case, at least two labels, 253 characters, labels as RFC 1123 has them. No port, no trailing dot, no
/// address. An international name (`müller.example`) becomes what the DNS knows it by (`xn--mller-kva.example`, RFC 5890).
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct HostName(String);
text_type!(HostName);

impl HostName {
    pub const MAX: usize = 253;

    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = as_dns_has_it(line(text, 1, Self::MAX)?.to_ascii_lowercase())?;
        let label_fits = |label: &str| {
            (1..=63).contains(&label.len())
                && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || !byte.is_ascii())
                && !label.starts_with('-')
                && !label.ends_with('-')
        };
        let labels: Vec<&str> = text.split('.').collect();
        let last_is_name =
            labels.last().is_some_and(|label| label.bytes().any(|byte| byte.is_ascii_alphabetic() || !byte.is_ascii()));
        let fits = text.len() <= Self::MAX && labels.len() >= 2 && last_is_name;
        if fits && labels.iter().all(|label| label_fits(label)) { Ok(Self(text)) } else { Err(Problem::Malformed) }
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn as_dns_has_it(host: String) -> Result<String, Problem> {
    if host.is_ascii() {
        return Ok(host);
    }
    idna::domain_to_ascii_strict(&host).map_err(|_| Problem::Malformed)
}

/// The tables of all scripts are too large a download: in the browser such a name passes, and the server looks at it.
#[cfg(target_arch = "wasm32")]
fn as_dns_has_it(host: String) -> Result<String, Problem> {
    Ok(host)
}

/// The end of a portal's address: `[a-z0-9-]`, 1–64 characters, no leading, trailing or double hyphen, no reserved word.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Slug(String);
text_type!(Slug);

/// Words that are paths of the product itself, now or one day.
pub const RESERVED_SLUGS: [&str; 44] = [
    "about",
    "account",
    "admin",
    "api",
    "app",
    "assets",
    "auth",
    "console",
    "crm",
    "dashboard",
    "desk",
    "events",
    "favicon",
    "files",
    "fonts",
    "health",
    "healthz",
    "help",
    "images",
    "invitation",
    "livez",
    "locales",
    "login",
    "logout",
    "mail",
    "metrics",
    "new",
    "oauth",
    "oidc",
    "pkg",
    "portal",
    "profile",
    "public",
    "readyz",
    "register",
    "robots",
    "setup",
    "sign-in",
    "sign-out",
    "signup",
    "static",
    "status",
    "well-known",
    "www",
];

impl Slug {
    pub const MAX: usize = 64;
    pub const DEFAULT: &str = "tickets-view";

    pub fn parse(text: &str) -> Result<Self, Problem> {
        let text = line(text, 1, Self::MAX)?;
        let shaped = text.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        if !shaped {
            Err(Problem::Malformed)
        } else if RESERVED_SLUGS.contains(&text.as_str()) {
            Err(Problem::Reserved)
        } else {
            Ok(Self(text))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs() {
        for right in ["a", "tickets-view", "a1-b2", &"a".repeat(64)] {
            assert!(Slug::parse(right).is_ok(), "{right}");
        }
        for wrong in ["-a", "a-", "a--b", "A", "é", "a/b", "a b", "a_b", "a.b", "%61"] {
            assert_eq!(Slug::parse(wrong), Err(Problem::Malformed), "{wrong}");
        }
        assert_eq!(Slug::parse(""), Err(Problem::Missing));
        assert_eq!(Slug::parse(&"a".repeat(65)), Err(Problem::TooLong { max: 64 }));
        for word in RESERVED_SLUGS {
            assert_eq!(Slug::parse(word), Err(Problem::Reserved), "{word}");
        }
    }

    #[test]
    fn addresses() {
        assert_eq!(EmailAddress::parse(" Ana.B+x@Example.COM ").map(|address| address.0), Ok("ana.b+x@example.com".into()));
        for wrong in
            ["a", "a@", "@b.c", "a@b", "a b@c.de", "a@b..c", "a@-b.de", "ª@b.de", "a@b.de\r\nBcc: x", "a@127.0.0.1", "a..b@c.de"]
        {
            assert!(EmailAddress::parse(wrong).is_err(), "{wrong}");
        }
        let international = EmailAddress::parse("anna@Müller.example").map(|address| address.0);
        assert_eq!(international, Ok("anna@xn--mller-kva.example".into()));
        for wrong in ["anna@mül ler.de", "anna@-ü.de", "anna@\u{fffd}.de", &format!("anna@{}.de", "ü".repeat(63))] {
            assert!(EmailAddress::parse(wrong).is_err(), "{wrong}");
        }
    }
}
