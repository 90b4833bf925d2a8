//! Staff give a ticket an owner.

use model::{Fault, Problem, TicketId, UserId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, Set};

use super::to_change;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::live::Change;
use crate::tables::users;
use crate::tickets::events::StoredEvent;
use crate::tickets::post::{self, Author};

/// Gives the ticket to a user who is not disabled, or takes it from its owner. Customers do not hear of it. Refused
/// from an older version.
pub async fn assign(desk: &UserDesk, ticket: TicketId, owner: Option<UserId>, version: Option<i64>) -> Outcome<()> {
    let portico = &desk.portico;
    let tx = portico.store.begin().await?;
    let ticket = to_change(desk, &tx, ticket, version).await?;
    if let Some(owner) = owner {
        let known = users::Entity::find_by_id(owner.0).filter(users::Column::DisabledAt.is_null()).one(&tx).await?;
        known.ok_or_else(|| Fault::invalid("owner", Problem::Unknown))?;
    }
    let owner = owner.map(|owner| owner.0);
    if owner == ticket.owner_id {
        return Ok(());
    }
    let mut change = post::changed(portico, &ticket);
    change.owner_id = Set(owner);
    change.update(&tx).await?;
    let event = StoredEvent::Assigned { to: owner };
    post::happened(portico, &tx, ticket.id, Author::User(desk.viewer.user), event, None).await?;
    tx.commit().await?;
    portico.tell(&[Change::Internal(TicketId(ticket.id))]).await;
    Ok(())
}
