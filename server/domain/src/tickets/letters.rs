//! Which letters a ticket causes. They are rows in the outbox, written with their cause; whether the recipient may still
//! see the ticket is asked again when one is sent.

use model::mail::LetterKind;
use model::{ContactId, MessageId, TicketId, UserId};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::desks::{ContactDesk, UserDesk};
use crate::failure::Outcome;
use crate::outbox::Letter;
use crate::tables::{contacts, ticket_contacts, tickets};

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
    for contact in reachable(tx, ticket.id).await?.into_iter().filter(|contact| *contact != desk.contact.id) {
        let letter = Letter {
            portal: Some(desk.viewer.portal),
            contact: Some(ContactId(contact)),
            ticket: Some(TicketId(ticket.id)),
            message: Some(message),
            ..Letter::new(LetterKind::ColleagueReplied, &desk.domain.host)
        };
        letter.enqueue(tx, now).await?;
    }
    Ok(())
}

/// A customer filed a ticket: they get it confirmed.
pub async fn ticket_received(desk: &ContactDesk, tx: &DatabaseTransaction, ticket: TicketId) -> Outcome<()> {
    let letter = Letter {
        portal: Some(desk.viewer.portal),
        contact: Some(desk.viewer.contact),
        ticket: Some(ticket),
        ..Letter::new(LetterKind::TicketReceived, &desk.domain.host)
    };
    letter.enqueue(tx, desk.portico.now()).await
}

/// The team answered: every customer on the ticket hears of it. A comment sends nothing, to nobody.
pub async fn agent_replied(desk: &UserDesk, tx: &DatabaseTransaction, ticket: TicketId, message: MessageId) -> Outcome<()> {
    let host = &desk.portico.settings.address.host;
    for contact in reachable(tx, ticket.0).await? {
        let letter = Letter {
            contact: Some(ContactId(contact)),
            ticket: Some(ticket),
            message: Some(message),
            ..Letter::new(LetterKind::AgentReplied, host)
        };
        letter.enqueue(tx, desk.portico.now()).await?;
    }
    Ok(())
}

/// Staff filed a ticket for a customer.
pub async fn filed_for(desk: &UserDesk, tx: &DatabaseTransaction, ticket: TicketId) -> Outcome<()> {
    for contact in reachable(tx, ticket.0).await? {
        let host = &desk.portico.settings.address.host;
        let letter =
            Letter { contact: Some(ContactId(contact)), ticket: Some(ticket), ..Letter::new(LetterKind::TicketReceived, host) };
        letter.enqueue(tx, desk.portico.now()).await?;
    }
    Ok(())
}

/// The customers on a ticket who have an address and have not been shut out.
async fn reachable(tx: &DatabaseTransaction, ticket: i64) -> Outcome<Vec<i64>> {
    let on_ticket = Query::select()
        .column(ticket_contacts::Column::ContactId)
        .from(ticket_contacts::Entity)
        .and_where(ticket_contacts::Column::TicketId.eq(ticket))
        .to_owned();
    Ok(contacts::Entity::find()
        .select_only()
        .column(contacts::Column::Id)
        .filter(contacts::Column::Id.in_subquery(on_ticket))
        .filter(contacts::Column::Email.is_not_null())
        .filter(contacts::Column::DisabledAt.is_null())
        .filter(contacts::Column::ArchivedAt.is_null())
        .order_by_asc(contacts::Column::Id)
        .limit(RECIPIENTS_MAX)
        .into_tuple()
        .all(tx)
        .await?)
}
