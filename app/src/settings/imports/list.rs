//! All imports, the newest first.

use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::imports::ImportRow;
use model::pages::Page;
use model::{Answer, Fault, paths};

use super::words::{kind_label, state_badge};
use crate::locale::clock::{Clock, exact};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Badge, ButtonKind, EmptyState, Icon, LinkButton, LoadMore, loaded};

#[server(prefix = "/api", endpoint = "imports/list")]
async fn imports_listed(after: String) -> Result<Answer<Page<ImportRow>>, Fault> {
    crate::seam::answer(async move {
        let after = Some(after.as_str()).filter(|after| !after.is_empty());
        crate::seam::staff().await?.imports(after).await
    })
    .await
}

#[component]
pub fn ImportListPage() -> impl IntoView {
    let query = use_query_map();
    let imports = fetch(move || query.with(|query| query.get("after")).unwrap_or_default(), imports_listed);
    view! {
        <leptos_meta::Title text=t!("imports-title")/>
        <div class="settings">{loaded(imports, |page| view! { <List page/> }.into_any())}</div>
    }
}

#[component]
fn List(page: Page<ImportRow>) -> impl IntoView {
    let add = || view! { <LinkButton href=paths::ADMIN_NEW_IMPORT kind=ButtonKind::Primary>{t!("imports-new")}</LinkButton> };
    if page.rows.is_empty() {
        return view! {
            <h1 class="visually-hidden">{t!("imports-title")}</h1>
            <EmptyState icon="download" title=t!("imports-empty-title") text=t!("imports-empty-text")>{add()}</EmptyState>
        }
        .into_any();
    }
    let next = page.next.map(|after| format!("{}?after={after}", paths::ADMIN_IMPORTS));
    let rows = page.rows.into_iter().map(|row| view! { <Row row/> }).collect_view();
    view! {
        <header class="page-head">
            <h1>{t!("imports-title")}</h1>
            <div class="cluster">{add()}</div>
        </header>
        <ul class="people">{rows}</ul>
        <LoadMore href=next/>
    }
    .into_any()
}

#[component]
fn Row(row: ImportRow) -> impl IntoView {
    let (clock, at) = (Clock::of_page(), row.created_at);
    let (tone, label) = state_badge(row.state);
    let left_out = (row.counts.failed > 0).then(|| format!(" · {}", t!("import-rows-left-out", "n" => row.counts.failed)));
    let who = row.who.unwrap_or_else(|| t!("import-command-line"));
    view! {
        <li class="person">
            <Icon name="download"/>
            <div class="person-what">
                <a href=paths::admin_import(row.id) dir="auto">{row.file_name}</a>
                <span class="hint">{kind_label(row.kind)} " · " <bdi>{who}</bdi> " · " {move || exact(at, &clock.read())}</span>
            </div>
            <div class="person-state">
                <Badge tone label/>
                <span class="hint">{t!("import-rows", "n" => row.counts.total)} {left_out}</span>
            </div>
        </li>
    }
}
