//! Who said what, as a quiet column; changes of the status between, a line each.

use leptos::prelude::*;
use model::paths;
use model::tickets::{Entry, Event, Message, Side, Turn};

use super::rows::status_label;
use super::show::here;
use super::state::{TicketState, entry_id};
use crate::t;
use crate::ui::{Avatar, Time, attachments};

#[component]
pub fn Conversation(state: TicketState, latest: bool) -> impl IntoView {
    let earlier = move || {
        state.earlier.get().map(|before| {
        let load = move |event: web_sys::MouseEvent| {
            if !(event.ctrl_key() || event.meta_key() || event.shift_key()) {
                event.prevent_default();
                state.load_earlier(before);
            }
        };
        view! { <p class="thread-more"><a class="button" href=format!("?before={before}") on:click=load>{t!("ticket-earlier")}</a></p> }
    })
    };
    let to_latest = (!latest).then(|| {
        view! {
            <p class="thread-more"><a class="button" href=here(state)>{t!("ticket-latest")}</a></p>
        }
    });
    view! {
        <section class="thread-conversation" aria-labelledby="conversation-title">
            <h2 id="conversation-title" class="visually-hidden">{t!("ticket-conversation")}</h2>
            {earlier}
            <ol class="thread-entries">
                <For each=move || state.entries.get() key=entry_id let(entry)>
                    {shown(state, entry)}
                </For>
            </ol>
            {to_latest}
        </section>
    }
}

fn shown(state: TicketState, entry: Entry) -> AnyView {
    let fresh = (entry_id(&entry).0 > state.newest_at_first).then_some("");
    match entry {
        Entry::Message(message) => {
            let base = paths::portal_attachments(&state.slug(), state.id, message.id);
            message_entry(message, &base, fresh)
        }
        Entry::Event(event) => event_entry(event, fresh),
    }
}

fn message_entry(message: Message, files: &str, fresh: Option<&'static str>) -> AnyView {
    let (class, side) = match message.side {
        Side::You => ("thread-entry thread-message", Some(t!("ticket-you"))),
        Side::Colleague => ("thread-entry thread-message", None),
        Side::Team => ("thread-entry thread-message thread-message-team", Some(t!("ticket-team"))),
    };
    view! {
        <li class=class id=format!("entry-{}", message.id) data-fresh=fresh>
            <Avatar name=message.author.clone()/>
            <div class="thread-message-body">
                <h3 class="thread-message-head">
                    <span class="thread-message-author" dir="auto">{message.author}</span>
                    {side.map(|side| view! { <span class="thread-message-side">{side}</span> })}
                    <span class="thread-message-time"><Time at=message.at/></span>
                </h3>
                <div class="prose" dir="auto" inner_html=message.html></div>
                {attachments(message.attachments, files)}
            </div>
        </li>
    }
    .into_any()
}

fn event_entry(event: Event, fresh: Option<&'static str>) -> AnyView {
    let status = status_label(&event.status);
    let words = match (event.status.turn, event.author) {
        (Turn::Closed, Some(author)) => t!("ticket-event-closed-by", "author" => &author),
        (Turn::Closed, None) => t!("ticket-event-closed"),
        (_, Some(author)) => t!("ticket-event-status-by", "author" => &author, "status" => &status),
        (_, None) => t!("ticket-event-status", "status" => &status),
    };
    view! {
        <li class=format!("thread-entry thread-event thread-event-{}", event.status.turn.word()) id=format!("entry-{}", event.id) data-fresh=fresh>
            <span>{words}</span> <span class="thread-message-time"><Time at=event.at/></span>
        </li>
    }
    .into_any()
}
