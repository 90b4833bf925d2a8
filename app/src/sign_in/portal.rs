//! A customer signs in to a portal.

use leptos::prelude::*;

#[component]
pub fn PortalSignInPage() -> impl IntoView {
    view! { <h1>"PortalSignInPage"</h1> }
}
