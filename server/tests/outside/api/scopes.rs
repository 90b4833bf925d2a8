//! What scopes let a token do beside the kind of record that an address names.

use domain::testing::World;
use domain::testing::receiver::TARGET;
use model::api_tokens::Scope;
use serde_json::json;

use super::Client;
use crate::client::Site;

fn linked(to: &str, type_id: i64) -> serde_json::Value {
    json!([{ "to": { "id": to }, "types": [{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id }] }])
}

#[tokio::test]
async fn no_record_is_a_way_to_notes() {
    let client = Client::new().await;
    let (ana, acme) = (client.ana(), client.site.world.acme.to_string());
    let note = json!({ "properties": { "hs_timestamp": "2026-01-01T00:00:00Z", "hs_note_body": "SECRET" },
        "associations": linked(&ana, 202) });
    let note = client.post("/crm/v3/objects/notes", note).await.id();
    let ticket = json!({ "hs_pipeline_stage": "1" });
    for (scopes, kind, properties, type_id) in [
        (vec![Scope::Tickets], "tickets", ticket.clone(), 227),
        (vec![Scope::ReadContacts, Scope::WriteContacts], "contacts", json!({ "firstname": "x" }), 201),
        (vec![Scope::ReadCompanies, Scope::WriteCompanies], "companies", json!({ "name": "x" }), 189),
    ] {
        let token = client.site.world.token(&scopes, None).await;
        let new = json!({ "properties": properties, "associations": linked(&note, type_id) });
        let path = format!("/crm/v3/objects/{kind}");
        client.as_token(&token, "POST", &path, Some(new.clone())).await.is_error(403, "MISSING_SCOPES");
        let batch = Some(json!({ "inputs": [new] }));
        client.as_token(&token, "POST", &format!("{path}/batch/create"), batch).await.is_error(403, "MISSING_SCOPES");
        let about = json!({ "filters": [{ "propertyName": "associations.note", "operator": "HAS_PROPERTY" }] });
        client.as_token(&token, "POST", &format!("{path}/search"), Some(about)).await.is_error(403, "MISSING_SCOPES");
    }
    // A company of a contact needs no more than the contact.
    let token = client.site.world.token(&[Scope::Tickets], None).await;
    let new = json!({ "properties": ticket, "associations": linked(&acme, 26) });
    assert_eq!(client.as_token(&token, "POST", "/crm/v3/objects/tickets", Some(new)).await.status, 201);
}

#[tokio::test]
async fn who_writes_and_does_not_read_is_told_what_they_wrote() {
    let client = Client::new().await;
    let ana = client.ana();
    let token = client.site.world.token(&[Scope::WriteContacts], None).await;
    let system = ["createdate", "hs_object_id", "lastmodifieddate"];
    let path = format!("/crm/v3/objects/contacts/{ana}");
    let change = json!({ "properties": { "jobtitle": "Cook" } });
    let keyed = json!({ "inputs": [{ "id": ana, "properties": { "jobtitle": "Chef" } }] });
    let batch = client.as_token(&token, "POST", "/crm/v3/objects/contacts/batch/update", Some(keyed)).await;
    let single = client.as_token(&token, "PATCH", &path, Some(change)).await;
    for properties in [&single.json["properties"], &batch.json["results"][0]["properties"]] {
        let names: Vec<&str> = properties.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(names, [system[0], system[1], "jobtitle", system[2]], "{properties}");
    }
    let put = format!("{path}/associations/companies/{}/279", client.site.world.acme);
    let answer = client.as_token(&token, "PUT", &put, None).await;
    assert_eq!(answer.json["properties"].as_object().unwrap().len(), 3, "{}", answer.json);
    assert!(answer.json.get("associations").is_none(), "{}", answer.json);
}

#[tokio::test]
async fn conversations_are_told_to_those_who_may_read_them() {
    let (world, _) = World::new().await.with_receiver();
    let client = Client { token: world.token(&Scope::ALL, None).await, site: Site::of(world) };
    let app = |token: String| {
        let client = &client;
        async move {
            let info = client
                .raw(
                    "POST",
                    "/oauth/v2/private-apps/get/access-token-info",
                    &[("content-type", "application/json")],
                    json!({ "tokenKey": token }).to_string(),
                )
                .await;
            info.json["appId"].as_i64().unwrap()
        }
    };
    let webhooks = [Scope::ReadWebhooks, Scope::WriteWebhooks, Scope::Tickets];
    let new = json!({ "eventType": "conversation.newMessage", "active": true });
    for (more, status) in [(vec![], 403), (vec![Scope::ReadConversations], 201)] {
        let token = client.site.world.token(&[webhooks.to_vec(), more].concat(), None).await;
        let app = app(token.clone()).await;
        let settings = json!({ "targetUrl": TARGET, "throttling": { "maxConcurrentRequests": 1 } });
        client.as_token(&token, "PUT", &format!("/webhooks/v3/{app}/settings"), Some(settings)).await;
        let made = client.as_token(&token, "POST", &format!("/webhooks/v3/{app}/subscriptions"), Some(new.clone())).await;
        assert_eq!(made.status, status, "{}", made.json);
    }
}
