//! The routes of the API.

use std::sync::Arc;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::{delete, get, post, put};
use domain::Portico;
use domain::attachments::FILE_MAX;
use tower::ServiceExt;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::{CompressionLayer, CompressionLevel};

use super::door::{Admission, admit, leave, panicked};
use super::envelope::{Envelope, of_status};
use super::limits::Meter;
use super::{
    account, actors, addresses, associations, associations_v3, batch, conversations, files, imports, labels, objects, owners,
    pipelines, properties, property_groups, search, webhooks,
};

/// Largest body of a request, in bytes: a batch of 100 tickets with the longest descriptions, with room.
const BODY_LIMIT: usize = 10 * 1024 * 1024;

/// Largest form with a file, in bytes: the file, with room for the rest.
const UPLOAD_LIMIT: usize = FILE_MAX + 1024 * 1024;

/// The API as a whole.
#[derive(Clone)]
pub struct Api {
    portico: Portico,
    router: Router,
}

impl Api {
    pub fn new(portico: Portico, meter: Arc<Meter>) -> Self {
        let admission = Admission { portico: portico.clone(), meter };
        let router = records()
            .merge(descriptions())
            .merge(talk())
            .merge(kept_files())
            .merge(of_imports())
            .merge(of_webhooks())
            .route_layer(from_fn_with_state(admission, admit))
            .merge(probes())
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
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }
}

/// Sends a request for one of the API's addresses there, and all others on.
pub async fn divert(State(api): State<Api>, request: Request, next: Next) -> Response {
    if addresses::is_ours(request.uri().path()) { api.answer(request).await } else { next.run(request).await }
}

fn records() -> Router<Portico> {
    Router::new()
        .route("/crm/v3/objects/{kind}", get(objects::list).post(objects::create))
        .route("/crm/v3/objects/{kind}/{id}", get(objects::read).patch(objects::update).delete(objects::archive))
        .route("/crm/v3/objects/{kind}/search", post(search::search))
        .route("/crm/v3/objects/{kind}/merge", post(objects::merge))
        .route("/crm/v3/objects/{kind}/gdpr-delete", post(objects::erase))
        .route("/crm/v3/objects/{kind}/batch/read", post(batch::read))
        .route("/crm/v3/objects/{kind}/batch/create", post(batch::create))
        .route("/crm/v3/objects/{kind}/batch/update", post(batch::update))
        .route("/crm/v3/objects/{kind}/batch/upsert", post(batch::upsert))
        .route("/crm/v3/objects/{kind}/batch/archive", post(batch::archive))
        .merge(older_associations())
        .route("/crm/v4/objects/{from}/{id}/associations/default/{to}/{other}", put(associations::put_default))
        .route(
            "/crm/v4/objects/{from}/{id}/associations/{to}/{other}",
            put(associations::put_labelled).delete(associations::delete),
        )
        .route("/crm/v4/objects/{from}/{id}/associations/{to}", get(associations::list))
        .route("/crm/v4/associations/{from}/{to}/batch/create", post(associations::batch_create))
        .route("/crm/v4/associations/{from}/{to}/batch/associate/default", post(associations::batch_default))
        .route("/crm/v4/associations/{from}/{to}/batch/read", post(associations::batch_read))
        .route("/crm/v4/associations/{from}/{to}/batch/archive", post(associations::batch_archive))
}

fn older_associations() -> Router<Portico> {
    Router::new()
        .route("/crm/v3/associations/{from}/{to}/batch/create", post(associations_v3::batch_create))
        .route("/crm/v3/associations/{from}/{to}/batch/read", post(associations_v3::batch_read))
        .route("/crm/v3/associations/{from}/{to}/batch/archive", post(associations_v3::batch_archive))
        .route("/crm/v3/associations/{from}/{to}/types", get(associations_v3::types))
        .route("/crm/v3/objects/{from}/{id}/associations/{to}", get(associations_v3::list))
        .route(
            "/crm/v3/objects/{from}/{id}/associations/{to}/{other}/{kind}",
            put(associations_v3::put).delete(associations_v3::delete),
        )
}

fn talk() -> Router<Portico> {
    const THREADS: &str = "/conversations/v3/conversations/threads";
    let thread = get(conversations::read).patch(conversations::update).delete(conversations::archive);
    let messages = get(conversations::messages).post(conversations::post);
    Router::new()
        .route(THREADS, get(conversations::threads))
        .route(&format!("{THREADS}/{{id}}"), thread)
        .route(&format!("{THREADS}/{{id}}/assignee"), put(conversations::assign).delete(conversations::unassign))
        .route(&format!("{THREADS}/{{id}}/messages"), messages)
        .route(&format!("{THREADS}/{{id}}/messages/{{message}}"), get(conversations::message))
        .route(&format!("{THREADS}/{{id}}/messages/{{message}}/original-content"), get(conversations::original))
        .route("/conversations/v3/conversations/inboxes", get(actors::inboxes))
        .route("/conversations/v3/conversations/inboxes/{id}", get(actors::one_inbox))
        .route("/conversations/v3/conversations/channels", get(actors::channels))
        .route("/conversations/v3/conversations/channels/{id}", get(actors::one_channel))
        .route("/conversations/v3/conversations/channel-accounts", get(actors::accounts))
        .route("/conversations/v3/conversations/channel-accounts/{id}", get(actors::one_account))
        .route("/conversations/v3/conversations/actors/batch/read", post(actors::batch_read))
        .route("/conversations/v3/conversations/actors/{id}", get(actors::read))
        .route("/visitor-identification/v3/tokens/create", post(actors::visitor_token))
}

fn kept_files() -> Router<Portico> {
    let file = get(files::read).patch(files::update).put(files::update).delete(files::archive);
    Router::new()
        .route("/files/v3/files", post(files::create).layer(DefaultBodyLimit::max(UPLOAD_LIMIT)))
        .route("/files/v3/files/search", get(files::search))
        .route("/files/v3/files/{id}", file)
        .route("/files/v3/files/{id}/signed-url", get(files::signed_url))
}

fn of_imports() -> Router<Portico> {
    let all = get(imports::list).post(imports::create);
    Router::new()
        // A file is taken in as it comes and never held.
        .route("/crm/v3/imports", all.layer(DefaultBodyLimit::disable()))
        .route("/crm/v3/imports/{import}", get(imports::read))
        .route("/crm/v3/imports/{import}/cancel", post(imports::cancel))
        .route("/crm/v3/imports/{import}/errors", get(imports::errors))
}

fn of_pipelines() -> Router<Portico> {
    let pipeline = get(pipelines::read).patch(pipelines::update).put(pipelines::update).delete(pipelines::archive);
    let stage = get(pipelines::stage).patch(pipelines::update_stage).put(pipelines::update_stage);
    Router::new()
        .route("/crm/v3/pipelines/{kind}", get(pipelines::list).post(pipelines::create))
        .route("/crm/v3/pipelines/{kind}/{pipeline}", pipeline)
        .route("/crm/v3/pipelines/{kind}/{pipeline}/audit", get(pipelines::audit))
        .route("/crm/v3/pipelines/{kind}/{pipeline}/stages/{stage}/audit", get(pipelines::stage_audit))
        .route("/crm/v3/pipelines/{kind}/{pipeline}/stages", get(pipelines::stages).post(pipelines::create_stage))
        .route("/crm/v3/pipelines/{kind}/{pipeline}/stages/{stage}", stage.delete(pipelines::archive_stage))
}

fn descriptions() -> Router<Portico> {
    Router::new()
        .route("/crm/v4/associations/{from}/{to}/labels", get(labels::read).post(labels::create).put(labels::update))
        .route("/crm/v4/associations/{from}/{to}/labels/{number}", delete(labels::delete))
        .route("/crm/v4/associations/{from}/{to}/batch/labels/archive", post(labels::batch_archive))
        .merge(of_pipelines())
        .route("/crm/v3/properties/{kind}", get(properties::list).post(properties::create))
        .route("/crm/v3/properties/{kind}/{name}", get(properties::read).patch(properties::update).delete(properties::archive))
        .route("/crm/v3/properties/{kind}/batch/read", post(properties::batch_read))
        .route("/crm/v3/properties/{kind}/batch/create", post(properties::batch_create))
        .route("/crm/v3/properties/{kind}/batch/archive", post(properties::batch_archive))
        .route("/crm/v3/properties/{kind}/groups", get(property_groups::list).post(property_groups::create))
        .route(
            "/crm/v3/properties/{kind}/groups/{name}",
            get(property_groups::read).patch(property_groups::update).delete(property_groups::archive),
        )
        .route("/crm/v3/owners", get(owners::list))
        .route("/crm/v3/owners/{owner}", get(owners::read))
        .route("/account-info/v3/details", get(account::details))
        .route("/crm-object-schemas/v3/schemas", get(account::no_schemas))
}

fn of_webhooks() -> Router<Portico> {
    let subscription = get(webhooks::subscription).patch(webhooks::update).delete(webhooks::unsubscribe);
    Router::new()
        .route(
            "/webhooks/v3/{app}/settings",
            get(webhooks::settings).put(webhooks::put_settings).delete(webhooks::delete_settings),
        )
        .route("/webhooks/v3/{app}/subscriptions", get(webhooks::subscriptions).post(webhooks::subscribe))
        .route("/webhooks/v3/{app}/subscriptions/batch/update", post(webhooks::batch_update))
        .route("/webhooks/v3/{app}/subscriptions/{id}", subscription)
}

/// What connectors ask before they send a token along, and what a signed address leads to.
fn probes() -> Router<Portico> {
    Router::new()
        .route("/files/v3/files/{id}/content", get(files::content))
        .route("/oauth/v2/private-apps/get/access-token-info", post(account::token_info))
        .route("/oauth/v1/access-tokens/{token}", get(account::access_token))
}

async fn no_such_address(request: Request) -> Envelope {
    let misdirected = request.uri().path() == "/misdirected";
    of_status(if misdirected { StatusCode::MISDIRECTED_REQUEST } else { StatusCode::NOT_FOUND })
}

async fn no_such_method() -> Response {
    of_status(StatusCode::METHOD_NOT_ALLOWED).into_response()
}
