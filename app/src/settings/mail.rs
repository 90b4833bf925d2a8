//! The outbox: which letters went out, which wait and why, and another try.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use model::mail::{LetterKind, LetterRow, LetterState, MailProblem, Outbox};
use model::{Answer, Fault, LetterId, Timestamp, paths};

use crate::locale::clock::{Clock, exact};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::on_success;
use crate::ui::{Badge, Banner, BannerKind, Button, EmptyState, FaultBanner, Icon, LoadMore, Tone, loaded, use_fault};

#[server(prefix = "/api", endpoint = "mail/outbox")]
async fn outbox_read(after: String) -> Result<Answer<Outbox>, Fault> {
    crate::seam::answer(async move {
        let after = Some(after.as_str()).filter(|after| !after.is_empty());
        crate::seam::staff().await?.outbox(after).await
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
    let after = Memo::new(move |_| query.with(|query| query.get("after")).unwrap_or_default());
    let outbox = fetch(move || after.get(), outbox_read);
    on_success(retry, move |()| outbox.refetch());
    view! {
        <leptos_meta::Title text=t!("mail-title")/>
        <div class="settings">
            <header class="page-head"><h1>{t!("mail-title")}</h1></header>
            <FaultBanner fault fields=&[]/>
            {loaded(outbox, move |outbox| view! { <Letters outbox retry/> }.into_any())}
        </div>
    }
}

#[component]
fn Letters(outbox: Outbox, retry: ServerAction<LetterRetried>) -> impl IntoView {
    let next = outbox.next.map(|after| format!("{}?after={after}", paths::ADMIN_MAIL));
    let state = match &outbox.from {
        Some(from) => view! { <p class="hint">{t!("mail-from", "address" => from)}</p> }.into_any(),
        None => view! { <Banner kind=BannerKind::Warning>{t!("mail-not-set-up")}</Banner> }.into_any(),
    };
    let counts = (outbox.waiting + outbox.failed > 0)
        .then(|| view! { <p>{t!("mail-waiting", "n" => outbox.waiting)} " · " {t!("mail-failed", "n" => outbox.failed)}</p> });
    if outbox.rows.is_empty() {
        return view! { {state} <EmptyState icon="mail" title=t!("mail-empty") text=t!("mail-empty-text")/> }.into_any();
    }
    let rows = outbox.rows.into_iter().map(|row| view! { <Letter row retry/> }).collect_view();
    view! {
        {state}
        {counts}
        <ol class="letters" aria-label=t!("mail-title")>{rows}</ol>
        <LoadMore href=next/>
    }
    .into_any()
}

#[component]
fn Letter(row: LetterRow, retry: ServerAction<LetterRetried>) -> impl IntoView {
    let (clock, id) = (Clock::of_page(), row.id);
    let written = row.created_at;
    let to = row.to.unwrap_or_else(|| t!("mail-nobody"));
    let (tone, label) = badge(&row.state);
    let may_retry = matches!(row.state, LetterState::Failed { .. } | LetterState::Waiting { problem: Some(_), .. });
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
                <span class="hint">{move || detail.with_value(|state| said(state, &|at| exact(at, &clock.read())))}</span>
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

fn badge(state: &LetterState) -> (Tone, String) {
    match state {
        LetterState::Waiting { .. } => (Tone::Waiting, t!("mail-state-waiting")),
        LetterState::Held => (Tone::Neutral, t!("mail-state-held")),
        LetterState::Sent(_) => (Tone::Success, t!("mail-state-sent")),
        LetterState::Failed { .. } => (Tone::Danger, t!("mail-state-failed")),
    }
}

fn said(state: &LetterState, time: &dyn Fn(Timestamp) -> String) -> String {
    match state {
        LetterState::Waiting { problem: Some(problem), next } => {
            t!("mail-said-next", "problem" => problem_label(problem), "time" => time(*next))
        }
        LetterState::Waiting { problem: None, .. } => String::new(),
        LetterState::Held => t!("mail-said-held"),
        LetterState::Sent(at) => time(*at),
        LetterState::Failed { problem, .. } => problem_label(problem),
    }
}

fn problem_label(problem: &MailProblem) -> String {
    match problem {
        MailProblem::Refused { code, said } => t!("mail-problem-refused", "code" => code.to_string(), "said" => said),
        MailProblem::Unreachable { reason } => t!("mail-problem-unreachable", "reason" => reason),
        MailProblem::NotAllowed => t!("mail-problem-not-allowed"),
        MailProblem::TooOld => t!("mail-problem-too-old"),
        MailProblem::BadAddress => t!("mail-problem-address"),
    }
}

fn kind_label(kind: LetterKind) -> String {
    match kind {
        LetterKind::Invitation => t!("letter-invitation"),
        LetterKind::Reset => t!("letter-reset"),
        LetterKind::SignInLink => t!("letter-link"),
        LetterKind::PasswordChanged => t!("letter-password"),
        LetterKind::TicketReceived => t!("letter-received"),
        LetterKind::AgentReplied => t!("letter-agent"),
        LetterKind::ColleagueReplied => t!("letter-colleague"),
        LetterKind::CustomerReplied => t!("letter-customer"),
        LetterKind::StaffInvitation => t!("letter-staff-invitation"),
        LetterKind::SecondFactorReset => t!("letter-second-factor"),
        LetterKind::EmailChange => t!("letter-email-change"),
        LetterKind::EmailChanged => t!("letter-email-changed"),
    }
}
