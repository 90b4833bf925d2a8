//! An address that turns letters off, in every letter that somebody may do without (RFC 8058).
//!
//! It is signed and says for which contact, portal and notification it is, so it is the same in all letters of a sort. It
//! can do this one thing, opens no door, and dies with the address that the letters went to.

use async_trait::async_trait;
use model::mail::{LetterKind, Notification, UnsubscribeDoor, UnsubscribeShown};
use model::{ContactId, Fault, PortalId, Refusal, paths};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::content::Place;
use super::notifications;
use crate::audit::Actor;
use crate::failure::{Failure, Outcome};
use crate::portals::PortalPlace;
use crate::portico::Portico;
use crate::secrets::SigningKey;
use crate::tables::contacts;

/// What its key is for.
const PURPOSE: &str = "unsubscribe";

/// `None` for letters that always go.
pub async fn link(portico: &Portico, tx: &impl ConnectionTrait, kind: LetterKind, place: &Place) -> Outcome<Option<String>> {
    let (Some(notification), Some(email)) = (kind.notification(), place.contact.email.as_deref()) else { return Ok(None) };
    let (portal, contact) = (PortalId(place.portal.id), ContactId(place.contact.id));
    let key = SigningKey::of(tx, PURPOSE).await?;
    let signature = key.sign(&said(portal, contact, notification, email));
    let token = format!("{contact}.{}.{signature}", notification.word());
    Ok(Some(place.url(portico, &paths::portal_recovery_link(&place.portal.slug, paths::UNSUBSCRIBE, &token))))
}

fn said(portal: PortalId, contact: ContactId, notification: Notification, email: &str) -> String {
    format!("{portal}\n{contact}\n{}\n{email}", notification.word())
}

/// Whose address it is and for what, if we signed it.
async fn find(connection: &impl ConnectionTrait, place: &PortalPlace, token: &str) -> Outcome<(ContactId, Notification)> {
    let invalid = || Failure::from(Fault::Refused(Refusal::LinkInvalid));
    let mut parts = token.splitn(3, '.');
    let contact: Option<ContactId> = parts.next().and_then(|id| id.parse().ok());
    let notification = parts.next().and_then(Notification::parse);
    let (Some(contact), Some(notification), Some(signature)) = (contact, notification, parts.next()) else {
        return Err(invalid());
    };
    let key = SigningKey::known(connection, PURPOSE).await?.ok_or_else(invalid)?;
    let row = contacts::Entity::find_by_id(contact.0).one(connection).await?;
    let email = row.and_then(|row| row.email).ok_or_else(invalid)?;
    if !key.is_signed(&said(place.id(), contact, notification, &email), signature) {
        return Err(invalid());
    }
    Ok((contact, notification))
}

/// Reads, and turns nothing off: scanners open links.
async fn show(place: &PortalPlace, token: &str) -> Outcome<UnsubscribeShown> {
    let reader = place.portico.store.reader();
    let (contact, notification) = find(reader, place, token).await?;
    let off = notifications::off(reader, contact).await?;
    Ok(UnsubscribeShown { notification, is_off: off.contains(&notification), all_off: off.len() == Notification::ALL.len() })
}

/// Turns the letters of this sort off, or all that the contact may do without. Twice is once.
async fn unsubscribe(place: &PortalPlace, token: &str, all: bool) -> Outcome<()> {
    let portico = &place.portico;
    let tx = portico.store.begin().await?;
    let (contact, notification) = find(&tx, place, token).await?;
    let mut off = notifications::off(&tx, contact).await?;
    let before = off.len();
    match all {
        true => off = Notification::ALL.to_vec(),
        false if !off.contains(&notification) => off.push(notification),
        false => {}
    }
    if off.len() != before {
        // Whoever has the letter: nobody signed in.
        notifications::set(&tx, portico.now(), Actor::Visitor, contact, &off).await?;
    }
    tx.commit().await?;
    Ok(())
}

#[async_trait]
impl UnsubscribeDoor for PortalPlace {
    async fn unsubscribe_link(&self, token: &str) -> Result<UnsubscribeShown, Fault> {
        show(self, token).await.map_err(Failure::into_fault)
    }

    async fn unsubscribe(&self, token: &str, all: bool) -> Result<(), Fault> {
        unsubscribe(self, token, all).await.map_err(Failure::into_fault)
    }
}
