//! The languages that Portico speaks.

use serde::{Deserialize, Serialize};

use crate::fault::Problem;

/// A language with a complete catalogue in `app/locales/`. A new one is a folder there and a line here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    #[default]
    #[serde(rename = "en")]
    English,
    #[serde(rename = "it")]
    Italian,
}

impl Language {
    pub const ALL: [Self; 2] = [Self::English, Self::Italian];

    /// The BCP 47 tag, which is also the catalogue's folder.
    pub fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Italian => "it",
        }
    }

    /// What its speakers call it.
    pub fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Italian => "Italiano",
        }
    }

    /// `ltr` or `rtl`, for `<html dir>`.
    pub fn direction(self) -> &'static str {
        match self {
            Self::English | Self::Italian => "ltr",
        }
    }

    /// A tag such as `it`, `it-CH` or `IT`; the region is not looked at.
    pub fn parse(tag: &str) -> Result<Self, Problem> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        Self::ALL.into_iter().find(|language| language.tag().eq_ignore_ascii_case(primary)).ok_or(Problem::Unknown)
    }

    /// The best of an `Accept-Language` header (RFC 9110, 12.5.4), if it names any that we have.
    pub fn negotiate(accept_language: &str) -> Option<Self> {
        let mut wanted: Vec<(f32, Self)> = accept_language
            .split(',')
            .filter_map(|range| {
                let mut parts = range.split(';');
                let language = Self::parse(parts.next()?.trim()).ok()?;
                let weight =
                    parts.find_map(|part| part.trim().strip_prefix("q=")).map_or(Some(1.0), |q| q.trim().parse().ok())?;
                (weight > 0.0).then_some((weight, language))
            })
            .collect();
        wanted.sort_by(|left, right| right.0.total_cmp(&left.0));
        wanted.first().map(|(_, language)| *language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_heaviest_language_that_we_have_wins() {
        assert_eq!(Language::negotiate("fr, en;q=0.5, it-CH;q=0.8"), Some(Language::Italian));
        assert_eq!(Language::negotiate("fr"), None);
        assert_eq!(Language::negotiate("it;q=0"), None);
        assert_eq!(Language::negotiate(";;,q=x"), None);
    }
}
