//! Letting a contact into a portal: a link that lives 7 days, is spent once by setting a password, and dies with a
//! newer one, with the contact's address, and with the portal that it was made for.

use model::access::{AccessMode, InvitationMade};
use model::mail::LetterKind;
use model::people::{Admission, InvitationShown};
use model::{ContactId, Fault, InvitationId, PortalId, Problem, Refusal, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::tokens::{self, Binding, Purpose};
use super::{password as passwords, sessions, sign_in};
use crate::access;
use crate::audit::{Actor, Entry};
use crate::contacts::display_name;
use crate::failure::Outcome;
use crate::outbox::Letter;
use crate::portals::PortalPlace;
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{contacts, domains, one_time_tokens, portals};

/// Who is invited where.
pub struct Invitee<'a> {
    pub portal: &'a portals::Model,
    pub domain: &'a domains::Model,
    pub contact: &'a contacts::Model,
    /// The letter is not sent earlier.
    pub not_before: Option<Timestamp>,
}

/// Lets the contact into one of the portal's access groups (`pending` until accepted) and makes the link. Older links for
/// the same contact and portal are revoked. In the same transaction a letter is enqueued: on the system domain, from
/// which invitations are not mailed, it is *held* and the link is to be handed over. The link stands on the portal's
/// own domain, as the settings have it. Refused: a portal that is not public, or where an identity provider decides who
/// enters; a contact without an address, disabled, or whom none of the portal's groups takes.
pub async fn make(portico: &Portico, actor: Actor, portal: PortalId, contact: ContactId) -> Outcome<InvitationMade> {
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let (portal, domain) = crate::portals::public(&tx, portal).await?;
    let contact = contacts::Entity::find_by_id(contact.0)
        .filter(contacts::Column::ArchivedAt.is_null())
        .one(&tx)
        .await?
        .ok_or(Fault::NotFound)?;
    let held = domain.kind == "SYSTEM";
    let standing = access::Standing::invited(held);
    access::admit(&tx, now, &portal, ContactId(contact.id), standing).await?;
    let invitee = Invitee { portal: &portal, domain: &domain, contact: &contact, not_before: None };
    let (row, token) = write(&tx, now, actor, invitee).await?;
    tx.commit().await?;
    let origin = portico.settings.address.origin_of(&domain.host);
    let link = format!("{origin}{}", model::paths::portal_invitation(&portal.slug, &token));
    Ok(InvitationMade { id: InvitationId(row.id), link, expires_at: Timestamp(row.expires_at), held })
}

/// The link and its letter, for a member.
pub async fn write(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: Actor,
    invitee: Invitee<'_>,
) -> Outcome<(one_time_tokens::Model, String)> {
    let Invitee { portal, domain, contact, not_before } = invitee;
    let email = contact.email.as_deref().ok_or_else(|| Fault::invalid("email", Problem::Missing))?;
    // Where an identity provider decides, an invitation opens nothing.
    let decides = AccessMode::parse(&portal.access) == Some(AccessMode::SingleSignOn);
    if decides || contact.disabled_at.is_some() {
        return Err(Fault::Refused(Refusal::NoAccess).into());
    }
    let (portal, contact) = (PortalId(portal.id), ContactId(contact.id));
    let binding = Binding { portal, contact, user: None, email: Some(email) };
    let (row, token) = tokens::issue(tx, now, Purpose::Invitation, binding).await?;
    let held = domain.kind == "SYSTEM";
    Letter {
        portal: Some(portal),
        contact: Some(contact),
        // The token is not here: the letter gets one of its own when it is sent.
        details: json!({ "invitation": row.id }),
        held,
        not_before,
        ..Letter::new(LetterKind::Invitation, &domain.host)
    }
    .enqueue(tx, now)
    .await?;
    Entry::new(actor, "contact_invited", format!("contact:{contact}"))
        .at(portal)
        .with(json!({ "invitation": row.id, "held": held }))
        .write(tx, now)
        .await?;
    Ok((row, token))
}

/// The invitation and its contact, if the link is good: of this portal, unused, not revoked, in time, and made for the
/// address that the contact still has.
async fn find(
    connection: &impl ConnectionTrait,
    place: &PortalPlace,
    token: &str,
) -> Outcome<(one_time_tokens::Model, contacts::Model)> {
    let invalid = || Fault::Refused(Refusal::LinkInvalid);
    let now = place.portico.now();
    let invitation = tokens::find(connection, now, Purpose::Invitation, PortalId(place.portal.id), token).await?;
    let contact = contacts::Entity::find_by_id(invitation.contact_id.unwrap_or_default()).one(connection).await?;
    let contact = contact.ok_or_else(invalid)?;
    let present = contact.disabled_at.is_none() && contact.archived_at.is_none();
    if !present || contact.email.is_none() || contact.email != invitation.email {
        return Err(invalid().into());
    }
    Ok((invitation, contact))
}

/// What the invitation's page says. Reads, never spends: scanners open links.
pub async fn show(place: &PortalPlace, token: &str) -> Outcome<InvitationShown> {
    let (_, contact) = find(place.portico.store.reader(), place, token).await?;
    Ok(InvitationShown {
        name: display_name(&contact),
        email: contact.email.unwrap_or_default(),
        takes_password: place.face().password,
        has_password: contact.password_hash.is_some(),
    })
}

/// `None`: the contact's own password, proven, or a portal that uses none. Otherwise the hash of a new one. Done outside any
/// transaction, as hashing takes its time.
async fn proven_or_new(place: &PortalPlace, known: &contacts::Model, password: &str) -> Outcome<Option<String>> {
    let portico = &place.portico;
    if !place.face().password {
        return Ok(None);
    }
    let account = sign_in::contact_account(known.email.as_deref().unwrap_or_default());
    match known.password_hash.as_deref() {
        Some(hash) if sign_in::check_password(portico, account, place.peer, password, Some(hash)).await? => Ok(None),
        Some(_) => Err(Fault::Refused(Refusal::WrongCredentials).into()),
        None => {
            let about = [known.email.as_deref().unwrap_or_default(), &display_name(known), &place.portal.name];
            passwords::check(password, "password", &about)?;
            Ok(Some(secrets::hash_password(password).await?))
        }
    }
}

/// Spends the invitation and begins a session. A contact without a password sets one; a contact who has one proves it,
/// counted like signing in, so that a link in a wrong mailbox opens no account. Where the portal uses no passwords, its links
/// are what opens accounts, and this is one.
pub async fn accept(place: &PortalPlace, token: &str, password: &str) -> Outcome<Admission> {
    let portico = &place.portico;
    if place.is_paused() {
        return Err(Fault::Refused(Refusal::Paused).into());
    }
    let (_, known) = find(portico.store.reader(), place, token).await?;
    let new_hash = proven_or_new(place, &known, password).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let (invitation, contact) = find(&tx, place, token).await?;
    // The password was looked at outside the transaction; if it changed meanwhile, the link is to be opened again.
    if contact.password_hash != known.password_hash {
        return Err(Fault::Refused(Refusal::Stale).into());
    }
    tokens::spend(&tx, now, &invitation).await?;
    let id = ContactId(contact.id);
    if let Some(hash) = new_hash {
        passwords::set(&tx, now, id, hash).await?;
    }
    access::accept(&tx, &place.portal, id).await?;
    let portal = PortalId(place.portal.id);
    // The same invitation may have been mailed and handed over.
    tokens::revoke_at(&tx, now, Purpose::Invitation, id, portal).await?;
    let admission = sessions::begin(&tx, now, sessions::Holder::Contact { contact: id, portal }, place.held.as_deref()).await?;
    Entry::new(Actor::Contact(id), "invitation_accepted", format!("contact:{id}"))
        .at(portal)
        .with(json!({ "invitation": invitation.id }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    Ok(admission)
}
