//! Imports, as forms that HubSpot's clients send.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::{Answer, Client};

pub const IMPORTS: &str = "/crm/v3/imports/";
const BOUNDARY: &str = "a-boundary";

pub fn part(name: &str, file: Option<&str>, text: &str) -> String {
    let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\""));
    format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{text}\r\n")
}

pub async fn post(client: &Client, parts: &[String]) -> Answer {
    post_once(client, "", parts).await
}

/// With an idempotency key, unless it is empty.
pub async fn post_once(client: &Client, key: &str, parts: &[String]) -> Answer {
    let (bearer, kind) = (format!("Bearer {}", client.token), format!("multipart/form-data; boundary={BOUNDARY}"));
    let mut headers = vec![("authorization", bearer.as_str()), ("content-type", kind.as_str())];
    headers.extend((!key.is_empty()).then_some(("idempotency-key", key)));
    let headers = headers.as_slice();
    client.raw("POST", IMPORTS, headers, format!("{}--{BOUNDARY}--\r\n", parts.concat())).await
}

pub fn wanted(columns: &[(&str, &str, &str)]) -> Value {
    let columns = columns.iter().map(|(object, column, property)| {
        json!({ "columnObjectTypeId": object, "columnName": column, "propertyName": property, "columnType": null })
    });
    json!({
        "name": "Spring fair", "dateFormat": "YEAR_MONTH_DAY",
        "files": [{ "fileName": "c.csv", "fileFormat": "CSV",
            "fileImportPage": { "hasHeader": true, "columnMappings": columns.collect::<Vec<_>>() } }],
    })
}

pub async fn work(client: &Client) {
    let portico = &client.site.world.portico;
    while let Some(working) = portico.next_import().await.unwrap() {
        portico.work_on_import(&working).await.unwrap();
    }
}

#[tokio::test]
async fn a_file_is_imported_watched_and_its_errors_are_read() {
    let client = Client::new().await;
    let request = wanted(&[("0-1", "Mail", "email"), ("0-1", "First", "firstname"), ("0-1", "Work", "jobtitle")]).to_string();
    let file = "Mail,First,Work,Other\nzoe@example.org,Zoe,Cook,x\nnobody,N,,\n";
    for parts in [
        [part("importRequest", None, &request), part("files", Some("c.csv"), file)],
        [part("files", Some("c.csv"), file), part("importRequest", None, &request)],
    ] {
        let made = post(&client, &parts).await;
        assert_eq!(made.status, StatusCode::OK, "{}", made.json);
        assert_eq!((&made.json["state"], &made.json["importName"]), (&json!("STARTED"), &json!("Spring fair")));
        assert_eq!(made.json["mappedObjectTypeIds"], json!(["0-1"]));
        work(&client).await;
        let done = client.get(&format!("{IMPORTS}{}", made.id())).await.json;
        assert_eq!((&done["state"], &done["metadata"]["counters"]["TOTAL_ROWS"]), (&json!("DONE"), &json!(2)), "{done}");
        let errors = client.get(&format!("{IMPORTS}{}/errors", made.id())).await.json;
        assert_eq!(errors["results"][0]["errorType"], json!("INVALID_EMAIL"));
        assert_eq!(errors["results"][0]["sourceData"]["lineNumber"], json!(3));
        // Three values of a new contact, and none the second time.
        let values = &done["metadata"]["counters"]["PROPERTY_VALUES_EMITTED"];
        assert_eq!(*values, json!(if done["metadata"]["counters"]["CREATED_OBJECTS"] == 1 { 3 } else { 0 }), "{done}");
        let late = client.post(&format!("{IMPORTS}{}/cancel", made.id()), json!({})).await;
        late.is_error(400, "VALIDATION_ERROR");
    }
    let found = client.get("/crm/v3/objects/contacts/zoe@example.org?idProperty=email&properties=jobtitle,firstname").await.json;
    assert_eq!((&found["properties"]["jobtitle"], &found["properties"]["firstname"]), (&json!("Cook"), &json!("Zoe")));
    let list = client.get(&format!("{IMPORTS}?limit=1")).await.json;
    assert_eq!(list["results"].as_array().unwrap().len(), 1);
    let next = list["paging"]["next"]["after"].as_str().unwrap();
    let rest = client.get(&format!("{IMPORTS}?limit=1&after={next}")).await.json;
    assert!(rest["results"].as_array().unwrap().len() == 1 && rest.get("paging").is_none(), "{rest}");
}

#[tokio::test]
async fn what_cannot_be_imported_is_refused_by_name() {
    let client = Client::new().await;
    let file = part("files", Some("c.csv"), "Mail\na@b.example\n");
    let good = wanted(&[("0-1", "Mail", "email")]);
    for (request, words) in [
        (json!({ "files": [] }), "one file"),
        (wanted(&[("0-3", "Mail", "dealname")]), "0-3"),
        (wanted(&[("0-1", "Mail", "email"), ("0-2", "Mail", "domain")]), "mapped twice"),
        (wanted(&[("0-1", "Mail", "email"), ("0-2", "Firm", "industry")]), "Column Firm"),
        (wanted(&[]), "maps no column"),
        (wanted(&[("0-1", "Mail", "shoe_size")]), "property that does not exist"),
    ] {
        let refused = post(&client, &[part("importRequest", None, &request.to_string()), file.clone()]).await;
        refused.is_error(400, "VALIDATION_ERROR");
        assert!(refused.message().contains(words), "{words}: {}", refused.message());
    }
    post(&client, &[part("importRequest", None, "no json"), file.clone()]).await.is_error(400, "VALIDATION_ERROR");
    post(&client, &[part("importRequest", None, &good.to_string())]).await.is_error(400, "VALIDATION_ERROR");
    post(&client, std::slice::from_ref(&file)).await.is_error(400, "VALIDATION_ERROR");
    let negative = client.get(&format!("{IMPORTS}-1")).await;
    assert_eq!(negative.message(), "importId must be positive.");
    client.get(&format!("{IMPORTS}99")).await.is_error(404, "OBJECT_NOT_FOUND");
    let broken =
        post(&client, &[part("importRequest", None, &good.to_string()), part("files", Some("c.csv"), "Mail\n\"open")]).await;
    assert_eq!(broken.json["state"], json!("FAILED"), "{}", broken.json);
}

#[tokio::test]
async fn rows_bring_contacts_and_companies_with_them() {
    let client = Client::new().await;
    let columns = [
        ("0-5", "Title", "subject"),
        ("0-5", "Stage", "hs_pipeline_stage"),
        ("0-1", "Mail", "email"),
        ("0-1", "First", "firstname"),
        ("0-2", "Firm", "name"),
        ("0-2", "Site", "domain"),
    ];
    let request = part("importRequest", None, &wanted(&columns).to_string());
    let file = "Title,Stage,Mail,First,Firm,Site\nNo toner,1,zoe@initech.example,Zoe,Initech,initech.example\n";
    let made = post(&client, &[request.clone(), part("files", Some("t.csv"), file)]).await;
    assert_eq!(
        (made.status, &made.json["mappedObjectTypeIds"]),
        (StatusCode::OK, &json!(["0-5", "0-1", "0-2"])),
        "{}",
        made.json
    );
    work(&client).await;
    let search = json!({ "query": "No toner", "properties": ["subject"] });
    let ticket =
        client.post("/crm/v3/objects/tickets/search", search).await.json["results"][0]["id"].as_str().unwrap().to_owned();
    let with = client.get(&format!("/crm/v3/objects/tickets/{ticket}?associations=contacts,companies")).await.json;
    let contact = with["associations"]["contacts"]["results"][0]["id"].as_str().unwrap().to_owned();
    let company = with["associations"]["companies"]["results"][0]["id"].as_str().unwrap().to_owned();
    let contact = client.get(&format!("/crm/v3/objects/contacts/{contact}")).await.json;
    let company = client.get(&format!("/crm/v3/objects/companies/{company}")).await.json;
    assert_eq!(
        (&contact["properties"]["email"], &company["properties"]["domain"]),
        (&json!("zoe@initech.example"), &json!("initech.example"))
    );
}
