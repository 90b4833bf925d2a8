//! Trying a target out: one request, now, with an event that is none.

use model::TokenId;
use model::webhooks::WebhookTest;

use super::deliver::{beginning, send};
use super::{payload, settings};
use crate::crm::Done;
use crate::portico::Portico;

/// It is signed as all others are, and stands in no log.
pub async fn test(portico: &Portico, app: TokenId) -> Done<WebhookTest> {
    let target = settings::present(portico.store.reader(), app).await?;
    let sent = send(portico, &target, &payload::sample(app.0, portico.now().0)).await?;
    Ok(match sent {
        Ok(answer) => WebhookTest::Answered { status: answer.status, body: beginning(&answer.body) },
        Err(problem) => WebhookTest::Failed(problem),
    })
}
