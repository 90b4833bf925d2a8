//! Access groups, and their members.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{InvitationMade, Rule};
use crate::fault::Fault;
use crate::helpdesk::Named;
use crate::ids::{AccessGroupId, BatchId, ContactId, PortalId};
use crate::pages::Page;
use crate::time::Timestamp;

/// Addresses that can be added at once.
pub const BATCH_MAX: usize = 2_000;
/// How long a list that was added can be taken back, in milliseconds; its letters wait as long.
pub const UNDO_FOR: i64 = 2 * Timestamp::MINUTE;

/// Staff's view of an access group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessGroup {
    pub id: AccessGroupId,
    pub name: String,
    /// Those who were added, in whatever state; of a group by rule those who match.
    pub members: u64,
    pub by_rule: bool,
}

/// Where a member stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberStatus {
    /// Invited, or to be invited.
    Pending,
    Accepted,
    /// The invitation did not reach them.
    Failed,
    /// The invitation is not mailed: the link is to be handed over.
    Held,
}

impl MemberStatus {
    pub const ALL: [Self; 4] = [Self::Pending, Self::Accepted, Self::Failed, Self::Held];

    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "PENDING",
            Self::Accepted => "ACCEPTED",
            Self::Failed => "FAILED",
            Self::Held => "HELD",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.word() == word)
    }
}

/// Why a member is not invited, or was not reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MemberProblem {
    /// The contact has no e-mail property.
    NoAddress,
    /// The contact is disabled.
    Disabled,
    /// No public portal admits the group, so there is nothing to invite to.
    NoPortal,
    /// The portal is on the system domain, from which invitations to access groups are not mailed (HubSpot's rule).
    SystemDomain,
    /// The mail server refused the letter for good, or it grew too old.
    NotDelivered,
}

impl MemberProblem {
    pub const ALL: [Self; 5] = [Self::NoAddress, Self::Disabled, Self::NoPortal, Self::SystemDomain, Self::NotDelivered];

    pub fn word(self) -> &'static str {
        match self {
            Self::NoAddress => "NO_ADDRESS",
            Self::Disabled => "DISABLED",
            Self::NoPortal => "NO_PORTAL",
            Self::SystemDomain => "SYSTEM_DOMAIN",
            Self::NotDelivered => "NOT_DELIVERED",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|problem| problem.word() == word)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    pub contact: Named<ContactId>,
    pub email: Option<String>,
    /// `None`: matches the rule and was never invited, which entering does not need.
    pub status: Option<MemberStatus>,
    pub problem: Option<MemberProblem>,
    pub added_at: Option<Timestamp>,
}

/// A portal that admits the group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupPortal {
    pub portal: Named<PortalId>,
    /// People can be invited to it: it is live or paused, and no identity provider decides who enters.
    pub invites: bool,
    /// Invitations to it are held: it is on the system domain.
    pub held: bool,
}

/// A group's page.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AccessGroupShown {
    pub group: AccessGroup,
    pub rule: Option<Rule>,
    pub portals: Vec<GroupPortal>,
    pub members: Page<MemberRow>,
    /// What was added last, or the batch that was asked for.
    pub batch: Option<BatchShown>,
    pub may_change: bool,
}

/// A list that was added at once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchShown {
    pub id: BatchId,
    pub at: Timestamp,
    pub undone: bool,
    /// Until when it can be taken back.
    pub undo_until: Timestamp,
    pub report: BatchReport,
}

/// What became of the lines.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct BatchReport {
    pub added: u64,
    /// Of the added, contacts that were made for their address.
    pub created: u64,
    /// Were in the group already, or stand twice in the list.
    pub already: u64,
    /// Lines that name nobody; the first hundred.
    pub wrong: Vec<WrongLine>,
    /// How many there are.
    pub wrong_lines: u64,
}

/// A line that was left out, by its number from 1.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongLine {
    pub number: u64,
    /// Its beginning.
    pub text: String,
    pub problem: LineProblem,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LineProblem {
    /// There is no e-mail address in it.
    NoAddress,
    /// Its contact is disabled or archived.
    Disabled,
}

/// What administrators do with access groups; agents may look.
#[async_trait]
pub trait AccessGroups: Send + Sync {
    async fn access_groups(&self) -> Result<Vec<AccessGroup>, Fault>;

    /// `status`: only such members. `batch`: the one to report on; `None`: the latest, while it can be taken back.
    async fn access_group(
        &self,
        group: AccessGroupId,
        status: Option<MemberStatus>,
        after: Option<&str>,
        batch: Option<BatchId>,
    ) -> Result<AccessGroupShown, Fault>;

    /// A group of members (`rule` is `None`) or by rule. The name: 1–100 characters, its own.
    async fn create_access_group(&self, name: &str, rule: Option<Rule>) -> Result<AccessGroupId, Fault>;

    /// A group stays of its kind. A rule holds from the next request on.
    async fn change_access_group(&self, group: AccessGroupId, name: &str, rule: Option<Rule>) -> Result<(), Fault>;

    /// Refused ([`crate::Refusal::InUse`]) while a portal admits it.
    async fn delete_access_group(&self, group: AccessGroupId) -> Result<(), Fault>;

    /// Adds all whom the text names: addresses with or without a name, separated by commas, semicolons or lines, or CSV
    /// with a heading. Contacts are made for new addresses. They are invited to `portal`, in two minutes where they are
    /// several.
    async fn add_members(&self, group: AccessGroupId, portal: Option<PortalId>, list: &str) -> Result<BatchId, Fault>;

    /// Within [`UNDO_FOR`]: takes everybody out again whom the list brought in and who has not accepted yet. Refused
    /// ([`crate::Refusal::Stale`]) later. Answers how many that were.
    async fn undo_batch(&self, batch: BatchId) -> Result<u64, Fault>;

    /// A new link for a member, mailed where that is done; what was sent before is void.
    async fn invite_member(&self, group: AccessGroupId, portal: PortalId, contact: ContactId) -> Result<InvitationMade, Fault>;

    /// Takes a member out; open invitations to the group's portals are void.
    async fn remove_member(&self, group: AccessGroupId, contact: ContactId) -> Result<(), Fault>;

    /// Takes the contact's way into one portal away, however they got in: by groups, an invitation, or registering. An
    /// invitation lets them in again. Refused (`InUse`) where a rule or an identity provider lets them in all the same.
    async fn remove_access(&self, portal: PortalId, contact: ContactId) -> Result<(), Fault>;
}
