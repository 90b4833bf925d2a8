//! Staff say whose ticket it is. Each change decides who sees the ticket, from the next request on: the search documents
//! follow in the same commit, and open pages ask again.

use model::{CompanyId, ContactId, Fault, Problem, TicketId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, Set,
};

use super::to_change;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::search;
use crate::tables::{companies, contacts, ticket_companies, ticket_contacts, tickets};
use crate::tickets::access::Visible;
use crate::tickets::events::StoredEvent;
use crate::tickets::post::{self, Author};

/// Adds a customer to the ticket. One who is on it already changes nothing.
pub async fn add_contact(desk: &UserDesk, ticket: TicketId, contact: ContactId) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    let ticket = to_change(desk, &tx, ticket, None).await?;
    let present = contacts::Column::ArchivedAt.is_null();
    let known = contacts::Entity::find_by_id(contact.0).filter(present).one(&tx).await?;
    known.ok_or_else(|| unknown("contact"))?;
    let row = ticket_contacts::ActiveModel { ticket_id: Set(ticket.id), contact_id: Set(contact.0) };
    let key = [ticket_contacts::Column::ContactId, ticket_contacts::Column::TicketId];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    let added = ticket_contacts::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await?;
    changed(desk, tx, ticket, added, StoredEvent::ContactAdded { contact: contact.0 }).await
}

/// Takes a customer from the ticket. One who is not on it changes nothing.
pub async fn remove_contact(desk: &UserDesk, ticket: TicketId, contact: ContactId) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    let ticket = to_change(desk, &tx, ticket, None).await?;
    let removed = ticket_contacts::Entity::delete_by_id((ticket.id, contact.0)).exec(&tx).await?.rows_affected;
    changed(desk, tx, ticket, removed, StoredEvent::ContactRemoved { contact: contact.0 }).await
}

/// Adds a company to the ticket; it becomes the primary one of a ticket that has none.
pub async fn add_company(desk: &UserDesk, ticket: TicketId, company: CompanyId) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    let ticket = to_change(desk, &tx, ticket, None).await?;
    let present = companies::Column::ArchivedAt.is_null();
    let known = companies::Entity::find_by_id(company.0).filter(present).one(&tx).await?;
    known.ok_or_else(|| unknown("company"))?;
    let is_primary = !has_primary(&tx, ticket.id).await?;
    let row =
        ticket_companies::ActiveModel { ticket_id: Set(ticket.id), company_id: Set(company.0), is_primary: Set(is_primary) };
    let key = [ticket_companies::Column::CompanyId, ticket_companies::Column::TicketId];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    let added = ticket_companies::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await?;
    changed(desk, tx, ticket, added, StoredEvent::CompanyAdded { company: company.0 }).await
}

/// Takes a company from the ticket. Of those that stay, none becomes primary by it.
pub async fn remove_company(desk: &UserDesk, ticket: TicketId, company: CompanyId) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    let ticket = to_change(desk, &tx, ticket, None).await?;
    let removed = ticket_companies::Entity::delete_by_id((ticket.id, company.0)).exec(&tx).await?.rows_affected;
    changed(desk, tx, ticket, removed, StoredEvent::CompanyRemoved { company: company.0 }).await
}

async fn has_primary(connection: &impl ConnectionTrait, ticket: i64) -> Outcome<bool> {
    let primary = ticket_companies::Entity::find()
        .filter(ticket_companies::Column::TicketId.eq(ticket))
        .filter(ticket_companies::Column::IsPrimary.eq(true));
    Ok(primary.count(connection).await? > 0)
}

/// All that follows from a changed association, and the commit.
async fn changed(
    desk: &UserDesk,
    tx: DatabaseTransaction,
    ticket: Visible<tickets::Model>,
    rows: u64,
    event: StoredEvent,
) -> Outcome<()> {
    if rows == 0 {
        return Ok(());
    }
    let portico = &desk.portico;
    post::changed(portico, &ticket).update(&tx).await?;
    post::happened(portico, &tx, ticket.id, Author::User(desk.viewer.user), event, None).await?;
    search::rescope(&tx, portico.store.is_sqlite(), ticket.id).await?;
    tx.commit().await?;
    portico.tell(&[Change::Ticket(TicketId(ticket.id)), Change::Access]).await;
    Ok(())
}

fn unknown(field: &str) -> Failure {
    Fault::invalid(field, Problem::Unknown).into()
}
