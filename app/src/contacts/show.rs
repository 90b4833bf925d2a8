//! A contact.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct ContactPage;

#[lazy_route]
impl LazyRoute for ContactPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"ContactPage"</h1> }.into_any()
    }
}
