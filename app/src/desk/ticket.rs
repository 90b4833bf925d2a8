//! A ticket as staff see it.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct StaffTicketPage;

#[lazy_route]
impl LazyRoute for StaffTicketPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"StaffTicketPage"</h1> }.into_any()
    }
}
