//! A customer replies.

use model::tickets::{NewReply, Posted, ReplyAbility, SUBJECT_MAX};
use model::{Fault, MessageId, Refusal, TicketId};
use sea_orm::{ConnectionTrait, DatabaseTransaction, Set};

use super::access::{self, Visible};
use super::events::StoredEvent;
use super::filing::{self, Filing, Whose};
use super::post::{self, Author, Words};
use super::stages::Stages;
use super::{drafts, letters};
use crate::audit::Actor;
use crate::desks::ContactDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::tables::tickets;

/// Posts a reply on a visible ticket.
///
/// - An open ticket goes to *waiting on us*, unless it is new. A closed one reopens, for as long as the portal says;
///   after that the reply files a new ticket that follows it, for the same people.
/// - The same key again gives the first answer again, also when both come at once, and changes nothing. So do the same words
///   from another window, as long as nobody has said anything since.
/// - The ticket moves up in all lists, the reply can be found at once, the draft is gone, the owner and the other
///   customers on the ticket get letters: all of it in one commit, or none.
///
/// Refused: to staff who look at the portal as a customer, and while the portal is paused.
pub async fn reply(desk: &ContactDesk, ticket: TicketId, reply: &NewReply) -> Outcome<Posted> {
    desk.may_write()?;
    let text = reply.check()?;
    let author = Author::Contact(desk.viewer.contact);
    let key = author.key(&reply.key);
    let tx = desk.portico.store.begin().await?;
    let ticket = access::find_to_change(&tx, &desk.viewer(), ticket).await?;
    if let Some(posted) = posted_before(&tx, &key).await? {
        return Ok(posted);
    }
    let draft = (drafts::of_contact(desk.contact.id), drafts::reply_to(ticket.id));
    if let Some(message) = post::just_said(&desk.portico, &tx, ticket.id, author, &text).await? {
        drafts::remove(&tx, draft.0, draft.1).await?;
        tx.commit().await?;
        return Ok(Posted { ticket: TicketId(ticket.id), message, reopened: false });
    }
    let abilities = access::abilities(&desk.viewer(), &ticket, &desk.portal, desk.portico.now());
    let posted = match abilities.reply {
        ReplyAbility::No => return Err(Fault::Refused(refusal(desk)).into()),
        ReplyAbility::FilesLinkedTicket => file_linked(desk, &tx, &ticket, &text, &key).await?,
        ReplyAbility::Posts | ReplyAbility::PostsAndReopens => post(desk, &tx, &ticket, &text, &key).await?,
    };
    drafts::remove(&tx, draft.0, draft.1).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Ticket(posted.ticket)]).await;
    Ok(posted)
}

fn refusal(desk: &ContactDesk) -> Refusal {
    if desk.portal.status == "LIVE" { Refusal::TicketClosed } else { Refusal::Paused }
}

/// What became of the key, if it has been used.
async fn posted_before(connection: &impl ConnectionTrait, key: &str) -> Outcome<Option<Posted>> {
    if let Some(message) = post::by_key(connection, key).await? {
        let reopened = post::by_key(connection, &reopening(key)).await?.is_some();
        return Ok(Some(Posted { ticket: TicketId(message.ticket_id), message: MessageId(message.id), reopened }));
    }
    let linked = filing::by_key(connection, key).await?;
    Ok(linked.map(|ticket| Posted { ticket, message: MessageId(0), reopened: false }))
}

/// The key of the event that a reply with this key reopened its ticket.
fn reopening(key: &str) -> String {
    format!("{key}:reopened")
}

async fn post(
    desk: &ContactDesk,
    tx: &DatabaseTransaction,
    ticket: &Visible<tickets::Model>,
    text: &str,
    key: &str,
) -> Outcome<Posted> {
    let (portico, author) = (&desk.portico, Author::Contact(desk.viewer.contact));
    let stages = Stages::load(tx).await?;
    let words = Words { ticket: ticket.id, author, internal: false, text, key, note: None };
    let Some(message) = post::write(portico, tx, words).await? else {
        // Another ticket's reply with this key was committed since we looked.
        return posted_before(tx, key).await?.ok_or_else(|| Failure::internal("a reply with this key is gone"));
    };
    let mut change = post::active(portico, ticket);
    let stage = post::after_customer(&stages, ticket);
    if let Some(stage) = stage {
        post::move_to(portico, &mut change, ticket, stage);
    }
    let reopened = !ticket.is_open && stage.is_some();
    if let Some(stage) = stage.filter(|_| reopened) {
        let event = StoredEvent::StageChanged { from: ticket.stage_id, to: stage.id };
        post::happened(portico, tx, ticket.id, author, event, Some(reopening(key))).await?;
    }
    change.last_message_id = Set(Some(message.0));
    post::save(tx, Actor::from(author), ticket, change).await?;
    letters::customer_replied(desk, tx, ticket, message).await?;
    Ok(Posted { ticket: TicketId(ticket.id), message, reopened })
}

async fn file_linked(
    desk: &ContactDesk,
    tx: &DatabaseTransaction,
    closed: &Visible<tickets::Model>,
    text: &str,
    key: &str,
) -> Outcome<Posted> {
    let subject = match closed.subject.strip_prefix("Re: ") {
        Some(_) => closed.subject.clone(),
        None => format!("Re: {}", closed.subject).chars().take(SUBJECT_MAX).collect(),
    };
    let filing = Filing {
        priority: closed.priority.as_deref().and_then(model::tickets::Priority::parse),
        inbox: desk.portal.inbox_id,
        portal: Some(desk.portal.id),
        whose: Whose::Followed { closed, requester: desk.contact.id },
        key: Some(key),
        ..Filing::new(&subject, text, "PORTAL")
    };
    let ticket = match filing::file(&desk.portico, tx, Author::Contact(desk.viewer.contact), filing).await? {
        Ok(ticket) => {
            letters::ticket_received(desk, tx, ticket).await?;
            ticket
        }
        Err(before) => before,
    };
    Ok(Posted { ticket, message: MessageId(0), reopened: false })
}
