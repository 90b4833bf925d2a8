//! A record as it is answered.

use std::collections::{BTreeMap, BTreeSet};

use model::Timestamp;
use serde::{Deserialize, Serialize};

use super::object_types::ObjectType;

/// What is to be answered of records.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// `None`: the kind's default properties. Names of no property are left out.
    pub properties: Option<Vec<String>>,
    /// Properties whose earlier values are wanted.
    pub history: Vec<String>,
    /// Kinds of records whose associations are wanted.
    pub associations: Vec<ObjectType>,
    /// Archived records alone, or live ones alone.
    pub archived: bool,
}

/// A record with the properties that were asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Record {
    pub id: i64,
    /// `None`: empty.
    pub properties: BTreeMap<String, Option<String>>,
    /// Newest first. `None`: not asked for.
    pub history: Option<BTreeMap<String, Vec<ValueVersion>>>,
    /// Kinds with at least one association; up to 100 of each. `None`: not asked for.
    pub associations: Option<BTreeMap<String, LinkedBriefly>>,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
    /// Whether an upsert made it; `None` everywhere else.
    pub new: Option<bool>,
}

impl Record {
    /// What somebody may know who writes records and does not read them: what they wrote themselves, and that it is there.
    #[must_use]
    pub fn alone<'a>(self, object_type: ObjectType, written: impl IntoIterator<Item = &'a String>) -> Self {
        let system = ["hs_object_id", object_type.created_property(), object_type.modified_property()];
        let written: BTreeSet<&str> = written.into_iter().map(String::as_str).chain(system).collect();
        let properties = self.properties.into_iter().filter(|(name, _)| written.contains(name.as_str())).collect();
        Self { properties, history: None, associations: None, ..self }
    }
}

/// A value that a property had from some moment on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ValueVersion {
    /// Empty: it was cleared.
    pub value: String,
    pub at: Timestamp,
    /// HubSpot's word for where it came from: `CRM_UI`, `INTEGRATION`, …
    pub source: String,
    /// `userId:7`, the token's id.
    pub source_id: Option<String>,
    /// What the integration is called.
    pub source_label: Option<String>,
    pub user: Option<i64>,
}

/// Associated records: id and the type's name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkedBriefly {
    pub results: Vec<(i64, String)>,
    /// Where the rest begins.
    pub next: Option<i64>,
}
