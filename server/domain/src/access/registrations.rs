//! Who registered: whether that lets them in, and what staff decide about them.

use std::collections::HashMap;

use async_trait::async_trait;
use model::access::{RegistrationRow, RegistrationSettings, Registrations};
use model::helpdesk::Named;
use model::mail::LetterKind;
use model::pages::{Page, ROWS};
use model::{CompanyId, ContactId, Fault, PortalId, Refusal, RegistrationId, Timestamp};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set, Unchanged,
};
use serde_json::json;

use crate::audit::{Actor, Entry};
use crate::contacts::companies::{linked, primary_of};
use crate::contacts::display_name;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::keys::{page_after, page_of};
use crate::live::Change;
use crate::outbox::Letter;
use crate::people;
use crate::tables::{companies, contact_companies, contacts, portals, registrations};
use crate::webhooks::capture;

const WAITING: &str = "WAITING";
const APPROVED: &str = "APPROVED";
const REFUSED: &str = "REFUSED";

/// How somebody stands who has just confirmed.
pub(crate) fn registered_as(approval: bool) -> &'static str {
    if approval { WAITING } else { APPROVED }
}

pub(crate) fn settings_of(portal: &portals::Model) -> RegistrationSettings {
    serde_json::from_str(&portal.registration).unwrap_or_else(|error| {
        tracing::error!(portal = portal.id, %error, "the settings of registration cannot be read");
        // Nobody gets in by what cannot be read.
        RegistrationSettings { approval: true, ..Default::default() }
    })
}

/// Whoever registered here, which takes the address, the consent and the list of domains, and was approved where that is asked
/// for; and whoever was asked in. None whom staff refused. That somebody has an account does not make them a customer of
/// this portal.
pub(super) async fn admits(connection: &impl ConnectionTrait, portal: &portals::Model, contact: ContactId) -> Outcome<bool> {
    let mine = registrations::Entity::find()
        .filter(registrations::Column::ContactId.eq(contact.0))
        .filter(registrations::Column::PortalId.eq(portal.id));
    let confirmed = mine.all(connection).await?;
    let has = |status: &str| confirmed.iter().any(|registration| registration.status == status);
    if has(REFUSED) || has(APPROVED) {
        return Ok(!has(REFUSED));
    }
    let waits_for_nothing = has(WAITING) && !settings_of(portal).approval;
    Ok(waits_for_nothing || people::has_accepted(connection, portal.id, contact).await?)
}

/// Whether they have registered and staff have not decided yet.
pub(crate) async fn awaits_approval(
    connection: &impl ConnectionTrait,
    portal: &portals::Model,
    contact: ContactId,
) -> Outcome<bool> {
    let mine = registrations::Entity::find()
        .filter(registrations::Column::ContactId.eq(contact.0))
        .filter(registrations::Column::PortalId.eq(portal.id))
        .filter(registrations::Column::Status.eq(WAITING));
    Ok(settings_of(portal).approval && mine.one(connection).await?.is_some())
}

/// Whether the contact has registered at the portal already: let in, waiting, or refused.
pub(crate) async fn is_decided(connection: &impl ConnectionTrait, portal: PortalId, contact: ContactId) -> Outcome<bool> {
    let mine = registrations::Entity::find()
        .filter(registrations::Column::ContactId.eq(contact.0))
        .filter(registrations::Column::PortalId.eq(portal.0));
    Ok(mine.one(connection).await?.is_some())
}

/// Staff take back that the contact may enter: what it registered with is refused, and it cannot register again.
pub(super) async fn shut_out(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    portal: &portals::Model,
    contact: &contacts::Model,
) -> Outcome<()> {
    let refused = registrations::Entity::update_many()
        .filter(registrations::Column::ContactId.eq(contact.id))
        .filter(registrations::Column::PortalId.eq(portal.id))
        .col_expr(registrations::Column::Status, Expr::value(REFUSED))
        .col_expr(registrations::Column::DecidedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    if refused.rows_affected == 0 {
        // Asked in, and never registered.
        let row = registrations::ActiveModel {
            portal_id: Set(portal.id),
            email: Set(contact.email.clone().unwrap_or_default()),
            first_name: Set(contact.first_name.clone()),
            last_name: Set(contact.last_name.clone()),
            status: Set(REFUSED.to_owned()),
            contact_id: Set(Some(contact.id)),
            created_at: Set(now.0),
            decided_at: Set(Some(now.0)),
            ..Default::default()
        };
        row.insert(tx).await?;
    }
    Ok(())
}

/// Staff asked the contact in, and it came: what was refused before is not any more.
pub(super) async fn ask_in(tx: &impl ConnectionTrait, portal: &portals::Model, contact: ContactId) -> Outcome<()> {
    registrations::Entity::update_many()
        .filter(registrations::Column::ContactId.eq(contact.0))
        .filter(registrations::Column::PortalId.eq(portal.id))
        .filter(registrations::Column::Status.eq(REFUSED))
        .col_expr(registrations::Column::Status, Expr::value(APPROVED))
        .exec(tx)
        .await?;
    Ok(())
}

/// Makes the company the contact's primary one, unless another is.
pub(crate) async fn join_company(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: Actor,
    contact: ContactId,
    company: CompanyId,
) -> Outcome<()> {
    let primary = primary_of(tx, contact).await?.is_none();
    let row = contact_companies::ActiveModel { contact_id: Set(contact.0), company_id: Set(company.0), is_primary: Set(primary) };
    let key = [contact_companies::Column::ContactId, contact_companies::Column::CompanyId];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    if contact_companies::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 0 {
        return Ok(());
    }
    let labels = [false, true].into_iter().filter(|label| !label || primary);
    let links: Vec<_> = labels.map(|label| linked(contact, company, label, false)).collect();
    capture::linked(tx, actor, now.0, &links).await
}

#[async_trait]
impl Registrations for UserDesk {
    async fn registrations(&self, after: Option<&str>) -> Result<Page<RegistrationRow>, Fault> {
        list(self, after).await.map_err(Failure::into_fault)
    }

    async fn approve_registration(&self, registration: RegistrationId, company: bool) -> Result<(), Fault> {
        approve(self, registration, company).await.map_err(Failure::into_fault)
    }

    async fn refuse_registration(&self, registration: RegistrationId) -> Result<(), Fault> {
        refuse(self, registration).await.map_err(Failure::into_fault)
    }
}

/// Something is to be decided: whether they enter, or whether they belong to a company. Nothing more about those whom
/// staff refused.
fn open() -> Condition {
    Condition::any()
        .add(registrations::Column::Status.eq(WAITING))
        .add(Condition::all().add(registrations::Column::Status.eq(APPROVED)).add(registrations::Column::CompanyId.is_not_null()))
}

async fn list(desk: &UserDesk, after: Option<&str>) -> Outcome<Page<RegistrationRow>> {
    let reader = desk.portico.store.reader();
    let mut find = registrations::Entity::find().filter(open());
    if let Some(id) = after.and_then(page_after) {
        find = find.filter(registrations::Column::Id.gt(id));
    }
    let found = find.order_by_asc(registrations::Column::Id).limit(ROWS + 1).all(reader).await?;
    let (found, next) = page_of(found, |registration| registration.id);
    let people: HashMap<i64, contacts::Model> = contacts::Entity::find()
        .filter(contacts::Column::Id.is_in(found.iter().filter_map(|registration| registration.contact_id)))
        .all(reader)
        .await?
        .into_iter()
        .map(|contact| (contact.id, contact))
        .collect();
    let portals: HashMap<i64, String> =
        portals::Entity::find().all(reader).await?.into_iter().map(|portal| (portal.id, portal.name)).collect();
    let companies: HashMap<i64, String> = companies::Entity::find()
        .filter(companies::Column::Id.is_in(found.iter().filter_map(|registration| registration.company_id)))
        .all(reader)
        .await?
        .into_iter()
        .map(|company| (company.id, company.name))
        .collect();
    let row = |registration: registrations::Model| {
        let contact = people.get(&registration.contact_id?)?;
        let company = registration.company_id.and_then(|id| Some(Named { id: CompanyId(id), name: companies.get(&id)?.clone() }));
        Some(RegistrationRow {
            id: RegistrationId(registration.id),
            contact: Named { id: ContactId(contact.id), name: display_name(contact) },
            portal: portals.get(&registration.portal_id).cloned().unwrap_or_default(),
            at: Timestamp(registration.confirmed_at.unwrap_or(registration.created_at)),
            waiting: registration.status == WAITING,
            email: registration.email,
            company,
        })
    };
    Ok(Page { rows: found.into_iter().filter_map(row).collect(), next })
}

/// The registration, locked, if something about it is still open. Refused ([`Refusal::Stale`]) if somebody was faster.
async fn undecided(tx: &DatabaseTransaction, registration: RegistrationId) -> Outcome<registrations::Model> {
    let found = registrations::Entity::find_by_id(registration.0)
        .filter(registrations::Column::ContactId.is_not_null())
        .lock_exclusive()
        .one(tx)
        .await?
        .ok_or(Fault::NotFound)?;
    let is_open = found.status == WAITING || found.status == APPROVED && found.company_id.is_some();
    if is_open { Ok(found) } else { Err(Fault::Refused(Refusal::Stale).into()) }
}

async fn approve(desk: &UserDesk, registration: RegistrationId, company: bool) -> Outcome<()> {
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let found = undecided(&tx, registration).await?;
    let contact = ContactId(found.contact_id.unwrap_or_default());
    let joined = found.company_id.filter(|_| company);
    if let Some(company) = joined {
        join_company(&tx, now, Actor::from(&desk.viewer), contact, CompanyId(company)).await?;
    }
    let row = registrations::ActiveModel {
        id: Unchanged(found.id),
        status: Set(APPROVED.to_owned()),
        company_id: Set(None),
        decided_at: Set(Some(now.0)),
        ..Default::default()
    };
    row.update(&tx).await?;
    if found.status == WAITING {
        let portal = PortalId(found.portal_id);
        let host = crate::portals::public(&tx, portal).await.map(|(_, domain)| domain.host).unwrap_or_default();
        let letter = Letter { portal: Some(portal), contact: Some(contact), ..Letter::new(LetterKind::Approved, &host) };
        letter.enqueue(&tx, now).await?;
    }
    Entry::new(&desk.viewer, "registration_approved", format!("contact:{contact}"))
        .at(PortalId(found.portal_id))
        .with(json!({ "company": joined }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

async fn refuse(desk: &UserDesk, registration: RegistrationId) -> Outcome<()> {
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let found = undecided(&tx, registration).await?;
    registrations::Entity::update_many()
        .filter(registrations::Column::Id.eq(found.id))
        .col_expr(registrations::Column::Status, Expr::value(REFUSED))
        .col_expr(registrations::Column::DecidedAt, Expr::value(now.0))
        .exec(&tx)
        .await?;
    Entry::new(&desk.viewer, "registration_refused", format!("contact:{}", found.contact_id.unwrap_or_default()))
        .at(PortalId(found.portal_id))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}
