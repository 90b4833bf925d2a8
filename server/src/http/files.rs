//! Files to save: those of messages, behind the door of whoever reads the message.

use axum::extract::{Path, Request, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Response};
use domain::Failure;
use domain::attachments::StoredFile;
use model::{Fault, FileId, MessageId, TicketId};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use super::headers::trouble;
use super::reception::FrontDesk;
use super::router::Web;

/// A file of a message, for a customer.
pub async fn of_contact(
    State(web): State<Web>,
    Path((slug, ticket, message, file)): Path<(String, String, String, String)>,
    request: Request,
) -> Response {
    let front = FrontDesk::of(&web, &request);
    let answer = async move {
        let (ticket, message, file) = numbers(&ticket, &message, &file)?;
        let desk = front.contact(&slug).await?;
        desk.attachment(ticket, message, file).await.map_err(Failure::into_fault)
    };
    answer.await.map_or_else(trouble, |(file, bytes)| saved(&file, bytes))
}

/// A file of a message or comment, for staff.
pub async fn of_staff(
    State(web): State<Web>,
    Path((ticket, message, file)): Path<(String, String, String)>,
    request: Request,
) -> Response {
    let front = FrontDesk::of(&web, &request);
    let answer = async move {
        let (ticket, message, file) = numbers(&ticket, &message, &file)?;
        let desk = front.user().await?;
        desk.attachment(ticket, message, file).await.map_err(Failure::into_fault)
    };
    answer.await.map_or_else(trouble, |(file, bytes)| saved(&file, bytes))
}

/// What is no number is the number of nothing.
fn numbers(ticket: &str, message: &str, file: &str) -> Result<(TicketId, MessageId, FileId), Fault> {
    let read = || Ok((ticket.parse()?, message.parse()?, file.parse()?));
    read().map_err(|_: model::Problem| Fault::NotFound)
}

/// A file is saved and never shown by the browser, whatever it is.
pub fn saved(file: &StoredFile, bytes: Vec<u8>) -> Response {
    (headers(file), bytes).into_response()
}

fn headers(file: &StoredFile) -> HeaderMap {
    let name = file.file_name();
    let plain: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "-_. ".contains(c) { c } else { '_' }).collect();
    let encoded = utf8_percent_encode(&name, NON_ALPHANUMERIC);
    let disposition = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''{encoded}");
    let mut headers = HeaderMap::new();
    let mut set = |header, value: &str| {
        if let Ok(value) = HeaderValue::from_str(value) {
            headers.insert(header, value);
        }
    };
    set(CONTENT_TYPE, &file.media_type);
    set(CONTENT_DISPOSITION, &disposition);
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    set(CACHE_CONTROL, "private, no-store");
    headers
}
