//! Colleagues: who is on the team, with which role, and how somebody gets there.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FieldErrors};
use crate::ids::{StaffInvitationId, UserId};
use crate::passwords::check_password;
use crate::people::Role;
use crate::text::{EmailAddress, line};
use crate::time::Timestamp;

/// What somebody has beside their password.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecondFactors {
    pub authenticator: bool,
    /// How many are registered.
    pub passkeys: u32,
}

impl SecondFactors {
    pub fn any(self) -> bool {
        self.authenticator || self.passkeys > 0
    }
}

/// Somebody on the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Colleague {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
    pub disabled: bool,
    /// Of their sessions, the newest sign of life; `None`: none is remembered.
    pub seen_at: Option<Timestamp>,
    /// Sessions that are open now.
    pub sessions: u32,
    pub second_factors: SecondFactors,
    /// The reader.
    pub is_me: bool,
    /// Their role is not above the reader's.
    pub within_reach: bool,
    /// The only owner who is not disabled: cannot be lowered or disabled.
    pub is_last_owner: bool,
}

/// An invitation that is neither accepted nor withdrawn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffInvitation {
    pub id: StaffInvitationId,
    pub email: String,
    pub name: String,
    pub role: Role,
    pub invited_by: String,
    pub expires_at: Timestamp,
    pub expired: bool,
    pub within_reach: bool,
}

/// The team, as those who look after it see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Team {
    /// By name; the disabled ones last.
    pub colleagues: Vec<Colleague>,
    /// Newest first.
    pub invitations: Vec<StaffInvitation>,
    /// The roles that the reader may give, the lowest first.
    pub roles: Vec<Role>,
    /// Letters go out; otherwise links are handed over.
    pub mails: bool,
}

/// Who is to be on the team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewColleague {
    pub email: String,
    pub name: String,
    pub role: Role,
}

impl NewColleague {
    /// Name and address.
    pub fn check(&self) -> Result<(String, EmailAddress), Fault> {
        let mut errors = FieldErrors::default();
        let email = errors.check("email", EmailAddress::parse(&self.email));
        let name = errors.check("name", line(&self.name, 1, 100));
        match (name, email) {
            (Some(name), Some(email)) => Ok((name, email)),
            _ => Err(errors.into_fault()),
        }
    }
}

/// The link of an invitation, which is shown once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColleagueInvited {
    pub id: StaffInvitationId,
    pub link: String,
    pub expires_at: Timestamp,
    /// A letter with a link of its own is on its way, too.
    pub mailed: bool,
}

/// What an invitation's page says before it is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffInvitationShown {
    pub email: String,
    pub name: String,
    pub role: Role,
    pub invited_by: String,
}

/// What whoever accepts an invitation types.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptedColleague {
    pub token: String,
    pub name: String,
    pub password: String,
}

impl AcceptedColleague {
    /// The name, as it is kept.
    pub fn check(&self) -> Result<String, Fault> {
        let mut errors = FieldErrors::default();
        let name = errors.check("name", line(&self.name, 1, 100));
        let password = errors.check("password", check_password(&self.password));
        match (name, password) {
            (Some(name), Some(())) => Ok(name),
            _ => Err(errors.into_fault()),
        }
    }
}

/// What owners and admins do with the team. Everything but looking needs a fresh proof of who is asking
/// ([`crate::Refusal::ProofNeeded`]). Nobody gives a role above their own, nor acts upon somebody who has one; the last
/// owner can be neither lowered nor disabled ([`crate::Refusal::LastOwner`]).
#[async_trait]
pub trait Staff: Send + Sync {
    async fn team(&self) -> Result<Team, Fault>;

    /// Makes the link, good for 7 days, once, and for this address only; an older one for the same address is withdrawn.
    async fn invite_colleague(&self, new: &NewColleague) -> Result<ColleagueInvited, Fault>;

    /// Makes another link in place of the one there is.
    async fn renew_invitation(&self, invitation: StaffInvitationId) -> Result<ColleagueInvited, Fault>;

    async fn withdraw_invitation(&self, invitation: StaffInvitationId) -> Result<(), Fault>;

    async fn change_role(&self, user: UserId, role: Role) -> Result<(), Fault>;

    /// Nobody disables themselves. A disabled colleague's sessions end.
    async fn set_colleague_disabled(&self, user: UserId, disabled: bool) -> Result<(), Fault>;

    /// Ends all their sessions; one's own but this one.
    async fn end_colleague_sessions(&self, user: UserId) -> Result<(), Fault>;

    /// Takes a colleague's authenticator, recovery codes and passkeys away, for somebody who lost them. They are told by
    /// a letter, and their sessions end.
    async fn reset_second_factor(&self, user: UserId) -> Result<(), Fault>;
}
