//! The API as a service: its routes, and what every request and answer passes.

use std::sync::Arc;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::header::{CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING};
use axum::http::{HeaderValue, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use domain::Portico;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};

use super::door::{Admission, admit, leave, panicked};
use super::envelope::{Envelope, of_status};
use super::limits::Meter;
use super::{addresses, routes};

/// Largest body of a request, in bytes: a batch of 100 tickets with the longest descriptions, with room.
const BODY_LIMIT: usize = 10 * 1024 * 1024;

/// Bytes of a body that is read before the request is looked at.
const SMALL: usize = 64 * 1024;

/// The API as a whole.
#[derive(Clone)]
pub struct Api {
    portico: Portico,
    router: Router,
}

impl Api {
    pub fn new(portico: Portico, meter: Arc<Meter>) -> Self {
        let admission = Admission { portico: portico.clone(), meter };
        let router = routes::secured()
            .into_router()
            .route_layer(from_fn_with_state(admission, admit))
            .merge(routes::public().into_router())
            .fallback(no_such_address)
            .method_not_allowed_fallback(no_such_method)
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .layer(CatchPanicLayer::custom(panicked))
            .layer(from_fn_with_state(portico.clone(), leave))
            .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
            .with_state(portico.clone());
        Self { portico, router }
    }

    /// Answers a request for one of the API's addresses. It is on the system domain only, as the staff's pages are.
    async fn answer(&self, mut request: Request) -> Response {
        let host = crate::http::host_of(&request).unwrap_or_default();
        if !self.portico.is_system_host(&host) {
            // A route that is none, so that the refusal leaves as all answers do.
            *request.uri_mut() = axum::http::Uri::from_static("/misdirected");
        } else if let Some(uri) = addresses::rewritten(request.uri()) {
            *request.uri_mut() = uri;
        }
        let (request, small) = taken_in(request).await;
        let mut response = match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        };
        // Whoever is refused may be sending still: the connection ends, and they are told so.
        if !small && (response.status().is_client_error() || response.status().is_server_error()) {
            response.headers_mut().insert(CONNECTION, HeaderValue::from_static("close"));
        }
        response
    }
}

/// A request whose body is small, with the body read: an answer that comes before it was read would end the connection, and
/// a client that uses it again would find it broken. And whether it is.
async fn taken_in(request: Request) -> (Request, bool) {
    let length: Option<usize> = request.headers().get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse().ok());
    let has_none = length.is_none() && !request.headers().contains_key(TRANSFER_ENCODING);
    match length {
        Some(length) if length <= SMALL => {
            let (parts, body) = request.into_parts();
            let body = to_bytes(body, SMALL).await.map_or_else(|_| Body::empty(), Body::from);
            (Request::from_parts(parts, body), true)
        }
        _ => (request, has_none),
    }
}

/// Sends a request for one of the API's addresses there, and all others on.
pub async fn divert(State(api): State<Api>, request: Request, next: Next) -> Response {
    if addresses::is_ours(request.uri().path()) { api.answer(request).await } else { next.run(request).await }
}

async fn no_such_address(request: Request) -> Envelope {
    let misdirected = request.uri().path() == "/misdirected";
    of_status(if misdirected { StatusCode::MISDIRECTED_REQUEST } else { StatusCode::NOT_FOUND })
}

async fn no_such_method() -> Response {
    of_status(StatusCode::METHOD_NOT_ALLOWED).into_response()
}
