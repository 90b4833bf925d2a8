//! A staff member begins a look at the portal as a contact. A POST spends the link.

use leptos::prelude::*;

#[component]
pub fn ViewPage() -> impl IntoView {
    view! { <h1>"ViewPage"</h1> }
}
