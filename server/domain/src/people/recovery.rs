//! Getting in by one's mailbox: a new password where the old one is forgotten, or a link to sign in by.
//!
//! Asking says the same to everybody, known or not. The link is opened with a GET, which shows and never spends, because
//! mail scanners open links; a button spends it. It is good at its own portal, for the address it was sent to, once.

use model::mail::LetterKind;
use model::people::{Admission, LinkShown};
use model::text::EmailAddress;
use model::{ContactId, Fault, PortalId, Refusal};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::tokens::{self, Purpose};
use super::{locks, password, sessions, sign_in};
use crate::access;
use crate::audit::{Actor, Entry};
use crate::contacts::display_name;
use crate::failure::Outcome;
use crate::outbox::Letter;
use crate::portals::PortalPlace;
use crate::secrets;
use crate::tables::{contacts, one_time_tokens, sessions as session_rows};

/// Has a link sent to the address, if it belongs to somebody who may enter. Refused to everybody alike: while the portal
/// is paused, and where it does not let anybody in this way.
async fn ask(place: &PortalPlace, purpose: Purpose, email: &str) -> Outcome<()> {
    let portico = &place.portico;
    open_for(place, purpose)?;
    let address = EmailAddress::parse(email).map_err(|problem| Fault::invalid("email", problem))?;
    portico.letter_limits.may_ask(place.peer)?;
    let reader = portico.store.reader();
    let contact = contacts::Entity::find()
        .filter(contacts::Column::Email.eq(address.as_str()))
        .filter(contacts::Column::DisabledAt.is_null())
        .filter(contacts::Column::ArchivedAt.is_null())
        .one(reader)
        .await?;
    let id = ContactId(contact.as_ref().map_or(0, |contact| contact.id));
    let admitted = access::may_enter(reader, &place.portal, id).await?;
    let (kind, action) = match purpose {
        Purpose::Reset => (LetterKind::Reset, "reset_asked"),
        _ => (LetterKind::SignInLink, "sign_in_link_asked"),
    };
    let sent = contact.is_some() && admitted && portico.letter_limits.may_write(kind, &address);
    let portal = PortalId(place.portal.id);
    let now = portico.now();
    let tx = portico.store.begin().await?;
    if sent {
        let letter = Letter { portal: Some(portal), contact: Some(id), ..Letter::new(kind, &place.domain.host) };
        letter.enqueue(&tx, now).await?;
    }
    Entry::new(Actor::Visitor, action, format!("contact:{id}")).at(portal).with(json!({ "sent": sent })).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}

fn open_for(place: &PortalPlace, purpose: Purpose) -> Result<(), Fault> {
    let face = place.face();
    let open = if purpose == Purpose::Reset { face.may_reset } else { face.magic_link };
    match (face.paused, open) {
        (true, _) => Err(Fault::Refused(Refusal::Paused)),
        (false, false) => Err(Fault::NotFound),
        (false, true) => Ok(()),
    }
}

/// A good link and its contact, who is present, may enter and still has the address it was sent to.
async fn find(
    connection: &impl ConnectionTrait,
    place: &PortalPlace,
    purpose: Purpose,
    token: &str,
) -> Outcome<(one_time_tokens::Model, contacts::Model)> {
    let invalid = || Fault::Refused(Refusal::LinkInvalid);
    let link = tokens::find(connection, place.portico.now(), purpose, PortalId(place.portal.id), token).await?;
    let contact = contacts::Entity::find_by_id(link.contact_id.unwrap_or_default())
        .filter(contacts::Column::DisabledAt.is_null())
        .filter(contacts::Column::ArchivedAt.is_null())
        .one(connection)
        .await?
        .ok_or_else(invalid)?;
    let same_address = contact.email.is_some() && contact.email == link.email;
    if !same_address || !access::may_enter(connection, &place.portal, ContactId(contact.id)).await? {
        return Err(invalid().into());
    }
    Ok((link, contact))
}

async fn show(place: &PortalPlace, purpose: Purpose, token: &str) -> Outcome<LinkShown> {
    open_for(place, purpose)?;
    let (_, contact) = find(place.portico.store.reader(), place, purpose, token).await?;
    Ok(LinkShown { name: display_name(&contact), email: contact.email.unwrap_or_default() })
}

pub async fn ask_reset(place: &PortalPlace, email: &str) -> Outcome<()> {
    ask(place, Purpose::Reset, email).await
}

pub async fn ask_sign_in_link(place: &PortalPlace, email: &str) -> Outcome<()> {
    ask(place, Purpose::SignIn, email).await
}

pub async fn show_reset(place: &PortalPlace, token: &str) -> Outcome<LinkShown> {
    show(place, Purpose::Reset, token).await
}

pub async fn show_sign_in_link(place: &PortalPlace, token: &str) -> Outcome<LinkShown> {
    show(place, Purpose::SignIn, token).await
}

/// Spends the link and sets the password. All sessions of the contact end, at every portal, the lock on the account is
/// gone, and a letter tells its owner. Nobody is signed in by it (OWASP Forgot Password): the new password is used next.
pub async fn reset(place: &PortalPlace, token: &str, new: &str) -> Outcome<()> {
    let portico = &place.portico;
    open_for(place, Purpose::Reset)?;
    let (_, contact) = find(portico.store.reader(), place, Purpose::Reset, token).await?;
    password::check(
        new,
        "password",
        &[contact.email.as_deref().unwrap_or_default(), &display_name(&contact), &place.portal.name],
    )?;
    let hash = secrets::hash_password(new).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let (link, contact) = find(&tx, place, Purpose::Reset, token).await?;
    tokens::spend(&tx, now, &link).await?;
    let (id, portal) = (ContactId(contact.id), PortalId(place.portal.id));
    password::set(&tx, now, id, hash).await?;
    sessions::end_where(&tx, now, session_rows::Column::ContactId.eq(contact.id)).await?;
    password::tell_changed(&tx, now, portal, id, &place.domain.host).await?;
    Entry::new(Actor::Contact(id), "password_reset", format!("contact:{id}")).at(portal).write(&tx, now).await?;
    tx.commit().await?;
    locks::forget(portico, &sign_in::contact_account(contact.email.as_deref().unwrap_or_default())).await
}

/// Spends the link and begins a session.
pub async fn enter(place: &PortalPlace, token: &str) -> Outcome<Admission> {
    let portico = &place.portico;
    open_for(place, Purpose::SignIn)?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let (link, contact) = find(&tx, place, Purpose::SignIn, token).await?;
    tokens::spend(&tx, now, &link).await?;
    let (id, portal) = (ContactId(contact.id), PortalId(place.portal.id));
    let holder = sessions::Holder::Contact { contact: id, portal };
    let admission = sessions::begin(&tx, now, holder, place.held.as_deref()).await?;
    Entry::new(Actor::Contact(id), "signed_in", format!("contact:{id}"))
        .at(portal)
        .with(json!({ "by": "link" }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    Ok(admission)
}
