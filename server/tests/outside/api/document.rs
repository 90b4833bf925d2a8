//! The document says what there is, and what there is is in the document.

use std::collections::BTreeSet;

use axum::http::{Method, StatusCode};
use serde_json::Value;

use super::Client;

const METHODS: [&str; 5] = ["get", "post", "put", "patch", "delete"];

/// An address of the document, with something in its places.
fn filled(path: &str) -> String {
    let part = |part: &str| match part {
        "{kind}" | "{from}" | "{to}" => "contacts".to_owned(),
        part if part.starts_with('{') => "1".to_owned(),
        part => part.to_owned(),
    };
    path.split('/').map(part).collect::<Vec<_>>().join("/")
}

async fn document(client: &Client) -> Value {
    // Nobody has to have a token to read it.
    let answer = client.raw("GET", "/crm/openapi.json", &[], "").await;
    assert_eq!((answer.status, answer.header("content-type")), (StatusCode::OK, "application/json"));
    answer.json
}

#[tokio::test]
async fn every_description_is_a_route_and_asks_for_a_token_where_it_says_so() {
    let client = Client::new().await;
    let document = document(&client).await;
    assert_eq!(document["openapi"], "3.1.0");
    let paths = document["paths"].as_object().unwrap();
    assert!(paths.len() > 60, "{} addresses", paths.len());
    for (path, methods) in paths {
        let address = filled(path);
        for method in METHODS {
            let upper = method.to_uppercase();
            let Some(call) = methods.get(method) else {
                let answer = client.as_token(&client.token, &upper, &address, None).await;
                assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED, "{upper} {address} is not in the document");
                continue;
            };
            let public = call["security"].as_array().unwrap().is_empty();
            if public {
                continue;
            }
            let answer = client.raw(&upper, &address, &[], "").await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{upper} {address}: {}", answer.json);
        }
    }
    for unknown in ["/crm/v3/nothing", "/crm/openapi.yaml", "/crm/v5/objects/contacts"] {
        client.get(unknown).await.is_error(404, "OBJECT_NOT_FOUND");
    }
}

/// All values of a member, wherever it stands.
fn collect<'a>(value: &'a Value, name: &str, found: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                if let (true, Some(text)) = (key == name, value.as_str()) {
                    found.push(text);
                }
                collect(value, name, found);
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, name, found)),
        _ => {}
    }
}

#[tokio::test]
async fn every_name_in_the_document_is_explained_and_every_explanation_is_used() {
    let client = Client::new().await;
    let document = document(&client).await;
    let mut references = Vec::new();
    collect(&document, "$ref", &mut references);
    for reference in &references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
    let used: BTreeSet<&str> = references.iter().filter_map(|path| path.strip_prefix("#/components/schemas/")).collect();
    for name in document["components"]["schemas"].as_object().unwrap().keys() {
        assert!(used.contains(name.as_str()), "nothing speaks of {name}");
    }
    let mut ids = Vec::new();
    collect(&document["paths"], "operationId", &mut ids);
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "each call has a name of its own");
    for (path, methods) in document["paths"].as_object().unwrap() {
        for (method, call) in methods.as_object().unwrap() {
            assert!(!call["summary"].as_str().unwrap().is_empty());
            let statuses: Vec<&String> = call["responses"].as_object().unwrap().keys().collect();
            assert!(statuses.iter().any(|status| status.starts_with('2')), "{method} {path} is never answered");
            let places = path.matches('{').count();
            let given = call["parameters"].as_array().unwrap().iter().filter(|parameter| parameter["in"] == "path").count();
            assert_eq!(places, given, "{method} {path}");
        }
    }
}

/// The calls that there are: whoever adds one, or takes one away, sees it here.
#[tokio::test]
async fn the_calls_are_these() {
    let client = Client::new().await;
    let document = document(&client).await;
    let mut lines = Vec::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in METHODS.into_iter().filter(|method| methods.get(method).is_some()) {
            lines.push(format!("{:6} {path}", method.to_uppercase()));
        }
    }
    insta::assert_snapshot!("calls", lines.join("\n"));
}

#[tokio::test]
async fn the_page_needs_no_script_and_nothing_from_elsewhere() {
    let client = Client::new().await;
    let asked = crate::client::request(Method::GET, "/crm/docs", None).body(axum::body::Body::empty()).unwrap();
    let page = client.site.send(asked).await;
    assert_eq!((page.status, page.header("content-type")), (StatusCode::OK, "text/html; charset=utf-8"));
    let policy = page.header("content-security-policy");
    assert!(
        policy.contains("default-src 'none'") && policy.contains("style-src 'self'") && !policy.contains("unsafe"),
        "{policy}"
    );
    for forbidden in ["<script", "style=", "onclick", "src="] {
        assert!(!page.body.contains(forbidden), "{forbidden}");
    }
    for link in page.body.split("href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        assert!(link.starts_with('/') || link.starts_with('#'), "{link}");
        if let Some(anchor) = link.strip_prefix('#') {
            assert!(page.body.contains(&format!("id=\"{anchor}\"")), "{anchor}");
        }
    }
    for (path, _) in document(&client).await["paths"].as_object().unwrap() {
        assert!(page.body.contains(path), "{path}");
    }
}
