//! What is sent: a list of events as HubSpot writes them, with numbers for ids and milliseconds since 1970.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use super::capture::details;
use crate::crm::{PORTAL, source_of};
use crate::failure::Outcome;
use crate::tables::webhook_events;

/// One event. `attempt` counts from 0.
fn event(row: &webhook_events::Model, attempt: i64) -> Value {
    let mut event = details(&row.details);
    let mut set = |name: &str, value: Value| event.insert(name.to_owned(), value);
    set("eventId", row.id.into());
    set("subscriptionId", row.subscription_id.into());
    set("portalId", PORTAL.into());
    set("appId", row.token_id.into());
    set("occurredAt", row.occurred_at.into());
    set("subscriptionType", row.event_type.as_str().into());
    set("attemptNumber", attempt.into());
    if let Some(object_type_id) = &row.object_type_id {
        set("objectTypeId", object_type_id.as_str().into());
    }
    let (source, source_id, _) = source_of(&row.actor);
    set("changeSource", source.into());
    if let Some(source_id) = source_id {
        set("sourceId", source_id.into());
    }
    Value::Object(event)
}

/// The events of a delivery, in the order in which they happened.
pub async fn of(connection: &impl ConnectionTrait, delivery: i64, attempt: i64) -> Outcome<Value> {
    let rows = webhook_events::Entity::find()
        .filter(webhook_events::Column::DeliveryId.eq(delivery))
        .order_by_asc(webhook_events::Column::Id)
        .all(connection)
        .await?;
    Ok(Value::Array(rows.iter().map(|row| event(row, attempt)).collect()))
}

/// An event that is none, to try a target out: no record has the id 0.
pub fn sample(app: i64, now: i64) -> Value {
    json!([{
        "eventId": 0, "subscriptionId": 0, "portalId": PORTAL, "appId": app, "occurredAt": now,
        "subscriptionType": "ticket.creation", "attemptNumber": 0, "objectId": 0, "changeFlag": "CREATED",
        "changeSource": "CRM_UI", "sourceId": "test",
    }])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_has_numbers_and_says_who_did_it() {
        let row = webhook_events::Model {
            id: 9,
            token_id: 7,
            subscription_id: 25,
            delivery_id: Some(1),
            event_type: "object.creation".to_owned(),
            object_type_id: Some("0-5".to_owned()),
            actor: "user:700".to_owned(),
            details: r#"{"objectId":100010,"changeFlag":"CREATED"}"#.to_owned(),
            occurred_at: 1_462_216_307_945,
        };
        let expected = json!({
            "eventId": 9, "subscriptionId": 25, "portalId": 1, "appId": 7, "occurredAt": 1_462_216_307_945_i64,
            "subscriptionType": "object.creation", "objectTypeId": "0-5", "attemptNumber": 2, "objectId": 100_010,
            "changeFlag": "CREATED", "changeSource": "CRM_UI", "sourceId": "userId:700",
        });
        assert_eq!(event(&row, 2), expected);
        let of = |actor: &str| event(&webhook_events::Model { actor: actor.to_owned(), ..row.clone() }, 0);
        assert_eq!((&of("token:77")["changeSource"], &of("token:77")["sourceId"]), (&json!("INTEGRATION"), &json!("77")));
        assert_eq!((&of("import")["changeSource"], &of("import")["sourceId"]), (&json!("IMPORT"), &Value::Null));
    }
}
