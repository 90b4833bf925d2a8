//! `/conversations/v3/conversations/threads`: tickets' conversations.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Portico;
use domain::conversations::{EntryKind, NewWords, ThreadQuery, ThreadSort};
use model::Timestamp;
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::body::{Input, member, objects, optional_text, required_text};
use super::conversations_shown::{thread, with_files};
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::query::Query;
use super::shown;

const PAGE: u64 = 100;
const PAGE_MAX: u64 = 500;

fn is_open(word: &str) -> Result<bool, Envelope> {
    match word {
        "OPEN" => Ok(true),
        "CLOSED" => Ok(false),
        _ => Err(invalid(format!("status must be OPEN or CLOSED, but was {word}"))),
    }
}

/// A number that the query may give.
fn number(query: &Query, name: &str) -> Result<Option<i64>, Envelope> {
    let wrong = |text: &str| invalid(format!("{name} must be a number, but was {text}"));
    query.one(name).map(|text| text.parse().map_err(|_| wrong(text))).transpose()
}

fn moment(query: &Query, name: &str) -> Result<Option<Timestamp>, Envelope> {
    let wrong = |text: &str| invalid(format!("{name} must be a date and time (ISO 8601), but was {text}"));
    query.one(name).map(|text| domain::crm::moment(text).ok_or_else(|| wrong(text))).transpose()
}

/// `timestamp-number`, where the page before ended; of a list by number, the number alone.
fn place(query: &Query) -> Result<Option<(i64, i64)>, Envelope> {
    let Some(text) = query.one("after") else {
        return Ok(None);
    };
    let wrong = || invalid(format!("after is not a place in this list: {text}"));
    let (at, id) = text.split_once('-').unwrap_or(("0", text));
    Ok(Some((at.parse().map_err(|_| wrong())?, id.parse().map_err(|_| wrong())?)))
}

fn wanted(query: &Query) -> Result<ThreadQuery, Envelope> {
    let sort = match query.one("sort").map(|word| word.trim_start_matches('-')) {
        None | Some("id") => ThreadSort::Id,
        Some("latestMessageTimestamp") => ThreadSort::Latest,
        Some(other) => return Err(invalid(format!("sort must be id or latestMessageTimestamp, but was {other}"))),
    };
    if query.one("sort").is_some_and(|word| word.starts_with('-')) {
        return Err(invalid("Threads are sorted upwards: sort must be id or latestMessageTimestamp."));
    }
    Ok(ThreadQuery {
        inbox: number(query, "inboxId")?,
        open: query.one("threadStatus").map(is_open).transpose()?,
        contact: number(query, "associatedContactId")?,
        ticket: number(query, "associatedTicketId")?,
        latest_after: moment(query, "latestMessageTimestampAfter")?,
        archived: query.is_true("archived"),
        sort,
        after: place(query)?,
        limit: query.limit(PAGE, PAGE_MAX)?,
    })
}

pub async fn threads(State(portico): State<Portico>, query: Query, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    let wanted = wanted(&query)?;
    let (found, more) = caller.0.threads(&wanted).await?;
    let next = found.last().filter(|_| more).map(|last| {
        let after = match wanted.sort {
            ThreadSort::Id => last.id.to_string(),
            ThreadSort::Latest => format!("{}-{}", last.latest_at.0, last.id),
        };
        query.next(&portico, after)
    });
    Ok(shown::ok(&shown::list(found.iter().map(thread).collect(), next)))
}

pub async fn read(Path(id): Path<String>, query: Query, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    let found = if query.is_true("archived") { caller.0.archived_thread(&id).await? } else { caller.0.thread(&id).await? };
    Ok(shown::ok(&thread(&found)))
}

pub async fn update(Path(id): Path<String>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteConversations])?;
    match optional_text(&input.json, "archived")?.as_deref() {
        Some("true") => return Err(invalid("A thread is archived with DELETE.")),
        // The ticket comes back with it.
        Some("false") => {
            caller.require(&[Scope::Tickets])?;
            caller.0.restore_thread(&id).await?;
        }
        _ => {}
    }
    let changed = match optional_text(&input.json, "status")? {
        Some(word) => caller.0.set_thread_open(&id, is_open(&word)?).await?,
        None => caller.0.thread(&id).await?,
    };
    Ok(shown::ok(&thread(&changed)))
}

/// A thread goes with its ticket, so this needs the scope of tickets, too.
pub async fn archive(Path(id): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteConversations])?;
    caller.require(&[Scope::Tickets])?;
    caller.0.archive_record(domain::crm::ObjectType::Tickets, &id).await?;
    Ok(shown::nothing())
}

pub async fn messages(
    State(portico): State<Portico>,
    Path(id): Path<String>,
    query: Query,
    caller: Caller,
) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    let newest_first = match query.one("sort") {
        None | Some("createdAt") => false,
        Some("-createdAt") => true,
        Some(other) => return Err(invalid(format!("sort must be createdAt or -createdAt, but was {other}"))),
    };
    let limit = query.limit(PAGE, PAGE_MAX)?;
    let (found, next) = caller.0.entries(&id, newest_first, query.one("after"), limit).await?;
    let next = next.map(|after| query.next(&portico, after));
    let mut results = Vec::with_capacity(found.len());
    for entry in &found {
        results.push(with_files(&portico, &caller, entry).await?);
    }
    Ok(shown::ok(&shown::list(results, next)))
}

pub async fn message(
    State(portico): State<Portico>,
    Path((id, message)): Path<(String, String)>,
    caller: Caller,
) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    let found = caller.0.entry(&id, &message).await?;
    Ok(shown::ok(&with_files(&portico, &caller, &found).await?))
}

/// The words as they were written: nothing is ever cut.
pub async fn original(Path((id, message)): Path<(String, String)>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    match caller.0.entry(&id, &message).await?.kind {
        EntryKind::Message { text, html, .. } | EntryKind::Comment { text, html } => {
            Ok(shown::ok(&json!({ "text": text, "richText": html.trim_end() })))
        }
        _ => Err(invalid("This entry has no content.")),
    }
}

/// Addresses that a letter is meant for.
fn recipients(body: &Value) -> Result<Vec<String>, Envelope> {
    let mut addresses = Vec::new();
    for recipient in objects(body, "recipients")? {
        let one = member(recipient, "deliveryIdentifier").into_iter();
        for identifier in objects(recipient, "deliveryIdentifiers")?.iter().chain(one) {
            if required_text(identifier, "type")? != "HS_EMAIL_ADDRESS" {
                return Err(invalid("Messages are delivered to addresses: type must be HS_EMAIL_ADDRESS."));
            }
            addresses.push(required_text(identifier, "value")?);
        }
    }
    Ok(addresses)
}

/// The numbers of the files that a message is to carry.
fn attached(body: &Value) -> Result<Vec<String>, Envelope> {
    let files = objects(body, "attachments")?;
    let number = |file: &Value| match optional_text(file, "type")?.as_deref() {
        None | Some("FILE") => required_text(file, "fileId"),
        Some(other) => Err(invalid(format!("The type of an attachment must be FILE, but was {other}"))),
    };
    files.iter().map(number).collect()
}

/// Whoever attaches a file shows it to those who read the message, so this needs the scope of files, too.
pub async fn post(
    State(portico): State<Portico>,
    Path(id): Path<String>,
    caller: Caller,
    input: Input,
) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteConversations])?;
    let body = &input.json;
    let files = attached(body)?;
    if !files.is_empty() {
        caller.require(&super::files::READING)?;
    }
    let words = NewWords {
        text: optional_text(body, "text")?.unwrap_or_default(),
        html: optional_text(body, "richText")?,
        recipients: recipients(body)?,
        files,
    };
    let kind = required_text(body, "type")?;
    let caller = Caller(caller.0.once(input.once.clone()));
    let posted = match kind.as_str() {
        "MESSAGE" => caller.0.post_message(&id, &required_text(body, "senderActorId")?, &words).await?,
        "COMMENT" => caller.0.post_comment(&id, &words).await?,
        other => return Err(invalid(format!("type must be MESSAGE or COMMENT, but was {other}"))),
    };
    Ok(shown::answer(StatusCode::CREATED, &with_files(&portico, &caller, &posted).await?))
}

pub async fn assign(Path(id): Path<String>, caller: Caller, input: Input) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteConversations])?;
    let actor = required_text(&input.json, "actorId")?;
    Ok(shown::ok(&thread(&caller.0.assign_thread(&id, Some(&actor)).await?)))
}

pub async fn unassign(Path(id): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::WriteConversations])?;
    caller.0.assign_thread(&id, None).await?;
    Ok(shown::nothing())
}
