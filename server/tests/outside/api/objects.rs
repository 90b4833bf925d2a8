//! One record, and the list.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Client;

fn names(record: &Value) -> Vec<&str> {
    record["properties"].as_object().unwrap().keys().map(String::as_str).collect()
}

#[tokio::test]
async fn a_record_has_hubspots_shape() {
    let client = Client::new().await;
    let body = json!({ "properties": { "email": "New@Example.com", "firstname": "New", "phone": "" }, "associations": null });
    let made = client.post("/crm/v3/objects/contacts", body).await;
    assert_eq!(made.status, StatusCode::CREATED);
    assert_eq!(made.header("content-type"), "application/json;charset=utf-8");
    let id = made.id();
    assert!(id.len() <= 16 && id.bytes().all(|byte| byte.is_ascii_digit()));
    assert_eq!(made.json["createdAt"], "2026-03-02T09:00:00.000Z");
    assert_eq!((&made.json["archived"], &made.json["properties"]["email"]), (&json!(false), &json!("new@example.com")));
    assert!(made.json.get("archivedAt").is_none() && made.json["properties"].get("phone").is_none());
    let path = format!("/crm/v3/objects/contacts/{id}");
    let default = client.get(&path).await.json;
    assert_eq!(names(&default), ["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"]);
    assert_eq!(default["properties"]["lastname"], Value::Null);
    let asked = client.get(&format!("{path}?properties=phone,nothing_of_ours&properties=firstname")).await.json;
    assert_eq!(names(&asked), ["createdate", "firstname", "hs_object_id", "lastmodifieddate", "phone"]);
    assert_eq!((&asked["properties"]["phone"], &asked["properties"]["hs_object_id"]), (&Value::Null, &json!(id)));
    assert!(asked.get("associations").is_none() && asked.get("propertiesWithHistory").is_none());
}

#[tokio::test]
async fn values_of_any_json_type_come_back_as_text() {
    let client = Client::new().await;
    let properties = json!({ "name": "Beta", "numberofemployees": 42, "annualrevenue": 1.5, "city": null });
    let id = client.post("/crm/v3/objects/companies", json!({ "properties": properties })).await.id();
    let path = format!("/crm/v3/objects/companies/{id}?properties=numberofemployees,annualrevenue,city");
    let found = client.get(&path).await.json;
    assert_eq!(found["properties"]["numberofemployees"], "42");
    assert_eq!((&found["properties"]["annualrevenue"], &found["properties"]["city"]), (&json!("1.5"), &Value::Null));
    let cleared = client.patch(&path, json!({ "properties": { "numberofemployees": null, "annualrevenue": "" } })).await;
    assert_eq!(cleared.status, StatusCode::OK);
    let found = client.get(&path).await.json;
    assert_eq!((&found["properties"]["numberofemployees"], &found["properties"]["annualrevenue"]), (&Value::Null, &Value::Null));
    let only_domain =
        client.post("/crm/v3/objects/companies", json!({ "properties": { "domain": "https://gamma.example/x" } })).await;
    assert_eq!(only_domain.json["properties"]["domain"], "gamma.example");
    assert_eq!(only_domain.json["properties"]["name"], "gamma.example");
}

#[tokio::test]
async fn a_contact_is_found_by_an_encoded_address() {
    let client = Client::new().await;
    let path = "/crm/v3/objects/contacts/ANA%40example.com?idProperty=email";
    assert_eq!(client.get(path).await.id(), client.ana());
    let changed = client.patch(path, json!({ "properties": { "jobtitle": "CEO" } })).await;
    assert_eq!((changed.status, &changed.json["properties"]["jobtitle"]), (StatusCode::OK, &json!("CEO")));
    client.get("/crm/v3/objects/contacts/nobody%40example.com?idProperty=email").await.is_error(404, "OBJECT_NOT_FOUND");
    assert_eq!(client.get(&format!("/crm/v3/objects/contacts/{}?idProperty=hs_object_id", client.ana())).await.status, 200);
}

#[tokio::test]
async fn dates_are_written_as_they_are_said() {
    let client = Client::new().await;
    let properties = json!({ "subject": "Old", "hs_pipeline_stage": "4", "createdate": 1_700_000_000_000_i64,
        "closed_date": "2023-11-15T00:00:00Z" });
    let made = client.post("/crm/v3/objects/tickets", json!({ "properties": properties })).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    assert_eq!(made.json["createdAt"], "2023-11-14T22:13:20.000Z");
    assert_eq!(made.json["properties"]["closed_date"], "2023-11-15T00:00:00.000Z");
    assert_eq!(made.json["properties"]["time_to_close"], "6400000");
}

#[tokio::test]
async fn a_list_is_paged_by_ids_and_ends() {
    let client = Client::new().await;
    let mut made = Vec::new();
    for number in 0..5 {
        made.push(client.ticket(&format!("T{number}")).await);
    }
    let (mut seen, mut path) = (Vec::new(), "/crm/v3/objects/tickets?limit=2&properties=subject".to_owned());
    loop {
        let page = client.get(&path).await.json;
        seen.extend(page["results"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()));
        let Some(after) = page["paging"]["next"]["after"].as_str() else {
            assert!(page.get("paging").is_none(), "{page}");
            break;
        };
        assert!(page["paging"]["next"]["link"].as_str().unwrap().contains(&format!("after={after}")));
        path = format!("/crm/v3/objects/tickets?limit=2&properties=subject&after={after}");
    }
    assert_eq!(seen, made);
    for wrong in ["limit=101", "limit=0", "limit=x", "after=x", "limit=51&propertiesWithHistory=subject"] {
        client.get(&format!("/crm/v3/objects/tickets?{wrong}")).await.is_error(400, "VALIDATION_ERROR");
    }
    assert_eq!(client.get("/crm/v3/objects/tickets?limit=100&after=").await.status, 200);
}

#[tokio::test]
async fn archived_records_are_on_their_own() {
    let client = Client::new().await;
    let (gone, kept) = (client.ticket("Gone").await, client.ticket("Kept").await);
    for _ in 0..2 {
        let answer = client.delete(&format!("/crm/v3/objects/tickets/{gone}")).await;
        assert_eq!((answer.status, &answer.json), (StatusCode::NO_CONTENT, &Value::Null));
    }
    client.get(&format!("/crm/v3/objects/tickets/{gone}")).await.is_error(404, "OBJECT_NOT_FOUND");
    client.get(&format!("/crm/v3/objects/tickets/{kept}?archived=true")).await.is_error(404, "OBJECT_NOT_FOUND");
    let record = client.get(&format!("/crm/v3/objects/tickets/{gone}?archived=True")).await.json;
    assert_eq!((&record["archived"], &record["archivedAt"]), (&json!(true), &json!("2026-03-02T09:00:00.000Z")));
    let ids = async |query: &str| -> Vec<String> {
        let page = client.get(&format!("/crm/v3/objects/tickets?{query}")).await.json;
        page["results"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!((ids("archived=false").await, ids("archived=TRUE").await), (vec![kept.clone()], vec![gone.clone()]));
    let changed = client.patch(&format!("/crm/v3/objects/tickets/{gone}"), json!({ "properties": { "subject": "x" } })).await;
    changed.is_error(404, "OBJECT_NOT_FOUND");
}

#[tokio::test]
async fn history_and_associations_come_when_asked_for() {
    let client = Client::new().await;
    let ana = client.ana();
    let body = json!({
        "properties": { "subject": "Printer", "hs_pipeline_stage": "1" },
        "associations": [
            { "to": { "id": ana }, "types": [{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 16 }] },
            { "to": { "id": client.site.world.acme }, "types": [{ "associationTypeId": 26 }] },
        ],
    });
    let id = client.post("/crm/v3/objects/tickets", body).await.id();
    let path = format!("/crm/v3/objects/tickets/{id}");
    client.patch(&path, json!({ "properties": { "hs_pipeline_stage": "4" } })).await;
    let query = "propertiesWithHistory=hs_pipeline_stage&associations=contacts,companies&associations=notes";
    let record = client.get(&format!("{path}?{query}")).await.json;
    let history = record["propertiesWithHistory"]["hs_pipeline_stage"].as_array().unwrap();
    assert_eq!((&history[0]["value"], &history[1]["value"]), (&json!("4"), &json!("1")));
    assert_eq!((&history[0]["sourceType"], &history[0]["sourceLabel"]), (&json!("INTEGRATION"), &json!("Sync")));
    let contacts = record["associations"]["contacts"]["results"].as_array().unwrap();
    assert_eq!(contacts, &[json!({ "id": ana, "type": "ticket_to_contact" })]);
    let companies = record["associations"]["companies"]["results"].as_array().unwrap();
    let acme = client.site.world.acme.to_string();
    let both = [json!({ "id": acme, "type": "ticket_to_company_unlabeled" }), json!({ "id": acme, "type": "ticket_to_company" })];
    assert_eq!(companies, &both);
    let alone = client.get(&format!("/crm/v3/objects/contacts/{ana}?associations=tickets")).await.json;
    assert_eq!(alone["associations"]["tickets"]["results"][0]["type"], "contact_to_ticket");
}

#[tokio::test]
async fn a_link_to_the_next_page_asks_for_the_same() {
    let client = Client::new().await;
    for number in 0..3 {
        let made = client.post("/crm/v3/objects/companies", json!({ "properties": { "name": format!("Firm {number}") } })).await;
        client.delete(&format!("/crm/v3/objects/companies/{}", made.id())).await;
    }
    let mut next = Some("/crm/v3/objects/companies?limit=1&properties=name,city&archived=true".to_owned());
    let mut names = Vec::new();
    while let Some(path) = next {
        let page = client.get(&path).await.json;
        let one = &page["results"][0];
        assert_eq!(one["archived"], true, "{path}: {page}");
        assert!(one["properties"].as_object().unwrap().contains_key("city"), "{path}: {page}");
        names.push(one["properties"]["name"].as_str().unwrap().to_owned());
        let link = page["paging"]["next"]["link"].as_str();
        next = link.map(|link| link.split_once(":3000").unwrap().1.to_owned());
    }
    assert_eq!(names, ["Firm 0", "Firm 1", "Firm 2"]);
}
