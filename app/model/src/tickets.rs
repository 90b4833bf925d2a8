//! Tickets as a customer knows them. No type here can hold a comment, an owner or an internal property.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FieldErrors, Problem};
use crate::ids::{MessageId, StageId, TicketId};
use crate::text::bounded;
use crate::time::Timestamp;

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

/// Whose tickets the list shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Tab {
    /// `own(c)`: associated with the contact.
    #[default]
    Mine,
    /// Everything that the contact may see.
    Organization,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum SortBy {
    #[default]
    LastActivity,
    Created,
    Subject,
    Status,
    Id,
}

impl SortBy {
    pub const ALL: [Self; 5] = [Self::LastActivity, Self::Created, Self::Subject, Self::Status, Self::Id];

    /// The word in the URL.
    pub fn word(self) -> &'static str {
        match self {
            Self::LastActivity => "activity",
            Self::Created => "created",
            Self::Subject => "subject",
            Self::Status => "status",
            Self::Id => "id",
        }
    }
}

/// What the list shows; the whole of it stands in the URL.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListView {
    pub tab: Tab,
    /// Words to look for in subject, id and visible messages. Empty: everything.
    pub search: String,
    /// A status, by the stage that stands for its label.
    pub status: Option<StageId>,
    /// `Some(true)`: open tickets only; `Some(false)`: closed only.
    pub open: Option<bool>,
    pub priority: Option<Priority>,
    pub sort: SortBy,
    /// Oldest, smallest or A first.
    pub ascending: bool,
    /// Where the page starts: a cursor that an earlier page gave.
    pub after: Option<String>,
}

impl ListView {
    /// The view of a query string's pairs; what is not understood is as if it were not there.
    pub fn from_pairs<'a>(pairs: impl Fn(&str) -> Option<std::borrow::Cow<'a, str>>) -> Self {
        let (sort, ascending) = match pairs("sort").as_deref().map(|sort| (sort.trim_start_matches('-'), !sort.starts_with('-')))
        {
            Some((word, ascending)) => match SortBy::ALL.into_iter().find(|sort| sort.word() == word) {
                Some(sort) => (sort, ascending),
                None => (SortBy::default(), false),
            },
            None => (SortBy::default(), false),
        };
        Self {
            tab: if pairs("tab").as_deref() == Some("organization") { Tab::Organization } else { Tab::Mine },
            search: pairs("q").map(|text| text.trim().chars().take(SUBJECT_MAX).collect()).unwrap_or_default(),
            status: pairs("status").and_then(|text| text.parse().ok()),
            open: match pairs("state").as_deref() {
                Some("open") => Some(true),
                Some("closed") => Some(false),
                _ => None,
            },
            priority: pairs("priority").and_then(|text| Priority::parse(&text)),
            sort,
            ascending,
            after: pairs("after").filter(|text| !text.is_empty()).map(|text| text.into_owned()),
        }
    }

    /// The pairs of the query string, defaults left out. The values are not percent-encoded.
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let mut pairs = Vec::new();
        if self.tab == Tab::Organization {
            pairs.push(("tab", "organization".to_owned()));
        }
        if !self.search.is_empty() {
            pairs.push(("q", self.search.clone()));
        }
        if let Some(status) = self.status {
            pairs.push(("status", status.to_string()));
        }
        if let Some(open) = self.open {
            pairs.push(("state", if open { "open" } else { "closed" }.to_owned()));
        }
        if let Some(priority) = self.priority {
            pairs.push(("priority", priority.word().to_owned()));
        }
        if self.sort != SortBy::default() || self.ascending {
            pairs.push(("sort", format!("{}{}", if self.ascending { "" } else { "-" }, self.sort.word())));
        }
        if let Some(after) = &self.after {
            pairs.push(("after", after.clone()));
        }
        pairs
    }
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TicketRow {
    pub id: TicketId,
    pub subject: String,
    pub status: Status,
    pub priority: Option<Priority>,
    pub created_at: Timestamp,
    pub last_activity_at: Timestamp,
    /// Who filed it, for the Organization tab.
    pub requester: Option<String>,
    pub last_message: Option<LastMessage>,
    /// The team answered and this contact has not looked since.
    pub unread: bool,
    /// Where the searched words stand, when something was searched.
    pub found: Option<Snippet>,
}

/// The latest visible message, in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LastMessage {
    pub author: String,
    pub side: Side,
    /// Plain text, at most about 140 characters.
    pub excerpt: String,
}

/// A piece of plain text in which some parts are to be highlighted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet(pub Vec<SnippetPart>);

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SnippetPart {
    pub text: String,
    pub found: bool,
}

/// Who wrote something, as seen by the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Side {
    You,
    /// Another customer.
    Colleague,
    Team,
}

/// A status that the list can be filtered by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChoice {
    pub id: StageId,
    pub status: Status,
}

/// The list with all that its page shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TicketList {
    pub rows: Vec<TicketRow>,
    pub next: Option<String>,
    pub statuses: Vec<StatusChoice>,
    /// The name of the company whose tickets the Organization tab shows; `None` where the tab gives nothing more.
    pub organization: Option<String>,
}

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

/// A reply as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewReply {
    /// Markdown.
    pub text: String,
    /// Made by the page, once per text: the same key a second time gives the first answer again.
    pub key: String,
}

impl NewReply {
    /// The checks that need nothing but the text itself.
    pub fn check(&self) -> Result<String, Fault> {
        let mut errors = FieldErrors::default();
        let text = errors.check("text", bounded(&self.text, 1, TEXT_MAX));
        let key = errors.check("key", check_key(&self.key));
        text.zip(key).map(|(text, ())| text).ok_or(errors.into_fault())
    }
}

/// A page's own key for one submission: 8–64 characters of `[A-Za-z0-9-]`.
pub fn check_key(key: &str) -> Result<(), Problem> {
    let shaped = (8..=64).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if shaped { Ok(()) } else { Err(Problem::Malformed) }
}

/// What became of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The ticket that the reply is on: another one where it was filed as a linked ticket.
    pub ticket: TicketId,
    pub message: MessageId,
    pub reopened: bool,
}

/// A ticket as a customer files it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicket {
    pub subject: String,
    /// Markdown.
    pub description: String,
    pub priority: Option<Priority>,
    /// See [`NewReply::key`].
    pub key: String,
}

impl NewTicket {
    /// Subject and description, trimmed.
    pub fn check(&self) -> Result<(String, String), Fault> {
        let mut errors = FieldErrors::default();
        let subject = errors.check("subject", crate::text::line(&self.subject, 1, SUBJECT_MAX));
        let description = errors.check("description", bounded(&self.description, 1, TEXT_MAX));
        let key = errors.check("key", check_key(&self.key));
        match (subject, description, key) {
            (Some(subject), Some(description), Some(())) => Ok((subject, description)),
            _ => Err(errors.into_fault()),
        }
    }
}

/// What was typed for a new ticket and not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicketForm {
    pub draft_subject: String,
    pub draft_description: String,
    /// Who will see it besides the contact and the team: the company's name, where colleagues will.
    pub seen_by_company: Option<String>,
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
