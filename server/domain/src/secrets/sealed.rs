//! Secrets that have to be read again: encrypted with a key that is not in the database, so that a copy of it is worth
//! nothing. ChaCha20-Poly1305 (RFC 8439) with a random nonce; what the secret is of is bound to it, so that no row can be
//! given another's.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::failure::{Failure, Outcome};

/// The form of what is stored, so that another one can follow.
const FORM: &str = "v1.";

pub struct Sealer(Option<LessSafeKey>);

impl Sealer {
    pub fn new(key: &[u8; 32]) -> Self {
        // Fails only for a key of another length.
        Self(UnboundKey::new(&CHACHA20_POLY1305, key).ok().map(LessSafeKey::new))
    }

    fn key(&self) -> Outcome<&LessSafeKey> {
        self.0.as_ref().ok_or_else(|| Failure::internal("there is no key to seal with"))
    }

    /// `of` names the record and is needed to open it again.
    pub fn seal(&self, of: &str, secret: &[u8]) -> Outcome<String> {
        let nonce: [u8; NONCE_LEN] = super::key();
        let mut sealed = secret.to_vec();
        self.key()?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(of.as_bytes()), &mut sealed)
            .map_err(|_| Failure::internal("a secret could not be sealed"))?;
        Ok(format!("{FORM}{}", URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat())))
    }

    /// Fails for what was sealed with another key, of another record, or changed since.
    pub fn open(&self, of: &str, sealed: &str) -> Outcome<Vec<u8>> {
        let trouble = || Failure::internal(format!("the secret of {of} cannot be opened: it was sealed with another key"));
        let bytes = sealed.strip_prefix(FORM).and_then(|text| URL_SAFE_NO_PAD.decode(text).ok()).ok_or_else(trouble)?;
        let (nonce, sealed) = bytes.split_at_checked(NONCE_LEN).ok_or_else(trouble)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| trouble())?;
        let mut sealed = sealed.to_vec();
        let opened = self.key()?.open_in_place(nonce, Aad::from(of.as_bytes()), &mut sealed).map_err(|_| trouble())?;
        Ok(opened.to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_opened_by_its_key_for_its_record_only() {
        let sealer = Sealer::new(&[7; 32]);
        let sealed = sealer.seal("authenticator:1", b"secret").unwrap();
        assert!(!sealed.contains("secret") && sealed != sealer.seal("authenticator:1", b"secret").unwrap());
        assert_eq!(sealer.open("authenticator:1", &sealed).unwrap(), b"secret");
        assert!(sealer.open("authenticator:2", &sealed).is_err());
        assert!(Sealer::new(&[8; 32]).open("authenticator:1", &sealed).is_err());
        for broken in ["", "v1.", "v1.AAAA", "v2.AAAA", &sealed[..sealed.len() - 2]] {
            assert!(sealer.open("authenticator:1", broken).is_err(), "{broken}");
        }
    }
}
