//! How the values of records came to be what they are: a row for each value that became another, with when and through
//! whom. The first value needs no row, because the first change names it.
//!
//! Everything that changes a contact, company or ticket says so here, whichever door it came through, in its own
//! transaction, and those who subscribed hear of it (`webhooks`). Imports, which write thousands of rows at once, note no
//! history: what they wrote counts as being there before.

use sea_orm::{ConnectionTrait, EntityTrait, Set};

use crate::audit::Actor;
use crate::crm::{Facts, ObjectType, facts};
use crate::failure::Outcome;
use crate::tables::{companies, contacts, notes, property_changes, tickets};
use crate::webhooks::capture;

/// A value that became another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueChange {
    pub property: String,
    pub before: Option<String>,
    pub after: Option<String>,
}

/// What follows from other values, or changes with each of them.
pub const NOT_KEPT: [&str; 3] = ["lastmodifieddate", "hs_lastmodifieddate", "time_to_close"];

/// Notes the columns of a ticket that changed.
pub async fn ticket(tx: &impl ConnectionTrait, actor: Actor, before: &tickets::Model, after: &tickets::Model) -> Outcome<()> {
    capture::conversation_changed(tx, actor, before, after).await?;
    let changes = between(&facts::of_ticket(before), &facts::of_ticket(after));
    note(tx, actor, (ObjectType::Tickets, after.id, after.updated_at), changes).await
}

/// Notes the columns of a contact that changed.
pub async fn contact(tx: &impl ConnectionTrait, actor: Actor, before: &contacts::Model, after: &contacts::Model) -> Outcome<()> {
    let changes = between(&facts::of_contact(before), &facts::of_contact(after));
    note(tx, actor, (ObjectType::Contacts, after.id, after.updated_at), changes).await
}

/// Notes the columns of a company that changed.
pub async fn company(
    tx: &impl ConnectionTrait,
    actor: Actor,
    before: &companies::Model,
    after: &companies::Model,
) -> Outcome<()> {
    let changes = between(&facts::of_company(before), &facts::of_company(after));
    note(tx, actor, (ObjectType::Companies, after.id, after.updated_at), changes).await
}

/// Notes what changed about a note.
pub async fn of_note(tx: &impl ConnectionTrait, actor: Actor, before: &notes::Model, after: &notes::Model) -> Outcome<()> {
    let changes = between(&facts::of_note(before), &facts::of_note(after));
    note(tx, actor, (ObjectType::Notes, after.id, after.updated_at), changes).await
}

/// Notes changes of a record (kind, id, when).
pub async fn note(
    tx: &impl ConnectionTrait,
    actor: Actor,
    (object_type, record, at): (ObjectType, i64, i64),
    changes: Vec<ValueChange>,
) -> Outcome<()> {
    if changes.is_empty() {
        return Ok(());
    }
    capture::changed(tx, actor, (object_type, record, at), &changes).await?;
    let rows = changes.into_iter().map(|change| property_changes::ActiveModel {
        object_type: Set(object_type.word().to_owned()),
        record_id: Set(record),
        property: Set(change.property),
        before_value: Set(change.before),
        after_value: Set(change.after),
        actor: Set(actor.to_string()),
        changed_at: Set(at),
        ..Default::default()
    });
    property_changes::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

/// Which values are others. What follows from them is left out.
pub fn between(before: &Facts, after: &Facts) -> Vec<ValueChange> {
    let names: std::collections::BTreeSet<&str> = before.keys().chain(after.keys()).copied().collect();
    names
        .into_iter()
        .filter(|name| !NOT_KEPT.contains(name) && before.get(name) != after.get(name))
        .map(|name| ValueChange { property: name.to_owned(), before: before.get(name).cloned(), after: after.get(name).cloned() })
        .collect()
}
