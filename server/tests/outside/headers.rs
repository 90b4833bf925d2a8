//! What every class of answer carries.

use axum::body::Body;
use axum::http::{Method, StatusCode};

use crate::client::{Site, portal, request};

#[tokio::test]
async fn every_answer_is_hardened() {
    let site = Site::new().await;
    let ana = site.cookie("ana");
    for (path, cookie) in [
        ("/", None),
        ("/sign-in", None),
        ("/nowhere/at/all/here", None),
        ("/pkg/no-such-file.js", None),
        ("/livez", None),
        (portal("").as_str(), None),
        (portal("").as_str(), Some(ana.as_str())),
        (portal("/999999").as_str(), Some(ana.as_str())),
        (portal("/tickets.csv").as_str(), Some(ana.as_str())),
        ("/api/staff/sign-in", None),
    ] {
        let answer = site.get(path, cookie).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("frame-ancestors 'none'") && policy.contains("base-uri 'none'"), "{path}: {policy}");
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{path}: {policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
        assert_eq!(answer.header("cache-control"), "no-store", "{path}");
    }
}

#[tokio::test]
async fn scripts_of_a_page_carry_its_nonce_and_no_markup_carries_style_or_handlers() {
    let site = Site::new().await;
    for (path, cookie) in [("/sign-in", None), ("/desk", Some(site.cookie("agent"))), (&portal(""), Some(site.cookie("ana")))] {
        let answer = site.get(path, cookie.as_deref()).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let policy = answer.header("content-security-policy").to_owned();
        let nonce = policy.split("'nonce-").nth(1).and_then(|rest| rest.split('\'').next()).unwrap();
        for script in answer.body.split("<script").skip(1) {
            let tag = script.split('>').next().unwrap();
            assert!(tag.contains(&format!("nonce=\"{nonce}\"")), "{path}: <script{tag}>");
        }
        for forbidden in [" style=\"", " onclick=", " onload=", "javascript:"] {
            assert!(!answer.body.contains(forbidden), "{path}: {forbidden}");
        }
    }
}

#[tokio::test]
async fn two_pages_never_share_a_nonce() {
    let site = Site::new().await;
    let first = site.get("/sign-in", None).await;
    let second = site.get("/sign-in", None).await;
    assert_ne!(first.header("content-security-policy"), second.header("content-security-policy"));
}

#[tokio::test]
async fn session_cookies_are_out_of_reach_of_scripts_and_other_sites() {
    let site = Site::new().await;
    let form = [("email", "agent@example.com"), ("password", domain::testing::PASSWORD), ("return_to", "//evil.example")];
    let answer = site.post("/api/staff/sign-in", None, &form).await;
    let cookie = answer.header("set-cookie");
    assert!(cookie.starts_with("portico-staff=") && cookie.contains("; Path=/; HttpOnly; SameSite=Lax"), "{cookie}");
    assert!(!cookie.contains("Domain"), "{cookie}");
    assert!(!answer.body.contains("evil"), "{}", answer.body);
}

#[tokio::test]
async fn a_body_that_is_too_long_is_refused() {
    let site = Site::new().await;
    let request = request(Method::POST, "/api/staff/sign-in", None)
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded");
    let answer = site.send(request.body(Body::from("email=".to_owned() + &"a".repeat(2_000_000))).unwrap()).await;
    assert!(
        answer.status.is_client_error() || answer.body.contains("Invalid") || answer.status.is_server_error(),
        "{}",
        answer.status
    );
    assert_ne!(answer.status, StatusCode::OK);
}
