//! Two contacts turn out to be one person.
//!
//! What the second has becomes the first one's: tickets, what they wrote, notes, companies. Rights do not: memberships of
//! access groups, ways of signing in and the primary company, which decide what somebody sees, are the first one's as they
//! were, because whoever merges two records says who somebody is and not what they may see.

use model::{CompanyId, ContactId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::{companies, edit};
use crate::audit::{Actor, Entry};
use crate::failure::{Failure, Outcome};
use crate::helpdesk::associations::{TicketLink, link};
use crate::live::Change;
use crate::notes::{self, Place};
use crate::portico::Portico;
use crate::tables::{
    contact_companies, contacts, drafts, identities, messages, muted_notifications, note_contacts, ticket_contacts, ticket_reads,
    tickets,
};
use crate::tickets::access;
use crate::tickets::drafts::of_contact;
use crate::tickets::post::Author;
use crate::viewer::Viewer;

/// Gives everything of `merged` to `primary` and archives it; both are locked. Properties are the caller's. Answers who is
/// to be told.
pub(crate) async fn merge(
    portico: &Portico,
    tx: &DatabaseTransaction,
    (viewer, author): (&Viewer, Author),
    primary: &contacts::Model,
    merged: &contacts::Model,
) -> Outcome<Vec<Change>> {
    let (now, actor) = (portico.now(), Actor::from(author));
    let mut told = move_tickets(portico, tx, (viewer, author), primary.id, merged.id).await?;
    join_companies(tx, now, actor, primary.id, merged.id).await?;
    move_notes(portico, tx, (viewer, author), primary.id, merged.id).await?;
    forget_own(tx, merged.id).await?;
    edit::archive(tx, now, actor, merged).await?;
    Entry::new(actor, "contact_merged", format!("contact:{}", primary.id))
        .with(json!({ "merged": merged.id }))
        .write(tx, now)
        .await?;
    told.push(Change::Access);
    Ok(told)
}

/// Tickets change hands with an event, as when staff do it; what is archived changes hands silently.
async fn move_tickets(
    portico: &Portico,
    tx: &DatabaseTransaction,
    (viewer, author): (&Viewer, Author),
    primary: i64,
    merged: i64,
) -> Outcome<Vec<Change>> {
    let on: Vec<i64> = ticket_contacts::Entity::find()
        .select_only()
        .column(ticket_contacts::Column::TicketId)
        .filter(ticket_contacts::Column::ContactId.eq(merged))
        .into_tuple()
        .all(tx)
        .await?;
    let mut told = Vec::new();
    for ticket in on {
        for change in [TicketLink::AddContact(ContactId(primary)), TicketLink::RemoveContact(ContactId(merged))] {
            // Looked up again: each change is another version.
            match access::find_to_change(tx, viewer, model::TicketId(ticket)).await {
                Ok(ticket) => told.extend(link(portico, tx, author, &ticket, change).await?),
                Err(Failure::Fault(model::Fault::NotFound)) => break,
                Err(failure) => return Err(failure),
            }
        }
    }
    tickets::Entity::update_many()
        .filter(tickets::Column::CreatedById.eq(merged))
        .col_expr(tickets::Column::CreatedById, Expr::value(primary))
        .exec(tx)
        .await?;
    messages::Entity::update_many()
        .filter(messages::Column::ContactId.eq(merged))
        .col_expr(messages::Column::ContactId, Expr::value(primary))
        .exec(tx)
        .await?;
    Ok(told)
}

async fn join_companies(tx: &DatabaseTransaction, now: Timestamp, actor: Actor, primary: i64, merged: i64) -> Outcome<()> {
    let of_merged = contact_companies::Entity::find().filter(contact_companies::Column::ContactId.eq(merged)).all(tx).await?;
    for row in of_merged {
        match companies::add(tx, now, actor, ContactId(primary), CompanyId(row.company_id), false).await {
            // The company is archived.
            Err(Failure::Fault(model::Fault::NotFound)) => {}
            other => other?,
        }
    }
    Ok(())
}

async fn move_notes(
    portico: &Portico,
    tx: &DatabaseTransaction,
    who: (&Viewer, Author),
    primary: i64,
    merged: i64,
) -> Outcome<()> {
    let about = note_contacts::Entity::find().filter(note_contacts::Column::ContactId.eq(merged)).all(tx).await?;
    for row in about {
        match notes::present(tx, row.note_id).await {
            Ok(note) => {
                notes::add(portico, tx, who, &note, Place::Contact(ContactId(primary))).await?;
                notes::remove(portico, tx, who.1, &note, Place::Contact(ContactId(merged))).await?;
            }
            Err(Failure::Fault(model::Fault::NotFound)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

/// What only the person themselves could use.
pub(super) async fn forget_own(tx: &impl ConnectionTrait, contact: i64) -> Outcome<()> {
    drafts::Entity::delete_many().filter(drafts::Column::Owner.eq(of_contact(contact))).exec(tx).await?;
    identities::Entity::delete_many().filter(identities::Column::ContactId.eq(contact)).exec(tx).await?;
    ticket_reads::Entity::delete_many().filter(ticket_reads::Column::ContactId.eq(contact)).exec(tx).await?;
    let muted = muted_notifications::Entity::delete_many().filter(muted_notifications::Column::ContactId.eq(contact));
    muted.exec(tx).await?;
    Ok(())
}
