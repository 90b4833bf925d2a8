//! Single sign-on by OpenID Connect: the identity providers that people prove themselves with.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FieldErrors, Problem};
use crate::helpdesk::Named;
use crate::ids::{IdentityProviderId, PortalId};
use crate::text::line;

/// What is asked of a provider unless an administrator says otherwise.
pub const DEFAULT_SCOPES: &str = "openid email profile";

/// A button on a sign-in page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderButton {
    pub id: IdentityProviderId,
    /// What people know the provider by.
    pub name: String,
}

/// A line of the administrators' list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderRow {
    pub id: IdentityProviderId,
    pub name: String,
    pub issuer: String,
    /// Whose people it identifies; `None`: staff's.
    pub portal: Option<Named<PortalId>>,
    pub enabled: bool,
}

/// What an administrator types about a provider.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderFields {
    /// On the button.
    pub name: String,
    /// As the provider's discovery document has it, letter by letter.
    pub issuer: String,
    pub client_id: String,
    /// Separated by spaces; `openid` is among them.
    pub scopes: String,
    /// Whether somebody whom no contact is known for gets one. Only where the provider decides who enters.
    pub may_create: bool,
}

impl ProviderFields {
    /// Trimmed fields. An issuer is an `https` address without query and fragment (OpenID Connect Discovery 1.0, §3); one
    /// on this very machine may do without TLS, where the deployment allows that.
    pub fn check(&self) -> Result<Self, Fault> {
        let mut errors = FieldErrors::default();
        let name = errors.check("name", line(&self.name, 1, 60));
        let issuer = errors.check("issuer", check_issuer(&self.issuer));
        let client_id = errors.check("client_id", line(&self.client_id, 1, 255));
        let scopes = errors.check("scopes", check_scopes(&self.scopes));
        match (name, issuer, client_id, scopes) {
            (Some(name), Some(issuer), Some(client_id), Some(scopes)) => {
                Ok(Self { name, issuer, client_id, scopes, may_create: self.may_create })
            }
            _ => Err(errors.into_fault()),
        }
    }
}

fn check_issuer(text: &str) -> Result<String, Problem> {
    let issuer = line(text, 1, 500)?;
    let rest = issuer.strip_prefix("https://").or_else(|| issuer.strip_prefix("http://")).unwrap_or_default();
    let plain = rest.bytes().all(|byte| byte.is_ascii_graphic() && !b"?#@\\\"<>".contains(&byte));
    if rest.is_empty() || rest.starts_with('/') || !plain { Err(Problem::Malformed) } else { Ok(issuer) }
}

/// RFC 6749, §3.3: visible ASCII without quotation mark and backslash.
fn check_scopes(text: &str) -> Result<String, Problem> {
    let text = line(text, 0, 300)?;
    let mut scopes: Vec<&str> = text.split_whitespace().collect();
    if scopes.iter().any(|scope| !scope.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"\\".contains(&byte))) {
        return Err(Problem::Malformed);
    }
    if !scopes.contains(&"openid") {
        scopes.insert(0, "openid");
    }
    Ok(scopes.join(" "))
}

/// What becomes of the client secret when a provider is saved. It is never shown.
#[derive(Clone, PartialEq, Eq)]
pub enum SecretChange {
    Keep,
    /// A client without one.
    Remove,
    Replace(String),
}

/// A provider's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderShown {
    pub id: IdentityProviderId,
    pub portal: Option<Named<PortalId>>,
    pub fields: ProviderFields,
    pub has_secret: bool,
    pub enabled: bool,
    /// Whom a provider that is on helps nobody for: the portal does not offer single sign-on.
    pub offered: bool,
    /// To be registered with the provider. `None` while the portal has no address yet.
    pub redirect_uri: Option<String>,
    /// Contacts or staff members that are known by it.
    pub people: u64,
}

/// Whom a new provider can be for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderPlace {
    /// `None`: staff.
    pub portal: Option<Named<PortalId>>,
    pub redirect_uri: Option<String>,
}

/// What discovery found at a provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderFound {
    pub authorization_endpoint: String,
    pub token_endpoint: String,
    /// Keys that signatures can be checked with.
    pub keys: u64,
    /// What it signs with, of what is accepted here.
    pub algorithms: Vec<String>,
}

/// What is wrong with a provider, for those who set it up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProviderProblem {
    /// An address that this server does not call: not `https`, or in a private network that the deployment does not name.
    NotAllowed { address: String },
    /// It could not be reached, or said nothing in time.
    Unreachable { reason: String },
    /// It answered with an HTTP status that is none of a working provider.
    Status { status: u16 },
    /// It answered, but not with what the standard asks for.
    NotUnderstood,
    /// The document at the issuer's address is another issuer's.
    OtherIssuer { found: String },
    /// None of its keys or algorithms is one that signatures are accepted of.
    NoKeys,
}

/// What a check found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ProviderCheck {
    Works(ProviderFound),
    Fails(ProviderProblem),
}

/// Why somebody who came back from a provider was not let in. The word is in the address of the sign-in page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignInEnd {
    /// The provider does not answer.
    Unavailable,
    /// Begun too long ago, in another browser, or used already.
    Expired,
    /// The person said no there.
    Cancelled,
    /// The provider's answer proves nothing.
    NotProven,
    /// The provider does not vouch for the e-mail address.
    NotVerified,
    /// Nobody who may enter here: unknown, disabled and not admitted are one answer.
    NotAdmitted,
    Paused,
}

impl SignInEnd {
    pub const ALL: [Self; 7] =
        [Self::Unavailable, Self::Expired, Self::Cancelled, Self::NotProven, Self::NotVerified, Self::NotAdmitted, Self::Paused];

    pub fn word(self) -> &'static str {
        match self {
            Self::Unavailable => "unavailable",
            Self::Expired => "expired",
            Self::Cancelled => "cancelled",
            Self::NotProven => "not-proven",
            Self::NotVerified => "not-verified",
            Self::NotAdmitted => "not-admitted",
            Self::Paused => "paused",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|end| end.word() == word)
    }
}

/// What administrators do with identity providers. Everybody else is refused ([`crate::Refusal::Role`]), and for staff's
/// providers everybody but owners. Who changes one shows who they are, if they have not just done so
/// ([`crate::Refusal::ProofNeeded`]).
#[async_trait]
pub trait IdentityProviders: Send + Sync {
    async fn identity_providers(&self) -> Result<Vec<ProviderRow>, Fault>;

    async fn identity_provider(&self, provider: IdentityProviderId) -> Result<ProviderShown, Fault>;

    /// Where a new one can belong: every portal that is not archived, then for an owner staff.
    async fn identity_places(&self) -> Result<Vec<ProviderPlace>, Fault>;

    /// A provider that is on. It belongs to the portal, or without one to staff, for good.
    async fn create_identity_provider(
        &self,
        portal: Option<PortalId>,
        fields: &ProviderFields,
        secret: SecretChange,
    ) -> Result<IdentityProviderId, Fault>;

    /// People who are known by another issuer than the new one are not known by it.
    async fn update_identity_provider(
        &self,
        provider: IdentityProviderId,
        fields: &ProviderFields,
        secret: SecretChange,
    ) -> Result<(), Fault>;

    async fn set_identity_provider_enabled(&self, provider: IdentityProviderId, enabled: bool) -> Result<(), Fault>;

    /// Asks the provider for its discovery document and keys, now.
    async fn check_identity_provider(&self, provider: IdentityProviderId) -> Result<ProviderCheck, Fault>;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(issuer: &str, scopes: &str) -> ProviderFields {
        ProviderFields {
            name: " Acme ".into(),
            issuer: issuer.into(),
            client_id: "portico".into(),
            scopes: scopes.into(),
            may_create: false,
        }
    }

    #[test]
    fn an_issuer_is_an_address_and_nothing_behind() {
        for right in ["https://id.example.com", "https://id.example.com/realms/acme/", "http://127.0.0.1:4000"] {
            let checked = fields(right, "").check().unwrap();
            assert_eq!((checked.issuer.as_str(), checked.scopes.as_str(), checked.name.as_str()), (right, "openid", "Acme"));
        }
        for wrong in [
            "",
            "id.example.com",
            "https://",
            "https:///x",
            "ftp://x",
            "file:///etc",
            "https://x?y",
            "https://x#y",
            "https://a@b",
            "https://é",
        ] {
            assert!(fields(wrong, "").check().unwrap_err().problem_of("issuer").is_some(), "{wrong}");
        }
    }

    #[test]
    fn openid_is_always_asked_for() {
        assert_eq!(fields("https://x.example", " email  openid ").check().unwrap().scopes, "email openid");
        assert_eq!(fields("https://x.example", "email").check().unwrap().scopes, "openid email");
        assert!(fields("https://x.example", "a\"b").check().is_err());
    }

    #[test]
    fn an_end_is_read_as_it_is_written() {
        for end in SignInEnd::ALL {
            assert_eq!(SignInEnd::parse(end.word()), Some(end));
        }
        assert_eq!(SignInEnd::parse("x"), None);
    }
}
