//! A ticket's page.

use serde::{Deserialize, Serialize};

use super::{Priority, Side, Status};
use crate::attachments::Attachment;
use crate::ids::{MessageId, TicketId};
use crate::time::Timestamp;

/// The ticket's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TicketShown {
    pub id: TicketId,
    pub subject: String,
    pub status: Status,
    pub priority: Option<Priority>,
    pub category: Option<String>,
    pub created_at: Timestamp,
    pub last_activity_at: Timestamp,
    pub closed_at: Option<Timestamp>,
    pub requester: Option<String>,
    /// Names of the customers on the ticket.
    pub people: Vec<String>,
    pub company: Option<String>,
    /// Oldest first. The description is the first message.
    pub entries: Vec<Entry>,
    /// There is more before the first entry; hand it to [`Tickets::ticket`] as `before`.
    pub earlier: Option<MessageId>,
    pub abilities: Abilities,
    /// What was typed and not sent.
    pub draft: String,
}

/// One thing in a conversation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    Message(Message),
    Event(Event),
}

/// A message that customers may read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    pub id: MessageId,
    pub author: String,
    pub side: Side,
    /// Rendered from Markdown by the server; safe to insert.
    pub html: String,
    pub at: Timestamp,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub attachments: Vec<Attachment>,
}

/// A change of status, in one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    pub id: MessageId,
    pub status: Status,
    /// Who did it, where that may be said.
    pub author: Option<String>,
    pub at: Timestamp,
}

/// What the viewer may do with a ticket. Made in one place; verbs check it, pages read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Abilities {
    pub reply: ReplyAbility,
    pub close: bool,
    pub reopen: bool,
}

/// What happens if a reply is posted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ReplyAbility {
    Posts,
    PostsAndReopens,
    /// It is closed for good; a reply files a new ticket that refers to this one.
    FilesLinkedTicket,
    No,
}
