//! Sending somebody to a provider: the authorization code flow with PKCE (RFC 7636, `S256`), state and nonce.
//!
//! The browser keeps one secret in a cookie. Together with the state, which is in the address, it makes the code verifier
//! and the nonce; the database has a hash of each and can make neither. An attempt is good for ten minutes, once.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::identity::SignInEnd;
use model::{Fault, IdentityProviderId, Timestamp};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};
use serde_json::json;
use sha2::{Digest, Sha256};

use super::{Door, discovery, show};
use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::secrets;
use crate::tables::{identity_providers, single_sign_on_attempts as attempts};

const LIFETIME: i64 = 10 * Timestamp::MINUTE;
/// An address that would be longer is not gone back to.
const RETURN_MAX: usize = 2000;

/// Where to go, and what the browser is to keep until it comes back.
pub enum Begun {
    To { location: String, browser: String },
    Not(SignInEnd),
}

/// What an attempt proves with, made from the browser's secret and the state.
pub(super) struct Proofs {
    pub verifier: String,
    pub nonce: String,
}

impl Proofs {
    pub fn of(browser: &str, state: &str) -> Self {
        let derived = |purpose: &str| URL_SAFE_NO_PAD.encode(Sha256::digest(format!("{purpose}\n{browser}\n{state}")));
        Self { verifier: derived("code verifier"), nonce: derived("nonce") }
    }

    fn challenge(&self) -> String {
        URL_SAFE_NO_PAD.encode(Sha256::digest(self.verifier.as_bytes()))
    }
}

/// A provider that is on, at this very door. All others are not there.
pub(super) async fn provider_at(
    connection: &impl ConnectionTrait,
    door: &Door<'_>,
    provider: IdentityProviderId,
) -> Outcome<identity_providers::Model> {
    let offered = show::buttons(door).await?.iter().any(|button| button.id == provider);
    let found = identity_providers::Entity::find_by_id(provider.0).filter(identity_providers::Column::Enabled.eq(true));
    Ok(found.one(connection).await?.filter(|_| offered).ok_or(Fault::NotFound)?)
}

/// `browser` is the secret that the browser has from another attempt which is still under way: it keeps that one, so that
/// two tabs do not end each other.
pub(super) async fn begin(
    door: &Door<'_>,
    provider: IdentityProviderId,
    return_to: &str,
    browser: Option<&str>,
) -> Outcome<Begun> {
    let portico = door.portico();
    if door.is_paused() {
        return Ok(Begun::Not(SignInEnd::Paused));
    }
    let provider = provider_at(portico.store.reader(), door, provider).await?;
    portico.single_sign_on_limits.may_begin(door.peer())?;
    let Ok(discovered) = discovery::of(portico, &provider.issuer).await else {
        note_outage(door, &provider, "discovery").await?;
        return Ok(Begun::Not(SignInEnd::Unavailable));
    };
    let browser = browser.filter(|held| is_capability(held)).map_or_else(secrets::capability, str::to_owned);
    let (state, redirect_uri) = (secrets::capability(), door.redirect_uri());
    let proofs = Proofs::of(&browser, &state);
    let mut location = discovered.authorization_endpoint.clone();
    location
        .query_pairs_mut()
        .append_pair("response_type", "code")
        .append_pair("client_id", &provider.client_id)
        .append_pair("redirect_uri", &redirect_uri)
        .append_pair("scope", &provider.scopes)
        .append_pair("state", &state)
        .append_pair("nonce", &proofs.nonce)
        .append_pair("code_challenge", &proofs.challenge())
        .append_pair("code_challenge_method", "S256");
    remember(door, &provider, &browser, &state, redirect_uri, return_to).await?;
    Ok(Begun::To { location: location.into(), browser })
}

/// As `secrets::capability` makes them.
fn is_capability(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte))
}

async fn remember(
    door: &Door<'_>,
    provider: &identity_providers::Model,
    browser: &str,
    state: &str,
    redirect_uri: String,
    return_to: &str,
) -> Outcome<()> {
    let portico = door.portico();
    let now = portico.now();
    let tx = portico.store.begin().await?;
    attempts::Entity::delete_many().filter(attempts::Column::ExpiresAt.lte(now.0)).exec(&tx).await?;
    let row = attempts::ActiveModel {
        state_hash: Set(secrets::fingerprint(state)),
        browser_hash: Set(secrets::fingerprint(browser)),
        provider_id: Set(provider.id),
        redirect_uri: Set(redirect_uri),
        return_to: Set(if return_to.len() > RETURN_MAX { String::new() } else { return_to.to_owned() }),
        expires_at: Set(now.plus(LIFETIME).0),
        ..Default::default()
    };
    row.insert(&tx).await?;
    tx.commit().await?;
    Ok(())
}

/// That a provider let somebody down is on the trail, where administrators look when people complain.
pub(super) async fn note_outage(door: &Door<'_>, provider: &identity_providers::Model, at: &str) -> Outcome<()> {
    let portico = door.portico();
    let tx = portico.store.begin().await?;
    let entry = Entry::new(Actor::Visitor, "single_sign_on_unavailable", format!("identity_provider:{}", provider.id));
    let entry = entry.with(json!({ "at": at }));
    let entry = match door.portal() {
        Some(portal) => entry.at(portal),
        None => entry,
    };
    entry.write(&tx, portico.now()).await?;
    tx.commit().await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_proves_an_attempt_needs_both_halves() {
        let (browser, state) = (secrets::capability(), secrets::capability());
        let proofs = Proofs::of(&browser, &state);
        assert_eq!(proofs.verifier.len(), 43);
        assert_ne!(proofs.verifier, proofs.nonce);
        assert_eq!(proofs.verifier, Proofs::of(&browser, &state).verifier);
        assert_ne!(proofs.verifier, Proofs::of(&secrets::capability(), &state).verifier);
        assert_ne!(proofs.nonce, Proofs::of(&browser, &secrets::capability()).nonce);
        assert!(is_capability(&browser) && !is_capability("") && !is_capability(&"é".repeat(22)));
    }
}
