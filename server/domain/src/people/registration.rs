//! Registering oneself: an address is given, its owner confirms it, and only then is there a contact.
//!
//! Asking says the same to everybody, known or not, and makes nothing but a note and a letter. Who has an account
//! already is written that; who was shut out is written nothing. The link is opened with a GET, which shows and never
//! spends; a button spends it.

use model::access::{Consent, Registered, Registrant, RegistrationShown};
use model::contacts::ContactFields;
use model::mail::LetterKind;
use model::text::EmailAddress;
use model::{CompanyId, ConsentTextId, ContactId, Fault, PortalId, Problem, Refusal, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    Unchanged,
};
use serde_json::json;

use super::tokens::{self, Purpose};
use super::{password, sessions};
use crate::access;
use crate::audit::{Actor, Entry};
use crate::contacts::full_name;
use crate::failure::Outcome;
use crate::outbox::Letter;
use crate::portals::PortalPlace;
use crate::secrets;
use crate::tables::{companies, consent_texts, consents, contact_companies, contacts, one_time_tokens, registrations};

/// Asked for, and not confirmed.
const ASKED: &str = "ASKED";

fn open_for(place: &PortalPlace) -> Result<(), Fault> {
    let face = place.face();
    match (face.paused, face.may_register) {
        (true, _) => Err(Fault::Refused(Refusal::Paused)),
        (false, false) => Err(Fault::NotFound),
        (false, true) => Ok(()),
    }
}

/// What is to be agreed to, in the version that holds. `None`: nothing.
pub async fn consent(connection: &impl ConnectionTrait, portal: PortalId) -> Outcome<Option<Consent>> {
    let newest = consent_texts::Entity::find()
        .filter(consent_texts::Column::PortalId.eq(portal.0))
        .order_by_desc(consent_texts::Column::Version)
        .one(connection)
        .await?;
    let shown =
        |row: consent_texts::Model| Consent { id: ConsentTextId(row.id), version: row.version.unsigned_abs(), text: row.text };
    Ok(newest.filter(|row| !row.text.is_empty()).map(shown))
}

pub async fn consent_at(place: &PortalPlace) -> Outcome<Option<Consent>> {
    open_for(place)?;
    consent(place.portico.store.reader(), place.id()).await
}

/// Has a link to confirm the address mailed. Refused to everybody alike: a portal without registration, an address whose
/// domain is not on the portal's list, and a consent text that was not agreed to or has a newer version.
pub async fn ask(place: &PortalPlace, registrant: &Registrant) -> Outcome<()> {
    let portico = &place.portico;
    open_for(place)?;
    let (email, first_name, last_name) = registrant.check()?;
    if !access::settings_of(&place.portal).admits(&email) {
        return Err(Fault::invalid("email", Problem::NotAdmitted).into());
    }
    let reader = portico.store.reader();
    let agreed = consent(reader, place.id()).await?.map(|consent| consent.id);
    if agreed.is_some() && agreed != registrant.consent {
        return Err(Fault::invalid("consent", Problem::Missing).into());
    }
    portico.letter_limits.may_ask(place.peer)?;
    let known = contacts::Entity::find().filter(contacts::Column::Email.eq(email.as_str())).one(reader).await?;
    let id = ContactId(known.as_ref().map_or(0, |contact| contact.id));
    let admitted = access::may_enter(reader, &place.portal, id).await?;
    let (portal, now) = (place.id(), portico.now());

    let tx = portico.store.begin().await?;
    let letter = match &known {
        // The address that letters come from is no customer's: it would write to itself.
        _ if portico.is_own_address(&email) => None,
        None => Some((LetterKind::Registration, None)),
        Some(contact) if contact.disabled_at.is_some() || contact.archived_at.is_some() => None,
        Some(contact) if contact.password_hash.is_some() && admitted => Some((LetterKind::AlreadyRegistered, Some(id))),
        // Who waits for staff, or was refused by them: nothing new comes of it.
        Some(_) if access::is_decided(reader, place.id(), id).await? => None,
        Some(_) => Some((LetterKind::Registration, None)),
    };
    // One share for both: they are answers to the same question.
    let letter = letter.filter(|_| portico.letter_limits.may_write(LetterKind::Registration, &email));
    if let Some((kind, contact)) = letter {
        // Each link is for what was typed with it: whoever else asks for the address changes nothing of it.
        let row = registrations::ActiveModel {
            portal_id: Set(portal.0),
            email: Set(email.to_string()),
            first_name: Set(first_name),
            last_name: Set(last_name),
            status: Set(ASKED.to_owned()),
            consent_text_id: Set(agreed.map(|consent| consent.0)),
            consented_at: Set(agreed.map(|_| now.0)),
            created_at: Set(now.0),
            ..Default::default()
        };
        let details = match kind {
            LetterKind::Registration => json!({ "registration": row.insert(&tx).await?.id }),
            _ => json!({}),
        };
        let letter = Letter { portal: Some(portal), contact, details, ..Letter::new(kind, &place.domain.host) };
        letter.enqueue(&tx, now).await?;
    }
    Entry::new(Actor::Visitor, "registration_asked", format!("contact:{id}"))
        .at(portal)
        .with(json!({ "sent": letter.is_some() }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// A good link, what was asked for with it, and the contact who has the address, who may have a password from another portal.
async fn find(
    connection: &impl ConnectionTrait,
    place: &PortalPlace,
    token: &str,
) -> Outcome<(one_time_tokens::Model, registrations::Model, Option<contacts::Model>)> {
    let invalid = || Fault::Refused(Refusal::LinkInvalid);
    let link = tokens::find(connection, place.portico.now(), Purpose::Registration, place.id(), token).await?;
    let email = link.email.clone().ok_or_else(invalid)?;
    let asked = registrations::Entity::find_by_id(link.about_id.unwrap_or_default())
        .filter(registrations::Column::PortalId.eq(place.portal.id))
        .filter(registrations::Column::Email.eq(&email))
        .filter(registrations::Column::Status.eq(ASKED))
        .one(connection)
        .await?
        .ok_or_else(invalid)?;
    let contact = contacts::Entity::find().filter(contacts::Column::Email.eq(&email)).one(connection).await?;
    if let Some(contact) = &contact {
        let id = ContactId(contact.id);
        let shut_out = contact.disabled_at.is_some() || contact.archived_at.is_some();
        // It is no way to sign in for those who may already.
        let in_already = contact.password_hash.is_some() && access::may_enter(connection, &place.portal, id).await?;
        if shut_out || in_already || access::is_decided(connection, place.id(), id).await? {
            return Err(invalid().into());
        }
    }
    Ok((link, asked, contact))
}

/// What the confirmation's page says. Reads, never spends: scanners open links.
pub async fn show(place: &PortalPlace, token: &str) -> Outcome<RegistrationShown> {
    open_for(place)?;
    let (_, asked, known) = find(place.portico.store.reader(), place, token).await?;
    Ok(RegistrationShown {
        name: full_name(&asked.first_name, &asked.last_name),
        email: asked.email,
        sets_password: sets_password(place, known.as_ref()),
    })
}

/// A password is for all portals: whoever has one keeps it.
fn sets_password(place: &PortalPlace, known: Option<&contacts::Model>) -> bool {
    place.face().password && known.is_none_or(|contact| contact.password_hash.is_none())
}

/// Spends the link: the contact is matched by the address or made, with the password where the portal uses one, and is in,
/// or waits for staff. A company is joined only where the portal's list names the address's domain and says so.
pub async fn confirm(place: &PortalPlace, token: &str, new: &str) -> Outcome<Registered> {
    let portico = &place.portico;
    open_for(place)?;
    let (_, asked, known) = find(portico.store.reader(), place, token).await?;
    let hash = match sets_password(place, known.as_ref()) {
        true => {
            password::check(new, "password", &[&asked.email, &asked.first_name, &asked.last_name, &place.portal.name])?;
            Some(secrets::hash_password(new).await?)
        }
        false => None,
    };
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let (link, asked, known) = find(&tx, place, token).await?;
    tokens::spend(&tx, now, &link).await?;
    let contact = match known {
        Some(contact) => contact,
        None => {
            let fields = ContactFields {
                email: asked.email.clone(),
                first_name: asked.first_name.clone(),
                last_name: asked.last_name.clone(),
                ..Default::default()
            };
            crate::contacts::insert(&tx, now, Actor::Visitor, &fields).await?
        }
    };
    let id = ContactId(contact.id);
    if let Some(hash) = hash.filter(|_| contact.password_hash.is_none()) {
        password::set(&tx, now, id, hash).await?;
    }
    note_consent(&tx, &asked, id).await?;
    settle(&tx, now, place, &asked, id).await?;
    Entry::new(Actor::Contact(id), "registered", format!("contact:{id}"))
        .at(place.id())
        .with(json!({ "consent_text": asked.consent_text_id }))
        .write(&tx, now)
        .await?;
    let registered = if access::may_enter(&tx, &place.portal, id).await? {
        let holder = sessions::Holder::Contact { contact: id, portal: place.id() };
        Registered::Entered(sessions::begin(&tx, now, holder, place.held.as_deref()).await?)
    } else {
        Registered::Waiting
    };
    tx.commit().await?;
    Ok(registered)
}

async fn note_consent(tx: &DatabaseTransaction, asked: &registrations::Model, contact: ContactId) -> Outcome<()> {
    if let (Some(text), Some(at)) = (asked.consent_text_id, asked.consented_at) {
        let row = consents::ActiveModel { contact_id: Set(contact.0), consent_text_id: Set(text), given_at: Set(at) };
        let key = [consents::Column::ContactId, consents::Column::ConsentTextId];
        let once = OnConflict::columns(key).do_nothing().to_owned();
        consents::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// What the registration comes to: in or waiting, and the company joined, left to staff, or unknown.
async fn settle(
    tx: &DatabaseTransaction,
    now: Timestamp,
    place: &PortalPlace,
    asked: &registrations::Model,
    contact: ContactId,
) -> Outcome<()> {
    let settings = access::settings_of(&place.portal);
    let mut company = company_of(tx, &asked.email, contact).await?;
    let trusted = settings.joins_company && !settings.domains.is_empty();
    if let Some(known) = company.filter(|_| trusted) {
        access::join_company(tx, now, Actor::Contact(contact), contact, known).await?;
        company = None;
    }
    let row = registrations::ActiveModel {
        id: Unchanged(asked.id),
        status: Set(access::registered_as(settings.approval).to_owned()),
        contact_id: Set(Some(contact.0)),
        company_id: Set(company.map(|company| company.0)),
        confirmed_at: Set(Some(now.0)),
        ..Default::default()
    };
    row.update(tx).await?;
    // What else was asked for with the address comes to nothing, and its letters are not sent any more.
    registrations::Entity::delete_many()
        .filter(registrations::Column::PortalId.eq(asked.portal_id))
        .filter(registrations::Column::Email.eq(&asked.email))
        .filter(registrations::Column::Status.eq(ASKED))
        .exec(tx)
        .await?;
    Ok(())
}

/// The one company with exactly the address's domain, if the contact belongs to none. A match says that they may belong
/// to it, and shows nothing by itself.
async fn company_of(tx: &DatabaseTransaction, email: &str, contact: ContactId) -> Outcome<Option<CompanyId>> {
    let belongs = contact_companies::Entity::find().filter(contact_companies::Column::ContactId.eq(contact.0)).one(tx).await?;
    let Ok(address) = EmailAddress::parse(email) else { return Ok(None) };
    if belongs.is_some() {
        return Ok(None);
    }
    let found = companies::Entity::find()
        .filter(companies::Column::Domain.eq(address.host()))
        .filter(companies::Column::ArchivedAt.is_null())
        .limit(2)
        .all(tx)
        .await?;
    Ok(if let [company] = found.as_slice() { Some(CompanyId(company.id)) } else { None })
}
