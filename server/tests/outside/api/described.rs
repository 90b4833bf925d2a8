//! What there is besides records: pipelines, properties, owners.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Client;

#[tokio::test]
async fn the_default_pipeline_is_hubspots() {
    let client = Client::new().await;
    let list = client.get("/crm/v3/pipelines/tickets").await.json;
    let pipeline = &list["results"][0];
    assert_eq!((&pipeline["id"], &pipeline["label"]), (&json!("0"), &json!("Support Pipeline")));
    let stages: Vec<(&str, &str, &str)> = pipeline["stages"]
        .as_array()
        .unwrap()
        .iter()
        .map(|stage| {
            let text = |value: &'static str| stage[value].as_str().unwrap();
            (text("id"), text("label"), stage["metadata"]["ticketState"].as_str().unwrap())
        })
        .collect();
    assert_eq!(
        stages,
        [("1", "New", "OPEN"), ("2", "Waiting on contact", "OPEN"), ("3", "Waiting on us", "OPEN"), ("4", "Closed", "CLOSED")]
    );
    assert_eq!(&client.get("/crm/v3/pipelines/ticket/0").await.json, pipeline);
    assert_eq!(client.get("/crm/v3/pipelines/tickets/0/stages").await.json["results"], pipeline["stages"]);
    assert_eq!(client.get("/crm/v3/pipelines/0-5/0/stages/4").await.json, pipeline["stages"][3]);
    for missing in ["/crm/v3/pipelines/tickets/nope", "/crm/v3/pipelines/tickets/0/stages/9", "/crm/v3/pipelines/contacts/0"] {
        client.get(missing).await.is_error(404, "OBJECT_NOT_FOUND");
    }
}

#[tokio::test]
async fn properties_are_described_as_hubspot_describes_them() {
    let client = Client::new().await;
    let all = client.get("/crm/v3/properties/tickets").await.json;
    assert!(all.get("paging").is_none());
    for property in all["results"].as_array().unwrap() {
        for name in ["name", "label", "type", "fieldType", "groupName", "description"] {
            assert!(property[name].is_string(), "{property}");
        }
        assert!(property["options"].is_array() && property["createdAt"].is_string(), "{property}");
    }
    let priority = client.get("/crm/v3/properties/tickets/hs_ticket_priority").await.json;
    assert_eq!((&priority["type"], &priority["fieldType"]), (&json!("enumeration"), &json!("select")));
    let values: Vec<&Value> = priority["options"].as_array().unwrap().iter().map(|option| &option["value"]).collect();
    assert_eq!(values, ["LOW", "MEDIUM", "HIGH", "URGENT"]);
    let email = client.get("/crm/v3/properties/0-1/email").await.json;
    assert_eq!(email["hasUniqueValue"], true);
    let stage = client.get("/crm/v3/properties/tickets/hs_pipeline_stage").await.json;
    assert_eq!((&stage["externalOptions"], &stage["options"]), (&json!(true), &json!([])));
    client.get("/crm/v3/properties/contacts/nope").await.is_error(404, "OBJECT_NOT_FOUND");
    let two = client.get("/crm/v3/properties/contacts?properties=email&properties=phone").await.json;
    assert_eq!(two["results"].as_array().unwrap().len(), 2);
    assert_eq!(client.get("/crm/v3/properties/contacts?archived=true").await.json["results"], json!([]));
}

#[tokio::test]
async fn owners_are_the_team() {
    let client = Client::new().await;
    let page = client.get("/crm/v3/owners/?limit=2&archived=False").await.json;
    let first = &page["results"][0];
    assert_eq!((&first["email"], &first["firstName"]), (&json!("owner@example.com"), &json!("Olivia")));
    assert_eq!(first["userId"].to_string(), first["id"].as_str().unwrap());
    let after = page["paging"]["next"]["after"].as_str().unwrap();
    let rest = client.get(&format!("/crm/v3/owners?limit=500&after={after}")).await.json;
    assert_eq!((rest["results"].as_array().unwrap().len(), rest.get("paging")), (2, None));
    let by_email = client.get("/crm/v3/owners?email=Agent%40example.com").await.json;
    let agent = client.site.world.user("agent").to_string();
    assert_eq!(by_email["results"][0]["id"], json!(agent));
    for query in ["", "?idProperty=id&archived=false", "?idProperty=userId"] {
        assert_eq!(client.get(&format!("/crm/v3/owners/{agent}{query}")).await.json["id"], json!(agent));
    }
    for missing in [format!("/crm/v3/owners/{agent}?archived=true"), "/crm/v3/owners/999999999".into(), "/crm/v3/owners/x".into()]
    {
        client.get(&missing).await.is_error(404, "OBJECT_NOT_FOUND");
    }
    client.get("/crm/v3/owners?limit=501").await.is_error(400, "VALIDATION_ERROR");
    assert_eq!(client.get("/crm-object-schemas/v3/schemas").await.status, StatusCode::OK);
}
