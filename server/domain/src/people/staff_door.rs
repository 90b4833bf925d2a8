//! The staff's door, on the system domain: the first run, signing in, invitations of colleagues.

use std::net::IpAddr;
use std::sync::Arc;

use async_trait::async_trait;
use model::Fault;
use model::identity::ProviderButton;
use model::passkeys::PasskeyAsked;
use model::people::{Admission, LinkShown, NewOwner, StaffDoor};
use model::second_factor::{StaffEntry, StepShown};
use model::staff::{AcceptedColleague, StaffInvitationShown};

use super::sessions::Browser;
use super::{email_change, first_run, passkeys, second_factor, sign_in, staff};
use crate::failure::Failure;
use crate::identity::{self, Door};
use crate::portico::Portico;

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
