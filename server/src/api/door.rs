//! Who comes in, and how every answer leaves.

use std::any::Any;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::tokens::Denied;
use domain::{Origin, Portico, TokenDesk};
use model::Timestamp;
use model::api_tokens::Scope;

use super::envelope::{CORRELATION, Envelope, of_status};
use super::limits::Meter;
use super::query::Query;
use super::refusals::{IntoEnvelope, scopes_missing};

/// What is needed to let somebody in.
#[derive(Clone)]
pub struct Admission {
    pub portico: Portico,
    pub meter: Arc<Meter>,
}

/// Whoever's token the request carries.
pub struct Caller(pub TokenDesk);

impl<S: Sync> FromRequestParts<S> for Caller {
    type Rejection = Envelope;

    async fn from_request_parts(parts: &mut Parts, _state: &S) -> Result<Self, Envelope> {
        // Every route that asks for a caller is behind `admit`.
        parts.extensions.get::<TokenDesk>().cloned().map(Self).ok_or_else(nobody)
    }
}

impl Caller {
    /// Refused unless the token has all of the scopes.
    pub fn require_all(&self, scopes: &[Scope]) -> Result<(), Envelope> {
        if self.0.has_all(scopes) { Ok(()) } else { Err(scopes_missing(scopes)) }
    }

    /// Refused unless the token has one of the scopes.
    pub fn require(&self, scopes: &[Scope]) -> Result<(), Envelope> {
        if self.0.has_any(scopes) { Ok(()) } else { Err(scopes_missing(scopes)) }
    }
}

/// HubSpot's answer to who brings no token, or one that is none.
pub fn nobody() -> Envelope {
    const MESSAGE: &str = "Authentication credentials not found. This API supports OAuth 2.0 authentication and you can find more details at https://developers.hubspot.com/docs/methods/auth/oauth-overview";
    Envelope::new(StatusCode::UNAUTHORIZED, "INVALID_AUTHENTICATION", MESSAGE)
}

pub fn denied(denied: Denied, now: Timestamp) -> Envelope {
    match denied {
        Denied::Unknown => nobody(),
        Denied::Expired { at } => {
            let seconds = (now.0 - at.0) / Timestamp::SECOND;
            let message = format!("The OAuth token used to make this call expired {seconds} second(s) ago.");
            Envelope::new(StatusCode::UNAUTHORIZED, "EXPIRED_AUTHENTICATION", message)
        }
    }
}

/// The token behind `Bearer`, in any case.
fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers.get(AUTHORIZATION)?.to_str().ok()?.trim().split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

/// The token as HubSpot's clients send a developer's key, where they set webhooks up; nowhere else is a secret taken from an
/// address.
fn developer_key(uri: &Uri) -> Option<String> {
    let query = uri.query().filter(|_| uri.path().starts_with("/webhooks/"))?;
    Query::parse(query).one("hapikey").map(str::to_owned)
}

/// Finds out whose token it is, and counts the request.
pub async fn admit(State(admission): State<Admission>, mut request: Request, next: Next) -> Response {
    let brought = bearer(request.headers()).map(str::to_owned).or_else(|| developer_key(request.uri()));
    let Some(token) = brought else {
        return nobody().into_response();
    };
    let desk = match admission.portico.token_desk(&token).await {
        Ok(Ok(desk)) => desk,
        Ok(Err(why)) => return denied(why, admission.portico.clock().now()).into_response(),
        Err(failure) => return failure.into_fault().into_envelope().into_response(),
    };
    let is_search = request.uri().path().ends_with("/search");
    let (mut response, left) = match admission.meter.take(desk.id(), admission.portico.clock().now(), is_search) {
        Ok(left) => {
            request.extensions_mut().insert(desk);
            (next.run(request).await, left)
        }
        Err((envelope, left)) => (envelope.into_response(), left),
    };
    left.write(response.headers_mut());
    response
}

/// Gives every answer its correlation id, and every error its envelope, wherever it comes from.
pub async fn leave(State(portico): State<Portico>, request: Request, next: Next) -> Response {
    let correlation = correlation_id(portico.clock().now());
    // What the sender can name is what the trail says.
    let origin = Origin { request: correlation.clone(), ..Origin::current() };
    let mut response = origin.of(next.run(request)).await;
    let status = response.status();
    if status.is_client_error() || status.is_server_error() {
        let envelope = response.extensions_mut().remove::<Envelope>().unwrap_or_else(|| of_status(status));
        if status.is_server_error() {
            tracing::error!(correlation, message = envelope.message, "a request of an integration failed");
        }
        let mut written = envelope.answer(&correlation);
        for (name, value) in response.headers() {
            let says_more = name.as_str().starts_with("x-hubspot-") || name.as_str() == "allow";
            if says_more {
                written.headers_mut().insert(name.clone(), value.clone());
            }
        }
        response = written;
    }
    if let Ok(value) = HeaderValue::from_str(&correlation) {
        response.headers_mut().insert(CORRELATION, value);
    }
    response
}

/// A UUID of version 7: it begins with the time, so that ids are in the order of the log.
fn correlation_id(now: Timestamp) -> String {
    let random: u128 = rand::random();
    let time = u128::from(now.0.unsigned_abs()) & 0xffff_ffff_ffff;
    let bits = (time << 80) | (0x7 << 76) | (random & (0xfff << 64)) | (0b10 << 62) | (random & ((1 << 62) - 1));
    let digits = format!("{bits:032x}");
    [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]].join("-")
}

/// A handler that failed: logged with a reference, and the server goes on.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    let reference = domain::reference();
    tracing::error!(panic = text, reference, "a handler of the API panicked");
    model::Fault::Internal { reference }.into_envelope().into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn correlation_ids_are_uuids_of_version_7() {
        let id = correlation_id(Timestamp(1_772_442_000_000));
        assert_eq!(id.len(), 36);
        assert!(id.starts_with("019cadd4-9680-7") || id.as_bytes()[14] == b'7', "{id}");
        assert!(b"89ab".contains(&id.as_bytes()[19]), "{id}");
        assert_ne!(id, correlation_id(Timestamp(1_772_442_000_000)));
    }

    #[test]
    fn a_key_in_an_address_is_for_webhooks() {
        let key = |uri: &'static str| developer_key(&Uri::from_static(uri));
        assert_eq!(key("/webhooks/v3/7/settings?hapikey=pat-x").as_deref(), Some("pat-x"));
        for other in ["/webhooks/v3/7/settings", "/webhooks/v3/7/settings?hapikey=", "/crm/v3/objects/contacts?hapikey=pat-x"] {
            assert_eq!(key(other), None, "{other}");
        }
    }

    #[test]
    fn a_token_is_behind_bearer() {
        let mut headers = HeaderMap::new();
        assert_eq!(bearer(&headers), None);
        headers.insert(AUTHORIZATION, HeaderValue::from_static("bearer  pat-x "));
        assert_eq!(bearer(&headers), Some("pat-x"));
        headers.insert(AUTHORIZATION, HeaderValue::from_static("Basic pat-x"));
        assert_eq!(bearer(&headers), None);
    }
}
