//! Creating and changing contacts.

use model::contacts::ContactFields;
use model::{ContactId, Fault, Problem, Timestamp};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QuerySelect, Set, Unchanged};
use serde_json::json;

use super::full_name;
use crate::access;
use crate::audit::{Actor, Entry};
use crate::crm::{self, ObjectType, facts};
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::history;
use crate::keys::fold_key;
use crate::live::Change;
use crate::people::{self, Purpose};
use crate::portico::Portico;
use crate::tables::{contacts, sessions};
use crate::webhooks::capture;

fn some(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// The columns that follow from checked fields, keys included.
fn columns(fields: &ContactFields) -> contacts::ActiveModel {
    contacts::ActiveModel {
        email: Set(some(&fields.email)),
        first_name: Set(fields.first_name.clone()),
        last_name: Set(fields.last_name.clone()),
        name_key: Set(fold_key(&full_name(&fields.first_name, &fields.last_name))),
        last_name_key: Set(fold_key(&fields.last_name)),
        phone: Set(some(&fields.phone)),
        language: Set(fields.language.map(|language| language.tag().to_owned())),
        ..Default::default()
    }
}

/// One contact has an address; a second is told that it is `Taken`.
fn taken(error: DbErr) -> Failure {
    if Failure::is_duplicate(&error) { Fault::invalid("email", Problem::Taken).into() } else { error.into() }
}

pub(crate) async fn create(portico: &Portico, actor: Actor, fields: &ContactFields) -> Outcome<ContactId> {
    let fields = fields.check()?;
    let tx = portico.store.begin().await?;
    let now = portico.now();
    let contact = insert(&tx, now, actor, &fields).await?;
    crm::desk::write_new(&tx, actor, (ObjectType::Contacts, contact.id, now.0), &fields.values).await?;
    tx.commit().await?;
    Ok(ContactId(contact.id))
}

/// A contact of checked fields, in the open transaction; without values of properties.
pub(crate) async fn insert(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: Actor,
    fields: &ContactFields,
) -> Outcome<contacts::Model> {
    let row = contacts::ActiveModel { created_at: Set(now.0), updated_at: Set(now.0), ..columns(fields) };
    let contact = row.insert(tx).await.map_err(taken)?;
    capture::created(tx, actor, (ObjectType::Contacts, contact.id, now.0), || facts::of_contact(&contact)).await?;
    Entry::new(actor, "contact_created", format!("contact:{}", contact.id)).write(tx, now).await?;
    Ok(contact)
}

/// The contact, unless it is archived, locked until the transaction ends.
pub(crate) async fn present(tx: &impl ConnectionTrait, contact: ContactId) -> Outcome<contacts::Model> {
    let found =
        contacts::Entity::find_by_id(contact.0).filter(contacts::Column::ArchivedAt.is_null()).lock_exclusive().one(tx).await?;
    Ok(found.ok_or(Fault::NotFound)?)
}

/// Writes checked fields over a contact that is locked, in the caller's transaction. Another address is another way in:
/// sessions end and invitations that went to the old one are revoked. `created`: another day of its creation.
pub(crate) async fn change(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    actor: Actor,
    before: &contacts::Model,
    fields: &ContactFields,
    created: Option<Timestamp>,
) -> Outcome<contacts::Model> {
    let contact = ContactId(before.id);
    let readdressed = before.email != some(&fields.email);
    let mut row = contacts::ActiveModel { id: Unchanged(before.id), updated_at: Set(now.0), ..columns(fields) };
    if let Some(created) = created {
        row.created_at = Set(created.0);
    }
    let after = row.update(tx).await.map_err(taken)?;
    if readdressed {
        readdress(tx, now, before, &fields.email).await?;
    }
    history::contact(tx, actor, before, &after).await?;
    crm::desk::change(tx, actor, (ObjectType::Contacts, before.id, now.0), &fields.values).await?;
    Entry::new(actor, "contact_changed", format!("contact:{contact}"))
        .with(json!({ "address_changed": readdressed }))
        .write(tx, now)
        .await?;
    Ok(after)
}

/// Archives a contact, in the caller's transaction: they cannot sign in any more, their sessions and the links that were
/// on their way end, and somebody else may have their address from now on. Their tickets stay.
pub(crate) async fn archive(tx: &impl ConnectionTrait, now: Timestamp, actor: Actor, before: &contacts::Model) -> Outcome<()> {
    let row = contacts::ActiveModel {
        id: Unchanged(before.id),
        email: Set(None),
        archived_email: Set(before.email.clone()),
        archived_at: Set(Some(now.0)),
        updated_at: Set(now.0),
        ..Default::default()
    };
    row.update(tx).await?;
    shut_out(tx, now, ContactId(before.id)).await?;
    capture::deleted(tx, actor, (ObjectType::Contacts, before.id, now.0)).await?;
    Entry::new(actor, "contact_archived", format!("contact:{}", before.id)).write(tx, now).await
}

/// Brings a contact back that is archived and locked, in the caller's transaction, with the address that it had: whoever
/// asks has seen that it is free. What let them in before lets them in again; their sessions have ended.
pub(crate) async fn restore(tx: &impl ConnectionTrait, now: Timestamp, actor: Actor, before: &contacts::Model) -> Outcome<()> {
    let row = contacts::ActiveModel {
        id: Unchanged(before.id),
        email: Set(before.archived_email.clone()),
        archived_email: Set(None),
        archived_at: Set(None),
        updated_at: Set(now.0),
        ..Default::default()
    };
    row.update(tx).await.map_err(taken)?;
    capture::restored(tx, actor, (ObjectType::Contacts, before.id, now.0)).await?;
    Entry::new(actor, "contact_restored", format!("contact:{}", before.id)).write(tx, now).await
}

/// As [`change`], at a staff member's desk.
pub(super) async fn update(desk: &UserDesk, contact: ContactId, fields: &ContactFields) -> Outcome<()> {
    let fields = fields.check()?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let before = present(&tx, contact).await?;
    let after = change(&tx, now, Actor::from(&desk.viewer), &before, &fields, None).await?;
    tx.commit().await?;
    if after.email != before.email {
        desk.portico.tell(&[Change::Access]).await;
        return Ok(());
    }
    access::properties_changed(&desk.portico).await
}

/// Disabled contacts cannot sign in, their sessions end, and so do the links that were on their way.
pub(super) async fn set_disabled(desk: &UserDesk, contact: ContactId, disabled: bool) -> Outcome<()> {
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let before = present(&tx, contact).await?;
    if before.disabled_at.is_some() == disabled {
        return Ok(());
    }
    let row = contacts::ActiveModel {
        id: Unchanged(contact.0),
        disabled_at: Set(disabled.then_some(now.0)),
        updated_at: Set(now.0),
        ..Default::default()
    };
    row.update(&tx).await?;
    if disabled {
        shut_out(&tx, now, contact).await?;
    }
    let action = if disabled { "contact_disabled" } else { "contact_enabled" };
    Entry::new(&desk.viewer, action, format!("contact:{contact}")).write(&tx, now).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

/// What another address comes to: the old one is told, before what tells where they were is gone, and nobody stays signed in.
pub(crate) async fn readdress(tx: &impl ConnectionTrait, now: Timestamp, before: &contacts::Model, email: &str) -> Outcome<()> {
    people::tell_old_address(tx, now, before, email).await?;
    shut_out(tx, now, ContactId(before.id)).await
}

pub(super) async fn shut_out(tx: &impl ConnectionTrait, now: Timestamp, contact: ContactId) -> Outcome<()> {
    people::end_sessions(tx, now, sessions::Column::ContactId.eq(contact.0)).await?;
    for purpose in [Purpose::Invitation, Purpose::View, Purpose::Reset, Purpose::SignIn] {
        people::revoke_all(tx, now, purpose, contact).await?;
    }
    Ok(())
}
