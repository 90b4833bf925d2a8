//! What is known about the reader before anything is rendered: both sides print from it.

use std::sync::Arc;

use model::{Language, Timestamp};

use crate::locale::Area;

/// The setting of one page view. The server makes it for each request ([`crate::seam::prepare`]) and writes it into
/// `<html>`; the browser reads it back from there.
#[derive(Clone, Debug, PartialEq)]
pub struct Visit {
    pub language: Language,
    pub area: Area,
    /// When the server rendered the page.
    pub now: Timestamp,
    /// The reader's IANA time zone, as the server knew it.
    pub zone: Arc<str>,
    /// The portal's name, on a portal's page: the browser tab's title.
    pub portal: Option<Arc<str>>,
}

impl Default for Visit {
    fn default() -> Self {
        Self { language: Language::default(), area: Area::default(), now: Timestamp(0), zone: "UTC".into(), portal: None }
    }
}

/// The portal's slug, if the path is a portal's page; `None` for staff's pages.
pub fn portal_slug(path: &str) -> Option<&str> {
    let first = path.trim_start_matches('/').split('/').next().unwrap_or_default();
    // None of them can be a slug (`model::text::RESERVED_SLUGS`).
    let staff = ["", "admin", "desk", "setup", "sign-in"].contains(&first);
    (!staff).then_some(first)
}

/// An address to go back to after signing in: only a path of this site, never another host's.
pub fn safe_return<'a>(wanted: &'a str, otherwise: &'a str) -> &'a str {
    let mut characters = wanted.chars();
    let local = characters.next() == Some('/') && !matches!(characters.next(), Some('/' | '\\'));
    let plain = wanted.len() <= 2000 && wanted.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    if local && plain { wanted } else { otherwise }
}

/// The same where somebody is let into one portal: a page of that portal (`home` is its list), never another one's.
pub fn safe_return_within<'a>(wanted: &'a str, home: &'a str) -> &'a str {
    let rest = wanted.strip_prefix(home);
    let inside = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['/', '?', '#']));
    if inside { safe_return(wanted, home) } else { home }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_portal_returns_to_its_own_pages() {
        for own in ["/help", "/help/7", "/help?q=a", "/help/7?tab=a#b"] {
            assert_eq!(safe_return_within(own, "/help"), own);
        }
        for foreign in ["/helpers", "/other/7", "/desk", "/", "", "//help", "https://evil.example/help", "/help\\..\\desk"] {
            assert_eq!(safe_return_within(foreign, "/help"), "/help", "{foreign:?}");
        }
    }

    #[test]
    fn only_this_site_is_returned_to() {
        for local in ["/", "/desk", "/desk/tickets/12?tab=a#b", "/caf%C3%A9"] {
            assert_eq!(safe_return(local, "/otherwise"), local);
        }
        for foreign in [
            "",
            "desk",
            "//evil.example",
            "/\\evil.example",
            "https://evil.example",
            "/a\r\nSet-Cookie: x",
            "/\t/evil.example",
            "javascript:alert(1)",
        ] {
            assert_eq!(safe_return(foreign, "/otherwise"), "/otherwise", "{foreign:?}");
        }
    }

    #[test]
    fn a_portal_is_told_from_staff_pages_by_its_first_segment() {
        assert_eq!(portal_slug("/acme/12"), Some("acme"));
        assert_eq!(portal_slug("/acme/sign-in"), Some("acme"));
        for staff in ["/", "/desk", "/desk/contacts", "/admin/portals/1", "/setup", "/sign-in", "/sign-in/second-step"] {
            assert_eq!(portal_slug(staff), None, "{staff}");
        }
    }
}
