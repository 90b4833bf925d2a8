//! Staff say whose ticket it is. Each change decides who sees the ticket, from the next request on: the search documents
//! follow in the same commit, and open pages ask again.
//!
//! The steps take the caller's transaction and answer whether anything became different, so that integrations share them.

use model::{CompanyId, ContactId, Fault, Problem, TicketId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

use super::to_change;
use crate::audit::Actor;
use crate::crm::ObjectType;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::portico::Portico;
use crate::search;
use crate::tables::{companies, contacts, ticket_companies, ticket_contacts, tickets};
use crate::tickets::access::Visible;
use crate::tickets::events::StoredEvent;
use crate::tickets::post::{self, Author};
use crate::webhooks::capture::{self, Linked};

/// A change of whose ticket it is.
#[derive(Clone, Copy, Debug)]
pub enum TicketLink {
    AddContact(ContactId),
    RemoveContact(ContactId),
    /// The first company of a ticket becomes its primary one. `primary`: this one does, in place of any other.
    AddCompany {
        company: CompanyId,
        primary: bool,
    },
    RemoveCompany(CompanyId),
}

/// Adds a customer to the ticket. One who is on it already changes nothing.
pub async fn add_contact(desk: &UserDesk, ticket: TicketId, contact: ContactId) -> Outcome<()> {
    relink(desk, ticket, TicketLink::AddContact(contact)).await
}

/// Takes a customer from the ticket. One who is not on it changes nothing.
pub async fn remove_contact(desk: &UserDesk, ticket: TicketId, contact: ContactId) -> Outcome<()> {
    relink(desk, ticket, TicketLink::RemoveContact(contact)).await
}

/// Adds a company to the ticket; it becomes the primary one of a ticket that has none.
pub async fn add_company(desk: &UserDesk, ticket: TicketId, company: CompanyId) -> Outcome<()> {
    relink(desk, ticket, TicketLink::AddCompany { company, primary: false }).await
}

/// Takes a company from the ticket. Of those that stay, none becomes primary by it.
pub async fn remove_company(desk: &UserDesk, ticket: TicketId, company: CompanyId) -> Outcome<()> {
    relink(desk, ticket, TicketLink::RemoveCompany(company)).await
}

async fn relink(desk: &UserDesk, ticket: TicketId, wanted: TicketLink) -> Outcome<()> {
    let portico = &desk.portico;
    let tx = portico.store.begin().await?;
    let ticket = to_change(desk, &tx, ticket, None).await?;
    let told = link(portico, &tx, Author::User(desk.viewer.user), &ticket, wanted).await?;
    tx.commit().await?;
    portico.tell(&told).await;
    Ok(())
}

/// Makes the change, with an event, another version and the search documents. Answers who is to be told: nobody, where
/// nothing became different. A contact or company that is not there is an invalid field.
pub async fn link(
    portico: &Portico,
    tx: &DatabaseTransaction,
    by: Author,
    ticket: &Visible<tickets::Model>,
    wanted: TicketLink,
) -> Outcome<Vec<Change>> {
    let before = primary_of(tx, ticket.id).await?;
    let (rows, event) = match wanted {
        TicketLink::AddContact(contact) => {
            (insert_contact(tx, ticket.id, contact).await?, StoredEvent::ContactAdded { contact: contact.0 })
        }
        TicketLink::RemoveContact(contact) => {
            let removed = ticket_contacts::Entity::delete_by_id((ticket.id, contact.0)).exec(tx).await?;
            (removed.rows_affected, StoredEvent::ContactRemoved { contact: contact.0 })
        }
        TicketLink::AddCompany { company, primary } => {
            let added = insert_company(tx, ticket.id, company).await?;
            if primary && make_primary(tx, ticket.id, company).await? && added == 0 {
                tell(portico, tx, by, ticket, (wanted, false, before)).await?;
                post::save(tx, Actor::from(by), ticket, post::changed(portico, ticket)).await?;
                return Ok(vec![Change::Internal(TicketId(ticket.id))]);
            }
            (added, StoredEvent::CompanyAdded { company: company.0 })
        }
        TicketLink::RemoveCompany(company) => {
            let removed = ticket_companies::Entity::delete_by_id((ticket.id, company.0)).exec(tx).await?;
            (removed.rows_affected, StoredEvent::CompanyRemoved { company: company.0 })
        }
    };
    if rows == 0 {
        return Ok(Vec::new());
    }
    tell(portico, tx, by, ticket, (wanted, true, before)).await?;
    post::save(tx, Actor::from(by), ticket, post::changed(portico, ticket)).await?;
    post::happened(portico, tx, ticket.id, by, event, None).await?;
    search::rescope(tx, portico.store.is_sqlite(), ticket.id).await?;
    Ok(vec![Change::Ticket(TicketId(ticket.id)), Change::Access])
}

/// The company stays with the ticket, but not as its primary one.
pub async fn demote(
    portico: &Portico,
    tx: &DatabaseTransaction,
    by: Author,
    ticket: &Visible<tickets::Model>,
    company: CompanyId,
) -> Outcome<Vec<Change>> {
    if primary_of(tx, ticket.id).await? != Some(company) {
        return Ok(Vec::new());
    }
    ticket_companies::Entity::update_many()
        .filter(ticket_companies::Column::TicketId.eq(ticket.id))
        .filter(ticket_companies::Column::CompanyId.eq(company.0))
        .col_expr(ticket_companies::Column::IsPrimary, Expr::value(false))
        .exec(tx)
        .await?;
    let other = (ObjectType::Companies, company.0);
    let link = Linked { one: (ObjectType::Tickets, ticket.id), other, primary: true, removed: true };
    capture::linked(tx, Actor::from(by), portico.now().0, &[link]).await?;
    post::save(tx, Actor::from(by), ticket, post::changed(portico, ticket)).await?;
    Ok(vec![Change::Internal(TicketId(ticket.id))])
}

/// Those who subscribed hear of what became different: the association itself, if it is new or gone, and the label
/// *Primary*, if it is at another company than before.
async fn tell(
    portico: &Portico,
    tx: &DatabaseTransaction,
    by: Author,
    ticket: &tickets::Model,
    (wanted, new, before): (TicketLink, bool, Option<CompanyId>),
) -> Outcome<()> {
    let after = primary_of(tx, ticket.id).await?;
    let links = links_of(ticket.id, wanted, new, before, after);
    capture::linked(tx, Actor::from(by), portico.now().0, &links).await
}

fn links_of(
    ticket: i64,
    wanted: TicketLink,
    new: bool,
    primary_before: Option<CompanyId>,
    primary_after: Option<CompanyId>,
) -> Vec<Linked> {
    let one = (ObjectType::Tickets, ticket);
    let contact = |contact: ContactId, removed| Linked { one, other: (ObjectType::Contacts, contact.0), primary: false, removed };
    let company =
        |company: CompanyId, primary, removed| Linked { one, other: (ObjectType::Companies, company.0), primary, removed };
    match wanted {
        TicketLink::AddContact(added) => vec![contact(added, false)],
        TicketLink::RemoveContact(removed) => vec![contact(removed, true)],
        TicketLink::AddCompany { company: added, .. } => {
            let mut links = Vec::new();
            if new {
                links.push(company(added, false, false));
            }
            if primary_before != primary_after {
                links.extend(primary_before.map(|before| company(before, true, true)));
                links.extend(primary_after.map(|after| company(after, true, false)));
            }
            links
        }
        TicketLink::RemoveCompany(removed) => {
            let label = (primary_before == Some(removed)).then(|| company(removed, true, true));
            [company(removed, false, true)].into_iter().chain(label).collect()
        }
    }
}

async fn insert_contact(tx: &DatabaseTransaction, ticket: i64, contact: ContactId) -> Outcome<u64> {
    let present = contacts::Column::ArchivedAt.is_null();
    let known = contacts::Entity::find_by_id(contact.0).filter(present).one(tx).await?;
    known.ok_or_else(|| unknown("contact"))?;
    let row = ticket_contacts::ActiveModel { ticket_id: Set(ticket), contact_id: Set(contact.0) };
    let key = [ticket_contacts::Column::ContactId, ticket_contacts::Column::TicketId];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    Ok(ticket_contacts::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?)
}

async fn insert_company(tx: &DatabaseTransaction, ticket: i64, company: CompanyId) -> Outcome<u64> {
    let present = companies::Column::ArchivedAt.is_null();
    let known = companies::Entity::find_by_id(company.0).filter(present).one(tx).await?;
    known.ok_or_else(|| unknown("company"))?;
    let is_primary = primary_of(tx, ticket).await?.is_none();
    let row = ticket_companies::ActiveModel { ticket_id: Set(ticket), company_id: Set(company.0), is_primary: Set(is_primary) };
    let key = [ticket_companies::Column::CompanyId, ticket_companies::Column::TicketId];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    Ok(ticket_companies::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?)
}

async fn primary_of(connection: &impl ConnectionTrait, ticket: i64) -> Outcome<Option<CompanyId>> {
    let primary = ticket_companies::Entity::find()
        .filter(ticket_companies::Column::TicketId.eq(ticket))
        .filter(ticket_companies::Column::IsPrimary.eq(true));
    Ok(primary.one(connection).await?.map(|row| CompanyId(row.company_id)))
}

/// Makes one of the ticket's companies its primary one; answers whether it was not. First from, then to: at no moment
/// are there two.
async fn make_primary(tx: &DatabaseTransaction, ticket: i64, company: CompanyId) -> Outcome<bool> {
    use ticket_companies::Column as C;
    let set = |primary: bool| {
        let of_ticket = ticket_companies::Entity::update_many().filter(C::TicketId.eq(ticket));
        of_ticket.filter(C::IsPrimary.eq(!primary)).col_expr(C::IsPrimary, Expr::value(primary))
    };
    set(false).filter(C::CompanyId.ne(company.0)).exec(tx).await?;
    let moved = set(true).filter(C::CompanyId.eq(company.0)).exec(tx).await?;
    Ok(moved.rows_affected > 0)
}

fn unknown(field: &str) -> Failure {
    Fault::invalid(field, Problem::Unknown).into()
}
