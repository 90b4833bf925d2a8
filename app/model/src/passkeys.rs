//! Passkeys of staff: keys that an authenticator keeps, and that need script to be made and used.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::ids::PasskeyId;
use crate::second_factor::StepTicket;
use crate::time::Timestamp;

/// A passkey, as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PasskeyRow {
    pub id: PasskeyId,
    pub name: String,
    pub created_at: Timestamp,
    pub used_at: Option<Timestamp>,
}

/// What a browser is to be asked, before anybody is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasskeyAsked {
    /// `PublicKeyCredentialRequestOptionsJSON` (WebAuthn Level 3, §5.1.10).
    pub options: String,
    /// For the cookie of this browser, to which the challenge is bound; `None`: it has one already.
    pub ticket: Option<StepTicket>,
}

/// One's own passkeys. A challenge is good for five minutes, once, and for this session.
#[async_trait]
pub trait OwnPasskeys: Send + Sync {
    /// Passkeys belong to a domain name; at a bare address there are none.
    fn passkeys_are_possible(&self) -> bool;

    async fn passkeys(&self) -> Result<Vec<PasskeyRow>, Fault>;

    /// `PublicKeyCredentialCreationOptionsJSON`. Needs a fresh proof.
    async fn begin_passkey(&self) -> Result<String, Fault>;

    /// Keeps the key that the browser answered with (`RegistrationResponseJSON`). Answers ten recovery codes if it is the
    /// first second factor; other sessions end then.
    async fn add_passkey(&self, name: &str, answer: &str) -> Result<Vec<String>, Fault>;

    async fn remove_passkey(&self, passkey: PasskeyId) -> Result<(), Fault>;

    /// `PublicKeyCredentialRequestOptionsJSON`, for one of one's own.
    async fn begin_passkey_proof(&self) -> Result<String, Fault>;

    /// A fresh proof, as [`crate::second_factor::OwnSecondFactor::prove`] (`AuthenticationResponseJSON`).
    async fn prove_by_passkey(&self, answer: &str) -> Result<(), Fault>;
}
