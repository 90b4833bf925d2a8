//! Step 1: what the portal is called.

use leptos::prelude::*;

#[component]
pub fn NameStep() -> impl IntoView {
    view! { <h1>"NameStep"</h1> }
}
