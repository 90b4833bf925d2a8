//! The mail server as administrators set it and try it out, the gallery of letters, and one click in a mail program.

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::testing::{World, email, settings};
use domain::{Clock, Settings};
use model::mail::{MailDesk, MailDiagnosis, MailSecurity, MailServerFields, Notification};
use model::portals::TicketPermission;
use model::tickets::{NewTicket, Tickets};
use model::{Fault, Problem, Refusal};
use server::mail::Conversing;

use crate::client::{Site, encoded, portal, request};
use crate::post_office::{Mood, PostOffice};

#[tokio::test(flavor = "multi_thread")]
async fn one_click_turns_the_sort_off_and_nothing_else_does() {
    let settings = Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let site = Site::of(World::with_settings(TicketPermission::Company, settings).await);
    let ticket = NewTicket { subject: "x".into(), description: "y".into(), priority: None, key: "key-of-ticket".into() };
    site.world.contact_desk("ana").await.open(&ticket).await.unwrap();
    let letter = site.world.portico.next_letter().await.unwrap().unwrap();
    let link = letter.envelope.unsubscribe.unwrap();
    let path = link.strip_prefix("http://127.0.0.1:3000").unwrap().to_owned();
    let off = async || site.world.user_desk("agent").await.contact_mail(site.world.contact("ana")).await.unwrap().off;
    // As a mail program does: neither cookies nor an origin.
    let click = async |path: &str, body: &str| {
        let request = request(Method::POST, path, None).header("content-type", "application/x-www-form-urlencoded");
        site.send(request.body(Body::from(body.to_owned())).unwrap()).await
    };
    let page = site.get(&path, None).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("<form"), "a page with a button");
    assert_eq!(off().await, []);
    let form = encoded(&[("List-Unsubscribe", "One-Click")]);
    assert_eq!(click(&path, "").await.status, StatusCode::BAD_REQUEST);
    assert_eq!(click(&format!("{path}x"), &form).await.status, StatusCode::FORBIDDEN);
    assert_eq!(click(&portal("/recovery/password/x"), &form).await.status, StatusCode::FORBIDDEN, "no other address");
    assert_eq!(off().await, []);
    for _ in 0..2 {
        let answer = click(&path, &form).await;
        assert_eq!((answer.status, answer.header("set-cookie")), (StatusCode::OK, ""));
    }
    assert_eq!(off().await, [Notification::Received]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_form_keeps_the_choice_and_turns_off_what_it_was_posted_without() {
    let site = Site::new().await;
    let (ana, agent) = (site.cookie("ana"), site.cookie("agent"));
    let contact = site.world.contact("ana").to_string();
    let off = async || site.world.user_desk("agent").await.contact_mail(site.world.contact("ana")).await.unwrap().off;
    let plain = async |path: &str, cookie: &str, form: &[(&str, &str)]| {
        let request = request(Method::POST, path, Some(cookie))
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .header("accept", "text/html")
            .header("referer", format!("http://127.0.0.1:3000{}", portal("/profile")));
        site.send(request.body(Body::from(encoded(form))).unwrap()).await
    };
    let on = [("slug", "support"), ("answers", "true"), ("closed", "true")];
    let answer = plain("/api/portal/notifications/save", &ana, &on).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert!(answer.header("location").ends_with("/profile?saved=notifications"), "{}", answer.header("location"));
    assert_eq!(off().await, [Notification::Status, Notification::Received, Notification::Colleagues]);
    let page = site.get(&portal("/profile?saved=notifications"), Some(&ana)).await;
    assert_eq!(page.body.matches("role=\"switch\"").count(), 5, "{}", page.body);

    let form = [("contact", contact.as_str()), ("status", "true")];
    plain("/api/contacts/notifications", &ana, &form).await;
    assert!(off().await.contains(&Notification::Status), "a customer is no staff");
    plain("/api/contacts/notifications", &agent, &form).await;
    assert!(!off().await.contains(&Notification::Status) && off().await.contains(&Notification::Answers));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_mail_server_is_set_by_administrators_and_shown_without_its_password() {
    let site = Site::new().await;
    let world = &site.world;
    world.portico.set_up_mail(None, Arc::new(Conversing { clock: Clock::system() }));
    let office = PostOffice::open().await;
    let (agent, admin) = (world.user_desk("agent").await, world.user_desk("admin").await);
    let role = Err(Fault::Refused(Refusal::Role));
    let fields = MailServerFields {
        host: "127.0.0.1".into(),
        port: office.port.to_string(),
        security: MailSecurity::None,
        username: "portico".into(),
        password: "hush-hush".into(),
        from_name: "Acme".into(),
        from_address: "help@acme.example".into(),
    };
    assert_eq!(agent.save_mail_server(&fields).await, role);
    assert_eq!(agent.mail_settings().await.map(|_| ()), role);
    assert_eq!(agent.test_mail().await.map(|_| ()), role);
    assert_eq!(admin.test_mail().await.map(|_| ()), Err(Fault::NotFound), "there is none yet");
    let elsewhere = MailServerFields { host: "169.254.169.254".into(), security: MailSecurity::Tls, ..fields.clone() };
    assert_eq!(admin.save_mail_server(&elsewhere).await, Err(Fault::invalid("host", Problem::Reserved)));

    admin.save_mail_server(&fields).await.unwrap();
    assert!(world.place().await.face().may_reset, "in force at once");
    let page = site.get("/admin/mail/settings", Some(&site.cookie("admin"))).await;
    assert!(page.body.contains("help@acme.example") && !page.body.contains("hush-hush"), "{}", page.body);
    // The password stays for the same server and user, and for no other.
    let again = MailServerFields { password: String::new(), ..fields.clone() };
    admin.save_mail_server(&again).await.unwrap();
    let stolen = MailServerFields { host: "localhost".into(), ..again.clone() };
    assert_eq!(admin.save_mail_server(&stolen).await, Err(Fault::invalid("password", Problem::Missing)));

    office.is(Mood::Login(235));
    let test = admin.test_mail().await.unwrap();
    assert_eq!((test.problem, test.to), (None, email("admin")), "{:?}", test.lines);
    let said: Vec<&str> = test.lines.iter().map(|line| line.text.as_str()).collect();
    assert!(said.contains(&"AUTH PLAIN …") && said.iter().any(|line| line.starts_with("250")), "{said:?}");
    assert!(!said.iter().any(|line| line.contains("aHVzaC1odXNo") || line.contains("hush")), "{said:?}");
    let taken = office.taken();
    assert_eq!((taken.len(), taken[0].to.as_str()), (1, email("admin").as_str()));
    assert!(taken[0].header("From").unwrap().contains("help@acme.example"));
    assert!(world.trail().await.contains(&"mail_server_changed".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_letter_says_what_is_wrong() {
    let site = Site::new().await;
    let world = &site.world;
    world.portico.set_up_mail(None, Arc::new(Conversing { clock: Clock::system() }));
    let office = PostOffice::open().await;
    let fields = |security| MailServerFields {
        host: "127.0.0.1".into(),
        port: office.port.to_string(),
        security,
        username: "portico".into(),
        password: "hush-hush".into(),
        from_address: "help@acme.example".into(),
        ..Default::default()
    };
    let admin = world.user_desk("admin").await;
    let finds = async |mood: Mood, security: MailSecurity| {
        office.is(mood);
        admin.save_mail_server(&fields(security)).await.unwrap();
        admin.test_mail().await.unwrap().problem
    };
    assert_eq!(finds(Mood::Login(535), MailSecurity::None).await, Some(MailDiagnosis::Authentication));
    assert_eq!(finds(Mood::Takes, MailSecurity::StartTls).await, Some(MailDiagnosis::NoStartTls));
    assert_eq!(finds(Mood::BreaksTls, MailSecurity::StartTls).await, Some(MailDiagnosis::NotSmtp));
    assert_eq!(finds(Mood::Takes, MailSecurity::Tls).await, Some(MailDiagnosis::NotSmtp));
    office.is(Mood::Greets("-ERR this is a secret of another service"));
    admin.save_mail_server(&fields(MailSecurity::None)).await.unwrap();
    let test = admin.test_mail().await.unwrap();
    assert_eq!((test.problem, test.lines), (Some(MailDiagnosis::NotSmtp), Vec::new()), "what is no mail server is not quoted");
    let closed = office.close().await;
    let nobody = MailServerFields { port: closed.to_string(), ..Default::default() };
    let nobody =
        MailServerFields { host: "127.0.0.1".into(), security: MailSecurity::None, from_address: "a@b.example".into(), ..nobody };
    admin.save_mail_server(&nobody).await.unwrap();
    assert_eq!(admin.test_mail().await.unwrap().problem, Some(MailDiagnosis::ConnectionRefused));
    for _ in 0..4 {
        let _ = admin.test_mail().await;
    }
    assert!(matches!(admin.test_mail().await, Err(Fault::Busy { .. })), "ten within ten minutes");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gallery_is_for_administrators_and_its_letters_can_do_nothing() {
    let site = Site::new().await;
    let path = "/admin/letters/agent_replied/it/sample";
    assert_eq!(site.get(path, None).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.get(path, Some(&site.cookie("agent"))).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.get(path, Some(&site.cookie("ana"))).await.status, StatusCode::UNAUTHORIZED);
    let admin = site.cookie("admin");
    let letter = site.get(path, Some(&admin)).await;
    assert_eq!(letter.status, StatusCode::OK);
    let policy = letter.header("content-security-policy");
    assert!(policy.contains("default-src 'none'") && policy.ends_with("sandbox"), "{policy}");
    assert!(letter.body.contains("lang=\"it\""), "{}", letter.body);
    for kind in model::mail::LetterKind::ALL {
        for tag in ["en", "it"] {
            let path = format!("/admin/letters/{}/{tag}/sample", kind.word());
            assert_eq!(site.get(&path, Some(&admin)).await.status, StatusCode::OK, "{path}");
        }
        assert_eq!(site.get(&format!("/admin/letters/{}", kind.word()), Some(&admin)).await.status, StatusCode::OK);
    }
    for missing in ["/admin/letters/nothing/en/sample", "/admin/letters/reset/fr/sample", "/admin/letters/nothing"] {
        assert_eq!(site.get(missing, Some(&admin)).await.status, StatusCode::NOT_FOUND, "{missing}");
    }
}
