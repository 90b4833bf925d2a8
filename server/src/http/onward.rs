//! A plain form whose answer lies on another host: the portal on its own domain, seen from the desk.
//!
//! The pages' policy says `form-action 'self'`, and Chromium and Safari hold every redirect of a form against it, so a
//! redirect to another host ends in a blank tab (W3C Content Security Policy 3, §6.4.1.3, and its issue on redirects).
//! The address is right all the same: it was made by our own server function. So the form is answered by a page that
//! goes on by itself, which is a navigation of its own and no part of the form.

use axum::extract::Request;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, HOST, LOCATION, REFERRER_POLICY};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};

pub async fn instead_of_redirect(request: Request, next: Next) -> Response {
    let form = request.method() == Method::POST;
    let host = request.headers().get(HOST).cloned();
    let response = next.run(request).await;
    if !form || !response.status().is_redirection() {
        return response;
    }
    match elsewhere(response.headers(), host.as_ref()) {
        Some(address) => go_on(response, &address),
        None => response,
    }
}

/// The address, where it is one of another host.
fn elsewhere(headers: &HeaderMap, host: Option<&HeaderValue>) -> Option<String> {
    let address = headers.get(LOCATION)?.to_str().ok()?;
    let authority = authority(address)?;
    let here = host.and_then(|host| host.to_str().ok()).is_some_and(|host| host.eq_ignore_ascii_case(authority));
    (!here).then(|| address.to_owned())
}

fn authority(address: &str) -> Option<&str> {
    let rest = address.strip_prefix("https://").or_else(|| address.strip_prefix("http://"))?;
    rest.split(['/', '?', '#']).next()
}

/// Keeps the other headers, a cookie above all. No word of any language stands on it: the host says where it goes.
fn go_on(mut response: Response, address: &str) -> Response {
    let address = address.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
    let host = authority(&address).unwrap_or_default();
    let page = format!(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>{host}</title>\
         <meta name=\"viewport\" content=\"width=device-width\"><meta http-equiv=\"refresh\" content=\"0;url={address}\"></head>\
         <body><p><a href=\"{address}\">{host}</a></p></body></html>"
    );
    let answer = Html(page).into_response();
    let headers = response.headers_mut();
    headers.remove(LOCATION);
    headers.remove(CONTENT_LENGTH);
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    *response.status_mut() = StatusCode::OK;
    *response.body_mut() = answer.into_body();
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent_to(address: &'static str) -> Option<String> {
        let headers = HeaderMap::from_iter([(LOCATION, HeaderValue::from_static(address))]);
        elsewhere(&headers, Some(&HeaderValue::from_static("desk.example.com:3000")))
    }

    #[test]
    fn only_another_host_is_elsewhere() {
        for here in ["/help/12", "http://Desk.example.com:3000/admin", "//help.example.com", "javascript:alert(1)"] {
            assert_eq!(sent_to(here), None, "{here}");
        }
        for there in ["https://help.example.com/view?token=1", "http://desk.example.com/admin", "http://desk.example.com:3000@x/"]
        {
            assert_eq!(sent_to(there).as_deref(), Some(there));
        }
    }

    #[test]
    fn the_page_cannot_be_broken_out_of() {
        let redirect = (StatusCode::FOUND, [(LOCATION, "https://help.example.com/\"><script>")]).into_response();
        let page = go_on(redirect, "https://help.example.com/\"><script>&");
        assert_eq!((page.status(), page.headers().get(LOCATION)), (StatusCode::OK, None));
        let body = futures::executor::block_on(axum::body::to_bytes(page.into_body(), 4096)).unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap();
        assert!(!text.contains("<script") && text.contains("/&quot;>&lt;script>&amp;"), "{text}");
    }
}
