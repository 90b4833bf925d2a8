//! Who is who: the first run, signing in, sessions, invitations, and one's own account.

mod browsers;
mod devices;
mod email_change;
mod first_run;
mod invitations;
mod limits;
mod locks;
mod mailed;
mod old_address;
mod own_account;
mod own_sessions;
mod passkeys;
mod password;
mod proof;
mod purge;
mod record_tokens;
mod recovery;
mod registration;
mod second_factor;
mod sessions;
mod sign_in;
mod staff;
mod staff_door;
mod tokens;
mod view_as;

use async_trait::async_trait;
use model::access::{Consent, Registered, Registrant, RegistrationShown};
use model::identity::ProviderButton;
use model::people::{
    Admission, EmailChangeOffer, InvitationShown, LinkShown, OwnAccount, OwnStaffAccount, PortalDoor, Profile, Role, StaffProfile,
};
use model::portals::PortalFace;
use model::{Fault, Language, Refusal};

use crate::desks::{ContactDesk, UserDesk};
use crate::failure::{Failure, Outcome};
use crate::identity::{self, Door};
use crate::portals::PortalPlace;
use crate::portico::Portico;

pub(crate) use email_change::letter_token as email_change_token;
pub(crate) use first_run::{NewUser, end as end_first_run, insert_user};
pub(crate) use invitations::{Invitee, make as invite, write as write_invitation};
pub(crate) use limits::{LetterLimits, SignInLimits, SingleSignOnLimits};
pub(crate) use mailed::link as mailed_link;
pub(crate) use old_address::tell as tell_old_address;
pub(crate) use password::check as check_new_password;
pub(crate) use registration::consent;
pub(crate) use second_factor::reset_for_operator as reset_second_factor;
pub(crate) use sessions::{Browser, Holder, begin as begin_session, end_where as end_sessions};
pub(crate) use staff::letter_link as staff_invitation_link;
pub(crate) use staff::recovery::{letter_token as staff_reset_token, set_by_operator as set_staff_password};
pub use staff_door::StaffDoorPlace;
pub(crate) use tokens::issue_to_address;
pub(crate) use tokens::{Purpose, has_accepted, is_invited, revoke_all, revoke_at, revoke_invitations};
pub(crate) use view_as::make as view_as;

impl Portico {
    pub fn staff_door(&self) -> StaffDoorPlace {
        StaffDoorPlace { portico: self.clone(), peer: None, held: None, step: None }
    }

    /// What a browser is to keep, so that it is known as one of the account's.
    pub fn known_device(&self, account: &str) -> Outcome<String> {
        devices::mark(self, account)
    }
}

impl ContactDesk {
    /// Refused to a staff member who only looks at the portal as the contact.
    pub(crate) fn may_write(&self) -> Result<(), Fault> {
        if self.viewer.view_only { Err(Fault::Refused(Refusal::ViewOnly)) } else { Ok(()) }
    }
}

impl UserDesk {
    /// Refused to roles below.
    pub(crate) fn require(&self, role: Role) -> Result<(), Fault> {
        if self.viewer.role >= role { Ok(()) } else { Err(Fault::Refused(Refusal::Role)) }
    }
}

#[async_trait]
impl PortalDoor for PortalPlace {
    fn face(&self) -> PortalFace {
        PortalPlace::face(self)
    }

    async fn sign_in(&self, email: &str, password: &str) -> Result<Admission, Fault> {
        sign_in::contact(self, email, password).await.map_err(Failure::into_fault)
    }

    async fn invitation(&self, token: &str) -> Result<InvitationShown, Fault> {
        invitations::show(self, token).await.map_err(Failure::into_fault)
    }

    async fn accept_invitation(&self, token: &str, password: &str) -> Result<Admission, Fault> {
        invitations::accept(self, token, password).await.map_err(Failure::into_fault)
    }

    async fn ask_reset(&self, email: &str) -> Result<(), Fault> {
        recovery::ask_reset(self, email).await.map_err(Failure::into_fault)
    }

    async fn ask_sign_in_link(&self, email: &str) -> Result<(), Fault> {
        recovery::ask_sign_in_link(self, email).await.map_err(Failure::into_fault)
    }

    async fn reset_link(&self, token: &str) -> Result<LinkShown, Fault> {
        recovery::show_reset(self, token).await.map_err(Failure::into_fault)
    }

    async fn reset_password(&self, token: &str, password: &str) -> Result<(), Fault> {
        recovery::reset(self, token, password).await.map_err(Failure::into_fault)
    }

    async fn sign_in_link(&self, token: &str) -> Result<LinkShown, Fault> {
        recovery::show_sign_in_link(self, token).await.map_err(Failure::into_fault)
    }

    async fn enter_by_link(&self, token: &str) -> Result<Admission, Fault> {
        recovery::enter(self, token).await.map_err(Failure::into_fault)
    }

    async fn consent(&self) -> Result<Option<Consent>, Fault> {
        registration::consent_at(self).await.map_err(Failure::into_fault)
    }

    async fn register(&self, registrant: &Registrant) -> Result<(), Fault> {
        registration::ask(self, registrant).await.map_err(Failure::into_fault)
    }

    async fn registration_link(&self, token: &str) -> Result<RegistrationShown, Fault> {
        registration::show(self, token).await.map_err(Failure::into_fault)
    }

    async fn confirm_registration(&self, token: &str, password: &str) -> Result<Registered, Fault> {
        registration::confirm(self, token, password).await.map_err(Failure::into_fault)
    }

    async fn providers(&self) -> Result<Vec<ProviderButton>, Fault> {
        identity::buttons(&Door::Portal(self)).await.map_err(Failure::into_fault)
    }

    async fn email_link(&self, token: &str) -> Result<LinkShown, Fault> {
        email_change::show(self, token).await.map_err(Failure::into_fault)
    }

    async fn confirm_email(&self, token: &str) -> Result<(), Fault> {
        email_change::confirm(self, token).await.map_err(Failure::into_fault)
    }

    async fn begin_view(&self, token: &str) -> Result<Admission, Fault> {
        view_as::begin(self, token).await.map_err(Failure::into_fault)
    }
}

#[async_trait]
impl OwnAccount for ContactDesk {
    fn profile(&self) -> Profile {
        own_account::profile(self)
    }

    fn portal_face(&self) -> PortalFace {
        own_account::portal_face(self)
    }

    async fn change_password(&self, current: &str, new: &str) -> Result<Admission, Fault> {
        own_account::change_password(self, current, new).await.map_err(Failure::into_fault)
    }

    fn email_change(&self) -> Option<EmailChangeOffer> {
        own_account::email_change(self)
    }

    async fn ask_email_change(&self, email: &str, password: &str) -> Result<(), Fault> {
        email_change::ask(self, email, password).await.map_err(Failure::into_fault)
    }

    async fn sign_out(&self) -> Result<(), Fault> {
        own_account::sign_out(self).await.map_err(Failure::into_fault)
    }
}

#[async_trait]
impl OwnStaffAccount for UserDesk {
    fn staff_profile(&self) -> StaffProfile {
        own_account::staff_profile(self)
    }

    fn staff_language(&self) -> Option<Language> {
        own_account::staff_language(self)
    }

    async fn staff_sign_out(&self) -> Result<(), Fault> {
        own_account::staff_sign_out(self).await.map_err(Failure::into_fault)
    }

    async fn change_staff_password(&self, current: &str, new: &str) -> Result<Admission, Fault> {
        own_account::change_staff_password(self, current, new).await.map_err(Failure::into_fault)
    }

    fn may_change_staff_email(&self) -> bool {
        self.portico.mails()
    }

    async fn ask_staff_email_change(&self, email: &str) -> Result<(), Fault> {
        email_change::ask_staff(self, email).await.map_err(Failure::into_fault)
    }

    async fn set_staff_language(&self, language: Option<Language>) -> Result<(), Fault> {
        own_account::set_staff_language(self, language).await.map_err(Failure::into_fault)
    }
}
