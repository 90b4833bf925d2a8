//! A letter as a mail program shows it, for the gallery: a document of its own that loads nothing and runs nothing.

use axum::extract::{Path, Request, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use model::mail::LetterKind;
use model::people::{OwnStaffAccount, Role};
use model::{Fault, Language, Refusal};

use super::headers::trouble;
use super::reception::FrontDesk;
use super::router::Web;

/// Styles stand in the letter itself, as mail programs want it; everything else is forbidden to it, also to be somebody.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'self'; sandbox";

pub async fn sample(State(web): State<Web>, Path((kind, language)): Path<(String, String)>, request: Request) -> Response {
    match FrontDesk::of(&web, &request).user().await {
        Ok(desk) if desk.staff_profile().role >= Role::Admin => {}
        Ok(_) => return trouble(Fault::Refused(Refusal::Role)),
        Err(fault) => return trouble(fault),
    }
    let (Some(kind), Some(language)) = (LetterKind::parse(&kind), exact(&language)) else { return trouble(Fault::NotFound) };
    let now = web.portico.clock().now();
    let (envelope, content) = app::letters::sample(kind, language, now);
    let html = app::letters::write(&envelope, &content, now).html;
    let headers = [
        (CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
    ];
    (StatusCode::OK, headers, html).into_response()
}

fn exact(tag: &str) -> Option<Language> {
    Language::ALL.into_iter().find(|language| language.tag() == tag)
}
