//! A customer files a ticket.

use leptos::form::FromFormData;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use model::text::{bounded, line};
use model::tickets::{NewTicketForm, Priority, SUBJECT_MAX, TEXT_MAX};
use model::{Answer, Fault, Problem, paths};

use super::drafts::Drafts;
use super::preview::use_preview;
use crate::layout::use_slug;
use crate::sign_in::SignInDialog;
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::form::{focus_invalid, instant_error, kept, new_key, on_success};
use crate::ui::{
    Button, ButtonKind, FaultBanner, Icon, LinkButton, MarkdownEditor, SelectField, SelectOption, TextField, loaded, toast,
    use_fault,
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
        crate::seam::keep_typed(&[("priority", &priority)]);
        let desk = crate::seam::customer(&slug).await?;
        let ticket = model::tickets::NewTicket { subject, description, priority: Priority::parse(&priority), key };
        match desk.open(&ticket).await {
            Ok(id) => {
                crate::seam::redirect(&paths::portal_ticket(&slug, id));
                Ok(())
            }
            Err(fault) => {
                // Without script the page comes again, and finds what was typed as the draft; if it was too long, its start.
                let (subject, description) = (&ticket.subject, &ticket.description);
                let _ = desk
                    .save_new_ticket_draft(
                        model::text::start_of(subject, SUBJECT_MAX),
                        model::text::start_of(description, TEXT_MAX),
                    )
                    .await;
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
    let form = fetch(
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
    let (subject, description) = (RwSignal::new(form.draft_subject), RwSignal::new(form.draft_description));
    let (subject_left, description_left) = (RwSignal::new(false), RwSignal::new(false));
    let drafts = use_drafts(&slug, subject, description);
    let last = StoredValue::new(None::<TicketFiled>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        subject_left.set(true);
        description_left.set(true);
        let fine =
            subject.with_untracked(|text| check_subject(text)).and(description.with_untracked(|text| check_description(text)));
        if fine.is_err() {
            return focus_invalid();
        }
        if let Some(filed) = TicketFiled::from_event(&event).ok().filter(|_| !action.pending().get_untracked()) {
            let filed = with_own_key(filed, last.get_value());
            last.set_value(Some(filed.clone()));
            action.dispatch(filed);
        }
    };
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
        if let Some(last) = last.get_value() {
            action.dispatch(last);
        }
    });
    let priorities = std::iter::once(SelectOption::new("", t!("new-priority-none")))
        .chain(Priority::ALL.map(|priority| SelectOption::new(priority.word(), priority_label(priority))))
        .collect();
    let (cancel, preview, address) = (paths::portal(&slug), use_preview(&slug), slug.clone());
    view! {
        <form method="post" action=TicketFiled::url() class="form" novalidate="" on:submit=submit>
            <FaultBanner fault fields=&["subject", "description"]/>
            <input type="hidden" name="slug" value=address/>
            <input type="hidden" name="key" value=new_key()/>
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
            <SelectField name="priority" label=t!("list-priority") options=priorities selected=kept("priority").unwrap_or_default()/>
            <p class="new-seen hint"><Icon name="eye"/> {seen_by(form.seen_by_company)}</p>
            <div class="form-actions">
                <Button kind=ButtonKind::Primary busy=action.pending()>{t!("new-send")}</Button>
                <LinkButton kind=ButtonKind::Quiet href=cancel>{t!("new-cancel")}</LinkButton>
                <span class="hint new-draft">{move || drafts.note()}</span>
            </div>
        </form>
        <SignInDialog slug open=sign_in on_done=send_again/>
    }
}

fn use_drafts(slug: &str, subject: RwSignal<String>, description: RwSignal<String>) -> Drafts {
    let slug = slug.to_owned();
    let drafts = Drafts::new(move |(subject, description)| {
        let saved = new_draft_saved(slug.clone(), subject, description);
        Box::pin(async move { saved.await.flatten() })
    });
    drafts.follow(move || (subject.get(), description.get()));
    drafts
}

/// The same ticket again keeps the key of its last attempt, which may have arrived; a changed one gets its own.
fn with_own_key(filed: TicketFiled, last: Option<TicketFiled>) -> TicketFiled {
    let key = match last {
        None => return filed,
        Some(last) if last.subject == filed.subject && last.description == filed.description => last.key,
        Some(_) => new_key(),
    };
    TicketFiled { key, ..filed }
}

fn seen_by(company: Option<String>) -> String {
    match company {
        Some(company) => t!("new-seen-company", "company" => &company),
        None => t!("new-seen-own"),
    }
}
