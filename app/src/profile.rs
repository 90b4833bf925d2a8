//! The customer's own account.

use leptos::prelude::*;

#[component]
pub fn ProfilePage() -> impl IntoView {
    view! { <h1>"ProfilePage"</h1> }
}
