//! What a note is about.

use model::{CompanyId, ContactId, TicketId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde_json::json;

use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::live::Change;
use crate::portico::Portico;
use crate::tables::{messages, note_companies, note_contacts, notes};
use crate::tickets::access;
use crate::tickets::post::{self, Author, Words};
use crate::viewer::Viewer;
use crate::{companies, contacts, search};

/// A record that a note is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Place {
    Ticket(TicketId),
    Contact(ContactId),
    Company(CompanyId),
}

/// Says that a note is about a record, which must be there: [`model::Fault::NotFound`]. On a ticket it becomes a comment, by
/// `viewer`, who is `author`.
pub(crate) async fn add(
    portico: &Portico,
    tx: &DatabaseTransaction,
    (viewer, author): (&Viewer, Author),
    note: &notes::Model,
    place: Place,
) -> Outcome<Vec<Change>> {
    let (added, told) = match place {
        Place::Ticket(ticket) => {
            let ticket = access::find_to_change(tx, viewer, ticket).await?;
            if comment_on(tx, note.id, ticket.id).await?.is_some() {
                return Ok(Vec::new());
            }
            let key = author.key(&format!("n{}:{}", note.id, ticket.id));
            let words = Words { ticket: ticket.id, author, internal: true, text: &note.text, key: &key, note: Some(note) };
            post::write(portico, tx, words).await?;
            (1, vec![Change::Internal(TicketId(ticket.id))])
        }
        Place::Contact(contact) => {
            contacts::edit::present(tx, contact).await?;
            let row = note_contacts::ActiveModel { note_id: Set(note.id), contact_id: Set(contact.0) };
            let key = [note_contacts::Column::ContactId, note_contacts::Column::NoteId];
            let once = OnConflict::columns(key).do_nothing().to_owned();
            (note_contacts::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?, Vec::new())
        }
        Place::Company(company) => {
            companies::edit::present(tx, company).await?;
            let row = note_companies::ActiveModel { note_id: Set(note.id), company_id: Set(company.0) };
            let key = [note_companies::Column::CompanyId, note_companies::Column::NoteId];
            let once = OnConflict::columns(key).do_nothing().to_owned();
            (note_companies::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?, Vec::new())
        }
    };
    if added > 0 {
        noted(portico, tx, author, note, place, "note_added").await?;
    }
    Ok(told)
}

/// Says that a note is not about a record any more; what it was not about changes nothing. The note itself stays, also
/// where nothing is left that it is about.
pub(crate) async fn remove(
    portico: &Portico,
    tx: &DatabaseTransaction,
    author: Author,
    note: &notes::Model,
    place: Place,
) -> Outcome<Vec<Change>> {
    let (removed, told) = match place {
        Place::Ticket(ticket) => match comment_on(tx, note.id, ticket.0).await? {
            Some(comment) => (1, vec![remove_comment(portico, tx, &comment).await?]),
            None => (0, Vec::new()),
        },
        Place::Contact(contact) => {
            (note_contacts::Entity::delete_by_id((note.id, contact.0)).exec(tx).await?.rows_affected, Vec::new())
        }
        Place::Company(company) => {
            (note_companies::Entity::delete_by_id((note.id, company.0)).exec(tx).await?.rows_affected, Vec::new())
        }
    };
    if removed > 0 {
        noted(portico, tx, author, note, place, "note_removed").await?;
    }
    Ok(told)
}

async fn comment_on(tx: &DatabaseTransaction, note: i64, ticket: i64) -> Outcome<Option<messages::Model>> {
    let comment = messages::Entity::find().filter(messages::Column::NoteId.eq(note));
    Ok(comment.filter(messages::Column::TicketId.eq(ticket)).one(tx).await?)
}

/// Takes a comment out of its conversation and out of the search.
pub(super) async fn remove_comment(portico: &Portico, tx: &DatabaseTransaction, comment: &messages::Model) -> Outcome<Change> {
    search::remove(tx, portico.store.is_sqlite(), comment.ticket_id, Some(comment.id)).await?;
    messages::Entity::delete_by_id(comment.id).exec(tx).await?;
    Ok(Change::Internal(TicketId(comment.ticket_id)))
}

async fn noted(
    portico: &Portico,
    tx: &DatabaseTransaction,
    author: Author,
    note: &notes::Model,
    place: Place,
    action: &str,
) -> Outcome<()> {
    let record = match place {
        Place::Ticket(ticket) => format!("ticket:{ticket}"),
        Place::Contact(contact) => format!("contact:{contact}"),
        Place::Company(company) => format!("company:{company}"),
    };
    let entry = Entry::new(Actor::from(author), action, format!("note:{}", note.id));
    entry.with(json!({ "record": record })).write(tx, portico.now()).await
}
