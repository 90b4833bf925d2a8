//! Companies: list, search.

use leptos::prelude::*;
use model::companies::CompanyRow;
use model::properties::RecordKind;
use model::{Answer, Fault, paths};

use crate::desk::grow::Growing;
use crate::desk::search::SearchBox;
use crate::properties::asked::{Asked, Listing, beside_search};
use crate::properties::row::{Columns, RowValues};
use crate::properties::tools::ListTools;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Avatar, EmptyState, Icon, LinkButton, loaded};

#[server(prefix = "/api", endpoint = "companies/list")]
async fn companies_listed(asked: Asked) -> Result<Answer<Listing<CompanyRow>>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        let shape = desk.list_shape(RecordKind::Companies).await?;
        let page = desk.companies(&asked.query(&shape)).await?;
        Ok(Listing { page, shape })
    })
    .await
}

#[component]
pub fn CompanyListPage() -> impl IntoView {
    let asked = Asked::of_page();
    let listing = fetch(move || asked.get(), companies_listed);
    let list = Growing::new(move |after| {
        let asked = Asked { after, ..asked.get_untracked() };
        async move { companies_listed(asked).await.map(|answer| answer.map(|listing| listing.page)) }
    });
    let shown = move |found: Listing<CompanyRow>| {
        list.start(found.page);
        let columns = Columns::from(&found.shape);
        view! {
            <ListTools kind=RecordKind::Companies shape=found.shape conditions=asked.with_untracked(|asked| asked.conditions.clone()) keep=vec![("q", asked.with_untracked(|asked| asked.search.clone()))] path=paths::DESK_COMPANIES on_chosen=Callback::new(move |()| listing.refetch())/>
            <Rows list asked columns/>
        }
        .into_any()
    };
    view! {
        <leptos_meta::Title text=t!("nav-companies")/>
        <header class="page-head">
            <h1>{t!("nav-companies")}</h1>
            <SearchBox label=t!("companies-search") path=paths::DESK_COMPANIES keep=beside_search(asked)/>
            <a class="button button-quiet" rel="external" download="" href=move || asked.with(|asked| asked.at(paths::DESK_COMPANIES_EXPORT, ""))>
                <Icon name="download"/> {t!("desk-export")}
            </a>
            <a class="button" href=paths::DESK_NEW_COMPANY aria-keyshortcuts="n"><Icon name="plus"/> {t!("company-new")}</a>
        </header>
        {loaded(listing, shown)}
    }
}

#[component]
fn Rows(list: Growing<CompanyRow>, asked: Memo<Asked>, columns: Columns) -> impl IntoView {
    let nothing = move || list.rows.with(Vec::is_empty);
    let middle = move || asked.with(|asked| (!asked.after.is_empty()).then(|| asked.at(paths::DESK_COMPANIES, "")));
    let more = list.more(move |after| asked.with(|asked| asked.at(paths::DESK_COMPANIES, after)));
    view! {
        {move || middle().map(|href| view! { <p class="queue-top"><a href=href>{t!("desk-list-start")}</a></p> })}
        {move || nothing().then(|| view! { <Nothing asked=asked.get()/> })}
        <ol class="rows" aria-label=t!("nav-companies") hidden=nothing>
            <For each=move || list.rows.get() key=|row| row.id let(row)>
                <li class="row record-row company-row">
                    <Avatar name=row.name.clone()/>
                    <a class="row-link" href=paths::desk_company(row.id) data-row=""><bdi>{row.name}</bdi></a>
                    <span class="row-detail"><bdi>{row.domain}</bdi></span>
                    <span class="row-count">{(row.contacts > 0).then(|| t!("companies-contacts", "n" => row.contacts))}</span>
                    <RowValues columns=columns.clone() values=row.values/>
                </li>
            </For>
        </ol>
        {more}
    }
}

#[component]
fn Nothing(asked: Asked) -> impl IntoView {
    if asked.is_all() {
        view! {
            <EmptyState icon="company" title=t!("companies-empty") text=t!("companies-empty-text")>
                <LinkButton href=paths::DESK_NEW_COMPANY>{t!("company-new")}</LinkButton>
            </EmptyState>
        }
        .into_any()
    } else {
        let text = match asked.conditions.is_empty() {
            true => t!("companies-not-found", "words" => &asked.search),
            false => t!("list-filter-nothing"),
        };
        view! { <EmptyState icon="search" title=t!("desk-not-found") text/> }.into_any()
    }
}
