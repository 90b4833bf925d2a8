//! Single sign-on: who a provider identifies, who that is here, and what is not believed.

use std::collections::HashMap;
use std::sync::Arc;

use domain::testing::provider::{CLIENT, CLIENT_SECRET, FakeProvider, ISSUER, Says, Signs};
use domain::testing::{PASSWORD, World, email, settings};
use domain::{Begun, CameBack, Finished, PortalPlace};
use model::access::{AccessMode, SignInMethods};
use model::contacts::{ContactFields, Contacts};
use model::identity::{IdentityProviders, ProviderCheck, ProviderFields, ProviderProblem, SecretChange, SignInEnd};
use model::people::{OwnAccount, PortalDoor, StaffDoor};
use model::portals::{Portals, TicketPermission};
use model::{Fault, IdentityProviderId, PortalId, Problem, Refusal, Timestamp};
use serde_json::{Value, json};

use crate::doors::{enters, staff_enters};

const SSO: SignInMethods = SignInMethods { password: true, magic_link: false, single_sign_on: true };

fn fields(may_create: bool) -> ProviderFields {
    ProviderFields {
        name: "Acme".into(),
        issuer: ISSUER.into(),
        client_id: CLIENT.into(),
        scopes: "openid email".into(),
        may_create,
    }
}

fn secret() -> SecretChange {
    SecretChange::Replace(CLIENT_SECRET.to_owned())
}

async fn provider_of(world: &World, portal: Option<PortalId>, may_create: bool) -> IdentityProviderId {
    // The staff's are the owner's alone.
    let who = if portal.is_some() { "admin" } else { "owner" };
    world.user_desk(who).await.create_identity_provider(portal, &fields(may_create), secret()).await.unwrap()
}

/// A portal in this mode that offers single sign-on at the provider.
async fn world(mode: AccessMode, may_create: bool) -> (World, FakeProvider, IdentityProviderId) {
    let mails = domain::Settings { mail_from: Some("help@example.com".into()), ..settings() };
    let (world, fake) = World::with_settings(TicketPermission::Own, mails).await.with_provider();
    let provider = provider_of(&world, Some(world.portal), may_create).await;
    let desk = world.user_desk("admin").await;
    let groups = desk.portal(world.portal).await.unwrap().groups;
    desk.save_access(world.portal, mode, &groups, SSO).await.unwrap();
    (world, fake, provider)
}

async fn begin(place: &PortalPlace, provider: IdentityProviderId) -> (String, String) {
    match place.begin_single_sign_on(provider, "/support/new", None).await.unwrap() {
        Begun::To { location, browser } => (location, browser),
        Begun::Not(end) => panic!("{end:?}"),
    }
}

/// Goes to the provider as somebody, and comes back.
async fn signs_in(world: &World, fake: &FakeProvider, provider: IdentityProviderId, subject: &str) -> Result<String, SignInEnd> {
    let place = world.place().await;
    let (location, browser) = begin(&place, provider).await;
    let came = CameBack { browser: Some(browser), ..fake.signs_in(&location, subject) };
    ended(place.finish_single_sign_on(came).await.unwrap())
}

fn ended(finished: Finished) -> Result<String, SignInEnd> {
    match finished {
        Finished::Entered { admission, .. } => Ok(admission.secret),
        Finished::Not { end, .. } => Err(end),
    }
}

async fn last(world: &World) -> String {
    world.trail().await.pop().unwrap()
}

#[tokio::test]
async fn who_the_provider_identifies_is_known_from_then_on() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    let place = world.place().await;
    let held = place.sign_in(&email("ana"), PASSWORD).await.unwrap().secret;
    let (location, browser) = begin(&place, provider).await;
    assert!(location.contains("redirect_uri=http%3A%2F%2F127.0.0.1%3A3000%2Fsupport%2Fsign-in%2Foidc%2Fcallback"), "{location}");
    let came = CameBack { browser: Some(browser), ..fake.signs_in(&location, "ana") };
    let at_door = place.visited_by(None, Some(&held));
    let Finished::Entered { admission, return_to } = at_door.finish_single_sign_on(came).await.unwrap() else { panic!() };
    assert_eq!(return_to, "/support/new");
    assert_eq!(enters(&world, &place, &admission.secret).await, Ok(()));
    assert_eq!(enters(&world, &place, &held).await, Err(Fault::SignedOut), "what the browser held has ended");
    let desk = world.portico.contact_desk(&place, Some(&admission.secret)).await.unwrap();
    assert_eq!(desk.profile().contact, world.contact("ana"));
    assert!(world.trail().await.contains(&"identity_linked".to_owned()));
    assert_eq!(last(&world).await, "signed_in");
    // The address says nothing any more: it is the subject that is known.
    fake.claims(|claims| claims["email"] = json!("somebody.else@example.com"));
    let again = signs_in(&world, &fake, provider, "ana").await.unwrap();
    let desk = world.portico.contact_desk(&place, Some(&again)).await.unwrap();
    assert_eq!(desk.profile().contact, world.contact("ana"));
}

#[tokio::test]
async fn access_rules_decide_all_the_same() {
    let (world, fake, provider) = world(AccessMode::Invited, true).await;
    assert_eq!(signs_in(&world, &fake, provider, "stranger").await, Err(SignInEnd::NotAdmitted), "no contact is made");
    assert!(signs_in(&world, &fake, provider, "ana").await.is_ok());
    world.remove_from_groups("ana").await;
    assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::NotAdmitted));
    world.remove_from_groups("bruno").await;
    assert_eq!(signs_in(&world, &fake, provider, "bruno").await, Err(SignInEnd::NotAdmitted));
    let admin = world.user_desk("admin").await;
    assert_eq!(admin.identity_provider(provider).await.unwrap().people, 1, "who may not enter is not linked either");
    admin.set_contact_disabled(world.contact("carla"), true).await.unwrap();
    assert_eq!(signs_in(&world, &fake, provider, "carla").await, Err(SignInEnd::NotAdmitted));
    assert_eq!(last(&world).await, "single_sign_on_refused");
}

#[tokio::test]
async fn where_the_provider_decides_its_people_enter_and_nobody_else() {
    let (world, fake, provider) = world(AccessMode::SingleSignOn, false).await;
    let place = world.place().await;
    world.remove_from_groups("ana").await;
    let ana = signs_in(&world, &fake, provider, "ana").await.unwrap();
    assert_eq!(enters(&world, &place, &ana).await, Ok(()));
    let no_access = Err(Fault::Refused(Refusal::NoAccess));
    assert_eq!(enters(&world, &place, world.secret("bruno")).await, no_access, "invited, and never identified");
    assert_eq!(signs_in(&world, &fake, provider, "stranger").await, Err(SignInEnd::NotAdmitted));
    let admin = world.user_desk("admin").await;
    let invited = admin.invite(world.portal, world.contact("bruno")).await;
    assert_eq!(invited, Err(Fault::Refused(Refusal::NoAccess)), "an invitation would lead nowhere");
    admin.set_identity_provider_enabled(provider, false).await.unwrap();
    assert_eq!(enters(&world, &place, &ana).await, no_access, "with the next request");
    admin.set_identity_provider_enabled(provider, true).await.unwrap();
    assert_eq!(enters(&world, &place, &ana).await, Ok(()));
    admin.set_contact_disabled(world.contact("ana"), true).await.unwrap();
    assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::NotAdmitted));
}

#[tokio::test]
async fn a_contact_is_made_only_where_provider_and_portal_allow_it() {
    let (world, fake, provider) = world(AccessMode::SingleSignOn, true).await;
    fake.claims(|claims| {
        claims["email"] = json!("Dora.Doe@Example.COM");
        claims["given_name"] = json!("Dora\u{0}");
        claims["family_name"] = json!("x".repeat(300));
    });
    let secret = signs_in(&world, &fake, provider, "dora").await.unwrap();
    let profile = world.portico.contact_desk(&world.place().await, Some(&secret)).await.unwrap().profile();
    assert_eq!(profile.email, "dora.doe@example.com");
    assert!(profile.name.starts_with("Dora xxx"), "{}", profile.name);
    for own in ["help@example.com", "help+x@example.com"] {
        fake.claims(move |claims| claims["email"] = json!(own));
        assert_eq!(signs_in(&world, &fake, provider, own).await, Err(SignInEnd::NotAdmitted), "{own}");
    }
    fake.claims(|claims| claims["email_verified"] = json!(false));
    assert_eq!(signs_in(&world, &fake, provider, "emil").await, Err(SignInEnd::NotVerified));
}

#[tokio::test]
async fn only_an_address_that_the_provider_vouches_for_finds_anybody() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    for unverified in [json!(false), json!("true"), json!(1), Value::Null] {
        let said = unverified.clone();
        fake.claims(move |claims| claims["email_verified"] = said.clone());
        assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::NotVerified), "{unverified}");
    }
    for missing in ["email_verified", "email"] {
        fake.claims(move |claims| drop(claims.as_object_mut().unwrap().remove(missing)));
        assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::NotVerified), "{missing}");
    }
    for similar in [
        "ana@example.com ",
        " ana@example.com",
        "ana@example.com\n",
        "ａna@example.com",
        "ana@exampLe.com.",
        "ANA@EXAMPLE.COM\u{0}",
    ] {
        fake.claims(move |claims| claims["email"] = json!(similar));
        assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::NotAdmitted), "{similar:?}");
    }
    fake.claims(|claims| claims["email"] = json!("ANA@example.COM"));
    assert!(signs_in(&world, &fake, provider, "ana").await.is_ok());
}

#[tokio::test]
async fn an_address_may_be_said_only_when_asked_for() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    let says = |userinfo: Value| Says {
        claims: Some(Arc::new(|claims| drop(claims.as_object_mut().unwrap().remove("email")))),
        userinfo: Some(userinfo),
        ..Says::default()
    };
    fake.says(says(json!({ "sub": "other", "email": "ana@example.com", "email_verified": true })));
    assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::NotVerified), "about somebody else");
    fake.says(says(json!({ "sub": "ana", "email": "ana@example.com" })));
    assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::NotVerified));
    fake.says(says(json!({ "sub": "ana", "email": "ana@example.com", "email_verified": true })));
    assert!(signs_in(&world, &fake, provider, "ana").await.is_ok());
}

#[tokio::test]
async fn another_subject_with_the_same_address_is_somebody_else() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    assert!(signs_in(&world, &fake, provider, "ana").await.is_ok());
    fake.claims(|claims| claims["email"] = json!("ana@example.com"));
    assert_eq!(signs_in(&world, &fake, provider, "mallory").await, Err(SignInEnd::NotAdmitted));
    assert!(signs_in(&world, &fake, provider, "ana").await.is_ok(), "nothing was overwritten");
    // A subject is compared letter by letter.
    assert_eq!(signs_in(&world, &fake, provider, "ANA").await, Err(SignInEnd::NotAdmitted));
}

#[tokio::test]
async fn what_a_token_has_to_say_it_has_to_say_rightly() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    let now = world.now().0 / 1000;
    let lies: [(&str, Value); 19] = [
        ("iss", json!("https://id.evil.example")),
        ("iss", json!(format!("{ISSUER}/"))),
        ("aud", json!("another-client")),
        ("aud", json!([])),
        ("aud", json!(["another-client"])),
        // Several audiences without a word about which of them it was made for.
        ("aud", json!([CLIENT, "another-client"])),
        ("azp", json!("another-client")),
        ("exp", json!(now - 61)),
        ("exp", json!("9999999999")),
        ("exp", Value::Null),
        ("iat", json!(now + 3600)),
        ("iat", Value::Null),
        ("nbf", json!(now + 3600)),
        ("nonce", json!("another")),
        ("nonce", Value::Null),
        ("at_hash", json!("AAAA")),
        ("sub", json!("")),
        ("sub", json!(7)),
        ("sub", json!("x".repeat(256))),
    ];
    for (claim, lie) in lies {
        let said = lie.clone();
        fake.claims(move |claims| claims[claim] = said.clone());
        assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::NotProven), "{claim} {lie}");
        assert_eq!(last(&world).await, "single_sign_on_refused");
    }
    fake.claims(move |claims| {
        claims["aud"] = json!([CLIENT, "another-client"]);
        claims["azp"] = json!(CLIENT);
        claims["exp"] = json!(now - 30);
    });
    assert!(signs_in(&world, &fake, provider, "ana").await.is_ok(), "clocks differ by seconds");
}

#[tokio::test]
async fn only_the_providers_own_keys_sign() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    for signs in [Signs::WithAnotherKey, Signs::Not, Signs::WithThePublicKey, Signs::WithANewKey] {
        fake.says(Says { signs, ..Says::default() });
        assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::NotProven), "{signs:?}");
    }
    // A key that came later is asked for, and not at every turn.
    let asked = fake.asked("/keys");
    fake.publish_new_key();
    assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::NotProven));
    assert_eq!(fake.asked("/keys"), asked, "too early to ask again");
    world.advance(31_000);
    assert!(signs_in(&world, &fake, provider, "ana").await.is_ok());
    assert_eq!(fake.asked("/keys"), asked + 1);
}

#[tokio::test]
async fn an_attempt_is_of_one_browser_at_one_door_once() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    let second = world.second_portal("second").await;
    let admin = world.user_desk("admin").await;
    let groups = admin.portal(second).await.unwrap().groups;
    let other_provider = provider_of(&world, Some(second), false).await;
    admin.save_access(second, AccessMode::Invited, &groups, SSO).await.unwrap();
    let place = world.place().await;
    let expired = Err(SignInEnd::Expired);

    let (location, browser) = begin(&place, provider).await;
    let came = CameBack { browser: Some(browser.clone()), ..fake.signs_in(&location, "ana") };
    let ends = async |place: &PortalPlace, came: CameBack| ended(place.finish_single_sign_on(came).await.unwrap());
    assert_eq!(ends(&place, CameBack { browser: None, ..came.clone() }).await, expired, "another browser");
    let (_, other_browser) = begin(&place, provider).await;
    assert_eq!(ends(&place, CameBack { browser: Some(other_browser), ..came.clone() }).await, expired);
    for state in ["", "x", &came.state.to_uppercase()] {
        assert_eq!(ends(&place, CameBack { state: state.into(), ..came.clone() }).await, expired, "{state}");
    }
    assert_eq!(ends(&world.place_at("second").await, came.clone()).await, expired, "another portal");
    let staff = world.portico.staff_door();
    assert_eq!(ended(staff.finish_single_sign_on(came.clone()).await.unwrap()), expired, "no staff");
    assert!(ends(&place, came.clone()).await.is_ok());
    assert_eq!(ends(&place, came.clone()).await, expired, "replayed");

    let (location, browser) = begin(&place, provider).await;
    let came = CameBack { browser: Some(browser), ..fake.signs_in(&location, "ana") };
    world.advance(10 * Timestamp::MINUTE);
    assert_eq!(ends(&place, came).await, expired, "too late");

    let wrong_door = place.begin_single_sign_on(other_provider, "", None).await;
    assert!(matches!(wrong_door, Err(Fault::NotFound)));
    let wrong_door = staff.begin_single_sign_on(provider, "", None).await;
    assert!(matches!(wrong_door, Err(Fault::NotFound)));
}

#[tokio::test]
async fn two_attempts_of_one_browser_do_not_end_each_other() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    let place = world.place().await;
    let (first, browser) = begin(&place, provider).await;
    let Ok(Begun::To { location: second, browser: kept }) = place.begin_single_sign_on(provider, "", Some(&browser)).await else {
        panic!()
    };
    assert_eq!(kept, browser);
    let came = |location: &str| CameBack { browser: Some(browser.clone()), ..fake.signs_in(location, "ana") };
    // The code of one is nothing to the other.
    let mixed = CameBack { code: came(&second).code, ..came(&first) };
    assert_eq!(ended(place.finish_single_sign_on(mixed).await.unwrap()), Err(SignInEnd::NotProven));
    assert!(ended(place.finish_single_sign_on(came(&second)).await.unwrap()).is_ok());
    let Ok(Begun::To { browser: fresh, .. }) = place.begin_single_sign_on(provider, "", Some("planted")).await else { panic!() };
    assert_ne!(fresh, "planted");
}

#[tokio::test]
async fn an_answer_of_another_issuer_or_without_a_code_is_none() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    let place = world.place().await;
    let error = |word: &str| (Some(word.to_owned()), None::<String>);
    let cases = [
        (error("access_denied"), Some(ISSUER), SignInEnd::Cancelled),
        (error("server_error"), Some(ISSUER), SignInEnd::Unavailable),
        (error("invalid_scope"), Some(ISSUER), SignInEnd::NotProven),
        (error("access_denied"), Some("https://id.evil.example"), SignInEnd::NotProven),
        ((None, None), Some(ISSUER), SignInEnd::NotProven),
        ((None, Some("code-of-nobody".to_owned())), Some(ISSUER), SignInEnd::NotProven),
        // It says that it always names itself.
        ((None, Some("code-0".to_owned())), None, SignInEnd::NotProven),
    ];
    for ((error, code), issuer, end) in cases {
        let (location, browser) = begin(&place, provider).await;
        let came = fake.signs_in(&location, "ana");
        let came = CameBack { browser: Some(browser), error, code, issuer: issuer.map(str::to_owned), ..came };
        assert_eq!(ended(place.finish_single_sign_on(came.clone()).await.unwrap()), Err(end), "{came:?}");
    }
}

#[tokio::test]
async fn an_outage_is_said_and_passes() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    let place = world.place().await;
    let down = |path: &'static str, status| Says { down: HashMap::from([(path, status)]), ..Says::default() };
    for (path, status) in [("/.well-known/openid-configuration", 0), ("/.well-known/openid-configuration", 503), ("/keys", 404)] {
        fake.says(down(path, status));
        let begun = place.begin_single_sign_on(provider, "", None).await;
        assert!(matches!(begun, Ok(Begun::Not(SignInEnd::Unavailable))), "{path} {status}");
        assert_eq!(last(&world).await, "single_sign_on_unavailable");
        let asked = fake.asked(path);
        assert!(matches!(place.begin_single_sign_on(provider, "", None).await, Ok(Begun::Not(_))));
        assert_eq!(fake.asked(path), asked, "nobody waits for it twice at once");
        world.advance(4_000);
    }
    for status in [0, 500, 302] {
        fake.says(down("/token", status));
        assert_eq!(signs_in(&world, &fake, provider, "ana").await, Err(SignInEnd::Unavailable), "{status}");
    }
    fake.says(Says::default());
    assert!(signs_in(&world, &fake, provider, "ana").await.is_ok());
    assert!(place.sign_in(&email("ana"), PASSWORD).await.is_ok());
}

#[tokio::test]
async fn a_check_says_what_it_found() {
    let (world, fake, provider) = world(AccessMode::Invited, false).await;
    let admin = world.user_desk("admin").await;
    let ProviderCheck::Works(found) = admin.check_identity_provider(provider).await.unwrap() else { panic!() };
    assert_eq!((found.keys, found.algorithms), (1, vec!["EdDSA".to_owned()]));
    let says = |change: fn(&mut Value)| Says { document: Some(Arc::new(change)), ..Says::default() };
    let evil = "https://id.evil.example".to_owned();
    let private = "https://127.0.0.1/token".to_owned();
    let cases: [(Says, ProviderProblem); 5] = [
        (says(|said| said["issuer"] = json!("https://id.evil.example")), ProviderProblem::OtherIssuer { found: evil }),
        (
            says(|said| said["token_endpoint"] = json!("https://127.0.0.1/token")),
            ProviderProblem::NotAllowed { address: private },
        ),
        (says(|said| drop(said.as_object_mut().unwrap().remove("jwks_uri"))), ProviderProblem::NotUnderstood),
        (says(|said| said["id_token_signing_alg_values_supported"] = json!(["HS256", "none"])), ProviderProblem::NoKeys),
        (Says { down: HashMap::from([("/keys", 302)]), ..Says::default() }, ProviderProblem::Status { status: 302 }),
    ];
    for (says, problem) in cases {
        fake.says(says);
        assert_eq!(admin.check_identity_provider(provider).await, Ok(ProviderCheck::Fails(problem)));
    }
}

#[tokio::test]
async fn only_administrators_set_providers_up() {
    let (world, _, provider) = world(AccessMode::Invited, false).await;
    let (agent, admin) = (world.user_desk("agent").await, world.user_desk("admin").await);
    let role = Fault::Refused(Refusal::Role);
    assert_eq!(agent.identity_providers().await, Err(role.clone()));
    assert_eq!(agent.identity_places().await, Err(role.clone()));
    assert_eq!(agent.identity_provider(provider).await, Err(role.clone()));
    assert_eq!(agent.check_identity_provider(provider).await, Err(role.clone()));
    assert_eq!(agent.set_identity_provider_enabled(provider, false).await, Err(role.clone()));
    assert_eq!(agent.update_identity_provider(provider, &fields(true), SecretChange::Keep).await, Err(role.clone()));
    assert_eq!(agent.create_identity_provider(None, &fields(true), SecretChange::Keep).await, Err(role));

    let staff = provider_of(&world, None, false).await;
    let role = Fault::Refused(Refusal::Role);
    assert_eq!(admin.create_identity_provider(None, &fields(true), SecretChange::Keep).await, Err(role.clone()));
    assert_eq!(admin.update_identity_provider(staff, &fields(true), SecretChange::Keep).await, Err(role.clone()));
    assert_eq!(admin.set_identity_provider_enabled(staff, false).await, Err(role));
    assert!(admin.identity_places().await.unwrap().iter().all(|place| place.portal.is_some()));

    let shown = admin.identity_provider(provider).await.unwrap();
    assert!(shown.has_secret && shown.enabled && shown.offered);
    assert_eq!(shown.redirect_uri.as_deref(), Some("http://127.0.0.1:3000/support/sign-in/oidc/callback"));
    let elsewhere = ProviderFields { issuer: "http://id.acme.example".into(), ..fields(false) };
    let reserved = Err(Fault::invalid("issuer", Problem::Reserved));
    assert_eq!(admin.update_identity_provider(provider, &elsewhere, SecretChange::Keep).await, reserved);
    let unknown = admin.create_identity_provider(Some(PortalId(999)), &fields(false), SecretChange::Keep).await;
    assert_eq!(unknown, Err(Fault::invalid("portal", Problem::Unknown)));
    assert_eq!(admin.identity_provider(IdentityProviderId(999)).await, Err(Fault::NotFound));
    admin.update_identity_provider(provider, &fields(false), SecretChange::Remove).await.unwrap();
    assert!(!admin.identity_provider(provider).await.unwrap().has_secret);
    assert!(!world.details().await.iter().any(|details| details.contains("hush")), "the trail holds no secret");
    world.advance(11 * Timestamp::MINUTE);
    let (admin, proof) = (world.user_desk("admin").await, Err(Fault::Refused(Refusal::ProofNeeded)));
    assert_eq!(admin.update_identity_provider(provider, &fields(true), SecretChange::Keep).await, proof);
    assert_eq!(admin.set_identity_provider_enabled(provider, false).await, proof);
    assert!(admin.check_identity_provider(provider).await.is_ok(), "looking changes nothing");
}

#[tokio::test]
async fn a_portal_offers_what_is_there() {
    let (world, _) = World::new().await.with_provider();
    let admin = world.user_desk("admin").await;
    let groups = admin.portal(world.portal).await.unwrap().groups;
    let only = SignInMethods { password: false, magic_link: false, single_sign_on: true };
    let save = async |mode, methods| admin.save_access(world.portal, mode, &groups, methods).await;
    let nobody = save(AccessMode::SingleSignOn, SSO).await;
    assert_eq!(nobody.unwrap_err().problem_of("access"), Some(&Problem::NotVerified), "there is no provider");
    assert_eq!(save(AccessMode::Invited, only).await, Err(Fault::invalid("methods", Problem::Missing)));
    let provider = provider_of(&world, Some(world.portal), false).await;
    let unticked = save(AccessMode::SingleSignOn, SignInMethods::default()).await;
    assert_eq!(unticked, Err(Fault::invalid("methods", Problem::NotVerified)));
    let place = world.place().await;
    assert_eq!(place.providers().await, Ok(Vec::new()), "the portal does not offer it yet");
    assert!(matches!(place.begin_single_sign_on(provider, "", None).await, Err(Fault::NotFound)));
    save(AccessMode::SingleSignOn, only).await.unwrap();
    let place = world.place().await;
    let buttons = place.providers().await.unwrap();
    assert_eq!(buttons.iter().map(|button| button.id).collect::<Vec<_>>(), [provider]);
    admin.set_identity_provider_enabled(provider, false).await.unwrap();
    assert_eq!(place.providers().await, Ok(Vec::new()));
    assert_eq!(world.portico.staff_door().staff_providers().await, Ok(Vec::new()));
    admin.pause(world.portal).await.unwrap();
    let paused = world.place().await.begin_single_sign_on(provider, "", None).await;
    assert!(matches!(paused, Ok(Begun::Not(SignInEnd::Paused))));
}

#[tokio::test]
async fn staff_come_in_by_their_own_provider_and_are_never_made() {
    let (world, fake) = World::new().await.with_provider();
    let provider = provider_of(&world, None, true).await;
    let door = world.portico.staff_door();
    let signs_in = async |subject: &str| {
        let Ok(Begun::To { location, browser }) = door.begin_single_sign_on(provider, "/desk", None).await else { panic!() };
        let came = CameBack { browser: Some(browser), ..fake.signs_in(&location, subject) };
        ended(door.finish_single_sign_on(came).await.unwrap())
    };
    let agent = signs_in("agent").await.unwrap();
    assert_eq!(staff_enters(&world, &agent).await, Ok(()));
    assert_eq!(signs_in("ana").await, Err(SignInEnd::NotAdmitted), "customers are no staff");
    assert_eq!(signs_in("stranger").await, Err(SignInEnd::NotAdmitted));
    fake.claims(|claims| claims["email"] = json!(email("agent")));
    assert_eq!(signs_in("mallory").await, Err(SignInEnd::NotAdmitted));
    fake.claims(|claims| claims["email_verified"] = Value::Null);
    assert_eq!(signs_in("colleague").await, Err(SignInEnd::NotVerified));
    assert_eq!(world.place().await.providers().await, Ok(Vec::new()), "no portal's provider");
}

#[tokio::test]
async fn another_issuer_knows_nobody() {
    let (world, fake, provider) = world(AccessMode::SingleSignOn, false).await;
    assert!(signs_in(&world, &fake, provider, "ana").await.is_ok());
    let admin = world.user_desk("admin").await;
    let moved = ProviderFields { issuer: "https://other.acme.example".into(), ..fields(false) };
    admin.update_identity_provider(provider, &moved, SecretChange::Keep).await.unwrap();
    assert_eq!(admin.identity_provider(provider).await.unwrap().people, 0);
    admin.update_identity_provider(provider, &fields(false), SecretChange::Keep).await.unwrap();
    let contact = world.contact("bruno");
    let readdressed = ContactFields { email: "bruno.b@example.com".into(), first_name: "Bruno".into(), ..Default::default() };
    admin.update_contact(contact, &readdressed).await.unwrap();
    assert_eq!(signs_in(&world, &fake, provider, "bruno").await, Err(SignInEnd::NotAdmitted), "an address of nobody");
}
