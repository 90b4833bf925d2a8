//! What was sent, as staff see it.

use std::collections::HashMap;

use model::webhooks::{DeliveryRow, DeliveryShown, DeliveryState};
use model::{Fault, Timestamp, TokenId, WebhookDeliveryId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Set,
};

use super::pause::NEVER;
use super::payload;
use super::settings::object_of;
use crate::audit::{Actor, Entry};
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::tables::{webhook_deliveries, webhook_events};

/// Deliveries on an app's page.
const LATEST: u64 = 50;

fn row_of(delivery: &webhook_deliveries::Model, events: u64) -> DeliveryRow {
    let state = match (delivery.delivered_at, delivery.failed_at) {
        (Some(at), _) => DeliveryState::Delivered { at: Timestamp(at) },
        (None, Some(at)) => DeliveryState::Failed { at: Timestamp(at) },
        (None, None) => {
            let next = Some(delivery.next_attempt_at).filter(|next| *next != NEVER).map(Timestamp);
            DeliveryState::Waiting { next }
        }
    };
    DeliveryRow {
        id: WebhookDeliveryId(delivery.id),
        state,
        attempts: u32::try_from(delivery.attempts).unwrap_or(u32::MAX),
        status: delivery.status.and_then(|status| u16::try_from(status).ok()),
        problem: delivery.problem.as_deref().and_then(|text| serde_json::from_str(text).ok()),
        created_at: Timestamp(delivery.created_at),
        events,
    }
}

/// The latest of an app, the newest first.
pub async fn latest(connection: &impl ConnectionTrait, app: TokenId) -> Outcome<Vec<DeliveryRow>> {
    let rows = webhook_deliveries::Entity::find()
        .filter(webhook_deliveries::Column::TokenId.eq(app.0))
        .order_by_desc(webhook_deliveries::Column::Id)
        .limit(LATEST)
        .all(connection)
        .await?;
    let counts: Vec<(i64, i64)> = webhook_events::Entity::find()
        .select_only()
        .column(webhook_events::Column::DeliveryId)
        .column_as(webhook_events::Column::Id.count(), "events")
        .filter(webhook_events::Column::DeliveryId.is_in(rows.iter().map(|row| row.id)))
        .group_by(webhook_events::Column::DeliveryId)
        .into_tuple()
        .all(connection)
        .await?;
    let counts: HashMap<i64, i64> = counts.into_iter().collect();
    let count = |id| counts.get(&id).and_then(|count| u64::try_from(*count).ok()).unwrap_or(0);
    Ok(rows.iter().map(|row| row_of(row, count(row.id))).collect())
}

/// Events that wait for their first request, and the deliveries that are not done.
pub async fn waiting(connection: &impl ConnectionTrait, app: TokenId) -> Outcome<u64> {
    let fresh = webhook_events::Entity::find()
        .filter(webhook_events::Column::TokenId.eq(app.0))
        .filter(webhook_events::Column::DeliveryId.is_null());
    let tried = webhook_deliveries::Entity::find()
        .select_only()
        .column(webhook_deliveries::Column::Id)
        .filter(webhook_deliveries::Column::TokenId.eq(app.0))
        .filter(webhook_deliveries::Column::DeliveredAt.is_null())
        .filter(webhook_deliveries::Column::FailedAt.is_null())
        .into_query();
    let again = webhook_events::Entity::find().filter(webhook_events::Column::DeliveryId.in_subquery(tried));
    Ok(fresh.count(connection).await? + again.count(connection).await?)
}

async fn find(connection: &impl ConnectionTrait, delivery: WebhookDeliveryId) -> Outcome<webhook_deliveries::Model> {
    let found = webhook_deliveries::Entity::find_by_id(delivery.0).one(connection).await?;
    Ok(found.ok_or(Fault::NotFound)?)
}

/// One, with what it said at its last attempt.
pub async fn one(connection: &impl ConnectionTrait, delivery: WebhookDeliveryId) -> Outcome<DeliveryShown> {
    let found = find(connection, delivery).await?;
    let payload = payload::of(connection, found.id, (found.attempts - 1).max(0)).await?;
    let events = payload.as_array().map_or(0, Vec::len) as u64;
    Ok(DeliveryShown {
        app: TokenId(found.token_id),
        row: row_of(&found, events),
        payload: serde_json::to_string_pretty(&payload).map_err(|error| Failure::internal(error.to_string()))?,
        answer: found.answer,
    })
}

/// Sends it again, with the same event ids, and as many tries as a new one has. One that is being sent at the moment is
/// left alone.
pub async fn replay(portico: &Portico, tx: &DatabaseTransaction, actor: Actor, delivery: WebhookDeliveryId) -> Outcome<()> {
    let found = find(tx, delivery).await?;
    let now = portico.now();
    if found.lease_until.is_some_and(|until| until > now.0) {
        return Err(Fault::Refused(model::Refusal::Stale).into());
    }
    let app = TokenId(found.token_id);
    let mut row: webhook_deliveries::ActiveModel = found.into();
    row.attempts = Set(0);
    row.next_attempt_at = Set(now.0);
    row.lease_until = Set(None);
    row.delivered_at = Set(None);
    row.failed_at = Set(None);
    row.update(tx).await?;
    Entry::new(actor, "webhook_replayed", object_of(app)).write(tx, now).await
}
