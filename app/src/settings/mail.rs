//! The outbox: which letters went out, which wait and why, and another try.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::mail::{LetterRow, LetterState, MailProblem, Outbox, OutboxView};
use model::{Answer, Fault, LetterId, paths};

use crate::letter_words::{kind_label, state_badge, state_detail};
use crate::locale::clock::{Clock, exact};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::{
    Badge, Banner, BannerKind, Button, EmptyState, FaultBanner, Icon, LinkButton, LoadMore, Tab, Tabs, loaded, use_fault,
};

/// Which letters, in the address.
const VIEW: &str = "view";

#[server(prefix = "/api", endpoint = "mail/outbox")]
async fn outbox_read(view: OutboxView, after: String) -> Result<Answer<Outbox>, Fault> {
    crate::seam::answer(async move {
        let after = Some(after.as_str()).filter(|after| !after.is_empty());
        crate::seam::staff().await?.outbox(view, after).await
    })
    .await
}

#[server(prefix = "/api", endpoint = "mail/retry")]
async fn letter_retried(letter: LetterId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.retry_letter(letter).await }).await
}

#[component]
pub fn MailPage() -> impl IntoView {
    let query = use_query_map();
    let retry = ServerAction::<LetterRetried>::new();
    let fault = use_fault(retry);
    let asked = Memo::new(move |_| {
        let get = |name| query.with(|query| query.get(name)).unwrap_or_default();
        (OutboxView::parse(&get(VIEW)), get("after"))
    });
    let outbox = fetch(move || asked.get(), |(view, after)| outbox_read(view, after));
    on_success(retry, move |()| outbox.refetch());
    view! {
        <leptos_meta::Title text=t!("mail-title")/>
        <div class="settings">
            <header class="page-head">
                <h1>{t!("mail-title")}</h1>
                <div class="cluster">
                    <LinkButton href=paths::ADMIN_MAIL_SETTINGS><Icon name="settings"/> {t!("mail-server-title")}</LinkButton>
                    <LinkButton href=paths::ADMIN_LETTERS><Icon name="eye"/> {t!("letters-title")}</LinkButton>
                </div>
            </header>
            <FaultBanner fault fields=&[]/>
            {loaded(outbox, move |outbox| view! { <Letters outbox view=asked.get_untracked().0 retry/> }.into_any())}
        </div>
    }
}

#[component]
fn Letters(outbox: Outbox, view: OutboxView, retry: ServerAction<LetterRetried>) -> impl IntoView {
    let next = outbox.next.map(|after| format!("{}?{VIEW}={}&after={after}", paths::ADMIN_MAIL, view.word()));
    let state = match &outbox.from {
        Some(from) => view! { <p class="hint">{t!("mail-from", "address" => from)}</p> }.into_any(),
        None => view! { <Banner kind=BannerKind::Warning>{t!("mail-not-set-up")}</Banner> }.into_any(),
    };
    let counts = (outbox.waiting + outbox.failed > 0)
        .then(|| view! { <p>{t!("mail-waiting", "n" => outbox.waiting)} " · " {t!("mail-failed", "n" => outbox.failed)}</p> });
    if outbox.rows.is_empty() && view == OutboxView::All {
        return view! { {state} <EmptyState icon="mail" title=t!("mail-empty") text=t!("mail-empty-text")/> }.into_any();
    }
    let none = outbox.rows.is_empty().then(|| view! { <p class="hint">{t!("mail-none-so")}</p> });
    let rows = outbox.rows.into_iter().map(|row| view! { <Letter row retry/> }).collect_view();
    view! {
        {state}
        {counts}
        <Tabs label=t!("mail-views") tabs=OutboxView::EVERY.map(|each| tab(each, view)).into()/>
        {none}
        <ol class="letters" aria-label=t!("mail-title")>{rows}</ol>
        <LoadMore href=next/>
    }
    .into_any()
}

fn tab(each: OutboxView, current: OutboxView) -> Tab {
    let label = match each {
        OutboxView::All => t!("mail-view-all"),
        OutboxView::Waiting => t!("mail-state-waiting"),
        OutboxView::GivenUp => t!("mail-state-failed"),
        OutboxView::Held => t!("mail-state-held"),
    };
    let href = match each {
        OutboxView::All => paths::ADMIN_MAIL.to_owned(),
        view => format!("{}?{VIEW}={}", paths::ADMIN_MAIL, view.word()),
    };
    Tab { label, href, current: each == current, count: None }
}

#[component]
fn Letter(row: LetterRow, retry: ServerAction<LetterRetried>) -> impl IntoView {
    let (clock, id) = (Clock::of_page(), row.id);
    let written = row.created_at;
    let to = row.to.unwrap_or_else(|| t!("mail-nobody"));
    let (tone, label) = state_badge(&row.state);
    let may_retry = match &row.state {
        // Another try would end as the first did.
        LetterState::Failed { problem, .. } => !matches!(problem, MailProblem::TurnedOff | MailProblem::Overtaken),
        LetterState::Waiting { problem, .. } => problem.is_some(),
        LetterState::Held | LetterState::Sent(_) => false,
    };
    let detail = StoredValue::new(row.state);
    view! {
        <li class="letter">
            <div class="letter-what">
                <strong>{kind_label(row.kind)}</strong>
                <bdi>{to}</bdi>
                <span class="hint">{move || exact(written, &clock.read())}</span>
            </div>
            <div class="letter-state">
                <Badge tone label/>
                <span class="hint">{move || detail.with_value(|state| state_detail(state, &|at| exact(at, &clock.read())))}</span>
            </div>
            {may_retry.then(|| view! {
                <ActionForm action=retry>
                    <input type="hidden" name="letter" value=id.to_string()/>
                    <Button busy=retry.pending()><Icon name="refresh"/> {t!("mail-retry")}</Button>
                </ActionForm>
            })}
        </li>
    }
}
