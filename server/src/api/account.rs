//! What connectors ask first: whose token it is, and of what account.

use axum::extract::{Path, State};
use axum::response::Response;
use domain::Portico;
use domain::tokens::TokenInfo;
use model::Timestamp;
use serde_json::{Value, json};

use super::body::{Input, required_text};
use super::door::{Caller, denied};
use super::envelope::Envelope;
use super::refusals::{IntoEnvelope, PORTAL};
use super::shown;

/// What is said of a token that does not end: a year, in seconds.
const ENDLESS: i64 = 365 * Timestamp::DAY / Timestamp::SECOND;

async fn info(portico: &Portico, token: &str) -> Result<TokenInfo, Envelope> {
    let found = portico.token_info(token).await.map_err(|failure| failure.into_fault().into_envelope())?;
    found.map_err(|why| denied(why, portico.clock().now()))
}

fn scopes(info: &TokenInfo) -> Vec<&'static str> {
    info.scopes.iter().map(|scope| scope.word()).collect()
}

/// Whoever has the token may ask, without a header.
pub async fn token_info(State(portico): State<Portico>, input: Input) -> Result<Response, Envelope> {
    let info = info(&portico, &required_text(&input.json, "tokenKey")?).await?;
    let user = info.user.map(|user| user.0).unwrap_or_default();
    Ok(shown::ok(&json!({ "userId": user, "hubId": PORTAL, "appId": info.id.0, "scopes": scopes(&info) })))
}

pub async fn access_token(State(portico): State<Portico>, Path(token): Path<String>) -> Result<Response, Envelope> {
    let info = info(&portico, &token).await?;
    let left = info.expires_at.map_or(ENDLESS, |at| (at.0 - portico.clock().now().0) / Timestamp::SECOND);
    Ok(shown::ok(&json!({
        "token": token, "user": info.name, "hub_domain": portico.settings().address.host, "scopes": scopes(&info),
        "hub_id": PORTAL, "app_id": info.id.0, "expires_in": left, "user_id": info.user.map(|user| user.0).unwrap_or_default(),
        "token_type": "access",
    })))
}

pub async fn details(State(portico): State<Portico>, _caller: Caller) -> Response {
    shown::ok(&json!({
        "portalId": PORTAL, "accountType": "STANDARD", "timeZone": "UTC", "companyCurrency": "USD",
        "additionalCurrencies": [], "utcOffset": "+00:00", "utcOffsetMilliseconds": 0,
        "uiDomain": portico.settings().address.host, "dataHostingLocation": "na1",
    }))
}

/// There are no kinds of records of one's own, which is no reason to fail for a client that lists them.
pub async fn no_schemas(_caller: Caller) -> Response {
    shown::ok(&shown::list(Vec::<Value>::new(), None))
}
