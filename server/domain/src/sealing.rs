//! Secrets that have to be read again, sealed with a key that is not in the database: whoever has a copy of the database
//! alone has none of them. ChaCha20-Poly1305 (RFC 8439) with a random nonce.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::aead::{Aad, CHACHA20_POLY1305, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

use crate::failure::{Failure, Outcome};

/// 256 bits. The server keeps them in a file of its own.
#[derive(Clone)]
pub struct SealingKey([u8; SealingKey::LENGTH]);

impl SealingKey {
    pub const LENGTH: usize = 32;

    pub fn new(bits: [u8; Self::LENGTH]) -> Self {
        Self(bits)
    }

    /// A key that is nobody else's, and is gone with the process.
    pub fn random() -> Self {
        Self(rand::random())
    }

    fn cipher(&self) -> Outcome<LessSafeKey> {
        let key = UnboundKey::new(&CHACHA20_POLY1305, &self.0).map_err(|_| Failure::internal("a key of the wrong length"))?;
        Ok(LessSafeKey::new(key))
    }

    /// `purpose` says what the secret is for: sealed for one, it cannot be opened as another.
    pub(crate) fn seal(&self, purpose: &str, secret: &str) -> Outcome<String> {
        let nonce: [u8; NONCE_LEN] = rand::random();
        let mut sealed = secret.as_bytes().to_vec();
        self.cipher()?
            .seal_in_place_append_tag(Nonce::assume_unique_for_key(nonce), Aad::from(purpose.as_bytes()), &mut sealed)
            .map_err(|_| Failure::internal("a secret cannot be sealed"))?;
        Ok(URL_SAFE_NO_PAD.encode([nonce.as_slice(), &sealed].concat()))
    }

    /// Fails for what was sealed with another key or for another purpose, or was changed.
    pub(crate) fn open(&self, purpose: &str, sealed: &str) -> Outcome<String> {
        let broken = || Failure::internal("a sealed secret cannot be opened: the key is another one than it was sealed with");
        let bytes = URL_SAFE_NO_PAD.decode(sealed).map_err(|_| broken())?;
        let (nonce, rest) = bytes.split_at_checked(NONCE_LEN).ok_or_else(broken)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| broken())?;
        let mut rest = rest.to_vec();
        let opened =
            self.cipher()?.open_in_place(nonce, Aad::from(purpose.as_bytes()), &mut rest).map_err(|_| broken())?.to_vec();
        String::from_utf8(opened).map_err(|_| broken())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_same_key_opens_for_the_same_purpose() {
        let key = SealingKey::random();
        let sealed = key.seal("a", "hush 🤫").unwrap();
        assert_ne!(sealed, key.seal("a", "hush 🤫").unwrap(), "a nonce is used once");
        assert_eq!(key.open("a", &sealed).unwrap(), "hush 🤫");
        assert!(key.open("b", &sealed).is_err());
        assert!(SealingKey::random().open("a", &sealed).is_err());
        for broken in ["", "x", "AAAA", &sealed[1..], &sealed[..sealed.len() - 2]] {
            assert!(key.open("a", broken).is_err(), "{broken}");
        }
    }
}
