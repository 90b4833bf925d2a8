//! What is taken, by name.

mod descriptions;
mod talk;

use serde_json::{Map, Value, json};

/// Text; a number or a truth value is taken for what it is written as.
fn text() -> Value {
    json!({ "type": ["string", "number", "boolean"] })
}

fn maybe_text() -> Value {
    json!({ "type": ["string", "number", "boolean", "null"] })
}

/// A whole number, which may come as text.
fn whole() -> Value {
    json!({ "anyOf": [{ "type": "integer" }, { "type": "string", "pattern": "^[0-9]+$" }] })
}

fn maybe_whole() -> Value {
    json!({ "anyOf": [{ "type": ["integer", "null"] }, { "type": "string", "pattern": "^[0-9]*$" }] })
}

fn truth() -> Value {
    json!({ "anyOf": [{ "type": "boolean" }, { "type": "string", "enum": ["true", "false"] }] })
}

fn maybe_truth() -> Value {
    json!({ "anyOf": [{ "type": ["boolean", "null"] }, { "type": "string", "enum": ["true", "false"] }] })
}

fn one_of(words: &[&str]) -> Value {
    json!({ "type": "string", "enum": words })
}

fn list(items: Value) -> Value {
    json!({ "type": ["array", "null"], "items": items })
}

/// Between one and so many.
fn inputs(max: usize, items: Value) -> Value {
    object(1, [("inputs", json!({ "type": "array", "minItems": 1, "maxItems": max, "items": items }))])
}

fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// An object in which the first so many members must be.
fn object<const N: usize>(required: usize, members: [(&str, Value); N]) -> Value {
    let required: Vec<&str> = members.iter().take(required).map(|(name, _)| *name).collect();
    let properties: Map<String, Value> = members.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

/// Values by property; null and empty text clear.
fn properties() -> Value {
    json!({ "type": "object", "additionalProperties": maybe_text() })
}

fn end() -> Value {
    object(1, [("id", text())])
}

type Named = (&'static str, Value);

pub fn all() -> Map<String, Value> {
    let parts = [
        records().to_vec(),
        searches().to_vec(),
        links().to_vec(),
        descriptions::all().to_vec(),
        talk::talk().to_vec(),
        talk::rest().to_vec(),
    ];
    parts.concat().into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect()
}

fn records() -> [Named; 10] {
    let new = object(1, [("properties", properties()), ("associations", list(reference("NewAssociation")))]);
    let mut item = new.clone();
    item["properties"]["objectWriteTraceId"] = maybe_text();
    let keyed = object(
        2,
        [("id", text()), ("properties", properties()), ("idProperty", maybe_text()), ("objectWriteTraceId", maybe_text())],
    );
    let read = json!({
        "type": "object", "required": ["inputs"],
        "properties": {
            "inputs": { "type": "array", "minItems": 1, "maxItems": 100, "items": end() },
            "idProperty": maybe_text(), "properties": list(text()), "propertiesWithHistory": list(text()),
        },
    });
    [
        ("NewRecord", new),
        (
            "NewAssociation",
            object(
                2,
                [("to", end()), ("types", json!({ "type": "array", "minItems": 1, "items": reference("TypeOfAssociation") }))],
            ),
        ),
        ("TypeOfAssociation", object(1, [("associationTypeId", whole()), ("associationCategory", maybe_text())])),
        ("Values", object(1, [("properties", properties())])),
        ("NewRecords", inputs(100, item)),
        ("ChangedRecords", inputs(100, keyed)),
        ("WantedRecords", read),
        ("Ids", inputs(100, end())),
        ("Merge", object(2, [("primaryObjectId", text()), ("objectIdToMerge", text())])),
        ("Erasure", object(1, [("objectId", text()), ("idProperty", maybe_text())])),
    ]
}

/// How a search compares.
const OPERATORS: [&str; 13] = [
    "EQ",
    "NEQ",
    "LT",
    "LTE",
    "GT",
    "GTE",
    "BETWEEN",
    "IN",
    "NOT_IN",
    "HAS_PROPERTY",
    "NOT_HAS_PROPERTY",
    "CONTAINS_TOKEN",
    "NOT_CONTAINS_TOKEN",
];

fn searches() -> [Named; 3] {
    [("Search", search()), ("Filter", filter()), ("Sort", sort())]
}

fn links() -> [Named; 9] {
    let types = || json!({ "type": "array", "minItems": 1, "items": reference("TypeOfAssociation") });
    let pair = || object(2, [("from", end()), ("to", end())]);
    let others = json!({ "anyOf": [end(), { "type": "array", "items": end() }] });
    [
        ("TypesOfAssociation", types()),
        ("LabelledPairs", inputs(2_000, object(3, [("from", end()), ("to", end()), ("types", types())]))),
        ("Pairs", inputs(2_000, pair())),
        ("NamedPairs", inputs(2_000, object(3, [("from", end()), ("to", end()), ("type", text())]))),
        ("PairsToPart", inputs(2_000, object(2, [("from", end()), ("to", others)]))),
        ("WantedAssociations", inputs(1_000, object(1, [("id", text()), ("after", maybe_whole())]))),
        ("WantedNamedAssociations", inputs(1_000, object(1, [("id", text()), ("after", maybe_whole())]))),
        ("NewLabel", object(2, [("label", text()), ("name", text()), ("inverseLabel", maybe_text())])),
        ("LabelChange", object(2, [("associationTypeId", whole()), ("label", text()), ("inverseLabel", maybe_text())])),
    ]
}

fn filter() -> Value {
    object(
        2,
        [
            ("propertyName", text()),
            ("operator", one_of(&OPERATORS)),
            ("value", maybe_text()),
            ("highValue", maybe_text()),
            ("values", list(text())),
        ],
    )
}

fn sort() -> Value {
    json!({
        "anyOf": [
            text(),
            object(1, [("propertyName", text()), ("direction", json!({ "type": ["string", "null"], "enum": ["ASCENDING", "DESCENDING", null] }))]),
        ],
    })
}

fn search() -> Value {
    object(
        0,
        [
            ("filterGroups", list(object(0, [("filters", list(reference("Filter")))]))),
            ("filters", list(reference("Filter"))),
            ("query", maybe_text()),
            ("sorts", json!({ "type": ["array", "null"], "maxItems": 1, "items": reference("Sort") })),
            ("properties", list(text())),
            ("propertiesWithHistory", list(text())),
            ("limit", json!({ "anyOf": [{ "type": "integer", "minimum": 1, "maximum": 200 }, { "type": "null" }] })),
            ("after", maybe_whole()),
        ],
    )
}
