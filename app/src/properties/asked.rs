//! What the address of a list of contacts or companies asks for, and what comes.

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use model::pages::Page;
use model::properties::{Condition, ListQuery, ListShape};
use serde::{Deserialize, Serialize};

use super::filter::{conditions_of, filtered};
use crate::desk::address::value_of;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    pub search: String,
    pub after: String,
    #[serde(default)]
    pub conditions: Vec<Condition>,
}

/// A page of a list, and how the list looks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing<R> {
    pub page: Page<R>,
    pub shape: ListShape,
}

impl Asked {
    pub fn of_page() -> Memo<Self> {
        let query = use_location().search;
        Memo::new(move |_| {
            query.with(|query| Self {
                search: value_of(query, "q"),
                after: value_of(query, "after"),
                conditions: conditions_of(query),
            })
        })
    }

    pub fn query(self, shape: &ListShape) -> ListQuery {
        let after = Some(self.after).filter(|after| !after.is_empty());
        ListQuery { search: self.search, after, conditions: self.conditions, columns: shape.columns.clone() }
    }

    /// The same asked of an address, behind a row.
    pub fn at(&self, path: &str, after: &str) -> String {
        filtered(path, &[("q", &self.search), ("after", after)], &self.conditions)
    }

    pub fn is_all(&self) -> bool {
        self.search.is_empty() && self.conditions.is_empty()
    }
}

/// What a search leaves as it is: the conditions.
pub fn beside_search(asked: Memo<Asked>) -> Memo<Vec<(String, String)>> {
    Memo::new(move |_| asked.with(|asked| Condition::pairs(&asked.conditions)))
}
