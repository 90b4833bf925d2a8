//! Which hosts are answered, and where addresses that moved lead.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use domain::testing::SLUG;
use model::DomainId;
use model::portals::Portals;

use crate::client::{Site, portal};

async fn at(site: &Site, host: &str, path: &str) -> crate::client::Answer {
    site.send(Request::builder().method(Method::GET).uri(path).header("host", host).body(Body::empty()).unwrap()).await
}

#[tokio::test]
async fn a_host_that_is_not_ours_gets_421_and_no_redirect() {
    let site = Site::new().await;
    for host in ["evil.example", "127.0.0.1.evil.example", "good:@evil", "EVIL.example:3000", ""] {
        for path in ["/", &portal(""), "/sign-in", "/pkg/portico.js", "/api/staff/sign-in"] {
            let answer = at(&site, host, path).await;
            assert_eq!(answer.status, StatusCode::MISDIRECTED_REQUEST, "{host} {path}");
            assert_eq!(answer.header("location"), "", "{host} {path}");
            assert!(!answer.body.contains("evil"), "{}", answer.body);
        }
    }
}

#[tokio::test]
async fn our_host_is_ours_in_any_spelling() {
    let site = Site::new().await;
    for host in ["127.0.0.1:3000", "127.0.0.1", "localhost:3000", "LOCALHOST", "127.0.0.1.:3000", "[::1]:3000"] {
        assert_eq!(at(&site, host, "/sign-in").await.status, StatusCode::OK, "{host}");
    }
}

#[tokio::test]
async fn forwarded_names_are_not_believed() {
    let site = Site::new().await;
    let request = Request::builder().uri("/").header("host", "127.0.0.1:3000").header("x-forwarded-host", "evil.example");
    let answer = site.send(request.header("forwarded", "host=evil.example").body(Body::empty()).unwrap()).await;
    assert!(!format!("{:?}{}", answer.headers, answer.body).contains("evil.example"));
}

#[tokio::test]
async fn an_address_is_found_as_people_type_it() {
    let site = Site::new().await;
    for (typed, written) in [
        ("/support/", "/support"),
        ("/SUPPORT", "/support"),
        ("/Support/new/?a=1", "/support/new?a=1"),
        ("/support/sign-in//", "/support/sign-in"),
    ] {
        let answer = at(&site, "127.0.0.1:3000", typed).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, written), "{typed}");
    }
    for (typed, page) in
        [("/desk/?view=mine", "/desk?view=mine"), ("/admin/portals/1//", "/admin/portals/1"), ("/sign-in/", "/sign-in")]
    {
        let answer = at(&site, "127.0.0.1:3000", typed).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::PERMANENT_REDIRECT, page), "{typed}");
    }
    for nothing in ["/nothing/", "/NOTHING", "//evil.example/", "/support//"] {
        let answer = at(&site, "127.0.0.1:3000", nothing).await;
        assert!(!answer.header("location").contains("//"), "{nothing}: {}", answer.header("location"));
    }
}

#[tokio::test]
async fn an_old_slug_leads_to_the_new_one_with_path_and_query() {
    let site = Site::new().await;
    let owner = site.world.user_desk("owner").await;
    owner.save_domain(site.world.portal, DomainId(1), "new-home").await.unwrap();
    let answer = site.get(&portal("/new?a=b"), None).await;
    assert_eq!(answer.status, StatusCode::PERMANENT_REDIRECT);
    assert_eq!(answer.header("location"), "/new-home/new?a=b");
    assert_eq!(site.get(&format!("/{SLUG}"), None).await.header("location"), "/new-home");
}

#[tokio::test]
async fn health_needs_no_host() {
    let site = Site::new().await;
    for path in ["/livez", "/readyz"] {
        assert_eq!(at(&site, "10.0.0.7", path).await.status, StatusCode::OK);
    }
}
