//! Webhooks: where integrations want to be told of changes, of which, and what is on its way to them.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0013_webhooks"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for part in [TARGETS, EVENTS] {
            run(manager, part).await?;
        }
        Ok(())
    }
}

/// `failing_since` is the first failure after the last success. `event_key` is what a change is looked up by: the type in
/// HubSpot's words for the kind, and of a property's change the property, with a `/` between.
const TARGETS: &str = "
CREATE TABLE webhook_targets (
    token_id BIGINT PRIMARY KEY REFERENCES api_tokens(id),
    target_url TEXT NOT NULL,
    secret TEXT NOT NULL,
    max_requests BIGINT NOT NULL,
    failing_since BIGINT,
    succeeded_at BIGINT,
    paused_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE TABLE webhook_subscriptions (
    id {id},
    token_id BIGINT NOT NULL REFERENCES webhook_targets(token_id),
    event_type TEXT NOT NULL,
    object_type_id TEXT,
    property TEXT,
    event_key {key} NOT NULL,
    active BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX webhook_subscriptions_once ON webhook_subscriptions(token_id, event_type, event_key);
CREATE INDEX webhook_subscriptions_by_event ON webhook_subscriptions(event_key) WHERE active;
";

/// A delivery is one request: up to a hundred events, tried until it is taken (`delivered_at`) or given up
/// (`failed_at`). An event without a delivery waits for one. `details` is the part of its JSON that only its type has;
/// `actor` is written as in the audit trail, or is `import`. Subscriptions may be gone before their events are sent, so
/// what an event says of its subscription is copied; and so may their target, at the very moment, which must not
/// make what somebody does fail.
const EVENTS: &str = "
CREATE TABLE webhook_deliveries (
    id {id},
    token_id BIGINT NOT NULL REFERENCES webhook_targets(token_id),
    attempts BIGINT NOT NULL,
    next_attempt_at BIGINT NOT NULL,
    lease_until BIGINT,
    attempted_at BIGINT,
    delivered_at BIGINT,
    failed_at BIGINT,
    status BIGINT,
    problem TEXT,
    answer TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX webhook_deliveries_due ON webhook_deliveries(next_attempt_at, id)
    WHERE delivered_at IS NULL AND failed_at IS NULL;
CREATE INDEX webhook_deliveries_leased ON webhook_deliveries(token_id, lease_until) WHERE lease_until IS NOT NULL;
CREATE INDEX webhook_deliveries_by_target ON webhook_deliveries(token_id, id);
CREATE INDEX webhook_deliveries_by_age ON webhook_deliveries(created_at);
CREATE TABLE webhook_events (
    id {id},
    token_id BIGINT NOT NULL,
    subscription_id BIGINT NOT NULL,
    delivery_id BIGINT REFERENCES webhook_deliveries(id),
    event_type TEXT NOT NULL,
    object_type_id TEXT,
    actor TEXT NOT NULL,
    details TEXT NOT NULL,
    occurred_at BIGINT NOT NULL
);
CREATE INDEX webhook_events_waiting ON webhook_events(token_id, id) WHERE delivery_id IS NULL;
CREATE INDEX webhook_events_by_delivery ON webhook_events(delivery_id, id) WHERE delivery_id IS NOT NULL;
";
