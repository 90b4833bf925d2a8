//! Lists as CSV: the same view as the page's, through the same rule, streamed a page at a time.

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use domain::{Outcome, UserDesk};
use futures::{Stream, TryStreamExt};
use model::Fault;
use model::helpdesk::{QueueQuery, QueueView};
use model::properties::{Condition, ListQuery};
use model::tickets::ListView;
use percent_encoding::percent_decode_str;

use super::headers::trouble;
use super::reception::FrontDesk;
use super::router::Web;

/// A customer's list.
pub async fn tickets(State(web): State<Web>, Path(slug): Path<String>, request: Request) -> Response {
    let pairs = pairs_of(&request);
    let view = ListView::from_pairs(|name| of(&pairs, name).map(Into::into));
    match FrontDesk::of(&web, &request).contact(&slug).await {
        Ok(desk) => csv("tickets.csv", desk.export(view)),
        Err(fault) => trouble(fault),
    }
}

/// The desk's queue.
pub async fn queue(State(web): State<Web>, request: Request) -> Response {
    let pairs = pairs_of(&request);
    let view = of(&pairs, "view").and_then(QueueView::parse).unwrap_or_default();
    let ListQuery { search, conditions, .. } = asked(&pairs);
    let query = QueueQuery { view, search, conditions, ..QueueQuery::default() };
    at_desk(FrontDesk::of(&web, &request), "tickets.csv", |desk| desk.export_queue(query)).await
}

/// The desk's list of contacts.
pub async fn contacts(State(web): State<Web>, request: Request) -> Response {
    let query = asked(&pairs_of(&request));
    at_desk(FrontDesk::of(&web, &request), "contacts.csv", |desk| desk.export_contacts(query)).await
}

/// The desk's list of companies.
pub async fn companies(State(web): State<Web>, request: Request) -> Response {
    let query = asked(&pairs_of(&request));
    at_desk(FrontDesk::of(&web, &request), "companies.csv", |desk| desk.export_companies(query)).await
}

/// What a list of the desk is narrowed by.
fn asked(pairs: &[(String, String)]) -> ListQuery {
    let value_of = |name: &str| of(pairs, name).unwrap_or_default().to_owned();
    ListQuery { search: value_of("q"), conditions: Condition::from_pairs(value_of), ..ListQuery::default() }
}

async fn at_desk<S>(front: FrontDesk, name: &str, rows: impl FnOnce(&UserDesk) -> S) -> Response
where
    S: Stream<Item = Outcome<String>> + Send + 'static,
{
    match front.user().await {
        Ok(desk) => csv(name, rows(&desk)),
        Err(fault) => trouble(fault),
    }
}

/// A file to download. What goes wrong in the middle breaks it off: a file that ends too early must not look whole.
pub fn csv(name: &str, rows: impl Stream<Item = Outcome<String>> + Send + 'static) -> Response {
    let rows = rows.map_ok(Bytes::from).map_err(|failure| std::io::Error::other(failure.into_fault().to_string()));
    let Ok(disposition) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) else {
        return trouble(Fault::NotFound);
    };
    let mut response = Body::from_stream(rows).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(CONTENT_DISPOSITION, disposition);
    response
}

fn pairs_of(request: &Request) -> Vec<(String, String)> {
    let query = request.uri().query().unwrap_or_default();
    let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
    pairs
        .map(|(name, value)| {
            let value = value.replace('+', " ");
            (name.to_owned(), percent_decode_str(&value).decode_utf8_lossy().into_owned())
        })
        .collect()
}

fn of<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
}
