//! Every page of the route table answers, to whom it is for and to nobody else.

use axum::http::StatusCode;
use domain::testing::SLUG;

use crate::client::{Site, portal};

#[tokio::test]
async fn staff_pages_ask_strangers_and_customers_to_sign_in() {
    let site = Site::new().await;
    let id = site.world.portal;
    for path in ["/desk", "/desk/contacts", "/desk/companies", "/admin", &format!("/admin/portals/{id}"), "/desk/contacts/1"] {
        for cookie in [None, Some(site.cookie("ana"))] {
            let answer = site.get(path, cookie.as_deref()).await;
            assert!(answer.status.is_redirection(), "{path}: {}", answer.status);
            assert!(answer.header("location").starts_with("/sign-in?return_to="), "{path}: {}", answer.header("location"));
            assert!(!answer.body.contains("bruno"), "{path}");
        }
        assert_eq!(site.get(path, Some(&site.cookie("owner"))).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn portal_pages_ask_strangers_to_sign_in() {
    let site = Site::new().await;
    for path in ["", "/new", "/profile", "/1"] {
        let answer = site.get(&portal(path), None).await;
        assert!(answer.status.is_redirection(), "{path}: {}", answer.status);
        assert!(answer.header("location").starts_with(&format!("/{SLUG}/sign-in")), "{path}: {}", answer.header("location"));
    }
    for path in ["", "/new", "/profile"] {
        assert_eq!(site.get(&portal(path), Some(&site.cookie("ana"))).await.status, StatusCode::OK, "{path}");
    }
}

#[tokio::test]
async fn what_is_not_there_is_404() {
    let site = Site::new().await;
    let (owner, ana) = (site.cookie("owner"), site.cookie("ana"));
    for (path, cookie) in [
        ("/no-such-portal", None),
        ("/no-such-portal/sign-in", None),
        ("/desk/tickets/999999", Some(&owner)),
        ("/desk/contacts/999999", Some(&owner)),
        ("/desk/companies/999999", Some(&owner)),
        ("/admin/portals/999999", Some(&owner)),
        ("/a/b/c/d/e", None),
        (portal("/invitation").as_str(), None),
        (portal("/12345").as_str(), Some(&ana)),
    ] {
        assert_eq!(site.get(path, cookie.map(String::as_str)).await.status, StatusCode::NOT_FOUND, "{path}");
    }
}

#[tokio::test]
async fn the_first_run_is_over_for_ever() {
    let site = Site::new().await;
    let answer = site.get("/setup?token=anything", None).await;
    assert!(!answer.body.contains("name=\"password\""), "{}", answer.body);
    let form = [("token", "anything"), ("name", "Eve"), ("email", "eve@example.com"), ("password", "correct horse battery")];
    for path in leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path).filter(|path| path.contains("setup")) {
        let answer = site.post(path, None, &form).await;
        assert_eq!(answer.header("set-cookie"), "", "{path}");
    }
}

#[tokio::test]
async fn pages_speak_the_portals_language() {
    let site = Site::new().await;
    let owner = site.world.user_desk("owner").await;
    model::portals::Portals::set_domain_language(&owner, model::DomainId(1), model::Language::Italian).await.unwrap();
    let answer = site.get(&portal("/sign-in"), None).await;
    assert!(answer.body.contains("<html lang=\"it\" dir=\"ltr\""), "{}", &answer.body[..300]);
}

/// What a page holds must not care which thread lets go of it: a panic there ends the whole server.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn pages_rendered_side_by_side_end_nothing() {
    let site = std::sync::Arc::new(Site::new().await);
    let (staff, ana, id) = (site.cookie("owner"), site.cookie("ana"), site.world.portal);
    let paths = [
        ("/desk".to_owned(), &staff),
        ("/desk?q=printer".to_owned(), &staff),
        ("/desk/contacts".to_owned(), &staff),
        ("/desk/contacts/1".to_owned(), &staff),
        ("/desk/companies/1".to_owned(), &staff),
        ("/admin".to_owned(), &staff),
        (format!("/admin/portals/{id}"), &staff),
        (portal(""), &ana),
        (portal("/new"), &ana),
        (portal("/profile"), &ana),
        (portal("/sign-in"), &ana),
    ];
    let mut asked = tokio::task::JoinSet::new();
    for _ in 0..15 {
        for (path, cookie) in &paths {
            let (site, path, cookie) = (site.clone(), path.clone(), (*cookie).clone());
            asked.spawn(async move {
                // A page that waits for ever is to be named, and not to hold up all the others.
                let answer = tokio::time::timeout(std::time::Duration::from_secs(60), site.get(&path, Some(&cookie))).await;
                let answer = answer.unwrap_or_else(|_| panic!("{path} is not answered"));
                assert!(answer.status.is_success() || answer.status.is_redirection(), "{path}: {}", answer.status);
            });
        }
    }
    while let Some(answer) = asked.join_next().await {
        answer.expect("an answer");
    }
}
