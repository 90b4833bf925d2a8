//! The team's doors, as a browser comes to them: invitations, the second step, proofs, sessions.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use model::people::Role;
use model::sessions::OwnSessions;
use model::staff::{NewColleague, Staff};
use model::{Fault, Refusal, Timestamp};

use crate::client::{Answer, Site, encoded, portal, request};

const SECOND_STEP: &str = "/sign-in/second-step";

/// The value of a cookie that an answer sets; empty if it takes it away.
fn set(answer: &Answer, name: &str) -> Option<String> {
    let cookies = answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok());
    let found = cookies.filter_map(|cookie| cookie.split(';').next()?.split_once('=')).find(|(found, _)| *found == name);
    found.map(|(_, value)| value.to_owned())
}

fn refused(answer: &Answer) -> Option<Fault> {
    serde_json::from_str::<Result<serde_json::Value, Fault>>(&answer.body).ok()?.err()
}

/// A form that is posted without script from one of our pages.
fn plain(path: &str, cookie: &str, page: &str, form: &[(&str, &str)]) -> Request<Body> {
    request(Method::POST, path, Some(cookie))
        .header("sec-fetch-site", "same-origin")
        .header("content-type", "application/x-www-form-urlencoded")
        .header("accept", "text/html")
        .header("referer", format!("http://127.0.0.1:3000{page}"))
        .body(Body::from(encoded(form)))
        .expect("a request")
}

async fn sign_in(site: &Site, name: &str) -> Answer {
    let email = domain::testing::email(name);
    let form = [("email", email.as_str()), ("password", domain::testing::PASSWORD), ("return_to", "")];
    site.post("/api/staff/sign-in", None, &form).await
}

#[tokio::test]
async fn an_invitation_is_read_by_scanners_and_spent_by_a_post() {
    let site = Site::new().await;
    let owner = site.world.user_desk("owner").await;
    let new = NewColleague { email: "nina@example.com".into(), name: "Nina New".into(), role: Role::Agent };
    let link = owner.invite_colleague(&new).await.unwrap().link;
    let path = link.strip_prefix("http://127.0.0.1:3000").unwrap();
    for _ in 0..3 {
        let page = site.get(path, None).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("nina@example.com") && page.body.contains("name=\"password\""), "the form is there");
    }
    let token = path.rsplit('/').next().unwrap();
    let form = [("token", token), ("name", "Nina New"), ("password", "a fine long secret")];
    let joined = site.post("/api/staff/invitation/accept", None, &form).await;
    let session = set(&joined, "portico-staff").expect("a session");
    assert_eq!(site.get("/desk", Some(&format!("portico-staff={session}"))).await.status, StatusCode::OK);
    assert_eq!(site.get(path, None).await.status, StatusCode::FORBIDDEN, "once");
    let again = site.post("/api/staff/invitation/accept", None, &form).await;
    assert_eq!(refused(&again), Some(Fault::Refused(Refusal::LinkInvalid)));
    assert_eq!(set(&again, "portico-staff"), None);
    for wrong in ["/sign-in/invitation", "/sign-in/invitation/a/b", "/sign-in/else", "/sign-in/else/x"] {
        assert_eq!(site.get(wrong, None).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn between_the_password_and_the_code_there_is_no_session() {
    let site = Site::new().await;
    let (app, codes) = site.world.enrol("agent").await;
    let half = sign_in(&site, "agent").await;
    assert_eq!(set(&half, "portico-staff"), None);
    assert!(half.body.contains(SECOND_STEP), "{}", half.body);
    let step = set(&half, "portico-step").expect("a ticket");
    let cookie = half.header("set-cookie");
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict") && cookie.contains("Max-Age=600"), "{cookie}");
    for stolen in [format!("portico-staff={step}"), format!("portico-portal-{}={step}", site.world.portal)] {
        assert!(site.get("/desk", Some(&stolen)).await.status.is_redirection(), "a ticket is no session");
    }
    let elsewhere = site.get(SECOND_STEP, None).await;
    assert!(elsewhere.status.is_redirection() && elsewhere.header("location").starts_with("/sign-in"), "{}", elsewhere.status);
    let ours = format!("portico-step={step}");
    assert!(site.get(SECOND_STEP, Some(&ours)).await.body.contains("agent@example.com"));

    let pass = "/api/staff/second-step/pass";
    site.world.advance(Timestamp::MINUTE);
    let code = app.code(site.world.now());
    let without = site.post(pass, None, &[("code", &code), ("return_to", "")]).await;
    assert_eq!((refused(&without), set(&without, "portico-staff")), (Some(Fault::SignedOut), None));
    let wrong = site.post(pass, Some(&ours), &[("code", "000000"), ("return_to", "")]).await;
    assert!(refused(&wrong).unwrap().problem_of("code").is_some());
    let passed = site.post(pass, Some(&ours), &[("code", &code), ("return_to", "/desk/contacts")]).await;
    let session = set(&passed, "portico-staff").expect("a session");
    assert_eq!(set(&passed, "portico-step").as_deref(), Some(""), "the ticket is thrown away");
    assert!(passed.body.contains("/desk/contacts"), "{}", passed.body);
    assert_eq!(site.get("/desk", Some(&format!("portico-staff={session}"))).await.status, StatusCode::OK);
    let again = site.post(pass, Some(&ours), &[("code", &codes[0]), ("return_to", "")]).await;
    assert_eq!(refused(&again), Some(Fault::SignedOut), "spent");
}

#[tokio::test]
async fn a_proof_is_asked_for_in_a_step_that_keeps_what_was_typed() {
    let site = Site::new().await;
    site.world.advance(11 * Timestamp::MINUTE);
    let (cookie, page, action) = (site.cookie("owner"), "/admin/people/new", "/api/people/invite");
    assert!(!site.get(page, Some(&cookie)).await.body.contains("name=\"proof\""));
    let typed = [("email", "nina@example.com"), ("name", "Nina New"), ("role", "admin")];
    let asked = site.send(plain(action, &cookie, page, &typed)).await;
    assert!(asked.status.is_redirection(), "{}", asked.status);
    let back = asked.header("location").to_owned();
    let back = back.strip_prefix("http://127.0.0.1:3000").unwrap_or(&back);
    let form = site.get(back, Some(&cookie)).await;
    assert!(form.body.contains("name=\"proof\"") && form.body.contains("value=\"nina@example.com\""), "{back}");
    let mut wrong = typed.to_vec();
    wrong.push(("proof", "wrong"));
    let refused = site.send(plain(action, &cookie, page, &wrong)).await;
    assert!(!refused.header("location").contains("wrong"), "what was typed as a proof comes back to nobody");
    assert!(site.world.user_desk("owner").await.team().await.unwrap().invitations.is_empty());
    let mut right = typed.to_vec();
    right.push(("proof", domain::testing::PASSWORD));
    let done = site.send(plain(action, &cookie, page, &right)).await;
    let once = set(&done, "once").expect("the link, shown once");
    let shown = site.get(page, Some(&format!("{cookie}; once={once}"))).await;
    assert!(shown.body.contains("/sign-in/invitation/"), "{}", shown.status);
    assert_eq!(site.world.user_desk("owner").await.team().await.unwrap().invitations.len(), 1);
}

#[tokio::test]
async fn the_team_is_no_agents_business() {
    let site = Site::new().await;
    let agent = site.cookie("agent");
    for path in ["/admin/people", "/admin/people/new", "/admin/people/1"] {
        assert_eq!(site.get(path, Some(&agent)).await.status, StatusCode::FORBIDDEN, "{path}");
        assert_eq!(site.get(path, Some(&site.cookie("admin"))).await.status, StatusCode::OK, "{path}");
        for stranger in [None, Some(site.cookie("ana"))] {
            assert!(site.get(path, stranger.as_deref()).await.status.is_redirection(), "{path}");
        }
    }
    for missing in ["/admin/people/999", "/admin/people/x", "/admin/people/1/2"] {
        assert_eq!(site.get(missing, Some(&site.cookie("owner"))).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
    let owner = site.world.user("owner").to_string();
    for act in ["disable", "end-sessions", "reset-second-factor", "role"] {
        let form = [("user", owner.as_str()), ("act", act), ("role", "agent")];
        for name in ["agent", "admin"] {
            let answer = site.post("/api/people/change", Some(&site.cookie(name)), &form).await;
            assert_eq!(refused(&answer), Some(Fault::Refused(Refusal::Role)), "{name} {act}");
        }
    }
}

#[tokio::test]
async fn whoever_is_disabled_is_turned_away_and_their_stream_ends() {
    let site = Site::new().await;
    let agent = site.cookie("agent");
    assert_eq!(site.get("/desk", Some(&agent)).await.status, StatusCode::OK);
    let form = [("user", &*site.world.user("agent").to_string()), ("act", "disable")];
    site.post("/api/people/change", Some(&site.cookie("admin")), &form).await;
    assert!(site.get("/desk", Some(&agent)).await.header("location").starts_with("/sign-in?return_to="));
    assert!(site.get("/desk/events", Some(&agent)).await.body.contains("event: ended"));
}

#[tokio::test]
async fn a_session_is_ended_by_whose_it_is() {
    let site = Site::new().await;
    let bruno = site.world.contact_desk("bruno").await.sessions().await.unwrap()[0].id.to_string();
    let (ana, slug) = (site.cookie("ana"), domain::testing::SLUG);
    site.post("/api/portal/sessions/end", Some(&ana), &[("slug", slug), ("session", &bruno)]).await;
    assert_eq!(site.get(&portal(""), Some(&site.cookie("bruno"))).await.status, StatusCode::OK);
    let other = site
        .post(
            "/api/portal/sign-in",
            None,
            &[("slug", slug), ("email", "ana@example.com"), ("password", domain::testing::PASSWORD), ("return_to", "")],
        )
        .await;
    let name = format!("portico-portal-{}", site.world.portal);
    let other = format!("{name}={}", set(&other, &name).unwrap());
    assert!(site.get(&portal("/profile"), Some(&ana)).await.body.contains("/api/portal/sessions/end-others"));
    let ended = site.send(plain("/api/portal/sessions/end-others", &ana, &portal("/profile"), &[("slug", slug)])).await;
    assert!(ended.status.is_redirection() && ended.header("location").ends_with("/profile"), "{}", ended.header("location"));
    assert!(site.get(&portal(""), Some(&other)).await.status.is_redirection());
    assert_eq!(site.get(&portal(""), Some(&ana)).await.status, StatusCode::OK);
}
