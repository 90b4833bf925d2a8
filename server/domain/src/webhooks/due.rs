//! Which delivery is next. It is leased before it is sent, so that several servers share the work and a server that
//! dies leaves nothing behind: its lease runs out, and the delivery is tried again.

use model::{Timestamp, WebhookDeliveryId};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, DbBackend, EntityTrait, Set, Statement};

use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::tables::{webhook_deliveries, webhook_targets};

/// How long a server may take over one request, which ends after five seconds by itself.
const LEASE: i64 = Timestamp::MINUTE;
/// Events in one request (HubSpot's number).
const EVENTS: u64 = 100;

/// A delivery that is to be sent now.
#[derive(Debug)]
pub struct DueDelivery {
    pub id: WebhookDeliveryId,
    /// This attempt's number, from 1.
    pub attempt: i64,
    pub(super) target: webhook_targets::Model,
}

/// A target that is called, and has a request free. While nothing gets through, one at a time is enough to see whether
/// it does.
const READY: &str = "target.paused_at IS NULL
    AND EXISTS (SELECT 1 FROM api_tokens token WHERE token.id = target.token_id AND token.revoked_at IS NULL
        AND (token.expires_at IS NULL OR token.expires_at > $1))
    AND (SELECT COUNT(*) FROM webhook_deliveries busy WHERE busy.token_id = target.token_id AND busy.lease_until > $1)
        < CASE WHEN target.failing_since IS NULL THEN target.max_requests ELSE 1 END";

const AGAIN: &str = "
SELECT due.id FROM webhook_deliveries due JOIN webhook_targets target ON target.token_id = due.token_id
WHERE due.delivered_at IS NULL AND due.failed_at IS NULL AND due.next_attempt_at <= $1
    AND (due.lease_until IS NULL OR due.lease_until <= $1) AND {ready}
ORDER BY due.next_attempt_at, due.id LIMIT 1 {lock}";

const WAITING: &str = "
SELECT target.token_id FROM webhook_targets target
WHERE EXISTS (SELECT 1 FROM webhook_events waiting WHERE waiting.token_id = target.token_id AND waiting.delivery_id IS NULL)
    AND {ready}
ORDER BY target.token_id LIMIT 1 {lock}";

const TAKE: &str = "
UPDATE webhook_events SET delivery_id = $1 WHERE id IN (
    SELECT id FROM webhook_events WHERE token_id = $2 AND delivery_id IS NULL ORDER BY id LIMIT $3)";

impl Portico {
    /// Leases the next delivery: one that is to be tried again, or else what waits at a target. `None`: nothing is due.
    pub async fn next_webhook_delivery(&self) -> Outcome<Option<DueDelivery>> {
        if !self.any_webhook_is_due().await? {
            return Ok(None);
        }
        let tx = self.store.begin().await?;
        let delivery = match self.first(&tx, AGAIN, "FOR UPDATE OF due SKIP LOCKED").await? {
            Some(delivery) => Some(self.lease_again(&tx, delivery).await?),
            // Locked, so that no other server takes the same events.
            None => match self.first(&tx, WAITING, "FOR UPDATE OF target SKIP LOCKED").await? {
                Some(target) => Some(self.gather(&tx, target).await?),
                None => None,
            },
        };
        let Some(delivery) = delivery else { return Ok(None) };
        let target = webhook_targets::Entity::find_by_id(delivery.token_id).one(&tx).await?;
        let target = target.ok_or_else(|| Failure::internal("a delivery without a target"))?;
        tx.commit().await?;
        Ok(Some(DueDelivery { id: WebhookDeliveryId(delivery.id), attempt: delivery.attempts, target }))
    }

    /// Asked without a transaction that writes: most of the time there is nothing.
    async fn any_webhook_is_due(&self) -> Outcome<bool> {
        let reader = self.store.reader();
        let due = async |text: &str| -> Outcome<bool> {
            let text = text.replace("{ready}", READY).replace("{lock}", "");
            let statement = Statement::from_sql_and_values(reader.get_database_backend(), text, [self.now().0.into()]);
            Ok(reader.query_one_raw(statement).await?.is_some())
        };
        Ok(due(AGAIN).await? || due(WAITING).await?)
    }

    async fn first(&self, tx: &DatabaseTransaction, text: &str, lock: &str) -> Outcome<Option<i64>> {
        let backend = tx.get_database_backend();
        let lock = if backend == DbBackend::Postgres { lock } else { "" };
        let text = text.replace("{ready}", READY).replace("{lock}", lock);
        let row = tx.query_one_raw(Statement::from_sql_and_values(backend, text, [self.now().0.into()])).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?)
    }

    async fn lease_again(&self, tx: &DatabaseTransaction, delivery: i64) -> Outcome<webhook_deliveries::Model> {
        let row = webhook_deliveries::Entity::find_by_id(delivery).one(tx).await?;
        let row = row.ok_or_else(|| Failure::internal("a delivery that is due is gone"))?;
        let attempts = row.attempts + 1;
        let mut lease: webhook_deliveries::ActiveModel = row.into();
        lease.attempts = Set(attempts);
        lease.lease_until = Set(Some(self.now().plus(LEASE).0));
        Ok(lease.update(tx).await?)
    }

    /// A new delivery of what waits at the target, leased.
    async fn gather(&self, tx: &DatabaseTransaction, target: i64) -> Outcome<webhook_deliveries::Model> {
        let now = self.now();
        let row = webhook_deliveries::ActiveModel {
            token_id: Set(target),
            attempts: Set(1),
            next_attempt_at: Set(now.0),
            lease_until: Set(Some(now.plus(LEASE).0)),
            created_at: Set(now.0),
            ..Default::default()
        };
        let row = row.insert(tx).await?;
        let events = i64::try_from(EVENTS).map_err(|error| Failure::internal(error.to_string()))?;
        let values = [row.id.into(), target.into(), events.into()];
        tx.execute_raw(Statement::from_sql_and_values(tx.get_database_backend(), TAKE, values)).await?;
        Ok(row)
    }
}
