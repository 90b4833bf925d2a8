//! The catalogue of refusals, to the byte: integrations cut ids and lists out of these answers. Whoever changes one sees here
//! what clients will see.

mod beside;
mod bounds;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::testing::World;
use model::api_tokens::Scope;
use model::portals::TicketPermission;
use serde_json::{Value, json};
use server::api::ApiLimits;

use super::Client;
use crate::client::{Site, request};

/// What one request was answered: its line, the status, what clients look at in the head, and the body.
async fn told(client: &Client, token: &str, method: &str, path: &str, body: Option<Value>) -> String {
    let text = body.as_ref().map(Value::to_string).unwrap_or_default();
    let mut asked = request(Method::from_bytes(method.as_bytes()).unwrap(), path, None);
    if !token.is_empty() {
        asked = asked.header("authorization", format!("Bearer {token}"));
    }
    let asked = asked.header("content-type", "application/json").body(Body::from(text.clone())).unwrap();
    let answer = client.site.send(asked).await;
    let correlation = answer.header("x-hubspot-correlation-id").to_owned();
    let mut head = format!("{} {}", answer.status.as_u16(), answer.header("content-type"));
    for name in ["retry-after", "allow"] {
        if !answer.header(name).is_empty() {
            head.push_str(&format!(" {name}: {}", answer.header(name)));
        }
    }
    let asked: String = format!("{method} {path} {text}").chars().take(240).collect();
    assert!(
        !correlation.is_empty() && answer.body.contains(&correlation) || answer.status == StatusCode::MULTI_STATUS,
        "{asked}"
    );
    format!("{asked}\n{head}\n{}\n", answer.body.replace(&correlation, "[correlation]"))
}

/// Requests of whoever may do everything, each with its answer.
async fn all(client: &Client, requests: &[(&str, String, Option<Value>)]) -> String {
    let mut text = Vec::new();
    for (method, path, body) in requests {
        text.push(told(client, &client.token, method, path, body.clone()).await);
    }
    text.join("\n")
}

fn get(path: impl Into<String>) -> (&'static str, String, Option<Value>) {
    ("GET", path.into(), None)
}

fn post(path: impl Into<String>, body: Value) -> (&'static str, String, Option<Value>) {
    ("POST", path.into(), Some(body))
}

fn patch(path: impl Into<String>, body: Value) -> (&'static str, String, Option<Value>) {
    ("PATCH", path.into(), Some(body))
}

fn put(path: impl Into<String>, body: Value) -> (&'static str, String, Option<Value>) {
    ("PUT", path.into(), Some(body))
}

fn delete(path: impl Into<String>) -> (&'static str, String, Option<Value>) {
    ("DELETE", path.into(), None)
}

/// A property that no two tickets have the same of.
async fn external_ids(client: &Client) {
    let property = json!({
        "name": "ext_id", "label": "External id", "type": "string", "fieldType": "text", "groupName": "ticketinformation",
        "hasUniqueValue": true,
    });
    let made = client.post("/crm/v3/properties/tickets", property).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
}

#[tokio::test]
async fn who_gets_in() {
    let client = Client::new().await;
    let world = &client.site.world;
    let contacts = "/crm/v3/objects/contacts";
    let mut text = vec![
        told(&client, "", "GET", contacts, None).await,
        told(&client, "pat-na1-00000000-0000-0000-0000-000000000000", "GET", contacts, None).await,
    ];
    let limited = world.token(&[Scope::ReadCompanies], None).await;
    text.push(told(&client, &limited, "GET", contacts, None).await);
    text.push(told(&client, &limited, "POST", "/crm/v3/objects/tickets", Some(json!({ "properties": {} }))).await);
    text.push(told(&client, &client.token, "GET", "/crm/v3/nothing-here", None).await);
    text.push(told(&client, &client.token, "PUT", contacts, Some(json!({}))).await);
    text.push(told(&client, &client.token, "GET", "/crm/v3/objects/nosuchtype", None).await);
    let short = world.token(&Scope::ALL, Some(world.now().plus(5_000))).await;
    world.advance(12_000);
    text.push(told(&client, &short, "GET", contacts, None).await);
    insta::assert_snapshot!("who_gets_in", text.join("\n"));
}

#[tokio::test]
async fn how_often() {
    let world = World::with(TicketPermission::Company).await;
    let token = world.token(&Scope::ALL, None).await;
    let limits = |requests, searches, daily| ApiLimits { requests, searches, daily };
    let mut text = Vec::new();
    let mut client = Client { site: Site::with_limits(world, limits(1, 50, 50)), token };
    for (limits, method, path) in [
        (limits(1, 50, 50), "GET", "/crm/v3/objects/contacts"),
        (limits(50, 50, 1), "GET", "/crm/v3/objects/contacts"),
        (limits(50, 1, 50), "POST", "/crm/v3/objects/contacts/search"),
    ] {
        let Client { site: Site { world, .. }, token } = client;
        client = Client { site: Site::with_limits(world, limits), token };
        for _ in 0..2 {
            let body = (method == "POST").then(|| json!({}));
            let answer = client.as_token(&client.token, method, path, body.clone()).await;
            if answer.status != StatusCode::OK {
                text.push(told(&client, &client.token, method, path, body).await);
            }
        }
    }
    insta::assert_snapshot!("how_often", text.join("\n"));
}

#[tokio::test]
async fn records() {
    let client = Client::new().await;
    external_ids(&client).await;
    let (ana, tickets, contacts) = (client.ana(), "/crm/v3/objects/tickets", "/crm/v3/objects/contacts");
    let stage = |more: Value| {
        let mut properties = json!({ "hs_pipeline_stage": "1" });
        properties.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({ "properties": properties })
    };
    let first = client.post(tickets, stage(json!({ "ext_id": "X-1" }))).await.id();
    let second = client.post(tickets, stage(json!({ "ext_id": "X-2" }))).await.id();
    let properties = |properties: Value| json!({ "properties": properties });
    let everything = json!({
        "hs_pipeline_stage": "1", "hs_ticket_priority": "SUPERHIGH", "nope": "x", "hs_object_id": "7", "closed_date": "yesterday",
    });
    let requests = [
        get(format!("{contacts}/987654321987")),
        get(format!("{contacts}/abc")),
        get(format!("{contacts}/{ana}?idProperty=firstname")),
        post(tickets, properties(everything)),
        post(tickets, properties(json!({ "subject": "x" }))),
        post(tickets, stage(json!({ "subject": "x".repeat(201) }))),
        post(tickets, stage(json!({ "subject": "a\nb\u{7}" }))),
        post(tickets, stage(json!({ "hubspot_owner_id": "999" }))),
        post(tickets, properties(json!({ "hs_pipeline_stage": "99" }))),
        post(contacts, properties(json!({ "email": "no address" }))),
        post(contacts, properties(json!({ "email": "ANA@example.com" }))),
        patch(format!("{contacts}/{}", client.site.world.contact("bruno")), properties(json!({ "email": "ana@example.com" }))),
        patch(format!("{contacts}/{ana}"), properties(json!({}))),
        patch(format!("{contacts}/987654321987"), properties(json!({ "firstname": "x" }))),
        post("/crm/v3/objects/companies", properties(json!({ "phone": "1" }))),
        post("/crm/v3/objects/companies", properties(json!({ "name": "x", "domain": "no domain", "numberofemployees": "many" }))),
        post("/crm/v3/objects/notes", properties(json!({ "hs_note_body": "x" }))),
        patch(format!("{tickets}/{second}"), properties(json!({ "ext_id": "x-1" }))),
        patch(format!("{tickets}/{first}"), properties(json!({ "nope": "x" }))),
        post(tickets, json!({ "properties": [] })),
        post(tickets, json!({ "properties": { "subject": {} } })),
        post(format!("{contacts}/merge"), json!({ "primaryObjectId": ana, "objectIdToMerge": ana })),
        post(format!("{contacts}/merge"), json!({})),
        post("/crm/v3/objects/notes/merge", json!({ "primaryObjectId": "1", "objectIdToMerge": "2" })),
        post("/crm/v3/objects/companies/gdpr-delete", json!({ "objectId": "1" })),
    ];
    insta::assert_snapshot!("records", all(&client, &requests).await);
}

#[tokio::test]
async fn batches_and_associations() {
    let client = Client::new().await;
    let (ana, acme) = (client.ana(), client.site.world.acme.to_string());
    let ticket = client.ticket("Printer").await;
    let (contacts, tickets) = ("/crm/v3/objects/contacts", "/crm/v3/objects/tickets");
    let many: Vec<Value> = (0..101).map(|number| json!({ "id": number.to_string() })).collect();
    let ends = |from: &str, to: &str| json!({ "from": { "id": from }, "to": { "id": to } });
    let labelled = |from: &str, to: &str, type_id: i64| {
        let mut pair = ends(from, to);
        pair["types"] = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id }]);
        json!({ "inputs": [pair] })
    };
    let linked = |to: &str, type_id: i64| {
        let link =
            json!({ "to": { "id": to }, "types": [{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id }] });
        json!({ "properties": { "hs_pipeline_stage": "1" }, "associations": [link] })
    };
    let twice = json!({ "id": ana, "properties": { "firstname": "x" } });
    let between = "/crm/v4/associations/tickets/companies";
    let requests = [
        post(format!("{contacts}/batch/read"), json!({ "inputs": [] })),
        post(format!("{contacts}/batch/read"), json!({ "inputs": many })),
        post(format!("{contacts}/batch/read"), json!({})),
        post(format!("{contacts}/batch/update"), json!({ "inputs": [twice, twice] })),
        post(format!("{contacts}/batch/update"), json!({ "inputs": [{ "id": ana, "properties": {} }] })),
        post(format!("{contacts}/batch/create"), json!({ "inputs": [{ "properties": { "email": "ana@example.com" } }] })),
        post(format!("{tickets}/batch/create"), json!({ "inputs": [linked("987654321", 16)] })),
        post(tickets, linked("987654321", 16)),
        post(tickets, linked("no number", 26)),
        post(tickets, linked(&ana, 15)),
        post(format!("{between}/batch/create"), labelled(&ticket, "abc", 339).clone()),
        put(format!("/crm/v4/objects/tickets/{ticket}/associations/default/companies/987654321"), json!({})),
        put(format!("/crm/v4/objects/tickets/987654321/associations/default/companies/{acme}"), json!({})),
        put(format!("/crm/v4/objects/tickets/{ticket}/associations/companies/{acme}"), json!([])),
        put(format!("/crm/v4/objects/tickets/{ticket}/associations/companies/{acme}"), json!({})),
        put(format!("/crm/v4/objects/tickets/{ticket}/associations/default/tickets/{ticket}"), json!({})),
        put(
            format!("/crm/v4/objects/companies/{acme}/associations/companies/{acme}"),
            json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 14 }]),
        ),
        get("/crm/v4/objects/notes/1/associations/notes"),
        get("/crm/v4/objects/tickets/987654321/associations/companies"),
        post(
            "/crm/v3/associations/tickets/companies/batch/create",
            json!({ "inputs": [{ "from": { "id": ticket }, "to": { "id": acme }, "type": "married_to" }] }),
        ),
        post(format!("{between}/batch/archive"), json!({ "inputs": [{ "from": { "id": ticket } }] })),
    ];
    // A partly done batch is a success whose errors are in its body, with times that are the story's.
    insta::assert_snapshot!("batches_and_associations", all(&client, &requests).await);
}

#[tokio::test]
async fn searches() {
    let client = Client::new().await;
    let path = "/crm/v3/objects/tickets/search";
    let filter = |filter: Value| json!({ "filterGroups": [{ "filters": [filter] }] });
    let one = json!({ "propertyName": "subject", "operator": "EQ", "value": "x" });
    let filters = |count: usize| json!({ "filters": vec![one.clone(); count] });
    let requests = [
        post(path, json!({ "filterGroups": vec![filters(1); 7] })),
        post(path, json!({ "filterGroups": [filters(7)] })),
        post(path, json!({ "filterGroups": [filters(6), filters(6), filters(6), filters(1)] })),
        post(path, filter(json!({ "propertyName": "subject", "operator": "IN", "values": vec!["x"; 501] }))),
        post(path, json!({ "query": "x".repeat(3_001) })),
        post(path, json!({ "after": "10000" })),
        post(path, json!({ "limit": 201 })),
        post(path, json!({ "sorts": ["a", "b"] })),
        post(path, json!({ "sorts": [{ "propertyName": "subject", "direction": "SIDEWAYS" }] })),
        post(path, filter(json!({ "propertyName": "nope", "operator": "EQ", "value": "x" }))),
        post(path, filter(json!({ "propertyName": "subject", "operator": "LIKE", "value": "x" }))),
        post(path, filter(json!({ "propertyName": "subject", "operator": "EQ" }))),
        post(path, filter(json!({ "propertyName": "subject", "operator": "IN" }))),
        post(path, filter(json!({ "propertyName": "createdate", "operator": "BETWEEN", "value": "1" }))),
        post(path, filter(json!({ "propertyName": "createdate", "operator": "GT", "value": "yesterday" }))),
        post(path, filter(json!({ "propertyName": "associations.contact", "operator": "GT", "value": "1" }))),
        get("/crm/v3/objects/tickets?limit=101"),
        get("/crm/v3/objects/tickets?limit=ten"),
        get("/crm/v3/objects/tickets?after=x"),
    ];
    insta::assert_snapshot!("searches", all(&client, &requests).await);
}

#[tokio::test]
async fn a_key_of_another_request() {
    let client = Client::new().await;
    let bearer = format!("Bearer {}", client.token);
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", "once")];
    let send = async |body: &str| client.raw("POST", "/crm/v3/objects/contacts", &headers, body.to_owned()).await;
    assert_eq!(send(r#"{"properties":{"firstname":"One"}}"#).await.status, StatusCode::CREATED);
    let mut refused = send(r#"{"properties":{"firstname":"Other"}}"#).await;
    refused.json["correlationId"] = "[correlation]".into();
    insta::assert_snapshot!("a_key_of_another_request", format!("{}\n{}", refused.status.as_u16(), refused.json));
}

#[tokio::test]
async fn bodies() {
    let client = Client::new().await;
    let bearer = format!("Bearer {}", client.token);
    let contacts = "/crm/v3/objects/contacts";
    let large = format!("{{\"properties\":{{\"firstname\":\"{}\"}}}}", "x".repeat(11 * 1024 * 1024));
    let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    let mut text = Vec::new();
    for (what, media, body) in [
        ("too large", "application/json", large.as_str()),
        ("of another kind", "text/plain", "{}"),
        ("too deep", "application/json", deep.as_str()),
        ("broken off", "application/json", "{\"properties\":"),
        ("none", "application/json", ""),
        ("no object", "application/json", "[]"),
    ] {
        let headers = [("authorization", bearer.as_str()), ("content-type", media)];
        let mut refused = client.raw("POST", contacts, &headers, body.to_owned()).await;
        refused.json["correlationId"] = "[correlation]".into();
        text.push(format!("{what}\n{}\n{}\n", refused.status.as_u16(), refused.json));
    }
    insta::assert_snapshot!("bodies", text.join("\n"));
}
