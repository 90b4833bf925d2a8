//! What a file changed is noted, so that it can be undone, and those who subscribed hear of it: of each record, a batch
//! of rows at a time, and only where somebody does.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::traces::{self, At};
use crate::crm::{Facts, ObjectType, facts};
use crate::failure::Outcome;
use crate::history::{ValueChange, between};
use crate::tables::{companies, contacts, ticket_companies, ticket_contacts, tickets};
use crate::webhooks::capture::{self, Capture, Cause, Linked};

/// Records that are read at once.
const ROWS: usize = 500;

/// Records were made.
pub(super) async fn made(tx: &DatabaseTransaction, object_type: ObjectType, ids: &[i64], at: At) -> Outcome<()> {
    traces::made(tx, at, object_type.word(), ids).await?;
    for ids in ids.chunks(ROWS) {
        let Some(mut capture) = Capture::begin(tx, Cause::Import, at.now.0).await? else { return Ok(()) };
        match object_type {
            ObjectType::Contacts => {
                for row in contacts::Entity::find().filter(contacts::Column::Id.is_in(ids.iter().copied())).all(tx).await? {
                    capture.created(object_type, row.id, &facts::of_contact(&row));
                }
            }
            ObjectType::Companies => {
                for row in companies::Entity::find().filter(companies::Column::Id.is_in(ids.iter().copied())).all(tx).await? {
                    capture.created(object_type, row.id, &facts::of_company(&row));
                }
            }
            ObjectType::Tickets => made_tickets(tx, &mut capture, ids).await?,
            // No file brings them.
            ObjectType::Notes => {}
        }
        capture.write(tx).await?;
    }
    Ok(())
}

async fn made_tickets(tx: &DatabaseTransaction, capture: &mut Capture, ids: &[i64]) -> Outcome<()> {
    let (mut contacts, mut companies) = (HashMap::<i64, Vec<i64>>::new(), HashMap::<i64, Vec<(i64, bool)>>::new());
    let own = ticket_contacts::Column::TicketId.is_in(ids.iter().copied());
    for row in ticket_contacts::Entity::find().filter(own).all(tx).await? {
        contacts.entry(row.ticket_id).or_default().push(row.contact_id);
    }
    let own = ticket_companies::Column::TicketId.is_in(ids.iter().copied());
    for row in ticket_companies::Entity::find().filter(own).all(tx).await? {
        companies.entry(row.ticket_id).or_default().push((row.company_id, row.is_primary));
    }
    for row in tickets::Entity::find().filter(tickets::Column::Id.is_in(ids.iter().copied())).all(tx).await? {
        capture.created(ObjectType::Tickets, row.id, &facts::of_ticket(&row));
        let people = (contacts.remove(&row.id).unwrap_or_default(), companies.remove(&row.id).unwrap_or_default());
        capture.people_of_ticket(row.id, &people.0, &people.1);
    }
    Ok(())
}

/// A record's columns became others.
pub(super) async fn changed(
    tx: &impl ConnectionTrait,
    (object_type, id): (ObjectType, i64),
    at: At,
    before: &Facts,
    after: &Facts,
) -> Outcome<()> {
    values_changed(tx, (object_type, id), at, &between(before, after)).await
}

/// Values of a record became others.
pub(super) async fn values_changed(
    tx: &impl ConnectionTrait,
    (object_type, id): (ObjectType, i64),
    at: At,
    changes: &[ValueChange],
) -> Outcome<()> {
    if changes.is_empty() {
        return Ok(());
    }
    traces::changed(tx, at, (object_type.word(), id), changes).await?;
    capture::changed(tx, Cause::Import, (object_type, id, at.now.0), changes).await
}

/// Records were associated, or are no more.
pub(super) async fn linked(tx: &DatabaseTransaction, at: At, links: &[Linked]) -> Outcome<()> {
    traces::linked(tx, at, links).await?;
    capture::linked(tx, Cause::Import, at.now.0, links).await
}
