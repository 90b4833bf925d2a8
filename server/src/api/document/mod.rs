//! What the API takes and answers, as an OpenAPI 3.1 document and as a page to read.
//!
//! Both are made of the table that the router is made of (`routes`), so that no route is without a description, and no
//! description without a route.

mod operation;
mod page;
pub mod parameters;
mod render;
mod requests;
mod schemas;
mod table;

use axum::extract::State;
use axum::http::HeaderValue;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::Portico;
use serde_json::Value;

use super::envelope::Envelope;
use super::objects::origin;
use super::routes;

pub use operation::{Operation, Shape, says};
pub use table::{Table, delete, get, patch, post, put};

/// The page's style sheet and nothing else.
const POLICY: HeaderValue = HeaderValue::from_static(
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'; form-action 'none'",
);
/// What it says changes with a release only.
const CACHED: HeaderValue = HeaderValue::from_static("public, max-age=300");

fn document(portico: &Portico) -> Value {
    render::document(&origin(portico), routes::all().operations())
}

/// The document.
pub async fn json(State(portico): State<Portico>) -> Response {
    let headers = [(CONTENT_TYPE, HeaderValue::from_static("application/json")), (CACHE_CONTROL, CACHED)];
    (headers, document(&portico).to_string()).into_response()
}

/// The document, for people.
pub async fn html(State(portico): State<Portico>) -> Result<Response, Envelope> {
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, POLICY),
        (CACHE_CONTROL, CACHED),
    ];
    Ok((headers, page::of(&document(&portico))).into_response())
}
