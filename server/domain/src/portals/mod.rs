//! Portals: the wizard, the settings, and where each is found.

mod finish;
mod impact;
mod place;
mod redirects;
mod show;
mod wizard;

use async_trait::async_trait;
use model::access::{AccessMode, RegistrationSettings, SignInMethods};
use model::domains::Domain;
use model::portals::{PortalRow, PortalSettings, Portals, TicketPermission, WizardStep};
use model::{AccessGroupId, DomainId, Fault, InboxId, Language, PortalId};

use crate::desks::UserDesk;
use crate::domains;
use crate::failure::Failure;

pub(crate) use impact::ImpactMemory;
pub use place::{PortalFound, PortalPlace};
pub(crate) use place::{Public, face_of, methods_of, public};
pub(crate) use show::{list, settings};
pub(crate) use wizard::Builder;

#[async_trait]
impl Portals for UserDesk {
    async fn portals(&self) -> Result<Vec<PortalRow>, Fault> {
        list(&self.portico).await.map_err(Failure::into_fault)
    }

    async fn portal(&self, portal: PortalId) -> Result<PortalSettings, Fault> {
        settings(&self.portico, portal).await.map_err(Failure::into_fault)
    }

    async fn create_portal(&self, name: &str) -> Result<PortalId, Fault> {
        Builder::at(self)?.create(name).await.map_err(Failure::into_fault)
    }

    async fn save_name(&self, portal: PortalId, name: &str) -> Result<(), Fault> {
        Builder::at(self)?.save_name(portal, name).await.map_err(Failure::into_fault)
    }

    async fn save_domain(&self, portal: PortalId, domain: DomainId, slug: &str) -> Result<(), Fault> {
        Builder::at(self)?.save_domain(portal, domain, slug).await.map_err(Failure::into_fault)
    }

    async fn check_slug(&self, portal: PortalId, domain: DomainId, slug: &str) -> Result<(), Fault> {
        Builder::at(self)?.check_slug(portal, domain, slug).await.map_err(Failure::into_fault)
    }

    async fn save_tickets(&self, portal: PortalId, inbox: InboxId, permission: TicketPermission) -> Result<(), Fault> {
        Builder::at(self)?.save_tickets(portal, inbox, permission).await.map_err(Failure::into_fault)
    }

    async fn save_access(
        &self,
        portal: PortalId,
        access: AccessMode,
        groups: &[AccessGroupId],
        methods: SignInMethods,
    ) -> Result<(), Fault> {
        Builder::at(self)?.save_access(portal, access, groups, methods).await.map_err(Failure::into_fault)
    }

    async fn leave_at(&self, portal: PortalId, step: WizardStep) -> Result<(), Fault> {
        Builder::at(self)?.leave_at(portal, step).await.map_err(Failure::into_fault)
    }

    async fn save_session(&self, portal: PortalId, session_minutes: u32, customers_may_close: bool) -> Result<(), Fault> {
        Builder::at(self)?.save_session(portal, session_minutes, customers_may_close).await.map_err(Failure::into_fault)
    }

    async fn save_registration(
        &self,
        portal: PortalId,
        settings: &RegistrationSettings,
        consent_text: &str,
    ) -> Result<(), Fault> {
        Builder::at(self)?.save_registration(portal, settings, consent_text).await.map_err(Failure::into_fault)
    }

    async fn finish(&self, portal: PortalId) -> Result<(), Fault> {
        Builder::at(self)?.finish(portal).await.map_err(Failure::into_fault)
    }

    async fn pause(&self, portal: PortalId) -> Result<(), Fault> {
        Builder::at(self)?.pause(portal).await.map_err(Failure::into_fault)
    }

    async fn resume(&self, portal: PortalId) -> Result<(), Fault> {
        Builder::at(self)?.resume(portal).await.map_err(Failure::into_fault)
    }

    async fn connect_domain(&self, host: &str, language: Language) -> Result<Domain, Fault> {
        domains::connect(self, host, language).await.map_err(Failure::into_fault)
    }

    async fn check_domain(&self, domain: DomainId) -> Result<Domain, Fault> {
        domains::check(self, domain).await.map_err(Failure::into_fault)
    }

    async fn set_domain_language(&self, domain: DomainId, language: Language) -> Result<(), Fault> {
        domains::set_language(self, domain, language).await.map_err(Failure::into_fault)
    }
}
