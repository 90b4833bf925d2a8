//! Adding people: a list that is typed, pasted or read from a file, what became of it, and taking it back.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::access::{BATCH_MAX, BatchReport, BatchShown, GroupPortal, LineProblem, WrongLine};
use model::{AccessGroupId, Answer, BatchId, Fault};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;

use crate::locale::clock::Clock;
use crate::t;
use crate::ui::form::{kept, on_success, use_hydrated};
use crate::ui::{
    Banner, BannerKind, Button, ButtonKind, FaultBanner, SelectField, SelectOption, TextAreaField, field_error, toast, use_fault,
};

/// Answers the page that reports on it.
#[server(prefix = "/api", endpoint = "groups/add")]
async fn members_added(group: AccessGroupId, list: String, #[server(default)] portal: String) -> Result<Answer<()>, Fault> {
    // What goes back to a form without script stands in an address.
    if list.len() <= 2_000 {
        crate::seam::keep_typed(&[("list", &list)]);
    }
    crate::seam::answer(async move {
        let portal = portal.parse::<model::PortalId>().ok();
        let batch = crate::seam::staff().await?.add_members(group, portal, &list).await?;
        crate::seam::redirect(&format!("{}?batch={batch}", model::paths::access_group(group)));
        Ok(())
    })
    .await
}

#[server(prefix = "/api", endpoint = "groups/undo")]
async fn batch_undone(batch: BatchId) -> Result<Answer<u64>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.undo_batch(batch).await }).await
}

#[component]
pub fn AddSection(
    group: AccessGroupId,
    portals: Vec<GroupPortal>,
    batch: Option<BatchShown>,
    again: Callback<()>,
) -> impl IntoView {
    let action = ServerAction::<MembersAdded>::new();
    let fault = use_fault(action);
    let list = RwSignal::new(kept("list").unwrap_or_default());
    // What was added is said above; sent again it would only be "already there".
    on_success(action, move |()| list.set(String::new()));
    let public: Vec<_> = portals.into_iter().filter(|portal| portal.invites).collect();
    let held = public.first().is_some_and(|portal| portal.held);
    let to = match public.as_slice() {
        [] => view! { <p class="hint">{t!("group-add-no-portal")}</p> }.into_any(),
        [one] => view! { <input type="hidden" name="portal" value=one.portal.id.to_string()/> }.into_any(),
        several => {
            let option = |portal: &GroupPortal| SelectOption::new(portal.portal.id.to_string(), portal.portal.name.clone());
            view! { <SelectField name="portal" label=t!("group-add-portal") options=several.iter().map(option).collect()/> }
                .into_any()
        }
    };
    view! {
        <section class="settings-section" aria-labelledby="section-add">
            <h2 id="section-add">{t!("group-add")}</h2>
            <p class="hint">{t!("group-add-why", "max" => BATCH_MAX)}</p>
            {held.then(|| view! { <Banner kind=BannerKind::Warning>{t!("group-add-held")}</Banner> })}
            <div class="settings-body">
                {batch.map(|batch| view! { <Report batch again/> })}
                <ActionForm action attr:class="form" attr:novalidate="">
                    <FaultBanner fault fields=&["list"]/>
                    <input type="hidden" name="group" value=group.to_string()/>
                    <TextAreaField name="list" label=t!("group-add-list") hint=t!("group-add-list-hint") bind=list rows=5 error=field_error(fault, "list")/>
                    <FileInto list/>
                    {to}
                    <div class="form-actions">
                        <Button kind=ButtonKind::Primary busy=action.pending()>{t!("group-add-button")}</Button>
                    </div>
                </ActionForm>
            </div>
        </section>
    }
}

/// Reads a file into the list. Without script its text can be pasted.
#[component]
fn FileInto(list: RwSignal<String>) -> impl IntoView {
    let hydrated = use_hydrated();
    let read = move |event: web_sys::Event| {
        let input = event.target().and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
        let Some(file) = input.and_then(|input| input.files()).and_then(|files| files.get(0)) else { return };
        spawn_local(async move {
            if let Some(text) = JsFuture::from(file.text()).await.ok().and_then(|text| text.as_string()) {
                list.try_set(text);
            }
        });
    };
    move || {
        hydrated.get().then(|| {
            view! {
                <div class="field">
                    <label class="field-label" for="list-file">{t!("group-add-file")}</label>
                    <input id="list-file" class="input" type="file" accept=".csv,.txt,text/csv,text/plain" on:change=read/>
                </div>
            }
        })
    }
}

#[component]
fn Report(batch: BatchShown, again: Callback<()>) -> impl IntoView {
    let action = ServerAction::<BatchUndone>::new();
    let fault = use_fault(action);
    on_success(action, move |count| {
        toast(t!("batch-undone", "n" => count));
        again.run(());
    });
    let clock = Clock::of_page();
    let (id, until, undone) = (batch.id, batch.undo_until, batch.undone);
    let undoable = move || !undone && clock.read().now < until;
    let BatchReport { added, created, already, wrong, wrong_lines } = batch.report;
    let kind = if added > 0 || wrong_lines == 0 { BannerKind::Success } else { BannerKind::Warning };
    let rest = wrong_lines.saturating_sub(wrong.len() as u64);
    view! {
        <Banner kind>
            <p>
                {t!("batch-added", "n" => added)} " "
                {(created > 0).then(|| t!("batch-created", "n" => created))} " "
                {(already > 0).then(|| t!("batch-already", "n" => already))}
            </p>
            {undone.then(|| view! { <p>{t!("batch-is-undone")}</p> })}
            {(wrong_lines > 0).then(|| view! {
                <p>{t!("batch-wrong", "n" => wrong_lines)}</p>
                <ul class="batch-wrong">{wrong.into_iter().map(line).collect_view()}</ul>
                {(rest > 0).then(|| view! { <p>{t!("batch-wrong-more", "n" => rest)}</p> })}
            })}
            {move || (undoable() && added > 0).then(|| view! {
                <p>{t!("batch-undo-why")}</p>
                <ActionForm action>
                    <input type="hidden" name="batch" value=id.to_string()/>
                    <Button busy=action.pending()>{t!("batch-undo")}</Button>
                </ActionForm>
            })}
            <FaultBanner fault fields=&[]/>
        </Banner>
    }
}

fn line(line: WrongLine) -> impl IntoView {
    let why = match line.problem {
        LineProblem::NoAddress => t!("batch-no-address"),
        LineProblem::Disabled => t!("batch-disabled"),
    };
    view! { <li>{t!("batch-line", "number" => line.number)} " " <bdi>{line.text}</bdi> ": " {why}</li> }
}
