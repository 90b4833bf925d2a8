//! A ticket: what happens with it, whose turn it is, and the conversation.

use leptos::prelude::*;
use leptos_router::hooks::{use_params_map, use_query_map};
use model::tickets::TicketShown;
use model::{Answer, Fault, MessageId, TicketId, paths};

use super::conversation::Conversation;
use super::head::{Head, Properties};
use super::reply::Reply;
use super::state::TicketState;
use super::watch::Watch;
use crate::layout::use_slug;
use crate::sign_in::SignInDialog;
use crate::ui::fetch::fetch;
use crate::ui::{PageTitle, loaded};

#[server(prefix = "/api", endpoint = "tickets/show")]
pub async fn shown_ticket(slug: String, ticket: TicketId, before: Option<MessageId>) -> Result<Answer<TicketShown>, Fault> {
    crate::seam::answer(async move { crate::seam::customer(&slug).await?.ticket(ticket, before).await }).await
}

#[component]
pub fn TicketPage() -> impl IntoView {
    let slug = use_slug();
    let (params, query) = (use_params_map(), use_query_map());
    let wanted = Memo::new(move |_| params.with(|params| params.get("ticket")).and_then(|text| text.parse::<TicketId>().ok()));
    let before = Memo::new(move |_| query.with(|query| query.get("before")).and_then(|text| text.parse::<MessageId>().ok()));
    let asked = {
        let slug = slug.clone();
        move || (slug.clone(), wanted.get(), before.get())
    };
    let ticket = fetch(asked, |(slug, ticket, before)| async move {
        match ticket {
            Some(ticket) => shown_ticket(slug, ticket, before).await,
            // No ticket has such a number.
            None => Ok(Err(Fault::NotFound)),
        }
    });
    loaded(ticket, move |ticket| {
        let latest = before.get_untracked().is_none();
        view! { <Ticket slug=slug.clone() ticket latest/> }.into_any()
    })
}

#[component]
fn Ticket(
    slug: String,
    ticket: TicketShown,
    /// The end of the conversation is shown, and not an earlier part of it.
    latest: bool,
) -> impl IntoView {
    let state = TicketState::new(slug, ticket);
    let signed_in = Callback::new(move |()| state.signed_in());
    view! {
        <PageTitle text=Signal::derive(move || state.ticket.with(|ticket| ticket.subject.clone()))/>
        {latest.then(|| view! { <Watch state/> })}
        <article class="thread">
            <Head state/>
            <div class="thread-columns">
                <div class="thread-talk">
                    <Conversation state latest/>
                    {latest.then(|| view! { <Reply state/> })}
                </div>
                <Properties state/>
            </div>
        </article>
        <SignInDialog slug=state.slug() open=state.sign_in_open on_done=signed_in/>
        <div class="visually-hidden" aria-live="polite">{move || state.said.get()}</div>
    }
}

/// The ticket's own address.
pub fn here(state: TicketState) -> String {
    paths::portal_ticket(&state.slug(), state.id)
}
