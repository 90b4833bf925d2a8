//! Looking at a portal as one of its contacts: read-only, half an hour, on the trail from beginning to end.

use model::people::Admission;
use model::{ContactId, Fault, PortalId, Refusal, UserId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::sessions;
use super::tokens::{self, Binding, Purpose};
use crate::audit::{Actor, Entry};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::portals::{self, PortalPlace};
use crate::tables::{contacts, users};

/// Makes the one-time address, on the portal's own domain, good for 5 minutes. Any contact can be looked as, invited or
/// not: staff want to see what they would see. Refused while the contact is disabled, whose portal shows nothing.
pub async fn make(desk: &UserDesk, portal: PortalId, contact: ContactId) -> Outcome<String> {
    let portico = &desk.portico;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let (portal, domain) = portals::public(&tx, portal).await?;
    let contact = contacts::Entity::find_by_id(contact.0)
        .filter(contacts::Column::ArchivedAt.is_null())
        .one(&tx)
        .await?
        .ok_or(Fault::NotFound)?;
    if contact.disabled_at.is_some() {
        return Err(Fault::Refused(Refusal::NoAccess).into());
    }
    let (portal_id, contact) = (PortalId(portal.id), ContactId(contact.id));
    let binding = Binding { portal: portal_id, contact, user: Some(desk.viewer.user), email: None };
    let (_, token) = tokens::issue(&tx, now, Purpose::View, binding).await?;
    Entry::new(&desk.viewer, "view_as_prepared", format!("contact:{contact}")).at(portal_id).write(&tx, now).await?;
    tx.commit().await?;
    let origin = portico.settings.address.origin_of(&domain.host);
    Ok(format!("{origin}{}", model::paths::portal_view(&portal.slug, &token)))
}

/// Spends the address and begins the look.
pub async fn begin(place: &PortalPlace, token: &str) -> Outcome<Admission> {
    let portico = &place.portico;
    if place.is_paused() {
        return Err(Fault::Refused(Refusal::Paused).into());
    }
    let now = portico.now();
    let portal = PortalId(place.portal.id);
    let tx = portico.store.begin().await?;
    let row = tokens::find(&tx, now, Purpose::View, portal, token).await?;
    let user = users::Entity::find_by_id(row.user_id.unwrap_or_default()).one(&tx).await?;
    let Some(user) = user.filter(|user| user.disabled_at.is_none()) else {
        return Err(Fault::Refused(Refusal::LinkInvalid).into());
    };
    tokens::spend(&tx, now, &row).await?;
    let (contact, by) = (ContactId(row.contact_id.unwrap_or_default()), UserId(user.id));
    let admission = sessions::begin(&tx, now, sessions::Holder::View { contact, portal, by }, place.held.as_deref()).await?;
    Entry::new(Actor::User(by), "view_as_begun", format!("contact:{contact}")).at(portal).write(&tx, now).await?;
    tx.commit().await?;
    Ok(admission)
}
