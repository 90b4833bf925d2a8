//! What a provider says about itself: its discovery document (OpenID Connect Discovery 1.0) and its keys (RFC 7517).
//!
//! Asked for when somebody needs it, and remembered for a while; nothing is asked when the server starts. That a provider
//! does not answer is remembered, too, for a few seconds, so that its outage costs each visitor no wait.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use jsonwebtoken::jwk::Jwk;
use model::identity::ProviderProblem;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use url::Url;

use super::signature;
use crate::portico::Portico;
use crate::web::{WebAnswer, WebProblem, WebRequest};

/// How long a document and its keys are believed.
const REMEMBERED: Duration = Duration::from_secs(10 * 60);
const OUTAGE_REMEMBERED: Duration = Duration::from_secs(3);
/// A key that is not known may be a new one; an answer with an invented one is no reason to ask all the time.
const KEYS_AGAIN: Duration = Duration::from_secs(30);
const PROVIDERS_MAX: usize = 64;
const KEYS_MAX: usize = 50;

/// What is needed of a provider.
#[derive(Debug)]
pub(super) struct Discovered {
    pub authorization_endpoint: Url,
    pub token_endpoint: Url,
    pub userinfo_endpoint: Option<Url>,
    pub keys: Vec<Jwk>,
    /// The algorithms that it says it signs identity tokens with.
    pub algorithms: Vec<String>,
    /// Whether a client says its secret in the form and not in a header.
    pub secret_in_form: bool,
    /// Whether every answer names its issuer (RFC 9207).
    pub names_issuer: bool,
}

#[derive(Clone)]
struct Remembered {
    until: Duration,
    keys_at: Duration,
    outcome: Result<Arc<Discovered>, ProviderProblem>,
}

/// By issuer.
#[derive(Default)]
pub(crate) struct ProviderMemory(Mutex<HashMap<String, Remembered>>);

impl ProviderMemory {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, Remembered>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, now: Duration, issuer: &str, outcome: &Result<Arc<Discovered>, ProviderProblem>) {
        let mut known = self.lock();
        if known.len() >= PROVIDERS_MAX {
            known.retain(|_, remembered| remembered.until > now);
        }
        if known.len() >= PROVIDERS_MAX {
            known.clear();
        }
        let until = now + if outcome.is_ok() { REMEMBERED } else { OUTAGE_REMEMBERED };
        known.insert(issuer.to_owned(), Remembered { until, keys_at: now, outcome: outcome.clone() });
    }
}

/// The document as it comes. Members that nothing here needs are not read.
#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    jwks_uri: String,
    userinfo_endpoint: Option<String>,
    #[serde(default)]
    id_token_signing_alg_values_supported: Vec<String>,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<serde_json::Value>,
}

/// What is known of the provider, or is found out now.
pub(super) async fn of(portico: &Portico, issuer: &str) -> Result<Arc<Discovered>, ProviderProblem> {
    let now = portico.clock.ticks();
    let remembered = portico.providers.lock().get(issuer).filter(|remembered| remembered.until > now).cloned();
    match remembered {
        Some(remembered) => remembered.outcome,
        None => anew(portico, issuer).await,
    }
}

/// The provider, asked now.
pub(super) async fn anew(portico: &Portico, issuer: &str) -> Result<Arc<Discovered>, ProviderProblem> {
    let outcome = ask(portico, issuer).await.map(Arc::new);
    if let Err(problem) = &outcome {
        tracing::warn!(issuer, ?problem, "an identity provider cannot be used");
    }
    portico.providers.keep(portico.clock.ticks(), issuer, &outcome);
    outcome
}

/// The provider with new keys, where the last were asked for a while ago.
pub(super) async fn with_new_keys(portico: &Portico, issuer: &str) -> Option<Arc<Discovered>> {
    let now = portico.clock.ticks();
    let old = portico.providers.lock().get(issuer).is_none_or(|known| known.keys_at + KEYS_AGAIN <= now);
    if old { anew(portico, issuer).await.ok() } else { None }
}

async fn ask(portico: &Portico, issuer: &str) -> Result<Discovered, ProviderProblem> {
    let address = format!("{}/.well-known/openid-configuration", issuer.trim_end_matches('/'));
    let address = Url::parse(&address).map_err(|_| ProviderProblem::NotAllowed { address: issuer.to_owned() })?;
    let document: Document = json(get(portico, address).await?)?;
    // A document that is somebody else's would make their words this provider's (Discovery 1.0, §4.3).
    if document.issuer != issuer {
        return Err(ProviderProblem::OtherIssuer { found: document.issuer.chars().take(200).collect() });
    }
    let endpoint = |text: &str| endpoint(portico, text);
    let authorization_endpoint = endpoint(&document.authorization_endpoint)?;
    let token_endpoint = endpoint(&document.token_endpoint)?;
    let userinfo_endpoint = document.userinfo_endpoint.as_deref().map(endpoint).transpose()?;
    let keys = keys(portico, endpoint(&document.jwks_uri)?).await?;
    let signs = &document.id_token_signing_alg_values_supported;
    if keys.is_empty() || !signs.is_empty() && signature::accepted_of(signs).is_empty() {
        return Err(ProviderProblem::NoKeys);
    }
    Ok(Discovered {
        secret_in_form: says_secret_in_form(document.token_endpoint_auth_methods_supported.as_deref()),
        authorization_endpoint,
        token_endpoint,
        userinfo_endpoint,
        keys,
        algorithms: document.id_token_signing_alg_values_supported,
        names_issuer: document.authorization_response_iss_parameter_supported,
    })
}

/// An address that the document names, if it is one that may be called.
fn endpoint(portico: &Portico, text: &str) -> Result<Url, ProviderProblem> {
    let address = Url::parse(text).map_err(|_| ProviderProblem::NotUnderstood)?;
    if portico.web.permits(&address) { Ok(address) } else { Err(ProviderProblem::NotAllowed { address: address.into() }) }
}

/// Without a word about it, a client is known by the header (Discovery 1.0, §3).
fn says_secret_in_form(methods: Option<&[String]>) -> bool {
    methods.is_some_and(|methods| {
        let has = |name: &str| methods.iter().any(|method| method == name);
        !has("client_secret_basic") && has("client_secret_post")
    })
}

/// Keys of kinds that are not known here are passed over, as RFC 7517, §5, asks.
async fn keys(portico: &Portico, address: Url) -> Result<Vec<Jwk>, ProviderProblem> {
    let set: KeySet = json(get(portico, address).await?)?;
    let keys = set.keys.into_iter().take(KEYS_MAX).filter_map(|key| serde_json::from_value::<Jwk>(key).ok());
    Ok(keys.filter(signature::is_for_signatures).collect())
}

async fn get(portico: &Portico, address: Url) -> Result<WebAnswer, ProviderProblem> {
    send(portico, WebRequest::get(address)).await
}

pub(super) async fn send(portico: &Portico, request: WebRequest) -> Result<WebAnswer, ProviderProblem> {
    let address = request.address.to_string();
    portico.web.send(request).await.map_err(|problem| match problem {
        WebProblem::NotAllowed => ProviderProblem::NotAllowed { address },
        WebProblem::Unreachable(reason) => ProviderProblem::Unreachable { reason },
    })
}

pub(super) fn json<T: DeserializeOwned>(answer: WebAnswer) -> Result<T, ProviderProblem> {
    match answer.status {
        200 => serde_json::from_slice(&answer.body).map_err(|_| ProviderProblem::NotUnderstood),
        status => Err(ProviderProblem::Status { status }),
    }
}

#[cfg(test)]
mod tests {
    use super::says_secret_in_form;

    #[test]
    fn a_secret_is_said_in_the_header_unless_only_the_form_is_read() {
        let methods = |names: &[&str]| Some(names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>());
        assert!(!says_secret_in_form(None));
        assert!(!says_secret_in_form(methods(&["client_secret_post", "client_secret_basic"]).as_deref()));
        assert!(!says_secret_in_form(methods(&["none"]).as_deref()));
        assert!(says_secret_in_form(methods(&["client_secret_post", "private_key_jwt"]).as_deref()));
    }
}
