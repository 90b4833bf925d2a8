//! Which host and slug a request is for.

use axum::extract::{Path, Request, State};
use axum::http::header::{HOST, LOCATION};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use domain::PortalFound;
use domain::crm::ObjectType;
use model::{CompanyId, ContactId, TicketId, paths};

use super::router::Web;

/// The host that a request is for: lower case, without port and trailing dot. Inserted by [`check`].
#[derive(Clone, Debug)]
pub struct RequestHost(pub String);

/// Refuses hosts that this server does not speak for (RFC 9110, 7.4: 421), without a redirect that would teach the
/// client to trust the name. Health checks come by address and pass.
pub async fn check(State(web): State<Web>, mut request: Request, next: Next) -> Response {
    if matches!(request.uri().path(), "/livez" | "/readyz") {
        return next.run(request).await;
    }
    let Some(host) = host_of(&request) else { return misdirected() };
    match web.portico.is_known_host(&host).await {
        Ok(true) => {
            request.extensions_mut().insert(RequestHost(host));
            next.run(request).await
        }
        Ok(false) => misdirected(),
        Err(failure) => super::headers::trouble(failure.into_fault()),
    }
}

fn misdirected() -> Response {
    (StatusCode::MISDIRECTED_REQUEST, "This server does not speak for that host name.\n").into_response()
}

/// One `Host` header (or the authority of HTTP/2), a name and perhaps a port; anything else is nobody.
pub fn host_of(request: &Request) -> Option<String> {
    let mut headers = request.headers().get_all(HOST).iter();
    let named = match (headers.next(), headers.next()) {
        (Some(header), None) => Some(header.to_str().ok()?),
        (None, _) => None,
        (Some(_), Some(_)) => return None,
    };
    let authority = request.uri().authority().map(|authority| authority.as_str());
    if let (Some(named), Some(authority)) = (named, authority)
        && !named.eq_ignore_ascii_case(authority)
    {
        return None;
    }
    normal(named.or(authority)?)
}

fn normal(authority: &str) -> Option<String> {
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => {
            port.parse::<u16>().ok()?;
            host
        }
        _ => authority,
    };
    let host = host.strip_suffix('.').unwrap_or(host).to_ascii_lowercase();
    let name = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._[]:".contains(&byte));
    (name && !host.is_empty()).then_some(host)
}

/// Sends old addresses of portals to the new ones, with the rest of the path and the query; and addresses as people type
/// them, with capitals or a slash at the end, to how they are written.
pub async fn moved(State(web): State<Web>, request: Request, next: Next) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return next.run(request).await;
    }
    let path = request.uri().path();
    if let Some(page) = staff_page(path) {
        let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
        return Redirect::permanent(&format!("{page}{query}")).into_response();
    }
    let (slug, rest) =
        path.trim_start_matches('/').split_once('/').map_or((path.trim_start_matches('/'), ""), |(slug, rest)| (slug, rest));
    let host = request.extensions().get::<RequestHost>().map(|host| host.0.clone());
    let as_typed = slug.chars().any(char::is_uppercase) || (path.ends_with('/') && !slug.is_empty());
    let rest = rest.trim_end_matches('/');
    let written = slug.to_ascii_lowercase();
    let (Some(host), Ok(slug)) = (host, model::text::Slug::parse(&written)) else { return next.run(request).await };
    let elsewhere = match web.portico.portal_at(&host, slug.as_str()).await {
        Ok(PortalFound::Redirect { to_origin, to_slug }) => Some((to_origin, to_slug)),
        Ok(PortalFound::Live(_)) if as_typed => Some((None, slug.to_string())),
        _ => None,
    };
    match elsewhere {
        Some((to_origin, to_slug)) => {
            let origin = to_origin.unwrap_or_default();
            let rest = if rest.is_empty() { String::new() } else { format!("/{rest}") };
            let query = request.uri().query().map(|query| format!("?{query}")).unwrap_or_default();
            match HeaderValue::from_str(&format!("{origin}{}{rest}{query}", paths::portal(&to_slug))) {
                Ok(location) => (StatusCode::PERMANENT_REDIRECT, [(LOCATION, location)]).into_response(),
                Err(_) => next.run(request).await,
            }
        }
        None => next.run(request).await,
    }
}

/// The staff's page that was meant by an address with slashes at its end.
fn staff_page(path: &str) -> Option<&str> {
    let page = path.trim_end_matches('/');
    let staff = ["/desk", "/admin", "/setup", "/sign-in"];
    let meant = staff.iter().any(|first| page.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')));
    (page.len() < path.len() && meant).then_some(page)
}

/// HubSpot's address of a record's page, as its clients put it together for people.
pub async fn record(Path((_, kind, id)): Path<(String, String, String)>) -> Response {
    let page = id.parse::<i64>().ok().and_then(|id| match ObjectType::parse(&kind)? {
        ObjectType::Contacts => Some(paths::desk_contact(ContactId(id))),
        ObjectType::Companies => Some(paths::desk_company(CompanyId(id))),
        ObjectType::Tickets => Some(paths::desk_ticket(TicketId(id))),
        ObjectType::Notes => None,
    });
    match page {
        Some(page) => Redirect::temporary(&page).into_response(),
        None => (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response(),
    }
}

/// `/`: the host's only portal, or the staff's pages.
pub async fn front(State(web): State<Web>, request: Request) -> Response {
    let Some(host) = request.extensions().get::<RequestHost>().map(|host| host.0.clone()) else { return misdirected() };
    if web.portico.is_system_host(&host) {
        return Redirect::temporary(paths::DESK).into_response();
    }
    let portals = web.portico.live_portals_at(&host).await.unwrap_or_default();
    match portals.as_slice() {
        [portal] => Redirect::temporary(&paths::portal(&portal.slug)).into_response(),
        _ => (StatusCode::NOT_FOUND, "There is nothing at this address.\n").into_response(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host(name: &str) -> Option<String> {
        host_of(&Request::builder().uri("/x").header(HOST, name).body(axum::body::Body::empty()).unwrap())
    }

    #[test]
    fn a_host_is_one_plain_name() {
        assert_eq!(host("Help.Example.com:443").as_deref(), Some("help.example.com"));
        assert_eq!(host("help.example.com.").as_deref(), Some("help.example.com"));
        assert_eq!(host("[::1]:3000").as_deref(), Some("[::1]"));
        for wrong in ["", "good:@evil", "a b", "good@evil", "x:99999", "é.com", "a/b"] {
            assert_eq!(host(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn two_hosts_are_nobody() {
        let two = Request::builder().uri("/").header(HOST, "a.de").header(HOST, "b.de").body(axum::body::Body::empty()).unwrap();
        assert_eq!(host_of(&two), None);
        let other = Request::builder().uri("http://evil.de/").header(HOST, "a.de").body(axum::body::Body::empty()).unwrap();
        assert_eq!(host_of(&other), None);
    }
}
