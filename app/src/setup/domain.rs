//! Step 2: where the portal lives.

use leptos::prelude::*;

#[component]
pub fn DomainStep() -> impl IntoView {
    view! { <h1>"DomainStep"</h1> }
}
