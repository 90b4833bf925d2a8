//! Staff file a ticket for a customer.

use model::helpdesk::StaffNewTicket;
use model::tickets::NewTicket;
use model::{Fault, Problem, TicketId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::audit::Actor;
use crate::crm::{self, ObjectType};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::live::Change;
use crate::tables::contacts;
use crate::tickets::filing::{self, Filing, Whose};
use crate::tickets::letters;
use crate::tickets::post::Author;

/// Files a ticket as an agent heard it on the phone: new, nobody's, of the customer and their primary company, if one
/// is named; they get the same letter as if they had filed it. The same key again gives the first ticket again.
pub async fn file(desk: &UserDesk, ticket: &StaffNewTicket) -> Outcome<TicketId> {
    let as_typed = NewTicket {
        subject: ticket.subject.clone(),
        description: ticket.description.clone(),
        priority: ticket.priority,
        key: ticket.key.clone(),
    };
    let (subject, description) = as_typed.check()?;
    let author = Author::User(desk.viewer.user);
    let tx = desk.portico.store.begin().await?;
    if let Some(contact) = ticket.contact {
        let present = contacts::Column::ArchivedAt.is_null();
        let known = contacts::Entity::find_by_id(contact.0).filter(present).one(&tx).await?;
        known.ok_or_else(|| Fault::invalid("contact", Problem::Unknown))?;
    }
    let contact = ticket.contact.map(|contact| contact.0);
    let filing = Filing {
        priority: ticket.priority,
        whose: contact.map_or(Whose::Nobodys, Whose::Requesters),
        key: Some(&author.key(&ticket.key)),
        ..Filing::new(&subject, &description, "PHONE")
    };
    let values = &ticket.values;
    let ticket = match filing::file(&desk.portico, &tx, author, filing).await? {
        Ok(ticket) => ticket,
        Err(before) => return Ok(before),
    };
    let place = (ObjectType::Tickets, ticket.0, desk.portico.now().0);
    crm::desk::write_new(&tx, Actor::from(author), place, values).await?;
    let contacts: Vec<i64> = contact.into_iter().collect();
    letters::filed_for(&desk.portico, &tx, &[(ticket, &contacts)]).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Ticket(ticket)]).await;
    Ok(ticket)
}
