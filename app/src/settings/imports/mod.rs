//! Imports: `/admin/imports`, `/admin/imports/new` and `/admin/imports/ID`.

mod discard;
mod list;
mod mapping;
mod new;
mod progress;
mod results;
mod show;
mod words;

use leptos::prelude::*;

use list::ImportListPage;
use new::NewImportPage;
use show::ImportPage;

#[component]
pub fn ImportsPage(item: Option<String>) -> impl IntoView {
    match item.as_deref() {
        None => view! { <ImportListPage/> }.into_any(),
        Some("new") => view! { <NewImportPage/> }.into_any(),
        Some(id) => view! { <ImportPage id=id.to_owned()/> }.into_any(),
    }
}
