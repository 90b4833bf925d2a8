//! A list without rows: why, and the next step.

use leptos::prelude::*;
use model::paths;
use model::tickets::{ListView, Tab};

use super::address::{is_filtered, list_href};
use crate::t;
use crate::ui::{ButtonKind, EmptyState, LinkButton};

#[component]
pub fn NoTickets(slug: String, view: ListView, organization: Option<String>) -> impl IntoView {
    if is_filtered(&view) {
        let href =
            list_href(&slug, &ListView { tab: view.tab, sort: view.sort, ascending: view.ascending, ..ListView::default() });
        let title =
            if view.search.is_empty() { t!("list-none-filtered") } else { t!("list-none-found", "search" => &view.search) };
        return view! {
            <EmptyState icon="search" title text=t!("list-none-found-hint")>
                <LinkButton href>{t!("list-clear")}</LinkButton>
            </EmptyState>
        }
        .into_any();
    }
    if view.after.is_some() {
        let href = list_href(&slug, &ListView { after: None, ..view });
        return view! { <EmptyState icon="ticket" title=t!("list-no-more")><LinkButton href>{t!("list-back-to-start")}</LinkButton></EmptyState> }.into_any();
    }
    let new = paths::portal_new_ticket(&slug);
    match organization.filter(|_| view.tab == Tab::Organization) {
        Some(company) => view! {
            <EmptyState icon="ticket" title=t!("list-none-organization", "company" => &company) text=t!("list-none-organization-hint")>
                <LinkButton href=new>{t!("list-file-one")}</LinkButton>
            </EmptyState>
        }
        .into_any(),
        None => view! {
            <EmptyState icon="ticket" title=t!("list-none") text=t!("list-none-hint")>
                <LinkButton kind=ButtonKind::Primary href=new>{t!("list-file-first")}</LinkButton>
            </EmptyState>
        }
        .into_any(),
    }
}
