//! What a browser hands over from an authenticator, taken apart and checked: registration and authentication (WebAuthn
//! Level 3, §7.1 and §7.2). Nothing is concluded from an attestation, so none is asked for and none is looked at; the
//! signatures are checked by *ring*.
//!
//! Every check stands here, and nothing here knows the database: what the challenge was made for, whether it was used and
//! whose the credential is, is looked at by the callers.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use minicbor::Decoder;
use minicbor::data::Type;
use ring::signature::{ECDSA_P256_SHA256_ASN1, ED25519, RSA_PKCS1_2048_8192_SHA256, RsaPublicKeyComponents, UnparsedPublicKey};
use serde::Deserialize;
use sha2::{Digest, Sha256};

/// Algorithms that are taken (COSE): ES256, EdDSA, RS256.
pub const ALGORITHMS: [i64; 3] = [-7, -8, -257];

/// Longest of what a browser sends, in bytes; an RSA key and its frame have less than a tenth of it.
const RESPONSE_MAX: usize = 16 * 1024;
/// WebAuthn 3, §4: a credential's id has no more bytes.
const CREDENTIAL_MAX: usize = 1023;

const USER_PRESENT: u8 = 0x01;
const USER_VERIFIED: u8 = 0x04;
const BACKUP_ELIGIBLE: u8 = 0x08;
const BACKED_UP: u8 = 0x10;
const HAS_CREDENTIAL: u8 = 0x40;
const HAS_EXTENSIONS: u8 = 0x80;

/// Where a ceremony has to have taken place.
pub struct Place<'a> {
    /// Scheme, host and port of the system domain.
    pub origin: &'a str,
    /// Its host: the relying party's id.
    pub host: &'a str,
}

/// A key that was made.
#[derive(Debug, PartialEq, Eq)]
pub struct Registered {
    /// As it was given; who it was given to is looked at by the caller.
    pub challenge: String,
    /// base64url
    pub credential: String,
    /// The COSE key (RFC 9052), base64url.
    pub public_key: String,
    pub sign_count: u32,
}

/// A key that was used, before its signature is checked.
#[derive(Debug, PartialEq, Eq)]
pub struct Assertion {
    pub challenge: String,
    pub credential: String,
    /// Which user the authenticator says that it is, where it keeps that itself.
    pub user_handle: Option<String>,
    pub sign_count: u32,
    signed: Vec<u8>,
    signature: Vec<u8>,
}

#[derive(Deserialize)]
struct Credential<R> {
    #[serde(rename = "rawId")]
    raw_id: String,
    #[serde(rename = "type")]
    kind: String,
    response: R,
}

#[derive(Deserialize)]
struct Attestation {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    #[serde(rename = "attestationObject")]
    attestation_object: String,
}

#[derive(Deserialize)]
struct Signed {
    #[serde(rename = "clientDataJSON")]
    client_data: String,
    #[serde(rename = "authenticatorData")]
    authenticator_data: String,
    signature: String,
    #[serde(rename = "userHandle")]
    user_handle: Option<String>,
}

#[derive(Deserialize)]
struct ClientData {
    #[serde(rename = "type")]
    kind: String,
    challenge: String,
    origin: String,
    #[serde(rename = "crossOrigin", default)]
    cross_origin: bool,
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    URL_SAFE_NO_PAD.decode(text.trim_end_matches('=')).ok()
}

fn credential<'a, R: Deserialize<'a>>(json: &'a str) -> Option<Credential<R>> {
    let credential: Credential<R> = (json.len() <= RESPONSE_MAX).then(|| serde_json::from_str(json).ok())??;
    (credential.kind == "public-key").then_some(credential)
}

/// The challenge, if the browser did what was asked at our own pages.
fn challenge(client_data: &[u8], kind: &str, place: &Place<'_>) -> Option<String> {
    let data: ClientData = serde_json::from_slice(client_data).ok()?;
    (data.kind == kind && data.origin == place.origin && !data.cross_origin).then_some(data.challenge)
}

/// The fixed part of an authenticator's data (§6.1), where somebody was present and has shown who they are to it.
fn authenticator_data<'a>(data: &'a [u8], place: &Place<'_>) -> Option<(u8, u32, &'a [u8])> {
    let (relying_party, rest) = data.split_at_checked(32)?;
    let (flags, rest) = rest.split_first()?;
    let (count, rest) = rest.split_first_chunk::<4>()?;
    let shown = flags & USER_PRESENT != 0 && flags & USER_VERIFIED != 0;
    let possible = flags & BACKED_UP == 0 || flags & BACKUP_ELIGIBLE != 0;
    let here = relying_party == Sha256::digest(place.host.as_bytes()).as_slice();
    (here && shown && possible).then_some((*flags, u32::from_be_bytes(*count), rest))
}

/// A new key, from what `navigator.credentials.create` answered, as JSON. `None`: it cannot be taken.
pub fn registered(json: &str, place: &Place<'_>) -> Option<Registered> {
    let answer: Credential<Attestation> = credential(json)?;
    let challenge = challenge(&bytes(&answer.response.client_data)?, "webauthn.create", place)?;
    let object = bytes(&answer.response.attestation_object)?;
    let (flags, sign_count, rest) = authenticator_data(authenticator_data_of(&object)?, place)?;
    if flags & HAS_CREDENTIAL == 0 {
        return None;
    }
    // The model of the authenticator, which says nothing without an attestation.
    let (_, rest) = rest.split_at_checked(16)?;
    let (length, rest) = rest.split_first_chunk::<2>()?;
    let (id, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    let (key, length) = Key::parse(rest)?;
    let (key_bytes, extensions) = rest.split_at_checked(length)?;
    let whole = extensions.is_empty() != (flags & HAS_EXTENSIONS != 0);
    let same = bytes(&answer.raw_id)? == id && (1..=CREDENTIAL_MAX).contains(&id.len());
    (whole && same && ALGORITHMS.contains(&key.algorithm())).then(|| Registered {
        challenge,
        credential: URL_SAFE_NO_PAD.encode(id),
        public_key: URL_SAFE_NO_PAD.encode(key_bytes),
        sign_count,
    })
}

fn authenticator_data_of(object: &[u8]) -> Option<&[u8]> {
    let mut decoder = Decoder::new(object);
    let entries = decoder.map().ok()??;
    let mut found = None;
    for _ in 0..entries {
        if decoder.str().ok()? == "authData" {
            found = Some(decoder.bytes().ok()?);
        } else {
            decoder.skip().ok()?;
        }
    }
    found
}

/// A use of a key, from what `navigator.credentials.get` answered, as JSON. Its signature is still to be checked, with
/// the key that belongs to the credential.
pub fn assertion(json: &str, place: &Place<'_>) -> Option<Assertion> {
    let answer: Credential<Signed> = credential(json)?;
    let client_data = bytes(&answer.response.client_data)?;
    let challenge = challenge(&client_data, "webauthn.get", place)?;
    let data = bytes(&answer.response.authenticator_data)?;
    let (_, sign_count, _) = authenticator_data(&data, place)?;
    let mut signed = data;
    signed.extend_from_slice(&Sha256::digest(&client_data));
    let user_handle = answer.response.user_handle.filter(|handle| !handle.is_empty());
    Some(Assertion {
        challenge,
        credential: URL_SAFE_NO_PAD.encode(bytes(&answer.raw_id)?),
        user_handle: user_handle.map(|handle| handle.trim_end_matches('=').to_owned()),
        sign_count,
        signed,
        signature: bytes(&answer.response.signature)?,
    })
}

impl Assertion {
    /// Whether the key has signed this.
    pub fn is_signed_by(&self, public_key: &str) -> bool {
        let key = bytes(public_key);
        key.as_deref().and_then(Key::parse).is_some_and(|(key, _)| key.has_signed(&self.signed, &self.signature))
    }

    /// An authenticator that counts has counted on since then; of two keys with one secret, one falls behind (§6.1.1).
    pub fn counts_on_from(&self, before: i64) -> bool {
        (before == 0 && self.sign_count == 0) || i64::from(self.sign_count) > before
    }
}

/// A public key of one of the kinds that are taken (RFC 9053, §7; RFC 8230, §4).
enum Key<'a> {
    Es256 { x: &'a [u8], y: &'a [u8] },
    EdDsa { x: &'a [u8] },
    Rs256 { n: &'a [u8], e: &'a [u8] },
}

enum Field<'a> {
    Number(i64),
    Bytes(&'a [u8]),
    Other,
}

impl<'a> Key<'a> {
    /// The key at the beginning of the bytes, and how many it has.
    fn parse(bytes: &'a [u8]) -> Option<(Self, usize)> {
        let mut decoder = Decoder::new(bytes);
        let entries = decoder.map().ok()??;
        let mut fields = Vec::new();
        for _ in 0..entries.min(16) {
            let name = decoder.i64().ok()?;
            let field = match decoder.datatype().ok()? {
                Type::Bytes => Field::Bytes(decoder.bytes().ok()?),
                Type::U8 | Type::U16 | Type::U32 | Type::U64 | Type::I8 | Type::I16 | Type::I32 | Type::I64 => {
                    Field::Number(decoder.i64().ok()?)
                }
                _ => {
                    decoder.skip().ok()?;
                    Field::Other
                }
            };
            fields.push((name, field));
        }
        let field = |name: i64| fields.iter().find(|(found, _)| *found == name).map(|(_, field)| field);
        let number = |name| if let Some(Field::Number(number)) = field(name) { Some(*number) } else { None };
        let text = |name| if let Some(Field::Bytes(bytes)) = field(name) { Some(*bytes) } else { None };
        // Kind of key, algorithm, curve.
        let key = match (number(1)?, number(3)?, number(-1)) {
            (2, -7, Some(1)) => Self::Es256 { x: text(-2)?, y: text(-3)? },
            (1, -8, Some(6)) => Self::EdDsa { x: text(-2)? },
            (3, -257, None) => Self::Rs256 { n: text(-1)?, e: text(-2)? },
            _ => return None,
        };
        Some((key, decoder.position()))
    }

    fn algorithm(&self) -> i64 {
        match self {
            Self::Es256 { .. } => -7,
            Self::EdDsa { .. } => -8,
            Self::Rs256 { .. } => -257,
        }
    }

    fn has_signed(&self, message: &[u8], signature: &[u8]) -> bool {
        let verified = match self {
            // An uncompressed point (SEC 1, 2.3.3).
            Self::Es256 { x, y } => {
                let point = [&[4], *x, *y].concat();
                UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, point).verify(message, signature)
            }
            Self::EdDsa { x } => UnparsedPublicKey::new(&ED25519, x).verify(message, signature),
            Self::Rs256 { n, e } => RsaPublicKeyComponents { n, e }.verify(&RSA_PKCS1_2048_8192_SHA256, message, signature),
        };
        verified.is_ok()
    }
}
