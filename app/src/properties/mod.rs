//! Properties that were added to records: typed in forms, shown in rows, chosen as columns, asked for in filters.

pub mod asked;
pub mod columns;
pub mod fields;
pub mod filter;
pub mod row;
pub mod tools;

use std::collections::BTreeMap;

use model::properties::{Input, Property, Values};
use serde::{Deserialize, Serialize};

use crate::t;

/// What a form posts: a line for each property, or a list for those of which several options can be chosen.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Typed(BTreeMap<String, Lines>);

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Lines {
    One(String),
    Several(Vec<String>),
}

impl Typed {
    /// Where no option is chosen, empty text.
    pub fn values(self) -> Values {
        let joined = |lines| match lines {
            Lines::One(value) => value,
            Lines::Several(chosen) => chosen.into_iter().filter(|value| !value.is_empty()).collect::<Vec<_>>().join(";"),
        };
        self.0.into_iter().map(|(name, lines)| (name, joined(lines))).collect()
    }
}

/// A value as people read it.
pub fn value_words(property: &Property, value: &str) -> String {
    let label = |word: &str| {
        let option = property.options.iter().find(|option| option.value == word);
        option.map_or_else(|| word.to_owned(), |option| option.label.clone())
    };
    match property.input {
        Input::Choice => label(value),
        Input::Choices => value.split(';').map(label).collect::<Vec<_>>().join(", "),
        Input::YesNo => {
            if value == "true" {
                t!("property-yes")
            } else {
                t!("property-no")
            }
        }
        Input::Day => day_words(value).unwrap_or_else(|| value.to_owned()),
        Input::Moment => moment_words(value).unwrap_or_else(|| value.to_owned()),
        Input::Line | Input::Text | Input::Phone | Input::Number => value.to_owned(),
    }
}

/// A day, such as `2026-01-31`: not a moment, and so the same in every zone.
fn day_words(day: &str) -> Option<String> {
    let mut parts = day.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?.parse::<i64>().ok()?, parts.next()?.parse::<i64>().ok()?);
    let month = t!("month-short", "month" => month);
    Some(t!("date-full", "day" => day.to_string(), "month" => month, "year" => year))
}

fn moment_words(moment: &str) -> Option<String> {
    let (day, time) = moment.split_once('T')?;
    let time = format!("{} UTC", time.get(..5)?);
    Some(t!("date-and-time", "date" => day_words(day)?, "time" => time))
}

#[cfg(test)]
mod tests {
    use model::properties::PropertyOption;

    use super::*;

    fn property(input: Input) -> Property {
        let option = PropertyOption { value: "red".into(), label: "Deep red".into() };
        Property { name: "x".into(), label: "X".into(), description: String::new(), input, options: vec![option] }
    }

    #[test]
    fn several_options_are_joined_and_none_is_empty() {
        let typed: Typed = serde_json::from_str(r#"{"a":"12","b":["","red","blue"],"c":[""]}"#).unwrap();
        let expected = [("a", "12"), ("b", "red;blue"), ("c", "")];
        assert_eq!(typed.values(), expected.map(|(name, value)| (name.to_owned(), value.to_owned())).into());
    }

    #[test]
    fn options_are_read_by_their_labels_and_what_is_no_option_as_it_is() {
        assert_eq!(value_words(&property(Input::Choice), "red"), "Deep red");
        assert_eq!(value_words(&property(Input::Choices), "red;mauve"), "Deep red, mauve");
        assert_eq!(value_words(&property(Input::Number), "12.5"), "12.5");
        assert_eq!(value_words(&property(Input::Day), "some day"), "some day");
    }
}
