//! Up to 100 records at once.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Client;

const CONTACTS: &str = "/crm/v3/objects/contacts/batch";

#[tokio::test]
async fn a_batch_that_is_whole_has_its_own_status() {
    let client = Client::new().await;
    let inputs = |pairs: &[(&str, Value)]| json!({ "inputs": pairs.iter().map(|(id, properties)| json!({ "id": id, "properties": properties })).collect::<Vec<_>>() });
    let made = client.post(&format!("{CONTACTS}/create"), inputs(&[("", json!({ "email": "bob@example.com" }))])).await;
    assert_eq!((made.status, &made.json["status"]), (StatusCode::CREATED, &json!("COMPLETE")));
    assert!(made.json["startedAt"].is_string() && made.json["completedAt"].is_string() && made.json.get("errors").is_none());
    let bob = made.json["results"][0]["id"].as_str().unwrap();
    let changed = client.post(&format!("{CONTACTS}/update"), inputs(&[(bob, json!({ "jobtitle": "CTO" }))])).await;
    assert_eq!((changed.status, &changed.json["results"][0]["properties"]["jobtitle"]), (StatusCode::OK, &json!("CTO")));
    let read = json!({ "inputs": [{ "id": "BOB@example.com" }], "idProperty": "email", "properties": ["jobtitle"] });
    let read = client.post(&format!("{CONTACTS}/read"), read).await;
    assert_eq!((read.status, &read.json["results"][0]["properties"]["jobtitle"]), (StatusCode::OK, &json!("CTO")));
    let gone = client.post(&format!("{CONTACTS}/archive"), json!({ "inputs": [{ "id": bob }, { "id": "987654" }] })).await;
    assert_eq!((gone.status, &gone.json), (StatusCode::NO_CONTENT, &Value::Null));
}

#[tokio::test]
async fn what_is_missing_from_a_batch_is_an_error_within_a_success() {
    let client = Client::new().await;
    let inputs = json!([{ "id": client.ana(), "properties": { "jobtitle": "x" } }, { "id": 987_654_321, "properties": { "jobtitle": "x" } }]);
    for operation in ["read", "update"] {
        let answer = client.post(&format!("{CONTACTS}/{operation}"), json!({ "inputs": inputs })).await;
        assert_eq!(answer.status, StatusCode::MULTI_STATUS, "{operation}: {}", answer.json);
        assert_eq!(answer.json["results"].as_array().unwrap().len(), 1);
        assert_eq!((&answer.json["numErrors"], &answer.json["errors"][0]["category"]), (&json!(1), &json!("OBJECT_NOT_FOUND")));
        let message = "Could not get some CONTACT objects, they may be deleted or not exist. Check that ids are valid.";
        assert_eq!(answer.json["errors"][0]["message"], message);
        assert_eq!(answer.json["errors"][0]["context"]["ids"], json!(["987654321"]));
    }
}

#[tokio::test]
async fn traced_items_fail_alone() {
    let client = Client::new().await;
    let item = |email: &str, trace: &str| json!({ "properties": { "email": email }, "objectWriteTraceId": trace });
    let inputs =
        json!({ "inputs": [item("gus@example.com", "good"), item("nonsense", "bad"), item("ana@example.com", "taken")] });
    let answer = client.post(&format!("{CONTACTS}/create"), inputs).await;
    assert_eq!(answer.status, StatusCode::MULTI_STATUS, "{}", answer.json);
    assert_eq!((answer.json["results"].as_array().unwrap().len(), &answer.json["numErrors"]), (1, &json!(2)));
    let errors = answer.json["errors"].as_array().unwrap();
    assert_eq!(
        (&errors[0]["category"], &errors[0]["context"]["objectWriteTraceId"]),
        (&json!("VALIDATION_ERROR"), &json!(["bad"]))
    );
    assert_eq!((&errors[1]["category"], &errors[1]["context"]["objectWriteTraceId"]), (&json!("CONFLICT"), &json!(["taken"])));
    let untraced =
        json!({ "inputs": [{ "properties": { "email": "hal@example.com" } }, { "properties": { "email": "nonsense" } }] });
    client.post(&format!("{CONTACTS}/create"), untraced).await.is_error(400, "VALIDATION_ERROR");
    client.get("/crm/v3/objects/contacts/hal%40example.com?idProperty=email").await.is_error(404, "OBJECT_NOT_FOUND");
}

#[tokio::test]
async fn an_upsert_says_what_it_made() {
    let client = Client::new().await;
    let item = |email: &str| json!({ "id": email, "idProperty": "email", "properties": { "firstname": "Eve" } });
    let answer =
        client.post(&format!("{CONTACTS}/upsert"), json!({ "inputs": [item("ana@example.com"), item("Eve@Example.com")] })).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
    let results = answer.json["results"].as_array().unwrap();
    let of = |id: &str| results.iter().find(|record| record["properties"]["email"] == id).unwrap();
    assert_eq!((&of("ana@example.com")["new"], &of("eve@example.com")["new"]), (&json!(false), &json!(true)));
    let by_id = json!({ "inputs": [{ "id": "987654321", "properties": { "firstname": "x" } }] });
    let missing = client.post(&format!("{CONTACTS}/upsert"), by_id).await;
    assert_eq!((missing.status, &missing.json["numErrors"]), (StatusCode::MULTI_STATUS, &json!(1)));
    let not_unique = json!({ "inputs": [{ "id": "x", "idProperty": "firstname", "properties": {} }] });
    client.post(&format!("{CONTACTS}/upsert"), not_unique).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn a_batch_has_between_one_and_a_hundred_and_no_record_twice() {
    let client = Client::new().await;
    for operation in ["read", "create", "update", "upsert", "archive"] {
        let path = format!("{CONTACTS}/{operation}");
        let empty = client.post(&path, json!({ "inputs": [] })).await;
        empty.is_error(400, "VALIDATION_ERROR");
        assert_eq!(empty.message(), "Batch input provided should have at least one object.");
        let many: Vec<Value> = (1..=101).map(|id| json!({ "id": id.to_string(), "properties": { "firstname": "x" } })).collect();
        client.post(&path, json!({ "inputs": many })).await.is_error(400, "VALIDATION_ERROR");
        client.post(&path, json!({})).await.is_error(400, "VALIDATION_ERROR");
        client.post(&path, json!({ "inputs": {} })).await.is_error(400, "VALIDATION_ERROR");
    }
    let ana = client.ana();
    let item = json!({ "id": ana, "properties": { "firstname": "x" } });
    let twice = client.post(&format!("{CONTACTS}/update"), json!({ "inputs": [item, item] })).await;
    twice.is_error(400, "VALIDATION_ERROR");
    assert_eq!(twice.message(), format!("Duplicate IDs found in batch input: [{ana}]. IDs must be unique"));
    assert_eq!(twice.json["context"]["ids"], json!([ana]));
    let read = client.post(&format!("{CONTACTS}/read"), json!({ "inputs": [{ "id": ana }, { "id": ana }] })).await;
    assert_eq!((read.status, read.json["results"].as_array().unwrap().len()), (StatusCode::OK, 1));
}

#[tokio::test]
async fn who_is_not_there_is_named_with_what_the_sender_calls_it() {
    let client = Client::new().await;
    let one = |id: &str, trace: &str| json!({ "id": id, "objectWriteTraceId": trace, "properties": { "firstname": "x" } });
    let inputs = json!({ "inputs": [one(&client.ana(), "t1"), one("987654321", "t2")] });
    let done = client.post("/crm/v3/objects/contacts/batch/update", inputs).await;
    assert_eq!(done.status, StatusCode::MULTI_STATUS, "{}", done.json);
    let context = &done.json["errors"][0]["context"];
    assert_eq!((&context["ids"], &context["objectWriteTraceId"]), (&json!(["987654321"]), &json!(["t2"])));
}
