//! The queue: what is to be done.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct QueuePage;

#[lazy_route]
impl LazyRoute for QueuePage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"QueuePage"</h1> }.into_any()
    }
}
