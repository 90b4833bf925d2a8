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
    let query = QueueQuery { view, search: of(&pairs, "q").unwrap_or_default().to_owned(), after: None };
    at_desk(FrontDesk::of(&web, &request), "tickets.csv", |desk| desk.export_queue(query)).await
}

/// The desk's list of contacts.
pub async fn contacts(State(web): State<Web>, request: Request) -> Response {
    let search = of(&pairs_of(&request), "q").unwrap_or_default().to_owned();
    at_desk(FrontDesk::of(&web, &request), "contacts.csv", |desk| desk.export_contacts(search)).await
}

/// The desk's list of companies.
pub async fn companies(State(web): State<Web>, request: Request) -> Response {
    let search = of(&pairs_of(&request), "q").unwrap_or_default().to_owned();
    at_desk(FrontDesk::of(&web, &request), "companies.csv", |desk| desk.export_companies(search)).await
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
