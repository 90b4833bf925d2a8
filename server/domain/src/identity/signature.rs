//! Signatures of identity tokens. `jsonwebtoken` reads the token and its header; the mathematics is ring's, which is below
//! TLS already. Only signatures with a public key are known here, so that neither `none` nor a shared secret can pass.

use std::sync::Once;

use jsonwebtoken::crypto::{CryptoProvider, JwtSigner, JwtVerifier, KeyUtils};
use jsonwebtoken::errors::{Error, ErrorKind};
use jsonwebtoken::jwk::{Jwk, PublicKeyUse};
use jsonwebtoken::signature;
use jsonwebtoken::{Algorithm, AlgorithmFamily, DecodingKey, DecodingKeyKind, EncodingKey, Validation};
use ring::digest::{self, SHA256, SHA384, SHA512};
use ring::signature::{
    ECDSA_P256_SHA256_FIXED, ECDSA_P384_SHA384_FIXED, ED25519, RSA_PKCS1_2048_8192_SHA256, RSA_PKCS1_2048_8192_SHA384,
    RSA_PKCS1_2048_8192_SHA512, RSA_PSS_2048_8192_SHA256, RSA_PSS_2048_8192_SHA384, RSA_PSS_2048_8192_SHA512, RsaParameters,
    RsaPublicKeyComponents, UnparsedPublicKey, VerificationAlgorithm,
};
use serde::de::DeserializeOwned;

use super::token::Unproven;

/// What is accepted, best first.
const ACCEPTED: [(&str, Algorithm); 9] = [
    ("EdDSA", Algorithm::EdDSA),
    ("ES256", Algorithm::ES256),
    ("ES384", Algorithm::ES384),
    ("PS256", Algorithm::PS256),
    ("PS384", Algorithm::PS384),
    ("PS512", Algorithm::PS512),
    ("RS256", Algorithm::RS256),
    ("RS384", Algorithm::RS384),
    ("RS512", Algorithm::RS512),
];

/// Of the algorithms that a provider names, those that are accepted.
pub(super) fn accepted_of(named: &[String]) -> Vec<String> {
    ACCEPTED.iter().filter(|(name, _)| named.iter().any(|other| other == name)).map(|(name, _)| (*name).to_owned()).collect()
}

/// A public key, and not one for encryption.
pub(super) fn is_for_signatures(key: &Jwk) -> bool {
    let public = DecodingKey::from_jwk(key).is_ok_and(|key| key.family() != AlgorithmFamily::Hmac);
    public && !matches!(key.common.public_key_use, Some(PublicKeyUse::Encryption))
}

/// The claims of a token that one of the keys has signed. A token that names its key is checked with that one.
pub(super) fn claims<T: DeserializeOwned + Clone>(token: &str, keys: &[Jwk]) -> Result<(T, Algorithm), Unproven> {
    provide();
    let header = jsonwebtoken::decode_header(token).map_err(|error| match error.kind() {
        // `none` is no algorithm at all.
        ErrorKind::Json(_) | ErrorKind::InvalidAlgorithm | ErrorKind::InvalidAlgorithmName => Unproven::Algorithm,
        _ => Unproven::Malformed,
    })?;
    if !ACCEPTED.iter().any(|(_, algorithm)| *algorithm == header.alg) {
        return Err(Unproven::Algorithm);
    }
    let fits = |key: &&Jwk| {
        let algorithm = key.common.key_algorithm.is_none_or(|algorithm| algorithm.to_string() == name_of(header.alg));
        let named = header.kid.as_ref().is_none_or(|kid| key.common.key_id.as_ref() == Some(kid));
        algorithm && named && DecodingKey::from_jwk(key).is_ok_and(|key| key.family() == header.alg.family())
    };
    let mut outcome = Err(Unproven::UnknownKey);
    for key in keys.iter().filter(fits).filter_map(|key| DecodingKey::from_jwk(key).ok()) {
        match jsonwebtoken::decode::<T>(token, &key, &signature_only(header.alg)) {
            Ok(data) => return Ok((data.claims, header.alg)),
            Err(error) if matches!(error.kind(), ErrorKind::InvalidSignature) => outcome = Err(Unproven::Signature),
            Err(_) => outcome = Err(Unproven::Malformed),
        }
    }
    outcome
}

fn name_of(algorithm: Algorithm) -> &'static str {
    ACCEPTED.iter().find(|(_, accepted)| *accepted == algorithm).map_or("", |(name, _)| name)
}

/// The claims are judged beside, by the portico's clock.
fn signature_only(algorithm: Algorithm) -> Validation {
    let mut validation = Validation::new(algorithm);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    validation
}

/// The left half of a hash with the token's own hash function (OpenID Connect Core 1.0, §3.1.3.6).
pub(super) fn half_hash(algorithm: Algorithm, text: &str) -> Vec<u8> {
    let function = match algorithm {
        Algorithm::ES384 | Algorithm::PS384 | Algorithm::RS384 => &SHA384,
        // EdDSA with Ed25519 hashes with SHA-512.
        Algorithm::EdDSA | Algorithm::PS512 | Algorithm::RS512 => &SHA512,
        _ => &SHA256,
    };
    let hash = digest::digest(function, text.as_bytes());
    hash.as_ref()[..hash.as_ref().len() / 2].to_vec()
}

fn provide() {
    static ONCE: Once = Once::new();
    static RING: CryptoProvider =
        CryptoProvider { signer_factory: no_signer, verifier_factory: verifier, key_utils: KeyUtils::new_unimplemented() };
    ONCE.call_once(|| {
        // Fails where there is one already, which is this one: nothing else in the program installs any.
        let _ = RING.install_default();
    });
}

fn no_signer(_: &Algorithm, _: &EncodingKey) -> Result<Box<dyn JwtSigner>, Error> {
    Err(ErrorKind::UnsupportedAlgorithm.into())
}

fn verifier(algorithm: &Algorithm, key: &DecodingKey) -> Result<Box<dyn JwtVerifier>, Error> {
    if key.family() != algorithm.family() || key.family() == AlgorithmFamily::Hmac {
        return Err(ErrorKind::InvalidKeyFormat.into());
    }
    Ok(Box::new(RingVerifier { algorithm: *algorithm, key: key.clone() }))
}

struct RingVerifier {
    algorithm: Algorithm,
    key: DecodingKey,
}

impl JwtVerifier for RingVerifier {
    fn algorithm(&self) -> Algorithm {
        self.algorithm
    }
}

impl signature::Verifier<Vec<u8>> for RingVerifier {
    fn verify(&self, message: &[u8], signed: &Vec<u8>) -> Result<(), signature::Error> {
        let verified = match (self.algorithm, self.key.kind()) {
            (Algorithm::RS256, kind) => rsa(&RSA_PKCS1_2048_8192_SHA256, kind, message, signed),
            (Algorithm::RS384, kind) => rsa(&RSA_PKCS1_2048_8192_SHA384, kind, message, signed),
            (Algorithm::RS512, kind) => rsa(&RSA_PKCS1_2048_8192_SHA512, kind, message, signed),
            (Algorithm::PS256, kind) => rsa(&RSA_PSS_2048_8192_SHA256, kind, message, signed),
            (Algorithm::PS384, kind) => rsa(&RSA_PSS_2048_8192_SHA384, kind, message, signed),
            (Algorithm::PS512, kind) => rsa(&RSA_PSS_2048_8192_SHA512, kind, message, signed),
            (Algorithm::ES256, kind) => point(&ECDSA_P256_SHA256_FIXED, kind, message, signed),
            (Algorithm::ES384, kind) => point(&ECDSA_P384_SHA384_FIXED, kind, message, signed),
            (Algorithm::EdDSA, kind) => point(&ED25519, kind, message, signed),
            _ => None,
        };
        verified.ok_or_else(signature::Error::new)
    }
}

fn rsa(parameters: &'static RsaParameters, key: &DecodingKeyKind, message: &[u8], signed: &[u8]) -> Option<()> {
    let DecodingKeyKind::RsaModulusExponent { n, e } = key else { return None };
    // Some write a sign byte in front, which is none of the number.
    let start = n.iter().position(|byte| *byte != 0)?;
    RsaPublicKeyComponents { n: &n[start..], e: e.as_slice() }.verify(parameters, message, signed).ok()
}

fn point(algorithm: &'static dyn VerificationAlgorithm, key: &DecodingKeyKind, message: &[u8], signed: &[u8]) -> Option<()> {
    let DecodingKeyKind::SecretOrDer(bytes) = key else { return None };
    UnparsedPublicKey::new(algorithm, bytes).verify(message, signed).ok()
}
