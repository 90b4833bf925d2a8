//! Signing in with a password.
//!
//! Unknown, wrong, disabled and not admitted are one answer, given after the same work: an attempt is counted, an
//! Argon2 hash is computed, the same questions are put to the database, and the failure is written to the trail.

use model::people::Admission;
use model::second_factor::StaffEntry;
use model::text::EmailAddress;
use model::{ContactId, Fault, PortalId, Refusal, UserId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::{StaffDoorPlace, devices, locks, password as passwords, second_factor, sessions};
use crate::access;
use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::portals::PortalPlace;
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{contacts, users};

/// Longer ones are not anybody's, and hashing them would be work for nothing.
const PASSWORD_BYTES: usize = 1024;

/// Whether the password is the account's; counted first. `account` names it for the limits, known or not.
pub async fn check_password(
    portico: &Portico,
    account: String,
    peer: Option<std::net::IpAddr>,
    password: &str,
    hash: Option<&str>,
) -> Outcome<bool> {
    // Somebody whom a browser or a session vouches for has neighbours who guess, too.
    let peer = peer.filter(|_| !devices::is_vouched_for(&account));
    let account = locks::key(&account);
    let attempt = portico.limits.attempt(account.clone(), peer)?;
    let password = if password.len() > PASSWORD_BYTES { "" } else { password };
    let right = secrets::password_matches(password, hash).await?;
    if right {
        attempt.succeeded();
        locks::lift(portico, &account).await?;
    } else {
        locks::keep(portico, portico.store.writer(), &account).await?;
    }
    Ok(right)
}

/// How an address is counted: as it would be stored, or as it was typed if it is none.
pub fn contact_account(email: &str) -> String {
    format!("contact:{}", typed(email))
}

pub fn user_account(email: &str) -> String {
    format!("user:{}", typed(email))
}

fn typed(email: &str) -> String {
    email.trim().to_lowercase().chars().take(EmailAddress::MAX).collect()
}

/// Begins a contact's session at the portal. A paused portal lets nobody in, which everybody may know.
pub async fn contact(place: &PortalPlace, email: &str, password: &str) -> Outcome<Admission> {
    let portico = &place.portico;
    if place.is_paused() {
        return Err(Fault::Refused(Refusal::Paused).into());
    }
    let reader = portico.store.reader();
    let contact = contacts::Entity::find().filter(contacts::Column::Email.eq(typed(email))).one(reader).await?;
    let hash = contact.as_ref().and_then(|contact| contact.password_hash.as_deref());
    let id = ContactId(contact.as_ref().map_or(0, |contact| contact.id));
    let counted = devices::counted_as(portico, &devices::contact(id), place.held.as_deref(), contact_account(email));
    let right = check_password(portico, counted, place.peer, password, hash).await?;
    let admitted = access::may_enter(reader, &place.portal, id).await?;
    let present = contact.as_ref().is_some_and(|contact| contact.disabled_at.is_none() && contact.archived_at.is_none());
    let welcome = right && admitted && present && place.face().password;
    let renewed = passwords::renewed(hash.filter(|_| welcome), password).await?;

    let now = portico.now();
    let tx = portico.store.begin().await?;
    let entry = |actor, action| Entry::new(actor, action, format!("contact:{id}")).at(PortalId(place.portal.id));
    if !welcome {
        entry(Actor::Visitor, "sign_in_failed").with(json!({ "password": right, "admitted": admitted })).write(&tx, now).await?;
        tx.commit().await?;
        let waits = right && present && access::awaits_approval(reader, &place.portal, id).await?;
        return Err(Fault::Refused(if waits { Refusal::AwaitsApproval } else { Refusal::WrongCredentials }).into());
    }
    let holder = sessions::Holder::Contact { contact: id, portal: PortalId(place.portal.id) };
    if let Some(renewed) = renewed {
        passwords::renew::<contacts::Entity>(&tx, (contacts::Column::Id, id.0), contacts::Column::PasswordHash, renewed).await?;
    }
    let admission = sessions::begin(&tx, now, holder, place.held.as_deref()).await?;
    entry(Actor::Contact(id), "signed_in").write(&tx, now).await?;
    tx.commit().await?;
    Ok(admission)
}

/// Begins a staff member's session, or, where they have a second factor, only the way to it.
pub async fn user(door: &StaffDoorPlace, email: &str, password: &str) -> Outcome<StaffEntry> {
    let portico = &door.portico;
    let user = users::Entity::find().filter(users::Column::Email.eq(typed(email))).one(portico.store.reader()).await?;
    let hash = user.as_ref().map(|user| user.password_hash.as_str());
    let id = UserId(user.as_ref().map_or(0, |user| user.id));
    let counted = devices::counted_as(portico, &devices::user(id), door.held.as_deref(), user_account(email));
    let right = check_password(portico, counted, door.peer, password, hash).await?;
    // Everybody is asked about alike: who has a second factor cannot be told by the time that it takes.
    let factors = second_factor::of(portico.store.reader(), id).await?;
    let present = user.as_ref().is_some_and(|user| user.disabled_at.is_none());
    let renewed = passwords::renewed(hash.filter(|_| right && present), password).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    if let Some(renewed) = renewed {
        passwords::renew::<users::Entity>(&tx, (users::Column::Id, id.0), users::Column::PasswordHash, renewed).await?;
    }
    let Some(user) = user.filter(|_| right && present) else {
        Entry::new(Actor::Visitor, "sign_in_failed", format!("user:{id}")).write(&tx, now).await?;
        tx.commit().await?;
        return Err(Fault::Refused(Refusal::WrongCredentials).into());
    };
    if factors.any() {
        let ticket = second_factor::begin_step(&tx, now, &user).await?;
        Entry::new(Actor::Visitor, "second_step_asked", format!("user:{id}")).write(&tx, now).await?;
        tx.commit().await?;
        return Ok(StaffEntry::SecondStep(ticket));
    }
    let admission = sessions::begin(&tx, now, sessions::Holder::User(id), door.held.as_deref()).await?;
    Entry::new(Actor::User(id), "signed_in", format!("user:{id}")).write(&tx, now).await?;
    tx.commit().await?;
    Ok(StaffEntry::Signed(admission))
}
