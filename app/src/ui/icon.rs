//! Icons: one file of symbols, fetched once and kept.

use leptos::prelude::*;

/// The symbol of this name in `public/icons.svg`. Decoration: what it means is said beside it.
#[component]
pub fn Icon(name: &'static str) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true" focusable="false">
            <use href=format!("/icons.svg#{name}")></use>
        </svg>
    }
}
