//! The ticket's subject with whose turn it is, and its properties.

use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::tickets::{Entry, Message, Side, TicketShown, Turn};
use model::{Answer, Fault, TicketId, paths};

use super::rows::status_label;
use super::state::TicketState;
use crate::locale::clock::{Clock, exact, relative};
use crate::t;
use crate::ui::form::on_success;
use crate::ui::{Button, Definition, FaultBanner, Icon, PriorityMark, Time, TurnBadge, use_fault};
use crate::words::category_label;

#[server(prefix = "/api", endpoint = "tickets/close")]
async fn ticket_closed(slug: String, ticket: TicketId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::customer(&slug).await?.close(ticket).await }).await
}

#[server(prefix = "/api", endpoint = "tickets/reopen")]
async fn ticket_reopened(slug: String, ticket: TicketId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::customer(&slug).await?.reopen(ticket).await }).await
}

#[component]
pub fn Head(state: TicketState) -> impl IntoView {
    let clock = Clock::of_page();
    let status = move || {
        state.ticket.with(|ticket| {
            view! {
                <TurnBadge turn=ticket.status.turn label=status_label(&ticket.status)/>
            }
        })
    };
    view! {
        <header class="thread-head">
            <a class="thread-back" href=paths::portal(&state.slug())><Icon name="arrow-left"/> {t!("nav-tickets")}</a>
            <h1 dir="auto">{move || state.ticket.with(|ticket| ticket.subject.clone())}</h1>
            <p class="ticket-turn">{status} {move || sentence(state, clock)}</p>
            <Moves state/>
        </header>
    }
}

/// What happens, whose turn it is, and since when.
fn sentence(state: TicketState, clock: Clock) -> AnyView {
    let ticket = state.ticket.get();
    let last = state.entries.with(|entries| {
        let mut messages = entries.iter().rev().filter_map(|entry| match entry {
            Entry::Message(message) => Some(message.clone()),
            Entry::Event(_) => None,
        });
        messages.next()
    });
    let reading = clock.read();
    let Some(Message { id, author, side, at, .. }) = last else { return ().into_any() };
    let author = if side == Side::You { t!("ticket-by-you") } else { author };
    let (when, at) = match (ticket.status.turn, ticket.closed_at) {
        (Turn::Closed, Some(closed)) => (relative(closed, &reading), closed),
        _ => (relative(at, &reading), at),
    };
    let words = match ticket.status.turn {
        Turn::New => t!("ticket-turn-new", "time" => &when),
        Turn::Contact => t!("ticket-turn-contact", "time" => &when, "author" => &author),
        Turn::Us => t!("ticket-turn-us", "time" => &when, "author" => &author),
        Turn::Closed => t!("ticket-turn-closed", "time" => &when),
    };
    // `external`: the router is not to take a jump within the page for a page.
    view! { <a class="thread-sentence" href=format!("#entry-{id}") rel="external" title=exact(at, &reading)>{words}</a> }
        .into_any()
}

/// Close and reopen, where allowed.
#[component]
fn Moves(state: TicketState) -> impl IntoView {
    let (close, reopen) = (ServerAction::<TicketClosed>::new(), ServerAction::<TicketReopened>::new());
    let (close_fault, reopen_fault) = (use_fault(close), use_fault(reopen));
    on_success(close, move |()| spawn_local(state.refresh()));
    on_success(reopen, move |()| spawn_local(state.refresh()));
    Effect::new(move |_| {
        if close_fault.get() == Some(Fault::SignedOut) {
            let again = move |()| drop(close.dispatch(TicketClosed { slug: state.slug(), ticket: state.id }));
            state.ask_to_sign_in(Some(Callback::new(again)));
        }
    });
    Effect::new(move |_| {
        if reopen_fault.get() == Some(Fault::SignedOut) {
            let again = move |()| drop(reopen.dispatch(TicketReopened { slug: state.slug(), ticket: state.id }));
            state.ask_to_sign_in(Some(Callback::new(again)));
        }
    });
    let may = move |which: fn(&TicketShown) -> bool| state.ticket.with(which);
    view! {
        <div class="thread-moves no-print">
            <div hidden=move || !may(|ticket| ticket.abilities.close)>
                <ActionForm action=close>
                    <Address state/>
                    <Button busy=close.pending()><Icon name="check"/> {t!("ticket-close")}</Button>
                </ActionForm>
            </div>
            <div hidden=move || !may(|ticket| ticket.abilities.reopen)>
                <ActionForm action=reopen>
                    <Address state/>
                    <Button busy=reopen.pending()>{t!("ticket-reopen")}</Button>
                </ActionForm>
            </div>
        </div>
        <FaultBanner fault=close_fault fields=&[]/>
        <FaultBanner fault=reopen_fault fields=&[]/>
    }
}

/// Which ticket a form is about.
#[component]
pub fn Address(state: TicketState) -> impl IntoView {
    view! {
        <input type="hidden" name="slug" value=state.slug()/>
        <input type="hidden" name="ticket" value=state.id.to_string()/>
    }
}

#[component]
pub fn Properties(state: TicketState) -> impl IntoView {
    view! {
        <aside class="thread-properties" aria-labelledby="properties-title">
            <h2 id="properties-title">{t!("ticket-details")}</h2>
            {move || properties(state.ticket.get())}
        </aside>
    }
}

fn properties(ticket: TicketShown) -> AnyView {
    let text = |name: String, value: Option<String>| {
        value.map(|value| view! { <Definition name><span dir="auto">{value}</span></Definition> })
    };
    // Who filed it stands above.
    let alone = ticket.people.is_empty() || ticket.people.as_slice() == ticket.requester.as_slice();
    let people = ticket.people.into_iter().map(|name| view! { <li dir="auto">{name}</li> }).collect_view();
    view! {
        <dl class="definitions">
            <Definition name=t!("ticket-number")><span class="figures">{ticket.id.to_string()}</span></Definition>
            <Definition name=t!("sort-status")><TurnBadge turn=ticket.status.turn label=status_label(&ticket.status)/></Definition>
            {ticket.priority.map(|priority| view! { <Definition name=t!("list-priority")><PriorityMark priority/></Definition> })}
            {text(t!("ticket-category"), ticket.category.as_deref().map(category_label))}
            {text(t!("list-requester"), ticket.requester)}
            <Definition name=t!("sort-created")><Time at=ticket.created_at/></Definition>
            <Definition name=t!("sort-activity")><Time at=ticket.last_activity_at/></Definition>
            {ticket.closed_at.map(|at| view! { <Definition name=t!("turn-closed")><Time at/></Definition> })}
            {text(t!("ticket-company"), ticket.company)}
            {(!alone).then(|| view! {
                <Definition name=t!("ticket-people")><ul class="thread-people">{people}</ul></Definition>
            })}
        </dl>
    }
    .into_any()
}
