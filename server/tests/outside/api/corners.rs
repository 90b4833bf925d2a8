//! Corners that programs written for HubSpot have been found in.

use axum::http::StatusCode;
use domain::testing::World;
use model::api_tokens::Scope;
use serde_json::{Value, json};
use server::api::ApiLimits;

use super::Client;
use crate::client::Site;

const CONTACTS: &str = "/crm/v3/objects/contacts";
const TICKETS: &str = "/crm/v3/objects/tickets";

async fn value(client: &Client, path: &str, id: &str, property: &str) -> Value {
    client.get(&format!("{path}/{id}?properties={property}")).await.json["properties"][property].clone()
}

async fn property(client: &Client, kind: &str, new: Value) {
    let made = client.post(&format!("/crm/v3/properties/{kind}"), new).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
}

#[tokio::test]
async fn every_property_can_be_asked_for() {
    let many = ApiLimits { searches: 1_000, ..ApiLimits::default() };
    let site = Site::with_limits(World::new().await, many);
    let token = site.world.token(&Scope::ALL, None).await;
    let client = Client { site, token };
    for kind in ["contacts", "companies", "tickets", "notes"] {
        let described = client.get(&format!("/crm/v3/properties/{kind}")).await.json;
        for definition in described["results"].as_array().unwrap() {
            for operator in ["HAS_PROPERTY", "NOT_HAS_PROPERTY"] {
                let name = &definition["name"];
                let filter = json!({ "propertyName": name, "operator": operator });
                let search = json!({ "filterGroups": [{ "filters": [filter] }], "sorts": [name] });
                let found = client.post(&format!("/crm/v3/objects/{kind}/search"), search).await;
                assert_eq!(found.status, StatusCode::OK, "{kind} {name} {operator}: {}", found.json);
            }
        }
    }
}

#[tokio::test]
async fn options_are_added_to_properties_of_ones_own_too() {
    let client = Client::new().await;
    let options = json!([{ "label": "One", "value": "one" }, { "label": "Two", "value": "two" }]);
    let checks = json!({
        "name": "checks", "label": "Checks", "type": "enumeration", "fieldType": "checkbox", "groupName": "contactinformation",
        "options": options,
    });
    property(&client, "contacts", checks).await;
    let ana = client.ana();
    for (written, kept) in [("one", "one"), (";two", "one;two"), (";one", "one;two"), ("two", "two")] {
        client.patch(&format!("{CONTACTS}/{ana}"), json!({ "properties": { "checks": written } })).await;
        assert_eq!(value(&client, CONTACTS, &ana, "checks").await, json!(kept), "{written}");
    }
}

#[tokio::test]
async fn an_address_twice_in_a_batch_names_no_id_that_nobody_has() {
    let client = Client::new().await;
    let twice = json!({ "inputs": [
        { "properties": { "email": "twice@example.org" } }, { "properties": { "email": "TWICE@example.org" } },
    ] });
    let refused = client.post(&format!("{CONTACTS}/batch/create"), twice).await;
    refused.is_error(400, "VALIDATION_ERROR");
    assert!(!refused.message().contains("Existing ID"), "{}", refused.json);
    let taken = json!({ "inputs": [{ "properties": { "email": "ana@example.com" } }] });
    let refused = client.post(&format!("{CONTACTS}/batch/create"), taken).await;
    assert_eq!(refused.message(), format!("Contact already exists. Existing ID: {}", client.ana()));
    // Who is changed in the same batch, and keeps the address, has it.
    let bruno = client.site.world.contact("bruno").to_string();
    let changes = json!({ "inputs": [
        { "id": client.ana(), "properties": { "city": "Bari" } }, { "id": bruno, "properties": { "email": "ana@example.com" } },
    ] });
    let refused = client.post(&format!("{CONTACTS}/batch/update"), changes).await;
    assert_eq!(
        (refused.status, refused.message()),
        (StatusCode::CONFLICT, format!("Contact already exists. Existing ID: {}", client.ana()).as_str())
    );
}

#[tokio::test]
async fn an_archived_company_is_no_value_of_anybody() {
    let client = Client::new().await;
    let company = |name: &str| json!({ "properties": { "name": name } });
    let firm = client.post("/crm/v3/objects/companies", company("Firm")).await.id();
    let branch = client.post("/crm/v3/objects/companies", company("Branch")).await.id();
    let (ana, types) = (client.ana(), |id: i64| json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": id }]));
    client.put(&format!("/crm/v4/objects/contacts/{ana}/associations/companies/{firm}"), types(1)).await;
    client.put(&format!("/crm/v4/objects/companies/{branch}/associations/companies/{firm}"), types(14)).await;
    let record = client.get(&format!("/crm/v3/objects/companies/{branch}?associations=companies")).await.json;
    let named: Vec<&Value> =
        record["associations"]["companies"]["results"].as_array().unwrap().iter().map(|row| &row["type"]).collect();
    assert_eq!(named, [&json!("company_to_company"), &json!("child_to_parent_company")]);
    client.delete(&format!("/crm/v3/objects/companies/{firm}")).await;
    assert_eq!(value(&client, CONTACTS, &ana, "associatedcompanyid").await, Value::Null);
    assert_eq!(value(&client, "/crm/v3/objects/companies", &branch, "hs_parent_company_id").await, Value::Null);
    let filter = json!({ "propertyName": "associatedcompanyid", "operator": "EQ", "value": firm });
    let search = json!({ "filterGroups": [{ "filters": [filter] }] });
    assert_eq!(client.post(&format!("{CONTACTS}/search"), search).await.json["total"], json!(0));
}

#[tokio::test]
async fn numbers_keep_their_digits_and_keys_must_be_there() {
    let client = Client::new().await;
    let number = json!({
        "name": "ext_no", "label": "No", "type": "number", "fieldType": "number", "groupName": "ticketinformation",
        "hasUniqueValue": true,
    });
    property(&client, "tickets", number).await;
    for (digits, kept) in [("9007199254740993", "9007199254740993"), ("9007199254740992", "9007199254740992"), ("007", "7")] {
        let new = json!({ "properties": { "hs_pipeline_stage": "1", "ext_no": digits } });
        let made = client.post(TICKETS, new).await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
        let found = client.get(&format!("{TICKETS}/{kept}?idProperty=ext_no&properties=ext_no")).await.json;
        assert_eq!((&found["id"], &found["properties"]["ext_no"]), (&json!(made.id()), &json!(kept)));
    }
    let keyless = json!({ "inputs": [{ "id": "", "idProperty": "ext_no", "properties": { "hs_pipeline_stage": "1" } }] });
    client.post(&format!("{TICKETS}/batch/upsert"), keyless).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn a_source_is_cleared_and_was_never_said_where_nobody_said_it() {
    let client = Client::new().await;
    let ticket = client.ticket("T").await;
    assert_eq!(value(&client, TICKETS, &ticket, "source_type").await, Value::Null);
    for (written, kept) in
        [(json!("PHONE"), json!("PHONE")), (json!(""), Value::Null), (json!("CHAT"), json!("CHAT")), (Value::Null, Value::Null)]
    {
        client.patch(&format!("{TICKETS}/{ticket}"), json!({ "properties": { "source_type": written } })).await;
        assert_eq!(value(&client, TICKETS, &ticket, "source_type").await, kept);
    }
}

#[tokio::test]
async fn a_merged_number_is_associated_like_the_primary_one() {
    let client = Client::new().await;
    let (stays, goes) = (client.ticket("Stays").await, client.ticket("Goes").await);
    client.post(&format!("{TICKETS}/merge"), json!({ "primaryObjectId": stays, "objectIdToMerge": goes })).await;
    let path = format!("/crm/v4/objects/tickets/{goes}/associations");
    let put = client.put(&format!("{path}/default/contacts/{}", client.ana()), Value::Null).await;
    assert_eq!(put.status, StatusCode::OK, "{}", put.json);
    let read = client.get(&format!("{path}/contacts")).await.json;
    assert_eq!(read["results"][0]["toObjectId"].to_string(), client.ana());
}

#[tokio::test]
async fn all_requests_that_make_something_are_done_once() {
    let client = Client::new().await;
    let bearer = format!("Bearer {}", client.token);
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json"), ("idempotency-key", "visit")];
    let path = "/visitor-identification/v3/tokens/create";
    let ask = |email: &str| client.raw("POST", path, &headers, json!({ "email": email }).to_string());
    let (first, again) = (ask("guest@example.org").await, ask("guest@example.org").await);
    assert_eq!((first.status, &first.json), (StatusCode::OK, &again.json));
    ask("other@example.org").await.is_error(409, "CONFLICT");
}
