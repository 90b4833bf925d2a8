//! A client of the router: a world behind it, and requests as a browser or a script would send them.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use domain::testing::{HOST, SLUG, World};
use model::portals::TicketPermission;
use server::api::ApiLimits;
use server::http::{Web, router, site_options};
use tokio::sync::watch;
use tower::ServiceExt;

pub struct Site {
    pub world: World,
    router: Router,
    _stop: watch::Sender<bool>,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body without what differs between any two renderings: the nonce, and the time.
    pub fn fixed(&self) -> String {
        let nonce = self.header("content-security-policy").split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next());
        let body = match nonce {
            Some(nonce) => self.body.replace(nonce, "NONCE"),
            None => self.body.clone(),
        };
        match body.split_once("data-now=\"") {
            Some((before, rest)) => format!("{before}{}", rest.split_once('"').map_or("", |(_, after)| after)),
            None => body,
        }
    }
}

impl Site {
    pub async fn new() -> Self {
        Self::of(World::with(TicketPermission::Company).await)
    }

    pub fn of(world: World) -> Self {
        let (stop, stopping) = watch::channel(false);
        let options = site_options().expect("the options of Leptos.toml");
        let router = router(Web::new(world.portico.clone(), options, &[], stopping));
        Self { world, router, _stop: stop }
    }

    /// The same site with other limits for integrations.
    pub fn with_limits(world: World, limits: ApiLimits) -> Self {
        let (stop, stopping) = watch::channel(false);
        let options = site_options().expect("the options of Leptos.toml");
        let router = router(Web::new(world.portico.clone(), options, &[], stopping).limiting_api(limits));
        Self { world, router, _stop: stop }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, 16 * 1024 * 1024).await.expect("a body");
        Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&bytes).into_owned() }
    }

    /// The body as it goes over the network.
    pub async fn send_raw(&self, request: Request<Body>) -> (HeaderMap, Vec<u8>) {
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        (parts.headers, to_bytes(body, 16 * 1024 * 1024).await.expect("a body").to_vec())
    }

    pub async fn get(&self, path: &str, cookie: Option<&str>) -> Answer {
        self.send(request(Method::GET, path, cookie).body(Body::empty()).expect("a request")).await
    }

    /// A form, posted by a page of the site.
    pub async fn post(&self, path: &str, cookie: Option<&str>, form: &[(&str, &str)]) -> Answer {
        let request = request(Method::POST, path, cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "application/json");
        self.send(request.body(Body::from(encoded(form))).expect("a request")).await
    }

    /// The cookie of somebody of the cast.
    pub fn cookie(&self, name: &str) -> String {
        match name {
            "owner" | "admin" | "agent" | "colleague" => format!("portico-staff={}", self.world.secret(name)),
            _ => format!("portico-portal-{}={}", self.world.portal, self.world.secret(name)),
        }
    }
}

pub fn request(method: Method, path: &str, cookie: Option<&str>) -> axum::http::request::Builder {
    let request = Request::builder().method(method).uri(path).header("host", format!("{HOST}:3000"));
    match cookie {
        Some(cookie) => request.header("cookie", cookie),
        None => request,
    }
}

pub fn encoded(form: &[(&str, &str)]) -> String {
    let encode = |text: &str| percent_encoding::utf8_percent_encode(text, percent_encoding::NON_ALPHANUMERIC).to_string();
    form.iter()
        .map(|(name, value)| format!("{}={}", encode(name).replace("%5B", "[").replace("%5D", "]"), encode(value)))
        .collect::<Vec<_>>()
        .join("&")
}

pub fn portal(path: &str) -> String {
    format!("/{SLUG}{path}")
}
