//! A customer files a ticket.

use model::tickets::NewTicket;
use model::{Fault, Refusal, TicketId};

use super::filing::{self, Filing, Whose};
use super::post::Author;
use super::{drafts, letters};
use crate::desks::ContactDesk;
use crate::failure::Outcome;
use crate::live::Change;

/// Files a ticket in the portal's inbox, new, associated with the contact and with their primary company, so that
/// colleagues see it where the portal lets them. The contact gets a letter, the draft is gone. The same key again gives
/// the first ticket again, also when both come at once.
///
/// Refused: to staff who look at the portal as a customer, and while the portal is paused.
pub async fn open(desk: &ContactDesk, ticket: &NewTicket) -> Outcome<TicketId> {
    desk.may_write()?;
    if desk.portal.status != "LIVE" {
        return Err(Fault::Refused(Refusal::Paused).into());
    }
    let (subject, description) = ticket.check()?;
    let author = Author::Contact(desk.viewer.contact);
    let tx = desk.portico.store.begin().await?;
    let filing = Filing {
        priority: ticket.priority,
        inbox: desk.portal.inbox_id,
        portal: Some(desk.portal.id),
        whose: Whose::Requesters(desk.contact.id),
        key: Some(&author.key(&ticket.key)),
        ..Filing::new(&subject, &description, "PORTAL")
    };
    let ticket = match filing::file(&desk.portico, &tx, author, filing).await? {
        Ok(ticket) => ticket,
        Err(before) => return Ok(before),
    };
    letters::ticket_received(desk, &tx, ticket).await?;
    drafts::remove(&tx, drafts::of_contact(desk.contact.id), drafts::new_at(desk.viewer.portal)).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Ticket(ticket)]).await;
    Ok(ticket)
}
