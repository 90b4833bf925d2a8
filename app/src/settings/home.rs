//! The portals of this installation.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct AdminHomePage;

#[lazy_route]
impl LazyRoute for AdminHomePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"AdminHomePage"</h1> }.into_any()
    }
}
