//! Sends a delivery, and notes what became of it.
//!
//! What is answered with a 2xx within five seconds was taken. Everything else is tried again, up to ten times within a
//! day, after waits that grow (HubSpot's rule); `Retry-After` makes a wait longer, an hour at most.

use model::Timestamp;
use model::webhooks::DeliveryProblem;
use rand::RngExt;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::Value;
use url::Url;

use super::due::DueDelivery;
use super::signature::Signed;
use super::{pause, payload, settings};
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::tables::{webhook_deliveries, webhook_targets};
use crate::web::{Posted, Reading, WebAnswer, WebProblem, WebRequest};

/// The waits before the second attempt and those after it, in seconds: a day, nearly, all together.
const WAITS: [i64; 10] = [10, 60, 300, 900, 2_700, 5_400, 10_800, 14_400, 21_600, 28_800];
/// How far a wait may differ, so that what failed together does not come back together.
const SPREAD: std::ops::Range<f64> = 0.9..1.1;
/// The longest that a target can ask to be left alone for, in seconds.
const RETRY_AFTER_MAX: i64 = 3_600;
/// Bytes of an answer that are kept.
const ANSWER: usize = 1_000;

/// What came of one request.
pub type Sent = Result<WebAnswer, DeliveryProblem>;

impl Portico {
    /// Sends what was leased and notes what became of it. Answers whether it was taken.
    pub async fn send_webhook(&self, due: &DueDelivery) -> Outcome<bool> {
        let body = payload::of(self.store.reader(), due.id.0, due.attempt - 1).await?;
        let sent = send(self, &due.target, &body).await?;
        let taken = sent.as_ref().is_ok_and(|answer| (200..300).contains(&answer.status));
        self.note_webhook(due, &sent, taken).await?;
        Ok(taken)
    }

    /// What a slower server says of a later attempt's delivery is not heard.
    async fn note_webhook(&self, due: &DueDelivery, sent: &Sent, taken: bool) -> Outcome<()> {
        use webhook_deliveries::Column as C;
        let now = self.now();
        let given_up = !taken && usize::try_from(due.attempt).is_ok_and(|attempt| attempt > WAITS.len());
        let next = now.plus(wait_after(due.attempt, sent, rand::rng().random_range(SPREAD)));
        let problem = sent.as_ref().err().map(serde_json::to_string).transpose();
        let problem = problem.map_err(|error| Failure::internal(error.to_string()))?;
        let tx = self.store.begin().await?;
        let noted = webhook_deliveries::Entity::update_many()
            .filter(C::Id.eq(due.id.0))
            .filter(C::Attempts.eq(due.attempt))
            .filter(C::DeliveredAt.is_null())
            .col_expr(C::LeaseUntil, Expr::value(Option::<i64>::None))
            .col_expr(C::AttemptedAt, Expr::value(now.0))
            .col_expr(C::Status, Expr::value(sent.as_ref().ok().map(|answer| i64::from(answer.status))))
            .col_expr(C::Answer, Expr::value(sent.as_ref().ok().map(|answer| beginning(&answer.body))))
            .col_expr(C::Problem, Expr::value(problem))
            .col_expr(C::DeliveredAt, Expr::value(taken.then_some(now.0)))
            .col_expr(C::FailedAt, Expr::value(given_up.then_some(now.0)))
            .col_expr(C::NextAttemptAt, Expr::value(next.0))
            .exec(&tx)
            .await?;
        if noted.rows_affected == 1 {
            self.note_target(&tx, due, taken).await?;
            if given_up {
                pause::after_failure(self, &tx, due).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }

    /// A target that is as it was before is not written.
    async fn note_target(&self, tx: &sea_orm::DatabaseTransaction, due: &DueDelivery, taken: bool) -> Outcome<()> {
        use webhook_targets::Column as C;
        let target = webhook_targets::Entity::update_many().filter(C::TokenId.eq(due.target.token_id));
        let now = self.now().0;
        match taken {
            true => {
                let update = target.col_expr(C::SucceededAt, Expr::value(now));
                update.col_expr(C::FailingSince, Expr::value(Option::<i64>::None)).exec(tx).await?
            }
            false => target.filter(C::FailingSince.is_null()).col_expr(C::FailingSince, Expr::value(now)).exec(tx).await?,
        };
        Ok(())
    }
}

/// Posts a body to a target, signed.
pub async fn send(portico: &Portico, target: &webhook_targets::Model, body: &Value) -> Outcome<Sent> {
    let secret = settings::secret_of(portico, target)?;
    let Ok(address) = Url::parse(&target.target_url) else { return Ok(Err(DeliveryProblem::NotAllowed)) };
    let body = body.to_string();
    let signed = Signed { uri: &target.target_url, body: &body, timestamp: portico.now().0 };
    let headers = signed.headers(&secret);
    let request = WebRequest { headers, reading: Reading::Beginning(ANSWER), ..WebRequest::post(address, Posted::Json(body)) };
    Ok(portico.webhook_web.send(request).await.map_err(|problem| match problem {
        WebProblem::NotAllowed => DeliveryProblem::NotAllowed,
        WebProblem::Unreachable(reason) => DeliveryProblem::Unreachable { reason },
    }))
}

/// As text that a database takes.
pub fn beginning(body: &[u8]) -> String {
    String::from_utf8_lossy(body).replace('\0', "\u{fffd}")
}

/// In milliseconds, after this many attempts; `spread` is around 1.
fn wait_after(attempts: i64, sent: &Sent, spread: f64) -> i64 {
    let place = usize::try_from(attempts - 1).unwrap_or_default().min(WAITS.len() - 1);
    let own = WAITS[place] as f64 * spread;
    let asked = sent.as_ref().ok().and_then(|answer| answer.retry_after).map_or(0, i64::from).min(RETRY_AFTER_MAX);
    ((own * Timestamp::SECOND as f64) as i64).max(asked * Timestamp::SECOND)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_a_day() {
        let sent = Ok(WebAnswer { status: 500, ..WebAnswer::default() });
        let waits: Vec<i64> = (1..=10).map(|attempt| wait_after(attempt, &sent, 1.0) / Timestamp::SECOND).collect();
        assert_eq!(waits, WAITS);
        assert!(waits.is_sorted() && (20..=24).contains(&(waits.iter().sum::<i64>() / 3_600)));
        assert_eq!(wait_after(1, &sent, 0.9), 9_000);
    }

    #[test]
    fn a_target_can_ask_for_longer_but_not_for_ever() {
        let wait = |retry_after| {
            let sent = Ok(WebAnswer { status: 503, retry_after: Some(retry_after), ..WebAnswer::default() });
            wait_after(2, &sent, 1.0) / Timestamp::SECOND
        };
        assert_eq!([wait(5), wait(120), wait(1_000_000)], [60, 120, 3_600]);
    }
}
