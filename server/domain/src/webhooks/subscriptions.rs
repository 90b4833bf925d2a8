//! What an app is told of.

use model::api_tokens::Scope;
use model::webhooks::{EventKind, EventObject, EventType, SUBSCRIPTIONS_MAX, Subscription};
use model::{SubscriptionId, Timestamp, TokenId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    Set, Unchanged,
};
use serde_json::json;

use super::WebhookRefusal;
use super::capture::{CONVERSATION_PROPERTIES, key_of};
use super::settings::{object_of, present, refused};
use crate::audit::{Actor, Entry};
use crate::crm::{Definitions, Done, ObjectType};
use crate::failure::Outcome;
use crate::history::NOT_KEPT;
use crate::portico::Portico;
use crate::tables::webhook_subscriptions;

/// What is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSubscription {
    /// `ticket.creation`, or `object.creation` with an object type.
    pub event_type: String,
    pub object_type_id: Option<String>,
    pub property: Option<String>,
    pub active: bool,
}

/// What it comes to: a type of event, whichever way it was written.
struct Understood {
    event: EventType,
    /// Only of the general way.
    object_type_id: Option<&'static str>,
    property: Option<String>,
}

fn record_of(object: EventObject) -> Option<ObjectType> {
    match object {
        EventObject::Contact => Some(ObjectType::Contacts),
        EventObject::Company => Some(ObjectType::Companies),
        EventObject::Ticket => Some(ObjectType::Tickets),
        EventObject::Conversation => None,
    }
}

/// What a token needs to hear of what happens to it: what it needs to read it.
fn scopes_of(object: EventObject) -> &'static [Scope] {
    record_of(object).map_or(&[Scope::ReadConversations], ObjectType::reading)
}

/// `object.creation` of `0-5` is `ticket.creation`.
fn event_of(new: &NewSubscription) -> Result<(EventType, Option<&'static str>), WebhookRefusal> {
    let Some(kind) = new.event_type.strip_prefix("object.") else {
        let event = EventType::parse(&new.event_type);
        return Ok((event.ok_or_else(|| WebhookRefusal::UnknownEvent(new.event_type.clone()))?, None));
    };
    let named = new.object_type_id.clone().unwrap_or_default();
    let unknown = || WebhookRefusal::UnknownObjectType(named.clone());
    let object_type = ObjectType::parse(&named).ok_or_else(unknown)?;
    let event = EventType::parse(&format!("{}.{kind}", object_type.singular()));
    Ok((event.ok_or_else(|| WebhookRefusal::UnknownEvent(new.event_type.clone()))?, Some(object_type.type_id())))
}

async fn understood(connection: &impl ConnectionTrait, new: &NewSubscription) -> Done<Understood> {
    let (event, object_type_id) = event_of(new).map_err(refused)?;
    if event.kind != EventKind::PropertyChange {
        return Ok(Understood { event, object_type_id, property: None });
    }
    let name = new.property.as_deref().map(str::trim).filter(|name| !name.is_empty());
    let name = name.ok_or_else(|| refused(WebhookRefusal::PropertyMissing))?;
    let known = match record_of(event.object) {
        Some(object_type) => Definitions::load(connection, object_type).await?.get(name).is_some(),
        None => CONVERSATION_PROPERTIES.contains(&name),
    };
    if !known {
        return Err(refused(WebhookRefusal::UnknownProperty(name.to_owned())).into());
    }
    if NOT_KEPT.contains(&name) {
        return Err(refused(WebhookRefusal::PropertyNotTold(name.to_owned())).into());
    }
    Ok(Understood { event, object_type_id, property: Some(name.to_owned()) })
}

fn shown(row: webhook_subscriptions::Model) -> Subscription {
    Subscription {
        id: SubscriptionId(row.id),
        event_type: row.event_type,
        object_type_id: row.object_type_id,
        property: row.property,
        active: row.active,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
    }
}

/// All of an app, in the order in which they were made.
pub async fn list(connection: &impl ConnectionTrait, app: TokenId) -> Outcome<Vec<Subscription>> {
    let rows = webhook_subscriptions::Entity::find()
        .filter(webhook_subscriptions::Column::TokenId.eq(app.0))
        .order_by_asc(webhook_subscriptions::Column::Id)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(shown).collect())
}

async fn row_of(connection: &impl ConnectionTrait, app: TokenId, id: &str) -> Done<webhook_subscriptions::Model> {
    let row = match id.parse() {
        Ok(SubscriptionId(id)) => {
            let own = webhook_subscriptions::Column::TokenId.eq(app.0);
            webhook_subscriptions::Entity::find_by_id(id).filter(own).one(connection).await?
        }
        Err(_) => None,
    };
    Ok(row.ok_or_else(|| refused(WebhookRefusal::NoSubscription { id: id.to_owned() }))?)
}

pub async fn one(connection: &impl ConnectionTrait, app: TokenId, id: &str) -> Done<Subscription> {
    row_of(connection, app, id).await.map(shown)
}

/// Subscribes, as far as the scopes of the app's token let it read.
pub async fn create(
    portico: &Portico,
    tx: &DatabaseTransaction,
    actor: Actor,
    (app, scopes): (TokenId, &[Scope]),
    new: &NewSubscription,
) -> Done<Subscription> {
    let Understood { event, object_type_id, property } = understood(tx, new).await?;
    let needed = scopes_of(event.object);
    if !needed.iter().any(|scope| scopes.contains(scope)) {
        return Err(refused(WebhookRefusal::ScopeMissing(needed.to_vec())).into());
    }
    present(tx, app).await?;
    let own = webhook_subscriptions::Entity::find().filter(webhook_subscriptions::Column::TokenId.eq(app.0));
    if own.clone().count(tx).await? >= SUBSCRIPTIONS_MAX {
        return Err(refused(WebhookRefusal::TooMany).into());
    }
    let key = key_of(event, property.as_deref());
    let same = own.filter(webhook_subscriptions::Column::EventKey.eq(&key));
    let same = same.filter(webhook_subscriptions::Column::EventType.eq(&new.event_type)).one(tx).await?;
    if let Some(same) = same {
        return Err(refused(WebhookRefusal::Subscribed { id: same.id }).into());
    }
    let now = portico.now();
    let row = webhook_subscriptions::ActiveModel {
        token_id: Set(app.0),
        event_type: Set(new.event_type.clone()),
        object_type_id: Set(object_type_id.map(str::to_owned)),
        property: Set(property),
        event_key: Set(key.clone()),
        active: Set(new.active),
        created_at: Set(now.0),
        updated_at: Set(now.0),
        ..Default::default()
    };
    let row = row.insert(tx).await?;
    Entry::new(actor, "webhook_subscribed", object_of(app)).with(json!({ "event": key })).write(tx, now).await?;
    Ok(shown(row))
}

/// Switches a subscription on or off.
pub async fn set_active(
    portico: &Portico,
    tx: &DatabaseTransaction,
    actor: Actor,
    app: TokenId,
    (id, active): (&str, bool),
) -> Done<Subscription> {
    let before = row_of(tx, app, id).await?;
    if before.active == active {
        return Ok(shown(before));
    }
    let now = portico.now();
    let row = webhook_subscriptions::ActiveModel {
        id: Unchanged(before.id),
        active: Set(active),
        updated_at: Set(now.0),
        ..Default::default()
    };
    let row = row.update(tx).await?;
    let action = if active { "webhook_subscription_resumed" } else { "webhook_subscription_paused" };
    Entry::new(actor, action, object_of(app)).with(json!({ "event": row.event_key })).write(tx, now).await?;
    Ok(shown(row))
}

/// Ends a subscription. What happened before is told.
pub async fn remove(portico: &Portico, tx: &DatabaseTransaction, actor: Actor, app: TokenId, id: &str) -> Done<()> {
    let before = row_of(tx, app, id).await?;
    webhook_subscriptions::Entity::delete_by_id(before.id).exec(tx).await?;
    let entry = Entry::new(actor, "webhook_unsubscribed", object_of(app)).with(json!({ "event": before.event_key }));
    Ok(entry.write(tx, portico.now()).await?)
}
