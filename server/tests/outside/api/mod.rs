//! The REST API through the whole router, as HubSpot's clients and those who write their own requests use it.

mod addresses;
mod associations;
mod batches;
mod catalogue;
mod corners;
mod described;
mod document;
mod doors;
mod engagements;
mod errors;
mod files;
mod import_rules;
mod imports;
mod merged;
mod objects;
mod same_type;
mod scopes;
mod searches;
mod values;
mod webhooks;

use axum::body::Body;
use axum::http::{HeaderMap, Method, StatusCode};
use model::api_tokens::Scope;
use serde_json::{Value, json};

use crate::client::{Site, request};

/// A site, and a token that may do everything.
pub struct Client {
    pub site: Site,
    pub token: String,
}

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    /// Null where there is no body.
    pub json: Value,
}

impl Answer {
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn message(&self) -> &str {
        self.json["message"].as_str().unwrap_or_default()
    }

    pub fn id(&self) -> String {
        self.json["id"].as_str().unwrap_or_else(|| panic!("no record: {}", self.json)).to_owned()
    }

    /// What every error has.
    #[track_caller]
    pub fn is_error(&self, status: u16, category: &str) {
        assert_eq!(self.status.as_u16(), status, "{}", self.json);
        assert_eq!(self.header("content-type"), "application/json;charset=utf-8");
        assert_eq!(
            (self.json["status"].as_str(), self.json["category"].as_str()),
            (Some("error"), Some(category)),
            "{}",
            self.json
        );
        assert!(!self.message().is_empty());
        let correlation = self.json["correlationId"].as_str().unwrap();
        assert_eq!((correlation.len(), correlation), (36, self.header("x-hubspot-correlation-id")));
        if let Some(context) = self.json["context"].as_object() {
            assert!(context.values().all(Value::is_array), "{}", self.json);
        }
    }
}

impl Client {
    pub async fn new() -> Self {
        let site = Site::new().await;
        let token = site.world.token(&Scope::ALL, None).await;
        Self { site, token }
    }

    /// Anything at all.
    pub async fn raw(&self, method: &str, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let method = Method::from_bytes(method.as_bytes()).unwrap();
        let mut request = request(method, path, None);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let answer = self.site.send(request.body(body.into()).unwrap()).await;
        let json = match answer.body.as_str() {
            "" => Value::Null,
            text => serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}: {text}")),
        };
        Answer { status: answer.status, headers: answer.headers, json }
    }

    /// With a token.
    pub async fn as_token(&self, token: &str, method: &str, path: &str, body: Option<Value>) -> Answer {
        let bearer = format!("Bearer {token}");
        // Python names a type where there is no body, too.
        let headers = [("authorization", bearer.as_str()), ("content-type", "application/json")];
        let body = body.map_or_else(Body::empty, |body| Body::from(body.to_string()));
        self.raw(method, path, &headers, body).await
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.as_token(&self.token, "GET", path, None).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.as_token(&self.token, "POST", path, Some(body)).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        self.as_token(&self.token, "PATCH", path, Some(body)).await
    }

    pub async fn put(&self, path: &str, body: Value) -> Answer {
        self.as_token(&self.token, "PUT", path, Some(body)).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.as_token(&self.token, "DELETE", path, None).await
    }

    /// A new ticket's id.
    pub async fn ticket(&self, subject: &str) -> String {
        let properties = json!({ "subject": subject, "hs_pipeline_stage": "1" });
        let made = self.post("/crm/v3/objects/tickets", json!({ "properties": properties })).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
        made.id()
    }

    pub fn ana(&self) -> String {
        self.site.world.contact("ana").to_string()
    }
}
