//! What came of an import, what was left out, and the way back.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::imports::{ImportCounts, ImportShown, ImportState, KeptRecord, LISTED, RowProblem};
use model::{Answer, CompanyId, ContactId, Fault, ImportId, TicketId, paths};

use super::words::{kept_why, object_label, reason};
use crate::locale::number;
use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Banner, BannerKind, Button, ButtonKind, Definition, FaultBanner, LinkButton, Table, use_fault};

#[server(prefix = "/api", endpoint = "imports/undo")]
async fn import_undone(import: ImportId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.undo_import(import).await }).await
}

#[server(prefix = "/api", endpoint = "imports/continue")]
async fn import_continued(import: ImportId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.continue_import(import).await }).await
}

#[component]
pub fn Results(import: ImportShown, again: Callback<()>) -> impl IntoView {
    let (id, state, counts) = (import.row.id, import.row.state, import.row.counts);
    let undone = (state == ImportState::Undone)
        .then(|| view! { <Undone undone=import.undone kept=import.kept records=import.kept_records/> });
    let may_undo = state.can_be_undone() && counts.done > 0;
    let stayed = state == ImportState::Undone && import.kept > 0;
    view! {
        <div class="stack">
            {undone}
            {stayed.then(|| view! { <UndoAgain id again/> })}
            <Counts counts would=false/>
            {import.can_go_on.then(|| view! { <GoOn id again/> })}
            <Problems id problems=import.problems/>
            {may_undo.then(|| view! { <Undo id again/> })}
        </div>
    }
}

fn figure(count: u64) -> String {
    number(i64::try_from(count).unwrap_or(i64::MAX))
}

/// Numbers of rows. `would`: of what would happen.
#[component]
pub fn Counts(counts: ImportCounts, would: bool) -> impl IntoView {
    let beside = |count: u64, name: String| (count > 0).then(|| view! { <Definition name>{figure(count)}</Definition> });
    let label = if would { t!("import-would-be") } else { t!("import-counts") };
    view! {
        <h2 class="visually-hidden">{label}</h2>
        <dl class="import-counts">
            <Definition name=t!("import-done")>{t!("import-of", "done" => figure(counts.done), "total" => figure(counts.total))}</Definition>
            <Definition name=t!("import-created")>{figure(counts.created)}</Definition>
            <Definition name=t!("import-updated")>{figure(counts.updated)}</Definition>
            <Definition name=t!("import-unchanged")>{figure(counts.unchanged)}</Definition>
            <Definition name=t!("import-failed")>{figure(counts.failed)}</Definition>
            {beside(counts.contacts_beside, t!("import-contacts-beside"))}
            {beside(counts.companies_beside, t!("import-companies-beside"))}
        </dl>
    }
}

/// The first rows that were left out; all of them are in a file.
#[component]
pub fn Problems(id: ImportId, problems: Vec<RowProblem>) -> impl IntoView {
    if problems.is_empty() {
        return ().into_any();
    }
    let more =
        (problems.len() as u64 == LISTED).then(|| view! { <p class="hint">{t!("import-problems-more", "n" => LISTED)}</p> });
    let headings = vec![t!("import-row"), t!("import-column"), t!("import-value"), t!("import-reason")];
    let rows = problems.into_iter().map(|problem| {
        let reason = reason(&problem);
        view! {
            <tr>
                <td>{figure(problem.row)}</td>
                <td dir="auto">{problem.column}</td>
                <td dir="auto">{problem.value}</td>
                <td>{reason}</td>
            </tr>
        }
    });
    view! {
        <section class="settings-section" aria-labelledby="import-problems">
            <h2 id="import-problems">{t!("import-problems")}</h2>
            <div class="settings-body stack">
                <div class="import-preview" role="group" aria-labelledby="import-problems" tabindex="0">
                    <Table caption=t!("import-problems") headings>{rows.collect_view()}</Table>
                </div>
                {more}
                <p><LinkButton href=paths::admin_import_problems(id) external=true>{t!("import-problems-file")}</LinkButton></p>
            </div>
        </section>
    }
    .into_any()
}

#[component]
fn GoOn(id: ImportId, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ImportContinued>::new();
    on_success(action, move |()| again.run(()));
    let fault = use_fault(action);
    view! {
        <ActionForm action attr:class="stack">
            <p class="hint">{t!("import-go-on-why")}</p>
            <FaultBanner fault fields=&[]/>
            <input type="hidden" name="import" value=id.to_string()/>
            <div class="cluster"><Button kind=ButtonKind::Primary busy=action.pending()>{t!("import-go-on")}</Button></div>
        </ActionForm>
    }
}

/// What stayed may be in use no more.
#[component]
fn UndoAgain(id: ImportId, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ImportUndone>::new();
    on_success(action, move |()| again.run(()));
    let fault = use_fault(action);
    view! {
        <ActionForm action attr:class="stack">
            <FaultBanner fault fields=&[]/>
            <input type="hidden" name="import" value=id.to_string()/>
            <div class="cluster"><Button busy=action.pending()>{t!("import-undo-again")}</Button></div>
        </ActionForm>
    }
}

#[component]
fn Undo(id: ImportId, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<ImportUndone>::new();
    on_success(action, move |()| again.run(()));
    let fault = use_fault(action);
    view! {
        <section class="settings-section" aria-labelledby="import-undo">
            <h2 id="import-undo">{t!("import-undo")}</h2>
            <p class="hint">{t!("import-undo-why")}</p>
            <div class="settings-body">
                <FaultBanner fault fields=&[]/>
                <details class="fold">
                    <summary>{t!("import-undo-do")}</summary>
                    <ActionForm action>
                        <input type="hidden" name="import" value=id.to_string()/>
                        <Button kind=ButtonKind::Danger busy=action.pending()>{t!("import-undo-yes")}</Button>
                    </ActionForm>
                </details>
            </div>
        </section>
    }
}

#[component]
fn Undone(undone: u64, kept: u64, records: Vec<KeptRecord>) -> impl IntoView {
    let kind = if kept == 0 { BannerKind::Success } else { BannerKind::Warning };
    let rows = records.into_iter().map(|record| view! { <li>{link(&record)} " · " {kept_why(&record.why)}</li> }).collect_view();
    view! {
        <Banner kind>{t!("import-undone", "undone" => undone)} " " {(kept > 0).then(|| t!("import-kept", "kept" => kept))}</Banner>
        <ul class="plain-list">{rows}</ul>
    }
}

fn link(record: &KeptRecord) -> AnyView {
    let label = object_label(&record.object_type, record.id);
    let href = match record.object_type.as_str() {
        "contacts" => paths::desk_contact(ContactId(record.id)),
        "companies" => paths::desk_company(CompanyId(record.id)),
        "tickets" => paths::desk_ticket(TicketId(record.id)),
        _ => return label.into_any(),
    };
    view! { <a href=href>{label}</a> }.into_any()
}
