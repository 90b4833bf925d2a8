//! The envelope of errors, which clients read: its words, categories and status codes are HubSpot's.

use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};

use axum::body::Body;
use axum::http::header::{CONTENT_TYPE, RETRY_AFTER};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::{Map, Value, json};

pub const JSON: HeaderValue = HeaderValue::from_static("application/json;charset=utf-8");
pub const CORRELATION: &str = "x-hubspot-correlation-id";

/// An error on its way out. It gets its correlation id where all answers leave. Boxed, because nearly every function
/// here may answer one.
#[derive(Clone, Debug)]
pub struct Envelope(Box<Said>);

/// What an error says.
#[derive(Clone, Debug)]
pub struct Said {
    pub status: StatusCode,
    pub category: &'static str,
    pub sub_category: Option<&'static str>,
    pub message: String,
    pub errors: Vec<Value>,
    pub context: BTreeMap<&'static str, Vec<String>>,
    /// What only some errors have.
    pub more: Map<String, Value>,
    /// In seconds.
    pub retry_after: Option<u32>,
}

impl Deref for Envelope {
    type Target = Said;

    fn deref(&self) -> &Said {
        &self.0
    }
}

impl DerefMut for Envelope {
    fn deref_mut(&mut self) -> &mut Said {
        &mut self.0
    }
}

impl Envelope {
    pub fn new(status: StatusCode, category: &'static str, message: impl Into<String>) -> Self {
        Self(Box::new(Said {
            status,
            category,
            sub_category: None,
            message: message.into(),
            errors: Vec::new(),
            context: BTreeMap::new(),
            more: Map::new(),
            retry_after: None,
        }))
    }

    pub fn about(mut self, name: &'static str, values: impl IntoIterator<Item = String>) -> Self {
        self.context.insert(name, values.into_iter().collect());
        self
    }

    pub fn sub(mut self, sub_category: &'static str) -> Self {
        self.sub_category = Some(sub_category);
        self
    }

    pub fn with(mut self, name: &str, value: Value) -> Self {
        self.more.insert(name.to_owned(), value);
        self
    }

    /// As one of the errors in the answer of a batch.
    pub fn standard(&self) -> Value {
        let mut body = json!({ "status": "error", "category": self.category, "message": self.message });
        if let Some(sub_category) = self.sub_category {
            body["subCategory"] = sub_category.into();
        }
        body["context"] = json!(self.context);
        body["errors"] = json!(self.errors);
        body["links"] = json!({});
        body
    }

    /// The answer, with the id that the log has too.
    pub fn answer(&self, correlation: &str) -> Response {
        let mut body = json!({
            "status": "error", "message": self.message, "correlationId": correlation, "category": self.category,
        });
        if let Some(sub_category) = self.sub_category {
            body["subCategory"] = sub_category.into();
        }
        if !self.errors.is_empty() {
            body["errors"] = json!(self.errors);
        }
        if !self.context.is_empty() {
            body["context"] = json!(self.context);
        }
        for (name, value) in &self.more {
            body[name] = value.clone();
        }
        let mut response = (self.status, [(CONTENT_TYPE, JSON)], body.to_string()).into_response();
        if let Some(seconds) = self.retry_after {
            response.headers_mut().insert(RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// A request that is understood as far as its mistake.
pub fn invalid(message: impl Into<String>) -> Envelope {
    Envelope::new(StatusCode::BAD_REQUEST, "VALIDATION_ERROR", message)
}

/// An answer that has the envelope beside it, for the door to write down.
impl IntoResponse for Envelope {
    fn into_response(self) -> Response {
        let mut response = Response::new(Body::empty());
        *response.status_mut() = self.status;
        response.extensions_mut().insert(self);
        response
    }
}

/// What an error says that came without an envelope: from the router, from a limit, from a handler that failed.
pub fn of_status(status: StatusCode) -> Envelope {
    let (category, message) = match status {
        StatusCode::NOT_FOUND => ("OBJECT_NOT_FOUND", "There is nothing at this address."),
        StatusCode::METHOD_NOT_ALLOWED => ("METHOD_NOT_ALLOWED", "This address does not take this method."),
        StatusCode::PAYLOAD_TOO_LARGE => ("PAYLOAD_TOO_LARGE", "The body of the request is larger than 10 MB."),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            ("UNSUPPORTED_MEDIA_TYPE", "The body must be JSON, with Content-Type: application/json.")
        }
        StatusCode::MISDIRECTED_REQUEST => ("VALIDATION_ERROR", "This server does not speak for that host name."),
        StatusCode::SERVICE_UNAVAILABLE => {
            ("SERVICE_UNAVAILABLE", "The service cannot answer just now. Please try again in a moment.")
        }
        status if status.is_server_error() => ("INTERNAL_ERROR", "Something went wrong on our side."),
        _ => ("VALIDATION_ERROR", "The request cannot be understood."),
    };
    Envelope::new(status, category, message)
}
