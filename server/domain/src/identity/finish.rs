//! Somebody comes back from a provider. In this order: the attempt is theirs, and is spent; the answer is the provider's
//! own; the code is exchanged; the token proves who it is; and only then it is asked who may enter.

use model::identity::SignInEnd;
use model::people::Admission;
use model::{IdentityProviderId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::json;

use super::begin::{Proofs, note_outage, provider_at};
use super::discovery::{self, Discovered};
use super::exchange::{self, Exchange, NoToken, Tokens};
use super::resolve;
use super::token::{self, Expected, Proven, Unproven};
use super::{Door, providers};
use crate::audit::{Actor, Entry};
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{identity_providers, single_sign_on_attempts as attempts};

/// What is in the address that a provider sends somebody back to (RFC 6749, §4.1.2; RFC 9207), and what their browser holds.
#[derive(Clone, Debug, Default)]
pub struct CameBack {
    pub state: String,
    pub code: Option<String>,
    pub error: Option<String>,
    pub issuer: Option<String>,
    pub browser: Option<String>,
}

/// How it ended. `return_to` is what the attempt began with, and nothing that the address says.
pub enum Finished {
    Entered { admission: Admission, return_to: String },
    Not { end: SignInEnd, return_to: String },
}

/// Why somebody is not let in: a word for the trail, and what the person is told.
#[derive(Debug)]
pub(super) struct Refused {
    pub reason: &'static str,
    pub end: SignInEnd,
}

impl Refused {
    pub fn new(reason: &'static str, end: SignInEnd) -> Self {
        Self { reason, end }
    }
}

impl From<Unproven> for Refused {
    fn from(unproven: Unproven) -> Self {
        Self::new(unproven.word(), SignInEnd::NotProven)
    }
}

pub(super) async fn finish(door: &Door<'_>, came: CameBack) -> Outcome<Finished> {
    if door.is_paused() {
        return Ok(Finished::Not { end: SignInEnd::Paused, return_to: String::new() });
    }
    let (attempt, provider) = match attempt_of(door, &came).await? {
        Ok(found) => found,
        Err(refused) => return refuse(door, None, refused, String::new()).await,
    };
    let return_to = attempt.return_to.clone();
    let proven = match prove(door, &came, &attempt, &provider).await? {
        Ok(proven) => proven,
        Err(refused) => return refuse(door, Some(&provider), refused, return_to).await,
    };
    match resolve::enter(door, &provider, &proven).await {
        Ok(Ok(admission)) => Ok(Finished::Entered { admission, return_to }),
        Ok(Err(refused)) => refuse(door, Some(&provider), refused, return_to).await,
        // Two at once for one person: the database has let one of them pass.
        Err(failure) if is_conflict(&failure) => {
            let refused = Refused::new("known_otherwise", SignInEnd::NotAdmitted);
            refuse(door, Some(&provider), refused, return_to).await
        }
        Err(failure) => Err(failure),
    }
}

/// An identity, or the address of a contact, that another request has just taken.
fn is_conflict(failure: &Failure) -> bool {
    match failure {
        Failure::Database(error) => Failure::is_duplicate(error),
        Failure::Fault(fault) => fault.problem_of("email").is_some(),
        Failure::Internal(_) => false,
    }
}

async fn refuse(
    door: &Door<'_>,
    provider: Option<&identity_providers::Model>,
    Refused { reason, end }: Refused,
    return_to: String,
) -> Outcome<Finished> {
    if let Some(provider) = provider.filter(|_| end == SignInEnd::Unavailable) {
        note_outage(door, provider, reason).await?;
        return Ok(Finished::Not { end, return_to });
    }
    let portico = door.portico();
    let object = provider.map_or_else(|| "identity_provider:0".to_owned(), |row| format!("identity_provider:{}", row.id));
    let entry = Entry::new(Actor::Visitor, "single_sign_on_refused", object).with(json!({ "reason": reason }));
    let entry = match door.portal() {
        Some(portal) => entry.at(portal),
        None => entry,
    };
    let tx = portico.store.begin().await?;
    entry.write(&tx, portico.now()).await?;
    tx.commit().await?;
    Ok(Finished::Not { end, return_to })
}

type Attempt = (attempts::Model, identity_providers::Model);

/// The attempt that the state names: begun in this browser, at this door, not too long ago. It is spent by this, whatever
/// comes of it.
async fn attempt_of(door: &Door<'_>, came: &CameBack) -> Outcome<Result<Attempt, Refused>> {
    let expired = |reason| Ok(Err(Refused::new(reason, SignInEnd::Expired)));
    let portico = door.portico();
    let (now, tx) = (portico.now(), portico.store.begin().await?);
    let named = attempts::Entity::find().filter(attempts::Column::StateHash.eq(secrets::fingerprint(&came.state)));
    let Some(attempt) = named.one(&tx).await? else { return expired("unknown_state") };
    let browser = came.browser.as_deref().map(secrets::fingerprint);
    if browser.as_ref() != Some(&attempt.browser_hash) {
        return expired("other_browser");
    }
    if Timestamp(attempt.expires_at) <= now {
        return expired("too_late");
    }
    let provider = match provider_at(&tx, door, IdentityProviderId(attempt.provider_id)).await {
        Ok(provider) => provider,
        Err(Failure::Fault(model::Fault::NotFound)) => return expired("other_door"),
        Err(failure) => return Err(failure),
    };
    if !spend(&tx, now, &attempt).await? {
        return expired("used_before");
    }
    tx.commit().await?;
    Ok(Ok((attempt, provider)))
}

/// Of two at once, one is too late.
async fn spend(tx: &impl ConnectionTrait, now: Timestamp, attempt: &attempts::Model) -> Outcome<bool> {
    let spent = attempts::Entity::update_many()
        .filter(attempts::Column::Id.eq(attempt.id))
        .filter(attempts::Column::UsedAt.is_null())
        .col_expr(attempts::Column::UsedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    Ok(spent.rows_affected == 1)
}

/// The provider's answer, as far as it can be believed.
async fn prove(
    door: &Door<'_>,
    came: &CameBack,
    attempt: &attempts::Model,
    provider: &identity_providers::Model,
) -> Outcome<Result<Proven, Refused>> {
    let portico = door.portico();
    let Ok(discovered) = discovery::of(portico, &provider.issuer).await else {
        return Ok(Err(Refused::new("discovery", SignInEnd::Unavailable)));
    };
    let code = match code_of(came, provider, &discovered) {
        Ok(code) => code,
        Err(refused) => return Ok(Err(refused)),
    };
    let proofs = Proofs::of(came.browser.as_deref().unwrap_or_default(), &came.state);
    let secret = providers::client_secret(portico, provider)?;
    let exchange = Exchange {
        code,
        verifier: &proofs.verifier,
        redirect_uri: &attempt.redirect_uri,
        client_id: &provider.client_id,
        client_secret: secret.as_deref(),
    };
    let tokens = match exchange::tokens(portico, &discovered, &exchange).await {
        Ok(tokens) => tokens,
        Err(none) => return Ok(Err(without_token(provider, none))),
    };
    Ok(match verified(portico, provider, &discovered, &tokens, &proofs).await {
        Ok(proven) => Ok(with_address(portico, &discovered, &tokens, proven).await),
        Err(unproven) => {
            tracing::warn!(provider = provider.id, ?unproven, "an identity token proves nothing");
            Err(unproven.into())
        }
    })
}

fn without_token(provider: &identity_providers::Model, none: NoToken) -> Refused {
    match none {
        NoToken::Provider(problem) => {
            tracing::warn!(provider = provider.id, ?problem, "an identity provider exchanged no code");
            Refused::new("token_endpoint", SignInEnd::Unavailable)
        }
        NoToken::Refused(word) => {
            tracing::warn!(provider = provider.id, word, "an identity provider refused a code, or our secret");
            Refused::new("code_refused", SignInEnd::NotProven)
        }
    }
}

/// A token of a key that is not known is looked at once more with new keys: the provider may have begun to sign with another.
async fn verified(
    portico: &Portico,
    provider: &identity_providers::Model,
    discovered: &Discovered,
    tokens: &Tokens,
    proofs: &Proofs,
) -> Result<Proven, Unproven> {
    let expected = Expected {
        issuer: &provider.issuer,
        client_id: &provider.client_id,
        nonce: &proofs.nonce,
        now: portico.now(),
        access_token: tokens.access_token.as_deref(),
    };
    match token::verify(&tokens.id_token, &discovered.keys, &expected) {
        Err(Unproven::UnknownKey) => match discovery::with_new_keys(portico, &provider.issuer).await {
            Some(anew) => token::verify(&tokens.id_token, &anew.keys, &expected),
            None => Err(Unproven::UnknownKey),
        },
        verified => verified,
    }
}

/// The code, if the answer is this provider's and holds one.
fn code_of<'a>(came: &'a CameBack, provider: &identity_providers::Model, discovered: &Discovered) -> Result<&'a str, Refused> {
    let own = match came.issuer.as_deref() {
        Some(issuer) => issuer == provider.issuer,
        None => !discovered.names_issuer,
    };
    if !own {
        return Err(Refused::new("other_issuer", SignInEnd::NotProven));
    }
    match (came.error.as_deref(), came.code.as_deref()) {
        (Some("access_denied"), _) => Err(Refused::new("cancelled", SignInEnd::Cancelled)),
        (Some("temporarily_unavailable" | "server_error"), _) => Err(Refused::new("authorization", SignInEnd::Unavailable)),
        (Some(_), _) => Err(Refused::new("provider_error", SignInEnd::NotProven)),
        (None, Some(code)) => Ok(code),
        (None, None) => Err(Refused::new("no_code", SignInEnd::NotProven)),
    }
}

/// Some providers say the address only when they are asked for it.
async fn with_address(portico: &Portico, discovered: &Discovered, tokens: &Tokens, proven: Proven) -> Proven {
    if proven.about.email.is_some() {
        return proven;
    }
    let Some(access_token) = tokens.access_token.as_deref() else { return proven };
    match exchange::about(portico, discovered, access_token, &proven.subject).await {
        Some(about) => Proven { about, ..proven },
        None => proven,
    }
}
