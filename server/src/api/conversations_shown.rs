//! Threads and what stands in them, as JSON.

use domain::Portico;
use domain::attachments::{SIGNED_FOR_DEFAULT, StoredFile};
use domain::conversations::{Entry, EntryKind, Thread};
use serde_json::{Value, json};

use super::actors::{account, brief};
use super::door::Caller;
use super::envelope::Envelope;
use super::objects::origin;

pub fn thread(thread: &Thread) -> Value {
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

pub async fn with_files(portico: &Portico, caller: &Caller, found: &Entry) -> Result<Value, Envelope> {
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
