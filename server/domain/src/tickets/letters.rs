//! Which letters a ticket causes. They are rows in the outbox, written with their cause; whether the recipient may still
//! see the ticket is asked again when one is sent.

use model::mail::LetterKind;
use model::{ContactId, MessageId, TicketId, UserId};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::post::Author;
use super::stages::Stages;
use crate::desks::ContactDesk;
use crate::failure::Outcome;
use crate::outbox::{self, Letter, StatusChange};
use crate::portico::Portico;
use crate::tables::{contacts, stages, ticket_contacts, tickets};

/// People of one ticket that one message is sent to.
const RECIPIENTS_MAX: u64 = 50;

/// A customer wrote: the ticket's owner hears of it, and the other customers on the ticket.
pub async fn customer_replied(
    desk: &ContactDesk,
    tx: &DatabaseTransaction,
    ticket: &tickets::Model,
    message: MessageId,
) -> Outcome<()> {
    let now = desk.portico.now();
    if let Some(owner) = ticket.owner_id {
        let letter = Letter {
            user: Some(UserId(owner)),
            ticket: Some(TicketId(ticket.id)),
            message: Some(message),
            ..Letter::new(LetterKind::CustomerReplied, &desk.domain.host)
        };
        letter.enqueue(tx, now).await?;
    }
    for contact in reachable(tx, ticket.id).await?.into_iter().filter(|contact| contact.id != desk.contact.id) {
        let letter = Letter {
            portal: Some(desk.viewer.portal),
            contact: Some(ContactId(contact.id)),
            ticket: Some(TicketId(ticket.id)),
            message: Some(message),
            ..Letter::new(LetterKind::ColleagueReplied, &desk.domain.host)
        };
        letter.enqueue(tx, now).await?;
    }
    Ok(())
}

/// A customer filed a ticket: they get it confirmed, unless they were told of another one within the hour.
pub async fn ticket_received(desk: &ContactDesk, tx: &DatabaseTransaction, ticket: TicketId) -> Outcome<()> {
    let letter = Letter { portal: Some(desk.viewer.portal), ..Letter::new(LetterKind::TicketReceived, &desk.domain.host) };
    acknowledge(&desk.portico, tx, ticket, &desk.contact, letter).await
}

async fn acknowledge(
    portico: &Portico,
    tx: &DatabaseTransaction,
    ticket: TicketId,
    contact: &contacts::Model,
    letter: Letter<'_>,
) -> Outcome<()> {
    let (now, ours) = (portico.now(), portico.mail_from());
    let address = contact.email.as_deref().unwrap_or_default();
    if outbox::may_acknowledge(tx, now, address, ours.as_deref()).await? {
        Letter { contact: Some(ContactId(contact.id)), ticket: Some(ticket), ..letter }.enqueue(tx, now).await?;
    }
    Ok(())
}

/// The status changed. If customers can tell, those on the ticket hear of it, except the one who did it.
pub async fn status_changed(
    portico: &Portico,
    tx: &DatabaseTransaction,
    stages: &Stages,
    change: &StageChange<'_>,
    letter: &Letter<'_>,
) -> Outcome<()> {
    let StageChange { ticket, to, by } = *change;
    if stages.status(ticket.stage_id)? == stages.status(to.id)? {
        return Ok(());
    }
    for contact in reachable(tx, ticket.id).await?.into_iter().filter(|contact| by.contact() != Some(contact.id)) {
        let told = StatusChange {
            ticket: TicketId(ticket.id),
            contact: ContactId(contact.id),
            from: ticket.stage_id,
            to: to.id,
            letter: letter.clone(),
        };
        outbox::enqueue_status(tx, portico.now(), stages, told).await?;
    }
    Ok(())
}

/// A ticket that goes from the stage that it is in to another.
#[derive(Clone, Copy)]
pub struct StageChange<'a> {
    pub ticket: &'a tickets::Model,
    pub to: &'a stages::Model,
    pub by: Author,
}

/// The team answered: every customer on the ticket hears of it. A comment sends nothing, to nobody.
pub async fn agent_replied(portico: &Portico, tx: &DatabaseTransaction, ticket: TicketId, message: MessageId) -> Outcome<()> {
    let host = &portico.settings.address.host;
    for contact in reachable(tx, ticket.0).await? {
        let letter = Letter {
            contact: Some(ContactId(contact.id)),
            ticket: Some(ticket),
            message: Some(message),
            ..Letter::new(LetterKind::AgentReplied, host)
        };
        letter.enqueue(tx, portico.now()).await?;
    }
    Ok(())
}

/// Staff filed a ticket for a customer.
pub async fn filed_for(portico: &Portico, tx: &DatabaseTransaction, ticket: TicketId) -> Outcome<()> {
    for contact in reachable(tx, ticket.0).await? {
        let letter = Letter::new(LetterKind::TicketReceived, &portico.settings.address.host);
        acknowledge(portico, tx, ticket, &contact, letter).await?;
    }
    Ok(())
}

/// The customers on a ticket who have an address and have not been shut out.
async fn reachable(tx: &DatabaseTransaction, ticket: i64) -> Outcome<Vec<contacts::Model>> {
    let on_ticket = Query::select()
        .column(ticket_contacts::Column::ContactId)
        .from(ticket_contacts::Entity)
        .and_where(ticket_contacts::Column::TicketId.eq(ticket))
        .to_owned();
    Ok(contacts::Entity::find()
        .filter(contacts::Column::Id.in_subquery(on_ticket))
        .filter(contacts::Column::Email.is_not_null())
        .filter(contacts::Column::DisabledAt.is_null())
        .filter(contacts::Column::ArchivedAt.is_null())
        .order_by_asc(contacts::Column::Id)
        .limit(RECIPIENTS_MAX)
        .all(tx)
        .await?)
}
