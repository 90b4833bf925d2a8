//! Associations, from either end.

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::Client;

fn types(page: &Value, to: &str) -> Vec<i64> {
    let rows = page["results"].as_array().unwrap();
    let row = rows.iter().find(|row| row["toObjectId"].as_i64() == to.parse().ok());
    let types = row.map(|row| row["associationTypes"].as_array().unwrap().clone()).unwrap_or_default();
    types.iter().map(|one| one["typeId"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn every_pair_has_hubspots_numbers() {
    let client = Client::new().await;
    for (from, to, expected) in [
        ("tickets", "contacts", json!([{ "category": "HUBSPOT_DEFINED", "typeId": 16, "label": null }])),
        ("contact", "0-5", json!([{ "category": "HUBSPOT_DEFINED", "typeId": 15, "label": null }])),
        (
            "tickets",
            "companies",
            json!([
                { "category": "HUBSPOT_DEFINED", "typeId": 26, "label": "Primary" },
                { "category": "HUBSPOT_DEFINED", "typeId": 339, "label": null },
            ]),
        ),
    ] {
        let answer = client.get(&format!("/crm/v4/associations/{from}/{to}/labels")).await;
        assert_eq!((answer.status, &answer.json["results"]), (StatusCode::OK, &expected));
    }
    client.get("/crm/v4/associations/notes/notes/labels").await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn both_ends_see_an_association_and_lose_it() {
    let client = Client::new().await;
    let (ticket, globex) = (client.ticket("T").await, client.site.world.globex.to_string());
    let path = format!("/crm/v4/objects/tickets/{ticket}/associations/default/companies/{globex}");
    let made = client.as_token(&client.token, "PUT", &path, None).await;
    assert_eq!((made.status, &made.json["status"]), (StatusCode::OK, &json!("COMPLETE")));
    let ids: Vec<i64> = made.json["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["associationSpec"]["associationTypeId"].as_i64().unwrap())
        .collect();
    assert_eq!(ids, [339, 340]);
    let from_ticket = format!("/crm/v4/objects/tickets/{ticket}/associations/companies");
    let from_company = format!("/crm/v4/objects/company/{globex}/associations/ticket?limit=500");
    assert_eq!(types(&client.get(&from_ticket).await.json, &globex), [339, 26], "a ticket's first company is its primary one");
    assert_eq!(types(&client.get(&from_company).await.json, &ticket), [340, 25]);
    for _ in 0..2 {
        let gone = client.delete(&format!("{from_ticket}/{globex}")).await;
        assert_eq!(gone.status, StatusCode::NO_CONTENT);
    }
    assert_eq!(client.get(&from_ticket).await.json["results"], json!([]));
    assert_eq!(client.get(&from_company).await.json["results"], json!([]));
}

#[tokio::test]
async fn a_primary_company_is_a_plain_one_too_and_there_is_one() {
    let client = Client::new().await;
    let (ana, globex, acme) = (client.ana(), client.site.world.globex.to_string(), client.site.world.acme.to_string());
    let path = format!("/crm/v4/objects/contact/{ana}/associations/company/{globex}");
    let made = client.put(&path, json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 1 }])).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    assert_eq!((&made.json["fromObjectTypeId"], made.json["fromObjectId"].to_string()), (&json!("0-1"), ana.clone()));
    assert_eq!((&made.json["toObjectTypeId"], &made.json["labels"]), (&json!("0-2"), &json!(["Primary"])));
    let page = client.get(&format!("/crm/v4/objects/contacts/{ana}/associations/companies")).await.json;
    assert_eq!((types(&page, &globex), types(&page, &acme)), (vec![279, 1], vec![279]));
    for wrong in [json!([]), json!({}), json!([{}]), json!([{ "associationTypeId": 16 }]), json!([{ "associationTypeId": "x" }])]
    {
        client.put(&path, wrong).await.is_error(400, "VALIDATION_ERROR");
    }
}

#[tokio::test]
async fn records_that_are_not_there_cannot_be_associated() {
    let client = Client::new().await;
    let ticket = client.ticket("T").await;
    for path in [
        format!("/crm/v4/objects/tickets/{ticket}/associations/default/contacts/987654321"),
        format!("/crm/v4/objects/tickets/987654321/associations/default/contacts/{}", client.ana()),
        format!("/crm/v4/objects/tickets/{ticket}/associations/default/contacts/abc"),
    ] {
        client.as_token(&client.token, "PUT", &path, None).await.is_error(404, "OBJECT_NOT_FOUND");
    }
    client.get("/crm/v4/objects/tickets/987654321/associations/contacts").await.is_error(404, "OBJECT_NOT_FOUND");
    let body = json!({
        "properties": { "hs_pipeline_stage": "1" },
        "associations": [{ "to": { "id": "3451" }, "types": [{ "associationTypeId": 16 }] }],
    });
    let answer = client.post("/crm/v3/objects/tickets", body).await;
    answer.is_error(400, "VALIDATION_ERROR");
    assert_eq!((answer.message(), &answer.json["context"]["CONTACT"]), ("CONTACT=3451 is not valid", &json!(["3451"])));
    assert_eq!(answer.json["subCategory"], "crm.associations.INVALID_OBJECT_IDS");
}

#[tokio::test]
async fn batches_of_associations() {
    let client = Client::new().await;
    let (one, two, ana) = (client.ticket("1").await, client.ticket("2").await, client.ana());
    let base = "/crm/v4/associations/tickets/contacts/batch";
    let pair =
        |from: &str, to: &str| json!({ "from": { "id": from }, "to": { "id": to }, "types": [{ "associationTypeId": 16 }] });
    let whole = client.post(&format!("{base}/create"), json!({ "inputs": [pair(&one, &ana)] })).await;
    assert_eq!((whole.status, whole.json["results"][0]["toObjectId"].to_string()), (StatusCode::CREATED, ana.clone()));
    let partly = client.post(&format!("{base}/create"), json!({ "inputs": [pair(&two, &ana), pair(&two, "987654321")] })).await;
    assert_eq!((partly.status, &partly.json["numErrors"]), (StatusCode::MULTI_STATUS, &json!(1)));
    let three = client.ticket("3").await;
    let read = client.post(&format!("{base}/read"), json!({ "inputs": [{ "id": one }, { "id": three }] })).await;
    assert_eq!(read.status, StatusCode::MULTI_STATUS, "{}", read.json);
    assert_eq!(read.json["results"][0]["from"]["id"], json!(one));
    let error = &read.json["errors"][0];
    assert_eq!(
        (&error["subCategory"], &error["category"]),
        (&json!("crm.associations.NO_ASSOCIATIONS_FOUND"), &json!("OBJECT_NOT_FOUND"))
    );
    assert_eq!(error["message"], format!("No contact is associated with ticket {three}."));
    assert_eq!((&error["context"]["fromObjectId"], &error["context"]["toObjectType"]), (&json!([three]), &json!(["contact"])));
    let all = client.post(&format!("{base}/read"), json!({ "inputs": [{ "id": one }, { "id": two }] })).await;
    assert_eq!((all.status, all.json.get("errors")), (StatusCode::OK, None));
    let default = client
        .post(&format!("{base}/associate/default"), json!({ "inputs": [{ "from": { "id": three }, "to": { "id": ana } }] }))
        .await;
    assert_eq!((default.status, default.json["results"].as_array().unwrap().len()), (StatusCode::OK, 2));
    let gone = json!({ "inputs": [{ "from": { "id": one }, "to": [{ "id": ana }] }] });
    assert_eq!(client.post(&format!("{base}/archive"), gone).await.status, StatusCode::NO_CONTENT);
    let left = client.get(&format!("/crm/v4/objects/contacts/{ana}/associations/tickets")).await.json;
    assert_eq!(left["results"].as_array().unwrap().len(), 2);
    client.post(&format!("{base}/create"), json!({ "inputs": [] })).await.is_error(400, "VALIDATION_ERROR");
}

#[tokio::test]
async fn the_older_calls_name_their_types() {
    let client = Client::new().await;
    let (ticket, ana, acme) = (client.ticket("T").await, client.ana(), client.site.world.acme.to_string());
    let types = client.get("/crm/v3/associations/tickets/companies/types").await.json;
    let expected = json!([{ "id": "26", "name": "ticket_to_company" }, { "id": "339", "name": "ticket_to_company_unlabeled" }]);
    assert_eq!(types["results"], expected);
    let base = "/crm/v3/associations/tickets/contacts/batch";
    let item = json!({ "from": { "id": ticket }, "to": { "id": ana }, "type": "ticket_to_contact" });
    let made = client.post(&format!("{base}/create"), json!({ "inputs": [item] })).await;
    assert_eq!((made.status, &made.json["results"][0]), (StatusCode::CREATED, &item));
    let read = client.post(&format!("{base}/read"), json!({ "inputs": [{ "id": ticket }] })).await;
    assert_eq!(
        (read.status, &read.json["results"][0]["to"]),
        (StatusCode::OK, &json!([{ "id": ana, "type": "ticket_to_contact" }]))
    );
    assert_eq!(client.post(&format!("{base}/archive"), json!({ "inputs": [item] })).await.status, StatusCode::NO_CONTENT);
    let read = client.post(&format!("{base}/read"), json!({ "inputs": [{ "id": ticket }] })).await;
    assert_eq!(read.status, StatusCode::MULTI_STATUS);
    let path = format!("/crm/v3/objects/tickets/{ticket}/associations/companies");
    let put = client.as_token(&client.token, "PUT", &format!("{path}/{acme}/339"), None).await;
    assert_eq!((put.status, put.id()), (StatusCode::OK, ticket.clone()));
    assert_eq!(client.get(&path).await.json["results"].as_array().unwrap().len(), 2);
    client.as_token(&client.token, "PUT", &format!("{path}/{acme}/nothing"), None).await.is_error(400, "VALIDATION_ERROR");
    assert_eq!(client.delete(&format!("{path}/{acme}/339")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(client.get(&path).await.json["results"], json!([]));
}

#[tokio::test]
async fn the_older_calls_know_labels_that_were_made_here() {
    let client = Client::new().await;
    let (ticket, ana) = (client.ticket("T").await, client.ana());
    let label = json!({ "name": "escalated_to", "label": "Escalated to" });
    let made = client.post("/crm/v4/associations/tickets/contacts/labels", label).await;
    let number = made.json["results"][0]["typeId"].to_string();
    let of = "/crm/v3/associations/tickets/contacts";
    let types = client.get(&format!("{of}/types")).await;
    let names: Vec<&str> = types.json["results"].as_array().unwrap().iter().filter_map(|row| row["name"].as_str()).collect();
    assert_eq!(names, ["ticket_to_contact", "escalated_to"]);
    let pair = |kind: &str| json!({ "inputs": [{ "from": { "id": ticket }, "to": { "id": ana }, "type": kind }] });
    let linked = client.post(&format!("{of}/batch/create"), pair("escalated_to")).await;
    assert_eq!((linked.status, &linked.json["results"][0]["type"]), (StatusCode::CREATED, &json!("escalated_to")));
    let borne = async || {
        let read = client.post(&format!("{of}/batch/read"), json!({ "inputs": [{ "id": ticket }] })).await;
        let rows = read.json["results"][0]["to"].as_array().cloned().unwrap_or_default();
        rows.iter().map(|row| row["type"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(borne().await, ["ticket_to_contact", "escalated_to"]);
    let apart = client.post(&format!("{of}/batch/archive"), pair(&number)).await;
    assert_eq!(apart.status, StatusCode::NO_CONTENT);
    assert_eq!(borne().await, ["ticket_to_contact"], "the association stays without its label");
    let one = format!("/crm/v3/objects/tickets/{ticket}/associations/contacts/{ana}/escalated_to");
    assert_eq!(client.put(&one, json!({})).await.status, StatusCode::OK);
    assert_eq!(borne().await, ["ticket_to_contact", "escalated_to"]);
    assert_eq!(client.delete(&one).await.status, StatusCode::NO_CONTENT);
    assert_eq!(borne().await, ["ticket_to_contact"]);
    assert_eq!(client.delete(&one.replace("escalated_to", "ticket_to_contact")).await.status, StatusCode::NO_CONTENT);
    assert_eq!(borne().await, Vec::<String>::new());
    client.post(&format!("{of}/batch/archive"), pair("married_to")).await.is_error(400, "VALIDATION_ERROR");
}
