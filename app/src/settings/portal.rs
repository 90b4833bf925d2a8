//! A portal's settings: everything that the wizard set.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct PortalSettingsPage;

#[lazy_route]
impl LazyRoute for PortalSettingsPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"PortalSettingsPage"</h1> }.into_any()
    }
}
