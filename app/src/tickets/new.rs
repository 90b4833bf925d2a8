//! A customer files a ticket.

use leptos::prelude::*;

#[component]
pub fn NewTicketPage() -> impl IntoView {
    view! { <h1>"NewTicketPage"</h1> }
}
