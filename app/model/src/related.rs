//! Records that a record is associated with and that are of its own kind.

use serde::{Deserialize, Serialize};

/// What the other record is to this one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Relation {
    Plain,
    /// A company that this one is part of.
    Parent,
    /// A company that is part of this one.
    Child,
}

/// A ticket beside a ticket, a contact beside a contact, a company beside a company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Related {
    pub id: i64,
    pub name: String,
    pub relation: Relation,
}

/// Related records that a page shows.
pub const RELATED_SHOWN: u64 = 25;
