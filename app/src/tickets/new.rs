//! A customer files a ticket.

use leptos::form::ActionForm;
use leptos::html::Form;
use leptos::prelude::*;
use model::text::{bounded, line};
use model::tickets::{NewTicketForm, Priority, SUBJECT_MAX, TEXT_MAX};
use model::{Answer, Fault, Problem, paths};

use super::drafts::Drafts;
use super::preview::use_preview;
use crate::layout::{Customer, use_slug};
use crate::sign_in::SignInDialog;
use crate::t;
use crate::ui::form::{instant_error, new_key, on_success};
use crate::ui::{
    Banner, BannerKind, Button, ButtonKind, FaultBanner, Icon, LinkButton, MarkdownEditor, SelectField, SelectOption, TextField,
    loaded, toast, use_fault,
};
use crate::words::priority_label;

#[server(prefix = "/api", endpoint = "tickets/form")]
async fn new_ticket_asked(slug: String) -> Result<Answer<NewTicketForm>, Fault> {
    crate::seam::answer(async move { crate::seam::customer(&slug).await?.new_ticket_form().await }).await
}

#[server(prefix = "/api", endpoint = "tickets/file")]
async fn ticket_filed(
    slug: String,
    subject: String,
    description: String,
    priority: String,
    key: String,
) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::customer(&slug).await?;
        let ticket = model::tickets::NewTicket { subject, description, priority: Priority::parse(&priority), key };
        match desk.open(&ticket).await {
            Ok(id) => {
                crate::seam::redirect(&paths::portal_ticket(&slug, id));
                Ok(())
            }
            Err(fault) => {
                // Without script the page comes again, and finds what was typed as the draft.
                let _ = desk.save_new_ticket_draft(&ticket.subject, &ticket.description).await;
                Err(fault)
            }
        }
    })
    .await
}

#[server(prefix = "/api", endpoint = "tickets/new-draft")]
async fn new_draft_saved(slug: String, subject: String, description: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::customer(&slug).await?.save_new_ticket_draft(&subject, &description).await })
        .await
}

#[component]
pub fn NewTicketPage() -> impl IntoView {
    let slug = use_slug();
    let form = Resource::new(
        {
            let slug = slug.clone();
            move || slug.clone()
        },
        new_ticket_asked,
    );
    view! {
        <leptos_meta::Title text=t!("nav-new-ticket")/>
        <div class="new-ticket">
            {loaded(form, move |form| view! { <h1>{t!("nav-new-ticket")}</h1> <Filing slug=slug.clone() form/> }.into_any())}
        </div>
    }
}

fn check_subject(subject: &str) -> Result<(), Problem> {
    line(subject, 1, SUBJECT_MAX).map(drop)
}

fn check_description(description: &str) -> Result<(), Problem> {
    bounded(description, 1, TEXT_MAX).map(drop)
}

#[component]
fn Filing(slug: String, form: NewTicketForm) -> impl IntoView {
    let action = ServerAction::<TicketFiled>::new();
    let fault = use_fault(action);
    let node = NodeRef::<Form>::new();
    let (subject, description) = (RwSignal::new(form.draft_subject), RwSignal::new(form.draft_description));
    let key = RwSignal::new(new_key());
    let drafts = {
        let slug = slug.clone();
        Drafts::new(move |(subject, description)| {
            let saved = new_draft_saved(slug.clone(), subject, description);
            Box::pin(async move { saved.await.flatten() })
        })
    };
    drafts.follow(move || (subject.get(), description.get()));
    let (subject_left, description_left) = (RwSignal::new(false), RwSignal::new(false));
    let submit = move |event: web_sys::SubmitEvent| {
        subject_left.set(true);
        description_left.set(true);
        let wrong = subject.with_untracked(|text| check_subject(text).is_err())
            || description.with_untracked(|text| check_description(text).is_err());
        if wrong {
            crate::ui::form::focus_invalid();
        }
        if wrong || action.pending().get_untracked() {
            event.prevent_default();
        }
    };
    // A changed text is another ticket: the key of an attempt whose answer was lost is not used for it.
    Effect::new(move |before: Option<()>| {
        subject.track();
        description.track();
        if before.is_some() && action.version().get_untracked() > 0 && !action.pending().get_untracked() {
            key.set(new_key());
        }
    });
    on_success(action, move |()| {
        subject.set(String::new());
        description.set(String::new());
        drafts.sent();
        toast(t!("new-sent"));
    });
    let sign_in = RwSignal::new(false);
    Effect::new(move |_| {
        if fault.get() == Some(Fault::SignedOut) {
            sign_in.set(true);
        }
    });
    let send_again = Callback::new(move |()| {
        if let Some(form) = node.get_untracked() {
            // Fails only for a form that is not in the document.
            let _ = form.request_submit();
        }
    });
    let priorities = std::iter::once(SelectOption::new("", t!("new-priority-none")))
        .chain(Priority::ALL.map(|priority| SelectOption::new(priority.word(), priority_label(priority))))
        .collect();
    let (cancel, preview, address) = (paths::portal(&slug), use_preview(&slug), slug.clone());
    view! {
        <ViewOnlyNote/>
        <ActionForm action node_ref=node attr:class="form" attr:novalidate="" on:submit:capture=submit>
            <FaultBanner fault fields=&["subject", "description"]/>
            <input type="hidden" name="slug" value=address/>
            <input type="hidden" name="key" value=move || key.get()/>
            <TextField
                name="subject"
                label=t!("sort-subject")
                hint=t!("new-subject-hint")
                bind=subject
                autocomplete="off"
                autofocus=true
                on_leave=move |text: String| subject_left.update(|left| *left |= !text.trim().is_empty())
                error=instant_error(fault, "subject", subject, subject_left, check_subject)
            />
            <MarkdownEditor
                name="description"
                label=t!("new-description")
                hint=t!("new-description-hint")
                rows=8
                bind=description
                preview
                error=instant_error(fault, "description", description, description_left, check_description)
            />
            <SelectField name="priority" label=t!("list-priority") options=priorities/>
            <p class="new-seen hint"><Icon name="eye"/> {seen_by(form.seen_by_company)}</p>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary busy=action.pending()>{t!("new-send")}</Button>
                <LinkButton kind=ButtonKind::Quiet href=cancel>{t!("new-cancel")}</LinkButton>
                <span class="hint new-draft">{move || drafts.note()}</span>
            </div>
        </ActionForm>
        <SignInDialog slug open=sign_in on_done=send_again/>
    }
}

fn seen_by(company: Option<String>) -> String {
    match company {
        Some(company) => t!("new-seen-company", "company" => &company),
        None => t!("new-seen-own"),
    }
}

/// Said before anything is typed for nothing.
#[component]
fn ViewOnlyNote() -> impl IntoView {
    let customer = Customer::here();
    Suspend::new(async move {
        let view_only = customer.is_view_only().await;
        view_only.then(|| view! { <Banner kind=BannerKind::Info>{t!("refusal-view-only")}</Banner> })
    })
}
