//! Step 4: who gets in, and how.

use leptos::prelude::*;

#[component]
pub fn AccessStep() -> impl IntoView {
    view! { <h1>"AccessStep"</h1> }
}
