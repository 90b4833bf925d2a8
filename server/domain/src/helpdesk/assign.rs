//! Staff give a ticket an owner.

use model::{TicketId, UserId};

use super::change::TicketChange;
use crate::desks::UserDesk;
use crate::failure::Outcome;

/// Gives the ticket to a user who is not disabled, or takes it from its owner. Customers do not hear of it. Refused
/// from an older version.
pub async fn assign(desk: &UserDesk, ticket: TicketId, owner: Option<UserId>, version: Option<i64>) -> Outcome<()> {
    let wanted = TicketChange { owner: Some(owner), ..TicketChange::default() };
    super::change_one(desk, ticket, version, &wanted).await
}
