//! What properties there are: HubSpot's standard ones, which are built in, with the names, types and options that
//! integrations hard-code.

mod choices;
mod companies;
mod contacts;
mod custom;
mod door;
mod groups;
mod industries;
mod notes;
mod tickets;
mod write;

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use model::Timestamp;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::object_types::ObjectType;
use crate::failure::Outcome;

pub use choices::Choice;
pub use groups::PropertyGroup;
pub(crate) use groups::{add as add_property_group, live as property_groups};
pub(crate) use write::add as add_property;
pub use write::{NewProperty, PropertyChange};

/// HubSpot's types of properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PropertyKind {
    String,
    Number,
    /// A day, without a time.
    Date,
    /// A moment, to the millisecond.
    DateTime,
    Enumeration,
    Bool,
    PhoneNumber,
}

impl PropertyKind {
    pub const ALL: [Self; 7] =
        [Self::String, Self::Number, Self::Date, Self::DateTime, Self::Enumeration, Self::Bool, Self::PhoneNumber];

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    pub fn word(self) -> &'static str {
        match self {
            Self::String => "string",
            Self::Number => "number",
            Self::Date => "date",
            Self::DateTime => "datetime",
            Self::Enumeration => "enumeration",
            Self::Bool => "bool",
            Self::PhoneNumber => "phone_number",
        }
    }

    /// Compared as a number and not as text.
    pub fn is_ordered(self) -> bool {
        matches!(self, Self::Number | Self::Date | Self::DateTime)
    }
}

/// Where a property's values are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In a column of the record, or following from columns.
    Column,
    /// In `property_values`.
    Value,
}

/// What a property is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Definition {
    pub name: String,
    pub label: String,
    pub kind: PropertyKind,
    /// HubSpot's kind of form field.
    pub field: String,
    pub group: String,
    pub description: String,
    /// In order; empty where any value is taken, or the values are records.
    pub options: Vec<Choice>,
    pub read_only: bool,
    /// No two records have the same value, so that a record can be found by it.
    pub unique: bool,
    /// The values are records of another kind: owners, pipelines, stages.
    pub external_options: bool,
    /// Among others; -1: at the end.
    pub display_order: i64,
    pub hidden: bool,
    /// Whether forms may ask for it.
    pub form_field: bool,
    /// One of the standard ones, which stay as they are.
    pub built_in: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub archived_at: Option<Timestamp>,
    pub(crate) kept: Kept,
}

impl Definition {
    /// Whether it has no column and may be written, so that nothing but its value says anything by it.
    pub(crate) fn is_plain_value(&self) -> bool {
        self.kept == Kept::Value && !self.read_only
    }

    /// Several values at once, with `;` between.
    pub fn is_multiple(&self) -> bool {
        self.kind == PropertyKind::Enumeration && self.field == "checkbox"
    }
}

/// A line of the tables of standard properties.
struct Line {
    name: &'static str,
    label: &'static str,
    kind: PropertyKind,
    field: &'static str,
    options: &'static [(&'static str, &'static str)],
    kept: Kept,
    read_only: bool,
    unique: bool,
    external: bool,
}

impl Line {
    const fn of(name: &'static str, label: &'static str, kind: PropertyKind, field: &'static str, kept: Kept) -> Self {
        Self { name, label, kind, field, options: &[], kept, read_only: false, unique: false, external: false }
    }

    const fn text(name: &'static str, label: &'static str) -> Self {
        Self::of(name, label, PropertyKind::String, "text", Kept::Value)
    }

    const fn number(name: &'static str, label: &'static str) -> Self {
        Self::of(name, label, PropertyKind::Number, "number", Kept::Value)
    }

    const fn date_time(name: &'static str, label: &'static str) -> Self {
        Self::of(name, label, PropertyKind::DateTime, "date", Kept::Value)
    }

    const fn truth(name: &'static str, label: &'static str) -> Self {
        Self::of(name, label, PropertyKind::Bool, "booleancheckbox", Kept::Value)
    }

    const fn choice(name: &'static str, label: &'static str, options: &'static [(&'static str, &'static str)]) -> Self {
        Self { options, ..Self::of(name, label, PropertyKind::Enumeration, "select", Kept::Value) }
    }

    const fn field(self, field: &'static str) -> Self {
        Self { field, ..self }
    }

    const fn in_column(self) -> Self {
        Self { kept: Kept::Column, ..self }
    }

    const fn read_only(self) -> Self {
        Self { read_only: true, ..self }
    }

    const fn unique(self) -> Self {
        Self { unique: true, ..self }
    }

    const fn external(self) -> Self {
        Self { external: true, ..self }
    }

    fn definition(&self, group: &str) -> Definition {
        let choice = |(value, label): &(&str, &str)| Choice {
            value: (*value).to_owned(),
            label: (*label).to_owned(),
            ..Choice::default()
        };
        Definition {
            name: self.name.to_owned(),
            label: self.label.to_owned(),
            kind: self.kind,
            field: self.field.to_owned(),
            group: group.to_owned(),
            description: String::new(),
            options: self.options.iter().map(choice).collect(),
            read_only: self.read_only,
            unique: self.unique,
            external_options: self.external,
            display_order: -1,
            hidden: false,
            form_field: !self.read_only,
            built_in: true,
            created_at: Timestamp(0),
            updated_at: Timestamp(0),
            archived_at: None,
            kept: self.kept,
        }
    }
}

/// What every kind of record has.
const COMMON: &[Line] = &[
    Line::number("hs_object_id", "Record ID").in_column().read_only().unique(),
    Line::text("hs_object_source", "Record source").read_only(),
    Line::text("hs_object_source_id", "Record source ID").read_only(),
    Line::text("hs_object_source_label", "Record source label").read_only(),
];

const LIFECYCLE_STAGES: &[(&str, &str)] = &[
    ("subscriber", "Subscriber"),
    ("lead", "Lead"),
    ("marketingqualifiedlead", "Marketing Qualified Lead"),
    ("salesqualifiedlead", "Sales Qualified Lead"),
    ("opportunity", "Opportunity"),
    ("customer", "Customer"),
    ("evangelist", "Evangelist"),
    ("other", "Other"),
];

/// All properties of a kind of record, by name.
#[derive(Clone, Debug)]
pub struct Definitions(Arc<BTreeMap<String, Definition>>);

impl Definitions {
    /// The standard ones.
    pub fn of(object_type: ObjectType) -> Self {
        static CONTACTS: OnceLock<Definitions> = OnceLock::new();
        static COMPANIES: OnceLock<Definitions> = OnceLock::new();
        static TICKETS: OnceLock<Definitions> = OnceLock::new();
        static NOTES: OnceLock<Definitions> = OnceLock::new();
        let (known, lines) = match object_type {
            ObjectType::Contacts => (&CONTACTS, contacts::LINES),
            ObjectType::Companies => (&COMPANIES, companies::LINES),
            ObjectType::Tickets => (&TICKETS, tickets::LINES),
            ObjectType::Notes => (&NOTES, notes::LINES),
        };
        let group = groups::built_in(object_type).name;
        known
            .get_or_init(|| {
                let all = COMMON.iter().chain(lines).map(|line| (line.name.to_owned(), line.definition(&group)));
                Self(Arc::new(all.collect()))
            })
            .clone()
    }

    /// The standard ones, and those that were added and are not archived.
    pub async fn load(connection: &impl ConnectionTrait, object_type: ObjectType) -> Outcome<Self> {
        let added = custom::of(connection, object_type, false).await?;
        let mut all = Self::of(object_type);
        if !added.is_empty() {
            let known = Arc::make_mut(&mut all.0);
            known.extend(added.into_iter().map(|definition| (definition.name.clone(), definition)));
        }
        Ok(all)
    }

    pub fn get(&self, name: &str) -> Option<&Definition> {
        self.0.get(name)
    }

    pub fn all(&self) -> impl Iterator<Item = &Definition> {
        self.0.values()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_property_is_described_twice_and_defaults_are_described() {
        for (object_type, lines) in [
            (ObjectType::Contacts, contacts::LINES),
            (ObjectType::Companies, companies::LINES),
            (ObjectType::Tickets, tickets::LINES),
            (ObjectType::Notes, notes::LINES),
        ] {
            let definitions = Definitions::of(object_type);
            assert_eq!(definitions.all().count(), COMMON.len() + lines.len(), "{object_type:?}");
            for name in object_type.default_properties() {
                assert!(definitions.get(name).is_some(), "{name}");
            }
        }
    }
}
