//! Notes, merges, labels, groups and conversations, as clients ask for them.

use axum::http::StatusCode;
use model::api_tokens::Scope;
use serde_json::{Value, json};

use super::Client;

const THREADS: &str = "/conversations/v3/conversations/threads";

#[tokio::test]
async fn a_note_has_hubspots_shape() {
    let client = Client::new().await;
    let ticket = client.ticket("Printer").await;
    let types = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 228 }]);
    let body = json!({
        "properties": { "hs_timestamp": 1_700_000_000_000_i64, "hs_note_body": "<p>Hello</p>" },
        "associations": [{ "to": { "id": ticket }, "types": types }],
    });
    let made = client.post("/crm/v3/objects/notes", body).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    assert_eq!(made.json["properties"]["hs_timestamp"], "2023-11-14T22:13:20.000Z");
    let path = format!("/crm/v3/objects/0-46/{}?associations=tickets", made.id());
    let read = client.get(&path).await.json;
    let names: Vec<&str> = read["properties"].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["hs_createdate", "hs_lastmodifieddate", "hs_object_id"]);
    assert_eq!(read["associations"]["tickets"]["results"][0], json!({ "id": ticket, "type": "note_to_ticket" }));
    let without = client.post("/crm/v3/objects/notes", json!({ "properties": { "hs_note_body": "x" } })).await;
    without.is_error(400, "VALIDATION_ERROR");
    assert_eq!(without.message(), "Error creating NOTE. Some required properties were not set.");
    let filter = json!({ "propertyName": "associations.ticket", "operator": "EQ", "value": ticket });
    let found = client.post("/crm/v3/objects/notes/search", json!({ "filters": [filter] })).await.json;
    assert_eq!((&found["total"], &found["results"][0]["id"]), (&json!(1), &json!(made.id())));
    let labels = client.get("/crm/v4/associations/notes/tickets/labels").await.json;
    assert_eq!(labels["results"], json!([{ "category": "HUBSPOT_DEFINED", "typeId": 228, "label": null }]));
    let older = client.get(&format!("/crm/v3/objects/tickets/{ticket}/associations/notes")).await.json;
    assert_eq!(older["results"], json!([{ "id": made.id(), "type": "ticket_to_note" }]));
    assert_eq!(client.delete(&format!("/crm/v3/objects/notes/{}", made.id())).await.status, StatusCode::NO_CONTENT);
    client.get(&path).await.is_error(404, "OBJECT_NOT_FOUND");
}

#[tokio::test]
async fn comments_of_tickets_are_not_shown_to_who_may_not_see_tickets() {
    let client = Client::new().await;
    let ticket = client.ticket("Printer").await;
    for (scopes, allowed) in [
        (vec![Scope::ReadContacts, Scope::WriteContacts], false),
        (vec![Scope::Tickets], false),
        (vec![Scope::ReadContacts, Scope::WriteContacts, Scope::Tickets], true),
    ] {
        let token = client.site.world.token(&scopes, None).await;
        let calls = [
            ("GET", "/crm/v3/objects/notes".to_owned(), None),
            ("POST", "/crm/v3/objects/notes/search".to_owned(), Some(json!({}))),
            ("GET", format!("/crm/v4/objects/tickets/{ticket}/associations/notes"), None),
            ("POST", "/crm/v3/objects/notes".to_owned(), Some(json!({ "properties": { "hs_timestamp": "0" } }))),
        ];
        for (method, path, body) in calls {
            let answer = client.as_token(&token, method, &path, body).await;
            if allowed { assert!(answer.status.is_success(), "{path}") } else { answer.is_error(403, "MISSING_SCOPES") }
        }
    }
}

#[tokio::test]
async fn merging_answers_the_primary_record() {
    let client = Client::new().await;
    let (first, second) = (client.ticket("One").await, client.ticket("Two").await);
    let wanted = json!({ "primaryObjectId": first, "objectIdToMerge": second });
    let merged = client.post("/crm/v3/objects/tickets/merge", wanted.clone()).await;
    assert_eq!((merged.status, merged.id()), (StatusCode::OK, first.clone()), "{}", merged.json);
    assert_eq!(client.get(&format!("/crm/v3/objects/tickets/{second}")).await.id(), first);
    client.post("/crm/v3/objects/tickets/merge", wanted).await.is_error(400, "VALIDATION_ERROR");
    let lacking = client.post("/crm/v3/objects/tickets/merge", json!({ "primaryObjectId": first })).await;
    assert!(lacking.message().ends_with("were not set: [objectIdToMerge]"), "{}", lacking.message());
    let unknown = json!({ "primaryObjectId": first, "objectIdToMerge": "987654" });
    client.post("/crm/v3/objects/tickets/merge", unknown).await.is_error(404, "OBJECT_NOT_FOUND");
}

#[tokio::test]
async fn a_contact_is_erased_by_address_or_number() {
    let client = Client::new().await;
    let erase = "/crm/v3/objects/contacts/gdpr-delete";
    let by_address = json!({ "objectId": "ana@example.com", "idProperty": "email" });
    assert_eq!(client.post(erase, by_address).await.status, StatusCode::NO_CONTENT);
    client.get(&format!("/crm/v3/objects/contacts/{}?archived=true", client.ana())).await.is_error(404, "OBJECT_NOT_FOUND");
    client.post(erase, json!({ "objectId": client.ana() })).await.is_error(404, "OBJECT_NOT_FOUND");
    client.post("/crm/v3/objects/tickets/gdpr-delete", json!({ "objectId": "1" })).await.is_error(400, "VALIDATION_ERROR");
    client.post(erase, json!({})).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn labels_of_our_own_are_used_like_hubspots() {
    let client = Client::new().await;
    let labels = "/crm/v4/associations/contacts/companies/labels";
    let new = json!({ "name": "billed_through", "label": "Billed through", "inverseLabel": "Pays for" });
    let made = client.post(labels, new.clone()).await;
    assert_eq!(made.status, StatusCode::OK, "{}", made.json);
    let number = made.json["results"][0]["typeId"].as_i64().unwrap();
    assert_eq!(made.json["results"][1]["label"], "Pays for");
    client.post(labels, new).await.is_error(409, "OBJECT_ALREADY_EXISTS");
    client.post(labels, json!({ "label": "x" })).await.is_error(400, "VALIDATION_ERROR");
    let pair = format!("/crm/v4/objects/contacts/{}/associations/companies/{}", client.ana(), client.site.world.globex);
    let types = json!([{ "associationCategory": "USER_DEFINED", "associationTypeId": number }]);
    let put = client.put(&pair, types).await;
    assert_eq!((put.status, &put.json["labels"]), (StatusCode::CREATED, &json!(["Billed through"])));
    let list = format!("/crm/v4/objects/contacts/{}/associations/companies", client.ana());
    let borne = |answer: Value| answer["results"].as_array().unwrap().iter().any(|row| row.to_string().contains("USER_DEFINED"));
    assert!(borne(client.get(&list).await.json));
    let renamed = client.put(labels, json!({ "associationTypeId": number, "label": "Invoiced through" })).await;
    assert_eq!(renamed.status, StatusCode::NO_CONTENT, "{}", renamed.json);
    assert!(client.get(labels).await.json.to_string().contains("Invoiced through"));
    let input = json!({ "from": { "id": client.ana() }, "to": { "id": client.site.world.globex.to_string() },
        "types": [{ "associationTypeId": number }] });
    let archive = "/crm/v4/associations/contacts/companies/batch/labels/archive";
    assert_eq!(client.post(archive, json!({ "inputs": [input] })).await.status, StatusCode::NO_CONTENT);
    let left = client.get(&list).await.json;
    assert!(!borne(left.clone()) && left["results"].as_array().unwrap().len() == 2, "{left}");
    assert_eq!(client.delete(&format!("{labels}/{number}")).await.status, StatusCode::NO_CONTENT);
    client.delete(&format!("{labels}/279")).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn groups_are_made_and_kept_while_they_are_used() {
    let client = Client::new().await;
    let groups = "/crm/v3/properties/tickets/groups";
    let made = client.post(groups, json!({ "name": "shipping", "label": "Shipping" })).await;
    assert_eq!((made.status, &made.json["displayOrder"]), (StatusCode::CREATED, &json!(-1)), "{}", made.json);
    client.post(groups, json!({ "name": "shipping", "label": "x" })).await.is_error(409, "OBJECT_ALREADY_EXISTS");
    client.post(groups, json!({ "name": "ticketinformation", "label": "x" })).await.is_error(409, "OBJECT_ALREADY_EXISTS");
    client.post(groups, json!({ "name": "No", "label": "x" })).await.is_error(400, "VALIDATION_ERROR");
    let listed = client.get(groups).await.json;
    assert_eq!(listed["results"].as_array().unwrap().len(), 2);
    let one = format!("{groups}/shipping");
    assert_eq!(client.patch(&one, json!({ "label": "Transport" })).await.json["label"], "Transport");
    let property = json!({ "name": "parcel", "label": "Parcel", "type": "string", "fieldType": "text", "groupName": "shipping" });
    assert_eq!(client.post("/crm/v3/properties/tickets", property).await.status, StatusCode::CREATED);
    client.delete(&one).await.is_error(400, "VALIDATION_ERROR");
    client.delete("/crm/v3/properties/tickets/parcel").await;
    assert_eq!(client.delete(&one).await.status, StatusCode::NO_CONTENT);
    client.get(&one).await.is_error(404, "OBJECT_NOT_FOUND");
    client.delete(&format!("{groups}/ticketinformation")).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn a_thread_is_read_and_spoken_in() {
    let client = Client::new().await;
    let ticket = client.ticket("Printer").await;
    let listed = client.get(&format!("{THREADS}?associatedTicketId={ticket}&threadStatus=OPEN")).await.json;
    let thread = &listed["results"][0];
    assert_eq!((&thread["id"], &thread["status"]), (&json!(ticket), &json!("OPEN")), "{listed}");
    assert!(listed.get("paging").is_none());
    let sender = format!("A-{}", client.site.world.user("agent"));
    let messages = format!("{THREADS}/{ticket}/messages");
    let message = json!({ "type": "MESSAGE", "text": "Hello", "senderActorId": sender, "channelId": "1002", "recipients": [] });
    let posted = client.post(&messages, message).await;
    assert_eq!(posted.status, StatusCode::CREATED, "{}", posted.json);
    assert_eq!((&posted.json["direction"], &posted.json["createdBy"]), (&json!("OUTGOING"), &json!(sender)));
    let comment = client.post(&messages, json!({ "type": "COMMENT", "text": "Psst" })).await;
    assert_eq!((comment.status, &comment.json["type"]), (StatusCode::CREATED, &json!("COMMENT")));
    assert_eq!(client.get(&format!("{messages}/{}", comment.id())).await.json["text"], "Psst");
    let all = client.get(&format!("{messages}?limit=1")).await.json;
    assert!(all["paging"]["next"]["after"].is_string());
    client.post(&messages, json!({ "type": "POEM", "text": "x" })).await.is_error(400, "VALIDATION_ERROR");
    client.post(&messages, json!({ "type": "MESSAGE", "text": "x" })).await.is_error(400, "VALIDATION_ERROR");
    client.get(&format!("{THREADS}/987654")).await.is_error(404, "OBJECT_NOT_FOUND");
    client.get(&format!("{THREADS}?sort=nope")).await.is_error(400, "VALIDATION_ERROR");
    let path = format!("{THREADS}/{ticket}");
    assert_eq!(client.patch(&path, json!({ "status": "CLOSED" })).await.json["status"], "CLOSED");
    client.patch(&path, json!({ "status": "ASLEEP" })).await.is_error(400, "VALIDATION_ERROR");
    let assignee = format!("/conversations/conversations/v3/threads/{ticket}/assignee");
    assert_eq!(client.put(&assignee, json!({ "actorId": sender })).await.json["assignedTo"], sender);
    assert_eq!(client.delete(&assignee).await.status, StatusCode::NO_CONTENT);
    for list in ["inboxes", "channels", "channel-accounts"] {
        let found = client.get(&format!("/conversations/v3/conversations/{list}")).await.json;
        assert_eq!(found["total"], json!(found["results"].as_array().unwrap().len()), "{list}");
        let id = found["results"][0]["id"].as_str().unwrap();
        assert_eq!(client.get(&format!("/conversations/v3/conversations/{list}/{id}")).await.json["id"], id);
    }
    let actors = client.post("/conversations/v3/conversations/actors/batch/read", json!({ "inputs": [sender, "V-987"] })).await;
    assert_eq!(actors.json["results"].as_array().unwrap().len(), 1, "{}", actors.json);
    client.get("/conversations/v3/conversations/actors/V-987").await.is_error(404, "OBJECT_NOT_FOUND");
}

#[tokio::test]
async fn a_message_that_is_sent_twice_is_said_once() {
    let client = Client::new().await;
    let ticket = client.ticket("Printer").await;
    let (path, bearer) = (format!("{THREADS}/{ticket}/messages"), format!("Bearer {}", client.token));
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/json"), ("idempotency-key", "k1")];
    let sender = format!("A-{}", client.site.world.user("agent"));
    let body = json!({ "type": "MESSAGE", "text": "Once", "senderActorId": sender }).to_string();
    let first = client.raw("POST", &path, &headers, body.clone()).await;
    let second = client.raw("POST", &path, &headers, body).await;
    assert_eq!((first.status, first.json.clone()), (second.status, second.json));
    let all = client.get(&path).await.json;
    assert_eq!(all["results"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn conversations_have_scopes_of_their_own() {
    let client = Client::new().await;
    let ticket = client.ticket("Printer").await;
    let reader = client.site.world.token(&[Scope::ReadConversations], None).await;
    assert_eq!(client.as_token(&reader, "GET", THREADS, None).await.status, StatusCode::OK);
    let comment = json!({ "type": "COMMENT", "text": "x" });
    let path = format!("{THREADS}/{ticket}/messages");
    client.as_token(&reader, "POST", &path, Some(comment)).await.is_error(403, "MISSING_SCOPES");
    let writer = client.site.world.token(&[Scope::WriteConversations], None).await;
    client.as_token(&writer, "GET", THREADS, None).await.is_error(403, "MISSING_SCOPES");
    client.as_token(&writer, "DELETE", &format!("{THREADS}/{ticket}"), None).await.is_error(403, "MISSING_SCOPES");
    let visitor = json!({ "email": "a@b.example" });
    let tokens = "/visitor-identification/v3/tokens/create";
    client.as_token(&writer, "POST", tokens, Some(visitor.clone())).await.is_error(403, "MISSING_SCOPES");
    assert!(client.post(tokens, visitor).await.json["token"].as_str().unwrap().len() > 40);
    client.post(tokens, json!({})).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn pipelines_tell_what_was_done_to_them() {
    let client = Client::new().await;
    let stages =
        ["OPEN", "CLOSED"].map(|state| json!({ "label": state, "displayOrder": 0, "metadata": { "ticketState": state } }));
    let new = json!({ "label": "Returns", "displayOrder": 1, "stages": stages });
    let made = client.post("/crm/v3/pipelines/tickets", new).await;
    let path = format!("/crm/v3/pipelines/tickets/{}", made.id());
    client.patch(&path, json!({ "label": "Goods returned" })).await;
    let told = client.get(&format!("{path}/audit")).await.json;
    let actions: Vec<&str> = told["results"].as_array().unwrap().iter().filter_map(|row| row["action"].as_str()).collect();
    assert_eq!(actions, ["UPDATE", "CREATE"], "{told}");
    client.get("/crm/v3/pipelines/tickets/987/audit").await.is_error(404, "OBJECT_NOT_FOUND");
}

#[tokio::test]
async fn a_message_says_which_program_wrote_it_and_whom_it_goes_to() {
    let client = Client::new().await;
    let types = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 16 }]);
    let new = json!({
        "properties": { "subject": "Printer", "content": "It burns", "hs_pipeline_stage": "1" },
        "associations": [{ "to": { "id": client.ana() }, "types": types }],
    });
    let ticket = client.post("/crm/v3/objects/tickets", new).await.id();
    let messages = format!("{THREADS}/{ticket}/messages");
    let sender = format!("A-{}", client.site.world.user("agent"));
    let app = client.site.world.portico.token_info(&client.token).await.unwrap().unwrap().id;
    let message = json!({ "type": "MESSAGE", "text": "Hello", "senderActorId": sender });
    let posted = client.post(&messages, message).await.json;
    assert_eq!(posted["client"], json!({ "clientType": "INTEGRATION", "integrationAppId": app.0 }), "{posted}");
    assert_eq!((&posted["channelId"], &posted["channelAccountId"]), (&json!("1003"), &json!("1003")));
    assert_eq!(posted["recipients"][0]["deliveryIdentifier"]["value"], "ana@example.com");
    assert_eq!(
        (&posted["recipients"][0]["recipientField"], &posted["senders"][0]["senderField"]),
        (&json!("TO"), &json!("FROM"))
    );
    client.post(&messages, json!({ "type": "COMMENT", "text": "Psst" })).await;
    for (path, wanted) in [
        (messages.clone(), vec!["It burns", "Hello", "Psst"]),
        (format!("{messages}?sort=-createdAt"), vec!["Psst", "Hello", "It burns"]),
    ] {
        for limit in 1..=4 {
            let (mut texts, mut next) =
                (Vec::new(), Some(format!("{path}{}limit={limit}", if path.contains('?') { "&" } else { "?" })));
            while let Some(path) = next {
                let page = client.get(&path).await.json;
                let rows = page["results"].as_array().unwrap();
                assert!(rows.len() <= limit, "{page}");
                texts.extend(rows.iter().map(|row| row["text"].as_str().unwrap().to_owned()));
                let link = page["paging"]["next"]["link"].as_str();
                next = link.map(|link| link.split_once(":3000").unwrap().1.to_owned());
            }
            assert_eq!(texts, wanted, "{limit} at a time");
        }
    }
    let asked = "first_agent_reply_date,time_to_first_agent_reply,hs_last_message_from_visitor,last_reply_date";
    let ticket = client.get(&format!("/crm/v3/objects/tickets/{ticket}?properties={asked}")).await.json;
    let said = &ticket["properties"];
    assert_eq!((&said["time_to_first_agent_reply"], &said["hs_last_message_from_visitor"]), (&json!("0"), &json!("false")));
    assert!(said["first_agent_reply_date"].is_string() && said["last_reply_date"].is_null(), "{said}");
}

#[tokio::test]
async fn an_archived_thread_comes_back_with_its_ticket() {
    let client = Client::new().await;
    let ticket = client.ticket("Printer").await;
    let path = format!("{THREADS}/{ticket}");
    assert_eq!(client.delete(&path).await.status, StatusCode::NO_CONTENT);
    client.get(&path).await.is_error(404, "OBJECT_NOT_FOUND");
    assert_eq!(client.get(&format!("{path}?archived=true")).await.json["archived"], true);
    let back = client.patch(&path, json!({ "archived": false })).await;
    assert_eq!((back.status, &back.json["archived"]), (StatusCode::OK, &json!(false)), "{}", back.json);
    assert_eq!(client.get(&format!("/crm/v3/objects/tickets/{ticket}")).await.status, StatusCode::OK);
}
