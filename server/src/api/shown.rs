//! Records and what belongs to them, as JSON.

use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use domain::crm::{BatchAnswer, ObjectType, Record, ValueVersion};
use model::Timestamp;
use serde_json::{Map, Value, json};

use super::envelope::JSON;
use super::refusals;

/// An answer.
pub fn answer(status: StatusCode, body: &Value) -> Response {
    (status, [(CONTENT_TYPE, JSON)], body.to_string()).into_response()
}

pub fn ok(body: &Value) -> Response {
    answer(StatusCode::OK, body)
}

/// There is nothing to say.
pub fn nothing() -> Response {
    StatusCode::NO_CONTENT.into_response()
}

/// A record. `origin`: where links to further pages lead.
pub fn record(origin: &str, object_type: ObjectType, record: &Record) -> Value {
    let mut shown = json!({
        "id": record.id.to_string(),
        "properties": record.properties,
        "createdAt": record.created_at.iso(),
        "updatedAt": record.updated_at.iso(),
        "archived": record.archived_at.is_some(),
    });
    if let Some(at) = record.archived_at {
        shown["archivedAt"] = at.iso().into();
    }
    if let Some(new) = record.new {
        shown["new"] = new.into();
    }
    if let Some(history) = &record.history {
        let versions = |versions: &Vec<ValueVersion>| Value::Array(versions.iter().map(version).collect());
        shown["propertiesWithHistory"] =
            Value::Object(history.iter().map(|(name, list)| (name.clone(), versions(list))).collect());
    }
    if let Some(associations) = record.associations.as_ref().filter(|associations| !associations.is_empty()) {
        let mut kinds = Map::new();
        for (kind, linked) in associations {
            let results: Vec<Value> =
                linked.results.iter().map(|(id, name)| json!({ "id": id.to_string(), "type": name })).collect();
            let mut list = json!({ "results": results });
            if let Some(next) = linked.next {
                let link =
                    format!("{origin}/crm/v4/objects/{}/{}/associations/{kind}?after={next}", object_type.word(), record.id);
                list["paging"] = json!({ "next": { "after": next.to_string(), "link": link } });
            }
            kinds.insert(kind.clone(), list);
        }
        shown["associations"] = Value::Object(kinds);
    }
    shown
}

fn version(version: &ValueVersion) -> Value {
    let mut shown = json!({ "value": version.value, "timestamp": version.at.iso(), "sourceType": version.source });
    if let Some(id) = &version.source_id {
        shown["sourceId"] = id.as_str().into();
    }
    if let Some(label) = &version.source_label {
        shown["sourceLabel"] = label.as_str().into();
    }
    if let Some(user) = version.user {
        shown["updatedByUserId"] = user.into();
    }
    shown
}

/// Results, with where to go on.
pub fn list(results: Vec<Value>, next: Option<(String, String)>) -> Value {
    let mut body = json!({ "results": results });
    if let Some((after, link)) = next {
        body["paging"] = json!({ "next": { "after": after, "link": link } });
    }
    body
}

/// The answer of a batch: what was done, and in `errors` what was not.
pub fn batch(results: Vec<Value>, errors: Vec<Value>, began: Timestamp, ended: Timestamp) -> Value {
    let mut body = json!({
        "status": "COMPLETE", "results": results, "startedAt": began.iso(), "completedAt": ended.iso(),
    });
    if !errors.is_empty() {
        body["numErrors"] = errors.len().into();
        body["errors"] = errors.into();
    }
    body
}

/// The answer of a batch of records: `whole`, or 207 where something is missing from it.
pub fn records(origin: &str, object_type: ObjectType, whole: StatusCode, done: &BatchAnswer) -> Response {
    let results = done.records.iter().map(|found| record(origin, object_type, found)).collect();
    let mut errors = Vec::new();
    if !done.missing.is_empty() {
        let envelope = refusals::some_missing(object_type, &done.missing);
        let traced = !done.missing_traces.is_empty();
        let envelope = if traced { envelope.about("objectWriteTraceId", done.missing_traces.clone()) } else { envelope };
        errors.push(envelope.standard());
    }
    for problem in &done.problems {
        let envelope = refusals::of(&problem.problem).about("objectWriteTraceId", [problem.trace.clone()]);
        errors.push(envelope.standard());
    }
    let status = if done.is_whole() { whole } else { StatusCode::MULTI_STATUS };
    answer(status, &batch(results, errors, done.began, done.ended))
}
