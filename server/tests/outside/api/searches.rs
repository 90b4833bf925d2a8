//! Searches, as requests: what they find is told in the stories of the domain.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Client;

const TICKETS: &str = "/crm/v3/objects/tickets/search";

fn filter(property: &str, operator: &str, value: Value) -> Value {
    json!({ "propertyName": property, "operator": operator, "value": value })
}

#[tokio::test]
async fn a_search_pages_and_keeps_its_total() {
    let client = Client::new().await;
    for number in 0..5 {
        client.ticket(&format!("T{number}")).await;
    }
    let (mut seen, mut after) = (Vec::new(), json!("0"));
    loop {
        let page =
            client.post(TICKETS, json!({ "sorts": ["-subject"], "limit": 2, "after": after, "properties": ["subject"] })).await;
        assert_eq!((page.status, &page.json["total"]), (StatusCode::OK, &json!(5)));
        let results = page.json["results"].as_array().unwrap();
        seen.extend(results.iter().map(|record| record["properties"]["subject"].as_str().unwrap().to_owned()));
        if page.json.get("paging").is_none() {
            break;
        }
        // Clients send it back as a number, too.
        after = page.json["paging"]["next"]["after"].as_str().unwrap().parse::<i64>().unwrap().into();
    }
    assert_eq!(seen, ["T4", "T3", "T2", "T1", "T0"]);
    let everything = client.post(TICKETS, json!({})).await;
    assert_eq!((&everything.json["total"], everything.json["results"].as_array().unwrap().len()), (&json!(5), 5));
}

#[tokio::test]
async fn associations_are_properties_of_a_search() {
    let client = Client::new().await;
    let body = json!({
        "properties": { "subject": "Of Ana", "hs_pipeline_stage": "1" },
        "associations": [{ "to": { "id": client.ana() }, "types": [{ "associationTypeId": 16 }] }],
    });
    let id = client.post("/crm/v3/objects/tickets", body).await.id();
    client.ticket("Nobody's").await;
    let found = async |filter: Value| -> Vec<String> {
        let answer = client.post(TICKETS, json!({ "filters": [filter] })).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.json);
        answer.json["results"].as_array().unwrap().iter().map(|record| record["id"].as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(found(filter("associations.contact", "EQ", json!(client.ana()))).await, std::slice::from_ref(&id));
    assert_eq!(
        found(json!({ "propertyName": "associations.contacts", "operator": "IN", "values": [client.ana(), 1_000] })).await,
        std::slice::from_ref(&id)
    );
    assert_eq!(found(json!({ "propertyName": "associations.contact", "operator": "HAS_PROPERTY" })).await, [id]);
    assert_eq!(found(json!({ "propertyName": "associations.contact", "operator": "NOT_HAS_PROPERTY" })).await.len(), 1);
    for wrong in [
        filter("associations.deal", "EQ", json!("1")),
        filter("associations.contact", "GT", json!("1")),
        filter("associations.contact", "EQ", json!("x")),
    ] {
        client.post(TICKETS, json!({ "filters": [wrong] })).await.is_error(400, "VALIDATION_ERROR");
    }
}

#[tokio::test]
async fn a_search_that_is_none_is_refused() {
    let client = Client::new().await;
    let group = |filters: usize| json!({ "filters": vec![filter("subject", "EQ", json!("x")); filters] });
    for wrong in [
        json!({ "filters": [filter("nope", "EQ", json!("x"))] }),
        json!({ "filters": [filter("subject", "LIKE", json!("x"))] }),
        json!({ "filters": [{ "propertyName": "subject", "operator": "EQ" }] }),
        json!({ "filters": [{ "propertyName": "subject", "operator": "IN" }] }),
        json!({ "filters": [{ "propertyName": "subject", "operator": "IN", "values": [] }] }),
        json!({ "filters": [filter("createdate", "BETWEEN", json!("1"))] }),
        json!({ "filters": [filter("createdate", "GT", json!("yesterday"))] }),
        json!({ "filters": [filter("time_to_close", "GT", json!("x"))] }),
        json!({ "filters": [{ "operator": "EQ", "value": "x" }] }),
        json!({ "filters": "x" }),
        json!({ "filterGroups": vec![group(1); 7] }),
        json!({ "filterGroups": [group(7)] }),
        json!({ "filterGroups": vec![group(5); 4] }),
        json!({ "sorts": ["nope"] }),
        json!({ "sorts": ["subject", "createdate"] }),
        json!({ "query": "x".repeat(3_001) }),
        json!({ "limit": 201 }),
        json!({ "limit": 0 }),
        json!({ "limit": 100, "after": "9901" }),
        json!({ "after": "next" }),
    ] {
        client.post(TICKETS, wrong.clone()).await.is_error(400, "VALIDATION_ERROR");
    }
    let unknown = client.post(TICKETS, json!({ "filters": [filter("nope", "EQ", json!("x"))] })).await;
    assert!(unknown.message().contains("nope"), "{}", unknown.message());
    assert_eq!(client.post(TICKETS, json!({ "limit": 100, "after": "9900" })).await.status, StatusCode::OK);
    assert_eq!(client.post(TICKETS, json!({ "filterGroups": vec![group(3); 6] })).await.status, StatusCode::OK);
}
