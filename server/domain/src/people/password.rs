//! A contact's new password, however it came to be.

use model::mail::LetterKind;
use model::{ContactId, PortalId, Timestamp};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set, Unchanged};

use crate::failure::Outcome;
use crate::outbox::Letter;
use crate::tables::contacts;

/// Keeps its hash.
pub async fn set(tx: &impl ConnectionTrait, now: Timestamp, contact: ContactId, hash: String) -> Outcome<()> {
    let row = contacts::ActiveModel {
        id: Unchanged(contact.0),
        password_hash: Set(Some(hash)),
        updated_at: Set(now.0),
        ..Default::default()
    };
    row.update(tx).await?;
    Ok(())
}

/// Tells the contact that there is a new one in place of the old, so that they hear of one that they did not set.
pub async fn tell_changed(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    portal: PortalId,
    contact: ContactId,
    host: &str,
) -> Outcome<()> {
    let letter = Letter::new(LetterKind::PasswordChanged, host);
    Letter { portal: Some(portal), contact: Some(contact), ..letter }.enqueue(tx, now).await
}
