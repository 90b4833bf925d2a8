//! What the pages say, in the reader's language.
//!
//! The words are Fluent files in `app/locales/`. The server compiles them once ([`catalogues`]); the browser fetches the
//! compiled form of its own language and area and nothing else. Both print with [`pattern`], so they print the same.

#[cfg(not(feature = "ssr"))]
mod browser;
#[cfg(feature = "ssr")]
pub mod catalogues;
pub mod clock;
pub mod pattern;
pub mod zone;

#[cfg(feature = "ssr")]
pub use catalogues::{asset, asset_path};
pub use pattern::Arg;

use model::Language;

/// Which pages: each area is a file that its readers download, and nobody downloads both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Area {
    #[default]
    Portal,
    /// Setup, admin and desk.
    Staff,
    /// Letters, which the server writes.
    Mail,
}

impl Area {
    pub const ALL: [Self; 3] = [Self::Portal, Self::Staff, Self::Mail];

    pub fn word(self) -> &'static str {
        match self {
            Self::Portal => "portal",
            Self::Staff => "staff",
            Self::Mail => "mail",
        }
    }
}

/// The message that holds the separator of digit groups.
const GROUP_KEY: &str = "number-group";

trait Words {
    fn pattern(&self, key: &str) -> Option<&str>;
}

fn print(catalogue: &(impl Words + pattern::Rules), key: &str, args: &[(&str, Arg<'_>)]) -> String {
    match catalogue.pattern(key) {
        Some(found) => pattern::fill(found, args, catalogue),
        None => {
            #[cfg(debug_assertions)]
            leptos::logging::warn!("no words for {key:?} in this page's catalogue");
            key.to_owned()
        }
    }
}

/// The message in the language of the current page. Use [`t!`](crate::t).
pub fn text(key: &str, args: &[(&str, Arg<'_>)]) -> String {
    #[cfg(feature = "ssr")]
    {
        let visit = crate::seam::visit();
        print(catalogues::catalogue(visit.language, visit.area), key, args)
    }
    #[cfg(not(feature = "ssr"))]
    {
        browser::text(key, args)
    }
}

/// A number as the page's language writes it.
pub fn number(number: impl Into<i64>) -> String {
    #[cfg(feature = "ssr")]
    let group = text(GROUP_KEY, &[]);
    #[cfg(not(feature = "ssr"))]
    let group = browser::group();
    pattern::grouped(number.into(), &group)
}

/// Makes the browser's catalogue known. Nothing to do on the server.
pub fn install(language: Language, json: &str) {
    #[cfg(not(feature = "ssr"))]
    browser::install(language, json);
    #[cfg(feature = "ssr")]
    let _ = (language, json);
}

/// `t!("key")` or `t!("key", "name" => value, …)`: the message as a `String`. The key is a literal, so that a test can
/// tell which messages are missing and which are not used.
#[macro_export]
macro_rules! t {
    ($key:literal) => {
        $crate::locale::text($key, &[])
    };
    ($key:literal, $($name:literal => $value:expr),+ $(,)?) => {
        $crate::locale::text($key, &[$(($name, $crate::locale::Arg::from($value))),+])
    };
}
