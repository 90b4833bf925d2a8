//! The first run: the one-time token becomes an owner.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct FirstRunPage;

#[lazy_route]
impl LazyRoute for FirstRunPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"FirstRunPage"</h1> }.into_any()
    }
}
