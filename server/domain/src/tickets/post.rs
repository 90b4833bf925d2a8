//! Steps that several verbs share, each within the caller's transaction: a message, an event, a stage.

use model::{ContactId, MessageId, Timestamp, TokenId, UserId};
use sea_orm::{
    ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, Set, TryInsertResult,
};

use super::events::StoredEvent;
use super::spoken;
use super::stages::Stages;
use crate::audit::Actor;
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::search::{self, NewDocument};
use crate::tables::{messages, notes, stages, threads, tickets};
use crate::webhooks::capture::Capture;
use crate::{history, tokens};

/// Who does something to a ticket.
#[derive(Clone, Copy, Debug)]
pub enum Author {
    Contact(ContactId),
    User(UserId),
    /// An integration, for the team.
    Token(TokenId),
    /// A staff member, for whom an integration speaks: theirs are the words, and its is the deed.
    Spoken {
        user: UserId,
        by: TokenId,
    },
}

impl Author {
    pub fn contact(self) -> Option<i64> {
        match self {
            Self::Contact(contact) => Some(contact.0),
            Self::User(_) | Self::Token(_) | Self::Spoken { .. } => None,
        }
    }

    pub fn user(self) -> Option<i64> {
        match self {
            Self::User(user) | Self::Spoken { user, .. } => Some(user.0),
            Self::Contact(_) | Self::Token(_) => None,
        }
    }

    /// A page's key as it is stored: the same key from somebody else is another one.
    pub fn key(self, key: &str) -> String {
        match self {
            Self::Contact(contact) => format!("c{contact}:{key}"),
            Self::User(user) => format!("u{user}:{key}"),
            Self::Token(token) | Self::Spoken { by: token, .. } => format!("t{token}:{key}"),
        }
    }
}

/// The integration that wrote something, by the key as it is stored.
pub fn integration_of(key: Option<&str>) -> Option<TokenId> {
    key?.strip_prefix('t')?.split_once(':')?.0.parse().ok()
}

/// What an integration is called, which has no row among people that its name could be looked up in.
async fn name_of(tx: &DatabaseTransaction, author: Author) -> Outcome<Option<String>> {
    match author {
        Author::Contact(_) | Author::User(_) | Author::Spoken { .. } => Ok(None),
        Author::Token(token) => tokens::name(tx, token).await,
    }
}

/// Words on a ticket.
pub struct Words<'a> {
    pub ticket: i64,
    pub author: Author,
    /// An internal comment, which is in no customer's scope.
    pub internal: bool,
    pub text: &'a str,
    /// As stored, see [`Author::key`].
    pub key: &'a str,
    /// The note that the comment is, where it is there already; a comment without becomes one.
    pub note: Option<&'a notes::Model>,
}

/// Adds the message and its search document. `None`: its key has been used before.
pub async fn write(portico: &Portico, tx: &DatabaseTransaction, words: Words<'_>) -> Outcome<Option<MessageId>> {
    let direction = match words.author {
        _ if words.internal => None,
        Author::Contact(_) => Some("INCOMING"),
        Author::User(_) | Author::Token(_) | Author::Spoken { .. } => Some("OUTGOING"),
    };
    let (thread, began) = thread_of(tx, words.ticket, portico.now().0).await?;
    let row = messages::ActiveModel {
        ticket_id: Set(words.ticket),
        thread_id: Set(Some(thread)),
        kind: Set(if words.internal { "COMMENT" } else { "MESSAGE" }.to_owned()),
        direction: Set(direction.map(str::to_owned)),
        contact_id: Set(words.author.contact()),
        user_id: Set(words.author.user()),
        author_name: Set(name_of(tx, words.author).await?),
        text: Set(words.text.to_owned()),
        submission_key: Set(Some(words.key.to_owned())),
        created_at: Set(words.note.map_or(portico.now().0, |note| note.noted_at)),
        note_id: Set(words.note.map(|note| note.id)),
        ..Default::default()
    };
    let once = [messages::Column::SubmissionKey];
    let inserted = messages::Entity::insert(row).on_conflict_do_nothing_on(once).exec(tx).await?;
    let TryInsertResult::Inserted(inserted) = inserted else {
        return Ok(None);
    };
    let message = inserted.last_insert_id;
    let scope = if words.internal { Vec::new() } else { search::current_scope(tx, words.ticket).await? };
    let text = words.text.to_owned();
    let document = NewDocument { ticket_id: words.ticket, message_id: Some(message), text, scope };
    search::insert(tx, portico.store.is_sqlite(), &[document]).await?;
    if let Some(mut capture) = Capture::begin(tx, Actor::from(words.author), portico.now().0).await? {
        if began {
            capture.conversation_began(words.ticket);
        }
        capture.said(words.ticket, message, words.internal);
        capture.write(tx).await?;
    }
    if !words.internal {
        let at = (words.ticket, portico.now().0);
        spoken::note(tx, Actor::from(words.author), at, direction == Some("OUTGOING")).await?;
    }
    Ok(Some(MessageId(message)))
}

/// The ticket's thread, which begins with the first words on it: a ticket needs none to exist. And whether these are they.
pub async fn thread_of(tx: &DatabaseTransaction, ticket: i64, now: i64) -> Outcome<(i64, bool)> {
    let thread = || threads::Entity::find().filter(threads::Column::TicketId.eq(ticket)).one(tx);
    if let Some(thread) = thread().await? {
        return Ok((thread.id, false));
    }
    let inbox = tickets::Entity::find_by_id(ticket).select_only().column(tickets::Column::InboxId).into_tuple().one(tx).await?;
    let row = threads::ActiveModel {
        ticket_id: Set(ticket),
        inbox_id: Set(inbox.flatten()),
        created_at: Set(now),
        ..Default::default()
    };
    // Whoever began it meanwhile has begun it for both.
    let once = [threads::Column::TicketId];
    let began = threads::Entity::insert(row).on_conflict_do_nothing_on(once).exec_without_returning(tx).await?;
    let thread = thread().await?.ok_or_else(|| Failure::internal("a thread was begun and is not there"))?;
    Ok((thread.id, matches!(began, TryInsertResult::Inserted(1))))
}

/// The message that was posted with a key.
pub async fn by_key(connection: &impl ConnectionTrait, key: &str) -> Outcome<Option<messages::Model>> {
    Ok(messages::Entity::find().filter(messages::Column::SubmissionKey.eq(key)).one(connection).await?)
}

/// How long the same words at the end of a conversation are the same message, in milliseconds.
const SAME_FOR: i64 = 10 * Timestamp::MINUTE;

/// The last message of the ticket, if the author has just said exactly that. Two windows have one draft: what was sent from
/// one still stands in the other, under another key.
pub async fn just_said(
    portico: &Portico,
    tx: &DatabaseTransaction,
    ticket: i64,
    author: Author,
    text: &str,
) -> Outcome<Option<MessageId>> {
    let last = messages::Entity::find()
        .filter(messages::Column::TicketId.eq(ticket))
        .filter(messages::Column::Kind.ne("EVENT"))
        .order_by_desc(messages::Column::Id)
        .one(tx)
        .await?;
    let own = |message: &messages::Model| {
        message.kind == "MESSAGE"
            && (message.contact_id, message.user_id) == (author.contact(), author.user())
            && message.text == text
            && portico.now().0 - message.created_at < SAME_FOR
    };
    Ok(last.filter(own).map(|message| MessageId(message.id)))
}

/// Adds an event. A key makes it the sign that a post with that key did it.
pub async fn happened(
    portico: &Portico,
    tx: &DatabaseTransaction,
    ticket: i64,
    author: Author,
    event: StoredEvent,
    key: Option<String>,
) -> Outcome<()> {
    let row = event_row(portico, ticket, author, name_of(tx, author).await?, &event);
    messages::Entity::insert(messages::ActiveModel { submission_key: Set(key), ..row }).exec_without_returning(tx).await?;
    Ok(())
}

/// Adds the same event to several tickets.
pub async fn happened_to_all(
    portico: &Portico,
    tx: &DatabaseTransaction,
    tickets: &[i64],
    author: Author,
    event: StoredEvent,
) -> Outcome<()> {
    let name = name_of(tx, author).await?;
    let rows = tickets.iter().map(|ticket| event_row(portico, *ticket, author, name.clone(), &event));
    messages::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}

fn event_row(
    portico: &Portico,
    ticket: i64,
    author: Author,
    author_name: Option<String>,
    event: &StoredEvent,
) -> messages::ActiveModel {
    messages::ActiveModel {
        ticket_id: Set(ticket),
        kind: Set("EVENT".to_owned()),
        contact_id: Set(author.contact()),
        user_id: Set(author.user()),
        author_name: Set(author_name),
        text: Set(String::new()),
        event: Set(Some(event.json())),
        submission_key: Set(None),
        created_at: Set(portico.now().0),
        ..Default::default()
    }
}

/// The change of a ticket, begun: one more version.
pub fn changed(portico: &Portico, ticket: &tickets::Model) -> tickets::ActiveModel {
    tickets::ActiveModel {
        id: ActiveValue::Unchanged(ticket.id),
        version: Set(ticket.version + 1),
        updated_at: Set(portico.now().0),
        ..Default::default()
    }
}

/// The change, seen by customers: the ticket moves up in their lists. Never back, on a ticket imported from the future.
pub fn active(portico: &Portico, ticket: &tickets::Model) -> tickets::ActiveModel {
    let mut change = changed(portico, ticket);
    change.last_activity_at = Set(portico.now().0.max(ticket.last_activity_at));
    change
}

/// Writes a change, and notes which values became others. Every change of a ticket goes through here: the history of its
/// values has no gaps, whoever made it.
pub async fn save(
    tx: &DatabaseTransaction,
    actor: Actor,
    before: &tickets::Model,
    change: tickets::ActiveModel,
) -> Outcome<tickets::Model> {
    let after = change.update(tx).await?;
    history::ticket(tx, actor, before, &after).await?;
    if after.owner_id != before.owner_id {
        spoken::assigned(tx, actor, (after.id, after.updated_at), after.owner_id.is_some()).await?;
    }
    Ok(after)
}

/// Moves to a stage: `turn`, `is_open` and `closed_at` follow.
pub fn move_to(portico: &Portico, change: &mut tickets::ActiveModel, ticket: &tickets::Model, stage: &stages::Model) {
    let open = stage.turn != "CLOSED";
    change.pipeline_id = Set(stage.pipeline_id);
    change.stage_id = Set(stage.id);
    change.turn = Set(stage.turn.clone());
    change.is_open = Set(open);
    change.closed_at = Set(if open { None } else { ticket.closed_at.filter(|_| !ticket.is_open).or(Some(portico.now().0)) });
}

/// The stage that a ticket goes to when a customer has written: the first that waits on us. A new ticket stays new, and
/// one whose pipeline has no such stage stays where it is, if it is open.
pub fn after_customer<'a>(stages: &'a Stages, ticket: &tickets::Model) -> Option<&'a stages::Model> {
    use model::tickets::Turn;
    if ticket.turn == "NEW" {
        return None;
    }
    let open = stages.first(ticket.pipeline_id, Turn::Us);
    let any = || [Turn::New, Turn::Contact].into_iter().find_map(|turn| stages.first(ticket.pipeline_id, turn));
    if ticket.is_open { open } else { open.or_else(any) }
}
