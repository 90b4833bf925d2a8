//! Files, as forms that clients send.

use axum::http::StatusCode;
use domain::testing::World;
use model::api_tokens::Scope;
use model::portals::TicketPermission;
use serde_json::{Value, json};

use super::{Answer, Client};
use crate::client::Site;

const FILES: &str = "/files/v3/files";
const BOUNDARY: &str = "a-boundary";

fn form(parts: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in parts {
        body.extend(format!("--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n").bytes());
    }
    if let Some((name, bytes)) = file {
        let head = format!("Content-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\nContent-Type: text/html");
        body.extend(format!("--{BOUNDARY}\r\n{head}\r\n\r\n").bytes());
        body.extend(bytes);
        body.extend(b"\r\n");
    }
    body.extend(format!("--{BOUNDARY}--\r\n").bytes());
    body
}

pub async fn upload(client: &Client, parts: &[(&str, &str)], file: Option<(&str, &[u8])>) -> Answer {
    let (bearer, kind) = (format!("Bearer {}", client.token), format!("multipart/form-data; boundary={BOUNDARY}"));
    let headers = [("authorization", bearer.as_str()), ("content-type", kind.as_str())];
    client.raw("POST", FILES, &headers, form(parts, file)).await
}

#[tokio::test]
async fn a_file_is_uploaded_described_fetched_and_removed() {
    let client = Client::new().await;
    let parts = [("folderPath", "/docs"), ("options", "{\"access\":\"PRIVATE\"}"), ("fileName", "Fattura è.html")];
    let made = upload(&client, &parts, Some(("x.html", b"<script>alert(1)</script>"))).await;
    assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    for (name, value) in [
        ("name", json!("Fattura è")),
        ("extension", json!("html")),
        ("size", json!(25)),
        ("access", json!("PRIVATE")),
        ("path", json!("/docs/Fattura è.html")),
        ("type", json!("DOCUMENT")),
    ] {
        assert_eq!(made.json[name], value, "{name}");
    }
    let path = format!("{FILES}/{}", made.id());
    assert_eq!(client.get(&path).await.json, made.json);
    let signed = client.get(&format!("{path}/signed-url")).await.json;
    let url = signed["url"].as_str().unwrap().split_once(":3000").unwrap().1.to_owned();
    let fetched = client.site.get(&url, None).await;
    assert_eq!((fetched.status, fetched.body.as_str()), (StatusCode::OK, "<script>alert(1)</script>"));
    assert_eq!(fetched.header("content-type"), "text/plain; charset=utf-8");
    assert!(fetched.header("content-disposition").starts_with("attachment; filename=\"Fattura _.html\""));
    assert_eq!(fetched.header("x-content-type-options"), "nosniff");
    assert_eq!(fetched.header("content-security-policy"), "default-src 'none'; sandbox");
    let plain = made.json["url"].as_str().unwrap().split_once(":3000").unwrap().1.to_owned();
    for wrong in [plain, url.replace("signature=", "signature=x"), url.replace("expires=1", "expires=2")] {
        assert_eq!(client.site.get(&wrong, None).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    assert_eq!(client.patch(&path, json!({ "name": "Bill" })).await.json["path"], "/docs/Bill.html");
    client.patch(&path, json!({ "access": "EVERYBODY" })).await.is_error(400, "VALIDATION_ERROR");
    let found = client.get(&format!("{FILES}/search?name=bi")).await.json;
    assert_eq!(found["results"][0]["id"], json!(made.id()));
    assert_eq!(client.delete(&path).await.status, StatusCode::NO_CONTENT);
    client.get(&path).await.is_error(404, "OBJECT_NOT_FOUND");
    assert_eq!(client.site.get(&url, None).await.status, StatusCode::NOT_FOUND);
    client.get(&format!("{FILES}/nope")).await.is_error(404, "OBJECT_NOT_FOUND");
}

#[tokio::test]
async fn a_form_says_what_is_wrong_with_it() {
    let client = Client::new().await;
    let file = Some(("a.txt", &b"x"[..]));
    for (parts, file, message) in [
        (vec![("folderPath", "/a")], None, "The form has no part `file`."),
        (vec![], file, "One of folderId and folderPath must be provided."),
        (vec![("folderPath", "/a"), ("options", "{")], file, "The part `options` is not JSON: EOF while parsing an object"),
        (vec![("folderPath", "/a"), ("options", "{\"access\":\"X\"}")], file, "There is no access X."),
        (vec![("folderPath", "/a"), ("options", "{\"ttl\":\"soon\"}")], file, "ttl must be an ISO 8601 period"),
        (vec![("folderPath", "/a/../b")], file, "The field folderPath is not valid."),
    ] {
        let answer = upload(&client, &parts, file).await;
        answer.is_error(400, "VALIDATION_ERROR");
        assert!(answer.message().starts_with(message), "{}", answer.message());
    }
    client.post(FILES, json!({})).await.is_error(400, "VALIDATION_ERROR");
    let large = vec![b'x'; 20 * 1024 * 1024 + 1];
    upload(&client, &[("folderPath", "/a")], Some(("a.txt", &large))).await.is_error(413, "PAYLOAD_TOO_LARGE");
    let none = client.get(&format!("{FILES}/search")).await.json;
    assert_eq!(none["results"], Value::Array(Vec::new()));
}

#[tokio::test]
async fn a_file_gets_other_bytes_and_stays_the_same_file() {
    let client = Client::new().await;
    let made = upload(&client, &[("folderPath", "/docs")], Some(("a.txt", b"one"))).await;
    let path = format!("{FILES}/{}", made.id());
    let (bearer, kind) = (format!("Bearer {}", client.token), format!("multipart/form-data; boundary={BOUNDARY}"));
    let headers = [("authorization", bearer.as_str()), ("content-type", kind.as_str())];
    let options = [("options", "{\"access\":\"PUBLIC_INDEXABLE\"}")];
    let replaced = client.raw("PUT", &path, &headers, form(&options, Some(("other.txt", b"three")))).await;
    assert_eq!(replaced.status, StatusCode::OK, "{}", replaced.json);
    assert_eq!((&replaced.json["id"], &replaced.json["size"]), (&made.json["id"], &json!(5)));
    assert_eq!((&replaced.json["path"], &replaced.json["access"]), (&json!("/docs/a.txt"), &json!("PUBLIC_INDEXABLE")));
    let url = replaced.json["url"].as_str().unwrap().split_once(":3000").unwrap().1;
    assert_eq!(client.site.get(url, None).await.body, "three");
    client.raw("PUT", &path, &headers, form(&options, None)).await.is_error(400, "VALIDATION_ERROR");
    client.raw("PUT", &format!("{FILES}/987"), &headers, form(&[], Some(("a", b"x")))).await.is_error(404, "OBJECT_NOT_FOUND");
    assert_eq!(client.put(&path, json!({ "name": "b" })).await.json["name"], "b", "JSON does what PATCH does");
}

#[tokio::test]
async fn files_have_a_scope_of_their_own() {
    let client = Client::new().await;
    let token = client.site.world.token(&[Scope::Tickets], None).await;
    client.as_token(&token, "GET", &format!("{FILES}/search"), None).await.is_error(403, "MISSING_SCOPES");
    client.as_token(&token, "DELETE", &format!("{FILES}/1"), None).await.is_error(403, "MISSING_SCOPES");
    client.raw("GET", &format!("{FILES}/search"), &[], "").await.is_error(401, "INVALID_AUTHENTICATION");
}

#[tokio::test]
async fn a_message_brings_its_files_to_those_who_read_it() {
    let client = Client::new().await;
    let types = json!([{ "associationCategory": "HUBSPOT_DEFINED", "associationTypeId": 16 }]);
    let ticket = client.post(
        "/crm/v3/objects/tickets",
        json!({
            "properties": { "subject": "Printer", "hs_pipeline_stage": "1" },
            "associations": [{ "to": { "id": client.ana() }, "types": types }],
        }),
    );
    let ticket = ticket.await.id();
    let kept = upload(&client, &[("folderPath", "/docs")], Some(("Bill <b>.html", b"<script>alert(1)</script>"))).await.id();
    let messages = format!("/conversations/v3/conversations/threads/{ticket}/messages");
    let sender = format!("A-{}", client.site.world.user("agent"));
    let message = |file: Value| json!({ "type": "MESSAGE", "text": "Look", "senderActorId": sender, "attachments": [file] });
    let posted = client.post(&messages, message(json!({ "type": "FILE", "fileId": kept }))).await;
    assert_eq!(posted.status, StatusCode::CREATED, "{}", posted.json);
    let attached = &posted.json["attachments"][0];
    assert_eq!(
        (&attached["fileId"], &attached["type"], &attached["fileUsageType"]),
        (&json!(kept), &json!("FILE"), &json!("OTHER"))
    );
    let url = attached["url"].as_str().unwrap().split_once(":3000").unwrap().1;
    assert_eq!(client.site.get(url, None).await.body, "<script>alert(1)</script>");
    assert_eq!(client.get(&messages).await.json["results"][0]["attachments"][0]["name"], "Bill <b>.html");

    let path = format!("/{}/{ticket}/attachments/{}/{kept}", domain::testing::SLUG, posted.id());
    let (ana, carla) = (client.site.cookie("ana"), client.site.cookie("carla"));
    let page = client.site.get(&format!("/{}/{ticket}", domain::testing::SLUG), Some(&ana)).await;
    assert!(page.body.contains(&format!("href=\"{path}\"")) && page.body.contains("Bill &lt;b&gt;.html"), "{}", page.body);
    let saved = client.site.get(&path, Some(&ana)).await;
    assert_eq!((saved.status, saved.body.as_str()), (StatusCode::OK, "<script>alert(1)</script>"));
    assert!(saved.header("content-disposition").starts_with("attachment; filename="));
    assert_eq!(saved.header("content-security-policy"), "default-src 'none'; sandbox");
    assert_eq!(saved.header("cache-control"), "private, no-store");
    let nothing =
        client.site.get(&format!("/{}/{ticket}/attachments/{}/987654", domain::testing::SLUG, posted.id()), Some(&ana)).await;
    let hidden = client.site.get(&path, Some(&carla)).await;
    assert_eq!((hidden.status, hidden.body.as_str()), (StatusCode::NOT_FOUND, nothing.body.as_str()), "as if it were not there");
    for wrong in [path.replace(&kept, "x"), path.replace(&kept, "..%2f1"), path.replace(&posted.id(), "0")] {
        assert_eq!(client.site.get(&wrong, Some(&ana)).await.status, StatusCode::NOT_FOUND, "{wrong}");
    }
    assert_eq!(client.site.get(&path, None).await.status, StatusCode::UNAUTHORIZED);
    let at_desk = format!("/desk/tickets/{ticket}/attachments/{}/{kept}", posted.id());
    assert_eq!(client.site.get(&at_desk, Some(&client.site.cookie("agent"))).await.status, StatusCode::OK);
    assert_eq!(client.site.get(&at_desk, Some(&ana)).await.status, StatusCode::UNAUTHORIZED);

    for wrong in
        [json!({ "type": "LOCATION", "fileId": kept }), json!({ "type": "FILE" }), json!({ "fileId": "987654" }), json!("x")]
    {
        client.post(&messages, message(wrong)).await.is_error(400, "VALIDATION_ERROR");
    }
    let token = client.site.world.token(&[Scope::WriteConversations], None).await;
    let attaching = message(json!({ "fileId": kept }));
    client.as_token(&token, "POST", &messages, Some(attaching)).await.is_error(403, "MISSING_SCOPES");
}

#[tokio::test]
async fn a_file_is_fetched_from_an_address() {
    let (world, web) = World::with(TicketPermission::Company).await.with_receiver();
    let token = world.token(&Scope::ALL, None).await;
    let client = Client { site: Site::of(world), token };
    web.always(Ok(domain::WebAnswer { status: 200, body: b"hello".to_vec(), ..Default::default() }));
    let path = format!("{FILES}/import-from-url/async");
    let body = json!({ "url": "https://files.example/a.txt", "folderPath": "/moved", "access": "PRIVATE", "name": "b.txt" });
    let task = client.post(&path, body.clone()).await;
    assert_eq!(task.status, StatusCode::ACCEPTED, "{}", task.json);
    let status = format!("{path}/tasks/{}/status", task.id());
    assert!(task.json["links"]["status"].as_str().unwrap().ends_with(&status));
    let done = client.get(&status).await.json;
    assert_eq!((&done["status"], &done["taskId"]), (&json!("COMPLETE"), &json!(task.id())));
    assert_eq!((&done["result"]["path"], &done["result"]["size"]), (&json!("/moved/b.txt"), &json!(5)));
    web.always(Ok(domain::WebAnswer { status: 503, ..Default::default() }));
    let task = client.post(&path, body.clone()).await;
    let done = client.get(&format!("{path}/tasks/{}/status", task.id())).await.json;
    assert_eq!((&done["numErrors"], &done["errors"][0]["message"]), (&json!(1), &json!("The server answered 503.")));
    assert!(done.get("result").is_none());
    for (name, value) in
        [("url", json!("http://10.0.0.1/x")), ("url", json!("")), ("access", json!("ANYBODY")), ("ttl", json!("soon"))]
    {
        let mut wrong = body.clone();
        wrong[name] = value;
        client.post(&path, wrong).await.is_error(400, "VALIDATION_ERROR");
    }
    client.post(&path, json!({ "url": "https://files.example/a.txt" })).await.is_error(400, "VALIDATION_ERROR");
    client.post(&path, json!({ "folderPath": "/a" })).await.is_error(400, "VALIDATION_ERROR");
    client.get(&format!("{path}/tasks/987/status")).await.is_error(404, "OBJECT_NOT_FOUND");
    let other = client.site.world.token(&[Scope::Tickets], None).await;
    client.as_token(&other, "POST", &path, Some(body)).await.is_error(403, "MISSING_SCOPES");
}

#[tokio::test]
async fn a_search_finds_what_is_asked_for_and_refuses_what_it_cannot() {
    let client = Client::new().await;
    for (name, folder, bytes) in [("one.txt", "/a", "1"), ("two.txt", "/b", "2"), ("two.csv", "/b", "a,b")] {
        let made =
            upload(&client, &[("folderPath", folder), ("options", "{\"access\":\"PRIVATE\"}")], Some((name, bytes.as_bytes())))
                .await;
        assert_eq!(made.status, StatusCode::CREATED, "{}", made.json);
    }
    let found = |query: &'static str| {
        let client = &client;
        async move {
            let list = client.get(&format!("{FILES}/search?{query}")).await.json;
            list["results"].as_array().unwrap().iter().map(|file| file["path"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        }
    };
    assert_eq!(found("").await, ["/a/one.txt", "/b/two.txt", "/b/two.csv"]);
    assert_eq!(found("sort=-createdAt&limit=2").await, ["/b/two.csv", "/b/two.txt"]);
    assert_eq!(found("extension=txt&name=t").await, ["/b/two.txt"]);
    assert_eq!(found("path=/b/two.csv").await, ["/b/two.csv"]);
    assert_eq!(found("type=IMG").await, [] as [String; 0]);
    let one = client.get(&format!("{FILES}/search?name=one")).await.json["results"][0].clone();
    assert_eq!(one["fileMd5"], json!("c4ca4238a0b923820dcc509a6f75849b"));
    let (id, folder) = (one["id"].as_str().unwrap(), one["parentFolderId"].as_str().unwrap());
    for query in [format!("ids={id}"), format!("parentFolderIds={folder}")] {
        assert_eq!(client.get(&format!("{FILES}/search?{query}")).await.json["results"].as_array().unwrap().len(), 1, "{query}");
    }
    client.get(&format!("{FILES}/search?createdAtGte=2026-01-01")).await.is_error(400, "VALIDATION_ERROR");
}
