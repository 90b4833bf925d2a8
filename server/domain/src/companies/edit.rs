//! Creating and changing companies. Names and domains need not be unique: two branches may share both.
//!
//! The steps take the caller's transaction, so that integrations share them.

use model::companies::CompanyFields;
use model::{CompanyId, Fault, Timestamp};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set, Unchanged};

use crate::access;
use crate::audit::{Actor, Entry};
use crate::crm::{self, ObjectType, facts};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::history;
use crate::keys::fold_key;
use crate::tables::companies;
use crate::webhooks::capture;

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

fn columns(fields: &CompanyFields) -> companies::ActiveModel {
    companies::ActiveModel {
        name: Set(fields.name.clone()),
        name_key: Set(fold_key(&fields.name)),
        domain: Set(some(&fields.domain)),
        phone: Set(some(&fields.phone)),
        ..Default::default()
    }
}

pub(super) async fn create(desk: &UserDesk, fields: &CompanyFields) -> Outcome<CompanyId> {
    let fields = fields.check()?;
    let tx = desk.portico.store.begin().await?;
    let (now, actor) = (desk.portico.now(), Actor::from(&desk.viewer));
    let company = insert(&tx, now, actor, &fields).await?;
    crm::desk::write_new(&tx, actor, (ObjectType::Companies, company.id, now.0), &fields.values).await?;
    tx.commit().await?;
    Ok(CompanyId(company.id))
}

/// A company of checked fields; without values of properties.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: Actor,
    fields: &CompanyFields,
) -> Outcome<companies::Model> {
    let row = companies::ActiveModel { created_at: Set(now.0), updated_at: Set(now.0), ..columns(fields) };
    let company = row.insert(tx).await?;
    capture::created(tx, actor, (ObjectType::Companies, company.id, now.0), || facts::of_company(&company)).await?;
    Entry::new(actor, "company_created", format!("company:{}", company.id)).write(tx, now).await?;
    Ok(company)
}

pub(super) async fn update(desk: &UserDesk, company: CompanyId, fields: &CompanyFields) -> Outcome<()> {
    let fields = fields.check()?;
    let tx = desk.portico.store.begin().await?;
    let before = present(&tx, company).await?;
    change(&tx, desk.portico.now(), Actor::from(&desk.viewer), &before, &fields, None).await?;
    tx.commit().await?;
    access::properties_changed(&desk.portico).await
}

/// The company, unless it is archived, locked until the transaction ends.
pub(crate) async fn present(tx: &impl ConnectionTrait, company: CompanyId) -> Outcome<companies::Model> {
    let present = companies::Column::ArchivedAt.is_null();
    let found = companies::Entity::find_by_id(company.0).filter(present).lock_exclusive().one(tx).await?;
    Ok(found.ok_or(Fault::NotFound)?)
}

/// Writes checked fields over a company. `created`: another day of its creation.
pub(crate) async fn change(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: Actor,
    before: &companies::Model,
    fields: &CompanyFields,
    created: Option<Timestamp>,
) -> Outcome<companies::Model> {
    let mut row = companies::ActiveModel { id: Unchanged(before.id), updated_at: Set(now.0), ..columns(fields) };
    if let Some(created) = created {
        row.created_at = Set(created.0);
    }
    let after = row.update(tx).await?;
    history::company(tx, actor, before, &after).await?;
    crm::desk::change(tx, actor, (ObjectType::Companies, before.id, now.0), &fields.values).await?;
    Entry::new(actor, "company_changed", format!("company:{}", before.id)).write(tx, now).await?;
    Ok(after)
}

/// Archives a company: it shows its tickets to none of its contacts any more.
pub(crate) async fn archive(tx: &impl ConnectionTrait, now: Timestamp, actor: Actor, before: &companies::Model) -> Outcome<()> {
    let row = companies::ActiveModel {
        id: Unchanged(before.id),
        archived_at: Set(Some(now.0)),
        updated_at: Set(now.0),
        ..Default::default()
    };
    row.update(tx).await?;
    capture::deleted(tx, actor, (ObjectType::Companies, before.id, now.0)).await?;
    Entry::new(actor, "company_archived", format!("company:{}", before.id)).write(tx, now).await
}

/// Brings a company back that is archived and locked: its contacts see its tickets again, where the portal shares them.
pub(crate) async fn restore(tx: &impl ConnectionTrait, now: Timestamp, actor: Actor, before: &companies::Model) -> Outcome<()> {
    let row =
        companies::ActiveModel { id: Unchanged(before.id), archived_at: Set(None), updated_at: Set(now.0), ..Default::default() };
    row.update(tx).await?;
    capture::restored(tx, actor, (ObjectType::Companies, before.id, now.0)).await?;
    Entry::new(actor, "company_restored", format!("company:{}", before.id)).write(tx, now).await
}
