//! Two companies turn out to be one.

use model::{CompanyId, ContactId, TicketId, Timestamp};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;

use super::edit;
use super::parent::{self, Adopted};
use crate::audit::{Actor, Entry};
use crate::contacts::companies;
use crate::failure::{Failure, Outcome};
use crate::helpdesk::associations::{TicketLink, link};
use crate::live::Change;
use crate::notes::{self, Place};
use crate::portico::Portico;
use crate::tables::{companies as rows, contact_companies, note_companies, ticket_companies};
use crate::tickets::access;
use crate::tickets::post::Author;
use crate::viewer::Viewer;

/// Gives contacts, tickets, notes and branches of `merged` to `primary` and archives it; both are locked. Whose primary
/// company `merged` was, theirs is `primary` then: they belong to the same firm as before. Answers who is to be told.
pub(crate) async fn merge(
    portico: &Portico,
    tx: &DatabaseTransaction,
    (viewer, author): (&Viewer, Author),
    primary: &rows::Model,
    merged: &rows::Model,
) -> Outcome<Vec<Change>> {
    let (now, actor) = (portico.now(), Actor::from(author));
    move_contacts(tx, now, actor, CompanyId(primary.id), CompanyId(merged.id)).await?;
    let mut told = move_tickets(portico, tx, (viewer, author), CompanyId(primary.id), CompanyId(merged.id)).await?;
    move_notes(portico, tx, (viewer, author), CompanyId(primary.id), CompanyId(merged.id)).await?;
    move_branches(tx, (actor, now), primary, merged).await?;
    edit::archive(tx, now, actor, merged).await?;
    Entry::new(actor, "company_merged", format!("company:{}", primary.id))
        .with(json!({ "merged": merged.id }))
        .write(tx, now)
        .await?;
    told.push(Change::Access);
    Ok(told)
}

/// What was below the merged company is below the primary one, which is below what the other was, where it had no parent.
async fn move_branches(
    tx: &DatabaseTransaction,
    by: (Actor, Timestamp),
    primary: &rows::Model,
    merged: &rows::Model,
) -> Outcome<()> {
    let (stays, goes) = (CompanyId(primary.id), CompanyId(merged.id));
    // One that was below the other is not below itself.
    parent::unset(tx, by, stays, goes).await?;
    let branches = rows::Entity::find().filter(rows::Column::ParentId.eq(merged.id)).all(tx).await?;
    for branch in branches {
        // What is above the one that stays cannot be below it.
        if parent::set(tx, by, CompanyId(branch.id), stays).await? == Adopted::Circle {
            parent::unset(tx, by, CompanyId(branch.id), goes).await?;
        }
    }
    if let Some(above) = merged.parent_id
        && parent::parent_of(tx, stays).await?.is_none()
    {
        // Not where that is the primary one itself, or below it.
        parent::set(tx, by, stays, CompanyId(above)).await?;
    }
    Ok(())
}

async fn move_contacts(
    tx: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    primary: CompanyId,
    merged: CompanyId,
) -> Outcome<()> {
    let members = contact_companies::Entity::find().filter(contact_companies::Column::CompanyId.eq(merged.0)).all(tx).await?;
    for member in members {
        let contact = ContactId(member.contact_id);
        match companies::add(tx, now, actor, contact, primary, member.is_primary).await {
            Ok(()) => {
                companies::remove(tx, now, actor, contact, merged).await?;
            }
            // The contact is archived.
            Err(Failure::Fault(model::Fault::NotFound)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}

async fn move_tickets(
    portico: &Portico,
    tx: &DatabaseTransaction,
    (viewer, author): (&Viewer, Author),
    primary: CompanyId,
    merged: CompanyId,
) -> Outcome<Vec<Change>> {
    let on = ticket_companies::Entity::find().filter(ticket_companies::Column::CompanyId.eq(merged.0)).all(tx).await?;
    let mut told = Vec::new();
    for row in on {
        let add = TicketLink::AddCompany { company: primary, primary: row.is_primary };
        for change in [add, TicketLink::RemoveCompany(merged)] {
            match access::find_to_change(tx, viewer, TicketId(row.ticket_id)).await {
                Ok(ticket) => told.extend(link(portico, tx, author, &ticket, change).await?),
                Err(Failure::Fault(model::Fault::NotFound)) => break,
                Err(failure) => return Err(failure),
            }
        }
    }
    Ok(told)
}

async fn move_notes(
    portico: &Portico,
    tx: &DatabaseTransaction,
    who: (&Viewer, Author),
    primary: CompanyId,
    merged: CompanyId,
) -> Outcome<()> {
    let about = note_companies::Entity::find().filter(note_companies::Column::CompanyId.eq(merged.0)).all(tx).await?;
    for row in about {
        match notes::present(tx, row.note_id).await {
            Ok(note) => {
                notes::add(portico, tx, who, &note, Place::Company(primary)).await?;
                notes::remove(portico, tx, who.1, &note, Place::Company(merged)).await?;
            }
            Err(Failure::Fault(model::Fault::NotFound)) => {}
            Err(failure) => return Err(failure),
        }
    }
    Ok(())
}
