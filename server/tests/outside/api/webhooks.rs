//! `/webhooks/v3`, as HubSpot's clients and others use it.

use domain::testing::World;
use domain::testing::receiver::TARGET;
use model::api_tokens::Scope;
use model::portals::TicketPermission;
use serde_json::{Value, json};

use super::Client;
use crate::client::Site;

async fn client() -> (Client, String) {
    let (world, _) = World::with(TicketPermission::Company).await.with_receiver();
    let token = world.token(&Scope::ALL, None).await;
    let app = world.portico.token_info(&token).await.unwrap().unwrap().id.to_string();
    (Client { site: Site::of(world), token }, format!("/webhooks/v3/{app}"))
}

fn target() -> Value {
    json!({ "targetUrl": TARGET, "throttling": { "maxConcurrentRequests": 5 } })
}

#[tokio::test]
async fn settings_are_set_read_and_removed() {
    let (client, app) = client().await;
    let settings = format!("{app}/settings");
    client.get(&settings).await.is_error(404, "OBJECT_NOT_FOUND");
    let set = client.put(&settings, target()).await;
    assert_eq!(set.status, 200, "{}", set.json);
    assert_eq!((&set.json["targetUrl"], &set.json["throttling"]["maxConcurrentRequests"]), (&json!(TARGET), &json!(5)));
    assert_eq!(set.json["createdAt"], "2026-03-02T09:00:00.000Z");
    assert!(!set.json.to_string().to_lowercase().contains("secret"));
    let again = client.put(&settings, json!({ "targetUrl": TARGET })).await;
    assert_eq!(again.json["throttling"]["maxConcurrentRequests"], 5, "what is not said stays");
    assert_eq!(client.get(&settings).await.json, again.json);
    assert_eq!(client.delete(&settings).await.status, 204);
    client.get(&settings).await.is_error(404, "OBJECT_NOT_FOUND");
}

#[tokio::test]
async fn subscriptions_are_made_switched_and_ended() {
    let (client, app) = client().await;
    let subscriptions = format!("{app}/subscriptions");
    client.put(&format!("{app}/settings"), target()).await;
    let wanted = json!({ "eventType": "ticket.propertyChange", "propertyName": "hs_pipeline_stage", "active": true });
    let made = client.post(&subscriptions, wanted.clone()).await;
    assert_eq!(made.status, 201, "{}", made.json);
    assert_eq!((&made.json["propertyName"], &made.json["active"]), (&json!("hs_pipeline_stage"), &json!(true)));
    let one = format!("{subscriptions}/{}", made.id());
    assert_eq!(client.get(&one).await.json, made.json);
    assert_eq!(client.patch(&one, json!({ "active": false })).await.json["active"], false);
    let batch = json!({ "inputs": [{ "id": made.id().parse::<i64>().unwrap(), "active": true }] });
    let batch = client.post(&format!("{subscriptions}/batch/update"), batch).await;
    assert_eq!((batch.status.as_u16(), &batch.json["results"][0]["active"]), (200, &json!(true)));
    let partly = json!({ "inputs": [{ "id": made.id(), "active": false }, { "id": "987", "active": true }] });
    let partly = client.post(&format!("{subscriptions}/batch/update"), partly).await;
    assert_eq!((partly.status.as_u16(), &partly.json["numErrors"]), (207, &json!(1)), "{}", partly.json);
    assert_eq!(partly.json["results"][0]["active"], false);
    assert_eq!(client.get(&subscriptions).await.json["results"].as_array().unwrap().len(), 1);
    client.post(&subscriptions, wanted).await.is_error(409, "OBJECT_ALREADY_EXISTS");
    let general = client.post(&subscriptions, json!({ "eventType": "object.creation", "objectTypeId": "0-5" })).await;
    assert_eq!((&general.json["objectTypeId"], &general.json["active"]), (&json!("0-5"), &json!(false)));
    assert_eq!(client.delete(&one).await.status, 204);
    client.get(&one).await.is_error(404, "OBJECT_NOT_FOUND");
    client.delete(&one).await.is_error(404, "OBJECT_NOT_FOUND");
}

#[tokio::test]
async fn a_key_in_the_address_is_a_token_here_and_nowhere_else() {
    let (client, app) = client().await;
    let key = format!("hapikey={}", client.token);
    let headers = [("content-type", "application/json")];
    let set = client.raw("PUT", &format!("{app}/settings?{key}"), &headers, target().to_string()).await;
    assert_eq!(set.status, 200, "{}", set.json);
    client.raw("GET", &format!("/crm/v3/objects/contacts?{key}"), &[], "").await.is_error(401, "INVALID_AUTHENTICATION");
    client.raw("GET", &format!("{app}/settings?hapikey=nobody"), &[], "").await.is_error(401, "INVALID_AUTHENTICATION");
    client.raw("GET", &format!("{app}/settings"), &[], "").await.is_error(401, "INVALID_AUTHENTICATION");
}

#[tokio::test]
async fn what_is_wrong_is_said() {
    let (client, app) = client().await;
    let (settings, subscriptions) = (format!("{app}/settings"), format!("{app}/subscriptions"));
    for (body, words) in [
        (json!({}), "targetUrl"),
        (json!({ "targetUrl": "nowhere" }), "https://"),
        (json!({ "targetUrl": "https://127.0.0.1/" }), "public"),
        (json!({ "targetUrl": format!("{TARGET}?a=%3A") }), "%3A"),
        (json!({ "targetUrl": TARGET, "throttling": { "maxConcurrentRequests": 0 } }), "between 1 and 100"),
        (json!({ "targetUrl": TARGET, "throttling": { "maxConcurrentRequests": "many" } }), "whole number"),
    ] {
        let answer = client.put(&settings, body).await;
        answer.is_error(400, "VALIDATION_ERROR");
        assert!(answer.message().contains(words), "{}", answer.message());
    }
    client.post(&subscriptions, json!({ "eventType": "ticket.creation" })).await.is_error(404, "OBJECT_NOT_FOUND");
    client.put(&settings, target()).await;
    for (body, words) in [
        (json!({}), "eventType"),
        (json!({ "eventType": "ticket.birthday" }), "ticket.creation"),
        (json!({ "eventType": "ticket.propertyChange" }), "propertyName"),
        (json!({ "eventType": "ticket.propertyChange", "propertyName": "nothing" }), "does not exist"),
        (json!({ "eventType": "ticket.creation", "active": "perhaps" }), "true or false"),
        (json!({ "eventType": "object.creation", "objectTypeId": "0-3" }), "0-3"),
    ] {
        let answer = client.post(&subscriptions, body).await;
        answer.is_error(400, "VALIDATION_ERROR");
        assert!(answer.message().contains(words), "{}", answer.message());
    }
    client.get("/webhooks/v3/999999/settings").await.is_error(404, "OBJECT_NOT_FOUND");
    client.get(&format!("{subscriptions}/x")).await.is_error(404, "OBJECT_NOT_FOUND");
    let batch = client.post(&format!("{subscriptions}/batch/update"), json!({ "inputs": [] })).await;
    assert_eq!(batch.status, 400);
    let reader = client.site.world.token(&[Scope::ReadContacts, Scope::WriteWebhooks], None).await;
    let own = client.site.world.portico.token_info(&reader).await.unwrap().unwrap().id;
    client.as_token(&reader, "PUT", &format!("/webhooks/v3/{own}/settings"), Some(target())).await;
    let wanted = Some(json!({ "eventType": "ticket.creation" }));
    let answer = client.as_token(&reader, "POST", &format!("/webhooks/v3/{own}/subscriptions"), wanted).await;
    answer.is_error(403, "MISSING_SCOPES");
}

#[tokio::test]
async fn a_subscription_that_comes_twice_is_one() {
    let (client, app) = client().await;
    client.put(&format!("{app}/settings"), target()).await;
    let bearer = format!("Bearer {}", client.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json"), ("idempotency-key", "once")];
    let path = format!("{app}/subscriptions");
    let body = json!({ "eventType": "ticket.creation" }).to_string();
    let first = client.raw("POST", &path, &headers, body.clone()).await;
    let second = client.raw("POST", &path, &headers, body).await;
    assert_eq!((first.status.as_u16(), second.status.as_u16(), &first.json), (201, 201, &second.json));
}
