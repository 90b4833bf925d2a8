//! The route table around the app's own, and the layers in the order in which a request meets them.

use std::net::IpAddr;
use std::path::PathBuf;
use std::sync::Arc;

use app::visit::Visit;
use app::{App, shell};
use axum::body::to_bytes;
use axum::extract::{DefaultBodyLimit, FromRef, Request, State};
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};
use domain::Portico;
use leptos::config::LeptosOptions;
use leptos::prelude::provide_context;
use leptos_axum::{LeptosRoutes, generate_route_list, handle_server_fns_with_context};
use model::desk::Reception;
use model::{Fault, paths};
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;

use super::assets::{self, Assets};
use super::peer::TrustedProxies;
use super::reception::FrontDesk;
use super::{events, export, files, headers, health, hosts, imports, letters, oidc, onward, origin, patience, unsubscribe};
use crate::api::{Api, ApiLimits, Meter, divert};

/// Largest body of a request, in bytes: the longest message (50,000 characters) form-encoded, with room.
const BODY_LIMIT: usize = 1024 * 1024;

/// What every handler may use.
#[derive(Clone)]
pub struct Web {
    pub portico: Portico,
    pub(super) assets: Arc<Assets>,
    pub(super) leptos: LeptosOptions,
    pub(super) proxies: TrustedProxies,
    api: Arc<Meter>,
    /// Turns `true` when the server is to stop: open streams end, `/readyz` says no.
    pub(super) stopping: watch::Receiver<bool>,
}

impl Web {
    pub fn new(portico: Portico, leptos: LeptosOptions, proxies: &[IpAddr], stopping: watch::Receiver<bool>) -> Self {
        let assets = Arc::new(Assets::find(PathBuf::from(leptos.site_root.as_ref())));
        Self { portico, assets, leptos, proxies: TrustedProxies::new(proxies), api: Arc::default(), stopping }
    }

    /// The same, with other limits for integrations.
    pub fn limiting_api(self, limits: ApiLimits) -> Self {
        Self { api: Arc::new(Meter::new(limits)), ..self }
    }
}

impl FromRef<Web> for LeptosOptions {
    fn from_ref(web: &Web) -> Self {
        web.leptos.clone()
    }
}

/// The whole server as a service.
pub fn router(web: Web) -> Router {
    let routes = generate_route_list(App);
    let options = web.leptos.clone();
    let api = Api::new(web.portico.clone(), web.api.clone());
    // Only what is rendered may be made a second time: an answer of an identity provider is good once.
    let pages = Router::new()
        .leptos_routes_with_context(&web, routes, provider(&web), move || shell(options.clone()))
        .fallback(no_such_page)
        .layer(from_fn(patience::page));
    Router::new()
        .route("/api/{*function}", post(server_function))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/", get(hosts::front))
        .route("/contacts/{account}/record/{kind}/{id}", get(hosts::record))
        .route(paths::DESK_EVENTS, get(events::for_staff))
        .route("/{slug}/events", get(events::for_contact))
        .route("/{slug}/tickets.csv", get(export::tickets))
        .route("/{slug}/{ticket}/attachments/{message}/{file}", get(files::of_contact))
        .route("/desk/tickets/{ticket}/attachments/{message}/{file}", get(files::of_staff))
        .route("/{slug}/sign-in/oidc/callback", get(oidc::end_at_portal))
        .route("/{slug}/sign-in/oidc/{provider}", post(oidc::begin_at_portal))
        .route("/sign-in/oidc/callback", get(oidc::end_for_staff))
        .route("/sign-in/oidc/{provider}", post(oidc::begin_for_staff))
        // A file is taken in as it comes and never held, so its size is its own handler's matter.
        .route(paths::ADMIN_IMPORT_UPLOAD, post(imports::upload).layer(DefaultBodyLimit::disable()))
        .route("/admin/imports/{import}/problems.csv", get(imports::problems))
        .route(paths::DESK_TICKETS_EXPORT, get(export::queue))
        .route(paths::DESK_CONTACTS_EXPORT, get(export::contacts))
        .route(paths::DESK_COMPANIES_EXPORT, get(export::companies))
        .route("/admin/letters/{kind}/{language}/sample", get(letters::sample))
        .merge(pages)
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(from_fn(faults_by_status))
        .layer(from_fn(onward::instead_of_redirect))
        .layer(CompressionLayer::new().quality(tower_http::CompressionLevel::Fastest))
        .layer(from_fn_with_state(web.clone(), meet))
        .layer(from_fn_with_state(web.clone(), hosts::moved))
        .layer(from_fn_with_state(web.clone(), origin::check))
        .layer(from_fn_with_state(web.clone(), unsubscribe::one_click))
        .layer(from_fn_with_state(web.clone(), assets::serve))
        .layer(from_fn_with_state(web.clone(), hosts::check))
        .layer(from_fn_with_state(api, divert))
        .layer(CatchPanicLayer::custom(headers::panicked))
        .layer(from_fn_with_state(web.clone(), headers::secure))
        .layer(from_fn_with_state(web.clone(), headers::log))
        .with_state(web)
}

/// Gives the request its front desk, where pages and streams ask for theirs.
async fn meet(State(web): State<Web>, mut request: Request, next: axum::middleware::Next) -> Response {
    let desk: Arc<dyn Reception> = Arc::new(FrontDesk::of(&web, &request));
    // Only a page is rendered for somebody: forms, streams and files need no language.
    if request.method().is_safe() && !request.uri().path().starts_with("/api/") {
        let visit = app::seam::prepare(&*desk, request.uri().path(), request.headers(), web.portico.clock().now()).await;
        request.extensions_mut().insert(visit);
    } else {
        // A form has no page, but it has a time.
        request.extensions_mut().insert(Visit { now: web.portico.clock().now(), ..Visit::default() });
    }
    request.extensions_mut().insert(desk);
    next.run(request).await
}

/// What pages are rendered with.
fn provider(web: &Web) -> impl Fn() + Clone + Send + Sync + 'static {
    let chunks = web.assets.chunks(&web.leptos);
    move || {
        provide_reception();
        if let Some(chunks) = chunks.clone() {
            provide_context(app::seam::SplitManifest(chunks));
        }
    }
}

/// Hands the front desk to the app, which finds it in the request's parts.
fn provide_reception() {
    let parts = leptos::prelude::use_context::<axum::http::request::Parts>();
    if let Some(reception) = parts.and_then(|parts| parts.extensions.get::<Arc<dyn Reception>>().cloned()) {
        provide_context(reception);
    }
}

async fn server_function(request: Request) -> impl IntoResponse {
    handle_server_fns_with_context(provide_reception, request).await
}

/// Arguments that a server function cannot read are the sender's fault; the library says 500 to every fault alike.
async fn faults_by_status(request: Request, next: axum::middleware::Next) -> Response {
    let called = request.uri().path().starts_with("/api/");
    let response = next.run(request).await;
    if !called || response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, BODY_LIMIT).await else { return parts.into_response() };
    if let Ok(fault) = serde_json::from_slice::<Fault>(&bytes) {
        parts.status = app::seam::status_of(&fault);
    }
    Response::from_parts(parts, bytes.into())
}

/// A page that is no route: the app's own *not found*, as HTML for a browser.
async fn no_such_page(State(web): State<Web>, Extension(_): Extension<Arc<dyn Reception>>, request: Request) -> Response {
    let options = web.leptos.clone();
    let handler = leptos_axum::render_app_async_with_context(provider(&web), move || shell(options.clone()));
    let mut response = handler(request).await.into_response();
    *response.status_mut() = StatusCode::NOT_FOUND;
    response
}
