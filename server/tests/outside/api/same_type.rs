//! Associations between records of one kind: tickets about one thing, colleagues, firms and their branches.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Client;

/// The numbers of an association's types, as one end has them.
async fn types(client: &Client, (kind, from): (&str, &str), to: &str) -> Vec<i64> {
    let page = client.get(&format!("/crm/v4/objects/{kind}/{from}/associations/{kind}")).await.json;
    let rows = page["results"].as_array().unwrap();
    let row = rows.iter().find(|row| row["toObjectId"].as_i64() == to.parse().ok());
    let types = row.map(|row| row["associationTypes"].as_array().unwrap().clone()).unwrap_or_default();
    types.iter().map(|one| one["typeId"].as_i64().unwrap()).collect()
}

async fn company(client: &Client, name: &str) -> String {
    client.post("/crm/v3/objects/companies", json!({ "properties": { "name": name } })).await.id()
}

fn defined(type_id: i64) -> Value {
    json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id }])
}

async fn parent_of(client: &Client, company: &str) -> Value {
    let path = format!("/crm/v3/objects/companies/{company}?properties=hs_parent_company_id");
    client.get(&path).await.json["properties"]["hs_parent_company_id"].clone()
}

#[tokio::test]
async fn two_tickets_are_associated_from_either_end() {
    let client = Client::new().await;
    let (one, other) = (client.ticket("Printer").await, client.ticket("Printer, again").await);
    let path = format!("/crm/v4/objects/tickets/{one}/associations/default/tickets/{other}");
    let made = client.put(&path, Value::Null).await;
    let ids: Vec<&Value> =
        made.json["results"].as_array().unwrap().iter().map(|row| &row["associationSpec"]["associationTypeId"]).collect();
    assert_eq!((made.status, ids), (StatusCode::OK, vec![&json!(452), &json!(452)]));
    assert_eq!(types(&client, ("tickets", &one), &other).await, [452]);
    assert_eq!(types(&client, ("tickets", &other), &one).await, [452]);
    let filter = json!({ "propertyName": "associations.ticket", "operator": "EQ", "value": other });
    let found = client.post("/crm/v3/objects/tickets/search", json!({ "filterGroups": [{ "filters": [filter] }] })).await.json;
    assert_eq!((&found["total"], &found["results"][0]["id"]), (&json!(1), &json!(one)));
    let record = client.get(&format!("/crm/v3/objects/tickets/{other}?associations=tickets")).await.json;
    assert_eq!(record["associations"]["tickets"]["results"], json!([{ "id": one, "type": "ticket_to_ticket" }]));
    let itself = format!("/crm/v4/objects/tickets/{one}/associations/default/tickets/{one}");
    client.put(&itself, Value::Null).await.is_error(400, "VALIDATION_ERROR");
    let gone = client.delete(&format!("/crm/v4/objects/tickets/{other}/associations/tickets/{one}")).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    assert!(types(&client, ("tickets", &one), &other).await.is_empty());
}

#[tokio::test]
async fn a_ticket_is_made_beside_another_and_merged_with_it() {
    let client = Client::new().await;
    let (first, third) = (client.ticket("Printer").await, client.ticket("Toner").await);
    let beside = json!([{ "to": { "id": first }, "types": defined(452) }, { "to": { "id": third }, "types": defined(452) }]);
    let new = json!({ "properties": { "subject": "Again", "hs_pipeline_stage": "1" }, "associations": beside });
    let second = client.post("/crm/v3/objects/tickets", new).await.id();
    assert_eq!(types(&client, ("tickets", &first), &second).await, [452]);
    let merge = json!({ "primaryObjectId": first, "objectIdToMerge": second });
    assert_eq!(client.post("/crm/v3/objects/tickets/merge", merge).await.status, StatusCode::OK);
    assert_eq!(types(&client, ("tickets", &first), &third).await, [452]);
    assert!(types(&client, ("tickets", &first), &second).await.is_empty());
    assert!(types(&client, ("tickets", &first), &first).await.is_empty());
}

#[tokio::test]
async fn a_company_has_one_parent_and_is_never_above_itself() {
    let client = Client::new().await;
    let (firm, branch, office) =
        (company(&client, "Firm").await, company(&client, "Branch").await, company(&client, "Office").await);
    let pair = |from: &str, to: &str| format!("/crm/v4/objects/companies/{from}/associations/companies/{to}");
    let made = client.put(&pair(&branch, &firm), defined(14)).await;
    assert_eq!((made.status, &made.json["labels"]), (StatusCode::CREATED, &json!(["Parent Company"])), "{}", made.json);
    assert_eq!(types(&client, ("companies", &branch), &firm).await, [450, 14]);
    assert_eq!(types(&client, ("companies", &firm), &branch).await, [450, 13]);
    assert_eq!(parent_of(&client, &branch).await, json!(firm));
    // From the other end, and further down.
    assert_eq!(client.put(&pair(&branch, &office), defined(13)).await.status, StatusCode::CREATED);
    assert_eq!(parent_of(&client, &office).await, json!(branch));
    client.put(&pair(&firm, &office), defined(14)).await.is_error(400, "VALIDATION_ERROR");
    client.put(&pair(&firm, &firm), defined(14)).await.is_error(400, "VALIDATION_ERROR");
    // Another parent takes the place of the first, with which it stays associated.
    assert_eq!(client.put(&pair(&office, &firm), defined(14)).await.status, StatusCode::CREATED);
    assert_eq!(types(&client, ("companies", &office), &branch).await, [450]);
    assert_eq!(parent_of(&client, &office).await, json!(firm));
    let history =
        client.get(&format!("/crm/v3/objects/companies/{office}?propertiesWithHistory=hs_parent_company_id")).await.json;
    let versions = history["propertiesWithHistory"]["hs_parent_company_id"].as_array().unwrap();
    assert_eq!(versions.iter().map(|version| &version["value"]).collect::<Vec<_>>(), [&json!(firm), &json!(branch)]);
    let input = json!({ "from": { "id": office }, "to": { "id": firm }, "types": defined(14) });
    let archive = "/crm/v4/associations/companies/companies/batch/labels/archive";
    assert_eq!(client.post(archive, json!({ "inputs": [input] })).await.status, StatusCode::NO_CONTENT);
    assert_eq!(
        (parent_of(&client, &office).await, types(&client, ("companies", &office), &firm).await),
        (Value::Null, vec![450])
    );
    client.delete(&pair(&branch, &firm)).await;
    assert_eq!(parent_of(&client, &branch).await, Value::Null);
}

#[tokio::test]
async fn a_merged_companys_branches_are_the_other_ones() {
    let client = Client::new().await;
    let (firm, old, branch) =
        (company(&client, "Firm").await, company(&client, "Old firm").await, company(&client, "Branch").await);
    let pair = |from: &str, to: &str| format!("/crm/v4/objects/companies/{from}/associations/companies/{to}");
    client.put(&pair(&branch, &old), defined(14)).await;
    client.put(&pair(&firm, &old), defined(14)).await;
    let merge = json!({ "primaryObjectId": firm, "objectIdToMerge": old });
    assert_eq!(client.post("/crm/v3/objects/companies/merge", merge).await.status, StatusCode::OK);
    assert_eq!((parent_of(&client, &branch).await, parent_of(&client, &firm).await), (json!(firm), Value::Null));
    assert_eq!(types(&client, ("companies", &firm), &branch).await, [450, 13]);
}

#[tokio::test]
async fn colleagues_bear_one_label_and_superiors_two() {
    let client = Client::new().await;
    let labels = "/crm/v4/associations/contacts/contacts/labels";
    let made = client.post(labels, json!({ "name": "colleague", "label": "Colleague" })).await.json;
    assert_eq!(made["results"].as_array().unwrap().len(), 1, "{made}");
    let colleague = made["results"][0]["typeId"].as_i64().unwrap();
    let made = client.post(labels, json!({ "name": "boss", "label": "Superior", "inverseLabel": "Reports to" })).await.json;
    let numbers: Vec<i64> = made["results"].as_array().unwrap().iter().map(|row| row["typeId"].as_i64().unwrap()).collect();
    assert!(numbers.len() == 2 && numbers[0] != numbers[1], "{made}");
    let (ana, bruno) = (client.ana(), client.site.world.contact("bruno").to_string());
    let own = |type_id: i64| json!({ "associationCategory": "USER_DEFINED", "associationTypeId": type_id });
    let path = format!("/crm/v4/objects/contacts/{ana}/associations/contacts/{bruno}");
    let put = client.put(&path, json!([own(colleague), own(numbers[0])])).await;
    assert_eq!(put.status, StatusCode::CREATED, "{}", put.json);
    assert_eq!(types(&client, ("contacts", &ana), &bruno).await, [449, colleague, numbers[0]]);
    assert_eq!(types(&client, ("contacts", &bruno), &ana).await, [449, colleague, numbers[1]]);
    let erased = client.post("/crm/v3/objects/contacts/gdpr-delete", json!({ "objectId": bruno })).await;
    assert_eq!(erased.status, StatusCode::NO_CONTENT);
    let page = client.get(&format!("/crm/v4/objects/contacts/{ana}/associations/contacts")).await.json;
    assert_eq!(page["results"], json!([]));
}
