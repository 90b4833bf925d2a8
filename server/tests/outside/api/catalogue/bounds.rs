//! What there may be only so much of, and what is said when the server itself cannot go on.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::Client;
use super::super::files::upload;
use super::{all, get, post};

/// Makes as many as there may be.
async fn fill(client: &Client, path: &str, count: usize, one: impl Fn(usize) -> Value) {
    for number in 0..count {
        let made = client.post(path, one(number)).await;
        assert!(made.status.is_success(), "{number}: {}", made.json);
    }
}

#[tokio::test]
async fn too_much() {
    let client = Client::new().await;
    let unique = |number: usize| {
        json!({
            "name": format!("ext_{number}"), "label": format!("Id {number}"), "type": "string", "fieldType": "text",
            "groupName": "ticketinformation", "hasUniqueValue": true,
        })
    };
    let properties = "/crm/v3/properties/tickets";
    fill(&client, properties, 10, unique).await;
    let label = |number: usize| json!({ "name": format!("label_{number}"), "label": format!("Label {number}") });
    let labels = "/crm/v4/associations/tickets/contacts/labels";
    fill(&client, labels, 50, label).await;

    let thread = client.ticket("Printer").await;
    let messages = format!("/conversations/v3/conversations/threads/{thread}/messages");
    let mut files = Vec::new();
    for number in 0..11 {
        let bytes = number.to_string();
        files.push(json!({ "fileId": upload(&client, &[("folderPath", "/a")], Some(("a.txt", bytes.as_bytes()))).await.id() }));
    }
    let requests = [
        post(properties, unique(10)),
        post(labels, label(50)),
        post(messages, json!({ "type": "COMMENT", "text": "x", "attachments": files })),
    ];
    insta::assert_snapshot!("too_much", all(&client, &requests).await);
}

#[tokio::test]
async fn the_same_bytes_twice() {
    let client = Client::new().await;
    let options = json!({ "access": "PRIVATE", "duplicateValidationStrategy": "REJECT" }).to_string();
    let parts = [("folderPath", "/a"), ("options", options.as_str())];
    assert_eq!(upload(&client, &parts, Some(("a.txt", b"x"))).await.status, StatusCode::CREATED);
    let mut refused = upload(&client, &parts, Some(("b.txt", b"x"))).await;
    refused.is_error(409, "OBJECT_ALREADY_EXISTS");
    refused.json["correlationId"] = "[correlation]".into();
    insta::assert_snapshot!("the_same_bytes_twice", format!("{}\n{}", refused.status.as_u16(), refused.json));
}

#[tokio::test]
async fn trouble_of_ours() {
    let client = Client::new().await;
    let kept = upload(&client, &[("folderPath", "/a")], Some(("a.txt", b"x"))).await.id();
    let signed = client.get(&format!("/files/v3/files/{kept}/signed-url")).await.json;
    let url = signed["url"].as_str().unwrap().split_once(":3000").unwrap().1.to_owned();
    client.site.world.lose_contents().await;
    let mut broken = client.get(&url).await;
    broken.is_error(500, "INTERNAL_ERROR");
    let message = broken.message().to_owned();
    // The reference is the log's, too, and no two are the same.
    let reference = message.rsplit(' ').next().unwrap().to_owned();
    assert!(reference.len() >= 6, "{message}");
    broken.json["message"] = message.replace(&reference, "[reference]").into();
    broken.json["correlationId"] = "[correlation]".into();
    client.site.world.portico.store().clone().close().await.unwrap();
    let closed = all(&client, &[get("/crm/v3/objects/contacts")]).await;
    insta::assert_snapshot!("trouble_of_ours", format!("{}\n{}\n\n{closed}", broken.status.as_u16(), broken.json));
}
