//! Owner, status and priority: each a form of its own that saves when another line is chosen; without script, by its
//! button. And the facts that cannot be set.

use leptos::form::ActionForm;
use leptos::prelude::*;
use model::helpdesk::StaffTicket;
use model::tickets::Priority;
use model::{Fault, Refusal, Timestamp, UserId};

use super::calls::{TicketAssign, TicketPriority, TicketStage};
use crate::desk::keep::Kept;
use crate::staff_words::stage_label;
use crate::t;
use crate::ui::form::{on_success, use_hydrated};
use crate::ui::{Banner, BannerKind, Button, ButtonKind, Definition, Field, SelectOption, Time, use_fault};
use crate::words::{category_label, fault_message, priority_label};

#[component]
pub fn Properties(ticket: Kept<StaffTicket>, me: UserId) -> impl IntoView {
    view! {
        <section class="side-part">
            <h2 class="visually-hidden">{t!("desk-ticket-properties")}</h2>
            <Owner ticket me/>
            <Stage ticket/>
            <Urgency ticket/>
        </section>
    }
}

#[component]
fn Owner(ticket: Kept<StaffTicket>, me: UserId) -> impl IntoView {
    let action = ServerAction::<TicketAssign>::new();
    let fault = use_fault(action);
    on_success(action, move |()| ticket.again());
    let options = ticket.part(|ticket| {
        let nobody = SelectOption::new("", t!("desk-no-owner"));
        let owners = ticket.owners.iter().map(|owner| SelectOption::new(owner.id.to_string(), owner.name.clone()));
        std::iter::once(nobody).chain(owners).collect::<Vec<_>>()
    });
    let selected = ticket.part(|ticket| ticket.owner.map(|owner| owner.to_string()).unwrap_or_default());
    let others = move || selected.with(|owner| *owner != me.to_string());
    view! {
        <ActionForm action attr:class="property">
            <Base ticket/>
            <Choice name="owner" label=t!("desk-ticket-owner") options selected fault ticket/>
        </ActionForm>
        {move || others().then(|| view! {
            <ActionForm action attr:class="property-quick">
                <Base ticket/>
                <input type="hidden" name="owner" value=me.to_string()/>
                <Button kind=ButtonKind::Quiet busy=action.pending()>{t!("desk-ticket-take")}</Button>
            </ActionForm>
        })}
    }
}

#[component]
fn Stage(ticket: Kept<StaffTicket>) -> impl IntoView {
    let action = ServerAction::<TicketStage>::new();
    let fault = use_fault(action);
    on_success(action, move |()| ticket.again());
    let options = ticket.part(|ticket| {
        ticket
            .stages
            .iter()
            .map(|stage| SelectOption::new(stage.id.to_string(), stage_label(stage.label.clone())))
            .collect::<Vec<_>>()
    });
    let selected = ticket.part(|ticket| ticket.stage.to_string());
    view! {
        <ActionForm action attr:class="property">
            <Base ticket/>
            <Choice name="stage" label=t!("desk-ticket-stage") options selected fault ticket/>
        </ActionForm>
    }
}

#[component]
fn Urgency(ticket: Kept<StaffTicket>) -> impl IntoView {
    let action = ServerAction::<TicketPriority>::new();
    let fault = use_fault(action);
    on_success(action, move |()| ticket.again());
    let options = Memo::new(|_| priority_options());
    let selected = ticket.part(|ticket| ticket.priority.map(|priority| priority.word().to_owned()).unwrap_or_default());
    view! {
        <ActionForm action attr:class="property">
            <Base ticket/>
            <Choice name="priority" label=t!("desk-ticket-priority") options selected fault ticket/>
        </ActionForm>
    }
}

/// All priorities, and none.
pub fn priority_options() -> Vec<SelectOption> {
    let none = SelectOption::new("", t!("desk-no-priority"));
    let all = Priority::ALL.map(|priority| SelectOption::new(priority.word(), priority_label(priority)));
    std::iter::once(none).chain(all).collect()
}

/// What the change is made to, and what from.
#[component]
pub fn Base(ticket: Kept<StaffTicket>) -> impl IntoView {
    let version = ticket.part(|ticket| ticket.version);
    let id = ticket.data.with_untracked(|ticket| ticket.id);
    view! {
        <input type="hidden" name="ticket" value=id.to_string()/>
        <input type="hidden" name="version" value=move || version.get().to_string()/>
    }
}

#[component]
fn Choice(
    name: &'static str,
    #[prop(into)] label: String,
    options: Memo<Vec<SelectOption>>,
    selected: Memo<String>,
    fault: Signal<Option<Fault>>,
    ticket: Kept<StaffTicket>,
) -> impl IntoView {
    let node = NodeRef::<leptos::html::Select>::new();
    let hydrated = use_hydrated();
    // After a change, whoever made it, and after a refusal the list shows what holds.
    Effect::new(move |_| {
        let (value, _) = (selected.get(), fault.get());
        ticket.data.track();
        if let Some(select) = node.get() {
            select.set_value(&value);
        }
    });
    let submit = move |_| {
        if let Some(form) = node.get_untracked().and_then(|select| select.form()) {
            // Fails only for a form that is not in the document.
            let _ = form.request_submit();
        }
    };
    let id = crate::ui::field::control_id("property", name);
    let lines = move || {
        let selected = selected.get_untracked();
        let line = |option: SelectOption| view! { <option value=option.value.clone() selected=option.value == selected>{option.label}</option> };
        options.get().into_iter().map(line).collect_view()
    };
    view! {
        <Field id=id.clone() label hint=None>
            <div class="property-row">
                <select node_ref=node id=id class="input select" name=name autocomplete="off" on:change=submit>{lines}</select>
                <button type="submit" class="button" hidden=move || hydrated.get()>{t!("desk-save")}</button>
            </div>
        </Field>
        <Refused fault ticket/>
    }
}

/// Why a change was not made; one that was made from an old page offers the new one.
#[component]
pub fn Refused(fault: Signal<Option<Fault>>, ticket: Kept<StaffTicket>) -> impl IntoView {
    let seen = RwSignal::new(false);
    Effect::new(move |_| {
        fault.track();
        seen.set(false);
    });
    let reload = move |_| {
        seen.set(true);
        ticket.again();
    };
    move || {
        fault.get().filter(|_| !seen.get()).map(|fault| {
            let stale = fault == Fault::Refused(Refusal::Stale);
            view! {
                <Banner kind=BannerKind::Danger>
                    <p>{fault_message(&fault)}</p>
                    {stale.then(|| view! { <Button on_click=reload>{t!("desk-ticket-reload")}</Button> })}
                </Banner>
            }
        })
    }
}

/// What is known about the ticket and not set by hand.
#[component]
pub fn Facts(ticket: Kept<StaffTicket>) -> impl IntoView {
    let facts = ticket.part(|ticket| (ticket.source.clone(), ticket.inbox.clone(), ticket.category.clone()));
    let times = ticket.part(|ticket| (ticket.created_at, ticket.last_activity_at, ticket.closed_at));
    let time = |name: String, at: Timestamp| view! { <Definition name><Time at/></Definition> };
    view! {
        <section class="side-part">
            <h2>{t!("desk-ticket-facts")}</h2>
            <dl class="facts">
                {move || {
                    let (created, activity, closed) = times.get();
                    view! {
                        {time(t!("desk-ticket-created"), created)}
                        {time(t!("desk-ticket-activity"), activity)}
                        {closed.map(|closed| time(t!("desk-ticket-closed"), closed))}
                    }
                }}
                {move || {
                    let (source, inbox, category) = facts.get();
                    view! {
                        {(!source.is_empty()).then(|| view! { <Definition name=t!("desk-ticket-source")>{source_label(&source)}</Definition> })}
                        {inbox.map(|inbox| view! { <Definition name=t!("desk-ticket-inbox")><span dir="auto">{inbox}</span></Definition> })}
                        {category.map(|category| view! { <Definition name=t!("desk-ticket-category")><span dir="auto">{category_label(&category)}</span></Definition> })}
                    }
                }}
            </dl>
        </section>
    }
}

/// HubSpot's sources; another one, from an import, is shown as it is.
fn source_label(source: &str) -> String {
    match source {
        "CHAT" => t!("source-chat"),
        "EMAIL" => t!("source-email"),
        "FORM" => t!("source-form"),
        "PHONE" => t!("source-phone"),
        "PORTAL" => t!("source-portal"),
        other => other.to_owned(),
    }
}
