//! The many spellings of one address.

use axum::http::StatusCode;

use super::Client;

#[tokio::test]
async fn every_spelling_answers_the_same_and_nothing_is_redirected() {
    let client = Client::new().await;
    let ana = client.ana();
    let plain = client.get(&format!("/crm/v3/objects/contacts/{ana}")).await.json;
    for path in [
        format!("/crm/v3/objects/contact/{ana}/"),
        format!("/crm/v3/objects/0-1/{ana}"),
        format!("/crm/v3/objects/CONTACTS/{ana}"),
        format!("/crm/objects/2026-03/contacts/{ana}"),
        format!("/crm/objects/2025-09/0-1/{ana}"),
        format!("/crm/objects/v3/contacts/{ana}"),
    ] {
        let answer = client.get(&path).await;
        assert_eq!((answer.status, &answer.json), (StatusCode::OK, &plain), "{path}");
    }
    for (one, other) in [
        ("/crm/v3/owners", "/crm/v3/owners/?limit=100"),
        ("/crm/v3/owners", "/crm/owners/2026-03"),
        ("/crm/v3/pipelines/tickets", "/crm/pipelines/2026-09/tickets"),
        ("/crm/v3/properties/contacts", "/crm/properties/2026-03/contacts/"),
        ("/crm/v4/associations/tickets/contacts/labels", "/crm/associations/2026-03/ticket/contact/labels"),
        ("/crm/v4/associations/tickets/contacts/labels", "/crm/associations/v4/tickets/contacts/labels"),
    ] {
        assert_eq!(client.get(one).await.json, client.get(other).await.json, "{other}");
    }
    let linked = format!("contacts/{ana}/associations/companies");
    let v4 = client.get(&format!("/crm/v4/objects/{linked}")).await.json;
    assert_eq!(client.get(&format!("/crm/objects/2026-03/{linked}")).await.json, v4);
}

#[tokio::test]
async fn pages_are_still_pages() {
    let client = Client::new().await;
    let answer = client.site.get("/contacts/12", None).await;
    assert!(answer.header("content-type").starts_with("text/html"), "{}", answer.header("content-type"));
    assert_eq!(client.site.get("/livez", None).await.status, StatusCode::OK);
}
