//! Conversations, which integrations know by the numbers of their tickets.

use model::webhooks::{EventKind, EventObject, EventType};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{Capture, Cause};
use crate::failure::Outcome;
use crate::tables::tickets;

/// What a conversation has that changes.
pub const CONVERSATION_PROPERTIES: [&str; 2] = ["assignedTo", "status"];

impl Capture {
    /// A conversation, which bears the number of its ticket, began.
    pub fn conversation_began(&mut self, ticket: i64) {
        let event = EventType::of(EventObject::Conversation, EventKind::Creation);
        self.push(event, None, json!({ "objectId": ticket, "changeFlag": "CREATED" }));
    }

    /// It went with its ticket.
    pub(super) fn conversation_ended(&mut self, ticket: i64) {
        let event = EventType::of(EventObject::Conversation, EventKind::Deletion);
        self.push(event, None, json!({ "objectId": ticket, "changeFlag": "DELETED" }));
    }

    /// Words in it were erased with whoever said them: copies of them are to go, too.
    pub(super) fn conversation_erased(&mut self, ticket: i64) {
        let event = EventType::of(EventObject::Conversation, EventKind::PrivacyDeletion);
        self.push(event, None, json!({ "objectId": ticket, "changeFlag": "DELETED" }));
    }

    /// It was assigned, opened or closed: a property of [`CONVERSATION_PROPERTIES`].
    fn conversation_changed(&mut self, ticket: i64, property: &str, value: &str) {
        let event = EventType::of(EventObject::Conversation, EventKind::PropertyChange);
        let details = json!({ "objectId": ticket, "propertyName": property, "propertyValue": value, "isSensitive": false });
        self.push(event, Some(property), details);
    }

    /// Something was said in it; `internal`: to staff alone.
    pub fn said(&mut self, ticket: i64, message: i64, internal: bool) {
        let event = EventType::of(EventObject::Conversation, EventKind::NewMessage);
        let kind = if internal { "COMMENT" } else { "MESSAGE" };
        let details = json!({
            "objectId": ticket, "messageId": message.to_string(), "messageType": kind, "changeFlag": "NEW_MESSAGE",
        });
        self.push(event, None, details);
    }
}

/// A ticket's row became another: whose its conversation is, and whether it is open.
pub async fn conversation_changed(
    tx: &impl ConnectionTrait,
    cause: impl Into<Cause>,
    before: &tickets::Model,
    after: &tickets::Model,
) -> Outcome<()> {
    let (assigned, moved) = (before.owner_id != after.owner_id, before.is_open != after.is_open);
    if !assigned && !moved {
        return Ok(());
    }
    let Some(mut capture) = Capture::begin(tx, cause, after.updated_at).await? else { return Ok(()) };
    if assigned {
        let agent = after.owner_id.map(|owner| format!("A-{owner}")).unwrap_or_default();
        capture.conversation_changed(after.id, "assignedTo", &agent);
    }
    if moved {
        capture.conversation_changed(after.id, "status", if after.is_open { "OPEN" } else { "CLOSED" });
    }
    capture.write(tx).await
}
