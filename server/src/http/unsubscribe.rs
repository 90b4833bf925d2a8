//! One-click unsubscribing (RFC 8058): a mail program posts to the address in a notification's `List-Unsubscribe`.
//!
//! It sends neither a cookie nor an `Origin`, so the check of origins, which would refuse it, comes after. Nothing is lost
//! by that: the address itself says what may be done, and the request's cookies are not looked at.

use axum::body::to_bytes;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::{Failure, PortalFound};
use model::Fault;
use model::mail::UnsubscribeDoor;
use model::paths;
use percent_encoding::percent_decode;

use super::headers::trouble;
use super::hosts::RequestHost;
use super::router::Web;

/// RFC 8058 §3.1: the one pair that the body has, as a form of either sort.
const ONE_CLICK: [&str; 2] = ["List-Unsubscribe", "One-Click"];
/// Larger than any such body, in bytes.
const BODY_MAX: usize = 4096;

pub async fn one_click(State(web): State<Web>, request: Request, next: Next) -> Response {
    let Some((slug, token)) = address_of(request.method(), request.uri().path()) else {
        return next.run(request).await;
    };
    // A browser's own form is none of ours here: the page has buttons that post elsewhere.
    if from_a_browser(request.headers()) {
        return next.run(request).await;
    }
    let host = request.extensions().get::<RequestHost>().map(|host| host.0.clone()).unwrap_or_default();
    let body = to_bytes(request.into_body(), BODY_MAX).await.unwrap_or_default();
    let text = percent_decode(&body).decode_utf8_lossy();
    if !ONE_CLICK.iter().all(|word| text.contains(word)) {
        return trouble(Fault::Invalid(Vec::new()));
    }
    match turn_off(&web, &host, &slug, &token).await {
        Ok(()) => (StatusCode::OK, "You get no more of these.\n").into_response(),
        Err(fault) => trouble(fault),
    }
}

async fn turn_off(web: &Web, host: &str, slug: &str, token: &str) -> Result<(), Fault> {
    match web.portico.portal_at(host, slug).await.map_err(Failure::into_fault)? {
        PortalFound::Live(place) => place.unsubscribe(token, false).await,
        PortalFound::Redirect { .. } | PortalFound::None => Err(Fault::NotFound),
    }
}

/// Slug and token, where it is such a request.
fn address_of(method: &Method, path: &str) -> Option<(String, String)> {
    if method != Method::POST {
        return None;
    }
    let (slug, token) = path.strip_prefix('/')?.split_once(&format!("/recovery/{}/", paths::UNSUBSCRIBE))?;
    let whole = !slug.is_empty() && !slug.contains('/') && !token.is_empty() && !token.contains('/');
    whole.then(|| (slug.to_owned(), token.to_owned()))
}

fn from_a_browser(headers: &HeaderMap) -> bool {
    headers.contains_key("sec-fetch-site") || headers.contains_key("origin")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_post_to_such_an_address_is_one() {
        let at = |method: Method, path: &str| address_of(&method, path);
        let found = Some(("help".to_owned(), "1.answers.x".to_owned()));
        assert_eq!(at(Method::POST, "/help/recovery/unsubscribe/1.answers.x"), found);
        for other in
            ["/help/recovery/password/x", "/recovery/unsubscribe/x", "/a/b/recovery/unsubscribe/x", "/a/recovery/unsubscribe/"]
        {
            assert_eq!(at(Method::POST, other), None, "{other}");
        }
        assert_eq!(at(Method::GET, "/help/recovery/unsubscribe/1.answers.x"), None);
    }
}
