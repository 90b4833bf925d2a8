//! The number of a record that was merged finds what it was merged into, wherever it is said; and what lists of
//! associations leave for their next page.

use serde_json::{Value, json};

use super::Client;

async fn merged(client: &Client) -> (String, String) {
    let contact = |email: &'static str| client.post("/crm/v3/objects/contacts", json!({ "properties": { "email": email } }));
    let (primary, other) = (contact("kept@a.example").await.id(), contact("gone@a.example").await.id());
    let merge = json!({ "primaryObjectId": primary, "objectIdToMerge": other });
    assert_eq!(client.post("/crm/v3/objects/contacts/merge", merge).await.status, 200);
    (primary, other)
}

async fn contacts_of(client: &Client, ticket: &str) -> Vec<i64> {
    let list = client.get(&format!("/crm/v4/objects/tickets/{ticket}/associations/contacts")).await.json;
    list["results"].as_array().unwrap().iter().map(|link| link["toObjectId"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn a_merged_number_is_a_target_like_any_other() {
    let client = Client::new().await;
    let (primary, merged) = merged(&client).await;
    let spec = |type_id: i64| json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": type_id }]);
    let ticket = json!({ "properties": { "hs_pipeline_stage": "1" }, "associations": [
        { "to": { "id": merged }, "types": spec(16) }, { "to": { "id": primary }, "types": spec(16) } ] });
    let ticket = client.post("/crm/v3/objects/tickets", ticket).await.id();
    assert_eq!(contacts_of(&client, &ticket).await, [primary.parse::<i64>().unwrap()]);
    let company = json!({ "properties": { "name": "New" }, "associations": [{ "to": { "id": merged }, "types": spec(280) }] });
    assert_eq!(client.post("/crm/v3/objects/companies", company).await.status, 201);
    let about = json!({ "filters": [{ "propertyName": "associations.contact", "operator": "EQ", "value": merged }] });
    assert_eq!(client.post("/crm/v3/objects/tickets/search", about).await.json["total"], 1);
    let read = json!({ "inputs": [{ "id": merged }] });
    for path in ["/crm/v4/associations/contacts/tickets/batch/read", "/crm/v3/associations/contacts/tickets/batch/read"] {
        assert_eq!(client.post(path, read.clone()).await.json["results"][0]["from"]["id"], json!(merged), "{path}");
    }
    let pair = json!({ "inputs": [{ "from": { "id": ticket }, "to": { "id": merged } }] });
    assert_eq!(client.post("/crm/v4/associations/tickets/contacts/batch/archive", pair).await.status, 204);
    assert_eq!(contacts_of(&client, &ticket).await, [] as [i64; 0]);
    let named = json!({ "inputs": [{ "from": { "id": ticket }, "to": { "id": merged }, "type": "ticket_to_contact" }] });
    let made = client.post("/crm/v3/associations/tickets/contacts/batch/create", named).await;
    assert_eq!((made.status.as_u16(), &made.json["results"][0]["type"]), (201, &json!("ticket_to_contact")));
}

#[tokio::test]
async fn the_older_lists_go_on_behind_their_first_page() {
    let client = Client::new().await;
    let acme = client.site.world.acme.to_string();
    let ids: Vec<i64> = (0..3).collect();
    let contacts: Vec<Value> = ids.iter().map(|n| json!({ "properties": { "email": format!("p{n}@pages.example") } })).collect();
    let made = client.post("/crm/v3/objects/contacts/batch/create", json!({ "inputs": contacts })).await.json;
    let pairs: Vec<Value> = made["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| json!({ "from": { "id": acme }, "to": { "id": one["id"] } }))
        .collect();
    client.post("/crm/v4/associations/companies/contacts/batch/associate/default", json!({ "inputs": pairs })).await;
    let path = format!("/crm/v3/objects/companies/{acme}/associations/contacts?limit=2");
    let (mut seen, mut next) = (0, path.clone());
    for _ in 0..10 {
        let page = client.get(&next).await.json;
        seen += page["results"].as_array().unwrap().iter().filter(|one| one["type"] == "company_to_contact_unlabeled").count();
        match page["paging"]["next"]["after"].as_str() {
            Some(after) => next = format!("{path}&after={after}"),
            None => break,
        }
    }
    let all = client.get(&format!("/crm/v4/objects/companies/{acme}/associations/contacts")).await.json;
    assert_eq!(seen, all["results"].as_array().unwrap().len());
    assert!(seen >= 4, "{all}");
}

#[tokio::test]
async fn primary_is_a_label_that_can_be_taken_away() {
    let client = Client::new().await;
    let (ana, acme) = (client.ana(), client.site.world.acme.to_string());
    let ticket = json!({ "properties": { "hs_pipeline_stage": "1" }, "associations": [
        { "to": { "id": acme }, "types": [{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 26 }] } ] });
    let ticket = client.post("/crm/v3/objects/tickets", ticket).await.id();
    for (kind, id, primary, plain) in [("contacts", &ana, 1, 279), ("tickets", &ticket, 26, 339)] {
        let types = || async {
            let list = client.get(&format!("/crm/v4/objects/{kind}/{id}/associations/companies")).await.json;
            let of_acme = list["results"]
                .as_array()
                .unwrap()
                .iter()
                .find(|link| link["toObjectId"] == json!(client.site.world.acme.0))
                .cloned();
            let types = of_acme.unwrap()["associationTypes"].as_array().unwrap().clone();
            types.iter().map(|one| one["typeId"].as_i64().unwrap()).collect::<Vec<_>>()
        };
        assert!(types().await.contains(&primary), "{kind}");
        let pair = json!({ "inputs": [{ "from": { "id": id }, "to": { "id": acme },
            "types": [{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": primary }] }] });
        let taken = client.post(&format!("/crm/v4/associations/{kind}/companies/batch/labels/archive"), pair).await;
        assert_eq!((taken.status.as_u16(), types().await), (204, vec![plain]), "{kind}");
    }
    let contact = client.get(&format!("/crm/v3/objects/contacts/{ana}?properties=associatedcompanyid")).await.json;
    assert_eq!(contact["properties"]["associatedcompanyid"], Value::Null);
}
