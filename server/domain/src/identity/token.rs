//! What an identity token proves (OpenID Connect Core 1.0, §3.1.3.7). Pure: it is told what to expect and what time it is.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use model::Timestamp;
use serde::Deserialize;
use serde_json::Value;
use subtle::ConstantTimeEq;

use super::signature;

/// How far the provider's clock may be from ours, in seconds.
const LEEWAY: i64 = 60;
/// Core 1.0, §2: at most so many ASCII characters.
const SUBJECT_MAX: usize = 255;

/// What a token has to say.
pub(super) struct Expected<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
    pub now: Timestamp,
    /// What came along with it.
    pub access_token: Option<&'a str>,
}

/// Who it is, in the provider's words. The issuer is the expected one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Proven {
    pub subject: String,
    pub about: About,
}

/// What a provider says about somebody, in a token or when it is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub(super) struct About {
    pub email: Option<String>,
    /// Whatever stands there. Only `true` is true.
    #[serde(default)]
    email_verified: Value,
    pub given_name: Option<String>,
    pub family_name: Option<String>,
    pub name: Option<String>,
}

impl About {
    /// Whether the provider vouches for the address: a missing claim, and the word in quotation marks, do not.
    pub fn is_verified(&self) -> bool {
        self.email_verified == Value::Bool(true)
    }
}

/// Why it proves nothing. Goes to the trail and the log, never to the person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unproven {
    Malformed,
    /// Not one with a public key.
    Algorithm,
    UnknownKey,
    Signature,
    Issuer,
    Audience,
    Expired,
    NotYet,
    Nonce,
    AccessTokenHash,
    Subject,
}

impl Unproven {
    pub fn word(self) -> &'static str {
        match self {
            Self::Malformed => "malformed",
            Self::Algorithm => "algorithm",
            Self::UnknownKey => "unknown_key",
            Self::Signature => "signature",
            Self::Issuer => "issuer",
            Self::Audience => "audience",
            Self::Expired => "expired",
            Self::NotYet => "not_yet",
            Self::Nonce => "nonce",
            Self::AccessTokenHash => "access_token_hash",
            Self::Subject => "subject",
        }
    }
}

#[derive(Clone, Deserialize)]
#[serde(untagged)]
enum Audience {
    One(String),
    Several(Vec<String>),
}

#[derive(Clone, Deserialize)]
struct Claims {
    iss: String,
    sub: String,
    aud: Audience,
    azp: Option<String>,
    exp: f64,
    iat: f64,
    nbf: Option<f64>,
    nonce: Option<String>,
    at_hash: Option<String>,
    #[serde(flatten)]
    about: About,
}

/// Checks the signature first: nothing that is not signed is looked at.
pub(super) fn verify(token: &str, keys: &[Jwk], expected: &Expected<'_>) -> Result<Proven, Unproven> {
    let (claims, algorithm) = signature::claims::<Claims>(token, keys)?;
    if claims.iss != expected.issuer {
        return Err(Unproven::Issuer);
    }
    if !is_for(&claims, expected.client_id) {
        return Err(Unproven::Audience);
    }
    in_time(&claims, expected.now)?;
    let nonce = claims.nonce.unwrap_or_default();
    if !bool::from(nonce.as_bytes().ct_eq(expected.nonce.as_bytes())) {
        return Err(Unproven::Nonce);
    }
    if let (Some(hash), Some(access_token)) = (&claims.at_hash, expected.access_token) {
        let right = URL_SAFE_NO_PAD.decode(hash).is_ok_and(|hash| hash == signature::half_hash(algorithm, access_token));
        if !right {
            return Err(Unproven::AccessTokenHash);
        }
    }
    let plain = !claims.sub.is_empty() && claims.sub.len() <= SUBJECT_MAX && !claims.sub.bytes().any(|byte| byte < 0x20);
    if !plain {
        return Err(Unproven::Subject);
    }
    Ok(Proven { subject: claims.sub, about: claims.about })
}

/// Of several audiences the token names the one that it was made for.
fn is_for(claims: &Claims, client_id: &str) -> bool {
    let (included, several) = match &claims.aud {
        Audience::One(one) => (one == client_id, false),
        Audience::Several(all) => (all.iter().any(|one| one == client_id), all.len() > 1),
    };
    let party = match claims.azp.as_deref() {
        Some(party) => party == client_id,
        None => !several,
    };
    included && party
}

fn in_time(claims: &Claims, now: Timestamp) -> Result<(), Unproven> {
    let now = now.0 as f64 / 1000.0;
    let leeway = LEEWAY as f64;
    if now >= claims.exp + leeway {
        Err(Unproven::Expired)
    } else if claims.iat > now + leeway || claims.nbf.is_some_and(|nbf| nbf > now + leeway) {
        Err(Unproven::NotYet)
    } else {
        Ok(())
    }
}
