//! What letters say. Made at the moment of sending from what the recipient may see then; the words are chosen in
//! `app::letters`, in their language.

use crate::ids::TicketId;
use crate::language::Language;
use crate::tickets::Status;
use crate::time::Timestamp;

/// From whom, to whom, in which language.
#[derive(Clone, Debug)]
pub struct Envelope {
    /// The Message-ID, without its brackets; the same at every attempt.
    pub mail_id: String,
    pub to: String,
    pub to_name: String,
    /// The portal's name; `None` for staff, who hear from the product.
    pub portal: Option<String>,
    pub language: Language,
    /// Where the recipient turns letters of this sort off; `None` for what always goes. Opens no door.
    pub unsubscribe: Option<String>,
}

/// What it says.
#[derive(Clone, Debug)]
pub enum Content {
    /// `link` enters; good until then.
    Invitation {
        link: String,
        until: Timestamp,
    },
    Reset {
        link: String,
    },
    SignInLink {
        link: String,
    },
    PasswordChanged {
        link: String,
    },
    /// `link` confirms the address; good until then.
    Registration {
        link: String,
        until: Timestamp,
    },
    /// `link` is the sign-in page.
    AlreadyRegistered {
        link: String,
    },
    Approved {
        link: String,
    },
    TicketReceived(About),
    /// To the team: `link` enters; good until then.
    StaffInvitation {
        link: String,
        until: Timestamp,
        by: String,
    },
    /// Somebody of the team took the recipient's second factor away.
    SecondFactorReset {
        link: String,
    },
    /// To the new address.
    EmailChange {
        link: String,
    },
    /// To the old one.
    EmailChanged {
        link: String,
    },
    Replied {
        author: String,
        by: Author,
        about: About,
    },
    /// The status has changed, as customers call it. `about` has no text.
    Status {
        news: StatusNews,
        status: Status,
        about: About,
    },
    /// As [`Content::Invitation`], some days later.
    InvitationReminder {
        link: String,
        until: Timestamp,
    },
    /// Nothing gets through to the target of the app that is called so. `link` shows it.
    WebhooksPaused {
        name: String,
        target: String,
        link: String,
    },
    /// An administrator tries the mail server out.
    Test {
        link: String,
    },
}

/// What a change of the status comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StatusNews {
    Changed,
    /// The days within which it can be reopened.
    Closed {
        reopen_days: i64,
    },
    Reopened,
}

/// Who wrote what the letter is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Author {
    Team,
    Colleague,
    /// For the team.
    Customer,
}

/// A ticket, and the words that are passed on.
#[derive(Clone, Debug)]
pub struct About {
    pub ticket: TicketId,
    pub subject: String,
    /// Plain, and as safe HTML.
    pub text: String,
    pub html: String,
    /// What its files are called. They are fetched on the ticket's page, and never sent.
    pub files: Vec<String>,
    /// Carries no login.
    pub link: String,
}
