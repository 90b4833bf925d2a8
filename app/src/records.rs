//! Contacts and companies, in one file of the program: to the route table, which every customer downloads, they are one line.

use leptos::prelude::*;
use leptos_router::hooks::use_params_map;
use leptos_router::{LazyRoute, lazy_route};
use model::Fault;

use crate::companies::{CompanyListPage, CompanyPage, NewCompanyPage};
use crate::contacts::{ContactListPage, ContactPage, NewContactPage};
use crate::ui::load::FaultPage;

/// `/desk/:kind/:record?`.
pub struct RecordsPiece;

#[lazy_route]
impl LazyRoute for RecordsPiece {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        let params = use_params_map();
        let address = Memo::new(move |_| params.with(|params| (params.get("kind").unwrap_or_default(), params.get("record"))));
        let page = move || {
            let (kind, record) = address.get();
            match (kind.as_str(), record) {
                ("contacts", None) => view! { <ContactListPage/> }.into_any(),
                ("contacts", Some(record)) if record == "new" => view! { <NewContactPage/> }.into_any(),
                ("contacts", Some(contact)) => view! { <ContactPage contact/> }.into_any(),
                ("companies", None) => view! { <CompanyListPage/> }.into_any(),
                ("companies", Some(record)) if record == "new" => view! { <NewCompanyPage/> }.into_any(),
                ("companies", Some(company)) => view! { <CompanyPage company/> }.into_any(),
                _ => view! { <FaultPage fault=Fault::NotFound/> }.into_any(),
            }
        };
        view! { {page} }.into_any()
    }
}
