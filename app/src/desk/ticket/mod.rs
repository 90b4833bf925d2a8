//! A ticket as staff see it: the conversation, the answer, and beside them everything that can be set.

pub mod calls;
mod composer;
mod conversation;
mod fold;
mod letters;
mod people;
mod properties;
mod values;
mod why;

use leptos::prelude::*;
use leptos_router::hooks::{use_location, use_params_map};
use leptos_router::{LazyRoute, lazy_route};
use model::helpdesk::StaffTicket;
use model::mail::{LetterState, TicketLetter};
use model::{Fault, StageId, TicketId, paths};

use super::QueueAt;
use super::keep::Kept;
use crate::desk::related::RelatedRecords;
use crate::live::{Change, use_events};
use crate::t;
use crate::ui::fetch::fetch;
use crate::ui::{Banner, BannerKind, Icon, PriorityMark, TurnBadge, loaded};
use calls::{AskedBeside, TicketDesk, show_ticket_desk, ticket_again};
use composer::Composer;
use conversation::Conversation;
use people::{Companies, Contacts};
use properties::{Facts, Properties};
use values::Values;
use why::Why;

pub use properties::priority_options;

pub struct StaffTicketPage;

#[lazy_route]
impl LazyRoute for StaffTicketPage {
    fn data() -> Self {
        Self
    }

    fn view(_this: Self) -> AnyView {
        view! { <Page/> }.into_any()
    }
}

#[component]
fn Page() -> impl IntoView {
    let params = use_params_map();
    let query = use_location().search;
    let ticket = Memo::new(move |_| params.with(|params| params.get("ticket")).unwrap_or_default());
    // What the address asks for beside the ticket is for those without script; it is no reason to load the page again.
    let desk = fetch(
        move || ticket.get(),
        move |ticket| {
            let asked = query.with_untracked(|query| AskedBeside::of(query));
            show_ticket_desk(ticket, asked)
        },
    );
    loaded(desk, |desk| view! { <Desk desk/> }.into_any())
}

/// Stays as it is while the ticket changes: see [`Kept`].
#[component]
fn Desk(desk: TicketDesk) -> impl IntoView {
    let id = desk.ticket.id;
    let title = format!("{} · #{id}", desk.ticket.subject);
    let draft = desk.ticket.draft.clone();
    let ticket = Kept::new(desk.ticket, move || ticket_again(id));
    let told = id.to_string();
    use_events(paths::DESK_EVENTS.to_owned(), move |change| match change {
        Change::Ticket(changed) if changed != told => {}
        _ => ticket.again(),
    });
    look_again(ticket);
    let here = paths::desk_ticket(id);
    view! {
        <leptos_meta::Title text=title/>
        <div class="ticket">
            <div class="ticket-main">
                <Head ticket/>
                <Lost ticket/>
                <Conversation ticket/>
                <Composer ticket draft/>
            </div>
            <aside class="ticket-side" aria-label=t!("desk-ticket-side")>
                <Properties ticket me=desk.me/>
                <Values ticket/>
                <Contacts ticket found=desk.contacts here=here.clone()/>
                <Companies ticket found=desk.companies here=here.clone()/>
                <RelatedRecords
                    title=t!("related-tickets")
                    records=ticket.part(|ticket| ticket.related.clone())
                    href=|id| paths::desk_ticket(TicketId(id))
                />
                <Why ticket portals=desk.portals known=desk.others first=desk.why here/>
                <Facts ticket/>
            </aside>
        </div>
    }
}

/// The stream opens a moment after the page was made: what became of a letter in between is asked for.
fn look_again(ticket: Kept<StaffTicket>) {
    let soon = |letter: &TicketLetter| matches!(letter.state, LetterState::Waiting { problem: None, .. });
    let waits = ticket.part(move |ticket| ticket.letters.iter().any(soon));
    Effect::new(move |_| {
        if waits.get() {
            let ask = move || {
                if waits.try_get_untracked() == Some(true) {
                    ticket.again();
                }
            };
            set_timeout(ask, std::time::Duration::from_secs(4));
        }
    });
}

#[component]
fn Head(ticket: Kept<StaffTicket>) -> impl IntoView {
    let subject = ticket.part(|ticket| ticket.subject.clone());
    let stage = ticket.part(|ticket| (ticket.turn, stage_label(ticket, ticket.stage)));
    let priority = ticket.part(|ticket| ticket.priority);
    let id = ticket.data.with_untracked(|ticket| ticket.id);
    let QueueAt(queue) = use_context().unwrap_or_default();
    let long = ticket.part(|ticket| ticket.entries.len() > 6);
    view! {
        <header class="ticket-head">
            <p class="ticket-way"><a href=move || queue.get()><Icon name="arrow-left"/> {t!("nav-queue")}</a></p>
            <h1 dir="auto">{move || subject.get()}</h1>
            <p class="ticket-line">
                <span class="hint">{format!("#{id}")}</span>
                {move || { let (turn, label) = stage.get(); view! { <TurnBadge turn label/> } }}
                {move || priority.get().map(|priority| view! { <PriorityMark priority/> })}
                // A jump within the page: not for the router.
                {move || long.get().then(|| view! { <a class="push" href="#latest" rel="external">{t!("desk-ticket-latest")}</a> })}
            </p>
        </header>
    }
}

fn stage_label(ticket: &StaffTicket, stage: StageId) -> String {
    ticket
        .stages
        .iter()
        .find(|choice| choice.id == stage)
        .map(|choice| crate::staff_words::stage_label(choice.label.clone()))
        .unwrap_or_default()
}

/// The ticket on the screen may not be as it is. What is typed stays: signing in happens beside.
#[component]
fn Lost(ticket: Kept<StaffTicket>) -> impl IntoView {
    move || {
        ticket.fault.get().map(|fault| {
            let sign_in = (fault == Fault::SignedOut).then(|| {
                view! { <a href=paths::STAFF_SIGN_IN rel="external" target="_blank">{t!("desk-sign-in-beside")}</a> }
            });
            view! { <Banner kind=BannerKind::Warning>{crate::words::fault_message(&fault)} " " {sign_in}</Banner> }
        })
    }
}
