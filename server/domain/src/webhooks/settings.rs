//! Where an app is told: its target, and the secret that requests to it are signed with.
//!
//! The steps take the caller's transaction and who does it, so that the API and the page share them.

use model::webhooks::REQUESTS_MAX;
use model::{Timestamp, TokenId};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set, Unchanged};
use serde_json::json;
use url::Url;

use super::WebhookRefusal;
use crate::audit::{Actor, Entry};
use crate::crm::{Done, Refused};
use crate::failure::Outcome;
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{webhook_deliveries, webhook_events, webhook_subscriptions, webhook_targets};

/// What client secrets are sealed for.
const SECRET: &str = "client secret of webhooks";
/// Of an address, in bytes.
const URL_MAX: usize = 2_000;
/// What receivers unescape in an address before they check a signature, so that both sides must agree on it
/// (HubSpot's documentation of the third version): an address without any is the same either way.
const ESCAPES: [&str; 12] = ["%3A", "%2F", "%3F", "%40", "%21", "%24", "%27", "%28", "%29", "%2A", "%2C", "%3B"];

/// An app's target, as its settings say.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub struct Settings {
    pub target_url: String,
    /// Requests at one time.
    pub max_requests: u32,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl From<webhook_targets::Model> for Settings {
    fn from(row: webhook_targets::Model) -> Self {
        Self {
            max_requests: u32::try_from(row.max_requests).unwrap_or(1),
            target_url: row.target_url,
            created_at: Timestamp(row.created_at),
            updated_at: Timestamp(row.updated_at),
        }
    }
}

pub fn refused(refusal: WebhookRefusal) -> Refused {
    Refused::Webhook(refusal)
}

/// The address as it is called and signed; one that this server does not call is refused.
fn checked(portico: &Portico, text: &str) -> Result<String, WebhookRefusal> {
    let text = text.trim();
    let url = Url::parse(text).ok().filter(|_| text.len() <= URL_MAX).ok_or(WebhookRefusal::UrlMalformed)?;
    let plain = url.username().is_empty() && url.password().is_none() && url.fragment().is_none() && url.has_host();
    if !plain || !matches!(url.scheme(), "http" | "https") {
        return Err(WebhookRefusal::UrlMalformed);
    }
    let upper = url.as_str().to_ascii_uppercase();
    if let Some(escape) = ESCAPES.into_iter().find(|escape| upper.contains(escape)) {
        return Err(WebhookRefusal::UrlEscaped { escape: escape.to_owned() });
    }
    if portico.webhook_web.permits(&url) { Ok(url.into()) } else { Err(WebhookRefusal::UrlNotAllowed) }
}

/// A secret in the shape of HubSpot's, every digit random.
fn new_secret() -> String {
    let digits: String = secrets::key::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

/// What requests to the target are signed with.
pub fn secret_of(portico: &Portico, target: &webhook_targets::Model) -> Outcome<String> {
    portico.sealing.open(SECRET, &target.secret)
}

pub async fn find(connection: &impl ConnectionTrait, app: TokenId) -> Outcome<Option<webhook_targets::Model>> {
    Ok(webhook_targets::Entity::find_by_id(app.0).one(connection).await?)
}

/// The target, which must be there.
pub async fn present(connection: &impl ConnectionTrait, app: TokenId) -> Done<webhook_targets::Model> {
    Ok(find(connection, app).await?.ok_or_else(|| refused(WebhookRefusal::NoTarget))?)
}

/// Sets the target. `None` leaves how many requests there may be. Answers the row, and the secret where it was just made.
pub async fn set(
    portico: &Portico,
    tx: &DatabaseTransaction,
    actor: Actor,
    app: TokenId,
    url: &str,
    max_requests: Option<u32>,
) -> Done<(webhook_targets::Model, Option<String>)> {
    let url = checked(portico, url).map_err(refused)?;
    if max_requests.is_some_and(|max| !(1..=REQUESTS_MAX).contains(&max)) {
        return Err(refused(WebhookRefusal::RequestsOutOfRange).into());
    }
    let now = portico.now();
    let told = json!({ "url": url, "max_requests": max_requests });
    let row = webhook_targets::ActiveModel { target_url: Set(url), updated_at: Set(now.0), ..Default::default() };
    let (row, secret, action) = match find(tx, app).await? {
        Some(before) => {
            let max_requests = Set(max_requests.map_or(before.max_requests, i64::from));
            let row = webhook_targets::ActiveModel { token_id: Unchanged(app.0), max_requests, ..row };
            (row.update(tx).await?, None, "webhook_target_changed")
        }
        None => {
            let secret = new_secret();
            let row = webhook_targets::ActiveModel {
                token_id: Set(app.0),
                secret: Set(portico.sealing.seal(SECRET, &secret)?),
                max_requests: Set(max_requests.unwrap_or(model::webhooks::REQUESTS).into()),
                created_at: Set(now.0),
                ..row
            };
            (row.insert(tx).await?, Some(secret), "webhook_target_created")
        }
    };
    Entry::new(actor, action, object_of(app)).with(told).write(tx, now).await?;
    Ok((row, secret))
}

/// In the trail.
pub fn object_of(app: TokenId) -> String {
    format!("webhooks:{app}")
}

/// Another secret, which is answered this once.
pub async fn replace_secret(portico: &Portico, tx: &DatabaseTransaction, actor: Actor, app: TokenId) -> Done<String> {
    present(tx, app).await?;
    let secret = new_secret();
    let row = webhook_targets::ActiveModel {
        token_id: Unchanged(app.0),
        secret: Set(portico.sealing.seal(SECRET, &secret)?),
        updated_at: Set(portico.now().0),
        ..Default::default()
    };
    row.update(tx).await?;
    Entry::new(actor, "webhook_secret_replaced", object_of(app)).write(tx, portico.now()).await?;
    Ok(secret)
}

/// Takes the target away with everything that hangs on it. One that is not there changes nothing.
pub async fn remove(portico: &Portico, tx: &DatabaseTransaction, actor: Actor, app: TokenId) -> Outcome<()> {
    if find(tx, app).await?.is_none() {
        return Ok(());
    }
    webhook_events::Entity::delete_many().filter(webhook_events::Column::TokenId.eq(app.0)).exec(tx).await?;
    webhook_deliveries::Entity::delete_many().filter(webhook_deliveries::Column::TokenId.eq(app.0)).exec(tx).await?;
    webhook_subscriptions::Entity::delete_many().filter(webhook_subscriptions::Column::TokenId.eq(app.0)).exec(tx).await?;
    webhook_targets::Entity::delete_by_id(app.0).exec(tx).await?;
    Entry::new(actor, "webhook_target_removed", object_of(app)).write(tx, portico.now()).await
}
