//! What stands behind the `?`.

use std::convert::Infallible;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use domain::Portico;
use domain::crm::ObjectType;
use percent_encoding::percent_decode_str;
use url::form_urlencoded;

use super::envelope::{Envelope, invalid};
use super::objects::origin;

/// Names and values, decoded, and the path that they stand behind.
pub struct Query {
    path: String,
    pairs: Vec<(String, String)>,
}

impl<S: Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Infallible> {
        let parsed = Self::parse(parts.uri.query().unwrap_or_default());
        Ok(Self { path: parts.uri.path().to_owned(), ..parsed })
    }
}

impl Query {
    pub fn parse(text: &str) -> Self {
        let decoded = |text: &str| percent_decode_str(&text.replace('+', " ")).decode_utf8_lossy().into_owned();
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| pair.split_once('=').unwrap_or((pair, "")));
        let pairs = pairs.map(|(name, value)| (decoded(name), decoded(value))).collect();
        Self { path: String::new(), pairs }
    }

    /// Where a list goes on, and the address there: this one, with all that was asked, from another place on. A key that
    /// stood in the address is left out.
    pub fn next(&self, portico: &Portico, after: impl ToString) -> (String, String) {
        let after = after.to_string();
        let asked = self.pairs.iter().filter(|(name, _)| name != "after" && name != "hapikey");
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(asked).append_pair("after", &after);
        let link = format!("{}{}?{}", origin(portico), self.path, query.finish());
        (after, link)
    }

    /// What is said, each as often as it is.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(name, _)| name.as_str())
    }

    /// The first value that is not empty.
    pub fn one(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(known, value)| known == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// Whether the value is `true`, in any case: Python writes `True`.
    pub fn is_true(&self, name: &str) -> bool {
        self.one(name).is_some_and(|value| value.eq_ignore_ascii_case("true"))
    }

    /// All values: repeated, or with commas between, or both. `None`: the name is not there.
    pub fn list(&self, name: &str) -> Option<Vec<String>> {
        if !self.pairs.iter().any(|(known, _)| known == name) {
            return None;
        }
        let values = self.pairs.iter().filter(|(known, _)| known == name).flat_map(|(_, value)| value.split(','));
        Some(values.map(str::trim).filter(|value| !value.is_empty()).map(str::to_owned).collect())
    }

    /// How many are asked for.
    pub fn limit(&self, default: u64, max: u64) -> Result<u64, Envelope> {
        match self.one("limit") {
            None => Ok(default),
            Some(text) => match text.parse() {
                Ok(limit) if (1..=max).contains(&limit) => Ok(limit),
                Ok(_) => Err(invalid(format!("limit must be between 1 and {max}, but was {text}"))),
                Err(_) => Err(invalid(format!("limit must be a number, but was {text}"))),
            },
        }
    }

    /// Where a page begins, as the page before said.
    pub fn after(&self) -> Result<Option<i64>, Envelope> {
        match self.one("after") {
            None => Ok(None),
            Some(text) => match text.parse() {
                Ok(after) if after >= 0 => Ok(Some(after)),
                _ => Err(invalid(format!("after is not a place in this list: {text}"))),
            },
        }
    }

    /// Kinds of records. Those that this server does not know have no associations.
    pub fn kinds(&self, name: &str) -> Vec<ObjectType> {
        let mut kinds: Vec<ObjectType> =
            self.list(name).unwrap_or_default().iter().filter_map(|kind| ObjectType::parse(kind)).collect();
        kinds.sort_unstable();
        kinds.dedup();
        kinds
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_repeated_or_have_commas() {
        let query = Query::parse("properties=a&properties=b,c&archived=True&empty=&x=%C3%A8+y");
        assert_eq!(query.list("properties").unwrap(), ["a", "b", "c"]);
        assert!(query.is_true("archived") && !query.is_true("properties"));
        assert_eq!((query.one("empty"), query.one("x")), (None, Some("è y")));
        assert_eq!(query.list("none"), None);
        assert_eq!(query.list("empty"), Some(Vec::new()));
    }

    #[test]
    fn limits_are_kept() {
        assert_eq!(Query::parse("").limit(10, 100).ok(), Some(10));
        assert_eq!(Query::parse("limit=100").limit(10, 100).ok(), Some(100));
        for wrong in ["limit=101", "limit=0", "limit=-1", "limit=ten"] {
            assert!(Query::parse(wrong).limit(10, 100).is_err(), "{wrong}");
        }
        assert!(Query::parse("after=x").after().is_err());
    }
}
