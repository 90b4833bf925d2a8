//! Staff set the values of properties that were added to tickets.

use model::TicketId;
use model::properties::Values;

use super::change::{TicketChange, change};
use super::to_change;
use crate::audit::Actor;
use crate::crm::{self, ObjectType};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::tickets::post::Author;

/// It is a new version of the ticket and no event of its conversation; customers do not hear of it. Refused from an older
/// version.
pub async fn set(desk: &UserDesk, ticket: TicketId, values: &Values, version: Option<i64>) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    let ticket = to_change(desk, &tx, ticket, version).await?;
    let by = Author::User(desk.viewer.user);
    let place = (ObjectType::Tickets, ticket.id, desk.portico.now().0);
    let touched = crm::desk::change(&tx, Actor::from(by), place, values).await?;
    let wanted = TicketChange { touched, ..TicketChange::default() };
    let Some(told) = change(&desk.portico, &tx, by, &ticket, &wanted).await? else { return Ok(()) };
    tx.commit().await?;
    desk.portico.tell(&[told]).await;
    Ok(())
}
