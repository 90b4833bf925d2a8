//! Who is who: the first run, signing in, sessions, invitations, and one's own account.

mod browsers;
mod devices;
mod email_change;
mod first_run;
mod invitations;
mod limits;
mod locks;
mod mailed;
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
mod tokens;
mod view_as;

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use model::access::{Consent, Registered, Registrant, RegistrationShown};
use model::identity::ProviderButton;
use model::passkeys::PasskeyAsked;
use model::people::{
    Admission, EmailChangeOffer, InvitationShown, LinkShown, NewOwner, OwnAccount, OwnStaffAccount, PortalDoor, Profile, Role,
    StaffDoor, StaffProfile,
};
use model::portals::PortalFace;
use model::second_factor::{StaffEntry, StepShown};
use model::staff::{AcceptedColleague, StaffInvitationShown};
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
pub(crate) use password::check as check_new_password;
pub(crate) use registration::consent;
pub(crate) use second_factor::reset_for_operator as reset_second_factor;
pub(crate) use sessions::{Browser, Holder, begin as begin_session, end_where as end_sessions};
pub(crate) use staff::letter_link as staff_invitation_link;
pub(crate) use staff::recovery::{letter_token as staff_reset_token, set_by_operator as set_staff_password};
pub(crate) use tokens::issue_to_address;
pub(crate) use tokens::{Purpose, has_accepted, is_invited, revoke_all, revoke_at, revoke_invitations};
pub(crate) use view_as::make as view_as;

/// The staff's door, on the system domain.
#[derive(Clone)]
pub struct StaffDoorPlace {
    pub(crate) portico: Portico,
    pub(crate) peer: Option<IpAddr>,
    pub(crate) held: Option<Arc<Browser>>,
    /// The ticket of a sign-in that is half done.
    pub(crate) step: Option<Arc<str>>,
}

impl StaffDoorPlace {
    /// Who stands there: the peer's address, for the limits, and the session secret that the browser holds already,
    /// which ends when a new one begins.
    pub fn visited_by(&self, peer: Option<IpAddr>, held: Option<&str>) -> Self {
        let browser = Browser { secret: held.map(str::to_owned), address: peer, ..Browser::default() };
        Self { peer, held: Some(Arc::new(browser)), ..self.clone() }
    }

    /// What the visitor's browser says of itself, for the list of sessions, what it is known by ([`Portico::known_device`]),
    /// and the ticket that it has from a sign-in that is half done.
    pub fn with_browser(self, agent: Option<&str>, known: Option<&str>, step: Option<&str>) -> Self {
        let held = self.held.as_deref().cloned().unwrap_or_default();
        let held = Browser { agent: agent.map(str::to_owned), known: known.map(str::to_owned), ..held };
        Self { held: Some(Arc::new(held)), step: step.map(Arc::from), ..self }
    }
}

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
impl StaffDoor for StaffDoorPlace {
    async fn needs_setup(&self) -> Result<bool, Fault> {
        first_run::is_needed(self.portico.store.reader()).await.map_err(Failure::into_fault)
    }

    async fn check_setup_token(&self, token: &str) -> Result<(), Fault> {
        first_run::check_token(self.portico.store.reader(), token).await.map_err(Failure::into_fault)
    }

    async fn create_owner(&self, owner: &NewOwner) -> Result<Admission, Fault> {
        first_run::create_owner(self, owner).await.map_err(Failure::into_fault)
    }

    async fn staff_providers(&self) -> Result<Vec<ProviderButton>, Fault> {
        identity::buttons(&Door::Staff(self)).await.map_err(Failure::into_fault)
    }

    async fn staff_sign_in(&self, email: &str, password: &str) -> Result<StaffEntry, Fault> {
        sign_in::user(self, email, password).await.map_err(Failure::into_fault)
    }

    async fn second_step(&self) -> Result<StepShown, Fault> {
        second_factor::show_step(self).await.map_err(Failure::into_fault)
    }

    async fn pass_second_step(&self, code: &str) -> Result<Admission, Fault> {
        second_factor::pass_step(self, code).await.map_err(Failure::into_fault)
    }

    async fn begin_passkey_sign_in(&self, second_step: bool) -> Result<PasskeyAsked, Fault> {
        passkeys::begin_at_door(self, second_step).await.map_err(Failure::into_fault)
    }

    async fn finish_passkey_sign_in(&self, second_step: bool, answer: &str) -> Result<Admission, Fault> {
        passkeys::finish_at_door(self, second_step, answer).await.map_err(Failure::into_fault)
    }

    async fn staff_invitation(&self, token: &str) -> Result<StaffInvitationShown, Fault> {
        staff::show_invitation(self, token).await.map_err(Failure::into_fault)
    }

    async fn staff_email_link(&self, token: &str) -> Result<LinkShown, Fault> {
        email_change::show_staff(self, token).await.map_err(Failure::into_fault)
    }

    async fn confirm_staff_email(&self, token: &str) -> Result<(), Fault> {
        email_change::confirm_staff(self, token).await.map_err(Failure::into_fault)
    }

    fn may_reset_staff_password(&self) -> bool {
        self.portico.mails()
    }

    async fn ask_staff_reset(&self, email: &str) -> Result<(), Fault> {
        staff::recovery::ask(self, email).await.map_err(Failure::into_fault)
    }

    async fn staff_reset_link(&self, token: &str) -> Result<LinkShown, Fault> {
        staff::recovery::show(self, token).await.map_err(Failure::into_fault)
    }

    async fn reset_staff_password(&self, token: &str, new: &str) -> Result<(), Fault> {
        staff::recovery::reset(self, token, new).await.map_err(Failure::into_fault)
    }

    async fn accept_staff_invitation(&self, accepted: &AcceptedColleague) -> Result<Admission, Fault> {
        staff::accept(self, accepted).await.map_err(Failure::into_fault)
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
