//! Values as programs write them, and as they are found again.

use serde_json::{Value, json};

use super::Client;

async fn number(client: &Client, name: &str) {
    let property = json!({ "name": name, "label": name, "type": "number", "fieldType": "number", "groupName": "contactinformation",
        "hasUniqueValue": true });
    assert_eq!(client.post("/crm/v3/properties/contacts", property).await.status, 201);
}

#[tokio::test]
async fn an_external_id_finds_its_record_however_it_is_spelled() {
    let client = Client::new().await;
    number(&client, "legacy").await;
    for (one, other) in [("00771", "771"), ("5.50", "5.5"), (" 12 ", "12"), ("1e2", "100")] {
        let upsert = |id: &str| {
            let input = json!({ "id": id, "idProperty": "legacy", "properties": { "firstname": "n" } });
            client.post("/crm/v3/objects/contacts/batch/upsert", json!({ "inputs": [input] }))
        };
        let (first, again) = (upsert(one).await.json, upsert(one).await.json);
        assert_eq!((&first["results"][0]["new"], &again["results"][0]["new"]), (&json!(true), &json!(false)), "{again}");
        let read = client.get(&format!("/crm/v3/objects/contacts/{}?idProperty=legacy", other)).await;
        assert_eq!(read.json["id"], first["results"][0]["id"], "{one}");
    }
    let upsert = json!({ "inputs": [{ "id": "q@bücher.test", "idProperty": "email", "properties": { "firstname": "Q" } }] });
    for new in [true, false] {
        let answer = client.post("/crm/v3/objects/contacts/batch/upsert", upsert.clone()).await;
        assert_eq!(answer.json["results"][0]["new"], json!(new), "{}", answer.json);
    }
    let search = json!({ "filters": [{ "propertyName": "email", "operator": "EQ", "value": "Q@Bücher.test" }] });
    assert_eq!(client.post("/crm/v3/objects/contacts/search", search).await.json["total"], 1);
}

#[tokio::test]
async fn numbers_that_differ_in_their_last_digit_are_two() {
    let client = Client::new().await;
    number(&client, "legacy").await;
    for digits in ["12345678901234567890", "12345678901234567891"] {
        client.post("/crm/v3/objects/contacts", json!({ "properties": { "legacy": digits } })).await;
    }
    let found = |filter: Value| {
        let client = &client;
        async move { client.post("/crm/v3/objects/contacts/search", json!({ "filters": [filter] })).await.json["total"].clone() }
    };
    let filter = |operator: &str, value: &str| json!({ "propertyName": "legacy", "operator": operator, "value": value });
    assert_eq!(found(filter("EQ", "12345678901234567891")).await, 1);
    assert_eq!(found(filter("NEQ", "12345678901234567891")).await, 1);
    let either = json!({ "propertyName": "legacy", "operator": "IN", "values": ["012345678901234567890", 7] });
    assert_eq!(found(either).await, 1);
    assert_eq!(found(filter("GT", "5")).await, 2);
}

#[tokio::test]
async fn options_keep_what_was_said_of_them_and_others_records_are_none() {
    let client = Client::new().await;
    let options = json!([
        { "label": "A", "value": "a", "displayOrder": 5, "hidden": true, "description": "da" },
        { "label": "B", "value": "b", "displayOrder": 2, "hidden": false, "description": "" } ]);
    let property = |name: &str| {
        json!({ "name": name, "label": name, "type": "enumeration", "fieldType": "select",
        "groupName": "contactinformation" })
    };
    let mut with_options = property("shade");
    with_options["options"] = options.clone();
    assert_eq!(client.post("/crm/v3/properties/contacts", with_options).await.status, 201);
    assert_eq!(client.get("/crm/v3/properties/contacts/shade").await.json["options"], options);
    let mut of_owners = property("second_owner");
    of_owners["externalOptions"] = true.into();
    of_owners["referencedObjectType"] = "OWNER".into();
    client.post("/crm/v3/properties/contacts", of_owners).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn what_is_written_stands_under_properties() {
    let client = Client::new().await;
    for body in [json!({ "email": "w@x.example" }), json!({}), json!({ "properties": null })] {
        let refused = client.post("/crm/v3/objects/contacts", body.clone()).await;
        refused.is_error(400, "VALIDATION_ERROR");
        assert!(refused.message().ends_with("Some required fields were not set: [properties]"), "{}", refused.message());
        client.post("/crm/v3/objects/contacts/batch/create", json!({ "inputs": [body] })).await.is_error(400, "VALIDATION_ERROR");
    }
    assert_eq!(client.post("/crm/v3/objects/contacts", json!({ "properties": {} })).await.status, 201);
}

#[tokio::test]
async fn what_is_archived_is_named_by_its_id() {
    let client = Client::new().await;
    let ana = client.ana();
    client.delete(&format!("/crm/v3/objects/contacts/{ana}?idProperty=email")).await.is_error(400, "VALIDATION_ERROR");
    let batch = json!({ "inputs": [{ "id": ana, "idProperty": "email" }] });
    client.post("/crm/v3/objects/contacts/batch/archive", batch).await.is_error(400, "VALIDATION_ERROR");
    assert_eq!(client.get(&format!("/crm/v3/objects/contacts/{ana}")).await.status, 200);
    let twice = json!({ "inputs": [
        { "id": ana, "properties": { "firstname": "A" } },
        { "id": "ana@example.com", "idProperty": "email", "properties": { "firstname": "B" } } ] });
    let refused = client.post("/crm/v3/objects/contacts/batch/update", twice).await;
    refused.is_error(400, "VALIDATION_ERROR");
    assert!(refused.message().starts_with("Duplicate IDs found in batch input"), "{}", refused.message());
}
