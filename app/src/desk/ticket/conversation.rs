//! What was said and what happened, oldest first. Who said it to whom is told by a mark at the side, a word and, for what
//! stays inside, another surface.

use leptos::prelude::*;
use model::helpdesk::{StaffEntry, StaffEntryKind, StaffEvent, StaffTicket};
use model::paths;

use super::letters::Sent;
use crate::desk::keep::Kept;
use crate::staff_words::event_sentence;
use crate::t;
use crate::ui::{Avatar, Icon, Time};

#[component]
pub fn Conversation(ticket: Kept<StaffTicket>) -> impl IntoView {
    let entries = move || ticket.data.with(|ticket| ticket.entries.clone());
    view! {
        <section class="conversation" role="log" aria-label=t!("desk-ticket-conversation")>
            <ol class="entries">
                <For each=entries key=|entry| entry.id let(entry)>
                    <Entry ticket entry/>
                </For>
            </ol>
            <span id="latest" tabindex="-1"></span>
        </section>
    }
}

#[component]
fn Entry(ticket: Kept<StaffTicket>, entry: StaffEntry) -> impl IntoView {
    let StaffEntry { id, at, author, kind, attachments } = entry;
    let base = ticket.data.with_untracked(|ticket| paths::desk_attachments(ticket.id, id));
    let files = crate::ui::attachments(attachments, &base);
    match kind {
        StaffEntryKind::Event(event) => {
            let icon = event_icon(&event);
            view! {
                <li class="entry-event"><Icon name=icon/> <span dir="auto">{event_sentence(&author, &event)}</span> <Time at/></li>
            }
            .into_any()
        }
        StaffEntryKind::Incoming { html } => {
            // The description is acknowledged; what is said later is not.
            view! { <Said class="entry entry-in" side=t!("desk-ticket-customer") author at html>{files} <Sent ticket message=id/></Said> }
                .into_any()
        }
        StaffEntryKind::Outgoing { html } => {
            view! { <Said class="entry entry-out" side=t!("desk-ticket-team") author at html>{files} <Sent ticket message=id/></Said> }
                .into_any()
        }
        StaffEntryKind::Comment { html } => {
            view! { <Said class="entry entry-internal" side=t!("desk-ticket-internal") internal=true author at html>{files}</Said> }
                .into_any()
        }
    }
}

#[component]
fn Said(
    class: &'static str,
    side: String,
    #[prop(optional)] internal: bool,
    author: String,
    at: model::Timestamp,
    html: String,
    /// Under what was said.
    children: Children,
) -> impl IntoView {
    view! {
        <li class=class>
            <Avatar name=author.clone()/>
            <div class="entry-body">
                <p class="entry-head">
                    <strong dir="auto">{author}</strong>
                    <span class="entry-side">{internal.then(|| view! { <Icon name="lock"/> })} {side}</span>
                    <Time at/>
                </p>
                // Rendered and made safe by the server.
                <div class="prose" dir="auto" inner_html=html></div>
                {children()}
            </div>
        </li>
    }
}

fn event_icon(event: &StaffEvent) -> &'static str {
    match event {
        StaffEvent::Created => "ticket",
        StaffEvent::StageChanged { .. } => "arrow-right",
        StaffEvent::Assigned { .. } | StaffEvent::ContactAdded { .. } | StaffEvent::ContactRemoved { .. } => "person",
        StaffEvent::PriorityChanged { .. } => "alert",
        StaffEvent::CompanyAdded { .. } | StaffEvent::CompanyRemoved { .. } => "company",
    }
}
