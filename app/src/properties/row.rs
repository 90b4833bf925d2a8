//! What a row of a list says of the columns that were chosen.

use leptos::prelude::*;
use model::properties::{ListShape, Property};

use super::value_words;

/// The columns of a list, for its rows.
#[derive(Clone, Debug, Default)]
pub struct Columns(Vec<Property>);

impl From<&ListShape> for Columns {
    fn from(shape: &ListShape) -> Self {
        let property = |name: &String| shape.properties.iter().find(|property| property.name == *name).cloned();
        Self(shape.columns.iter().filter_map(property).collect())
    }
}

/// Values in the order of the columns; those that are empty say nothing.
#[component]
pub fn RowValues(columns: Columns, values: Vec<String>) -> impl IntoView {
    let known: Vec<(Property, String)> = columns.0.into_iter().zip(values).filter(|(_, value)| !value.is_empty()).collect();
    let pair = |(property, value): (Property, String)| {
        let value = value_words(&property, &value);
        view! { <div><dt dir="auto">{property.label}</dt> {" "} <dd dir="auto">{value}</dd></div> }
    };
    (!known.is_empty()).then(|| view! { <dl class="row-values">{known.into_iter().map(pair).collect_view()}</dl> })
}
