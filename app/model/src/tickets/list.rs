//! The list: what it is asked for, and what it shows.

use serde::{Deserialize, Serialize};

use super::{Priority, SUBJECT_MAX, Side, Status};
use crate::ids::{StageId, TicketId};
use crate::time::Timestamp;

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
