//! Properties that were added to records: what staff see of them, in forms, lists and filters.

use std::collections::BTreeMap;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::text::start_of;

/// Columns that a list shows of them, at most.
pub const COLUMNS_MAX: usize = 10;
/// Conditions of one filter, at most.
pub const CONDITIONS_MAX: usize = 5;
const VALUE_MAX: usize = 200;

/// What has properties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum RecordKind {
    Contacts,
    Companies,
    Tickets,
}

impl RecordKind {
    pub const ALL: [Self; 3] = [Self::Contacts, Self::Companies, Self::Tickets];

    /// The word in addresses and forms, which is that of the API.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Companies => "companies",
            Self::Tickets => "tickets",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// What people know of a property.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Property {
    pub name: String,
    pub label: String,
    /// Empty: nothing is said of it.
    pub description: String,
    pub input: Input,
    /// In order, for [`Input::Choice`] and [`Input::Choices`].
    pub options: Vec<PropertyOption>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyOption {
    pub value: String,
    pub label: String,
}

/// How a value is typed. How it is written is HubSpot's way: days as `2026-01-31`, moments in ISO 8601 and UTC, several
/// options with `;` between.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Input {
    Line,
    Text,
    Phone,
    Number,
    Day,
    Moment,
    YesNo,
    Choice,
    Choices,
}

/// A property with a record's value; empty: it has none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyValue {
    pub property: Property,
    pub value: String,
}

/// Values by the property's name. What is not there stays as it is, and empty text clears.
pub type Values = BTreeMap<String, String>;

/// The field of a form in which the value of a property is typed.
pub fn field_of(property: &str) -> String {
    format!("values[{property}]")
}

/// One thing that must be true of the records of a list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Condition {
    /// By name.
    pub property: String,
    pub operator: Operator,
    /// Empty where the operator takes none.
    pub value: String,
}

/// How a value is compared. What has none is not equal to anything, and neither more nor less.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    #[default]
    Is,
    IsNot,
    Contains,
    AtLeast,
    AtMost,
    Known,
    Unknown,
}

impl Operator {
    pub const ALL: [Self; 7] = [Self::Is, Self::IsNot, Self::Contains, Self::AtLeast, Self::AtMost, Self::Known, Self::Unknown];

    /// The word in the URL.
    pub fn word(self) -> &'static str {
        match self {
            Self::Is => "is",
            Self::IsNot => "is-not",
            Self::Contains => "contains",
            Self::AtLeast => "at-least",
            Self::AtMost => "at-most",
            Self::Known => "known",
            Self::Unknown => "unknown",
        }
    }

    pub fn takes_value(self) -> bool {
        !matches!(self, Self::Known | Self::Unknown)
    }
}

impl Condition {
    /// The conditions in a URL's pairs: `p0`, `o0`, `v0`, `p1` and so on. What says nothing is left out: no property, or no
    /// value where one is needed.
    pub fn from_pairs(value_of: impl Fn(&str) -> String) -> Vec<Self> {
        let one = |at: usize| {
            let [property, operator, value] = ["p", "o", "v"].map(|name| value_of(&format!("{name}{at}")));
            let operator = Operator::ALL.into_iter().find(|known| known.word() == operator).unwrap_or_default();
            let value = if operator.takes_value() { start_of(value.trim(), VALUE_MAX).to_owned() } else { String::new() };
            let says_something = !property.is_empty() && (!value.is_empty() || !operator.takes_value());
            says_something.then_some(Self { property, operator, value })
        };
        (0..CONDITIONS_MAX).filter_map(one).collect()
    }

    /// As [`Self::from_pairs`] reads them.
    pub fn pairs(conditions: &[Self]) -> Vec<(String, String)> {
        let pairs = conditions.iter().enumerate().flat_map(|(at, condition)| {
            let Self { property, operator, value } = condition;
            [("p", property.as_str()), ("o", operator.word()), ("v", value)]
                .map(|(name, value)| (format!("{name}{at}"), value.to_owned()))
        });
        pairs.collect()
    }
}

/// What a list asks for. The rows come with the values of the columns.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListQuery {
    /// Beginnings of names and addresses; empty: all.
    pub search: String,
    pub after: Option<String>,
    /// All of them must hold. One of a property that is not there any more holds of nothing.
    pub conditions: Vec<Condition>,
    /// Names of properties.
    pub columns: Vec<String>,
}

impl From<&str> for ListQuery {
    fn from(search: &str) -> Self {
        Self { search: search.to_owned(), ..Self::default() }
    }
}

/// How somebody's list of a kind of records looks.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListShape {
    /// All that it could show and be filtered by.
    pub properties: Vec<Property>,
    /// Names of those that it shows, in order.
    pub columns: Vec<String>,
}

/// What staff can do with properties.
#[async_trait]
pub trait Properties: Send + Sync {
    /// Those that were added to a kind of records, in the order of forms.
    async fn properties(&self, kind: RecordKind) -> Result<Vec<Property>, Fault>;

    async fn list_shape(&self, kind: RecordKind) -> Result<ListShape, Fault>;

    /// Chooses whoever asks' columns of the kind's list, at most ten; names that are none are left out.
    async fn set_columns(&self, kind: RecordKind, columns: &[String]) -> Result<(), Fault>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_come_back_from_an_address_and_what_says_nothing_does_not() {
        let is = |property: &str, operator, value: &str| Condition {
            property: property.to_owned(),
            operator,
            value: value.to_owned(),
        };
        let all = vec![is("colour", Operator::IsNot, "red & blue"), is("tier", Operator::Known, "")];
        let pairs: BTreeMap<String, String> = Condition::pairs(&all).into_iter().collect();
        let read = |pairs: &BTreeMap<String, String>| Condition::from_pairs(|name| pairs.get(name).cloned().unwrap_or_default());
        assert_eq!(read(&pairs), all);
        let empty = [("p0", "colour"), ("o0", "is"), ("v0", "  "), ("p1", ""), ("v1", "x"), ("p7", "tier"), ("o7", "known")];
        let empty = empty.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect();
        assert_eq!(read(&empty), []);
        let odd = [("p3", "colour"), ("o3", "rhymes"), ("v3", "red")];
        let odd = odd.map(|(name, value)| (name.to_owned(), value.to_owned())).into_iter().collect();
        assert_eq!(read(&odd), [is("colour", Operator::Is, "red")]);
    }
}
