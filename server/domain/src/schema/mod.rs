//! What an installation has beside the product's own properties, labels of associations and pipelines, as one file:
//! `schema.json`. An export writes it, and the files of records mean something elsewhere once it was imported.
//!
//! The same schema gives the same bytes: nothing in the file is a number of this installation, or a time.

mod import;
mod pipelines;
mod read;

use serde::{Deserialize, Serialize};

pub use import::{SchemaReport, import};
pub(crate) use read::read;

/// Of a file that this version can read.
const FORMAT: u32 = 1;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    format: u32,
    objects: Vec<ObjectSchema>,
    association_labels: Vec<LabelSchema>,
    pipelines: Vec<PipelineSchema>,
}

/// A kind of record: what was added to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct ObjectSchema {
    object_type: String,
    groups: Vec<GroupSchema>,
    properties: Vec<PropertySchema>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct GroupSchema {
    name: String,
    label: String,
    display_order: i64,
}

/// In the words of HubSpot's API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PropertySchema {
    name: String,
    label: String,
    #[serde(rename = "type")]
    kind: String,
    field_type: String,
    group_name: String,
    description: String,
    options: Vec<OptionSchema>,
    display_order: i64,
    has_unique_value: bool,
    hidden: bool,
    form_field: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct OptionSchema {
    value: String,
    label: String,
    #[serde(default)]
    display_order: Option<i64>,
    #[serde(default)]
    hidden: bool,
    #[serde(default)]
    description: String,
}

/// A label and what it is called from the other end; `null`: it is the same from both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct LabelSchema {
    from_object_type: String,
    to_object_type: String,
    name: String,
    label: String,
    inverse_label: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct PipelineSchema {
    label: String,
    display_order: i64,
    /// The one that the product comes with, whatever it is called.
    is_default: bool,
    stages: Vec<StageSchema>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
struct StageSchema {
    label: String,
    display_order: i64,
    is_closed: bool,
    /// Of one that the product comes with, whatever it is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    built_in: Option<i64>,
}
