//! Webhooks: what integrations are told of changes, and what became of it.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::ids::{SubscriptionId, TokenId, WebhookDeliveryId};
use crate::time::Timestamp;

/// What something happens to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EventObject {
    Contact,
    Company,
    Ticket,
    /// What is said on a ticket.
    Conversation,
}

/// What happens to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EventKind {
    Creation,
    Deletion,
    /// One property gets another value; a subscription names it.
    PropertyChange,
    AssociationChange,
    NewMessage,
    /// Another record became part of it.
    Merge,
    /// It was archived, and is back.
    Restore,
    /// It was erased, because the person may ask for it.
    PrivacyDeletion,
}

/// A type of event that can be subscribed to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct EventType {
    pub object: EventObject,
    pub kind: EventKind,
}

impl EventObject {
    /// HubSpot's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contact => "contact",
            Self::Company => "company",
            Self::Ticket => "ticket",
            Self::Conversation => "conversation",
        }
    }
}

impl EventKind {
    /// HubSpot's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Creation => "creation",
            Self::Deletion => "deletion",
            Self::PropertyChange => "propertyChange",
            Self::AssociationChange => "associationChange",
            Self::NewMessage => "newMessage",
            Self::Merge => "merge",
            Self::Restore => "restore",
            Self::PrivacyDeletion => "privacyDeletion",
        }
    }
}

impl EventType {
    /// All that can happen here.
    pub const ALL: [Self; 24] = {
        use EventKind::{AssociationChange, Creation, Deletion, Merge, NewMessage, PrivacyDeletion, PropertyChange, Restore};
        use EventObject::{Company, Contact, Conversation, Ticket};
        [
            Self::of(Ticket, Creation),
            Self::of(Ticket, PropertyChange),
            Self::of(Ticket, AssociationChange),
            Self::of(Ticket, Deletion),
            Self::of(Ticket, Merge),
            Self::of(Ticket, Restore),
            Self::of(Conversation, Creation),
            Self::of(Conversation, NewMessage),
            Self::of(Conversation, PropertyChange),
            Self::of(Conversation, Deletion),
            Self::of(Conversation, PrivacyDeletion),
            Self::of(Contact, Creation),
            Self::of(Contact, PropertyChange),
            Self::of(Contact, AssociationChange),
            Self::of(Contact, Deletion),
            Self::of(Contact, Merge),
            Self::of(Contact, Restore),
            Self::of(Contact, PrivacyDeletion),
            Self::of(Company, Creation),
            Self::of(Company, PropertyChange),
            Self::of(Company, AssociationChange),
            Self::of(Company, Deletion),
            Self::of(Company, Merge),
            Self::of(Company, Restore),
        ]
    };

    pub const fn of(object: EventObject, kind: EventKind) -> Self {
        Self { object, kind }
    }

    /// As HubSpot writes it: `ticket.propertyChange`.
    pub fn word(self) -> String {
        format!("{}.{}", self.object.word(), self.kind.word())
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|known| known.word() == word)
    }
}

/// The most subscriptions of one app (HubSpot's number).
pub const SUBSCRIPTIONS_MAX: u64 = 1000;
/// The most requests at one time that a target can be set to.
pub const REQUESTS_MAX: u32 = 100;
/// And what it is set to where nobody says otherwise (HubSpot's number).
pub const REQUESTS: u32 = 10;

/// An app in the list: a token that is good, with or without a target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookAppRow {
    pub app: TokenId,
    /// The token's name.
    pub name: String,
    pub target_url: Option<String>,
    pub subscriptions: u64,
    /// Since when nothing is sent, because nothing was taken.
    pub paused_at: Option<Timestamp>,
}

/// Where an app is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookTarget {
    pub url: String,
    /// Requests at one time, 1 to [`REQUESTS_MAX`].
    pub max_requests: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
    pub paused_at: Option<Timestamp>,
    /// Events that wait to be sent, those that are being tried again included.
    pub waiting: u64,
}

/// A type of event that an app is told of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subscription {
    pub id: SubscriptionId,
    /// As it was asked for: `ticket.creation`, or `object.creation` with an `object_type_id`.
    pub event_type: String,
    pub object_type_id: Option<String>,
    pub property: Option<String>,
    pub active: bool,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// Why a request failed that got no answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeliveryProblem {
    /// The address, or what its name leads to, is none that this server calls.
    NotAllowed,
    /// Not reached, or not answered within five seconds. In English.
    Unreachable { reason: String },
}

/// Where a delivery stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeliveryState {
    /// It is to be sent at this time, for the first time or again; without a time, once the target is called again.
    Waiting {
        next: Option<Timestamp>,
    },
    Delivered {
        at: Timestamp,
    },
    /// All tries failed.
    Failed {
        at: Timestamp,
    },
}

/// A request, or what is to be one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryRow {
    pub id: WebhookDeliveryId,
    pub state: DeliveryState,
    pub attempts: u32,
    /// The HTTP status of the last answer.
    pub status: Option<u16>,
    pub problem: Option<DeliveryProblem>,
    pub created_at: Timestamp,
    pub events: u64,
}

/// A delivery with what was sent and answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeliveryShown {
    pub app: TokenId,
    pub row: DeliveryRow,
    /// JSON, indented.
    pub payload: String,
    /// The beginning of the last answer's body.
    pub answer: Option<String>,
}

/// An app's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WebhookApp {
    pub app: TokenId,
    pub name: String,
    pub target: Option<WebhookTarget>,
    pub subscriptions: Vec<Subscription>,
    /// The latest, the newest first.
    pub deliveries: Vec<DeliveryRow>,
}

/// What became of a test.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WebhookTest {
    Answered { status: u16, body: String },
    Failed(DeliveryProblem),
}

/// What admins do with webhooks.
#[async_trait]
pub trait Webhooks: Send + Sync {
    /// The tokens that are good, with what they are told.
    async fn webhook_apps(&self) -> Result<Vec<WebhookAppRow>, Fault>;

    async fn webhook_app(&self, app: TokenId) -> Result<WebhookApp, Fault>;

    /// Sets where the app is told. Answers the client secret, this once, where there was no target before. Needs a fresh
    /// proof. Fields: `url`, `max_requests`.
    async fn set_webhook_target(&self, app: TokenId, url: &str, max_requests: u32) -> Result<Option<String>, Fault>;

    /// Takes the target away, with its subscriptions and what waits.
    async fn remove_webhook_target(&self, app: TokenId) -> Result<(), Fault>;

    /// Another client secret, shown this once; the one before signs nothing any more. Needs a fresh proof.
    async fn replace_webhook_secret(&self, app: TokenId) -> Result<String, Fault>;

    /// Fields: `event`, `property`.
    async fn subscribe_webhook(&self, app: TokenId, event: &str, property: &str) -> Result<(), Fault>;

    async fn set_webhook_subscription(&self, app: TokenId, subscription: SubscriptionId, active: bool) -> Result<(), Fault>;

    async fn remove_webhook_subscription(&self, app: TokenId, subscription: SubscriptionId) -> Result<(), Fault>;

    /// Sends an event that is none, now, and answers what came of it.
    async fn test_webhook(&self, app: TokenId) -> Result<WebhookTest, Fault>;

    /// Goes on with a target that was paused.
    async fn resume_webhooks(&self, app: TokenId) -> Result<(), Fault>;

    async fn webhook_delivery(&self, delivery: WebhookDeliveryId) -> Result<DeliveryShown, Fault>;

    /// Sends it again, as if it were new.
    async fn replay_webhook_delivery(&self, delivery: WebhookDeliveryId) -> Result<(), Fault>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_are_read_as_they_are_written() {
        for known in EventType::ALL {
            assert_eq!(EventType::parse(&known.word()), Some(known));
        }
        assert_eq!(EventType::ALL[1].word(), "ticket.propertyChange");
        for other in ["", "ticket", "conversation.restore", "deal.creation", "company.privacyDeletion", "object.creation"] {
            assert_eq!(EventType::parse(other), None, "{other}");
        }
    }
}
