//! Who speaks in conversations, the inboxes and channels that they come in by, and visitors.

use axum::extract::Path;
use axum::response::Response;
use domain::conversations::{Actor, Channel, Inbox};
use domain::crm::Refused;
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::body::{Input, optional_text, required_text, texts};
use super::door::Caller;
use super::envelope::Envelope;
use super::query::Query;
use super::{refusals, shown};

/// Actors in one batch.
const BATCH_MAX: usize = 100;

/// Somebody, as messages name them.
pub fn brief(actor: &Actor, place: &str, field: &str) -> Value {
    let mut shown = json!({ "actorId": actor.id, place: field });
    if let Some(name) = &actor.name {
        shown["name"] = name.as_str().into();
    }
    if let Some(email) = &actor.email {
        shown["deliveryIdentifier"] = json!({ "type": "HS_EMAIL_ADDRESS", "value": email });
    }
    shown
}

fn actor(actor: &Actor) -> Value {
    let kind = match actor.id.split('-').next() {
        Some("A") => "AGENT",
        Some("V") => "VISITOR",
        _ => "INTEGRATION",
    };
    json!({ "id": actor.id, "type": kind, "name": actor.name, "email": actor.email })
}

pub async fn read(Path(id): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    let found = caller.0.actors(std::slice::from_ref(&id)).await?;
    let found = found.first().ok_or_else(|| refusals::of(&Refused::NothingCalled(id)))?;
    Ok(shown::ok(&actor(found)))
}

pub async fn batch_read(caller: Caller, input: Input) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    let ids = texts(&input.json, "inputs")?;
    match ids.len() {
        0 => return Err(refusals::of(&Refused::EmptyBatch)),
        many if many > BATCH_MAX => return Err(refusals::of(&Refused::BatchTooLong { max: BATCH_MAX })),
        _ => {}
    }
    let found = caller.0.actors(&ids).await?;
    Ok(shown::ok(&json!({ "status": "COMPLETE", "results": found.iter().map(actor).collect::<Vec<_>>() })))
}

fn inbox(inbox: &Inbox) -> Value {
    json!({
        "id": inbox.id.to_string(), "name": inbox.name, "type": inbox.kind, "createdAt": inbox.created_at.iso(),
        "updatedAt": inbox.created_at.iso(), "archived": inbox.archived,
    })
}

/// A list that says how long it is.
fn counted(results: Vec<Value>) -> Response {
    shown::ok(&json!({ "total": results.len(), "results": results }))
}

pub async fn inboxes(caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    Ok(counted(caller.0.inboxes().await?.iter().map(inbox).collect()))
}

pub async fn one_inbox(Path(id): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    Ok(shown::ok(&inbox(&caller.0.inbox(&id).await?)))
}

fn channel(channel: Channel) -> Value {
    json!({ "id": channel.number().to_string(), "name": channel.name() })
}

fn found(id: &str, is_it: impl Fn(Channel) -> bool) -> Result<Channel, Envelope> {
    let found = Channel::ALL.into_iter().find(|channel| is_it(*channel));
    found.ok_or_else(|| refusals::of(&Refused::NothingCalled(id.to_owned())))
}

pub async fn channels(caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    Ok(counted(Channel::ALL.map(channel).to_vec()))
}

pub async fn one_channel(Path(id): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    Ok(shown::ok(&channel(found(&id, |channel| channel.number().to_string() == id)?)))
}

/// A channel has one account here, which bears its number.
pub fn account(channel: Channel) -> String {
    channel.number().to_string()
}

fn account_shown(channel: Channel) -> Value {
    json!({
        "id": account(channel), "name": channel.name(), "channelId": channel.number().to_string(), "active": true,
        "archived": false, "authorized": true, "createdAt": "1970-01-01T00:00:00.000Z",
    })
}

pub async fn accounts(caller: Caller, query: Query) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    let channels = query.list("channelId");
    let asked = |channel: &Channel| channels.as_ref().is_none_or(|ids| ids.contains(&channel.number().to_string()));
    Ok(counted(Channel::ALL.into_iter().filter(asked).map(account_shown).collect()))
}

pub async fn one_account(Path(id): Path<String>, caller: Caller) -> Result<Response, Envelope> {
    caller.require(&[Scope::ReadConversations])?;
    Ok(shown::ok(&account_shown(found(&id, |channel| account(channel) == id)?)))
}

/// A token by which a page says who its visitor is.
pub async fn visitor_token(caller: Caller, input: Input) -> Result<Response, Envelope> {
    caller.require(&[Scope::VisitorTokens])?;
    let email = required_text(&input.json, "email")?;
    let name = |field| Ok::<_, Envelope>(optional_text(&input.json, field)?.unwrap_or_default());
    let token = caller.0.once(input.once).visitor_token(&email, &name("firstName")?, &name("lastName")?).await?;
    Ok(shown::ok(&json!({ "token": token.text })))
}
