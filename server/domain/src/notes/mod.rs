//! Notes: what staff and integrations write about contacts, companies and tickets. No customer sees one.
//!
//! On a ticket a note is a comment of its conversation, and every comment is a note (the database sees to it, whichever
//! way a comment comes in). A note has as many comments as it has tickets, and none where it is about people alone.
//! The steps take the caller's transaction.

mod places;

use model::{TicketId, Timestamp, UserId};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set};

pub(crate) use places::{Place, add, remove};

use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::live::Change;
use crate::portico::Portico;
use crate::tables::{messages, notes};
use crate::{history, search};

/// What a note says. `text` is Markdown.
pub(crate) struct NoteFields {
    pub text: String,
    /// The time that the note says; not when it was written.
    pub at: Timestamp,
    pub owner: Option<UserId>,
}

/// A note, about nothing yet.
pub(crate) async fn insert(tx: &impl ConnectionTrait, now: Timestamp, actor: Actor, fields: NoteFields) -> Outcome<notes::Model> {
    let row = notes::ActiveModel {
        text: Set(fields.text),
        noted_at: Set(fields.at.0),
        owner_id: Set(fields.owner.map(|owner| owner.0)),
        created_at: Set(now.0),
        updated_at: Set(now.0),
        ..Default::default()
    };
    let note = row.insert(tx).await?;
    Entry::new(actor, "note_created", format!("note:{}", note.id)).write(tx, now).await?;
    Ok(note)
}

/// The note, unless it is archived, locked until the transaction ends.
pub(crate) async fn present(tx: &impl ConnectionTrait, note: i64) -> Outcome<notes::Model> {
    let present = notes::Column::ArchivedAt.is_null();
    let found = notes::Entity::find_by_id(note).filter(present).lock_exclusive().one(tx).await?;
    Ok(found.ok_or(model::Fault::NotFound)?)
}

/// The comments that a note is.
async fn comments(tx: &impl ConnectionTrait, note: i64) -> Outcome<Vec<messages::Model>> {
    Ok(messages::Entity::find().filter(messages::Column::NoteId.eq(note)).all(tx).await?)
}

/// Writes over a note that is locked; its comments follow, and the staff's open pages are told.
pub(crate) async fn change(
    portico: &Portico,
    tx: &DatabaseTransaction,
    actor: Actor,
    before: &notes::Model,
    fields: NoteFields,
) -> Outcome<Vec<Change>> {
    let now = portico.now();
    let mut row: notes::ActiveModel = before.clone().into();
    row.text = Set(fields.text);
    row.noted_at = Set(fields.at.0);
    row.owner_id = Set(fields.owner.map(|owner| owner.0));
    row.updated_at = Set(now.0);
    let after = row.update(tx).await?;
    let mut told = Vec::new();
    for comment in comments(tx, before.id).await? {
        let (id, ticket) = (comment.id, comment.ticket_id);
        let mut row: messages::ActiveModel = comment.into();
        row.text = Set(after.text.clone());
        row.created_at = Set(after.noted_at);
        row.update(tx).await?;
        if after.text != before.text {
            search::replace(tx, portico.store.is_sqlite(), ticket, Some(id), after.text.clone()).await?;
        }
        told.push(Change::Internal(TicketId(ticket)));
    }
    history::of_note(tx, actor, before, &after).await?;
    Entry::new(actor, "note_changed", format!("note:{}", before.id)).write(tx, now).await?;
    Ok(told)
}

/// Archives a note that is locked: its comments leave their tickets.
pub(crate) async fn archive(
    portico: &Portico,
    tx: &DatabaseTransaction,
    actor: Actor,
    before: &notes::Model,
) -> Outcome<Vec<Change>> {
    let now = portico.now();
    let mut told = Vec::new();
    for comment in comments(tx, before.id).await? {
        told.push(places::remove_comment(portico, tx, &comment).await?);
    }
    let mut row: notes::ActiveModel = before.clone().into();
    row.archived_at = Set(Some(now.0));
    row.updated_at = Set(now.0);
    row.update(tx).await?;
    Entry::new(actor, "note_archived", format!("note:{}", before.id)).write(tx, now).await?;
    Ok(told)
}

/// Erases a note that is about nothing any more, archived or not, with all that it said.
pub(crate) async fn erase(portico: &Portico, tx: &DatabaseTransaction, actor: Actor, note: i64) -> Outcome<()> {
    use crate::tables::{property_changes, property_values};
    property_values::Entity::delete_many()
        .filter(property_values::Column::ObjectType.eq("notes"))
        .filter(property_values::Column::RecordId.eq(note))
        .exec(tx)
        .await?;
    property_changes::Entity::delete_many()
        .filter(property_changes::Column::ObjectType.eq("notes"))
        .filter(property_changes::Column::RecordId.eq(note))
        .exec(tx)
        .await?;
    notes::Entity::delete_by_id(note).exec(tx).await?;
    Entry::new(actor, "note_erased", format!("note:{note}")).write(tx, portico.now()).await
}
