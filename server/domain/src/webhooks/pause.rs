//! A target at which nothing gets through is left alone, and the team is told: whoever set it up may not know.

use model::mail::LetterKind;
use model::people::Role;
use model::{Timestamp, TokenId, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use serde_json::json;

use super::due::DueDelivery;
use super::settings::{object_of, present};
use crate::audit::{Actor, Entry};
use crate::crm::Done;
use crate::failure::Outcome;
use crate::outbox::Letter;
use crate::portico::Portico;
use crate::tables::{users, webhook_deliveries, webhook_targets};

/// How long nothing must have got through, when all tries of a delivery have failed: a little less than they take at least.
const FAILING_FOR: i64 = 20 * Timestamp::HOUR;
/// When what waits at a paused target is due.
pub const NEVER: i64 = i64::MAX;

/// Pauses the target of a delivery that was given up, if nothing else got through meanwhile. Owners and administrators
/// get a letter. What happens from now on is not noted for it; what waits goes out when somebody resumes.
pub async fn after_failure(portico: &Portico, tx: &DatabaseTransaction, due: &DueDelivery) -> Outcome<()> {
    let (app, now) = (TokenId(due.target.token_id), portico.now());
    let paused = webhook_targets::Entity::update_many()
        .filter(webhook_targets::Column::TokenId.eq(app.0))
        .filter(webhook_targets::Column::PausedAt.is_null())
        .filter(webhook_targets::Column::FailingSince.lte(now.plus(-FAILING_FOR).0))
        .col_expr(webhook_targets::Column::PausedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    if paused.rows_affected == 0 {
        return Ok(());
    }
    set_due(tx, app, NEVER).await?;
    Entry::new(Actor::System, "webhooks_paused", object_of(app)).write(tx, now).await?;
    tell_team(portico, tx, app).await
}

/// When what is not done yet is sent next.
async fn set_due(tx: &impl ConnectionTrait, app: TokenId, at: i64) -> Outcome<()> {
    webhook_deliveries::Entity::update_many()
        .filter(webhook_deliveries::Column::TokenId.eq(app.0))
        .filter(webhook_deliveries::Column::DeliveredAt.is_null())
        .filter(webhook_deliveries::Column::FailedAt.is_null())
        .col_expr(webhook_deliveries::Column::NextAttemptAt, Expr::value(at))
        .exec(tx)
        .await?;
    Ok(())
}

async fn tell_team(portico: &Portico, tx: &DatabaseTransaction, app: TokenId) -> Outcome<()> {
    let team: Vec<i64> = users::Entity::find()
        .select_only()
        .column(users::Column::Id)
        .filter(users::Column::DisabledAt.is_null())
        .filter(users::Column::Role.is_in([Role::Owner.word(), Role::Admin.word()]))
        .into_tuple()
        .all(tx)
        .await?;
    for user in team {
        let letter = Letter::new(LetterKind::WebhooksPaused, &portico.settings.address.host);
        let letter = Letter { user: Some(UserId(user)), details: json!({ "webhooks": app.0 }), ..letter };
        letter.enqueue(tx, portico.now()).await?;
    }
    Ok(())
}

/// Goes on. What was given up stays so, and can be sent again one by one.
pub async fn resume(portico: &Portico, tx: &DatabaseTransaction, actor: Actor, app: TokenId) -> Done<()> {
    let target = present(tx, app).await?;
    if target.paused_at.is_none() {
        return Ok(());
    }
    webhook_targets::Entity::update_many()
        .filter(webhook_targets::Column::TokenId.eq(app.0))
        .col_expr(webhook_targets::Column::PausedAt, Expr::value(Option::<i64>::None))
        .col_expr(webhook_targets::Column::FailingSince, Expr::value(Option::<i64>::None))
        .exec(tx)
        .await?;
    set_due(tx, app, portico.now().0).await?;
    Ok(Entry::new(actor, "webhooks_resumed", object_of(app)).write(tx, portico.now()).await?)
}
