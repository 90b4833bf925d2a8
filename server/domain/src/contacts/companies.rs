//! Which companies a contact belongs to. At most one is the primary one, whose tickets a portal may show.

use model::{CompanyId, ContactId, Fault, Timestamp};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;

use super::edit::present;
use crate::audit::{Actor, Entry};
use crate::crm::ObjectType;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::history::{self, ValueChange};
use crate::live::Change;
use crate::tables::{companies, contact_companies, contacts};
use crate::webhooks::capture::{self, Linked};

/// Adds the contact to the company. `primary` moves the one primary association here; without it, an association that
/// is there stays as it is.
pub(super) async fn join(desk: &UserDesk, contact: ContactId, company: CompanyId, primary: bool) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    add(&tx, desk.portico.now(), Actor::from(&desk.viewer), contact, company, primary).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

/// As [`join`], in the caller's transaction; [`Change::Access`] is to be told of after it.
pub(crate) async fn add(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: Actor,
    contact: ContactId,
    company: CompanyId,
    primary: bool,
) -> Outcome<()> {
    present(tx, contact).await?;
    companies::Entity::find_by_id(company.0)
        .filter(companies::Column::ArchivedAt.is_null())
        .one(tx)
        .await?
        .ok_or(Fault::NotFound)?;
    let row = contact_companies::ActiveModel { contact_id: Set(contact.0), company_id: Set(company.0), is_primary: Set(false) };
    let key = [contact_companies::Column::ContactId, contact_companies::Column::CompanyId];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    let added = contact_companies::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? > 0;
    let mut links = Vec::new();
    if added {
        links.push(linked(contact, company, false, false));
    }
    if primary {
        let before = primary_of(tx, contact).await?;
        if before != Some(company) {
            links.extend(before.map(|before| linked(contact, before, true, true)));
            links.push(linked(contact, company, true, false));
        }
        set_primary(tx, contact, None, false).await?;
        set_primary(tx, contact, Some(company), true).await?;
        note_primary(tx, now, actor, contact, (before, Some(company))).await?;
    }
    capture::linked(tx, actor, now.0, &links).await?;
    Entry::new(actor, "contact_joined_company", format!("contact:{contact}"))
        .with(json!({ "company": company, "primary": primary }))
        .write(tx, now)
        .await
}

/// Which company is the primary one is a value of the contact, too.
async fn note_primary(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: Actor,
    contact: ContactId,
    (before, after): (Option<CompanyId>, Option<CompanyId>),
) -> Outcome<()> {
    if before == after {
        return Ok(());
    }
    contacts::Entity::update_many()
        .filter(contacts::Column::Id.eq(contact.0))
        .col_expr(contacts::Column::UpdatedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    let id = |company: Option<CompanyId>| company.map(|company| company.to_string());
    let change = ValueChange { property: "associatedcompanyid".to_owned(), before: id(before), after: id(after) };
    history::note(tx, actor, (ObjectType::Contacts, contact.0, now.0), vec![change]).await
}

/// An association as those who subscribed to it hear of it.
pub(crate) fn linked(contact: ContactId, company: CompanyId, primary: bool, removed: bool) -> Linked {
    Linked { one: (ObjectType::Contacts, contact.0), other: (ObjectType::Companies, company.0), primary, removed }
}

/// The contact's primary company.
pub(crate) async fn primary_of(connection: &impl ConnectionTrait, contact: ContactId) -> Outcome<Option<CompanyId>> {
    let primary = contact_companies::Entity::find()
        .filter(contact_companies::Column::ContactId.eq(contact.0))
        .filter(contact_companies::Column::IsPrimary.eq(true));
    Ok(primary.one(connection).await?.map(|row| CompanyId(row.company_id)))
}

/// The contact's row is locked, so that two who choose a primary company at once do not both find none.
async fn set_primary(tx: &impl ConnectionTrait, contact: ContactId, company: Option<CompanyId>, primary: bool) -> Outcome<()> {
    let mine = contact_companies::Entity::update_many().filter(contact_companies::Column::ContactId.eq(contact.0));
    match company {
        Some(company) => mine.filter(contact_companies::Column::CompanyId.eq(company.0)),
        None => mine.filter(contact_companies::Column::IsPrimary.eq(true)),
    }
    .col_expr(contact_companies::Column::IsPrimary, Expr::value(primary))
    .exec(tx)
    .await?;
    Ok(())
}

/// Takes the contact out of the company; what the company's tickets showed them is gone with the next request. Nothing
/// else becomes primary by itself.
pub(super) async fn leave(desk: &UserDesk, contact: ContactId, company: CompanyId) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    if !remove(&tx, desk.portico.now(), Actor::from(&desk.viewer), contact, company).await? {
        return Err(Fault::NotFound.into());
    }
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

/// The company stays the contact's, but not as the primary one, so its tickets are not shown for that any more. Answers
/// whether it was the primary one.
pub(crate) async fn demote(
    tx: &impl ConnectionTrait,
    (actor, now): (Actor, Timestamp),
    contact: ContactId,
    company: CompanyId,
) -> Outcome<bool> {
    if primary_of(tx, contact).await? != Some(company) {
        return Ok(false);
    }
    set_primary(tx, contact, None, false).await?;
    capture::linked(tx, actor, now.0, &[linked(contact, company, true, true)]).await?;
    note_primary(tx, now, actor, contact, (Some(company), None)).await?;
    Ok(true)
}

/// As [`leave`], in the caller's transaction; answers whether the contact was in the company.
pub(crate) async fn remove(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: Actor,
    contact: ContactId,
    company: CompanyId,
) -> Outcome<bool> {
    present(tx, contact).await?;
    let was_primary = primary_of(tx, contact).await? == Some(company);
    let left = contact_companies::Entity::delete_by_id((contact.0, company.0)).exec(tx).await?;
    if left.rows_affected == 0 {
        return Ok(false);
    }
    let labels = [false, true].into_iter().filter(|primary| !primary || was_primary);
    let links: Vec<Linked> = labels.map(|primary| linked(contact, company, primary, true)).collect();
    capture::linked(tx, actor, now.0, &links).await?;
    if was_primary {
        note_primary(tx, now, actor, contact, (Some(company), None)).await?;
    }
    Entry::new(actor, "contact_left_company", format!("contact:{contact}"))
        .with(json!({ "company": company }))
        .write(tx, now)
        .await?;
    Ok(true)
}
