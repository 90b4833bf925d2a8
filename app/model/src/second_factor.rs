//! What staff show beside their password: a code of an authenticator app, or a recovery code.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::people::Admission;
use crate::staff::SecondFactors;

/// What a password at the staff's door leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StaffEntry {
    Signed(Admission),
    /// The password is right and something else is to be shown. The ticket is for the cookie of the browser that typed
    /// it: good for 10 minutes, for this one step, and no session.
    SecondStep(StepTicket),
}

/// Half a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepTicket {
    pub secret: String,
}

/// What the second step's page says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepShown {
    pub email: String,
    pub factors: SecondFactors,
}

/// What an app is told, once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Enrolment {
    /// Base32 (RFC 4648), in groups of four letters.
    pub secret: String,
    /// `otpauth://…`, as apps take it from a link.
    pub url: String,
    /// The same, to be scanned.
    pub code: QrCode,
}

/// A QR code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct QrCode {
    /// Modules to a side, without the quiet zone of four around it (ISO/IEC 18004, 5.3.8).
    pub size: u32,
    /// The dark ones, as the data of an SVG path in units of modules.
    pub path: String,
}

/// How one's own second factor stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OwnFactors {
    pub factors: SecondFactors,
    /// Recovery codes that are not used yet.
    pub codes_left: u32,
    /// An authenticator that is being set up.
    pub enrolment: Option<Enrolment>,
}

/// Staff prove anew who they are, and look after their second factor. All changes need a fresh proof.
#[async_trait]
pub trait OwnSecondFactor: Send + Sync {
    /// By the password, or by a code where there is an authenticator. Good for 10 minutes and this session. Counted like
    /// signing in. An empty text proves nothing and is no attempt.
    async fn prove(&self, secret: &str) -> Result<(), Fault>;

    async fn own_factors(&self) -> Result<OwnFactors, Fault>;

    /// Makes a new secret, which asks for nothing until a code of it is typed.
    async fn begin_authenticator(&self) -> Result<(), Fault>;

    /// Answers ten recovery codes, which are shown this once. All other sessions end.
    async fn confirm_authenticator(&self, code: &str) -> Result<Vec<String>, Fault>;

    /// Recovery codes go with it.
    async fn remove_authenticator(&self) -> Result<(), Fault>;

    /// Ten new ones; the old ones are worth nothing from then on.
    async fn new_recovery_codes(&self) -> Result<Vec<String>, Fault>;
}
