//! What is answered, by name.

mod accounts;
mod descriptions;
mod imports;
mod records;
mod talk;

use serde_json::{Map, Value, json};

fn text() -> Value {
    json!({ "type": "string" })
}

/// An id: digits.
fn id() -> Value {
    json!({ "type": "string", "pattern": "^[0-9]+$" })
}

fn number() -> Value {
    json!({ "type": "integer" })
}

fn truth() -> Value {
    json!({ "type": "boolean" })
}

fn moment() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

fn maybe(kind: &str) -> Value {
    json!({ "type": [kind, "null"] })
}

fn one_of(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}

fn list(items: Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object in which the first so many members are always there.
fn object<const N: usize>(always: usize, members: [(&str, Value); N]) -> Value {
    let required: Vec<&str> = members.iter().take(always).map(|(name, _)| *name).collect();
    let properties: Map<String, Value> = members.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

/// Texts by name.
fn map_of(schema: Value) -> Value {
    json!({ "type": "object", "additionalProperties": schema })
}

/// A record named by its id.
fn end() -> Value {
    object(1, [("id", id())])
}

pub fn all() -> Map<String, Value> {
    let parts = [
        general().to_vec(),
        records::records().to_vec(),
        records::links().to_vec(),
        descriptions::all().to_vec(),
        talk::all().to_vec(),
        accounts::all().to_vec(),
        imports::all().to_vec(),
    ];
    parts.concat().into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

type Named = (&'static str, Value);

fn general() -> [Named; 8] {
    let mut limit = error();
    limit["properties"]["errorType"] = one_of(&["RATE_LIMIT"]);
    limit["properties"]["policyName"] = one_of(&["TEN_SECONDLY_ROLLING", "DAILY", "SECONDLY"]);
    limit["properties"]["groupName"] = text();
    [
        (
            "ObjectType",
            one_of(&[
                "contacts",
                "companies",
                "tickets",
                "notes",
                "contact",
                "company",
                "ticket",
                "note",
                "0-1",
                "0-2",
                "0-5",
                "0-46",
            ]),
        ),
        ("Paging", object(1, [("next", object(1, [("after", text()), ("link", text())]))])),
        ("Error", error()),
        ("LimitReached", limit),
        ("ErrorDetail", error_detail()),
        ("StandardError", standard_error()),
        ("Batch", batch()),
        ("End", end()),
    ]
}

fn error() -> Value {
    object(
        4,
        [
            ("status", one_of(&["error"])),
            ("message", text()),
            ("correlationId", json!({ "type": "string", "format": "uuid" })),
            ("category", text()),
            ("subCategory", text()),
            ("errors", list(reference("ErrorDetail"))),
            ("context", map_of(list(text()))),
            ("links", map_of(text())),
        ],
    )
}

fn error_detail() -> Value {
    object(1, [("message", text()), ("code", text()), ("in", text()), ("subCategory", text()), ("context", context())])
}

fn standard_error() -> Value {
    object(
        3,
        [
            ("status", one_of(&["error"])),
            ("category", text()),
            ("message", text()),
            ("subCategory", text()),
            ("context", context()),
            ("errors", list(reference("ErrorDetail"))),
            ("links", map_of(text())),
        ],
    )
}

fn batch() -> Value {
    object(
        1,
        [
            ("status", one_of(&["COMPLETE"])),
            ("startedAt", moment()),
            ("completedAt", moment()),
            ("numErrors", number()),
            ("errors", list(reference("StandardError"))),
        ],
    )
}

/// What an error is about, by name.
fn context() -> Value {
    map_of(list(text()))
}
