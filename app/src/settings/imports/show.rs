//! One import: what its columns are, how far it is, and what came of it.

use std::time::Duration;

use leptos::prelude::*;
use model::imports::{ImportShown, ImportState};
use model::{Answer, Fault, paths};

use super::discard::Discard;
use super::mapping::Mapping;
use super::progress::Moving;
use super::results::Results;
use super::words::{file_problem, kind_label, state_badge};
use crate::t;
use crate::ui::fetch::{Fetched, fetch};
use crate::ui::{Badge, Banner, BannerKind, Definition, Icon, LinkButton, Time, loaded};

/// How often an import that is going on is looked at.
const AGAIN: Duration = Duration::from_secs(1);

#[server(prefix = "/api", endpoint = "imports/show")]
async fn one_import(id: String) -> Result<Answer<ImportShown>, Fault> {
    crate::seam::answer(async move {
        let import: model::ImportId = id.parse().map_err(|_| Fault::NotFound)?;
        crate::seam::staff().await?.import(import).await
    })
    .await
}

#[component]
pub fn ImportPage(id: String) -> impl IntoView {
    let import = fetch(move || id.clone(), one_import);
    // A server that is away for a moment, or starts anew, goes on with it: it is asked again.
    let moving = Memo::new(move |before: Option<&bool>| {
        let before = before.copied().unwrap_or(false);
        import.with(|import| match import {
            Some(Ok(Ok(import))) => import.row.state.is_moving(),
            Some(Ok(Err(fault)) | Err(fault)) => before && passes(fault),
            None => before,
        })
    });
    watch_while(moving, import);
    let again = Callback::new(move |()| import.refetch());
    view! {
        <div class="settings imports">
            <p class="ticket-way"><a href=paths::ADMIN_IMPORTS><Icon name="arrow-left"/> {t!("imports-title")}</a></p>
            {loaded(import, move |import| view! { <Import import again/> }.into_any())}
        </div>
    }
}

fn passes(fault: &Fault) -> bool {
    matches!(fault, Fault::Busy { .. } | Fault::Offline | Fault::Internal { .. })
}

/// Asks again and again while there is something to see.
fn watch_while(moving: Memo<bool>, import: Fetched<ImportShown>) {
    Effect::new(move |_| {
        if moving.get()
            && let Ok(handle) = set_interval_with_handle(move || import.refetch(), AGAIN)
        {
            on_cleanup(move || handle.clear());
        }
    });
}

#[component]
fn Import(import: ImportShown, again: Callback<()>) -> impl IntoView {
    let state = import.row.state;
    let (tone, label) = state_badge(state);
    let who = import.row.who.clone().unwrap_or_else(|| t!("import-command-line"));
    let problem =
        import.problem.as_ref().map(file_problem).map(|problem| view! { <Banner kind=BannerKind::Danger>{problem}</Banner> });
    let unreadable = state == ImportState::Failed && import.row.counts.done == 0;
    let id = import.row.id;
    let (name, file_name) = (import.row.file_name.clone(), import.row.file_name.clone());
    view! {
        <leptos_meta::Title text=name/>
        <header class="page-head settings-head"><h1 dir="auto">{file_name}</h1> <Badge tone label/></header>
        <dl class="person-about">
            <Definition name=t!("import-kind")>{kind_label(import.row.kind)}</Definition>
            <Definition name=t!("import-who")><bdi>{who}</bdi></Definition>
            <Definition name=t!("import-when")><Time at=import.row.created_at/></Definition>
        </dl>
        {problem}
        {match state {
            ImportState::Ready => view! { <Mapping import again/> <Discard id/> }.into_any(),
            _ if state.is_moving() => view! { <Moving import again/> }.into_any(),
            _ if unreadable => view! {
                <div class="settings-body">
                    <div class="cluster"><LinkButton href=paths::ADMIN_NEW_IMPORT>{t!("import-other-file")}</LinkButton></div>
                    <Discard id/>
                </div>
            }
            .into_any(),
            _ => view! { <Results import again/> }.into_any(),
        }}
    }
}
