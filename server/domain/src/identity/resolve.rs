//! Who it is that a provider has identified, and whether they are let in.
//!
//! | who | |
//! |---|---|
//! | known by this issuer and subject | enters, if present and admitted |
//! | a contact or staff member with the very address that the provider vouches for | is known by it from now on |
//! | a contact known by another subject of the provider already | refused: one of the two is somebody else |
//! | nobody | gets a contact where the portal's provider decides who enters and may make contacts; else refused |
//!
//! Nothing is overwritten, and for staff nothing is ever made. Disabled, archived, not admitted and unknown are one answer.

use model::access::AccessMode;
use model::contacts::ContactFields;
use model::identity::SignInEnd;
use model::people::Admission;
use model::text::{EmailAddress, start_of};
use model::{ContactId, UserId};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::Door;
use super::finish::Refused;
use super::token::{About, Proven};
use crate::access;
use crate::audit::{Actor, Entry};
use crate::contacts as contact_feature;
use crate::failure::Outcome;
use crate::people::{self, Holder, StaffDoorPlace};
use crate::portals::PortalPlace;
use crate::tables::{contacts, identities, identity_providers, users};

type Provider = identity_providers::Model;

fn stranger(reason: &'static str) -> Refused {
    Refused::new(reason, SignInEnd::NotAdmitted)
}

/// Finds or makes who it is, and begins their session. All of it or nothing.
pub(super) async fn enter(door: &Door<'_>, provider: &Provider, proven: &Proven) -> Outcome<Result<Admission, Refused>> {
    let portico = door.portico();
    let (now, tx) = (portico.now(), portico.store.begin().await?);
    let found = match door {
        Door::Portal(place) => contact(&tx, place, provider, proven).await?.map(|id| {
            let holder = Holder::Contact { contact: id, portal: place.id() };
            (holder, Entry::new(Actor::Contact(id), "signed_in", format!("contact:{id}")).at(place.id()))
        }),
        Door::Staff(place) => user(&tx, place, provider, proven)
            .await?
            .map(|id| (Holder::User(id), Entry::new(Actor::User(id), "signed_in", format!("user:{id}")))),
    };
    let (holder, entry) = match found {
        Ok(found) => found,
        Err(refused) => return Ok(Err(refused)),
    };
    let admission = people::begin_session(&tx, now, holder, door.held()).await?;
    entry.with(json!({ "by": "single_sign_on", "identity_provider": provider.id })).write(&tx, now).await?;
    tx.commit().await?;
    Ok(Ok(admission))
}

async fn known(tx: &impl ConnectionTrait, provider: &Provider, proven: &Proven) -> Outcome<Option<identities::Model>> {
    Ok(identities::Entity::find()
        .filter(identities::Column::ProviderId.eq(provider.id))
        .filter(identities::Column::Issuer.eq(&provider.issuer))
        .filter(identities::Column::Subject.eq(&proven.subject))
        .one(tx)
        .await?)
}

/// The address that the provider vouches for, exactly as it says it but for the case of ASCII letters: an address that
/// only looks like somebody's is not theirs.
fn address_of(about: &About) -> Result<EmailAddress, Refused> {
    let Some(email) = about.email.as_deref() else {
        return Err(Refused::new("no_address", SignInEnd::NotVerified));
    };
    if !about.is_verified() {
        return Err(Refused::new("address_not_verified", SignInEnd::NotVerified));
    }
    let address = EmailAddress::parse(email).map_err(|_| stranger("address_malformed"))?;
    if address.as_str() == email.to_ascii_lowercase() { Ok(address) } else { Err(stranger("address_malformed")) }
}

async fn contact(
    tx: &impl ConnectionTrait,
    place: &PortalPlace,
    provider: &Provider,
    proven: &Proven,
) -> Outcome<Result<ContactId, Refused>> {
    if let Some(identity) = known(tx, provider, proven).await? {
        let contact = contacts::Entity::find_by_id(identity.contact_id.unwrap_or_default()).one(tx).await?;
        let Some(contact) = contact.filter(is_present) else { return Ok(Err(stranger("not_present"))) };
        let id = ContactId(contact.id);
        let admitted = access::may_enter(tx, &place.portal, id).await?;
        return Ok(if admitted { Ok(id) } else { Err(stranger("not_admitted")) });
    }
    let id = match first_time(tx, place, provider, &proven.about).await? {
        Ok(id) => id,
        Err(refused) => return Ok(Err(refused)),
    };
    let link = identities::ActiveModel { contact_id: Set(Some(id.0)), ..link(provider, proven) };
    let entry = Entry::new(Actor::Contact(id), "identity_linked", format!("contact:{id}")).at(place.id());
    write_link(tx, place.portico.now(), link, entry).await?;
    Ok(Ok(id))
}

/// The contact whom the provider's subject is to be known as, found by the address or made.
async fn first_time(
    tx: &impl ConnectionTrait,
    place: &PortalPlace,
    provider: &Provider,
    about: &About,
) -> Outcome<Result<ContactId, Refused>> {
    let address = match address_of(about) {
        Ok(address) => address,
        Err(refused) => return Ok(Err(refused)),
    };
    let decides = AccessMode::parse(&place.portal.access) == Some(AccessMode::SingleSignOn);
    let same_address = contacts::Entity::find().filter(contacts::Column::Email.eq(address.as_str())).one(tx).await?;
    let Some(contact) = same_address else {
        let may_create = decides && provider.may_create && !place.portico.is_own_address(&address);
        return Ok(if may_create { Ok(create(tx, place, &address, about).await?) } else { Err(stranger("unknown")) });
    };
    if !is_present(&contact) {
        return Ok(Err(stranger("not_present")));
    }
    let id = ContactId(contact.id);
    if is_known_otherwise(tx, provider, identities::Column::ContactId.eq(id.0)).await? {
        return Ok(Err(stranger("known_otherwise")));
    }
    let admitted = decides || access::may_enter(tx, &place.portal, id).await?;
    Ok(if admitted { Ok(id) } else { Err(stranger("not_admitted")) })
}

async fn user(
    tx: &impl ConnectionTrait,
    place: &StaffDoorPlace,
    provider: &Provider,
    proven: &Proven,
) -> Outcome<Result<UserId, Refused>> {
    if let Some(identity) = known(tx, provider, proven).await? {
        let user = users::Entity::find_by_id(identity.user_id.unwrap_or_default()).one(tx).await?;
        let present = user.filter(|user| user.disabled_at.is_none());
        return Ok(present.map(|user| UserId(user.id)).ok_or_else(|| stranger("not_present")));
    }
    let address = match address_of(&proven.about) {
        Ok(address) => address,
        Err(refused) => return Ok(Err(refused)),
    };
    let same_address = users::Entity::find().filter(users::Column::Email.eq(address.as_str())).one(tx).await?;
    let Some(user) = same_address else { return Ok(Err(stranger("unknown"))) };
    let id = UserId(user.id);
    if user.disabled_at.is_some() {
        return Ok(Err(stranger("not_present")));
    }
    if is_known_otherwise(tx, provider, identities::Column::UserId.eq(id.0)).await? {
        return Ok(Err(stranger("known_otherwise")));
    }
    let link = identities::ActiveModel { user_id: Set(Some(id.0)), ..link(provider, proven) };
    write_link(tx, place.portico.now(), link, Entry::new(Actor::User(id), "identity_linked", format!("user:{id}"))).await?;
    Ok(Ok(id))
}

fn is_present(contact: &contacts::Model) -> bool {
    contact.disabled_at.is_none() && contact.archived_at.is_none()
}

async fn is_known_otherwise(
    tx: &impl ConnectionTrait,
    provider: &Provider,
    whose: sea_orm::sea_query::SimpleExpr,
) -> Outcome<bool> {
    let other = identities::Entity::find()
        .filter(identities::Column::ProviderId.eq(provider.id))
        .filter(identities::Column::Issuer.eq(&provider.issuer))
        .filter(whose)
        .one(tx)
        .await?;
    Ok(other.is_some())
}

fn link(provider: &Provider, proven: &Proven) -> identities::ActiveModel {
    identities::ActiveModel {
        provider_id: Set(provider.id),
        issuer: Set(provider.issuer.clone()),
        subject: Set(proven.subject.clone()),
        ..Default::default()
    }
}

async fn write_link(
    tx: &impl ConnectionTrait,
    now: model::Timestamp,
    link: identities::ActiveModel,
    entry: Entry<'_>,
) -> Outcome<()> {
    let row = identities::ActiveModel { created_at: Set(now.0), ..link }.insert(tx).await?;
    let details = json!({ "identity_provider": row.provider_id, "identity": row.id });
    entry.with(details).write(tx, now).await
}

async fn create(tx: &impl ConnectionTrait, place: &PortalPlace, address: &EmailAddress, about: &About) -> Outcome<ContactId> {
    // What does not fit is no reason to refuse somebody: their name can be set right later.
    let name = |text: Option<&str>| {
        let text: String = text.unwrap_or_default().chars().filter(|character| !character.is_control()).collect();
        start_of(text.trim(), 100).trim().to_owned()
    };
    let (first, last) = match (about.given_name.as_deref(), about.family_name.as_deref()) {
        (None, None) => (name(about.name.as_deref()), String::new()),
        (given, family) => (name(given), name(family)),
    };
    let fields = ContactFields { email: address.to_string(), first_name: first, last_name: last, ..Default::default() };
    let contact = contact_feature::insert(tx, place.portico.now(), Actor::System, &fields.check()?).await?;
    Ok(ContactId(contact.id))
}
