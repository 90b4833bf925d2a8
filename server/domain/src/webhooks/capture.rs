//! Notes what happens for those who subscribed to it, in the transaction that makes it happen.
//!
//! The steps that change records call this, so that it makes no difference by which door a change came. Whether anybody
//! subscribed at all is one look into an index; only then is anything made of the change.

mod conversations;

use std::collections::BTreeSet;

use model::webhooks::{EventKind, EventObject, EventType};
use sea_orm::{ConnectionTrait, Statement, Value};
use serde_json::{Map, Value as Json, json};

use crate::audit::Actor;
use crate::crm::{Facts, ObjectType, types_between};
use crate::failure::Outcome;
use crate::history::{NOT_KEPT, ValueChange};

pub use conversations::{CONVERSATION_PROPERTIES, conversation_changed};

/// Rows in one statement.
const ROWS: usize = 200;
/// Properties that are a record's identity and never change.
const IDENTITY: [&str; 2] = ["hs_object_id", "hs_ticket_id"];

/// Who or what made something happen.
#[derive(Clone, Copy, Debug)]
pub enum Cause {
    Actor(Actor),
    /// Rows of a file.
    Import,
}

impl From<Actor> for Cause {
    fn from(actor: Actor) -> Self {
        Self::Actor(actor)
    }
}

impl std::fmt::Display for Cause {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Actor(actor) => actor.fmt(formatter),
            Self::Import => formatter.write_str("import"),
        }
    }
}

/// An association that was made or taken away. `primary`: its label and not the plain one.
#[derive(Clone, Copy, Debug)]
pub struct Linked {
    pub one: (ObjectType, i64),
    pub other: (ObjectType, i64),
    pub primary: bool,
    pub removed: bool,
}

/// Something that happened, for whoever subscribed to its key.
struct Happened {
    key: String,
    details: Json,
}

/// What happened, gathered until it is written together. `at` is in milliseconds since 1970.
pub struct Capture {
    cause: Cause,
    at: i64,
    happened: Vec<Happened>,
}

/// Notes have no events of their own: on a ticket they are new messages of its conversation.
fn object_of(object_type: ObjectType) -> Option<EventObject> {
    match object_type {
        ObjectType::Contacts => Some(EventObject::Contact),
        ObjectType::Companies => Some(EventObject::Company),
        ObjectType::Tickets => Some(EventObject::Ticket),
        ObjectType::Notes => None,
    }
}

/// What a subscription and an event have in common.
pub fn key_of(event: EventType, property: Option<&str>) -> String {
    match property {
        Some(property) => format!("{}/{property}", event.word()),
        None => event.word(),
    }
}

/// Whether anybody is told of anything.
pub async fn anybody_listens(connection: &impl ConnectionTrait) -> Outcome<bool> {
    const ANY: &str = "SELECT 1 FROM webhook_subscriptions WHERE active LIMIT 1";
    let any = Statement::from_string(connection.get_database_backend(), ANY);
    Ok(connection.query_one_raw(any).await?.is_some())
}

impl Capture {
    /// `None`: nobody listens, and there is nothing to gather.
    pub async fn begin(connection: &impl ConnectionTrait, cause: impl Into<Cause>, at: i64) -> Outcome<Option<Self>> {
        let listening = anybody_listens(connection).await?;
        Ok(listening.then(|| Self { cause: cause.into(), at, happened: Vec::new() }))
    }

    fn push(&mut self, event: EventType, property: Option<&str>, details: Json) {
        self.happened.push(Happened { key: key_of(event, property), details });
    }

    /// A record was made. Each value that it was made with is a change, too (HubSpot's behaviour).
    pub fn created(&mut self, object_type: ObjectType, id: i64, facts: &Facts) {
        let Some(object) = object_of(object_type) else { return };
        let event = EventType::of(object, EventKind::Creation);
        self.push(event, None, json!({ "objectId": id, "changeFlag": "CREATED" }));
        for (property, value) in facts {
            if !NOT_KEPT.contains(property) && !IDENTITY.contains(property) {
                self.property(object_type, id, property, Some(value));
            }
        }
    }

    /// A record was archived.
    pub fn deleted(&mut self, object_type: ObjectType, id: i64) {
        let Some(object) = object_of(object_type) else { return };
        let event = EventType::of(object, EventKind::Deletion);
        self.push(event, None, json!({ "objectId": id, "changeFlag": "DELETED" }));
        if object_type == ObjectType::Tickets {
            self.conversation_ended(id);
        }
    }

    /// A record that was archived is back.
    pub fn restored(&mut self, object_type: ObjectType, id: i64) {
        let Some(object) = object_of(object_type) else { return };
        let event = EventType::of(object, EventKind::Restore);
        self.push(event, None, json!({ "objectId": id, "changeFlag": "RESTORED" }));
    }

    /// No value is told as empty text.
    fn property(&mut self, object_type: ObjectType, id: i64, property: &str, value: Option<&str>) {
        let Some(object) = object_of(object_type) else { return };
        let event = EventType::of(object, EventKind::PropertyChange);
        let details = json!({
            "objectId": id, "propertyName": property, "propertyValue": value.unwrap_or_default(), "isSensitive": false,
        });
        self.push(event, Some(property), details);
    }

    /// Values became others.
    pub fn changed(&mut self, object_type: ObjectType, id: i64, changes: &[ValueChange]) {
        for change in changes {
            self.property(object_type, id, &change.property, change.after.as_deref());
        }
    }

    /// Told at both ends.
    pub fn linked(&mut self, linked: Linked) {
        let Linked { one, other, .. } = linked;
        self.linked_from(one, other, &linked);
        self.linked_from(other, one, &linked);
    }

    fn linked_from(&mut self, from: (ObjectType, i64), to: (ObjectType, i64), linked: &Linked) {
        let (Some(object), Some(types)) = (object_of(from.0), types_between(from.0, to.0)) else { return };
        let type_id = if linked.primary { types.primary } else { Some(types.plain) };
        let name = |object_type: ObjectType| object_type.singular().to_uppercase();
        let details = json!({
            "associationType": format!("{}_TO_{}", name(from.0), name(to.0)),
            "associationTypeId": type_id, "associationCategory": "HUBSPOT_DEFINED",
            "fromObjectId": from.1, "toObjectId": to.1,
            "fromObjectTypeId": from.0.type_id(), "toObjectTypeId": to.0.type_id(),
            "associationRemoved": linked.removed, "isPrimaryAssociation": linked.primary,
        });
        self.push(EventType::of(object, EventKind::AssociationChange), None, details);
    }

    /// The associations that a ticket was made with; of a company, whether it is the primary one.
    pub fn people_of_ticket(&mut self, ticket: i64, contacts: &[i64], companies: &[(i64, bool)]) {
        let one = (ObjectType::Tickets, ticket);
        for contact in contacts {
            self.linked(Linked { one, other: (ObjectType::Contacts, *contact), primary: false, removed: false });
        }
        for (company, is_primary) in companies {
            for primary in [false, true].into_iter().filter(|primary| !primary || *is_primary) {
                self.linked(Linked { one, other: (ObjectType::Companies, *company), primary, removed: false });
            }
        }
    }

    /// A record became part of another one, which said so many things less than it does now.
    pub fn merged(&mut self, object_type: ObjectType, primary: i64, merged: i64, properties: usize) {
        let Some(object) = object_of(object_type) else { return };
        let details = json!({
            "objectId": primary, "primaryObjectId": primary, "mergedObjectIds": [merged], "newObjectId": primary,
            "numberOfPropertiesMoved": properties, "changeFlag": "MERGED",
        });
        self.push(EventType::of(object, EventKind::Merge), None, details);
    }

    /// A contact was erased, with what it said in these conversations. Nothing is said of who it was.
    pub fn erased(&mut self, contact: i64, conversations: &BTreeSet<i64>) {
        for ticket in conversations {
            self.conversation_erased(*ticket);
        }
        let event = EventType::of(EventObject::Contact, EventKind::PrivacyDeletion);
        self.push(event, None, json!({ "objectId": contact, "changeFlag": "DELETED" }));
    }

    /// Writes an event for each subscription to what happened, in order. A revoked token, one whose time is over and a
    /// target that is paused are told nothing.
    pub async fn write(self, connection: &impl ConnectionTrait) -> Outcome<()> {
        for rows in self.happened.chunks(ROWS) {
            let mut values: Vec<Value> = vec![self.cause.to_string().into(), self.at.into()];
            let mut places = Vec::with_capacity(rows.len());
            for (place, row) in rows.iter().enumerate() {
                let (key, details) = (values.len() + 1, values.len() + 2);
                places.push(format!(
                    "SELECT {place} AS place, CAST(${key} AS TEXT) AS event_key, CAST(${details} AS TEXT) AS details"
                ));
                values.extend([row.key.as_str().into(), row.details.to_string().into()]);
            }
            let insert = INSERT.replace("{rows}", &places.join(" UNION ALL "));
            connection.execute_raw(Statement::from_sql_and_values(connection.get_database_backend(), insert, values)).await?;
        }
        Ok(())
    }
}

const INSERT: &str = "
INSERT INTO webhook_events (token_id, subscription_id, event_type, object_type_id, actor, details, occurred_at)
SELECT listening.token_id, listening.id, listening.event_type, listening.object_type_id, CAST($1 AS TEXT), happened.details,
    CAST($2 AS BIGINT)
FROM ({rows}) happened
JOIN webhook_subscriptions listening ON listening.event_key = happened.event_key AND listening.active
JOIN webhook_targets target ON target.token_id = listening.token_id AND target.paused_at IS NULL
JOIN api_tokens token ON token.id = listening.token_id AND token.revoked_at IS NULL
    AND (token.expires_at IS NULL OR token.expires_at > CAST($2 AS BIGINT))
ORDER BY happened.place, listening.id";

/// A record's values became others, one way or another.
pub async fn changed(
    tx: &impl ConnectionTrait,
    cause: impl Into<Cause>,
    (object_type, id, at): (ObjectType, i64, i64),
    changes: &[ValueChange],
) -> Outcome<()> {
    let Some(mut capture) = Capture::begin(tx, cause, at).await? else { return Ok(()) };
    capture.changed(object_type, id, changes);
    capture.write(tx).await
}

/// A record was made.
pub async fn created(
    tx: &impl ConnectionTrait,
    cause: impl Into<Cause>,
    (object_type, id, at): (ObjectType, i64, i64),
    facts: impl FnOnce() -> Facts,
) -> Outcome<()> {
    let Some(mut capture) = Capture::begin(tx, cause, at).await? else { return Ok(()) };
    capture.created(object_type, id, &facts());
    capture.write(tx).await
}

/// A record was archived.
pub async fn deleted(
    tx: &impl ConnectionTrait,
    cause: impl Into<Cause>,
    (object_type, id, at): (ObjectType, i64, i64),
) -> Outcome<()> {
    let Some(mut capture) = Capture::begin(tx, cause, at).await? else { return Ok(()) };
    capture.deleted(object_type, id);
    capture.write(tx).await
}

/// A record that was archived is back.
pub async fn restored(tx: &impl ConnectionTrait, actor: Actor, (object_type, id, at): (ObjectType, i64, i64)) -> Outcome<()> {
    let Some(mut capture) = Capture::begin(tx, actor, at).await? else { return Ok(()) };
    capture.restored(object_type, id);
    capture.write(tx).await
}

/// Associations were made or taken away.
pub async fn linked(tx: &impl ConnectionTrait, cause: impl Into<Cause>, at: i64, links: &[Linked]) -> Outcome<()> {
    if links.is_empty() {
        return Ok(());
    }
    let Some(mut capture) = Capture::begin(tx, cause, at).await? else { return Ok(()) };
    links.iter().for_each(|linked| capture.linked(*linked));
    capture.write(tx).await
}

/// The members of a stored event that only its type has.
pub fn details(text: &str) -> Map<String, Json> {
    serde_json::from_str(text).unwrap_or_default()
}
