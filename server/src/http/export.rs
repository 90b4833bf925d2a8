//! The ticket list as CSV: the same view, through the same rule, streamed a page at a time.

use axum::body::{Body, Bytes};
use axum::extract::{Path, Request, State};
use axum::http::HeaderValue;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use futures::TryStreamExt;
use model::tickets::ListView;
use percent_encoding::percent_decode_str;

use super::headers::trouble;
use super::reception::FrontDesk;
use super::router::Web;

pub async fn tickets(State(web): State<Web>, Path(slug): Path<String>, request: Request) -> Response {
    let view = view_of(request.uri().query().unwrap_or_default());
    let desk = match FrontDesk::of(&web, &request).contact(&slug).await {
        Ok(desk) => desk,
        Err(fault) => return trouble(fault),
    };
    let rows = desk.export(view).map_ok(Bytes::from).map_err(|failure| std::io::Error::other(failure.into_fault().to_string()));
    let mut response = Body::from_stream(rows).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8"));
    headers.insert(CONTENT_DISPOSITION, HeaderValue::from_static("attachment; filename=\"tickets.csv\""));
    response
}

fn view_of(query: &str) -> ListView {
    let pairs: Vec<(String, String)> = query
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| {
            let value = value.replace('+', " ");
            (name.to_owned(), percent_decode_str(&value).decode_utf8_lossy().into_owned())
        })
        .collect();
    ListView::from_pairs(|name| pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str().into()))
}
