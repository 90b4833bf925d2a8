//! What is wrong is said in JSON, whatever it is.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Client;

#[tokio::test]
async fn every_error_is_json() {
    let client = Client::new().await;
    let bearer = format!("Bearer {}", client.token);
    let auth = ("authorization", bearer.as_str());
    for path in ["/crm/v3/nothing-here", "/crm", "/oauth/v1/token", "/contacts/v1/lists", "/crm-objects/v1/objects/tickets"] {
        client.get(path).await.is_error(404, "OBJECT_NOT_FOUND");
    }
    let wrong_method = client.put("/crm/v3/objects/contacts", json!({})).await;
    wrong_method.is_error(405, "METHOD_NOT_ALLOWED");
    assert!(wrong_method.header("allow").contains("POST"), "{:?}", wrong_method.headers);
    let contacts = "/crm/v3/objects/contacts";
    let large = format!("{{\"properties\":{{\"firstname\":\"{}\"}}}}", "x".repeat(11 * 1024 * 1024));
    client.raw("POST", contacts, &[auth, ("content-type", "application/json")], large).await.is_error(413, "PAYLOAD_TOO_LARGE");
    for media in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        client.raw("POST", contacts, &[auth, ("content-type", media)], "{}").await.is_error(415, "UNSUPPORTED_MEDIA_TYPE");
    }
    let deep = format!("{}1{}", "[".repeat(500), "]".repeat(500));
    let answer = client.raw("POST", contacts, &[auth], deep).await;
    answer.is_error(400, "VALIDATION_ERROR");
    assert!(answer.message().contains("recursion limit"), "{}", answer.message());
    client.raw("POST", contacts, &[auth], vec![b'{', 0xff, b'}']).await.is_error(400, "VALIDATION_ERROR");
    client.raw("GET", "/crm/v3/objects/contacts/%ff", &[auth], "").await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn another_host_is_not_this_server() {
    let client = Client::new().await;
    let bearer = format!("Bearer {}", client.token);
    let request = axum::http::Request::builder().uri("/crm/v3/objects/contacts").header("host", "evil.example");
    let answer = client.site.send(request.header("authorization", bearer).body(axum::body::Body::empty()).unwrap()).await;
    assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST);
    let json: Value = serde_json::from_str(&answer.body).unwrap();
    assert_eq!(json["status"], "error");
}

#[tokio::test]
async fn malformed_json_is_placed() {
    let client = Client::new().await;
    let bearer = format!("Bearer {}", client.token);
    let answer = client.raw("POST", "/crm/v3/objects/contacts", &[("authorization", &bearer)], "{\"properties\": {").await;
    answer.is_error(400, "VALIDATION_ERROR");
    assert!(answer.message().starts_with("Invalid input JSON on line 1, column 16: "), "{}", answer.message());
    let lacking = client.post("/crm/v3/objects/contacts/batch/read", json!({})).await;
    lacking.is_error(400, "VALIDATION_ERROR");
    assert_eq!(lacking.message(), "Invalid input JSON on line 1, column 2. Some required fields were not set: [inputs]");
}

#[tokio::test]
async fn values_that_are_not_taken_are_listed_in_json_within_the_message() {
    let client = Client::new().await;
    let properties = json!({
        "hs_pipeline_stage": "1", "hs_ticket_priority": "SUPERHIGH", "nope": "x", "hs_object_id": "7",
        "closed_date": "yesterday",
    });
    let answer = client.post("/crm/v3/objects/tickets", json!({ "properties": properties })).await;
    answer.is_error(400, "VALIDATION_ERROR");
    let list = answer.message().strip_prefix("Property values were not valid: ").unwrap();
    let list: Vec<Value> = serde_json::from_str(list).unwrap();
    let codes: Vec<(&str, &str)> =
        list.iter().map(|problem| (problem["name"].as_str().unwrap(), problem["error"].as_str().unwrap())).collect();
    assert_eq!(
        codes,
        [
            ("closed_date", "INVALID_DATE"),
            ("hs_object_id", "READ_ONLY_VALUE"),
            ("hs_ticket_priority", "INVALID_OPTION"),
            ("nope", "PROPERTY_DOESNT_EXIST"),
        ]
    );
    assert_eq!(list[2]["message"], "SUPERHIGH was not one of the allowed options: [LOW, MEDIUM, HIGH, URGENT]");
    assert_eq!((&list[3]["message"], &list[3]["isValid"]), (&json!("Property \"nope\" does not exist"), &json!(false)));
    assert_eq!(answer.json["errors"][3]["code"], "PROPERTY_DOESNT_EXIST");
    assert_eq!(answer.json["errors"][3]["context"]["propertyName"], json!(["nope"]));
    for (path, properties, code) in [
        ("contacts", json!({ "email": "not an email" }), "INVALID_EMAIL"),
        ("contacts", json!({ "hubspot_owner_id": "999" }), "INVALID_OPTION"),
        ("contacts", json!({ "firstname": "x".repeat(101) }), "VALUE_TOO_LONG"),
        ("contacts", json!({ "jobtitle": "x".repeat(65_537) }), "VALUE_TOO_LONG"),
        ("companies", json!({ "name": "x", "numberofemployees": "many" }), "INVALID_INTEGER"),
        ("companies", json!({ "name": "x", "domain": "no domain" }), "INVALID_DOMAIN"),
        ("tickets", json!({ "hs_pipeline_stage": "99" }), "INVALID_OPTION"),
        ("tickets", json!({ "hs_pipeline": "7", "hs_pipeline_stage": "1" }), "INVALID_OPTION"),
        ("tickets", json!({ "hs_pipeline_stage": "1", "hubspot_owner_id": "x" }), "INVALID_OPTION"),
    ] {
        let answer = client.post(&format!("/crm/v3/objects/{path}"), json!({ "properties": properties })).await;
        answer.is_error(400, "VALIDATION_ERROR");
        assert_eq!(answer.json["errors"][0]["code"], code, "{path} {properties}: {}", answer.json);
    }
}

#[tokio::test]
async fn what_is_required_is_named() {
    let client = Client::new().await;
    let answer = client.post("/crm/v3/objects/tickets", json!({ "properties": { "subject": "x" } })).await;
    answer.is_error(400, "VALIDATION_ERROR");
    assert_eq!(answer.message(), "Error creating TICKET. Some required properties were not set.");
    assert_eq!(answer.json["context"]["properties"], json!(["hs_pipeline_stage"]));
    let empty = client.patch(&format!("/crm/v3/objects/contacts/{}", client.ana()), json!({ "properties": {} })).await;
    empty.is_error(400, "VALIDATION_ERROR");
    assert_eq!(empty.message(), "No properties found to update, please provide at least one.");
    let unknown = client.get("/crm/v3/objects/nosuchtype").await;
    unknown.is_error(400, "VALIDATION_ERROR");
    assert_eq!(unknown.message(), "Unable to infer object type from: nosuchtype");
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let client = Client::new().await;
    for method in ["GET", "PATCH"] {
        let body = (method == "PATCH").then(|| json!({ "properties": { "firstname": "x" } }));
        let answer = client.as_token(&client.token, method, "/crm/v3/objects/contacts/987654321987", body.clone()).await;
        answer.is_error(404, "OBJECT_NOT_FOUND");
        assert_eq!((answer.message(), &answer.json["context"]["id"]), ("resource not found", &json!(["987654321987"])));
        let answer = client.as_token(&client.token, method, "/crm/v3/objects/contacts/abc", body).await;
        answer.is_error(404, "OBJECT_NOT_FOUND");
        assert_eq!(answer.message(), "Object not found.  objectId are usually numeric.");
        assert_eq!(answer.json["context"]["id"], json!(["abc"]));
    }
    let by_name = format!("/crm/v3/objects/contacts/{}?idProperty=firstname", client.ana());
    client.get(&by_name).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn a_taken_address_names_who_has_it() {
    let client = Client::new().await;
    let taken = json!({ "properties": { "email": "Ana@Example.com" } });
    let ana = client.ana();
    let bruno = client.site.world.contact("bruno");
    for answer in [
        client.post("/crm/v3/objects/contacts", taken.clone()).await,
        client.post("/crm/v3/objects/contacts/batch/create", json!({ "inputs": [taken] })).await,
        client.patch(&format!("/crm/v3/objects/contacts/{bruno}"), taken.clone()).await,
    ] {
        answer.is_error(409, "CONFLICT");
        assert_eq!(answer.message(), format!("Contact already exists. Existing ID: {ana}"));
    }
}

#[tokio::test]
async fn an_idempotency_key_is_one_requests() {
    let client = Client::new().await;
    let bearer = format!("Bearer {}", client.token);
    let send = async |key: &str, path: &str, body: Value| {
        client.raw("POST", path, &[("authorization", &bearer), ("idempotency-key", key)], body.to_string()).await
    };
    let contacts = "/crm/v3/objects/contacts";
    let body = json!({ "properties": { "firstname": "Once" } });
    let (first, second) = (send("k1", contacts, body.clone()).await, send("k1", contacts, body.clone()).await);
    assert_eq!((first.status, second.status), (StatusCode::CREATED, StatusCode::CREATED));
    assert_eq!(first.json, second.json);
    assert_ne!(send("k2", contacts, body.clone()).await.json["id"], first.json["id"]);
    let other = send("k1", contacts, json!({ "properties": { "firstname": "Other" } })).await;
    other.is_error(409, "CONFLICT");
    assert!(other.message().contains("Idempotency-Key"), "{}", other.message());
    send("k1", "/crm/v3/objects/companies", body).await.is_error(409, "CONFLICT");
    let batch = json!({ "inputs": [{ "properties": { "firstname": "Batch" } }] });
    let batches = "/crm/v3/objects/contacts/batch/create";
    let (first, second) = (send("k3", batches, batch.clone()).await, send("k3", batches, batch).await);
    assert_eq!((first.status, &first.json), (StatusCode::CREATED, &second.json));
    send(&"k".repeat(256), contacts, json!({})).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn a_database_that_does_not_answer_is_said_in_json_too() {
    let client = Client::new().await;
    client.site.world.portico.store().clone().close().await.unwrap();
    let answer = client.get("/crm/v3/objects/contacts").await;
    assert!(answer.status.is_server_error(), "{}", answer.json);
    let category = answer.json["category"].as_str().unwrap().to_owned();
    answer.is_error(answer.status.as_u16(), &category);
}
