//! What an import through the API is told to do with its rows.

use axum::http::StatusCode;
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::Client;
use super::imports::{IMPORTS, part, post, post_once, wanted, work};

/// Columns of a file of which one has the numbers of its records here.
fn by_number(columns: &[(&str, &str, &str)]) -> Value {
    let mut request = wanted(columns);
    for column in request["files"][0]["fileImportPage"]["columnMappings"].as_array_mut().unwrap() {
        if column["propertyName"] == "hs_object_id" {
            column["columnType"] = json!("HUBSPOT_OBJECT_ID");
            column["propertyName"] = Value::Null;
        }
    }
    request
}

async fn import(client: &Client, request: &Value, file: &str) -> Value {
    let made = post(client, &[part("importRequest", None, &request.to_string()), part("files", Some("f.csv"), file)]).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.json);
    work(client).await;
    client.get(&format!("{IMPORTS}{}", made.id())).await.json
}

#[tokio::test]
async fn numbers_of_others_are_numbers_here_and_not_those_of_an_earlier_file() {
    let client = Client::new().await;
    let (ana, world) = (client.ana(), &client.site.world);
    // An earlier file knew somebody else by Ana's number.
    let file = format!("Record ID,Email\n{ana},zoe@example.org\n");
    let foreign = world.portico.clone();
    let upload = world.user_desk("admin").await;
    let mut upload = upload.begin_import(model::imports::ImportKind::Contacts, "old.csv").await.unwrap();
    upload.push(file.as_bytes()).await.unwrap();
    let earlier = upload.finish().await.unwrap();
    use model::imports::Imports;
    let mapping = ["id".to_owned(), "email".to_owned()];
    world
        .user_desk("admin")
        .await
        .start_import(earlier, &model::imports::ImportChoice { columns: mapping.to_vec(), ..Default::default() }, false)
        .await
        .unwrap();
    let working = foreign.next_import().await.unwrap().unwrap();
    foreign.work_on_import(&working).await.unwrap();
    let columns = [("0-5", "Title", "subject"), ("0-1", "Who", "hs_object_id"), ("0-2", "Firm", "hs_object_id")];
    let done =
        import(&client, &by_number(&columns), &format!("Title,Who,Firm\nAnas own,{ana},{}\nNobodys,987654,\n", world.acme)).await;
    assert_eq!(done["metadata"]["counters"]["CREATED_OBJECTS"], json!(2), "{done}");
    let search = json!({ "query": "Anas own" });
    let ticket =
        client.post("/crm/v3/objects/tickets/search", search).await.json["results"][0]["id"].as_str().unwrap().to_owned();
    let with = client.get(&format!("/crm/v3/objects/tickets/{ticket}?associations=contacts,companies")).await.json;
    assert_eq!(with["associations"]["contacts"]["results"], json!([{ "id": ana, "type": "ticket_to_contact" }]));
    assert_eq!(with["associations"]["companies"]["results"][0]["id"], json!(world.acme.to_string()));
    let errors = client.get(&format!("{IMPORTS}{}/errors", done["id"].as_str().unwrap())).await.json;
    let values: Vec<&Value> = errors["results"].as_array().unwrap().iter().map(|error| &error["invalidValue"]).collect();
    assert_eq!(values, [&json!("987654")], "{errors}");
}

#[tokio::test]
async fn records_are_changed_by_their_number_alone_and_keep_what_the_file_does_not_say() {
    let client = Client::new().await;
    let new = json!({ "properties": { "subject": "Kept", "hs_pipeline_stage": "3", "source_type": "PHONE" } });
    let ticket = client.post("/crm/v3/objects/tickets", new).await.id();
    let (ana, acme) = (client.ana(), client.site.world.acme.to_string());
    let tickets = by_number(&[("0-5", "No", "hs_object_id"), ("0-5", "Prio", "hs_ticket_priority")]);
    let done = import(&client, &tickets, &format!("No,Prio\n{ticket},HIGH\n")).await;
    assert_eq!(done["metadata"]["counters"]["UPDATED_OBJECTS"], json!(1), "{done}");
    let path = format!("/crm/v3/objects/tickets/{ticket}?properties=subject,hs_pipeline_stage,source_type,hs_ticket_priority");
    let said = client.get(&path).await.json["properties"].clone();
    let of = |name: &str| said[name].as_str().unwrap_or_default().to_owned();
    assert_eq!(
        [of("subject"), of("hs_pipeline_stage"), of("source_type"), of("hs_ticket_priority")],
        ["Kept", "3", "PHONE", "HIGH"]
    );
    let contacts = by_number(&[("0-1", "No", "hs_object_id"), ("0-1", "City", "city")]);
    import(&client, &contacts, &format!("No,City\n{ana},Bari\n")).await;
    let contact = client.get(&format!("/crm/v3/objects/contacts/{ana}?properties=city,email")).await.json;
    assert_eq!((&contact["properties"]["city"], &contact["properties"]["email"]), (&json!("Bari"), &json!("ana@example.com")));
    let companies = by_number(&[("0-2", "No", "hs_object_id"), ("0-2", "City", "city")]);
    let done =
        import(&client, &companies, &format!("No,City\n{acme},Bari\n{},Rome\n987654,Nowhere\n", client.site.world.globex)).await;
    assert_eq!(
        (&done["metadata"]["counters"]["UPDATED_OBJECTS"], &done["metadata"]["counters"]["ERRORS"]),
        (&json!(2), &json!(1))
    );
}

#[tokio::test]
async fn a_request_says_how_days_are_written_and_what_may_be_made() {
    let client = Client::new().await;
    let mut request = wanted(&[("0-5", "Title", "subject"), ("0-5", "Made", "createdate")]);
    request["dateFormat"] = json!("MONTH_DAY_YEAR");
    import(&client, &request, "Title,Made\nIn March,03/04/2024\n").await;
    let search = json!({ "query": "In March", "properties": ["createdate"] });
    let found = client.post("/crm/v3/objects/tickets/search", search).await.json;
    assert_eq!(found["results"][0]["properties"]["createdate"], json!("2024-03-04T00:00:00.000Z"));
    request["dateFormat"] = json!("NOPE");
    let refused =
        post(&client, &[part("importRequest", None, &request.to_string()), part("files", Some("f.csv"), "Title\nx\n")]).await;
    assert!(refused.message().contains("dateFormat"), "{}", refused.json);
    let mut people = wanted(&[("0-1", "Mail", "email"), ("0-1", "First", "firstname")]);
    let file = "Mail,First\nana@example.com,Anna\nnew@example.org,Nora\n";
    people["importOperations"] = json!({ "0-1": "UPDATE" });
    let done = import(&client, &people, file).await["metadata"]["counters"].clone();
    assert_eq!([&done["CREATED_OBJECTS"], &done["UPDATED_OBJECTS"], &done["ERRORS"]], [&json!(0), &json!(1), &json!(1)]);
    people["importOperations"] = json!({ "0-1": "CREATE" });
    let done = import(&client, &people, file).await["metadata"]["counters"].clone();
    assert_eq!([&done["CREATED_OBJECTS"], &done["UPDATED_OBJECTS"], &done["ERRORS"]], [&json!(1), &json!(0), &json!(1)]);
    people["importOperations"] = json!({ "0-1": "GUESS" });
    let refused = post(&client, &[part("importRequest", None, &people.to_string()), part("files", Some("f.csv"), file)]).await;
    assert!(refused.message().contains("importOperations"), "{}", refused.json);
}

#[tokio::test]
async fn imports_have_a_scope_of_their_own() {
    let client = Client::new().await;
    let parts = [
        part("importRequest", None, &wanted(&[("COMPANY", "Site", "domain")]).to_string()),
        part("files", Some("c.csv"), "Site\ninitech.example\n"),
    ];
    let made = post(&client, &parts).await;
    let paths = [IMPORTS.to_owned(), format!("{IMPORTS}{}", made.id()), format!("{IMPORTS}{}/errors", made.id())];
    let token = client.site.world.token(&[Scope::ReadCompanies, Scope::WriteCompanies], None).await;
    for path in &paths {
        let refused = client.as_token(&token, "GET", path, None).await;
        refused.is_error(403, "MISSING_SCOPES");
        assert_eq!(refused.json["errors"][0]["context"]["requiredGranularScopes"], json!(["crm.import"]));
    }
    client
        .as_token(&token, "POST", &format!("{IMPORTS}{}/cancel", made.id()), Some(json!({})))
        .await
        .is_error(403, "MISSING_SCOPES");
    let other = Client { token: client.site.world.token(&[Scope::Import], None).await, site: client.site };
    for path in &paths {
        assert_eq!(other.get(path).await.status, StatusCode::OK, "{path}");
    }
    let refused = post(&Client { site: other.site, token }, &parts).await;
    refused.is_error(403, "MISSING_SCOPES");
}

#[tokio::test]
async fn a_file_that_comes_twice_with_one_key_is_one_import() {
    let client = Client::new().await;
    let request = wanted(&[("0-1", "Mail", "email")]).to_string();
    let parts = |file: &str| [part("importRequest", None, &request), part("files", Some("c.csv"), file)];
    let first = post_once(&client, "once", &parts("Mail\none@example.org\n")).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.json);
    assert_eq!(post_once(&client, "once", &parts("Mail\none@example.org\n")).await.id(), first.id());
    let other = post_once(&client, "once", &parts("Mail\nother@example.org\n")).await;
    other.is_error(409, "CONFLICT");
    assert!(other.message().contains("Idempotency-Key was used for another request"), "{}", other.message());
    // A broken file has failed once, and an import that is refused leaves the key to the next attempt.
    let broken = post_once(&client, "broken", &parts("Mail\n\"never closed")).await;
    assert_eq!(broken.json["state"], json!("FAILED"));
    assert_eq!(post_once(&client, "broken", &parts("Mail\n\"never closed")).await.id(), broken.id());
    let unfit = [
        part("importRequest", None, &wanted(&[("0-1", "Mail", "nope")]).to_string()),
        part("files", Some("c.csv"), "Mail\nx@y.example\n"),
    ];
    assert_eq!(post_once(&client, "again", &unfit).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(post_once(&client, "again", &parts("Mail\nx@y.example\n")).await.status, StatusCode::OK);
    let list = client.get(IMPORTS).await.json;
    assert_eq!(list["results"].as_array().unwrap().len(), 3, "what was refused and what came again left nothing: {list}");
    post_once(&client, &"k".repeat(256), &parts("Mail\n")).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn the_scope_of_imports_is_enough_and_columns_may_be_left_out() {
    let client = Client::new().await;
    let token = client.site.world.token(&[Scope::Import], None).await;
    let mut request = wanted(&[("0-1", "Mail", "email")]);
    let columns = request["files"][0]["fileImportPage"]["columnMappings"].as_array_mut().unwrap();
    columns.push(json!({ "ignored": true, "columnName": "Shoe size" }));
    let parts =
        [part("importRequest", None, &request.to_string()), part("files", Some("c.csv"), "Mail,Shoe size\nzoe@example.org,41\n")];
    let only = Client { token, ..client };
    let made = post(&only, &parts).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.json);
    work(&only).await;
    assert_eq!(only.get(&format!("{IMPORTS}{}", made.id())).await.json["metadata"]["counters"]["CREATED_OBJECTS"], 1);
    only.get("/crm/v3/objects/contacts").await.is_error(403, "MISSING_SCOPES");
}

#[tokio::test]
async fn a_column_that_the_file_lacks_is_named_and_nothing_is_kept() {
    let client = Client::new().await;
    let request = wanted(&[("0-1", "Mail", "email"), ("0-1", "Nickname", "firstname")]).to_string();
    let refused =
        post(&client, &[part("importRequest", None, &request), part("files", Some("c.csv"), "Mail,First\na@b.example,A\n")])
            .await;
    refused.is_error(400, "VALIDATION_ERROR");
    let message = refused.json["message"].as_str().unwrap();
    assert!(message.contains("Nickname") && message.contains("Mail, First"), "{message}");
    assert_eq!(client.get(IMPORTS).await.json["results"], json!([]));
}
