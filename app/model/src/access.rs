//! Who may enter a portal: the modes, the groups, and who is in them.

mod groups;
mod registration;
mod rules;

use serde::{Deserialize, Serialize};

use crate::ids::InvitationId;
use crate::time::Timestamp;

pub use groups::{
    AccessGroup, AccessGroupShown, AccessGroups, BATCH_MAX, BatchReport, BatchShown, GroupPortal, LineProblem, MemberProblem,
    MemberRow, MemberStatus, UNDO_FOR, WrongLine,
};
pub use registration::{
    CONSENT_MAX, Consent, Registered, Registrant, RegistrationRow, RegistrationSettings, RegistrationShown, Registrations,
};
pub use rules::{CONDITIONS_MAX, Condition, Operator, Property, Rule};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum AccessMode {
    /// Only contacts in one of the portal's access groups.
    #[default]
    Invited,
    /// Anyone may register.
    Register,
    /// An identity provider decides.
    SingleSignOn,
}

impl AccessMode {
    /// The word that forms and the command line use.
    pub fn word(self) -> &'static str {
        match self {
            Self::Invited => "invited",
            Self::Register => "register",
            Self::SingleSignOn => "sso",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Invited, Self::Register, Self::SingleSignOn].into_iter().find(|mode| mode.word() == word)
    }
}

/// How contacts prove who they are; several may be on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignInMethods {
    pub password: bool,
    pub magic_link: bool,
    pub single_sign_on: bool,
}

impl Default for SignInMethods {
    fn default() -> Self {
        Self { password: true, magic_link: false, single_sign_on: false }
    }
}

/// An invitation just made. The link is shown to staff once and is not stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationMade {
    pub id: InvitationId,
    /// Absolute, on the portal's own domain.
    pub link: String,
    pub expires_at: Timestamp,
    /// The portal is on the system domain, so no mail goes out: the link is to be handed over.
    pub held: bool,
}
