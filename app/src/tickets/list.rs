//! A portal's front page: the customer's tickets.

use leptos::prelude::*;

#[component]
pub fn TicketListPage() -> impl IntoView {
    view! { <h1>"TicketListPage"</h1> }
}
