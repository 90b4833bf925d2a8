//! Passkeys: made, used at the door, as the second step and as a proof; and every answer that is refused.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use domain::testing::{App, PASSWORD, World, email, settings};
use domain::{StaffDoorPlace, UserDesk};
use minicbor::Encoder;
use model::passkeys::OwnPasskeys;
use model::people::StaffDoor;
use model::portals::TicketPermission;
use model::second_factor::{OwnSecondFactor, StaffEntry, StepTicket};
use model::staff::Staff;
use model::{Fault, PasskeyId, Refusal, Timestamp};
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_ASN1_SIGNING, EcdsaKeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::doors::staff_enters;

const REFUSED: Fault = Fault::Refused(Refusal::WrongCredentials);
const STALE: Fault = Fault::Refused(Refusal::LinkInvalid);

/// An authenticator in a browser, which tells the truth unless it is told to lie.
#[derive(Clone)]
struct Authenticator {
    key: std::sync::Arc<EcdsaKeyPair>,
    credential: Vec<u8>,
    handle: String,
    count: u32,
    origin: String,
    host: String,
    /// User present, user verified.
    flags: u8,
    kind: Option<&'static str>,
    cross_origin: bool,
}

fn text(bytes: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

impl Authenticator {
    fn new(credential: &str) -> Self {
        let random = SystemRandom::new();
        let document = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, &random).unwrap();
        let key = EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_ASN1_SIGNING, document.as_ref(), &random).unwrap();
        Self {
            key: key.into(),
            credential: credential.as_bytes().to_vec(),
            handle: String::new(),
            count: 1,
            origin: "http://localhost:3000".into(),
            host: "localhost".into(),
            flags: 0x05,
            kind: None,
            cross_origin: false,
        }
    }

    fn client_data(&self, kind: &str, options: &Value) -> Vec<u8> {
        let kind = self.kind.unwrap_or(kind);
        json!({ "type": kind, "challenge": options["challenge"], "origin": self.origin, "crossOrigin": self.cross_origin })
            .to_string()
            .into_bytes()
    }

    fn data(&self, flags: u8) -> Vec<u8> {
        let mut data = Sha256::digest(self.host.as_bytes()).to_vec();
        data.push(flags);
        data.extend(self.count.to_be_bytes());
        data
    }

    /// What `navigator.credentials.create` answers.
    fn create(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        self.handle = options["user"]["id"].as_str().unwrap().to_owned();
        let mut data = self.data(self.flags | 0x40);
        data.extend([0; 16]);
        data.extend(u16::try_from(self.credential.len()).unwrap().to_be_bytes());
        data.extend(&self.credential);
        let point = self.key.public_key().as_ref();
        let mut key = Encoder::new(Vec::new());
        key.map(5).unwrap().i8(1).unwrap().i8(2).unwrap().i8(3).unwrap().i8(-7).unwrap().i8(-1).unwrap().i8(1).unwrap();
        key.i8(-2).unwrap().bytes(&point[1..33]).unwrap().i8(-3).unwrap().bytes(&point[33..]).unwrap();
        data.extend(key.into_writer());
        let mut object = Encoder::new(Vec::new());
        object.map(3).unwrap().str("fmt").unwrap().str("none").unwrap().str("attStmt").unwrap().map(0).unwrap();
        object.str("authData").unwrap().bytes(&data).unwrap();
        let response = json!({
            "clientDataJSON": text(&self.client_data("webauthn.create", &options)),
            "attestationObject": text(&object.into_writer()),
            "transports": ["internal"],
        });
        json!({ "id": text(&self.credential), "rawId": text(&self.credential), "type": "public-key", "response": response })
            .to_string()
    }

    /// What `navigator.credentials.get` answers. It has counted on.
    fn get(&mut self, options: &str) -> String {
        self.count = self.count.wrapping_add(1);
        let options: Value = serde_json::from_str(options).unwrap();
        let (client_data, data) = (self.client_data("webauthn.get", &options), self.data(self.flags));
        let signed = [data.clone(), Sha256::digest(&client_data).to_vec()].concat();
        let signature = self.key.sign(&SystemRandom::new(), &signed).unwrap();
        let response = json!({
            "clientDataJSON": text(&client_data),
            "authenticatorData": text(&data),
            "signature": text(signature.as_ref()),
            "userHandle": self.handle,
        });
        json!({ "id": text(&self.credential), "rawId": text(&self.credential), "type": "public-key", "response": response })
            .to_string()
    }
}

async fn world() -> World {
    let mut settings = settings();
    settings.address.host = "localhost".to_owned();
    World::with_settings(TicketPermission::Own, settings).await
}

async fn register(desk: &UserDesk, name: &str) -> (Authenticator, Vec<String>) {
    let mut authenticator = Authenticator::new(name);
    let options = desk.begin_passkey().await.unwrap();
    let codes = desk.add_passkey(name, &authenticator.create(&options)).await.unwrap();
    (authenticator, codes)
}

/// The door as a browser sees it that has asked for a passkey, and what it was asked.
async fn asked(world: &World) -> (StaffDoorPlace, String) {
    let door = world.portico.staff_door();
    let asked = door.begin_passkey_sign_in(false).await.unwrap();
    (door.with_browser(None, None, asked.ticket.map(|ticket| ticket.secret).as_deref()), asked.options)
}

async fn half_way(world: &World, name: &str) -> (StaffDoorPlace, StepTicket) {
    let door = world.portico.staff_door();
    match door.staff_sign_in(&email(name), PASSWORD).await.unwrap() {
        StaffEntry::SecondStep(ticket) => (door.with_browser(None, None, Some(&ticket.secret)), ticket),
        StaffEntry::Signed(_) => panic!("nothing else was asked for"),
    }
}

#[tokio::test]
async fn a_passkey_opens_the_door_alone() {
    let world = world().await;
    let desk = world.user_desk("agent").await;
    let (mut key, codes) = register(&desk, "Laptop").await;
    assert_eq!(codes.len(), 10, "with the first factor come recovery codes");
    let (_, more) = register(&desk, "Telephone").await;
    assert!(more.is_empty());
    let names: Vec<String> = desk.passkeys().await.unwrap().into_iter().map(|row| row.name).collect();
    assert_eq!(names, ["Laptop", "Telephone"]);
    assert_eq!(desk.own_factors().await.unwrap().factors.passkeys, 2);

    let (door, options) = asked(&world).await;
    let parsed: Value = serde_json::from_str(&options).unwrap();
    assert_eq!((&parsed["rpId"], &parsed["userVerification"]), (&json!("localhost"), &json!("required")));
    assert_eq!(parsed["allowCredentials"], json!([]), "nobody is told who has which");
    let answer = key.get(&options);
    let admission = door.finish_passkey_sign_in(false, &answer).await.unwrap();
    assert_eq!(staff_enters(&world, &admission.secret).await, Ok(()));
    assert_eq!(door.finish_passkey_sign_in(false, &answer).await, Err(STALE), "a challenge is good once");
    assert!(desk.passkeys().await.unwrap()[0].used_at.is_some());
    let trail = world.trail().await;
    assert!(trail.contains(&"passkey_added".to_owned()) && trail.contains(&"signed_in".to_owned()));
}

#[tokio::test]
async fn an_answer_that_is_not_what_was_asked_is_refused() {
    let world = world().await;
    let (key, _) = register(&world.user_desk("agent").await, "Laptop").await;
    type Lie = fn(&mut Authenticator);
    let lies: [(&str, Lie); 9] = [
        ("another site", |key| key.origin = "http://localhost:3001".into()),
        ("a site that looks alike", |key| key.origin = "http://localhost:3000.evil.example".into()),
        ("inside another site", |key| key.cross_origin = true),
        ("another relying party", |key| key.host = "evil.example".into()),
        ("made, not used", |key| key.kind = Some("webauthn.create")),
        ("nobody was present", |key| key.flags = 0x04),
        ("nobody was verified", |key| key.flags = 0x01),
        ("another user", |key| key.handle = text(b"somebody else")),
        ("nobody named", |key| key.handle = String::new()),
    ];
    for (lie, tell) in lies {
        let (door, options) = asked(&world).await;
        let mut liar = key.clone();
        tell(&mut liar);
        assert_eq!(door.finish_passkey_sign_in(false, &liar.get(&options)).await, Err(REFUSED), "{lie}");
    }
    let (door, options) = asked(&world).await;
    let mut stranger = Authenticator::new("Laptop");
    stranger.handle.clone_from(&key.handle);
    assert_eq!(door.finish_passkey_sign_in(false, &stranger.get(&options)).await, Err(REFUSED), "another key");
    let (door, options) = asked(&world).await;
    assert_eq!(door.finish_passkey_sign_in(false, &Authenticator::new("x").get(&options)).await, Err(REFUSED), "unknown");
    for nonsense in ["", "{}", "null", "[]", "{\"rawId\":\"\",\"type\":\"public-key\",\"response\":{}}", &"x".repeat(20_000)] {
        assert_eq!(door.finish_passkey_sign_in(false, nonsense).await, Err(REFUSED), "{nonsense:.40}");
    }
    let trail = world.trail().await;
    assert!(trail.contains(&"passkey_refused".to_owned()));
    let (door, options) = asked(&world).await;
    assert!(door.finish_passkey_sign_in(false, &key.clone().get(&options)).await.is_ok(), "and the truth is taken");
}

#[tokio::test]
async fn a_challenge_belongs_to_one_browser_one_purpose_and_five_minutes() {
    let world = world().await;
    let desk = world.user_desk("agent").await;
    let (mut key, _) = register(&desk, "Laptop").await;
    let (_, options) = asked(&world).await;
    let (other, _) = asked(&world).await;
    assert_eq!(other.finish_passkey_sign_in(false, &key.get(&options)).await, Err(STALE), "another browser");
    let none = world.portico.staff_door();
    assert_eq!(none.finish_passkey_sign_in(false, &key.get(&options)).await, Err(REFUSED), "no browser at all");
    let proof = desk.begin_passkey_proof().await.unwrap();
    assert_eq!(other.finish_passkey_sign_in(false, &key.get(&proof)).await, Err(STALE), "another purpose");
    assert_eq!(desk.prove_by_passkey(&key.get(&options)).await, Err(STALE));
    let (door, options) = asked(&world).await;
    world.advance(5 * Timestamp::MINUTE);
    assert_eq!(door.finish_passkey_sign_in(false, &key.get(&options)).await, Err(STALE), "too late");

    let colleague = world.user_desk("colleague").await;
    let mine = colleague.begin_passkey().await.unwrap();
    let mut new = Authenticator::new("New");
    assert_eq!(desk.add_passkey("New", &new.create(&mine)).await, Err(STALE), "another's challenge");
    for lie in [
        (|key: &mut Authenticator| key.origin = "https://evil.example".into()) as fn(&mut Authenticator),
        |key| key.host = "evil.example".into(),
        |key| key.flags = 0x01,
        |key| key.kind = Some("webauthn.get"),
        |key| key.flags = 0x05 | 0x10,
        |key| key.flags = 0x05 | 0x80,
    ] {
        let mut liar = Authenticator::new("New");
        lie(&mut liar);
        assert_eq!(colleague.add_passkey("New", &liar.create(&mine)).await, Err(REFUSED));
    }
    assert!(colleague.add_passkey(" ", &new.create(&mine)).await.unwrap_err().problem_of("name").is_some());
    colleague.add_passkey("New", &new.create(&mine)).await.unwrap();
    assert_eq!(colleague.add_passkey("New", &new.create(&mine)).await, Err(STALE), "once");
    let again = colleague.begin_passkey().await.unwrap();
    assert_eq!(colleague.add_passkey("New", &new.create(&again)).await, Err(REFUSED), "it is registered already");
}

#[tokio::test]
async fn a_counter_that_goes_back_is_refused() {
    let world = world().await;
    let (mut key, _) = register(&world.user_desk("agent").await, "Laptop").await;
    let mut copy = key.clone();
    for _ in 0..2 {
        let (door, options) = asked(&world).await;
        door.finish_passkey_sign_in(false, &key.get(&options)).await.unwrap();
    }
    for _ in 0..2 {
        let (door, options) = asked(&world).await;
        assert_eq!(door.finish_passkey_sign_in(false, &copy.get(&options)).await, Err(REFUSED), "{}", copy.count);
    }
    let mut new = Authenticator::new("Without");
    new.count = 0;
    let desk = world.user_desk("agent").await;
    let options = desk.begin_passkey().await.unwrap();
    desk.add_passkey("Without", &new.create(&options)).await.unwrap();
    for _ in 0..2 {
        let (door, options) = asked(&world).await;
        new.count = u32::MAX;
        // It says zero each time: it does not count.
        door.finish_passkey_sign_in(false, &new.get(&options)).await.unwrap();
    }
}

#[tokio::test]
async fn a_passkey_is_a_second_step_and_a_proof() {
    let world = world().await;
    let (mut key, codes) = register(&world.user_desk("agent").await, "Laptop").await;
    let (mut other, _) = register(&world.user_desk("colleague").await, "Other").await;
    let (door, _) = half_way(&world, "agent").await;
    assert_eq!(door.second_step().await.unwrap().factors.passkeys, 1);
    let asked = door.begin_passkey_sign_in(true).await.unwrap();
    assert!(asked.ticket.is_none(), "it has one from the password");
    assert_eq!(door.finish_passkey_sign_in(true, &other.get(&asked.options)).await, Err(REFUSED), "somebody else's");
    let asked = door.begin_passkey_sign_in(true).await.unwrap();
    let admission = door.finish_passkey_sign_in(true, &key.get(&asked.options)).await.unwrap();
    assert_eq!(staff_enters(&world, &admission.secret).await, Ok(()));
    assert_eq!(door.second_step().await, Err(Fault::SignedOut), "the ticket is spent");
    let (door, _) = half_way(&world, "agent").await;
    door.pass_second_step(&codes[0]).await.unwrap();

    world.advance(10 * Timestamp::MINUTE);
    let desk = world.portico.user_desk(Some(&admission.secret)).await.unwrap();
    let (first, proof) = (desk.passkeys().await.unwrap()[0].id, Fault::Refused(Refusal::ProofNeeded));
    assert_eq!(desk.begin_passkey().await, Err(proof.clone()));
    assert_eq!(desk.remove_passkey(first).await, Err(proof));
    let options = desk.begin_passkey_proof().await.unwrap();
    assert_eq!(desk.prove_by_passkey(&other.get(&options)).await, Err(REFUSED), "somebody else's");
    let options = desk.begin_passkey_proof().await.unwrap();
    desk.prove_by_passkey(&key.get(&options)).await.unwrap();
    let desk = world.portico.user_desk(Some(&admission.secret)).await.unwrap();
    let theirs = world.user_desk("colleague").await.passkeys().await.unwrap()[0].id;
    for not_mine in [theirs, PasskeyId(0)] {
        assert_eq!(desk.remove_passkey(not_mine).await, Err(Fault::NotFound));
    }
    desk.remove_passkey(first).await.unwrap();
    let own = desk.own_factors().await.unwrap();
    assert!(!own.factors.any() && own.codes_left == 0);
    let (door, options) = self::asked(&world).await;
    assert_eq!(door.finish_passkey_sign_in(false, &key.get(&options)).await, Err(REFUSED), "removed");
}

#[tokio::test]
async fn recovery_codes_come_once_and_stay_for_every_factor() {
    let world = world().await;
    let (_, codes) = register(&world.user_desk("agent").await, "Laptop").await;
    let desk = world.user_desk("agent").await;
    desk.begin_authenticator().await.unwrap();
    let app = App::of(&desk).await;
    assert_eq!(desk.confirm_authenticator(&app.code(world.now())).await, Ok(Vec::new()), "the codes on paper stay good");
    assert_eq!(desk.own_factors().await.unwrap().codes_left, 10);
    let (door, _) = half_way(&world, "agent").await;
    assert!(door.pass_second_step(&codes[3]).await.is_ok());
}

#[tokio::test]
async fn whoever_is_disabled_or_at_a_bare_address_has_no_passkeys() {
    let world = world().await;
    let (mut key, _) = register(&world.user_desk("agent").await, "Laptop").await;
    world.user_desk("admin").await.set_colleague_disabled(world.user("agent"), true).await.unwrap();
    let (door, options) = asked(&world).await;
    assert_eq!(door.finish_passkey_sign_in(false, &key.get(&options)).await, Err(REFUSED));
    let bare = World::new().await;
    let desk = bare.user_desk("agent").await;
    assert!(!desk.passkeys_are_possible());
    assert_eq!(desk.begin_passkey().await, Err(Fault::NotFound));
    assert_eq!(bare.portico.staff_door().begin_passkey_sign_in(false).await.unwrap_err(), Fault::NotFound);
}
