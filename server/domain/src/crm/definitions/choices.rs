//! Options of properties.

use serde::{Deserialize, Serialize};

/// A value of an enumeration, with what people call it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub value: String,
    pub label: String,
    /// Among others; `None`: in the order in which they were said.
    #[serde(default)]
    pub display_order: Option<i64>,
    /// Not offered to people; records may have it all the same.
    #[serde(default)]
    pub hidden: bool,
    #[serde(default)]
    pub description: String,
}
