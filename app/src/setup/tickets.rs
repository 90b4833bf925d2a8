//! Step 3: which tickets customers see.

use leptos::prelude::*;

#[component]
pub fn TicketsStep() -> impl IntoView {
    view! { <h1>"TicketsStep"</h1> }
}
