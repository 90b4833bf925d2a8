//! What stands above a list whose records have properties of their own.

use leptos::prelude::*;
use model::properties::{Condition, ListShape, RecordKind};

use super::columns::ColumnChoice;
use super::filter::Filter;

/// Nothing, where no property was added.
#[component]
pub fn ListTools(
    kind: RecordKind,
    shape: ListShape,
    conditions: Vec<Condition>,
    path: &'static str,
    keep: Vec<(&'static str, String)>,
    /// When other columns were chosen.
    on_chosen: Callback<()>,
) -> impl IntoView {
    (!shape.properties.is_empty()).then(|| {
        view! {
            <div class="list-tools">
                <Filter shape=shape.clone() conditions path keep/>
                <ColumnChoice kind shape on_chosen/>
            </div>
        }
    })
}
