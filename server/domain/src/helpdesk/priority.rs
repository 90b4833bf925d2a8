//! Staff set a ticket's priority.

use model::TicketId;
use model::tickets::Priority;
use sea_orm::{ActiveModelTrait, Set};

use super::to_change;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::live::Change;
use crate::tickets::events::StoredEvent;
use crate::tickets::post::{self, Author};

/// Customers see the priority, so their pages hear of it; it does not move the ticket in their lists. Refused from an
/// older version.
pub async fn set(desk: &UserDesk, ticket: TicketId, priority: Option<Priority>, version: Option<i64>) -> Outcome<()> {
    let portico = &desk.portico;
    let tx = portico.store.begin().await?;
    let ticket = to_change(desk, &tx, ticket, version).await?;
    if priority == ticket.priority.as_deref().and_then(Priority::parse) {
        return Ok(());
    }
    let mut change = post::changed(portico, &ticket);
    change.priority = Set(priority.map(|priority| priority.word().to_owned()));
    change.update(&tx).await?;
    let event = StoredEvent::PriorityChanged { to: priority };
    post::happened(portico, &tx, ticket.id, Author::User(desk.viewer.user), event, None).await?;
    tx.commit().await?;
    portico.tell(&[Change::Ticket(TicketId(ticket.id))]).await;
    Ok(())
}
