//! Companies: list, search, create.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct CompanyListPage;

#[lazy_route]
impl LazyRoute for CompanyListPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"CompanyListPage"</h1> }.into_any()
    }
}
