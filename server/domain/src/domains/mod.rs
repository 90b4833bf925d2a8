//! Hosts that portals live on: the system's own, and connected ones whose ownership the DNS proves.

mod connect;
mod hosts;
mod system;
mod verify;

use model::domains::{DnsRecord, Domain, DomainKind, Verification, VerificationProblem};
use model::{DomainId, Language, Timestamp};

use crate::portico::Settings;
use crate::tables::domains;

pub(crate) use connect::{check, connect, find_or_connect, set_language, write_language};
pub use hosts::is_loopback_name;
pub(crate) use system::keep as keep_system_domain;

/// A domain as staff see it.
pub(crate) fn shown(domain: &domains::Model, settings: &Settings) -> Domain {
    let is_system = domain.kind == "SYSTEM";
    let problem = domain.verification_problem.as_deref().and_then(|text| serde_json::from_str(text).ok());
    Domain {
        id: DomainId(domain.id),
        host: domain.host.clone(),
        kind: if is_system { DomainKind::System } else { DomainKind::Connected },
        verification: match domain.verification.as_str() {
            "VERIFIED" => Verification::Verified,
            "FAILED" => Verification::Failed(problem.unwrap_or(VerificationProblem::NoAnswer)),
            _ => Verification::Pending,
        },
        primary_language: language_of(domain),
        record: domain.verification_value.as_ref().map(|value| DnsRecord {
            name: verify::record_name(&domain.host),
            value: value.clone(),
            target: settings.address.host.clone(),
        }),
        checked_at: domain.checked_at.map(Timestamp),
    }
}

pub(crate) fn language_of(domain: &domains::Model) -> Language {
    Language::parse(&domain.primary_language).unwrap_or_default()
}

pub(crate) fn is_verified(domain: &domains::Model) -> bool {
    domain.verification == "VERIFIED"
}
