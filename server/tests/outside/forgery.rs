//! Cross-site request forgery: every server function that there is, from the route list.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use leptos::server_fn::axum::server_fn_paths;

use crate::client::{Site, request};

const OWN: &str = "http://127.0.0.1:3000";

#[tokio::test]
async fn nothing_is_done_for_another_site() {
    let site = Site::new().await;
    let cookies = format!("{}; {}", site.cookie("ana"), site.cookie("owner"));
    let paths: Vec<&str> = server_fn_paths().map(|(path, _)| path).collect();
    assert!(paths.len() > 10, "the list of server functions is empty");
    let forged: [&[(&str, &str)]; 8] = [
        &[],
        &[("sec-fetch-site", "cross-site")],
        &[("sec-fetch-site", "same-site")],
        &[("sec-fetch-site", "none")],
        &[("origin", "null")],
        &[("origin", "http://evil.example")],
        &[("origin", "http://127.0.0.1:3001")],
        &[("sec-fetch-site", "cross-site"), ("origin", OWN)],
    ];
    for path in paths {
        for headers in forged {
            for kind in ["application/x-www-form-urlencoded", "text/plain", "multipart/form-data; boundary=x", "application/json"]
            {
                let mut request = request(Method::POST, path, Some(&cookies)).header("content-type", kind);
                for (name, value) in headers {
                    request = request.header(*name, *value);
                }
                let answer = site.send(request.body(Body::empty()).unwrap()).await;
                assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path} {headers:?} {kind}");
            }
        }
    }
}

#[tokio::test]
async fn arguments_that_cannot_be_read_are_the_senders_fault() {
    let site = Site::new().await;
    for form in
        [&[][..], &[("slug", "support"), ("slug", "support")], &[("slug[]", "support"), ("email", "x"), ("password", "y")]]
    {
        let answer = site.post("/api/portal/sign-in", None, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form:?}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_get_reaches_no_server_function() {
    let site = Site::new().await;
    let cookies = format!("{}; {}", site.cookie("ana"), site.cookie("owner"));
    for (path, method) in server_fn_paths() {
        assert_eq!(method, Method::POST, "{path}");
        for method in [Method::GET, Method::HEAD] {
            let request = request(method, path, Some(&cookies)).header("x-http-method-override", "POST");
            let answer = site.send(request.body(Body::empty()).unwrap()).await;
            assert!(answer.status.is_client_error(), "{path}: {}", answer.status);
        }
    }
}

#[tokio::test]
async fn the_sites_own_pages_get_through() {
    let site = Site::new().await;
    for headers in [("sec-fetch-site", "same-origin"), ("origin", OWN)] {
        let request = request(Method::POST, "/api/staff/sign-in", None)
            .header("content-type", "application/x-www-form-urlencoded")
            .header(headers.0, headers.1);
        let answer = site.send(request.body(Body::from("email=nobody%40example.com&password=wrong&return_to=")).unwrap()).await;
        assert_eq!(answer.status, StatusCode::OK, "{headers:?}");
        assert!(answer.body.contains("WrongCredentials"), "{}", answer.body);
    }
}
