//! Signatures: what we said once and recognise again, without keeping a row for each time. The key stands in the database,
//! so that all servers of an installation know each other's.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use sea_orm::{ConnectionTrait, EntityTrait, Set};

use crate::failure::{Failure, Outcome};
use crate::tables::signing_keys;

/// A key for one purpose: what is signed with it is nothing to another.
pub struct SigningKey(hmac::Key);

impl SigningKey {
    /// Made when it is first asked for. The transaction is one that writes.
    pub async fn of(tx: &impl ConnectionTrait, purpose: &str) -> Outcome<Self> {
        if let Some(key) = Self::known(tx, purpose).await? {
            return Ok(key);
        }
        let row = signing_keys::ActiveModel {
            purpose: Set(purpose.to_owned()),
            // As long and as random as any capability.
            signing_key: Set(super::capability()),
        };
        let once = [signing_keys::Column::Purpose];
        signing_keys::Entity::insert(row).on_conflict_do_nothing_on(once).exec_without_returning(tx).await?;
        Self::known(tx, purpose).await?.ok_or_else(|| Failure::internal("a signing key was made and is not there"))
    }

    /// `None`: nothing has been signed for this purpose yet.
    pub async fn known(connection: &impl ConnectionTrait, purpose: &str) -> Outcome<Option<Self>> {
        let row = signing_keys::Entity::find_by_id(purpose.to_owned()).one(connection).await?;
        Ok(row.map(|row| Self(hmac::Key::new(hmac::HMAC_SHA256, row.signing_key.as_bytes()))))
    }

    /// HMAC-SHA-256 in 43 characters of base64url.
    pub fn sign(&self, text: &str) -> String {
        URL_SAFE_NO_PAD.encode(hmac::sign(&self.0, text.as_bytes()))
    }

    /// In a time that does not depend on where they differ.
    pub fn is_signed(&self, text: &str, signature: &str) -> bool {
        URL_SAFE_NO_PAD.decode(signature).is_ok_and(|bytes| hmac::verify(&self.0, text.as_bytes(), &bytes).is_ok())
    }
}
