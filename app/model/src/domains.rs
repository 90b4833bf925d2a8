//! Hosts that portals live on, and how their ownership is proven.

use serde::{Deserialize, Serialize};

use crate::ids::DomainId;
use crate::language::Language;
use crate::time::Timestamp;

/// Staff's view of a domain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Domain {
    pub id: DomainId,
    pub host: String,
    pub kind: DomainKind,
    pub verification: Verification,
    pub primary_language: Language,
    /// What to create in the DNS; `None` for the system domain.
    pub record: Option<DnsRecord>,
    pub checked_at: Option<Timestamp>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DomainKind {
    /// The host that the server itself runs on. Invitations to access groups are not mailed from it (HubSpot's rule).
    System,
    Connected,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Verification {
    Pending,
    Verified,
    Failed(VerificationProblem),
}

/// What the last look at the DNS found instead of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VerificationProblem {
    /// The name has no TXT record there.
    NoRecord,
    /// There are TXT records, none with the value.
    OtherValue { found: String },
    /// The resolver did not answer.
    NoAnswer,
}

/// The record that proves ownership: a TXT record at `name` with `value`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DnsRecord {
    /// `_portico.help.example.com`
    pub name: String,
    /// `portico-verification=…`
    pub value: String,
    /// The host that the domain itself should point to (CNAME).
    pub target: String,
}
