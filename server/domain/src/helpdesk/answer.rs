//! Staff answer the customers, or write a comment that no customer sees.

use model::mail::LetterKind;
use model::tickets::{NewReply, Posted, Turn};
use model::{Fault, MessageId, Problem, StageId, TicketId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Set};

use super::stage;
use crate::audit::Actor;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::outbox::Letter;
use crate::portico::Portico;
use crate::tables::{stages, tickets};
use crate::tickets::access::Visible;
use crate::tickets::events::StoredEvent;
use crate::tickets::letters::StageChange;
use crate::tickets::post::{self, Author, Words};
use crate::tickets::stages::{Stages, parse_turn};
use crate::tickets::{access, drafts, letters};

/// Posts an answer that the ticket's customers see, and sends each of them a letter.
///
/// An open ticket goes to *waiting on contact*, or to the stage chosen with the answer, which leaves an event, and a letter
/// of its own where it says more than that the customer's word is waited for. The same
/// key again gives the first answer again and changes nothing; so do the same words from another window, as long as nobody
/// has said anything since. The draft is gone. One commit.
pub async fn answer(desk: &UserDesk, ticket: TicketId, text: &str, key: &str, stage: Option<StageId>) -> Outcome<Posted> {
    let text = NewReply { text: text.to_owned(), key: key.to_owned() }.check()?;
    let (portico, author) = (&desk.portico, Author::User(desk.viewer.user));
    let key = author.key(key);
    let tx = portico.store.begin().await?;
    let ticket = access::find_to_change(&tx, &desk.viewer(), ticket).await?;
    let draft = (drafts::of_user(desk.user.id), drafts::reply_to(ticket.id));
    if stage.is_none_or(|stage| stage.0 == ticket.stage_id)
        && let Some(message) = post::just_said(portico, &tx, ticket.id, author, &text).await?
    {
        drafts::remove(&tx, draft.0, draft.1).await?;
        tx.commit().await?;
        return Ok(Posted { ticket: TicketId(ticket.id), message, reopened: false });
    }
    let Some(message) = post_answer(portico, &tx, author, &ticket, (&text, &key), stage).await? else {
        return posted_before(&tx, &key).await;
    };
    let ticket = TicketId(ticket.id);
    drafts::remove(&tx, draft.0, draft.1).await?;
    tx.commit().await?;
    portico.tell(&[Change::Ticket(ticket)]).await;
    Ok(Posted { ticket, message, reopened: false })
}

/// The answer itself, in the caller's transaction: the message, where the ticket goes by it, and the letters. `None`: the
/// key (as stored, beside the checked text) has been used before. [`Change::Ticket`] is to be told of.
pub async fn post_answer(
    portico: &Portico,
    tx: &DatabaseTransaction,
    author: Author,
    ticket: &Visible<tickets::Model>,
    (text, key): (&str, &str),
    stage: Option<StageId>,
) -> Outcome<Option<MessageId>> {
    let words = Words { ticket: ticket.id, author, internal: false, text, key, note: None };
    let Some(message) = post::write(portico, tx, words).await? else {
        return Ok(None);
    };
    let stages = Stages::load(tx).await?;
    let mut change = post::active(portico, ticket);
    change.last_message_id = Set(Some(message.0));
    let to: Option<&stages::Model> = match stage {
        Some(stage) => Some(stage::target(&stages, ticket.pipeline_id, stage)?),
        None if ticket.is_open => stages.first(ticket.pipeline_id, Turn::Contact),
        None => None,
    };
    if let Some(to) = to {
        post::move_to(portico, &mut change, ticket, to);
        if stage.is_some() && to.id != ticket.stage_id {
            let event = StoredEvent::StageChanged { from: ticket.stage_id, to: to.id };
            post::happened(portico, tx, ticket.id, author, event, None).await?;
        }
    }
    post::save(tx, Actor::from(author), ticket, change).await?;
    letters::agent_replied(portico, tx, TicketId(ticket.id), message).await?;
    // That an answered ticket waits for the customer goes without saying.
    if let Some(to) = to.filter(|to| stage.is_some() && parse_turn(&to.turn) != Turn::Contact) {
        let letter = Letter::new(LetterKind::StatusChanged, &portico.settings.address.host);
        letters::status_changed(portico, tx, &stages, &StageChange { ticket, to, by: author }, &letter).await?;
    }
    Ok(Some(message))
}

/// Writes an internal comment. Nothing that a customer can see changes by it: not the ticket's last activity, no unread
/// mark, no letter, no search result, and their open pages hear nothing.
pub async fn comment(desk: &UserDesk, ticket: TicketId, text: &str, key: &str) -> Outcome<Posted> {
    let text = NewReply { text: text.to_owned(), key: key.to_owned() }.check()?;
    let author = Author::User(desk.viewer.user);
    let key = author.key(key);
    let tx = desk.portico.store.begin().await?;
    let ticket = access::find(&tx, &desk.viewer(), ticket).await?;
    let Some(message) = post_comment(&desk.portico, &tx, author, &ticket, (&text, &key)).await? else {
        return posted_before(&tx, &key).await;
    };
    drafts::remove(&tx, drafts::of_user(desk.user.id), drafts::reply_to(ticket.id)).await?;
    tx.commit().await?;
    let ticket = TicketId(ticket.id);
    desk.portico.tell(&[Change::Internal(ticket)]).await;
    Ok(Posted { ticket, message, reopened: false })
}

/// The comment itself, in the caller's transaction. `None`: the key (as stored, beside the checked text) has been used
/// before. [`Change::Internal`] is to be told of.
pub async fn post_comment(
    portico: &Portico,
    tx: &DatabaseTransaction,
    author: Author,
    ticket: &Visible<tickets::Model>,
    (text, key): (&str, &str),
) -> Outcome<Option<MessageId>> {
    let words = Words { ticket: ticket.id, author, internal: true, text, key, note: None };
    post::write(portico, tx, words).await
}

async fn posted_before(connection: &impl ConnectionTrait, key: &str) -> Outcome<Posted> {
    let message = post::by_key(connection, key).await?.ok_or_else(|| Failure::internal("an answer with this key is gone"))?;
    Ok(Posted { ticket: TicketId(message.ticket_id), message: MessageId(message.id), reopened: false })
}

/// A stage that is not one of the ticket's pipeline.
pub fn unknown_stage() -> Failure {
    Fault::invalid("stage", Problem::Unknown).into()
}
