//! Addresses of files: whoever has one may fetch the file, until it is over.

use model::Timestamp;

use super::{FileAccess, StoredFile, contents, found};
use crate::crm::Done;
use crate::desks::TokenDesk;
use crate::failure::Outcome;
use crate::portico::Portico;
use crate::secrets::SigningKey;

const PURPOSE: &str = "files";
/// How long an address is good where nobody says it, in seconds.
pub const SIGNED_FOR_DEFAULT: i64 = 3_600;
/// The longest that an address is good, in seconds: a week.
pub const SIGNED_FOR_MAX: i64 = 7 * 24 * 3_600;

/// What is signed. With the access, so that a file that is public no more has no address that goes on being good.
fn text(id: i64, access: FileAccess, expires: i64) -> String {
    format!("{id} {} {expires}", access.word())
}

async fn sign(portico: &Portico, file: &StoredFile, expires: i64) -> Outcome<String> {
    let key = match SigningKey::known(portico.store.reader(), PURPOSE).await? {
        Some(key) => key,
        None => {
            let tx = portico.store.begin().await?;
            let key = SigningKey::of(&tx, PURPOSE).await?;
            tx.commit().await?;
            key
        }
    };
    let signature = key.sign(&text(file.id, file.access, expires));
    Ok(format!("/files/v3/files/{}/content?expires={expires}&signature={signature}", file.id))
}

impl TokenDesk {
    /// An address from `/` on that is good for so many seconds, and when it is over.
    pub async fn signed_path(&self, file: &StoredFile, seconds: i64) -> Done<(String, Timestamp)> {
        let expires = self.portico.now().plus(seconds.clamp(1, SIGNED_FOR_MAX) * Timestamp::SECOND);
        Ok((sign(&self.portico, file, expires.0).await?, expires))
    }

    /// The address of a public file, which is good as long as the file is public. `None`: it is not.
    pub async fn public_path(&self, file: &StoredFile) -> Done<Option<String>> {
        if !file.access.is_public() {
            return Ok(None);
        }
        Ok(Some(sign(&self.portico, file, 0).await?))
    }
}

impl Portico {
    /// The file and its bytes, for whoever brings an address that is good. `None`: it is not, or there is no such file.
    pub async fn signed_file(&self, id: i64, expires: i64, signature: &str) -> Outcome<Option<(StoredFile, Vec<u8>)>> {
        let reader = self.store.reader();
        let Some(file) = found(reader, self.now(), id).await? else {
            return Ok(None);
        };
        let Some(key) = SigningKey::known(reader, PURPOSE).await? else {
            return Ok(None);
        };
        let in_time = if file.access.is_public() && expires == 0 { true } else { expires > self.now().0 };
        if !in_time || !key.is_signed(&text(file.id, file.access, expires), signature) {
            return Ok(None);
        }
        let bytes = contents::get(reader, &file.hash, file.size).await?;
        Ok(Some((file, bytes)))
    }
}
