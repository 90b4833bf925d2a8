//! Why a contact sees a ticket, or why not.

use model::helpdesk::Explanation;
use model::portals::TicketPermission;
use model::{ContactId, Fault, PortalId, SessionId, TicketId};
use sea_orm::EntityTrait;

use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::tables::{contacts, portals};
use crate::tickets::access;
use crate::viewer::ContactViewer;

/// Asks the one rule as if the contact had asked, and says which parts of it hold. A contact who is disabled or archived
/// may not enter.
pub async fn explain(desk: &UserDesk, portal: PortalId, contact: ContactId, ticket: TicketId) -> Outcome<Explanation> {
    let reader = desk.portico.store.reader();
    let ticket = access::find(reader, &desk.viewer(), ticket).await?;
    let portal = portals::Entity::find_by_id(portal.0).one(reader).await?.ok_or(Fault::NotFound)?;
    let contact = contacts::Entity::find_by_id(contact.0).one(reader).await?.ok_or(Fault::NotFound)?;
    let present = contact.disabled_at.is_none() && contact.archived_at.is_none();
    let admitted = crate::access::may_enter(reader, &portal, ContactId(contact.id)).await?;
    let viewer = ContactViewer {
        contact: ContactId(contact.id),
        portal: PortalId(portal.id),
        permission: TicketPermission::parse(&portal.permission).unwrap_or_default(),
        session: SessionId(0),
        view_only: true,
    };
    access::explain(reader, &viewer, TicketId(ticket.id), present && admitted && portal.status == "LIVE").await
}
