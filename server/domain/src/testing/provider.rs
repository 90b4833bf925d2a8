//! An identity provider inside the story: it signs with a real key, and lies where it is told to.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ring::hmac;
use ring::signature::{Ed25519KeyPair, KeyPair};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use url::Url;

use crate::identity::CameBack;
use crate::web::{Posted, Web, WebAnswer, WebProblem, WebRequest};

pub const ISSUER: &str = "https://id.acme.example";
pub const CLIENT: &str = "portico";
pub const CLIENT_SECRET: &str = "hush: a secret";

/// What is done to a piece of JSON before it is said.
pub type Change = Arc<dyn Fn(&mut Value) + Send + Sync>;

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Signs {
    #[default]
    Rightly,
    /// With a key that is not in its set, under the name of the one that is.
    WithAnotherKey,
    /// With a key that came later, under a name of its own.
    WithANewKey,
    /// `none`.
    Not,
    /// As if the public key were a secret that both sides have.
    WithThePublicKey,
}

/// What the provider says. Everything is true by default.
#[derive(Clone, Default)]
pub struct Says {
    pub document: Option<Change>,
    pub claims: Option<Change>,
    /// What it says when it is asked for somebody; without this it does not answer that.
    pub userinfo: Option<Value>,
    pub signs: Signs,
    /// Paths that do not answer, with their status; 0 does not answer at all.
    pub down: HashMap<&'static str, u16>,
}

struct Given {
    nonce: String,
    challenge: String,
    redirect_uri: String,
    subject: String,
}

#[derive(Default)]
struct State {
    says: Says,
    given: HashMap<String, Given>,
    /// How often each path was asked for.
    asked: HashMap<String, u32>,
    new_key_is_public: bool,
}

/// The provider; clones are the same one.
#[derive(Clone)]
pub struct FakeProvider {
    now: Arc<dyn Fn() -> i64 + Send + Sync>,
    state: Arc<Mutex<State>>,
}

impl FakeProvider {
    /// `now`: in milliseconds.
    pub fn new(now: impl Fn() -> i64 + Send + Sync + 'static) -> Self {
        Self { now: Arc::new(now), state: Arc::default() }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// From now on it says this.
    pub fn says(&self, says: Says) {
        self.lock().says = says;
    }

    pub fn claims(&self, change: impl Fn(&mut Value) + Send + Sync + 'static) {
        self.says(Says { claims: Some(Arc::new(change)), ..Says::default() });
    }

    pub fn publish_new_key(&self) {
        self.lock().new_key_is_public = true;
    }

    pub fn asked(&self, path: &str) -> u32 {
        self.lock().asked.get(path).copied().unwrap_or_default()
    }

    /// Somebody signs in at the address that they were sent to. What their browser brings back.
    pub fn signs_in(&self, location: &str, subject: &str) -> CameBack {
        let location = Url::parse(location).expect("an address");
        let asked: HashMap<String, String> = location.query_pairs().into_owned().collect();
        assert_eq!(location.as_str().split('?').next(), Some("https://id.acme.example/authorize"));
        assert_eq!((asked["response_type"].as_str(), asked["code_challenge_method"].as_str()), ("code", "S256"));
        assert_eq!(asked["client_id"], CLIENT);
        let mut state = self.lock();
        let code = format!("code-{}", state.given.len());
        let given = Given {
            nonce: asked["nonce"].clone(),
            challenge: asked["code_challenge"].clone(),
            redirect_uri: asked["redirect_uri"].clone(),
            subject: subject.to_owned(),
        };
        state.given.insert(code.clone(), given);
        CameBack { state: asked["state"].clone(), code: Some(code), error: None, issuer: Some(ISSUER.to_owned()), browser: None }
    }

    fn answer(&self, request: &WebRequest) -> (u16, Value) {
        let mut state = self.lock();
        let path = request.address.path().to_owned();
        *state.asked.entry(path.clone()).or_default() += 1;
        match path.as_str() {
            "/.well-known/openid-configuration" => {
                let mut document = document();
                if let Some(change) = &state.says.document {
                    change(&mut document);
                }
                (200, document)
            }
            "/keys" => {
                let mut keys = vec![jwk(&key(1), "one"), json!({ "kty": "weird" })];
                if state.new_key_is_public {
                    keys.push(jwk(&key(3), "new"));
                }
                (200, json!({ "keys": keys }))
            }
            "/token" => match token(&state, request, (self.now)() / 1000) {
                Some(token) => (200, token),
                None => (400, json!({ "error": "invalid_grant" })),
            },
            "/userinfo" if request.authorization.as_deref() == Some("Bearer access") => {
                state.says.userinfo.clone().map_or((404, Value::Null), |about| (200, about))
            }
            _ => (404, Value::Null),
        }
    }
}

fn document() -> Value {
    json!({
        "issuer": ISSUER,
        "authorization_endpoint": format!("{ISSUER}/authorize"),
        "token_endpoint": format!("{ISSUER}/token"),
        "jwks_uri": format!("{ISSUER}/keys"),
        "userinfo_endpoint": format!("{ISSUER}/userinfo"),
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256"],
        "authorization_response_iss_parameter_supported": true,
    })
}

fn key(seed: u8) -> Ed25519KeyPair {
    Ed25519KeyPair::from_seed_unchecked(&[seed; 32]).expect("a key")
}

fn jwk(key: &Ed25519KeyPair, name: &str) -> Value {
    json!({ "kty": "OKP", "crv": "Ed25519", "use": "sig", "alg": "EdDSA", "kid": name, "x": encoded(key.public_key()) })
}

fn encoded(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// The token for a code, if it is asked for as RFC 6749 and RFC 7636 have it.
fn form_of(request: &WebRequest) -> Option<HashMap<String, String>> {
    let Some(Posted::Form(form)) = &request.posted else { return None };
    Some(url::form_urlencoded::parse(form.as_bytes()).into_owned().collect())
}

fn token(state: &State, request: &WebRequest, now: i64) -> Option<Value> {
    let form: HashMap<String, String> = form_of(request)?;
    let given = state.given.get(form.get("code")?)?;
    let challenge = encoded(Sha256::digest(form.get("code_verifier")?.as_bytes()));
    // "portico:hush%3A+a+secret"
    let known = request.authorization.as_deref() == Some("Basic cG9ydGljbzpodXNoJTNBK2Erc2VjcmV0");
    if challenge != given.challenge || form.get("redirect_uri")? != &given.redirect_uri || !known {
        return None;
    }
    let mut claims = json!({
        "iss": ISSUER,
        "sub": given.subject,
        "aud": CLIENT,
        "exp": now + 300,
        "iat": now,
        "nonce": given.nonce,
        "email": format!("{}@example.com", given.subject),
        "email_verified": true,
        "at_hash": encoded(&ring::digest::digest(&ring::digest::SHA512, b"access").as_ref()[..32]),
    });
    if let Some(change) = &state.says.claims {
        change(&mut claims);
    }
    Some(json!({ "id_token": signed(&claims, state.says.signs), "access_token": "access", "token_type": "Bearer" }))
}

fn signed(claims: &Value, signs: Signs) -> String {
    let (algorithm, name) = match signs {
        Signs::Not => ("none", "one"),
        Signs::WithThePublicKey => ("HS256", "one"),
        Signs::WithANewKey => ("EdDSA", "new"),
        Signs::Rightly | Signs::WithAnotherKey => ("EdDSA", "one"),
    };
    let header = json!({ "alg": algorithm, "kid": name, "typ": "JWT" });
    let message = format!("{}.{}", encoded(header.to_string()), encoded(claims.to_string()));
    let signature = match signs {
        Signs::Rightly => encoded(key(1).sign(message.as_bytes())),
        Signs::WithAnotherKey => encoded(key(2).sign(message.as_bytes())),
        Signs::WithANewKey => encoded(key(3).sign(message.as_bytes())),
        Signs::Not => String::new(),
        Signs::WithThePublicKey => {
            let secret = hmac::Key::new(hmac::HMAC_SHA256, key(1).public_key().as_ref());
            encoded(hmac::sign(&secret, message.as_bytes()))
        }
    };
    format!("{message}.{signature}")
}

#[async_trait]
impl Web for FakeProvider {
    fn permits(&self, address: &Url) -> bool {
        address.scheme() == "https" && address.host_str() != Some("127.0.0.1")
    }

    async fn send(&self, request: WebRequest) -> Result<WebAnswer, WebProblem> {
        if request.address.host_str() != Some("id.acme.example") {
            return Err(WebProblem::Unreachable("the name is not known".to_owned()));
        }
        let down = self.lock().says.down.get(request.address.path()).copied();
        match down {
            Some(0) => Err(WebProblem::Unreachable("no answer within five seconds".to_owned())),
            Some(status) => Ok(WebAnswer { status, body: b"<html>".to_vec(), ..WebAnswer::default() }),
            None => {
                let (status, body) = self.answer(&request);
                Ok(WebAnswer { status, body: body.to_string().into_bytes(), ..WebAnswer::default() })
            }
        }
    }
}
