//! The portal is live: its link, and what is still open.

use leptos::prelude::*;

#[component]
pub fn DoneStep() -> impl IntoView {
    view! { <h1>"DoneStep"</h1> }
}
