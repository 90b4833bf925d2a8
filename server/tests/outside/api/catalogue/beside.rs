//! What is beside records: their descriptions, conversations, files, webhooks.

use axum::http::StatusCode;
use domain::testing::World;
use domain::testing::receiver::TARGET;
use model::api_tokens::Scope;
use model::portals::TicketPermission;
use serde_json::{Value, json};

use super::super::Client;
use super::{all, delete, get, patch, post, put};
use crate::client::Site;

#[tokio::test]
async fn descriptions() {
    let client = Client::new().await;
    let properties = "/crm/v3/properties/tickets";
    let property = |name: &str| json!({ "name": name, "label": "x", "type": "string", "fieldType": "text", "groupName": "ticketinformation" });
    let with = |name: &str, member: &str, value: Value| {
        let mut property = property(name);
        property[member] = value;
        property
    };
    assert_eq!(client.post(properties, property("taken")).await.status, StatusCode::CREATED);
    let group = json!({ "name": "own_group", "label": "Own" });
    assert_eq!(client.post(&format!("{properties}/groups"), group.clone()).await.status, StatusCode::CREATED);
    assert_eq!(client.post(properties, with("inside", "groupName", json!("own_group"))).await.status, StatusCode::CREATED);
    let labels = "/crm/v4/associations/tickets/contacts/labels";
    let label = json!({ "name": "escalated_to", "label": "Escalated to" });
    assert_eq!(client.post(labels, label.clone()).await.status, StatusCode::OK);
    client.ticket("in the pipeline").await;
    let pipelines = "/crm/v3/pipelines/tickets";
    let stages = json!([{ "label": "a" }, { "label": "b", "metadata": { "ticketState": "CLOSED" } }]);
    let requests = [
        post(properties, property("taken")),
        post(properties, property("subject")),
        post(properties, property("Wrong Name")),
        post(properties, with("new", "type", json!("colour"))),
        post(properties, with("new", "fieldType", json!("slider"))),
        post(properties, with("new", "groupName", json!("no_such_group"))),
        post(properties, with("new", "label", json!(""))),
        post(properties, json!({ "name": "new" })),
        patch(format!("{properties}/taken"), json!({ "groupName": "no_such_group" })),
        patch(format!("{properties}/subject"), json!({ "label": "x" })),
        patch(format!("{properties}/nope"), json!({ "label": "x" })),
        delete(format!("{properties}/subject")),
        get(format!("{properties}/nope")),
        post(format!("{properties}/groups"), group),
        get(format!("{properties}/groups/nope")),
        delete(format!("{properties}/groups/own_group")),
        delete(format!("{properties}/groups/ticketinformation")),
        post(labels, label),
        post(labels, json!({ "label": "x" })),
        post(labels, json!({ "label": "x", "name": "not a name" })),
        put(labels, json!({ "associationTypeId": 4711, "label": "x" })),
        delete(format!("{labels}/many")),
        get(format!("{pipelines}/77")),
        post(pipelines, json!({ "label": "x", "pipelineId": "0", "stages": stages })),
        post(pipelines, json!({ "label": "x", "pipelineId": "first", "stages": [] })),
        post(pipelines, json!({ "label": "x", "stages": [{ "label": "a" }] })),
        post(pipelines, json!({ "label": "", "stages": [] })),
        post(pipelines, json!({ "label": "x", "stages": [{ "label": "a", "metadata": { "ticketState": "AJAR" } }] })),
        post("/crm/v3/pipelines/contacts", json!({ "label": "x" })),
        delete(format!("{pipelines}/0")),
        delete(format!("{pipelines}/0/stages/1")),
        get("/crm/v3/owners/77"),
        get("/crm/v3/owners/1?idProperty=name"),
    ];
    insta::assert_snapshot!("descriptions", all(&client, &requests).await);
}

#[tokio::test]
async fn talk_and_files() {
    let client = Client::new().await;
    let thread = format!("/conversations/v3/conversations/threads/{}", client.ticket("Printer").await);
    let messages = format!("{thread}/messages");
    let agent = format!("A-{}", client.site.world.user("agent"));
    let said = |more: Value| {
        let mut message = json!({ "type": "MESSAGE", "text": "x", "senderActorId": agent });
        message.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        message
    };
    let to = |kind: &str| json!({ "recipients": [{ "deliveryIdentifiers": [{ "type": kind, "value": "eve@evil.example" }] }] });
    let requests = [
        get("/conversations/v3/conversations/threads/987654321"),
        get("/conversations/v3/conversations/threads?threadStatus=AJAR"),
        get("/conversations/v3/conversations/threads?sort=-id"),
        get(format!("{messages}?sort=text")),
        get(format!("{messages}/message-987")),
        post(messages.clone(), json!({ "text": "x" })),
        post(messages.clone(), json!({ "type": "CAROL", "text": "x" })),
        post(messages.clone(), json!({ "type": "MESSAGE", "text": "x" })),
        post(messages.clone(), said(json!({ "text": "" }))),
        post(messages.clone(), said(json!({ "text": "x".repeat(50_001) }))),
        post(messages.clone(), said(json!({ "senderActorId": "A-4711" }))),
        post(messages.clone(), said(to("HS_EMAIL_ADDRESS"))),
        post(messages.clone(), said(to("PIGEON"))),
        patch(thread.clone(), json!({ "status": "AJAR" })),
        patch(thread.clone(), json!({ "archived": true })),
        put(format!("{thread}/assignee"), json!({ "actorId": "A-4711" })),
        post("/conversations/v3/conversations/actors/batch/read", json!({ "inputs": [] })),
        get("/conversations/v3/conversations/actors/A-4711"),
        get("/conversations/v3/conversations/inboxes/77"),
        post("/visitor-identification/v3/tokens/create", json!({})),
        post(messages.clone(), said(json!({ "attachments": [{ "type": "FILE", "fileId": "77" }] }))),
        post(messages.clone(), said(json!({ "attachments": [{ "type": "LOCATION", "fileId": "77" }] }))),
        post(messages.clone(), said(json!({ "attachments": [{ "type": "FILE" }] }))),
        get("/files/v3/files/77"),
        get("/files/v3/files/77/content"),
        get("/files/v3/files/77/signed-url?expirationSeconds=0"),
        post("/files/v3/files", json!({})),
        patch("/files/v3/files/77", json!({ "access": "ANYBODY" })),
        post("/oauth/v2/private-apps/get/access-token-info", json!({})),
        post("/oauth/v2/private-apps/get/access-token-info", json!({ "tokenKey": "pat-na1-none" })),
    ];
    insta::assert_snapshot!("talk_and_files", all(&client, &requests).await);
}

#[tokio::test]
async fn webhooks() {
    let (world, _) = World::with(TicketPermission::Company).await.with_receiver();
    let token = world.token(&[Scope::ReadContacts, Scope::ReadWebhooks, Scope::WriteWebhooks], None).await;
    let app = world.portico.token_info(&token).await.unwrap().unwrap().id;
    let client = Client { site: Site::of(world), token };
    let app = format!("/webhooks/v3/{app}");
    let (settings, subscriptions) = (format!("{app}/settings"), format!("{app}/subscriptions"));
    let subscribe = |event: &str| json!({ "eventType": event });
    let mut text = all(
        &client,
        &[get(settings.clone()), get("/webhooks/v3/4711/settings"), post(subscriptions.clone(), subscribe("contact.creation"))],
    )
    .await;
    for target in ["http://example.com/x", "https://user:pass@example.com", "https://127.0.0.1/x", "https://example.com/a%2Fb"] {
        text.push_str(&format!("\n{}", all(&client, &[put(settings.clone(), json!({ "targetUrl": target }))]).await));
    }
    assert_eq!(client.put(&settings, json!({ "targetUrl": TARGET })).await.status, StatusCode::OK);
    assert_eq!(client.post(&subscriptions, subscribe("contact.creation")).await.status, StatusCode::CREATED);
    let more = [
        put(settings.clone(), json!({ "targetUrl": TARGET, "throttling": { "maxConcurrentRequests": 1000 } })),
        put(settings, json!({})),
        post(subscriptions.clone(), subscribe("contact.creation")),
        post(subscriptions.clone(), subscribe("contact.birthday")),
        post(subscriptions.clone(), subscribe("object.creation")),
        post(subscriptions.clone(), subscribe("contact.propertyChange")),
        post(subscriptions.clone(), json!({ "eventType": "contact.propertyChange", "propertyName": "nope" })),
        post(subscriptions.clone(), json!({ "eventType": "contact.propertyChange", "propertyName": "lastmodifieddate" })),
        post(subscriptions.clone(), subscribe("ticket.creation")),
        post(subscriptions.clone(), json!({ "eventType": "contact.deletion", "active": "perhaps" })),
        get(format!("{subscriptions}/77")),
        patch(format!("{subscriptions}/77"), json!({ "active": true })),
        patch(format!("{subscriptions}/77"), json!({})),
    ];
    let more = all(&client, &more).await;
    insta::assert_snapshot!("webhooks", format!("{text}\n{}", more));
}
