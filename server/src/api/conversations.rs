//! `/conversations/v3/conversations/threads`: tickets' conversations.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use domain::Portico;
use domain::attachments::{SIGNED_FOR_DEFAULT, StoredFile};
use domain::conversations::{Entry, EntryKind, NewWords, Thread, ThreadQuery, ThreadSort};
use model::Timestamp;
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::actors::{account, brief};
use super::body::{Input, member, objects, optional_text, required_text};
use super::door::Caller;
use super::envelope::{Envelope, invalid};
use super::objects::origin;
use super::query::Query;
use super::shown;

const PAGE: u64 = 100;
const PAGE_MAX: u64 = 500;

fn thread(thread: &Thread) -> Value {
    let channel = thread.channel.number().to_string();
    let mut shown = json!({
        "id": thread.id.to_string(), "createdAt": thread.created_at.iso(), "status": status(thread.open),
        "originalChannelId": channel, "originalChannelAccountId": account(thread.channel),
        "latestMessageTimestamp": thread.latest_at.iso(), "spam": false, "archived": thread.archived,
        "threadAssociations": { "associatedTicketId": thread.id.to_string() },
    });
    let more = [
        ("closedAt", thread.closed_at.map(|at| at.iso())),
        ("assignedTo", thread.assigned_to.map(|user| format!("A-{user}"))),
        ("inboxId", thread.inbox.map(|inbox| inbox.to_string())),
        ("associatedContactId", thread.contact.map(|contact| contact.to_string())),
    ];
    for (name, value) in more {
        if let Some(value) = value {
            shown[name] = value.into();
        }
    }
    shown
}

fn status(open: bool) -> &'static str {
    if open { "OPEN" } else { "CLOSED" }
}

fn is_open(word: &str) -> Result<bool, Envelope> {
    match word {
        "OPEN" => Ok(true),
        "CLOSED" => Ok(false),
        _ => Err(invalid(format!("status must be OPEN or CLOSED, but was {word}"))),
    }
}

/// A file of a message. Whoever may read the message may fetch it: the address needs no token, and is good for an hour, or
/// as long as the file is public.
async fn attachment(portico: &Portico, caller: &Caller, file: &StoredFile) -> Result<Value, Envelope> {
    let path = match caller.0.public_path(file).await? {
        Some(path) => path,
        None => caller.0.signed_path(file, SIGNED_FOR_DEFAULT).await?.0,
    };
    let usage = match file.word.as_str() {
        "IMG" => "IMAGE",
        "AUDIO" => "AUDIO",
        _ => "OTHER",
    };
    Ok(json!({
        "type": "FILE", "fileId": file.id.to_string(), "fileUsageType": usage, "name": file.file_name(),
        "url": format!("{}{path}", origin(portico)),
    }))
}

async fn with_files(portico: &Portico, caller: &Caller, found: &Entry) -> Result<Value, Envelope> {
    let mut shown = entry(found);
    if let Some(Value::Array(attachments)) = shown.get_mut("attachments") {
        for file in &found.files {
            attachments.push(attachment(portico, caller, file).await?);
        }
    }
    Ok(shown)
}

/// What wrote an entry: an integration, whose own events it is to know again; people, at a page; or nobody.
fn client(entry: &Entry) -> Value {
    let said = matches!(entry.kind, EntryKind::Message { .. } | EntryKind::Comment { .. });
    match entry.app {
        Some(app) => json!({ "clientType": "INTEGRATION", "integrationAppId": app.0 }),
        None if entry.by.id.starts_with("I-") => json!({ "clientType": "INTEGRATION" }),
        None if said => json!({ "clientType": "HUBSPOT" }),
        None => json!({ "clientType": "SYSTEM" }),
    }
}

fn entry(entry: &Entry) -> Value {
    let mut shown = json!({
        "id": entry.id, "conversationsThreadId": entry.thread.to_string(), "createdAt": entry.at.iso(),
        "createdBy": entry.by.id, "archived": false,
        "client": client(entry), "senders": [brief(&entry.by, "senderField", "FROM")],
        "recipients": entry.to.iter().map(|to| brief(to, "recipientField", "TO")).collect::<Vec<_>>(),
    });
    let mut set = |name: &str, value: Value| shown[name] = value;
    match &entry.kind {
        EntryKind::Message { incoming, text, html } => {
            set("type", "MESSAGE".into());
            set("text", text.as_str().into());
            set("richText", html.trim_end().into());
            set("attachments", json!([]));
            set("truncationStatus", "NOT_TRUNCATED".into());
            set("channelId", entry.channel.number().to_string().into());
            set("channelAccountId", account(entry.channel).into());
            set("direction", if *incoming { "INCOMING" } else { "OUTGOING" }.into());
            set("status", json!({ "statusType": if *incoming { "RECEIVED" } else { "SENT" } }));
        }
        EntryKind::Comment { text, html } => {
            set("type", "COMMENT".into());
            set("text", text.as_str().into());
            set("richText", html.trim_end().into());
            set("attachments", json!([]));
        }
        EntryKind::Assignment { to } => {
            set("type", "ASSIGNMENT".into());
            set("assignedTo", to.as_ref().map_or(Value::Null, |to| to.id.as_str().into()));
        }
        EntryKind::StatusChange { open } => {
            set("type", "THREAD_STATUS_CHANGE".into());
            set("newStatus", status(*open).into());
        }
    }
    shown
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
        caller.require(&[Scope::Files])?;
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
