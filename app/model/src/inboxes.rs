//! Where new tickets arrive.

use serde::{Deserialize, Serialize};

use crate::ids::InboxId;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inbox {
    pub id: InboxId,
    pub name: String,
    pub kind: InboxKind,
}

/// HubSpot's two kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum InboxKind {
    Inbox,
    HelpDesk,
}
