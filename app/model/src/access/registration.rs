//! Registering oneself.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FieldErrors, Problem};
use crate::helpdesk::Named;
use crate::ids::{CompanyId, ConsentTextId, ContactId, RegistrationId};
use crate::pages::Page;
use crate::text::{EmailAddress, HostName, bounded, line};
use crate::time::Timestamp;

/// Characters of a consent text, at most.
pub const CONSENT_MAX: usize = 5_000;
const DOMAINS_MAX: usize = 200;

/// How people register at a portal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RegistrationSettings {
    /// Nobody enters before staff agree.
    pub approval: bool,
    /// Only addresses at exactly these domains; empty: all.
    pub domains: Vec<String>,
    /// Who confirmed an address at a listed domain belongs to the company with that domain. Without it, or without a
    /// list, staff say so for each.
    pub joins_company: bool,
}

impl RegistrationSettings {
    /// From a form: domains separated by blanks, commas, semicolons or lines; each once, lower case.
    pub fn parse(approval: bool, domains: &str, joins_company: bool) -> Result<Self, Fault> {
        let mut listed: Vec<String> = Vec::new();
        for word in domains.split([',', ';', ' ', '\t', '\r', '\n']).map(|word| word.trim_start_matches('@')) {
            if word.is_empty() {
                continue;
            }
            let domain = HostName::parse(word).map_err(|problem| Fault::invalid("domains", problem))?.to_string();
            if !listed.contains(&domain) {
                listed.push(domain);
            }
        }
        match listed.len() {
            count if count > DOMAINS_MAX => Err(Fault::invalid("domains", Problem::TooLong { max: DOMAINS_MAX })),
            0 if joins_company => Err(Fault::invalid("domains", Problem::Missing)),
            _ => Ok(Self { approval, domains: listed, joins_company }),
        }
    }

    /// Whether an address may register: its domain is listed, not merely the end of a listed one.
    pub fn admits(&self, address: &EmailAddress) -> bool {
        self.domains.is_empty() || self.domains.iter().any(|domain| domain == address.host())
    }
}

/// What people agree to, in the version that holds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consent {
    pub id: ConsentTextId,
    pub version: u64,
    pub text: String,
}

impl Consent {
    /// A text as it is kept; empty: nothing to agree to.
    pub fn check(text: &str) -> Result<String, Problem> {
        bounded(&text.replace("\r\n", "\n"), 0, CONSENT_MAX)
    }
}

/// What somebody types to register.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Registrant {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    /// The text that was agreed to.
    pub consent: Option<ConsentTextId>,
}

impl Registrant {
    /// The address and both names, trimmed; at least one name.
    pub fn check(&self) -> Result<(EmailAddress, String, String), Fault> {
        let mut errors = FieldErrors::default();
        let email = errors.check("email", EmailAddress::parse(&self.email));
        let first_name = errors.check("first_name", line(&self.first_name, 1, 100));
        let last_name = errors.check("last_name", line(&self.last_name, 0, 100));
        match (email, first_name, last_name) {
            (Some(email), Some(first_name), Some(last_name)) => Ok((email, first_name, last_name)),
            _ => Err(errors.into_fault()),
        }
    }
}

/// What the page of a confirmation says before it is confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationShown {
    pub email: String,
    pub name: String,
    /// A password is to be set.
    pub sets_password: bool,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registered {
    /// A session has begun.
    Entered(crate::people::Admission),
    /// Staff have to agree first.
    Waiting,
}

/// Somebody who registered, for staff to decide on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegistrationRow {
    pub id: RegistrationId,
    pub contact: Named<ContactId>,
    pub email: String,
    pub portal: String,
    pub at: Timestamp,
    /// Waits to be let in; otherwise is in, and only the company is open.
    pub waiting: bool,
    /// The company with the domain of the address, which they say nothing about and may belong to.
    pub company: Option<Named<CompanyId>>,
}

/// What staff do with registrations.
#[async_trait]
pub trait Registrations: Send + Sync {
    /// Those that something is to be decided on, oldest first.
    async fn registrations(&self, after: Option<&str>) -> Result<Page<RegistrationRow>, Fault>;

    /// Lets them in if they wait. `company`: also as one of the company that the row names, which becomes their primary
    /// one; otherwise the question is settled without it.
    async fn approve_registration(&self, registration: RegistrationId, company: bool) -> Result<(), Fault>;

    /// They stay out; asking again changes nothing.
    async fn refuse_registration(&self, registration: RegistrationId) -> Result<(), Fault>;
}
