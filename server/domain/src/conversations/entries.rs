//! What stands in a thread.

use model::{TicketId, Timestamp, TokenId};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::actors::{Actor, Persons};
use super::threads::Channel;
use crate::attachments::{self, StoredFile};
use crate::crm::{Done, Refused};
use crate::desks::TokenDesk;
use crate::failure::Outcome;
use crate::markdown;
use crate::tables::{messages, tickets};
use crate::tickets::access;
use crate::tickets::events::StoredEvent;
use crate::tickets::post;
use crate::tickets::stages::{Stages, parse_turn};

/// One entry of a thread.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// `description-7`: what ticket 7 began with; else a message's number.
    pub id: String,
    pub thread: TicketId,
    pub at: Timestamp,
    pub by: Actor,
    pub kind: EntryKind,
    /// How the conversation came about.
    pub channel: Channel,
    /// The integration that wrote it, where one did.
    pub app: Option<TokenId>,
    /// Customers whom a message goes to.
    pub to: Vec<Actor>,
    /// The files of a message or comment.
    pub files: Vec<StoredFile>,
}

/// What it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Words that customers see, by one of them (`incoming`) or to them.
    Message {
        incoming: bool,
        text: String,
        html: String,
    },
    /// Words that no customer sees.
    Comment {
        text: String,
        html: String,
    },
    /// `None`: to nobody.
    Assignment {
        to: Option<Actor>,
    },
    StatusChange {
        open: bool,
    },
}

/// The number that an entry's name stands for; the description has none, and comes first.
fn number(name: &str, thread: TicketId) -> Option<i64> {
    match name.strip_prefix("description-") {
        Some(ticket) => (ticket == thread.to_string()).then_some(0),
        None => name.parse().ok().filter(|number| *number > 0),
    }
}

fn description(ticket: &tickets::Model, persons: &Persons) -> Option<Entry> {
    if ticket.content.trim().is_empty() {
        return None;
    }
    let by = ticket.created_by_id.map_or_else(Actor::integration, |contact| persons.contact(contact));
    Some(Entry {
        id: format!("description-{}", ticket.id),
        thread: TicketId(ticket.id),
        at: Timestamp(ticket.created_at),
        kind: EntryKind::Message { incoming: true, text: ticket.content.clone(), html: markdown::to_html(&ticket.content) },
        by,
        channel: Channel::of(&ticket.source),
        app: None,
        to: Vec::new(),
        files: Vec::new(),
    })
}

/// `None`: nothing that a thread tells of.
fn entry(
    (ticket, row): (&tickets::Model, &messages::Model),
    persons: &Persons,
    stages: &Stages,
    files: Vec<StoredFile>,
) -> Outcome<Option<Entry>> {
    let html = || markdown::to_html(&row.text);
    let kind = match row.kind.as_str() {
        "MESSAGE" => {
            let incoming = row.direction.as_deref() != Some("OUTGOING");
            EntryKind::Message { incoming, text: row.text.clone(), html: html() }
        }
        "COMMENT" => EntryKind::Comment { text: row.text.clone(), html: html() },
        _ => match row.event.as_deref().and_then(StoredEvent::parse) {
            Some(StoredEvent::Assigned { to }) => EntryKind::Assignment { to: to.map(|user| persons.user(user)) },
            Some(StoredEvent::StageChanged { from, to }) => {
                let is_open = |stage: i64| stages.get(stage).map(|stage| parse_turn(&stage.turn) != model::tickets::Turn::Closed);
                if is_open(from)? == is_open(to)? {
                    return Ok(None);
                }
                EntryKind::StatusChange { open: is_open(to)? }
            }
            _ => return Ok(None),
        },
    };
    let by = match (row.user_id, row.contact_id) {
        (Some(user), _) => persons.user(user),
        (None, Some(contact)) => persons.contact(contact),
        (None, None) => Actor { name: row.author_name.clone(), ..Actor::integration() },
    };
    let outgoing = matches!(kind, EntryKind::Message { incoming: false, .. });
    Ok(Some(Entry {
        id: row.id.to_string(),
        thread: TicketId(row.ticket_id),
        at: Timestamp(row.created_at),
        by,
        kind,
        channel: Channel::of(&ticket.source),
        app: post::integration_of(row.submission_key.as_deref()),
        to: if outgoing { persons.customers() } else { Vec::new() },
        files,
    }))
}

/// Words, and the two events that threads tell of.
fn told() -> Condition {
    let event = |word: &str| messages::Column::Event.like(format!("{{\"{word}\"%"));
    Condition::any().add(messages::Column::Kind.is_in(["MESSAGE", "COMMENT"])).add(event("StageChanged")).add(event("Assigned"))
}

impl TokenDesk {
    /// Entries of a thread, from the first on or from the last back (`newest_first`), beyond one: at most `limit`, and the
    /// entry after which the next page begins. What the ticket began with is the first of them.
    pub async fn entries(
        &self,
        thread: &str,
        newest_first: bool,
        after: Option<&str>,
        limit: u64,
    ) -> Done<(Vec<Entry>, Option<String>)> {
        let ticket = self.ticket_of(thread).await?;
        let id = TicketId(ticket.id);
        let after = match after {
            Some(name) => Some(number(name, id).ok_or_else(|| Refused::NothingCalled(name.to_owned()))?),
            None => None,
        };
        let reader = self.portico.store.reader();
        let mut find = messages::Entity::find()
            .filter(messages::Column::TicketId.eq(ticket.id))
            .filter(access::messages_visible_to(&self.viewer()))
            .filter(told());
        if let Some(after) = after {
            let id = messages::Column::Id;
            find = find.filter(if newest_first { id.lt(after) } else { id.gt(after) });
        }
        let order = if newest_first { sea_orm::Order::Desc } else { sea_orm::Order::Asc };
        let rows = find.order_by(messages::Column::Id, order).limit(limit + 1).all(reader).await?;
        let (persons, stages) = (Persons::load(reader, &ticket, &rows).await?, Stages::load(reader).await?);
        let mut files = attachments::of(&self.portico, reader, &rows).await?;
        let mut entries: Vec<Entry> = Vec::with_capacity(rows.len() + 1);
        for row in &rows {
            entries.extend(entry((&ticket, row), &persons, &stages, files.remove(&row.id).unwrap_or_default())?);
        }
        let full = usize::try_from(limit).unwrap_or(usize::MAX);
        // The last of all, where the rows end; nothing comes after it but itself.
        let first = description(&ticket, &persons);
        match newest_first {
            false if after.is_none() => entries.splice(0..0, first).for_each(drop),
            true if rows.len() <= full && after != Some(0) => entries.extend(first),
            _ => {}
        }
        let more = rows.len() > full || entries.len() > full;
        entries.truncate(full);
        let next = entries.last().filter(|_| more).map(|last| last.id.clone());
        Ok((entries, next))
    }

    /// One entry of a thread.
    pub async fn entry(&self, thread: &str, name: &str) -> Done<Entry> {
        let ticket = self.ticket_of(thread).await?;
        let not_found = || Refused::NothingCalled(name.to_owned());
        let wanted = number(name, TicketId(ticket.id)).ok_or_else(not_found)?;
        let reader = self.portico.store.reader();
        let row = messages::Entity::find_by_id(wanted)
            .filter(messages::Column::TicketId.eq(ticket.id))
            .filter(access::messages_visible_to(&self.viewer()))
            .one(reader)
            .await?;
        let rows: Vec<messages::Model> = row.into_iter().collect();
        let persons = Persons::load(reader, &ticket, &rows).await?;
        let found = match rows.first() {
            Some(row) => {
                let files = attachments::of_one(&self.portico, reader, row).await?;
                entry((&ticket, row), &persons, &Stages::load(reader).await?, files)?
            }
            None if wanted == 0 => description(&ticket, &persons),
            None => None,
        };
        Ok(found.ok_or_else(not_found)?)
    }
}
