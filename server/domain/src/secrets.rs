//! Capabilities and passwords. A capability is 256 random bits, shown once and stored as its SHA-256. What has to be read
//! again is sealed (`sealing`).

mod sign;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngExt;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

use crate::failure::{Failure, Outcome};

pub use sign::SigningKey;

/// 256 random bits in 43 characters of base64url.
pub fn capability() -> String {
    URL_SAFE_NO_PAD.encode(rand::rng().random::<[u8; 32]>())
}

/// What is stored of a capability: enough to recognise it, not to make it.
pub fn fingerprint(capability: &str) -> String {
    fingerprint_of(capability.as_bytes())
}

/// The same of any bytes.
pub fn fingerprint_of(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(bytes))
}

/// A code that stands in for a second factor once: 80 random bits, in four groups that can be copied from paper.
pub fn recovery_code() -> String {
    let letters = [reference(), reference()].concat();
    [&letters[..4], &letters[4..8], &letters[8..12], &letters[12..]].join("-")
}

/// Bytes for a key.
pub fn key<const N: usize>() -> [u8; N] {
    rand::rng().random()
}

/// A short word that a person can read out, to find an error in the log: 8 of 32 letters.
pub fn reference() -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    let random: [u8; 8] = rand::rng().random();
    random.iter().map(|byte| LETTERS[usize::from(byte % 32)] as char).collect()
}

/// Hashes at one time: each takes 19 MiB, and a burst of sign-ins must not take the machine's memory.
static HASHING: Semaphore = Semaphore::const_new(4);

/// A hash that no password has, checked when the account is unknown so that both answers take the same time.
const NOBODY: &str = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$3mXMSLo0SUa5ZDPKnKYZ0ZuDZfTcOZeZOvYyHyLxrRI";

/// Argon2id with 19 MiB, 2 passes, 1 lane (OWASP Password Storage; ASVS 5.0 11.4.2).
fn hasher() -> Outcome<Argon2<'static>> {
    let params = Params::new(19_456, 2, 1, None).map_err(|error| Failure::internal(error.to_string()))?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

pub async fn hash_password(password: &str) -> Outcome<String> {
    let password = password.to_owned();
    hashing(move || {
        let hash = hasher()?.hash_password(password.as_bytes()).map_err(|error| Failure::internal(error.to_string()))?;
        Ok(hash.to_string())
    })
    .await
}

/// Whether the password is the hash's. `None` is hashed too, and is nobody's.
pub async fn password_matches(password: &str, hash: Option<&str>) -> Outcome<bool> {
    let (password, known, hash) = (password.to_owned(), hash.is_some(), hash.unwrap_or(NOBODY).to_owned());
    hashing(move || {
        let hash = PasswordHash::new(&hash).map_err(|error| Failure::internal(error.to_string()))?;
        Ok(hasher()?.verify_password(password.as_bytes(), &hash).is_ok() && known)
    })
    .await
}

async fn hashing<T: Send + 'static>(work: impl FnOnce() -> Outcome<T> + Send + 'static) -> Outcome<T> {
    let _turn = HASHING.acquire().await.map_err(|error| Failure::internal(error.to_string()))?;
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::internal(error.to_string()))?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_matches_its_own_hash_only() {
        let hash = hash_password(" correct horse 🐴").await.unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        assert!(password_matches(" correct horse 🐴", Some(&hash)).await.unwrap());
        assert!(!password_matches("correct horse 🐴", Some(&hash)).await.unwrap());
        assert!(!password_matches("anything", None).await.unwrap());
    }

    #[test]
    fn capabilities_are_long_and_stored_otherwise() {
        let capability = capability();
        assert_eq!(capability.len(), 43);
        assert_ne!(fingerprint(&capability), capability);
    }
}
