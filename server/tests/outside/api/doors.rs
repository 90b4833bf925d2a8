//! Who gets in, what for, and how often.

use domain::testing::World;
use model::Timestamp;
use model::api_tokens::Scope;
use serde_json::json;
use server::api::ApiLimits;

use super::Client;
use crate::client::Site;

#[tokio::test]
async fn without_a_good_token_nothing_is_answered() {
    let client = Client::new().await;
    let contacts = "/crm/v3/objects/contacts";
    client.raw("GET", contacts, &[], "").await.is_error(401, "INVALID_AUTHENTICATION");
    let basic = format!("Basic {}", client.token);
    client.raw("GET", contacts, &[("authorization", &basic)], "").await.is_error(401, "INVALID_AUTHENTICATION");
    for wrong in ["not-a-token", "pat-na1-00000000-0000-0000-0000-000000000000", "", &client.token.to_uppercase()] {
        let answer = client.as_token(wrong, "GET", contacts, None).await;
        answer.is_error(401, "INVALID_AUTHENTICATION");
        assert!(answer.message().starts_with("Authentication credentials not found. This API supports OAuth 2.0"));
    }
    // A staff member's session is no token.
    let cookie = client.site.cookie("owner");
    client.raw("GET", contacts, &[("cookie", &cookie)], "").await.is_error(401, "INVALID_AUTHENTICATION");
    let world = &client.site.world;
    let short = world.token(&Scope::ALL, Some(world.now().plus(5 * Timestamp::SECOND))).await;
    assert_eq!(client.as_token(&short, "GET", contacts, None).await.status, 200);
    world.advance(12 * Timestamp::SECOND);
    let answer = client.as_token(&short, "GET", contacts, None).await;
    answer.is_error(401, "EXPIRED_AUTHENTICATION");
    assert_eq!(answer.message(), "The OAuth token used to make this call expired 7 second(s) ago.");
    let tokens = domain::operator::list_tokens(&world.portico).await.unwrap();
    domain::operator::revoke_token(&world.portico, tokens.last().unwrap().id).await.unwrap();
    client.get(contacts).await.is_error(401, "INVALID_AUTHENTICATION");
}

#[tokio::test]
async fn each_address_asks_for_its_scope() {
    let client = Client::new().await;
    let (ana, acme) = (client.ana(), client.site.world.acme.to_string());
    let search = Some(json!({}));
    let (read, write) = (Scope::ReadContacts, Scope::WriteContacts);
    let new_contact = || Some(json!({ "properties": { "firstname": "x" } }));
    let inputs = || Some(json!({ "inputs": [{ "id": "1", "properties": { "firstname": "x" } }] }));
    let linked = format!("/crm/v4/objects/contacts/{ana}/associations/companies");
    let described = [
        read,
        Scope::ReadCompanies,
        Scope::Tickets,
        Scope::ReadContactSchemas,
        Scope::ReadCompanySchemas,
        Scope::ReadTicketSchemas,
    ];
    let cases = [
        ("GET", "/crm/v3/objects/contacts".to_owned(), None, vec![read]),
        ("GET", format!("/crm/v3/objects/contacts/{ana}"), None, vec![read]),
        ("POST", "/crm/v3/objects/contacts/search".to_owned(), search.clone(), vec![read]),
        ("POST", "/crm/v3/objects/contacts/batch/read".to_owned(), inputs(), vec![read]),
        ("POST", "/crm/v3/objects/contacts".to_owned(), new_contact(), vec![write]),
        ("POST", "/crm/v3/objects/contacts/batch/create".to_owned(), inputs(), vec![write]),
        ("POST", "/crm/v3/objects/contacts/batch/update".to_owned(), inputs(), vec![write]),
        ("POST", "/crm/v3/objects/contacts/batch/upsert".to_owned(), inputs(), vec![write]),
        ("POST", "/crm/v3/objects/contacts/batch/archive".to_owned(), inputs(), vec![write]),
        ("PATCH", format!("/crm/v3/objects/contacts/{ana}"), new_contact(), vec![write]),
        ("DELETE", "/crm/v3/objects/contacts/987654".to_owned(), None, vec![write]),
        ("GET", "/crm/v3/objects/companies".to_owned(), None, vec![Scope::ReadCompanies]),
        ("DELETE", "/crm/v3/objects/companies/987654".to_owned(), None, vec![Scope::WriteCompanies]),
        ("GET", "/crm/v3/objects/tickets".to_owned(), None, vec![Scope::Tickets]),
        ("DELETE", "/crm/v3/objects/tickets/987654".to_owned(), None, vec![Scope::Tickets]),
        ("GET", linked.clone(), None, vec![read, Scope::ReadCompanies]),
        (
            "PUT",
            format!("/crm/v4/objects/contacts/{ana}/associations/default/companies/{acme}"),
            None,
            vec![write, Scope::WriteCompanies],
        ),
        ("DELETE", format!("{linked}/987654"), None, vec![write, Scope::WriteCompanies]),
        ("GET", "/crm/v3/owners/".to_owned(), None, vec![Scope::ReadOwners]),
        ("GET", "/crm/v3/pipelines/tickets".to_owned(), None, described.to_vec()),
        ("GET", "/files/v3/files/987654".to_owned(), None, vec![Scope::Files, Scope::ReadFiles]),
        ("PATCH", "/files/v3/files/987654".to_owned(), Some(json!({ "name": "x" })), vec![Scope::Files, Scope::WriteFiles]),
        ("DELETE", "/files/v3/files/987654".to_owned(), None, vec![Scope::Files, Scope::DeleteFiles]),
        ("GET", "/webhooks/v3/987654/settings".to_owned(), None, vec![Scope::ReadWebhooks]),
        ("DELETE", "/webhooks/v3/987654/settings".to_owned(), None, vec![Scope::WriteWebhooks]),
        ("GET", "/crm/v3/properties/contacts".to_owned(), None, described.to_vec()),
    ];
    for (method, path, body, scopes) in cases {
        for scope in Scope::ALL {
            let token = client.site.world.token(&[scope], None).await;
            let answer = client.as_token(&token, method, &path, body.clone()).await;
            if scopes.contains(&scope) {
                assert!(
                    answer.status.is_success() || [400, 404].contains(&answer.status.as_u16()),
                    "{method} {path} {scope:?}: {}",
                    answer.json
                );
            } else {
                answer.is_error(403, "MISSING_SCOPES");
                let required = &answer.json["errors"][0]["context"]["requiredGranularScopes"];
                assert!(required.as_array().unwrap().contains(&json!(scopes[0].word())), "{}", answer.json);
                assert!(answer.json["links"]["scopes"].is_string());
            }
        }
    }
}

#[tokio::test]
async fn associated_kinds_need_a_scope_of_their_own() {
    let client = Client::new().await;
    let token = client.site.world.token(&[Scope::ReadContacts], None).await;
    let path = format!("/crm/v3/objects/contacts/{}?associations=companies", client.ana());
    client.as_token(&token, "GET", &path, None).await.is_error(403, "MISSING_SCOPES");
    assert_eq!(client.get(&path).await.status, 200);
}

#[tokio::test]
async fn a_token_that_asks_too_much_is_told_how_long_to_wait() {
    let limits = ApiLimits { requests: 3, searches: 1, daily: 5 };
    let site = Site::with_limits(World::new().await, limits);
    let token = site.world.token(&Scope::ALL, None).await;
    let client = Client { site, token };
    let first = client.get("/crm/v3/owners").await;
    let header = |name: &str| first.header(&format!("x-hubspot-ratelimit-{name}")).to_owned();
    assert_eq!((header("max"), header("remaining"), header("interval-milliseconds")), ("3".into(), "2".into(), "10000".into()));
    assert_eq!((header("daily"), header("daily-remaining")), ("5".into(), "4".into()));
    let search = "/crm/v3/objects/contacts/search";
    assert_eq!(client.post(search, json!({})).await.status, 200);
    let second = client.post(search, json!({})).await;
    second.is_error(429, "RATE_LIMITS");
    assert_eq!(second.message(), "You have reached your secondly limit.");
    let burst = client.get("/crm/v3/nothing/here").await;
    burst.is_error(404, "OBJECT_NOT_FOUND");
    let burst = client.get("/crm/v3/owners").await;
    burst.is_error(429, "RATE_LIMITS");
    assert_eq!(burst.json["policyName"], "TEN_SECONDLY_ROLLING");
    assert_eq!(burst.json["errorType"], "RATE_LIMIT");
    assert_eq!((burst.header("retry-after"), burst.header("x-hubspot-ratelimit-remaining")), ("10", "0"));
    client.site.world.advance(10 * Timestamp::SECOND);
    assert_eq!(client.get("/crm/v3/owners").await.status, 200);
    assert_eq!(client.get("/crm/v3/owners").await.status, 200);
    let daily = client.get("/crm/v3/owners").await;
    daily.is_error(429, "RATE_LIMITS");
    assert_eq!(daily.json["policyName"], "DAILY");
}

#[tokio::test]
async fn whose_token_it_is_can_be_asked_without_a_header() {
    let client = Client::new().await;
    let path = "/oauth/v2/private-apps/get/access-token-info";
    let body = json!({ "tokenKey": client.token }).to_string();
    let answer = client.raw("POST", path, &[("content-type", "application/json")], body).await;
    assert_eq!((answer.status.as_u16(), answer.json["hubId"].as_i64()), (200, Some(1)));
    assert!(answer.json["scopes"].as_array().unwrap().contains(&json!("tickets")));
    let user = format!("/crm/v3/owners/{}?idProperty=userId", answer.json["userId"]);
    assert_eq!(client.get(&user).await.json["email"], "owner@example.com");
    let details = client.get("/account-info/v3/details").await;
    assert_eq!(details.json["portalId"], answer.json["hubId"]);
    client.raw("GET", "/account-info/v3/details", &[], "").await.is_error(401, "INVALID_AUTHENTICATION");
    let old = client.raw("GET", &format!("/oauth/v1/access-tokens/{}", client.token), &[], "").await;
    assert_eq!((old.json["token_type"].as_str(), old.json["hub_id"].as_i64()), (Some("access"), Some(1)));
    let unknown = json!({ "tokenKey": "pat-na1-x" }).to_string();
    client.raw("POST", path, &[], unknown).await.is_error(401, "INVALID_AUTHENTICATION");
    client.raw("POST", path, &[], "{}").await.is_error(400, "VALIDATION_ERROR");
}
