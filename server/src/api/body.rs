//! Bodies: JSON, read with patience for what clients write differently, and with words for what is wrong.

use std::collections::BTreeMap;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::http::header::CONTENT_TYPE;
use axum::http::{Method, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::crm::{NewLink, Once};
use serde_json::Value;

use super::envelope::{Envelope, invalid, of_status};

const KEY: &str = "idempotency-key";
const KEY_MAX: usize = 255;

/// The body of a request, an object, and the promise to do it once.
pub struct Input {
    pub json: Value,
    pub once: Option<Once>,
}

impl<S: Send + Sync> FromRequest<S> for Input {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        is_json(&request).map_err(IntoResponse::into_response)?;
        let key = key_of(&request).map_err(IntoResponse::into_response)?;
        let (method, path) = (request.method().clone(), request.uri().to_string());
        let bytes = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        let json = parse(&bytes).and_then(object).map_err(IntoResponse::into_response)?;
        let once = key.map(|key| Once::of(key, &[method.as_str().as_bytes(), path.as_bytes(), &bytes]));
        Ok(Self { json, once })
    }
}

fn object(json: Value) -> Result<Value, Envelope> {
    if json.is_object() { Ok(json) } else { Err(invalid("Invalid input JSON on line 1, column 1: the body must be an object")) }
}

/// The body of a request that is a list of objects. Such requests may be done twice.
pub struct InputList(pub Vec<Value>);

impl<S: Send + Sync> FromRequest<S> for InputList {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        is_json(&request).map_err(IntoResponse::into_response)?;
        let bytes = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        match parse(&bytes).map_err(IntoResponse::into_response)? {
            Value::Array(items) if items.iter().all(Value::is_object) => Ok(Self(items)),
            _ => Err(invalid("Invalid input JSON on line 1, column 1: the body must be a list of objects").into_response()),
        }
    }
}

/// A type that is named must be JSON; raw clients that name none are believed.
fn is_json(request: &Request) -> Result<(), Envelope> {
    let Some(named) = request.headers().get(CONTENT_TYPE) else {
        return Ok(());
    };
    let essence = named.to_str().unwrap_or_default().split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" => Ok(()),
        other if other.ends_with("+json") || other == "*/*" => Ok(()),
        _ => Err(of_status(StatusCode::UNSUPPORTED_MEDIA_TYPE)),
    }
}

/// Only what makes something new can be done twice by mistake.
pub fn key_of(request: &Request) -> Result<Option<String>, Envelope> {
    let Some(key) = request.headers().get(KEY).filter(|_| *request.method() == Method::POST) else {
        return Ok(None);
    };
    let key = key.to_str().map(str::trim).unwrap_or_default();
    let fits = (1..=KEY_MAX).contains(&key.len());
    if fits {
        Ok(Some(key.to_owned()))
    } else {
        Err(invalid(format!("Idempotency-Key must have 1 to {KEY_MAX} ASCII characters.")))
    }
}

fn parse(bytes: &[u8]) -> Result<Value, Envelope> {
    // Some programs begin a text with a mark that says how it is encoded (RFC 8259, §8.1: it may be ignored).
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    serde_json::from_slice(bytes).map_err(|error| {
        let text = error.to_string();
        let what = text.split(" at line ").next().unwrap_or_default();
        invalid(format!("Invalid input JSON on line {}, column {}: {what}", error.line(), error.column()))
    })
}

/// What an object lacks.
pub fn lacking(fields: &[&str]) -> Envelope {
    invalid(format!("Invalid input JSON on line 1, column 2. Some required fields were not set: [{}]", fields.join(", ")))
}

fn wrong(field: &str, wanted: &str) -> Envelope {
    invalid(format!("Invalid input JSON on line 1, column 2: `{field}` must be {wanted}"))
}

/// A member that is there and not null.
pub fn member<'a>(object: &'a Value, name: &str) -> Option<&'a Value> {
    object.get(name).filter(|value| !value.is_null())
}

/// Text, or what can be written as text: clients send ids and values as numbers too.
pub fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        _ => None,
    }
}

pub fn optional_text(object: &Value, name: &str) -> Result<Option<String>, Envelope> {
    match member(object, name) {
        None => Ok(None),
        Some(value) => text(value).map(Some).ok_or_else(|| wrong(name, "a string")),
    }
}

pub fn required_text(object: &Value, name: &str) -> Result<String, Envelope> {
    optional_text(object, name)?.ok_or_else(|| lacking(&[name]))
}

/// A list; nothing and null are an empty one.
pub fn list<'a>(object: &'a Value, name: &str) -> Result<&'a [Value], Envelope> {
    match member(object, name) {
        None => Ok(&[]),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(wrong(name, "a list")),
    }
}

/// The same, of objects.
pub fn objects<'a>(object: &'a Value, name: &str) -> Result<&'a [Value], Envelope> {
    list(object, name)
        .and_then(|items| if items.iter().all(Value::is_object) { Ok(items) } else { Err(wrong(name, "a list of objects")) })
}

pub fn texts(object: &Value, name: &str) -> Result<Vec<String>, Envelope> {
    list(object, name)?.iter().map(|item| text(item).ok_or_else(|| wrong(name, "a list of strings"))).collect()
}

/// A whole number that may come as text.
pub fn whole(object: &Value, name: &str) -> Result<Option<u64>, Envelope> {
    match optional_text(object, name)?.as_deref() {
        None | Some("") => Ok(None),
        Some(text) => text.parse().map(Some).map_err(|_| wrong(name, "a whole number")),
    }
}

/// The inputs of a batch.
pub fn inputs(body: &Value) -> Result<&[Value], Envelope> {
    if member(body, "inputs").is_none() {
        return Err(lacking(&["inputs"]));
    }
    objects(body, "inputs")
}

/// Properties and values; null clears, as empty text does. Whoever leaves the whole of them out has written something else.
pub fn properties(object: &Value) -> Result<BTreeMap<String, String>, Envelope> {
    match member(object, "properties") {
        None => Err(lacking(&["properties"])),
        Some(Value::Object(members)) => members
            .iter()
            .map(|(name, value)| {
                let value = if value.is_null() { Some(String::new()) } else { text(value) };
                Ok((name.clone(), value.ok_or_else(|| wrong(&format!("properties.{name}"), "a string"))?))
            })
            .collect(),
        Some(_) => Err(wrong("properties", "an object")),
    }
}

/// The associations that a new record is to have.
pub fn links(object: &Value) -> Result<Vec<NewLink>, Envelope> {
    objects(object, "associations")?
        .iter()
        .map(|link| {
            let to = member(link, "to").ok_or_else(|| lacking(&["to"]))?;
            let types = types(objects(link, "types")?)?;
            if types.is_empty() {
                return Err(lacking(&["types"]));
            }
            Ok(NewLink { to: required_text(to, "id")?, types })
        })
        .collect()
}

/// The numbers of association types.
pub fn types(items: &[Value]) -> Result<Vec<i64>, Envelope> {
    items
        .iter()
        .map(|item| {
            let number = required_text(item, "associationTypeId")?;
            number.parse().map_err(|_| wrong("associationTypeId", "a whole number"))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn values_of_any_kind_become_text_and_null_clears() {
        let read = properties(&json!({ "properties": { "a": 42, "b": 4.5, "c": true, "d": null, "e": "x" } })).unwrap();
        let values: Vec<&str> = read.values().map(String::as_str).collect();
        assert_eq!(values, ["42", "4.5", "true", "", "x"]);
        assert!(properties(&json!({ "properties": [] })).is_err());
        assert!(properties(&json!({ "properties": { "a": {} } })).is_err());
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = parse(b"{\"properties\": {").unwrap_err();
        assert!(error.message.starts_with("Invalid input JSON on line 1, column 16: EOF"), "{}", error.message);
        for odd in [json!({ "inputs": [1] }), json!({ "inputs": [[]] }), json!({ "inputs": {} })] {
            assert!(inputs(&odd).unwrap_err().message.contains("`inputs` must be a list"), "{odd}");
        }
        for odd in [json!([]), json!("x"), json!(null), json!(7)] {
            assert!(object(odd).unwrap_err().message.ends_with("must be an object"));
        }
        assert!(inputs(&json!({})).unwrap_err().message.ends_with("were not set: [inputs]"));
        let deep = "[".repeat(100_000);
        assert!(parse(deep.as_bytes()).unwrap_err().message.contains("recursion limit"));
    }

    #[test]
    fn associations_may_be_null() {
        assert_eq!(links(&json!({ "associations": null })).unwrap(), []);
        let one = json!({ "associations": [{ "to": { "id": 7 }, "types": [{ "associationTypeId": "16" }] }] });
        assert_eq!(links(&one).unwrap(), [NewLink { to: "7".into(), types: vec![16] }]);
        assert!(links(&json!({ "associations": [{ "to": { "id": 7 }, "types": [] }] })).is_err());
    }
}
