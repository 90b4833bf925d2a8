//! Capabilities and passwords. A capability is 256 random bits, shown once and stored as its SHA-256. What has to be read
//! again is sealed (`sealing`).

mod password;
mod sign;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use rand::RngExt;
use sha2::{Digest, Sha256};

pub use password::{hash_password, is_outdated, password_matches};
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capabilities_are_long_and_stored_otherwise() {
        let capability = capability();
        assert_eq!(capability.len(), 43);
        assert_ne!(fingerprint(&capability), capability);
    }
}
