//! Who is who: the first run, signing in, invitations, and one's own profile.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::access::{Consent, Registered, Registrant, RegistrationShown};
use crate::fault::{Fault, FieldErrors};
use crate::identity::ProviderButton;
use crate::ids::{ContactId, UserId};
use crate::language::Language;
use crate::passkeys::PasskeyAsked;
use crate::passwords::check_password;
use crate::portals::PortalFace;
use crate::second_factor::{StaffEntry, StepShown};
use crate::staff::{AcceptedColleague, StaffInvitationShown};
use crate::text::{EmailAddress, line};

/// What staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Role {
    /// Answers tickets, writes comments, looks after contacts and companies.
    Agent,
    /// Also portals, settings and people.
    Admin,
    /// Also the installation itself. There is at least one.
    Owner,
}

impl Role {
    pub fn word(self) -> &'static str {
        match self {
            Self::Agent => "agent",
            Self::Admin => "admin",
            Self::Owner => "owner",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        [Self::Agent, Self::Admin, Self::Owner].into_iter().find(|role| role.word() == word)
    }
}

/// A signed-in staff member.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StaffProfile {
    pub id: UserId,
    pub name: String,
    pub email: String,
    pub role: Role,
}

/// A signed-in customer, with what every page of the portal shows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    pub contact: ContactId,
    pub name: String,
    pub email: String,
    /// A staff member is looking; nothing can be changed.
    pub view_only: bool,
}

/// How a customer asks for another address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmailChangeOffer {
    pub by_password: bool,
}

/// What the first visitor types, behind the one-time token.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewOwner {
    pub token: String,
    pub name: String,
    pub email: String,
    pub password: String,
}

impl NewOwner {
    /// Name and address.
    pub fn check(&self) -> Result<(String, EmailAddress), Fault> {
        let mut errors = FieldErrors::default();
        let name = errors.check("name", line(&self.name, 1, 100));
        let email = errors.check("email", EmailAddress::parse(&self.email));
        let password = errors.check("password", check_password(&self.password));
        match (name, email, password) {
            (Some(name), Some(email), Some(())) => Ok((name, email)),
            _ => Err(errors.into_fault()),
        }
    }
}

/// What an invitation's page says before it is accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationShown {
    pub email: String,
    pub name: String,
    /// Whether accepting takes a password: not where the portal uses none.
    pub takes_password: bool,
    /// The contact has a password already; accepting needs that one and does not set another.
    pub has_password: bool,
}

/// Whom a mailed link is for, said before it is used.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkShown {
    pub email: String,
    pub name: String,
}

/// A session just begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Admission {
    /// For the cookie.
    pub secret: String,
    /// Whose account was proven with it, as `contact:ID` or `user:ID`; `None` where none was.
    pub account: Option<String>,
}

/// A portal's door: what can be asked before anybody is known.
#[async_trait]
pub trait PortalDoor: Send + Sync {
    fn face(&self) -> PortalFace;

    /// A wrong password, an unknown address and a locked, disabled or not admitted one are one answer, in one time.
    async fn sign_in(&self, email: &str, password: &str) -> Result<Admission, Fault>;

    /// Reads, never spends.
    async fn invitation(&self, token: &str) -> Result<InvitationShown, Fault>;

    /// Spends the invitation: sets the password (or proves the one there is) and begins a session.
    async fn accept_invitation(&self, token: &str, password: &str) -> Result<Admission, Fault>;

    /// Has a link to set a new password mailed. The answer is the same whoever is asked for.
    async fn ask_reset(&self, email: &str) -> Result<(), Fault>;

    /// Has a link to sign in by mailed. The answer is the same whoever is asked for.
    async fn ask_sign_in_link(&self, email: &str) -> Result<(), Fault>;

    /// Reads, never spends.
    async fn reset_link(&self, token: &str) -> Result<LinkShown, Fault>;

    /// Spends the link and sets the password; ends all sessions and begins none.
    async fn reset_password(&self, token: &str, password: &str) -> Result<(), Fault>;

    /// Reads, never spends.
    async fn sign_in_link(&self, token: &str) -> Result<LinkShown, Fault>;

    /// Spends the link and begins a session.
    async fn enter_by_link(&self, token: &str) -> Result<Admission, Fault>;

    /// What is to be agreed to by who registers. `NotFound` where nobody can.
    async fn consent(&self) -> Result<Option<Consent>, Fault>;

    /// Has a link to confirm the address mailed. The answer is the same whoever has the address.
    async fn register(&self, registrant: &Registrant) -> Result<(), Fault>;

    /// Reads, never spends.
    async fn registration_link(&self, token: &str) -> Result<RegistrationShown, Fault>;

    /// Spends the link: sets the password where the portal uses one, and lets in or leaves it to staff.
    async fn confirm_registration(&self, token: &str, password: &str) -> Result<Registered, Fault>;
    /// The new address that a link confirms. Reads, never spends.
    async fn email_link(&self, token: &str) -> Result<LinkShown, Fault>;

    /// Spends the link: the new address is the contact's from now on, and all sessions end.
    async fn confirm_email(&self, token: &str) -> Result<(), Fault>;

    /// The identity providers that people can sign in with here; none where single sign-on is off.
    async fn providers(&self) -> Result<Vec<ProviderButton>, Fault>;

    /// Spends a staff member's one-time look at the portal as a contact.
    async fn begin_view(&self, token: &str) -> Result<Admission, Fault>;
}

/// What a signed-in customer can do with their own account.
#[async_trait]
pub trait OwnAccount: Send + Sync {
    fn profile(&self) -> Profile;

    fn portal_face(&self) -> PortalFace;

    /// Ends all other sessions of the contact, and gives this one another secret.
    async fn change_password(&self, current: &str, new: &str) -> Result<Admission, Fault>;

    /// How another address is asked for; `None`: no letters go out that could confirm it.
    fn email_change(&self) -> Option<EmailChangeOffer>;

    /// Has a link mailed to a new address, which confirms it. The answer is the same whether or not somebody has it.
    /// Whoever has a password proves it.
    async fn ask_email_change(&self, email: &str, password: &str) -> Result<(), Fault>;

    async fn sign_out(&self) -> Result<(), Fault>;
}

/// The staff's door.
#[async_trait]
pub trait StaffDoor: Send + Sync {
    /// Whether the first run is still to come. Fails when the database does, so that it can never reappear.
    async fn needs_setup(&self) -> Result<bool, Fault>;

    /// Whether the one-time token is right, without spending it.
    async fn check_setup_token(&self, token: &str) -> Result<(), Fault>;

    /// Spends the token, makes the owner and begins their session.
    async fn create_owner(&self, owner: &NewOwner) -> Result<Admission, Fault>;

    /// The identity providers that staff can sign in with.
    async fn staff_providers(&self) -> Result<Vec<ProviderButton>, Fault>;

    async fn staff_sign_in(&self, email: &str, password: &str) -> Result<StaffEntry, Fault>;

    /// The second step that this browser has before it. Reads, never spends.
    async fn second_step(&self) -> Result<StepShown, Fault>;

    /// By a code of an app, or a recovery code. Counted before it is looked at.
    async fn pass_second_step(&self, code: &str) -> Result<Admission, Fault>;

    /// What a browser is asked for a passkey: any that it has, or, as the second step, one of whose step it is.
    async fn begin_passkey_sign_in(&self, second_step: bool) -> Result<PasskeyAsked, Fault>;

    /// Begins the session of whose passkey answered.
    async fn finish_passkey_sign_in(&self, second_step: bool, answer: &str) -> Result<Admission, Fault>;

    /// An invitation of a colleague. Reads, never spends.
    async fn staff_invitation(&self, token: &str) -> Result<StaffInvitationShown, Fault>;

    /// The new address that a link confirms. Reads, never spends.
    async fn staff_email_link(&self, token: &str) -> Result<LinkShown, Fault>;

    /// Spends the link: the new address is the user's from now on, and all sessions end.
    async fn confirm_staff_email(&self, token: &str) -> Result<(), Fault>;

    /// Letters go out, so that a forgotten password can be replaced.
    fn may_reset_staff_password(&self) -> bool;

    /// Has a link mailed to a staff member. The answer is the same whoever has the address.
    async fn ask_staff_reset(&self, email: &str) -> Result<(), Fault>;

    /// Whose password a link replaces. Reads, never spends.
    async fn staff_reset_link(&self, token: &str) -> Result<LinkShown, Fault>;

    /// Spends the link: the password is the user's from now on, and all sessions end.
    async fn reset_staff_password(&self, token: &str, new: &str) -> Result<(), Fault>;

    /// Spends the invitation, makes the account and begins a session.
    async fn accept_staff_invitation(&self, accepted: &AcceptedColleague) -> Result<Admission, Fault>;
}

/// What a signed-in staff member can do with their own account.
#[async_trait]
pub trait OwnStaffAccount: Send + Sync {
    fn staff_profile(&self) -> StaffProfile;

    fn staff_language(&self) -> Option<Language>;

    async fn staff_sign_out(&self) -> Result<(), Fault>;

    /// Ends all other sessions of the user, and gives this one another secret.
    async fn change_staff_password(&self, current: &str, new: &str) -> Result<Admission, Fault>;

    /// Letters go out, so that a new address can be confirmed.
    fn may_change_staff_email(&self) -> bool;

    /// Has a link mailed to a new address, which confirms it; needs a fresh proof. The answer is the same whether or not
    /// somebody has it.
    async fn ask_staff_email_change(&self, email: &str) -> Result<(), Fault>;

    /// `None`: what the browser asks for.
    async fn set_staff_language(&self, language: Option<Language>) -> Result<(), Fault>;
}
