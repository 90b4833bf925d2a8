//! Mail that goes out, as staff see it.

mod notifications;
mod server;

pub use notifications::*;
pub use server::*;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::ids::{ContactId, LetterId, MessageId};
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
    /// The recipient wants no letters of this sort.
    TurnedOff,
    /// What it was to say is no longer so: the invitation was used or withdrawn, the status went back, a later letter says
    /// more.
    Overtaken,
    /// No mail server is set up. Never stored: it is true of every letter that waits, or of none.
    NotSetUp,
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
    /// The status has changed in the customers' words, and neither closed the ticket nor reopened it.
    StatusChanged,
    TicketClosed,
    TicketReopened,
    /// An invitation that nobody has accepted yet.
    InvitationReminder,
    /// To somebody who is to be on the team.
    StaffInvitation,
    /// To a staff member, about their own account.
    SecondFactorReset,
    /// To a new address, to confirm it.
    EmailChange,
    /// To the old address, once there is a new one.
    EmailChanged,
    /// To owners and administrators: nothing gets through to a webhook's target.
    WebhooksPaused,
}

impl LetterKind {
    pub const ALL: [Self; 20] = [
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
        Self::StatusChanged,
        Self::TicketClosed,
        Self::TicketReopened,
        Self::InvitationReminder,
        Self::StaffInvitation,
        Self::SecondFactorReset,
        Self::EmailChange,
        Self::EmailChanged,
        Self::WebhooksPaused,
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
            Self::StatusChanged => "status_changed",
            Self::TicketClosed => "ticket_closed",
            Self::TicketReopened => "ticket_reopened",
            Self::InvitationReminder => "invitation_reminder",
            Self::StaffInvitation => "staff_invitation",
            Self::SecondFactorReset => "second_factor_reset",
            Self::EmailChange => "email_change",
            Self::EmailChanged => "email_changed",
            Self::WebhooksPaused => "webhooks_paused",
        }
    }

    /// What a customer turns off to get no such letter. `None`: it always goes, because somebody waits for it or has to
    /// know, or because it is not for customers.
    pub fn notification(self) -> Option<Notification> {
        match self {
            Self::TicketReceived => Some(Notification::Received),
            Self::AgentReplied => Some(Notification::Answers),
            Self::ColleagueReplied => Some(Notification::Colleagues),
            Self::StatusChanged | Self::TicketReopened => Some(Notification::Status),
            Self::TicketClosed => Some(Notification::Closed),
            Self::Invitation
            | Self::Reset
            | Self::SignInLink
            | Self::PasswordChanged
            | Self::CustomerReplied
            | Self::Registration
            | Self::AlreadyRegistered
            | Self::Approved
            | Self::InvitationReminder
            | Self::StaffInvitation
            | Self::SecondFactorReset
            | Self::EmailChange
            | Self::EmailChanged
            | Self::WebhooksPaused => None,
        }
    }

    /// Whether it tells of a ticket's status: of several that wait, one is sent.
    pub fn is_of_status(self) -> bool {
        matches!(self, Self::StatusChanged | Self::TicketClosed | Self::TicketReopened)
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A row of the outbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LetterRow {
    pub id: LetterId,
    /// `None`: one that another version of Portico wrote, and that this one leaves alone.
    pub kind: Option<LetterKind>,
    /// The recipient's address, as it is now.
    pub to: Option<String>,
    pub created_at: Timestamp,
    pub attempts: u32,
    pub state: LetterState,
}

/// A letter that a message on a ticket caused, or the ticket itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketLetter {
    pub id: LetterId,
    /// 0: the ticket's own description.
    pub message: MessageId,
    /// The recipient's name.
    pub to: String,
    pub state: LetterState,
}

/// What a contact was written, as staff see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactMail {
    /// Notifications that the contact does without.
    pub off: Vec<Notification>,
    /// The latest ten, newest first.
    pub letters: Vec<LetterRow>,
}

/// Which letters of the outbox are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutboxView {
    #[default]
    All,
    /// Those that are still to go.
    Waiting,
    GivenUp,
    /// Those that nobody mails: their links are handed over.
    Held,
}

impl OutboxView {
    pub const EVERY: [Self; 4] = [Self::All, Self::Waiting, Self::GivenUp, Self::Held];

    /// As it stands in an address.
    pub fn word(self) -> &'static str {
        match self {
            Self::All => "",
            Self::Waiting => "waiting",
            Self::GivenUp => "given-up",
            Self::Held => "held",
        }
    }

    /// All, where the word means nothing.
    pub fn parse(word: &str) -> Self {
        Self::EVERY.into_iter().find(|view| view.word() == word).unwrap_or_default()
    }
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

/// What staff see and do: administrators all of it, agents what concerns one contact.
#[async_trait]
pub trait MailDesk: Send + Sync {
    async fn outbox(&self, view: OutboxView, after: Option<&str>) -> Result<Outbox, Fault>;

    /// Tries a letter that waits or was given up again now. Refused ([`crate::Refusal::Stale`]) once it is sent.
    async fn retry_letter(&self, letter: LetterId) -> Result<(), Fault>;

    async fn mail_settings(&self) -> Result<MailSettings, Fault>;

    /// Keeps the mail server. In force at once, unless the operator's settings stand before it.
    async fn save_mail_server(&self, fields: &MailServerFields) -> Result<(), Fault>;

    /// Forgets it: letters wait from now on.
    async fn remove_mail_server(&self) -> Result<(), Fault>;

    /// Sends a letter to the administrator's own address, by the server that is in force, and says how it went. Refused
    /// as busy after ten within ten minutes.
    async fn test_mail(&self) -> Result<MailTest, Fault>;

    async fn contact_mail(&self, contact: ContactId) -> Result<ContactMail, Fault>;

    /// As [`MailChoices::set_notifications_off`], for somebody who asked for it.
    async fn set_contact_notifications_off(&self, contact: ContactId, off: &[Notification]) -> Result<(), Fault>;
}
