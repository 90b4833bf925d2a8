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

fn external_id(unique: bool) -> Value {
    json!({
        "name": "ext_id", "label": "External id", "type": "string", "fieldType": "text", "groupName": "ticketinformation",
        "hasUniqueValue": unique,
    })
}

#[tokio::test]
async fn a_property_of_ones_own_finds_records_and_is_one_records() {
    let client = Client::new().await;
    let properties = "/crm/v3/properties/tickets";
    let made = client.post(properties, external_id(true)).await;
    assert_eq!((made.status, &made.json["hasUniqueValue"]), (StatusCode::CREATED, &json!(true)), "{}", made.json);
    assert_eq!((&made.json["hubspotDefined"], &made.json["archived"]), (&json!(false), &json!(false)));
    let taken = client.post(properties, external_id(false)).await;
    taken.is_error(409, "OBJECT_ALREADY_EXISTS");
    assert_eq!(taken.message(), "A property named 'ext_id' already exists.");
    let upsert = async |subject: &str| {
        let properties = json!({ "subject": subject, "hs_pipeline_stage": "1" });
        let item = json!({ "id": "X-1", "idProperty": "ext_id", "properties": properties });
        client.post("/crm/v3/objects/tickets/batch/upsert", json!({ "inputs": [item] })).await.json["results"][0].clone()
    };
    let (first, second) = (upsert("One").await, upsert("Two").await);
    assert_eq!((&first["new"], &second["new"], &first["id"]), (&json!(true), &json!(false), &second["id"]));
    let found = client.get("/crm/v3/objects/tickets/x-1?idProperty=ext_id&properties=ext_id,subject").await.json;
    assert_eq!((&found["properties"]["ext_id"], &found["properties"]["subject"]), (&json!("X-1"), &json!("Two")));
    let id = first["id"].as_str().unwrap();
    let search = json!({ "filters": [{ "propertyName": "ext_id", "operator": "EQ", "value": "x-1" }] });
    assert_eq!(client.post("/crm/v3/objects/tickets/search", search).await.json["total"], 1);
    let other = client.ticket("Other").await;
    let refused = client.patch(&format!("/crm/v3/objects/tickets/{other}"), json!({ "properties": { "ext_id": "X-1" } })).await;
    refused.is_error(400, "VALIDATION_ERROR");
    let message = format!(
        "Cannot set PropertyValueCoordinates{{portalId=1, objectTypeId=ObjectTypeId{{legacyObjectType=TICKET}}, \
         propertyName=ext_id, value=X-1}} on {other}. {id} already has that value."
    );
    assert_eq!(refused.message(), message);
    client.delete(&format!("/crm/v3/objects/tickets/{id}")).await;
    let freed = client.patch(&format!("/crm/v3/objects/tickets/{other}"), json!({ "properties": { "ext_id": "X-1" } })).await;
    assert_eq!(freed.status, StatusCode::OK, "{}", freed.json);
    for _ in 0..2 {
        assert_eq!(client.delete(&format!("{properties}/ext_id")).await.status, StatusCode::NO_CONTENT);
    }
    client.get(&format!("{properties}/ext_id")).await.is_error(404, "OBJECT_NOT_FOUND");
    assert_eq!(client.get(&format!("{properties}/ext_id?archived=true")).await.json["archived"], true);
    assert_eq!(client.get(&format!("{properties}?archived=true")).await.json["results"].as_array().unwrap().len(), 1);
    let gone = client.patch(&format!("/crm/v3/objects/tickets/{other}"), json!({ "properties": { "ext_id": "Y" } })).await;
    gone.is_error(400, "VALIDATION_ERROR");
    assert_eq!(client.post(properties, external_id(false)).await.status, StatusCode::CREATED);
    let empty = client.get(&format!("/crm/v3/objects/tickets/{other}?properties=ext_id")).await.json;
    assert_eq!(empty["properties"]["ext_id"], Value::Null, "what the archived property said is gone with it");
}

#[tokio::test]
async fn a_property_is_changed_as_far_as_it_can_be() {
    let client = Client::new().await;
    let color = json!({
        "name": "color", "label": "Color", "type": "enumeration", "fieldType": "select", "groupName": "companyinformation",
        "options": [{ "label": "Red", "value": "red" }],
    });
    let properties = "/crm/v3/properties/companies";
    let many = client.post(&format!("{properties}/batch/create"), json!({ "inputs": [color] })).await;
    assert_eq!((many.status, &many.json["results"][0]["name"]), (StatusCode::CREATED, &json!("color")));
    let company = |color: &str| json!({ "properties": { "name": "x", "color": color } });
    client.post("/crm/v3/objects/companies", company("blue")).await.is_error(400, "VALIDATION_ERROR");
    let options = json!([{ "label": "Red", "value": "red" }, { "label": "Blue", "value": "blue" }]);
    let changed =
        client.patch(&format!("{properties}/color"), json!({ "label": "Colour", "options": options, "hidden": true })).await;
    assert_eq!(
        (changed.status, &changed.json["label"], &changed.json["hidden"]),
        (StatusCode::OK, &json!("Colour"), &json!(true))
    );
    assert_eq!(client.post("/crm/v3/objects/companies", company("blue")).await.status, StatusCode::CREATED);
    client.patch(&format!("{properties}/name"), json!({ "label": "x" })).await.is_error(400, "VALIDATION_ERROR");
    client.delete(&format!("{properties}/name")).await.is_error(400, "VALIDATION_ERROR");
    client.patch(&format!("{properties}/nope"), json!({ "label": "x" })).await.is_error(404, "OBJECT_NOT_FOUND");
    let with = |name: &str, value: Value| {
        let mut body = color.clone();
        body["name"] = "other".into();
        body[name] = value;
        body
    };
    for wrong in [
        json!({}),
        with("name", json!("Color")),
        with("name", json!("1color")),
        with("type", json!("colour")),
        with("fieldType", json!("colour")),
        with("label", json!(" ")),
        with("hasUniqueValue", json!(true)),
        with("hidden", json!("perhaps")),
        with("options", json!([{ "value": "a" }, { "value": "a" }])),
        with("options", json!([{ "label": "a" }])),
    ] {
        client.post(properties, wrong).await.is_error(400, "VALIDATION_ERROR");
    }
    let read =
        client.post(&format!("{properties}/batch/read"), json!({ "inputs": [{ "name": "color" }, { "name": "nope" }] })).await;
    assert_eq!((read.status, &read.json["results"][0]["label"]), (StatusCode::MULTI_STATUS, &json!("Colour")));
    let gone = client.post(&format!("{properties}/batch/archive"), json!({ "inputs": [{ "name": "color" }] })).await;
    assert_eq!(gone.status, StatusCode::NO_CONTENT);
    let reader = client.site.world.token(&[model::api_tokens::Scope::ReadCompanies], None).await;
    client.as_token(&reader, "POST", properties, Some(color)).await.is_error(403, "MISSING_SCOPES");
}

#[tokio::test]
async fn a_pipeline_of_ones_own_takes_tickets_and_goes_when_it_has_none() {
    let client = Client::new().await;
    let pipelines = "/crm/v3/pipelines/tickets";
    let stage = |label: &str, order: i64, state: &str| json!({ "label": label, "displayOrder": order, "metadata": { "ticketState": state } });
    let body = json!({ "label": "Returns", "displayOrder": 9, "stages": [stage("Done", 1, "CLOSED"), stage("Todo", 0, "OPEN")] });
    let made = client.post(pipelines, body).await;
    assert_eq!((made.status, &made.json["label"]), (StatusCode::CREATED, &json!("Returns")), "{}", made.json);
    let stages = made.json["stages"].as_array().unwrap();
    assert_eq!((stages.len(), &stages[0]["label"], &stages[1]["metadata"]["ticketState"]), (2, &json!("Todo"), &json!("CLOSED")));
    let (id, todo, done) = (made.id(), stages[0]["id"].as_str().unwrap(), stages[1]["id"].as_str().unwrap());
    let properties = json!({ "subject": "Back", "hs_pipeline": id, "hs_pipeline_stage": todo });
    let ticket = client.post("/crm/v3/objects/tickets", json!({ "properties": properties })).await.id();
    let in_use = client.delete(&format!("{pipelines}/{id}?validateReferencesBeforeDelete=true")).await;
    in_use.is_error(400, "VALIDATION_ERROR");
    client.delete(&format!("{pipelines}/{id}/stages/{todo}")).await.is_error(400, "VALIDATION_ERROR");
    client.delete(&format!("{pipelines}/{id}/stages/{done}")).await.is_error(400, "VALIDATION_ERROR");
    let other = client.post(&format!("{pipelines}/{id}/stages"), stage("Packed", 2, "OPEN")).await;
    assert_eq!((other.status, &other.json["label"]), (StatusCode::CREATED, &json!("Packed")));
    let packed = format!("{pipelines}/{id}/stages/{}", other.id());
    let changed = client.patch(&packed, json!({ "label": "Sent", "metadata": { "ticketState": "CLOSED" } })).await;
    assert_eq!((&changed.json["label"], &changed.json["metadata"]["isClosed"]), (&json!("Sent"), &json!("true")));
    assert_eq!(client.delete(&packed).await.status, StatusCode::NO_CONTENT);
    let renamed = client.patch(&format!("{pipelines}/{id}"), json!({ "label": "Sent back" })).await;
    assert_eq!(
        (renamed.status, &renamed.json["label"], &renamed.json["displayOrder"]),
        (StatusCode::OK, &json!("Sent back"), &json!(9))
    );
    // The pipeline alone does not say where in it; to another stage of another pipeline both are named.
    let ticket = format!("/crm/v3/objects/tickets/{ticket}");
    client.patch(&ticket, json!({ "properties": { "hs_pipeline": "0" } })).await.is_error(400, "VALIDATION_ERROR");
    client.patch(&ticket, json!({ "properties": { "hs_pipeline_stage": "1" } })).await.is_error(400, "VALIDATION_ERROR");
    let moved = client.patch(&ticket, json!({ "properties": { "hs_pipeline": "0", "hs_pipeline_stage": "1" } })).await;
    assert_eq!((moved.status, &moved.json["properties"]["hs_pipeline"]), (StatusCode::OK, &json!("0")), "{}", moved.json);
    assert_eq!(client.delete(&format!("{pipelines}/{id}")).await.status, StatusCode::NO_CONTENT);
    client.get(&format!("{pipelines}/{id}")).await.is_error(404, "OBJECT_NOT_FOUND");
    client.delete(&format!("{pipelines}/{id}")).await.is_error(404, "OBJECT_NOT_FOUND");
    for wrong in [
        json!({ "label": "x", "stages": [stage("a", 0, "OPEN")] }),
        json!({ "label": "x", "stages": [] }),
        json!({ "label": " ", "stages": [stage("a", 0, "OPEN"), stage("b", 1, "CLOSED")] }),
        json!({ "label": "x", "stages": [stage("a", 0, "AJAR"), stage("b", 1, "CLOSED")] }),
        json!({ "stages": [stage("a", 0, "OPEN"), stage("b", 1, "CLOSED")] }),
    ] {
        client.post(pipelines, wrong).await.is_error(400, "VALIDATION_ERROR");
    }
    client.delete(&format!("{pipelines}/0")).await.is_error(400, "VALIDATION_ERROR");
    client.delete(&format!("{pipelines}/0/stages/2")).await.is_error(400, "VALIDATION_ERROR");
    client.post("/crm/v3/pipelines/contacts", json!({ "label": "x" })).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn a_pipeline_is_replaced_with_its_stages_and_says_when_it_was_made() {
    let client = Client::new().await;
    let path = "/crm/v3/pipelines/tickets";
    let stage = |label: &str, state: &str, order: i64| json!({ "label": label, "displayOrder": order, "metadata": { "ticketState": state } });
    let new = json!({ "label": "Repairs", "displayOrder": 1, "stages": [stage("In", "OPEN", 0), stage("Out", "CLOSED", 1)] });
    let made = client.post(path, new).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    let (id, first, last) = (made.id(), made.json["stages"][0]["id"].clone(), made.json["stages"][1]["id"].clone());
    let now = client.site.world.now().iso();
    assert_eq!((&made.json["createdAt"], &made.json["stages"][0]["createdAt"]), (&json!(now), &json!(now)));
    let path = format!("{path}/{id}");
    let mut kept = stage("Arrived", "OPEN", 0);
    kept["stageId"] = first.clone();
    let whole = json!({ "label": "Repair", "stages": [kept, stage("Bench", "OPEN", 1), stage("Gone", "CLOSED", 2)] });
    let replaced = client.put(&path, whole).await;
    assert_eq!(replaced.status, StatusCode::OK, "{}", replaced.json);
    let labels: Vec<&str> =
        replaced.json["stages"].as_array().unwrap().iter().map(|stage| stage["label"].as_str().unwrap()).collect();
    assert_eq!((replaced.json["label"].as_str(), labels), (Some("Repair"), vec!["Arrived", "Bench", "Gone"]));
    assert_eq!(replaced.json["stages"][0]["id"], first);
    client.get(&format!("{path}/stages/{}", last.as_str().unwrap())).await.is_error(404, "OBJECT_NOT_FOUND");

    let properties = json!({ "hs_pipeline": id, "hs_pipeline_stage": first });
    assert_eq!(client.post("/crm/v3/objects/tickets", json!({ "properties": properties })).await.status, StatusCode::CREATED);
    let without = json!({ "stages": [stage("Other", "OPEN", 0), stage("End", "CLOSED", 1)] });
    client.put(&path, without).await.is_error(400, "VALIDATION_ERROR");
    assert_eq!(client.get(&path).await.json["stages"], replaced.json["stages"], "all or nothing");
    assert_eq!(client.put(&path, json!({ "label": "Only the name" })).await.json["stages"], replaced.json["stages"]);
    let default = client.get("/crm/v3/pipelines/tickets/0").await.json;
    assert_eq!(default["createdAt"], "1970-01-01T00:00:00Z");
}

#[tokio::test]
async fn pipelines_and_stages_have_the_ids_that_were_chosen() {
    let client = Client::new().await;
    let pipelines = "/crm/v3/pipelines/tickets";
    let stage = |id: Option<&str>, state: &str| json!({ "stageId": id, "label": state, "metadata": { "ticketState": state } });
    let stages = json!([stage(Some("7000001"), "OPEN"), stage(None, "CLOSED")]);
    let made = client.post(pipelines, json!({ "label": "Sales", "pipelineId": "7000", "stages": stages })).await;
    assert_eq!((made.status, made.id()), (StatusCode::CREATED, "7000".to_owned()), "{}", made.json);
    let ids: Vec<&Value> = made.json["stages"].as_array().unwrap().iter().map(|stage| &stage["id"]).collect();
    assert_eq!(ids, [&json!("7000001"), &json!("7000002")]);
    let taken = client.post(&format!("{pipelines}/7000/stages"), stage(Some("1"), "OPEN")).await;
    taken.is_error(409, "OBJECT_ALREADY_EXISTS");
    let words = client.post(&format!("{pipelines}/7000/stages"), stage(Some("triage"), "OPEN")).await;
    assert!(words.message().contains("stageId"), "{}", words.json);
    let replaced = json!({ "stages": [stage(Some("7000001"), "OPEN"), stage(Some("7000009"), "CLOSED")] });
    let put = client.put(&format!("{pipelines}/7000"), replaced).await;
    let ids: Vec<&Value> = put.json["stages"].as_array().unwrap().iter().map(|stage| &stage["id"]).collect();
    assert_eq!((put.status, ids), (StatusCode::OK, vec![&json!("7000001"), &json!("7000009")]), "{}", put.json);
    let ticket = json!({ "properties": { "hs_pipeline": "7000", "hs_pipeline_stage": "7000001" } });
    assert_eq!(client.post("/crm/v3/objects/tickets", ticket).await.status, StatusCode::CREATED);
}
