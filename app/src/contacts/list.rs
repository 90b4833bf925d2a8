//! Contacts: list, search, create.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct ContactListPage;

#[lazy_route]
impl LazyRoute for ContactListPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"ContactListPage"</h1> }.into_any()
    }
}
