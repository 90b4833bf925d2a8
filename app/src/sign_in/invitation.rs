//! A customer accepts an invitation. The link is only read by opening the page; a POST spends it.

use leptos::prelude::*;

#[component]
pub fn InvitationPage() -> impl IntoView {
    view! { <h1>"InvitationPage"</h1> }
}
