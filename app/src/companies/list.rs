//! Companies: list, search.

use leptos::prelude::*;
use leptos_router::{LazyRoute, lazy_route};
use model::companies::CompanyRow;
use model::pages::Page;
use model::{Answer, Fault, paths};

use crate::desk::address::{address, use_asked};
use crate::desk::grow::Growing;
use crate::desk::search::SearchBox;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Avatar, EmptyState, Icon, LinkButton, loaded};

#[server(prefix = "/api", endpoint = "companies/list")]
async fn companies_listed(search: String, after: String) -> Result<Answer<Page<CompanyRow>>, Fault> {
    crate::seam::answer(async move {
        let after = Some(after.as_str()).filter(|after| !after.is_empty());
        crate::seam::staff().await?.companies(&search, after).await
    })
    .await
}

pub struct CompanyListPage;

#[lazy_route]
impl LazyRoute for CompanyListPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Companies/> }.into_any()
    }
}

#[component]
fn Companies() -> impl IntoView {
    let (search, after) = (use_asked("q"), use_asked("after"));
    let page = fetch(move || (search.get(), after.get()), |(search, after)| companies_listed(search, after));
    let list = Growing::new(move |after| companies_listed(search.get_untracked(), after));
    let shown = move |page: Page<CompanyRow>| {
        list.start(page);
        view! { <Rows list search after/> }.into_any()
    };
    view! {
        <leptos_meta::Title text=t!("nav-companies")/>
        <header class="page-head">
            <h1>{t!("nav-companies")}</h1>
            <SearchBox label=t!("companies-search") path=paths::DESK_COMPANIES/>
            <a class="button button-quiet" rel="external" download="" href=move || search.with(|search| address(paths::DESK_COMPANIES_EXPORT, &[("q", search)]))>
                <Icon name="download"/> {t!("desk-export")}
            </a>
            <a class="button" href=paths::DESK_NEW_COMPANY aria-keyshortcuts="n"><Icon name="plus"/> {t!("company-new")}</a>
        </header>
        {loaded(page, shown)}
    }
}

#[component]
fn Rows(list: Growing<CompanyRow>, search: Memo<String>, after: Memo<String>) -> impl IntoView {
    let nothing = move || list.rows.with(Vec::is_empty);
    let middle = move || {
        after.with(|after| !after.is_empty()).then(|| search.with(|search| address(paths::DESK_COMPANIES, &[("q", search)])))
    };
    let more = list.more(move |after| search.with(|search| address(paths::DESK_COMPANIES, &[("q", search), ("after", after)])));
    view! {
        {move || middle().map(|href| view! { <p class="queue-top"><a href=href>{t!("desk-list-start")}</a></p> })}
        {move || nothing().then(|| view! { <Nothing search=search.get()/> })}
        <ol class="rows" aria-label=t!("nav-companies") hidden=nothing>
            <For each=move || list.rows.get() key=|row| row.id let(row)>
                <li class="row record-row company-row">
                    <Avatar name=row.name.clone()/>
                    <a class="row-link" href=paths::desk_company(row.id) data-row=""><bdi>{row.name}</bdi></a>
                    <span class="row-detail"><bdi>{row.domain}</bdi></span>
                    <span class="row-count">{(row.contacts > 0).then(|| t!("companies-contacts", "n" => row.contacts))}</span>
                </li>
            </For>
        </ol>
        {more}
    }
}

#[component]
fn Nothing(search: String) -> impl IntoView {
    if search.is_empty() {
        view! {
            <EmptyState icon="company" title=t!("companies-empty") text=t!("companies-empty-text")>
                <LinkButton href=paths::DESK_NEW_COMPANY>{t!("company-new")}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let text = t!("companies-not-found", "words" => &search);
        view! { <EmptyState icon="search" title=t!("desk-not-found") text/> }.into_any()
    }
}
