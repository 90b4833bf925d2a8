//! The letters that customers may do without.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;

/// Letters that a customer may do without, by what they tell of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notification {
    /// A ticket has arrived.
    Received,
    /// The team answered.
    Answers,
    /// Another customer wrote on a ticket that one is on.
    Colleagues,
    /// The status changed, or the ticket was reopened.
    Status,
    Closed,
}

impl Notification {
    pub const ALL: [Self; 5] = [Self::Answers, Self::Status, Self::Closed, Self::Received, Self::Colleagues];

    /// The form control's name, and what stands in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Received => "received",
            Self::Answers => "answers",
            Self::Colleagues => "colleagues",
            Self::Status => "status",
            Self::Closed => "closed",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|notification| notification.word() == word)
    }
}

/// What an address that turns letters off is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnsubscribeShown {
    pub notification: Notification,
    pub is_off: bool,
    pub all_off: bool,
}

/// What a customer decides about letters.
#[async_trait]
pub trait MailChoices: Send + Sync {
    /// The notifications that the contact does without.
    async fn notifications_off(&self) -> Result<Vec<Notification>, Fault>;

    /// These are off from now on, all others on. What always goes is not asked.
    async fn set_notifications_off(&self, off: &[Notification]) -> Result<(), Fault>;
}

/// What can be done at a portal's door with the address in a notification, by whoever has it.
#[async_trait]
pub trait UnsubscribeDoor: Send + Sync {
    /// Reads, and turns nothing off.
    async fn unsubscribe_link(&self, token: &str) -> Result<UnsubscribeShown, Fault>;

    /// Turns off the letters that the address is for, or all that a customer may do without.
    async fn unsubscribe(&self, token: &str, all: bool) -> Result<(), Fault>;
}
