//! Staff set a ticket's priority.

use model::TicketId;
use model::tickets::Priority;

use super::change::TicketChange;
use crate::desks::UserDesk;
use crate::failure::Outcome;

/// Customers see the priority, so their pages hear of it; it does not move the ticket in their lists. Refused from an
/// older version.
pub async fn set(desk: &UserDesk, ticket: TicketId, priority: Option<Priority>, version: Option<i64>) -> Outcome<()> {
    let wanted = TicketChange { priority: Some(priority), ..TicketChange::default() };
    super::change_one(desk, ticket, version, &wanted).await
}
