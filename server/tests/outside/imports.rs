//! Files come in by a form and go out as a stream, for those who may.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use model::imports::{ImportState, Imports};
use model::{Fault, ImportId, Refusal};

use crate::client::{Answer, Site, request};

const UPLOAD: &str = "/admin/imports/upload";

fn form(cookie: Option<&str>, site: &str, parts: &[(&str, Option<&str>, &str)]) -> Request<Body> {
    let mut body = String::new();
    for (name, file, text) in parts {
        let file = file.map_or_else(String::new, |file| format!("; filename=\"{file}\""));
        body.push_str(&format!("--edge\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n{text}\r\n"));
    }
    body.push_str("--edge--\r\n");
    request(Method::POST, UPLOAD, cookie)
        .header("sec-fetch-site", site)
        .header("content-type", "multipart/form-data; boundary=edge")
        .body(Body::from(body))
        .expect("a request")
}

async fn upload(site: &Site, who: &str, parts: &[(&str, Option<&str>, &str)]) -> Answer {
    site.send(form(Some(&site.cookie(who)), "same-origin", parts)).await
}

async fn work(site: &Site) {
    while let Some(working) = site.world.portico.next_import().await.unwrap() {
        site.world.portico.work_on_import(&working).await.unwrap();
    }
}

/// The import that an upload led to.
fn id_of(answer: &Answer) -> ImportId {
    answer.header("location").rsplit('/').next().unwrap().parse().expect(&answer.body)
}

#[tokio::test]
async fn a_large_file_comes_in_and_its_bad_rows_go_out() {
    let site = Site::new().await;
    // Larger than any other body that is taken.
    let mut file = String::from("email,name,note\n");
    for row in 0..20_000 {
        file.push_str(&format!("p{row}@example.org,Person {row},{}\n", "x".repeat(100)));
    }
    file.push_str("wrong,=cmd(),\n");
    let answer = upload(&site, "admin", &[("kind", None, "contacts"), ("file", Some("people.csv"), &file)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", answer.body);
    let import = id_of(&answer);
    let page = site.get(answer.header("location"), Some(&site.cookie("admin"))).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.body.contains("people.csv") && page.body.contains("p0@example.org") && page.body.contains("name=\"columns[]\""));

    // A form without script, from the page that was just shown.
    let fields = [
        ("import", import.to_string()),
        ("columns[]", "email".into()),
        ("columns[]", "name".into()),
        ("columns[]", String::new()),
    ];
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).chain([("key", ""), ("act", "start")]).collect();
    let started = site.post("/api/imports/start", Some(&site.cookie("admin")), &fields).await;
    assert_eq!(started.body, "{\"Ok\":null}");
    work(&site).await;
    let shown = site.world.user_desk("admin").await.import(import).await.unwrap();
    assert_eq!((shown.row.state, shown.row.counts.created, shown.row.counts.failed), (ImportState::Done, 20_000, 1));

    let address = format!("/admin/imports/{import}/problems.csv");
    let csv = site.get(&address, Some(&site.cookie("owner"))).await;
    assert_eq!((csv.status, csv.header("content-type")), (StatusCode::OK, "text/csv; charset=utf-8"));
    assert!(
        csv.header("content-disposition").contains("attachment") && csv.body.contains("20002,email,wrong,bad-email,"),
        "{}",
        csv.body
    );
    assert_eq!(site.get(&address, Some(&site.cookie("agent"))).await.status, StatusCode::FORBIDDEN);
    assert_eq!(site.get(&address, None).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(site.get("/admin/imports/99/problems.csv", Some(&site.cookie("owner"))).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_form_that_lacks_something_leads_back_and_nobody_else_is_heard() {
    let site = Site::new().await;
    let file = ("file", Some("a.csv"), "email\na@b.example\n");
    for (parts, problem) in [
        (vec![("kind", None, "contacts")], "file"),
        (vec![("kind", None, "contacts"), ("file", Some(""), "")], "file"),
        (vec![("kind", None, "deals"), file], "kind"),
        (vec![file], "kind"),
    ] {
        let answer = upload(&site, "owner", &parts).await;
        let back = format!("/admin/imports/new?problem={problem}");
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, back.as_str()), "{parts:?}");
        assert_eq!(site.get(&back, Some(&site.cookie("owner"))).await.status, StatusCode::OK);
    }
    let whole = [("kind", None, "contacts"), file];
    let agent = upload(&site, "agent", &whole).await;
    assert_eq!((agent.status, agent.header("location")), (StatusCode::FORBIDDEN, ""));
    assert!(agent.body.contains("Role") || !agent.body.is_empty());
    let stranger = site.send(form(None, "same-origin", &whole)).await;
    assert_eq!(stranger.header("location"), "/sign-in");
    let forged = site.send(form(Some(&site.cookie("owner")), "cross-site", &whole)).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    let customer = upload(&site, "ana", &whole).await;
    assert_eq!(customer.header("location"), "/sign-in");
    let rows = site.world.user_desk("owner").await.imports(None).await.unwrap().rows;
    assert!(rows.is_empty(), "nothing of it was kept: {rows:?}");
    let refused = site.post("/api/imports/list", Some(&site.cookie("agent")), &[("after", "")]).await;
    let fault: Result<serde_json::Value, Fault> = serde_json::from_str(&refused.body).unwrap();
    assert_eq!(fault.unwrap_err(), Fault::Refused(Refusal::Role));
}

#[tokio::test]
async fn lists_of_the_desk_go_out_with_their_filters() {
    let site = Site::new().await;
    let cookie = site.cookie("agent");
    let contacts = site.get("/desk/contacts.csv?q=ana", Some(&cookie)).await;
    assert_eq!(contacts.status, StatusCode::OK);
    let lines: Vec<&str> = contacts.body.trim_end().split("\r\n").collect();
    assert_eq!(lines[0], "\u{feff}No.,Record ID,First Name,Last Name,Email,Phone Number,Create Date");
    assert!(lines.len() == 2 && lines[1].contains("Ana,Alves,ana@example.com"), "{lines:?}");
    let all = site.get("/desk/contacts.csv", Some(&cookie)).await;
    assert_eq!(all.body.trim_end().split("\r\n").count(), 4);
    let companies = site.get("/desk/companies.csv?q=glob", Some(&cookie)).await;
    assert!(companies.body.contains("Globex,globex.example") && !companies.body.contains("Acme"), "{}", companies.body);
    let tickets = site.get("/desk/tickets.csv?view=closed", Some(&cookie)).await;
    assert_eq!(tickets.body.trim_end().split("\r\n").count(), 1);
    for list in ["tickets", "contacts", "companies"] {
        let path = format!("/desk/{list}.csv");
        assert_eq!(site.get(&path, None).await.status, StatusCode::UNAUTHORIZED, "{list}");
        assert_eq!(site.get(&path, Some(&site.cookie("ana"))).await.status, StatusCode::UNAUTHORIZED, "{list}");
    }
}
