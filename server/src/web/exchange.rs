//! One request over a connection, and its answer.

use std::time::Duration;

use axum::body::Bytes;
use axum::http::header::{ACCEPT, AUTHORIZATION, CONTENT_TYPE, HOST, RETRY_AFTER, USER_AGENT};
use axum::http::{Method, Request};
use domain::{Posted, Reading, WebAnswer, WebProblem, WebRequest};
use http_body_util::{BodyExt, Full, Limited};
use hyper::body::Incoming;
use hyper::client::conn::http1;
use hyper_util::rt::TokioIo;

use super::{Stream, unreachable};

/// For the body of an answer whose status is what counts. Within the patience for the whole.
const BODY_PATIENCE: Duration = Duration::from_secs(1);
const BODY_MAX: usize = 1024 * 1024;

/// One request, one answer, and the connection is gone.
pub async fn exchange(stream: Box<dyn Stream>, request: WebRequest) -> Result<WebAnswer, WebProblem> {
    let broken = |error: hyper::Error| unreachable(&format!("HTTP: {error}"));
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(broken)?;
    let driver = tokio::spawn(connection);
    let reading = request.reading;
    let answer = read(sender.send_request(prepared(request)?), reading).await;
    driver.abort();
    answer
}

async fn read(
    answer: impl Future<Output = hyper::Result<axum::http::Response<Incoming>>>,
    reading: Reading,
) -> Result<WebAnswer, WebProblem> {
    let answer = answer.await.map_err(|error| unreachable(&format!("HTTP: {error}")))?;
    let status = answer.status().as_u16();
    let retry_after = answer.headers().get(RETRY_AFTER).and_then(|value| value.to_str().ok()?.trim().parse().ok());
    let body = match reading {
        Reading::Whole => whole(answer.into_body(), BODY_MAX).await?,
        Reading::UpTo(bytes) => whole(answer.into_body(), bytes).await?,
        Reading::Beginning(bytes) => beginning(answer.into_body(), bytes).await,
    };
    Ok(WebAnswer { status, body, retry_after })
}

async fn whole(body: Incoming, max: usize) -> Result<Vec<u8>, WebProblem> {
    let said = || unreachable(&format!("the answer broke off, or has more than {max} bytes"));
    Ok(Limited::new(body, max).collect().await.map_err(|_| said())?.to_bytes().to_vec())
}

/// What comes of a body in a short while: a server that answers and then dawdles has answered.
async fn beginning(mut body: Incoming, bytes: usize) -> Vec<u8> {
    let mut read = Vec::new();
    let reading = async {
        while let Some(Ok(frame)) = body.frame().await {
            read.extend_from_slice(frame.data_ref().map(|data| &data[..]).unwrap_or_default());
            if read.len() >= bytes {
                break;
            }
        }
    };
    // What was read until then is enough.
    let _ = tokio::time::timeout(BODY_PATIENCE, reading).await;
    read.truncate(bytes);
    read
}

fn prepared(request: WebRequest) -> Result<Request<Full<Bytes>>, WebProblem> {
    let address = &request.address;
    let host = address.host_str().unwrap_or_default();
    let authority = address.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let path = address.query().map_or_else(|| address.path().to_owned(), |query| format!("{}?{query}", address.path()));
    let method = if request.posted.is_some() { Method::POST } else { Method::GET };
    let accepted = if matches!(request.reading, Reading::UpTo(_)) { "*/*" } else { "application/json" };
    let mut builder = Request::builder().method(method).uri(path);
    builder = builder.header(HOST, authority).header(ACCEPT, accepted).header(USER_AGENT, "Portico");
    if let Some(authorization) = request.authorization {
        builder = builder.header(AUTHORIZATION, authorization);
    }
    for (name, value) in request.headers {
        builder = builder.header(name, value);
    }
    let body = match request.posted {
        Some(Posted::Form(form)) => {
            builder = builder.header(CONTENT_TYPE, "application/x-www-form-urlencoded");
            Bytes::from(form)
        }
        Some(Posted::Json(json)) => {
            builder = builder.header(CONTENT_TYPE, "application/json");
            Bytes::from(json)
        }
        None => Bytes::new(),
    };
    builder.body(Full::new(body)).map_err(|_| WebProblem::NotAllowed)
}
