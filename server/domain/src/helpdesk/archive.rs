//! A ticket is archived, and comes back.

use model::TicketId;
use sea_orm::{DatabaseTransaction, Set};

use crate::audit::{Actor, Entry};
use crate::crm::ObjectType;
use crate::failure::Outcome;
use crate::live::Change;
use crate::portico::Portico;
use crate::tables::tickets;
use crate::tickets::access::Visible;
use crate::tickets::post;
use crate::webhooks::capture;

/// Archives a ticket, in the caller's transaction: nobody sees it any more, with the next request, and letters about it
/// that wait are not sent. Its conversation and its people stay as they are. Answers who is to be told.
pub async fn archive(
    portico: &Portico,
    tx: &DatabaseTransaction,
    actor: Actor,
    ticket: &Visible<tickets::Model>,
) -> Outcome<Vec<Change>> {
    let mut change = post::changed(portico, ticket);
    change.archived_at = Set(Some(portico.now().0));
    post::save(tx, actor, ticket, change).await?;
    capture::deleted(tx, actor, (ObjectType::Tickets, ticket.id, portico.now().0)).await?;
    Entry::new(actor, "ticket_archived", format!("ticket:{}", ticket.id)).write(tx, portico.now()).await?;
    Ok(vec![Change::Ticket(TicketId(ticket.id)), Change::Access])
}

/// Brings a ticket back that is archived and locked, in the caller's transaction: who saw it before sees it again.
/// Letters about it that were given up meanwhile stay so. Answers who is to be told.
pub async fn restore(portico: &Portico, tx: &DatabaseTransaction, actor: Actor, before: &tickets::Model) -> Outcome<Vec<Change>> {
    let mut change = post::changed(portico, before);
    change.archived_at = Set(None);
    post::save(tx, actor, before, change).await?;
    capture::restored(tx, actor, (ObjectType::Tickets, before.id, portico.now().0)).await?;
    Entry::new(actor, "ticket_restored", format!("ticket:{}", before.id)).write(tx, portico.now()).await?;
    Ok(vec![Change::Ticket(TicketId(before.id)), Change::Access])
}
