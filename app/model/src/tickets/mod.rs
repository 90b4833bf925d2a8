//! Tickets as a customer knows them. No type here can hold a comment, an owner or an internal property.

mod list;
mod shown;
mod writing;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

pub use self::list::*;
pub use self::shown::*;
pub use self::writing::*;
use crate::fault::Fault;
use crate::ids::{MessageId, TicketId};

pub const SUBJECT_MAX: usize = 200;
/// Characters of Markdown in one message or description.
pub const TEXT_MAX: usize = 50_000;

/// Whose turn it is: what a customer wants to know first. Follows from the stage.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Turn {
    New,
    /// Waiting on the contact.
    Contact,
    /// With us.
    Us,
    Closed,
}

impl Turn {
    pub fn is_open(self) -> bool {
        self != Self::Closed
    }

    /// The word for CSS classes.
    pub fn word(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Contact => "contact",
            Self::Us => "us",
            Self::Closed => "closed",
        }
    }
}

/// A stage as its customers are to see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The admin's words: the customer label, or the label of a stage that the admin made. `None`: the product's own
    /// words for the turn, in the reader's language.
    pub label: Option<String>,
    pub turn: Turn,
}

/// HubSpot's values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Priority {
    Low,
    Medium,
    High,
    Urgent,
}

impl Priority {
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Urgent];

    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "LOW",
            Self::Medium => "MEDIUM",
            Self::High => "HIGH",
            Self::Urgent => "URGENT",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|priority| priority.word() == word)
    }
}

/// Who wrote something, as seen by the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    You,
    /// Another customer.
    Colleague,
    Team,
}
/// What a signed-in contact can do with tickets.
#[async_trait]
pub trait Tickets: Send + Sync {
    /// A page of the list. A cursor that is not understood starts from the top.
    async fn tickets(&self, view: &ListView) -> Result<TicketList, Fault>;

    /// A ticket, and marks it as read by this contact (unless somebody only views the portal as them). The last 200
    /// entries, or those before `before`.
    async fn ticket(&self, ticket: TicketId, before: Option<MessageId>) -> Result<TicketShown, Fault>;

    /// Posts a reply, reopening the ticket or filing a linked one as [`Abilities::reply`] says. Idempotent by key.
    async fn reply(&self, ticket: TicketId, reply: &NewReply) -> Result<Posted, Fault>;

    async fn close(&self, ticket: TicketId) -> Result<(), Fault>;

    async fn reopen(&self, ticket: TicketId) -> Result<(), Fault>;

    /// The new-ticket page: what was typed before, and who will see the ticket.
    async fn new_ticket_form(&self) -> Result<NewTicketForm, Fault>;

    /// Files a ticket. Idempotent by key.
    async fn open(&self, ticket: &NewTicket) -> Result<TicketId, Fault>;

    /// Keeps what is being typed as a reply. Empty text removes the draft.
    async fn save_reply_draft(&self, ticket: TicketId, text: &str) -> Result<(), Fault>;

    async fn save_new_ticket_draft(&self, subject: &str, description: &str) -> Result<(), Fault>;

    /// Markdown as it will look, safe to insert.
    async fn preview(&self, text: &str) -> Result<String, Fault>;
}
