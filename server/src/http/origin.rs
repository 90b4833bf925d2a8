//! Cross-site request forgery: the one check for every change of state.
//!
//! Leptos' server functions make none (by design), so every method that is not safe passes here. A browser says where
//! a request comes from in `Sec-Fetch-Site`; an older one in `Origin`. A request that says neither is refused too: no
//! browser of the last years sends a form without at least one of them (OWASP CSRF cheat sheet: fetch metadata, with
//! `Origin` as the mandatory fallback). `same-site` is not enough, because a sibling host may be somebody else's.

use axum::extract::{Request, State};
use axum::http::header::{HOST, ORIGIN, VARY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::router::Web;

pub async fn check(State(web): State<Web>, request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let mut response = if safe || comes_from_here(request.headers(), web.portico.settings().address.secure) {
        next.run(request).await
    } else {
        tracing::warn!(path = request.uri().path(), "refused a request from another site");
        (StatusCode::FORBIDDEN, "This request did not come from a page of this site, so nothing was changed.\n").into_response()
    };
    response.headers_mut().append(VARY, HeaderValue::from_static("sec-fetch-site, origin"));
    response
}

fn comes_from_here(headers: &HeaderMap, secure: bool) -> bool {
    let text = |name: &str| headers.get(name).map(|value| value.to_str().unwrap_or("?"));
    match (text("sec-fetch-site"), text(ORIGIN.as_str())) {
        (Some(site), _) => site == "same-origin",
        (None, Some(origin)) => {
            let scheme = if secure { "https://" } else { "http://" };
            match (origin.strip_prefix(scheme), text(HOST.as_str())) {
                (Some(authority), Some(host)) => authority.eq_ignore_ascii_case(host),
                _ => false,
            }
        }
        (None, None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allowed(pairs: &[(&'static str, &'static str)]) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(HOST, HeaderValue::from_static("help.example.com:3000"));
        for (name, value) in pairs {
            headers.insert(*name, HeaderValue::from_static(value));
        }
        comes_from_here(&headers, false)
    }

    #[test]
    fn only_this_very_origin_may_change_anything() {
        assert!(allowed(&[("sec-fetch-site", "same-origin")]));
        assert!(allowed(&[("origin", "http://help.example.com:3000")]));
        for refused in [
            &[][..],
            &[("sec-fetch-site", "cross-site")],
            &[("sec-fetch-site", "same-site")],
            &[("sec-fetch-site", "none")],
            &[("sec-fetch-site", "cross-site"), ("origin", "http://help.example.com:3000")],
            &[("origin", "null")],
            &[("origin", "http://evil.example.com:3000")],
            &[("origin", "https://help.example.com:3000")],
            &[("origin", "http://help.example.com")],
        ] {
            assert!(!allowed(refused), "{refused:?}");
        }
    }
}
