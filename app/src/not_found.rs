//! An address that is no page's.

use leptos::prelude::*;
use model::Fault;

use crate::ui::load::FaultPage;

#[component]
pub fn NotFoundPage() -> impl IntoView {
    view! { <main class="plain"><FaultPage fault=Fault::NotFound/></main> }
}
