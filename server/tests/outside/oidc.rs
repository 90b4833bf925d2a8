//! Single sign-on from outside: redirects, cookies, and what an address cannot do.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use domain::testing::provider::{CLIENT, CLIENT_SECRET, FakeProvider, ISSUER};
use domain::testing::{SLUG, World, settings};
use model::access::{AccessMode, SignInMethods};
use model::identity::{IdentityProviders, ProviderFields, SecretChange};
use model::portals::{Portals, TicketPermission};
use model::{IdentityProviderId, PortalId};

use crate::client::{Answer, Site, encoded, portal, request};

async fn site_at(settings: domain::Settings) -> (Site, FakeProvider, IdentityProviderId) {
    let (world, fake) = World::with_settings(TicketPermission::Own, settings).await.with_provider();
    let admin = world.user_desk("admin").await;
    let provider = add(&world, Some(world.portal)).await;
    let groups = admin.portal(world.portal).await.unwrap().groups;
    let methods = SignInMethods { single_sign_on: true, ..SignInMethods::default() };
    admin.save_access(world.portal, AccessMode::Invited, &groups, methods).await.unwrap();
    (Site::of(world), fake, provider)
}

async fn add(world: &World, portal: Option<PortalId>) -> IdentityProviderId {
    let fields = ProviderFields {
        name: "Acme <ID>".into(),
        issuer: ISSUER.into(),
        client_id: CLIENT.into(),
        scopes: "openid email".into(),
        may_create: false,
    };
    let secret = SecretChange::Replace(CLIENT_SECRET.to_owned());
    // The staff's are the owner's alone.
    let who = if portal.is_some() { "admin" } else { "owner" };
    world.user_desk(who).await.create_identity_provider(portal, &fields, secret).await.unwrap()
}

async fn site() -> (Site, FakeProvider, IdentityProviderId) {
    site_at(settings()).await
}

/// As the sign-in page's form posts it.
async fn begins(site: &Site, path: &str, return_to: &str) -> Answer {
    let request = request(Method::POST, path, None)
        .header("sec-fetch-site", "same-origin")
        .header("accept", "text/html")
        .header("content-type", "application/x-www-form-urlencoded");
    site.send(request.body(Body::from(encoded(&[("return_to", return_to)]))).unwrap()).await
}

/// The address on the page that a browser goes on from: a form may not be redirected to another host.
fn onward(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    let rest = answer.body.split("content=\"0;url=").nth(1).expect("an address to go on to");
    rest.split('"').next().unwrap().replace("&amp;", "&")
}

fn cookies(answer: &Answer) -> Vec<&str> {
    answer.headers.get_all("set-cookie").iter().filter_map(|value| value.to_str().ok()).collect()
}

fn pair(cookie: &str) -> &str {
    cookie.split(';').next().unwrap()
}

fn callback(fake: &FakeProvider, location: &str, subject: &str) -> String {
    let came = fake.signs_in(location, subject);
    let query = [("state", came.state.as_str()), ("code", came.code.as_deref().unwrap()), ("iss", ISSUER)];
    format!("/sign-in/oidc/callback?{}", encoded(&query))
}

#[tokio::test]
async fn there_and_back() {
    let (site, fake, provider) = site().await;
    let page = site.get(&portal("/sign-in?return_to=%2Fsupport%2Fnew"), None).await;
    assert!(page.body.contains("Continue with Acme &lt;ID&gt;"), "{}", page.body);
    let path = portal(&format!("/sign-in/oidc/{provider}"));
    assert!(page.body.contains(&format!("action=\"{path}\"")), "{}", page.body);

    let begun = begins(&site, &path, "/support/new").await;
    let location = onward(&begun);
    assert!(location.starts_with("https://id.acme.example/authorize?response_type=code&"), "{location}");
    let [cookie] = cookies(&begun)[..] else { panic!("{:?}", begun.headers) };
    assert!(cookie.starts_with("portico-sso=") && cookie.ends_with("; Path=/; Max-Age=600; HttpOnly; SameSite=Lax"), "{cookie}");

    let back = portal(&callback(&fake, &location, "ana"));
    let done = site.get(&back, Some(pair(cookie))).await;
    assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/support/new"));
    let [session, gone] = cookies(&done)[..] else { panic!("{:?}", done.headers) };
    assert!(session.starts_with(&format!("portico-portal-{}=", site.world.portal)), "{session}");
    assert!(gone.starts_with("portico-sso=; ") && gone.contains("Max-Age=0"), "{gone}");
    assert_eq!(site.get(&portal("/profile"), Some(pair(session))).await.status, StatusCode::OK);
    assert_eq!(done.header("cache-control"), "no-store");

    let replayed = site.get(&back, Some(pair(cookie))).await;
    assert_eq!(replayed.header("location"), "/support/sign-in?sso=expired");
    assert!(cookies(&replayed).is_empty());
    let page = site.get(replayed.header("location"), None).await;
    assert!(page.body.contains("another window") && page.body.contains("name=\"password\""), "{}", page.body);
}

#[tokio::test]
async fn over_tls_the_cookie_is_of_this_host_only() {
    let address = domain::PublicAddress { secure: true, host: "127.0.0.1".into(), port: Some(3000) };
    let (site, fake, provider) = site_at(domain::Settings { address, ..settings() }).await;
    let begun = begins(&site, &portal(&format!("/sign-in/oidc/{provider}")), "").await;
    let [cookie] = cookies(&begun)[..] else { panic!("{:?}", begun.headers) };
    assert!(cookie.starts_with("__Host-portico-sso=") && cookie.ends_with("; Secure"), "{cookie}");
    let location = onward(&begun);
    assert!(location.contains("redirect_uri=https%3A%2F%2F127.0.0.1%3A3000%2Fsupport%2F"), "{location}");
    // Planted by a neighbouring host, without the prefix.
    let planted = pair(cookie).replace("__Host-", "");
    let refused = site.get(&portal(&callback(&fake, &location, "ana")), Some(&planted)).await;
    assert_eq!(refused.header("location"), "/support/sign-in?sso=expired");
}

#[tokio::test]
async fn the_request_does_not_choose_where_to_go() {
    let (site, fake, provider) = site().await;
    let path = portal(&format!("/sign-in/oidc/{provider}"));
    for evil in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", "/a\r\nX: y"] {
        let begun = begins(&site, &path, evil).await;
        let cookie = pair(cookies(&begun)[0]).to_owned();
        let done = site.get(&portal(&callback(&fake, &onward(&begun), "ana")), Some(&cookie)).await;
        assert_eq!(done.header("location"), "/support", "{evil:?}");
    }
    // Another name of this machine, which is answered: the redirect URI is the settings' all the same.
    let named = request(Method::POST, &path, None).header("sec-fetch-site", "same-origin");
    let mut named = named.body(Body::empty()).unwrap();
    named.headers_mut().insert("host", "localhost:9999".parse().unwrap());
    assert!(onward(&site.send(named).await).contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A3000%2F"));
    // What is in the answer's address is not gone to either.
    let back = format!("/sign-in/oidc/callback?state=x&code=y&return_to={}", "%2F%2Fevil.example");
    assert_eq!(site.get(&portal(&back), None).await.header("location"), "/support/sign-in?sso=expired");
}

#[tokio::test]
async fn what_is_not_there_and_what_is_not_meant() {
    let (site, fake, provider) = site().await;
    let staff = add(&site.world, None).await;
    for path in [
        portal("/sign-in/oidc/999"),
        portal("/sign-in/oidc/x"),
        portal(&format!("/sign-in/oidc/{staff}")),
        format!("/sign-in/oidc/{provider}"),
        format!("/no-such-portal/sign-in/oidc/{provider}"),
    ] {
        let answer = begins(&site, &path, "").await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(cookies(&answer).is_empty(), "{path}");
    }
    let path = portal(&format!("/sign-in/oidc/{provider}"));
    assert_eq!(site.get(&path, None).await.status, StatusCode::METHOD_NOT_ALLOWED, "a link begins nothing");
    let forged = request(Method::POST, &path, None).header("sec-fetch-site", "cross-site").body(Body::empty()).unwrap();
    assert_eq!(site.send(forged).await.status, StatusCode::FORBIDDEN);

    let begun = begins(&site, &path, "/support/new").await;
    let cookie = pair(cookies(&begun)[0]).to_owned();
    let back = callback(&fake, &onward(&begun), "ana");
    for (what, path, cookie, location) in [
        ("no cookie", portal(&back), None, "/support/sign-in?sso=expired"),
        ("the staff's door", back.clone(), Some(&cookie), "/sign-in?sso=expired"),
        ("a word twice", portal(&format!("{back}&state=x")), Some(&cookie), "/support/sign-in?sso=expired"),
        ("nothing at all", portal("/sign-in/oidc/callback"), Some(&cookie), "/support/sign-in?sso=expired"),
        (
            "another issuer",
            portal(&back.replace("acme", "evil")),
            Some(&cookie),
            "/support/sign-in?sso=not-proven&return_to=%2Fsupport%2Fnew",
        ),
    ] {
        let answer = site.get(&path, cookie.map(String::as_str)).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, location), "{what}");
        assert!(cookies(&answer).is_empty(), "{what}");
    }
    let hostile = site.get(&portal("/sign-in?sso=%3Cscript%3E&return_to=%2F%2Fevil"), None).await;
    assert!(!hostile.body.contains("<script>\"") && !hostile.body.contains("class=\"banner"), "an invented word says nothing");
}

#[tokio::test]
async fn a_sign_in_page_says_the_same_to_everybody() {
    let (site, _, _) = site().await;
    let page = site.get(&portal("/sign-in"), None).await.fixed();
    let typed = site.get(&portal("/sign-in?email=ana%40example.com"), None).await.fixed();
    let buttons = |body: &str| body.matches("/sign-in/oidc/").count();
    assert_eq!((buttons(&page), buttons(&typed)), (1, 1));
}

#[tokio::test]
async fn staff_come_in_on_the_system_domain() {
    let (site, fake, _) = site().await;
    let provider = add(&site.world, None).await;
    let page = site.get("/sign-in", None).await;
    assert!(page.body.contains(&format!("action=\"/sign-in/oidc/{provider}\"")), "{}", page.body);
    let begun = begins(&site, &format!("/sign-in/oidc/{provider}"), "/desk/contacts").await;
    let cookie = pair(cookies(&begun)[0]).to_owned();
    let done = site.get(&callback(&fake, &onward(&begun), "agent"), Some(&cookie)).await;
    assert_eq!(done.header("location"), "/desk/contacts");
    assert_eq!(site.get("/desk", Some(pair(cookies(&done)[0]))).await.status, StatusCode::OK);
    let begun = begins(&site, &format!("/sign-in/oidc/{provider}"), "").await;
    let cookie = pair(cookies(&begun)[0]).to_owned();
    let refused = site.get(&callback(&fake, &onward(&begun), "ana"), Some(&cookie)).await;
    assert_eq!(refused.header("location"), "/sign-in?sso=not-admitted");
}

#[tokio::test]
async fn administration_is_for_administrators() {
    let (site, _, provider) = site().await;
    for path in ["/admin/identity", "/admin/identity/new", &format!("/admin/identity/{provider}")] {
        assert_eq!(site.get(path, Some(&site.cookie("owner"))).await.status, StatusCode::OK, "{path}");
        let refused = site.get(path, Some(&site.cookie("agent"))).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
        assert!(!refused.body.contains(ISSUER), "{path}");
        assert!(site.get(path, None).await.status.is_redirection(), "{path}");
    }
    let shown = site.get(&format!("/admin/identity/{provider}"), Some(&site.cookie("owner"))).await;
    assert!(shown.body.contains(ISSUER) && !shown.body.contains("hush"), "the secret is never shown");
    assert!(shown.body.contains(&format!("/{SLUG}/sign-in/oidc/callback")));
}
