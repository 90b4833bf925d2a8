//! The notifications that a contact does without. Asked again when a letter is sent.

use async_trait::async_trait;
use model::mail::{ContactMail, LetterKind, MailChoices, Notification};
use model::{ContactId, Fault, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};
use serde_json::json;

use super::desk;
use crate::audit::{Actor, Entry};
use crate::desks::{ContactDesk, UserDesk};
use crate::failure::{Failure, Outcome};
use crate::tables::{contacts, muted_notifications as muted, outbox};

/// Letters on a contact's page.
const LATEST: u64 = 10;

/// Whether the contact does without letters of this kind.
pub async fn are_off(connection: &impl ConnectionTrait, contact: ContactId, kind: LetterKind) -> Outcome<bool> {
    match kind.notification() {
        Some(notification) => Ok(off(connection, contact).await?.contains(&notification)),
        None => Ok(false),
    }
}

pub async fn off(connection: &impl ConnectionTrait, contact: ContactId) -> Outcome<Vec<Notification>> {
    let rows = muted::Entity::find().filter(muted::Column::ContactId.eq(contact.0)).all(connection).await?;
    let is_off = |notification: &Notification| rows.iter().any(|row| row.notification == notification.word());
    Ok(Notification::ALL.into_iter().filter(is_off).collect())
}

/// These are off from now on, and all others on. What is turned off twice is off.
pub async fn set(
    tx: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    contact: ContactId,
    off: &[Notification],
) -> Outcome<()> {
    muted::Entity::delete_many().filter(muted::Column::ContactId.eq(contact.0)).exec(tx).await?;
    for notification in Notification::ALL.into_iter().filter(|notification| off.contains(notification)) {
        let row = muted::ActiveModel { contact_id: Set(contact.0), notification: Set(notification.word().to_owned()) };
        let once = [muted::Column::ContactId, muted::Column::Notification];
        muted::Entity::insert(row).on_conflict_do_nothing_on(once).exec_without_returning(tx).await?;
    }
    Entry::new(actor, "notifications_changed", format!("contact:{contact}")).with(json!({ "off": off })).write(tx, now).await
}

async fn set_own(desk: &ContactDesk, off: &[Notification]) -> Outcome<()> {
    desk.may_write()?;
    let tx = desk.portico.store.begin().await?;
    set(&tx, desk.portico.now(), Actor::from(&desk.viewer), desk.viewer.contact, off).await?;
    tx.commit().await?;
    Ok(())
}

/// The latest ten letters to the contact, and what they do without.
pub async fn of_contact(desk: &UserDesk, contact: ContactId) -> Outcome<ContactMail> {
    let reader = desk.portico.store.reader();
    present(reader, contact).await?;
    let rows = outbox::Entity::find()
        .filter(outbox::Column::ContactId.eq(contact.0))
        .order_by_desc(outbox::Column::Id)
        .limit(LATEST)
        .all(reader)
        .await?;
    Ok(ContactMail { off: off(reader, contact).await?, letters: desk::shown(&desk.portico, reader, rows).await? })
}

pub async fn set_for(desk: &UserDesk, contact: ContactId, off: &[Notification]) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    present(&tx, contact).await?;
    set(&tx, desk.portico.now(), Actor::from(&desk.viewer), contact, off).await?;
    tx.commit().await?;
    Ok(())
}

async fn present(connection: &impl ConnectionTrait, contact: ContactId) -> Outcome<()> {
    let found = contacts::Entity::find_by_id(contact.0).filter(contacts::Column::ArchivedAt.is_null()).one(connection).await?;
    found.map(|_| ()).ok_or_else(|| Fault::NotFound.into())
}

#[async_trait]
impl MailChoices for ContactDesk {
    async fn notifications_off(&self) -> Result<Vec<Notification>, Fault> {
        off(self.portico.store.reader(), self.viewer.contact).await.map_err(Failure::into_fault)
    }

    async fn set_notifications_off(&self, off: &[Notification]) -> Result<(), Fault> {
        set_own(self, off).await.map_err(Failure::into_fault)
    }
}
