//! What one customer can reach of another: nothing, and not even that it is there.

use axum::http::StatusCode;
use model::TicketId;
use model::helpdesk::HelpDesk;
use model::tickets::{NewTicket, Tickets};

use crate::client::{Site, portal};

const CANARY: &str = "canary-7f3a";

async fn ticket_of(site: &Site, name: &str, subject: &str) -> TicketId {
    let key = format!("key-{}-{}", name, subject.len());
    let ticket = NewTicket { subject: subject.to_owned(), description: format!("{CANARY} by {name}"), priority: None, key };
    site.world.contact_desk(name).await.open(&ticket).await.unwrap()
}

#[tokio::test]
async fn a_hidden_ticket_looks_like_none() {
    let site = Site::new().await;
    let hidden = ticket_of(&site, "carla", "Globex only").await;
    let ana = site.cookie("ana");
    let missing = site.get(&portal("/999999999"), Some(&ana)).await;
    let refused = site.get(&portal(&format!("/{hidden}")), Some(&ana)).await;
    assert_eq!((missing.status, refused.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));

    assert_eq!(missing.fixed(), refused.fixed());
    for odd in ["0", "-1", "01", "9223372036854775808", "abc", "1e3", "%31"] {
        let answer = site.get(&portal(&format!("/{odd}")), Some(&ana)).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{odd}");
        assert!(!answer.body.contains(CANARY), "{odd}");
    }
}

#[tokio::test]
async fn internal_words_never_reach_a_customer() {
    let site = Site::new().await;
    let ticket = ticket_of(&site, "ana", "Printer").await;
    let agent = site.world.user_desk("agent").await;
    agent.comment(ticket, "secret-comment-51c2", "comment-key-1").await.unwrap();
    agent.assign(ticket, Some(site.world.user("agent")), None).await.unwrap();
    for path in [portal(""), portal("?q=secret-comment-51c2"), portal(&format!("/{ticket}")), portal("/tickets.csv")] {
        let answer = site.get(&path, Some(&site.cookie("ana"))).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        let echoed = answer.body.matches("secret-comment-51c2").count();
        // The search field and its links repeat what was searched, and nothing else does.
        assert!(path.contains("q=") || echoed == 0, "{path}");
        assert!(!answer.body.contains("agent@example.com"), "{path}");
    }
}

#[tokio::test]
async fn the_export_is_the_list() {
    let site = Site::new().await;
    ticket_of(&site, "carla", "=cmd|'/C calc'!A0").await;
    ticket_of(&site, "ana", "Of Ana").await;
    let carla = site.get(&portal("/tickets.csv"), Some(&site.cookie("carla"))).await;
    assert_eq!(carla.header("content-type"), "text/csv; charset=utf-8");
    assert!(carla.header("content-disposition").starts_with("attachment"), "{}", carla.header("content-disposition"));
    assert!(carla.body.contains("'=cmd") && !carla.body.contains("Of Ana"), "{}", carla.body);
    assert_eq!(site.get(&portal("/tickets.csv"), None).await.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_session_is_worth_nothing_at_another_portal_or_for_staff() {
    let site = Site::new().await;
    let second = site.world.second_portal("second").await;
    let secret = site.world.secret("ana").to_owned();
    let moved = site.get("/second", Some(&format!("portico-portal-{second}={secret}"))).await;
    assert!(moved.status.is_redirection(), "{}", moved.status);
    assert!(moved.header("location").starts_with("/second/sign-in"), "{}", moved.header("location"));
    let staff = site.get("/desk", Some(&format!("portico-staff={secret}"))).await;
    assert!(staff.header("location").starts_with("/sign-in"), "{}", staff.header("location"));
    let agent = site.world.secret("agent").to_owned();
    let portal_page = site.get(&portal(""), Some(&format!("portico-portal-{}={agent}", site.world.portal))).await;
    assert!(portal_page.status.is_redirection(), "{}", portal_page.status);
}
