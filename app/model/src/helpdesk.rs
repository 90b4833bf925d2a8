//! Tickets as staff know them: everything, internal comments included. None of these types ever goes to a customer.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::attachments::Attachment;
use crate::fault::Fault;
use crate::ids::{CompanyId, ContactId, MessageId, PortalId, StageId, TicketId, UserId};
use crate::mail::TicketLetter;
use crate::properties::{Condition, PropertyValue, Values};
use crate::related::Related;
use crate::tickets::{Posted, Priority, Snippet, Turn};
use crate::time::Timestamp;

/// The queue's views, each with an exact count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum QueueView {
    #[default]
    Open,
    Mine,
    Unassigned,
    WaitingOnUs,
    Closed,
}

impl QueueView {
    pub const ALL: [Self; 5] = [Self::Open, Self::Mine, Self::Unassigned, Self::WaitingOnUs, Self::Closed];

    /// The word in the URL.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Mine => "mine",
            Self::Unassigned => "unassigned",
            Self::WaitingOnUs => "waiting-on-us",
            Self::Closed => "closed",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.word() == word)
    }
}

/// Exact, each view on its own. `Mine`, `Unassigned` and `WaitingOnUs` count open tickets only.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueCounts {
    pub open: u64,
    pub mine: u64,
    pub unassigned: u64,
    pub waiting_on_us: u64,
    pub closed: u64,
}

impl QueueCounts {
    pub fn of(&self, view: QueueView) -> u64 {
        match view {
            QueueView::Open => self.open,
            QueueView::Mine => self.mine,
            QueueView::Unassigned => self.unassigned,
            QueueView::WaitingOnUs => self.waiting_on_us,
            QueueView::Closed => self.closed,
        }
    }
}

/// Newest activity first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct QueueQuery {
    pub view: QueueView,
    /// Searched in subject, id, messages and comments. With words, the view's restriction still holds.
    pub search: String,
    pub after: Option<String>,
    /// All of them must hold.
    pub conditions: Vec<Condition>,
    /// Names of properties whose values the rows come with.
    pub columns: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Queue {
    pub rows: Vec<QueueRow>,
    pub next: Option<String>,
    pub counts: QueueCounts,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QueueRow {
    pub id: TicketId,
    pub subject: String,
    pub stage: String,
    pub turn: Turn,
    pub priority: Option<Priority>,
    pub owner: Option<String>,
    pub requester: Option<String>,
    pub company: Option<String>,
    pub last_activity_at: Timestamp,
    pub excerpt: Option<String>,
    pub found: Option<Snippet>,
    /// Of the columns that were asked for, in their order; empty text: none.
    pub values: Vec<String>,
}

/// A record that something can be associated with, by name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named<Id> {
    pub id: Id,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageChoice {
    pub id: StageId,
    pub label: String,
    pub turn: Turn,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StaffTicket {
    pub id: TicketId,
    pub subject: String,
    pub stage: StageId,
    pub turn: Turn,
    pub priority: Option<Priority>,
    pub category: Option<String>,
    pub source: String,
    pub owner: Option<UserId>,
    pub inbox: Option<String>,
    pub contacts: Vec<TicketContact>,
    pub companies: Vec<TicketCompany>,
    /// Associated tickets: the first 25.
    pub related: Vec<Related>,
    pub created_at: Timestamp,
    pub last_activity_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    pub properties: Vec<PropertyValue>,
    /// Goes up with every change; an edit made from an older one is refused as stale.
    pub version: i64,
    /// Oldest first, the last 500.
    pub entries: Vec<StaffEntry>,
    /// What became of the letters about the entries, by entry.
    pub letters: Vec<TicketLetter>,
    pub draft: String,
    /// All stages of the ticket's pipeline, in order.
    pub stages: Vec<StageChoice>,
    /// Everybody who can own it.
    pub owners: Vec<Named<UserId>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketContact {
    pub id: ContactId,
    pub name: String,
    pub email: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TicketCompany {
    pub id: CompanyId,
    pub name: String,
    pub primary: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffEntry {
    pub id: MessageId,
    pub at: Timestamp,
    pub author: String,
    pub kind: StaffEntryKind,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StaffEntryKind {
    /// From a customer.
    Incoming {
        html: String,
    },
    /// To the customers.
    Outgoing {
        html: String,
    },
    /// Internal.
    Comment {
        html: String,
    },
    Event(StaffEvent),
}

/// What happened to a ticket besides words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StaffEvent {
    Created,
    StageChanged {
        from: String,
        to: String,
    },
    /// `None`: taken away from its owner.
    Assigned {
        to: Option<String>,
    },
    PriorityChanged {
        to: Option<Priority>,
    },
    ContactAdded {
        name: String,
    },
    ContactRemoved {
        name: String,
    },
    CompanyAdded {
        name: String,
    },
    CompanyRemoved {
        name: String,
    },
}

/// Whether, and through which association, a contact sees a ticket at a portal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    pub visible: bool,
    /// May the contact enter the portal at all?
    pub may_enter: bool,
    /// Associated with the ticket themselves.
    pub own: bool,
    /// The contact's primary company, and whether the ticket is associated with it.
    pub primary_company: Option<(Named<CompanyId>, bool)>,
    /// The portal's permission is *all tickets their company is associated with*.
    pub company_permission: bool,
}

/// A ticket that staff file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffNewTicket {
    pub subject: String,
    pub description: String,
    pub contact: Option<ContactId>,
    pub priority: Option<Priority>,
    /// Of properties that were added.
    pub values: Values,
    pub key: String,
}

/// What staff can do with tickets. Every change of a property takes the version it was made from, or `None` to not care.
#[async_trait]
pub trait HelpDesk: Send + Sync {
    async fn queue(&self, query: &QueueQuery) -> Result<Queue, Fault>;

    async fn staff_ticket(&self, ticket: TicketId) -> Result<StaffTicket, Fault>;

    /// Files a ticket for a contact. Idempotent by key.
    async fn file(&self, ticket: &StaffNewTicket) -> Result<TicketId, Fault>;

    /// Answers the customers. A stage may be chosen with it; otherwise an open ticket goes to *waiting on contact*.
    async fn answer(&self, ticket: TicketId, text: &str, key: &str, stage: Option<StageId>) -> Result<Posted, Fault>;

    /// Writes an internal comment.
    async fn comment(&self, ticket: TicketId, text: &str, key: &str) -> Result<Posted, Fault>;

    async fn assign(&self, ticket: TicketId, owner: Option<UserId>, version: Option<i64>) -> Result<(), Fault>;

    async fn set_stage(&self, ticket: TicketId, stage: StageId, version: Option<i64>) -> Result<(), Fault>;

    async fn set_priority(&self, ticket: TicketId, priority: Option<Priority>, version: Option<i64>) -> Result<(), Fault>;

    /// Writes values of properties that were added. Customers do not see them.
    async fn set_values(&self, ticket: TicketId, values: &Values, version: Option<i64>) -> Result<(), Fault>;

    async fn add_contact(&self, ticket: TicketId, contact: ContactId) -> Result<(), Fault>;

    async fn remove_contact(&self, ticket: TicketId, contact: ContactId) -> Result<(), Fault>;

    /// The first company of a ticket becomes its primary one.
    async fn add_company(&self, ticket: TicketId, company: CompanyId) -> Result<(), Fault>;

    async fn remove_company(&self, ticket: TicketId, company: CompanyId) -> Result<(), Fault>;

    async fn save_answer_draft(&self, ticket: TicketId, text: &str) -> Result<(), Fault>;

    /// Markdown as it will look, safe to insert.
    async fn staff_preview(&self, text: &str) -> Result<String, Fault>;

    /// Why the contact sees the ticket at the portal, or why not.
    async fn explain(&self, portal: PortalId, contact: ContactId, ticket: TicketId) -> Result<Explanation, Fault>;
}
