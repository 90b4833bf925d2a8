//! A company.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};

pub struct CompanyPage;

#[lazy_route]
impl LazyRoute for CompanyPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <h1>"CompanyPage"</h1> }.into_any()
    }
}
