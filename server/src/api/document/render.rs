//! The document, of descriptions.

use serde_json::{Map, Value, json};

use super::operation::{Operation, Shape, Taken};
use super::table::Described;
use super::{parameters, requests, schemas};

const JSON: &str = "application/json";

const ABOUT: &str = "HubSpot's REST API, spoken by Portico: addresses, bodies, status codes and error texts are HubSpot's, so that \
    a client of HubSpot's works by changing its base URL and its token. Each address is also answered with a slash at its end, and \
    under HubSpot's dated names (`/crm/objects/2026-03/…`).\n\n\
    A token is sent as `Authorization: Bearer …`. Errors have one envelope. `429` says which limit was reached and, in \
    `Retry-After`, for how long. Lists are paged: `paging.next.after` is there as long as there are more, and is sent as `after`. \
    Ids are text; where they are written, numbers are taken, too. null stands for nothing.";

/// All of it. `origin`: where the server is.
pub fn document(origin: &str, operations: &[Described]) -> Value {
    let mut paths = Map::new();
    for described in operations {
        let path = paths.entry(described.path.clone()).or_insert_with(|| json!({}));
        path[described.method] = operation(described);
    }
    let mut tags: Vec<&str> = Vec::new();
    for described in operations {
        if !tags.contains(&described.about) {
            tags.push(described.about);
        }
    }
    let mut all = schemas::all();
    all.extend(requests::all());
    json!({
        "openapi": "3.1.0",
        "info": { "title": "Portico", "version": env!("CARGO_PKG_VERSION"), "description": ABOUT },
        "servers": [{ "url": origin }],
        "tags": tags.iter().map(|tag| json!({ "name": tag })).collect::<Vec<_>>(),
        "paths": paths,
        "components": {
            "securitySchemes": { "token": { "type": "http", "scheme": "bearer", "description": "A token, `pat-na1-…`." } },
            "parameters": { "IdempotencyKey": key() },
            "responses": refusals(),
            "schemas": all,
        },
    })
}

/// A promise to do it once.
fn key() -> Value {
    json!({
        "name": "Idempotency-Key", "in": "header", "required": false,
        "description": "The same key with the same body is done once, and answered the same for 24 hours.",
        "schema": { "type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[A-Za-z0-9_-]+$" },
    })
}

fn operation(described: &Described) -> Value {
    let Described { path, method, about, operation } = described;
    let in_path = path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}')).map(parameters::of_path);
    let mut all: Vec<Value> = in_path.chain(operation.query.iter().map(parameters::Parameter::document)).collect();
    if operation.once {
        all.push(json!({ "$ref": "#/components/parameters/IdempotencyKey" }));
    }
    let mut shown = json!({
        "operationId": id_of(method, path), "tags": [about], "summary": operation.summary, "parameters": all,
        "responses": responses(method, operation),
    });
    if !operation.note.is_empty() {
        shown["description"] = operation.note.into();
    }
    if let Some(taken) = operation.body {
        let (media, schema) = match taken {
            Taken::Json(schema) => (JSON, schema),
            Taken::Form(schema) => ("multipart/form-data", schema),
        };
        shown["requestBody"] = json!({ "required": true, "content": { media: { "schema": reference(schema) } } });
    }
    shown["security"] = if operation.secured { json!([{ "token": [] }]) } else { json!([]) };
    shown
}

/// `get_crm_v3_owners`.
fn id_of(method: &str, path: &str) -> String {
    let words: Vec<&str> = path.split(['/', '{', '}', '-', '.']).filter(|word| !word.is_empty()).collect();
    format!("{method}_{}", words.join("_"))
}

fn reference(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn schema_of(shape: Shape) -> Value {
    let list = |schema: &str| json!({ "type": "array", "items": reference(schema) });
    match shape {
        Shape::Nothing | Shape::Bytes | Shape::Html | Shape::Object => json!({ "type": "object" }),
        Shape::One(schema) => reference(schema),
        Shape::Page(schema) => json!({
            "type": "object", "required": ["results"],
            "properties": { "results": list(schema), "paging": reference("Paging") },
        }),
        Shape::Counted(schema) => json!({
            "type": "object", "required": ["total", "results"],
            "properties": { "total": { "type": "integer" }, "results": list(schema) },
        }),
        Shape::Found(schema) => json!({
            "type": "object", "required": ["total", "results"],
            "properties": { "total": { "type": "integer" }, "results": list(schema), "paging": reference("Paging") },
        }),
        Shape::Batch(schema) => json!({
            "allOf": [
                reference("Batch"),
                { "type": "object", "required": ["results"], "properties": { "results": list(schema) } },
            ],
        }),
    }
}

fn answer(status: u16, shape: Shape) -> Value {
    let about = match (status, shape) {
        (207, _) => "Done in part: `errors` says what was not.",
        (201, _) => "Made.",
        (_, Shape::Nothing) => "Done; there is nothing to say.",
        _ => "Done.",
    };
    let mut shown = json!({ "description": about });
    match shape {
        Shape::Nothing => {}
        Shape::Bytes => shown["content"] = json!({ "*/*": {} }),
        Shape::Html => shown["content"] = json!({ "text/html": { "schema": { "type": "string" } } }),
        shape => shown["content"] = json!({ JSON: { "schema": schema_of(shape) } }),
    }
    shown
}

/// What may be answered, refusals included.
fn responses(method: &str, operation: &Operation) -> Value {
    let mut all = Map::new();
    for (status, shape) in &operation.answers {
        all.insert(status.to_string(), answer(*status, *shape));
    }
    let mut refused = vec!["400", "404", "421", "500", "503"];
    if operation.secured {
        refused.extend(["401", "403", "429"]);
    } else {
        refused.push("401");
    }
    if method != "get" {
        refused.extend(["409", "413", "415"]);
    }
    for status in refused {
        all.insert(status.to_owned(), json!({ "$ref": format!("#/components/responses/Refused{status}") }));
    }
    Value::Object(all)
}

/// Why a call is not done, by status.
fn refusals() -> Value {
    let mut all = Map::new();
    for (status, about) in [
        ("400", "The request cannot be understood, or what it asks for is not allowed: `message` says why."),
        ("401", "No token, one that is unknown or revoked, or one whose time is over."),
        ("403", "The token lacks a scope; `errors` names those of which one is needed."),
        ("404", "What is asked for is not there."),
        ("409", "Somebody or something has what is to be unique; the message ends with its id where there is one."),
        ("413", "The body is too large."),
        ("415", "The body is not of the type that is taken."),
        ("421", "This server does not speak for the host name."),
        ("500", "Something went wrong on our side."),
        ("503", "The server cannot answer just now."),
    ] {
        let content = json!({ JSON: { "schema": reference("Error") } });
        all.insert(format!("Refused{status}"), json!({ "description": about, "content": content }));
    }
    all.insert(
        "Refused429".to_owned(),
        json!({
            "description": "A limit is reached.",
            "headers": { "Retry-After": { "description": "In seconds.", "schema": { "type": "string" } } },
            "content": { JSON: { "schema": reference("LimitReached") } },
        }),
    );
    Value::Object(all)
}
