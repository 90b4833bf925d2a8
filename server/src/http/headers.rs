//! What every answer carries, and what an answer says when something went wrong.

use std::any::Any;
use std::time::Instant;

use axum::extract::{MatchedPath, Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, HOST, REFERRER_POLICY, RETRY_AFTER, STRICT_TRANSPORT_SECURITY,
    X_CONTENT_TYPE_OPTIONS,
};
use axum::http::{HeaderName, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::Origin;
use model::Fault;

use super::router::Web;

/// For answers that bring no policy of their own; pages bring one with a nonce.
const POLICY: &str = "default-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'";

/// Sets the security headers. Whatever is not marked as cacheable is personal and is stored nowhere.
pub async fn secure(State(web): State<Web>, request: Request, next: Next) -> Response {
    let address = &web.portico.settings().address;
    let host = request.headers().get(HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
    // Elsewhere browsers ignore the opener policy, and complain of it.
    let trustworthy = address.secure || domain::is_loopback_name(host);
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    let mut default = |name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    default(X_CONTENT_TYPE_OPTIONS, "nosniff");
    default(REFERRER_POLICY, "same-origin");
    default(CONTENT_SECURITY_POLICY, POLICY);
    if trustworthy {
        default(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    }
    default(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    default(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=(), payment=()");
    default(CACHE_CONTROL, "no-store");
    if address.secure {
        default(STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    response
}

/// A line for each request, and a name that what it does is written down with. The route and not the path, because some
/// paths hold a capability.
pub async fn log(State(web): State<Web>, request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|route| route.as_str().to_owned());
    let origin = Origin::named(web.proxies.peer_of(&request));
    let name = origin.request.clone();
    let response = origin.of(next.run(request)).await;
    let milliseconds = started.elapsed().as_secs_f64() * 1000.0;
    tracing::debug!(%method, route, request = name, status = response.status().as_u16(), milliseconds, "request");
    response
}

/// A plain answer for trouble outside of a page.
pub fn trouble(fault: Fault) -> Response {
    let (status, text) = match &fault {
        Fault::NotFound => (StatusCode::NOT_FOUND, "There is nothing at this address.\n".to_owned()),
        Fault::SignedOut => (StatusCode::UNAUTHORIZED, "Please sign in.\n".to_owned()),
        Fault::Refused(_) => (StatusCode::FORBIDDEN, "This is not allowed.\n".to_owned()),
        Fault::Invalid(_) => (StatusCode::BAD_REQUEST, "The request cannot be understood.\n".to_owned()),
        Fault::Busy { .. } | Fault::Offline => {
            (StatusCode::SERVICE_UNAVAILABLE, "The service cannot answer just now. Please try again in a moment.\n".to_owned())
        }
        Fault::Internal { reference } => {
            (StatusCode::INTERNAL_SERVER_ERROR, format!("Something went wrong on our side. Reference: {reference}\n"))
        }
    };
    let mut response = (status, [(CONTENT_TYPE, "text/plain; charset=utf-8")], text).into_response();
    if let Fault::Busy { retry_after_seconds } = fault {
        response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(retry_after_seconds));
    }
    response
}

/// A panic in a handler: logged with a reference, and the server goes on.
pub fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response {
    let text = panic.downcast_ref::<String>().map(String::as_str).or(panic.downcast_ref::<&str>().copied()).unwrap_or("unknown");
    let reference = domain::reference();
    tracing::error!(panic = text, reference, "a handler panicked");
    trouble(Fault::Internal { reference })
}
