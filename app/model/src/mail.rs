//! Mail that goes out, as staff see it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::ids::LetterId;
use crate::time::Timestamp;

/// Why a letter is not sent, or not yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MailProblem {
    /// The mail server said no: its code (RFC 5321 §4.2) and its words. 5xx is for good, 4xx for now.
    Refused { code: u16, said: String },
    /// The mail server could not be reached, or went away in between.
    Unreachable { reason: String },
    /// The recipient may no longer see what it is about, or may no longer enter.
    NotAllowed,
    /// It waited longer than it is worth reading.
    TooOld,
    /// The address cannot be written to.
    BadAddress,
}

/// Where a letter stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LetterState {
    /// Not tried yet, or to be tried again.
    Waiting {
        problem: Option<MailProblem>,
        next: Timestamp,
    },
    /// The portal is on the system domain, from which invitations are not mailed (HubSpot's rule).
    Held,
    Sent(Timestamp),
    /// Given up.
    Failed {
        problem: MailProblem,
        at: Timestamp,
    },
}

/// What a letter says. The word is what stands in the outbox.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LetterKind {
    Invitation,
    Reset,
    SignInLink,
    PasswordChanged,
    TicketReceived,
    AgentReplied,
    ColleagueReplied,
    /// To the ticket's owner.
    CustomerReplied,
    /// To confirm the address with which somebody registers.
    Registration,
    /// To somebody who registers and has an account.
    AlreadyRegistered,
    /// Staff let in who registered.
    Approved,
    /// To somebody who is to be on the team.
    StaffInvitation,
    /// To a staff member, about their own account.
    SecondFactorReset,
    /// To a new address, to confirm it.
    EmailChange,
    /// To the old address, once there is a new one.
    EmailChanged,
}

impl LetterKind {
    pub const ALL: [Self; 15] = [
        Self::Invitation,
        Self::Reset,
        Self::SignInLink,
        Self::PasswordChanged,
        Self::TicketReceived,
        Self::AgentReplied,
        Self::ColleagueReplied,
        Self::CustomerReplied,
        Self::Registration,
        Self::AlreadyRegistered,
        Self::Approved,
        Self::StaffInvitation,
        Self::SecondFactorReset,
        Self::EmailChange,
        Self::EmailChanged,
    ];

    pub fn word(self) -> &'static str {
        match self {
            Self::Invitation => "invitation",
            Self::Reset => "reset",
            Self::SignInLink => "sign_in_link",
            Self::PasswordChanged => "password_changed",
            Self::TicketReceived => "ticket_received",
            Self::AgentReplied => "agent_replied",
            Self::ColleagueReplied => "colleague_replied",
            Self::CustomerReplied => "customer_replied",
            Self::Registration => "registration",
            Self::AlreadyRegistered => "already_registered",
            Self::Approved => "approved",
            Self::StaffInvitation => "staff_invitation",
            Self::SecondFactorReset => "second_factor_reset",
            Self::EmailChange => "email_change",
            Self::EmailChanged => "email_changed",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A row of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterRow {
    pub id: LetterId,
    pub kind: LetterKind,
    /// The recipient's address, as it is now.
    pub to: Option<String>,
    pub created_at: Timestamp,
    pub attempts: u32,
    pub state: LetterState,
}

/// The outbox's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outbox {
    /// Newest first.
    pub rows: Vec<LetterRow>,
    pub next: Option<String>,
    /// Letters that wait, and that were given up in the last seven days.
    pub waiting: u64,
    pub failed: u64,
    /// The address that mail is sent from; `None`: no mail server is set up, so everything waits.
    pub from: Option<String>,
}

/// What administrators see and do.
#[async_trait]
pub trait MailDesk: Send + Sync {
    async fn outbox(&self, after: Option<&str>) -> Result<Outbox, Fault>;

    /// Tries a letter that waits or was given up again now. Refused ([`crate::Refusal::Stale`]) once it is sent.
    async fn retry_letter(&self, letter: LetterId) -> Result<(), Fault>;
}
