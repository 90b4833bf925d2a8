//! A ticket: what happens with it, whose turn it is, and the conversation.

use leptos::prelude::*;

#[component]
pub fn TicketPage() -> impl IntoView {
    view! { <h1>"TicketPage"</h1> }
}
