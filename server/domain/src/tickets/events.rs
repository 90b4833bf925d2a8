//! What is stored of things that happen to a ticket besides words.

use model::tickets::Priority;
use serde::{Deserialize, Serialize};

/// An event, with ids: names are looked up when it is read. The word comes first in the stored JSON, and by it
/// [`super::access::messages_visible_to`] tells which events a customer may read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StoredEvent {
    Created,
    StageChanged { from: i64, to: i64 },
    Assigned { to: Option<i64> },
    PriorityChanged { to: Option<Priority> },
    ContactAdded { contact: i64 },
    ContactRemoved { contact: i64 },
    CompanyAdded { company: i64 },
    CompanyRemoved { company: i64 },
}

impl StoredEvent {
    pub fn json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub fn parse(json: &str) -> Option<Self> {
        serde_json::from_str(json).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_comes_first() {
        let json = StoredEvent::StageChanged { from: 1, to: 3 }.json();
        assert_eq!(json, r#"{"StageChanged":{"from":1,"to":3}}"#);
        assert_eq!(StoredEvent::parse(&json), Some(StoredEvent::StageChanged { from: 1, to: 3 }));
        assert_eq!(StoredEvent::Created.json(), r#""Created""#);
        assert_eq!(StoredEvent::parse("{\"Merged\":{}}"), None);
    }
}
