//! Single sign-on by OpenID Connect: providers as administrators keep them, the way to a provider and back, and who it is
//! that came back.
//!
//! What is trusted of a provider is two words of its signed answer, issuer and subject (OpenID Connect Core 1.0, §5.7).
//! An e-mail address only helps to find the contact the first time, and only one that the provider vouches for.
//!
//! A provider belongs to one portal, or to staff; what it says is worth nothing elsewhere.

mod begin;
mod discovery;
mod exchange;
mod finish;
mod known;
mod providers;
mod resolve;
mod show;
mod signature;
mod token;

use async_trait::async_trait;
use model::identity::{
    IdentityProviders, ProviderCheck, ProviderFields, ProviderPlace, ProviderRow, ProviderShown, SecretChange,
};
use model::{Fault, IdentityProviderId, PortalId};

use crate::desks::UserDesk;
use crate::failure::Failure;
use crate::people::StaffDoorPlace;
use crate::portals::PortalPlace;
use crate::portico::Portico;

pub use begin::Begun;
pub(crate) use discovery::ProviderMemory;
pub use finish::{CameBack, Finished};
pub(crate) use known::{is_known_at, providers_on};
pub(crate) use show::buttons;

/// Where somebody stands who signs in: a portal's door, or the staff's.
pub(crate) enum Door<'a> {
    Portal(&'a PortalPlace),
    Staff(&'a StaffDoorPlace),
}

impl Door<'_> {
    fn portico(&self) -> &Portico {
        match self {
            Self::Portal(place) => &place.portico,
            Self::Staff(place) => &place.portico,
        }
    }

    fn portal(&self) -> Option<PortalId> {
        match self {
            Self::Portal(place) => Some(place.id()),
            Self::Staff(_) => None,
        }
    }

    /// Where the provider sends people back to: on the portal's own domain as the settings have it, whatever the request
    /// says.
    fn redirect_uri(&self) -> String {
        match self {
            Self::Portal(place) => show::redirect_uri(&place.portico, Some((&place.domain.host, &place.portal.slug))),
            Self::Staff(place) => show::redirect_uri(&place.portico, None),
        }
    }

    fn peer(&self) -> Option<std::net::IpAddr> {
        match self {
            Self::Portal(place) => place.peer,
            Self::Staff(place) => place.peer,
        }
    }

    /// The browser, with the session that it holds already.
    fn held(&self) -> Option<&crate::people::Browser> {
        match self {
            Self::Portal(place) => place.held.as_deref(),
            Self::Staff(place) => place.held.as_deref(),
        }
    }

    fn is_paused(&self) -> bool {
        matches!(self, Self::Portal(place) if place.is_paused())
    }
}

impl PortalPlace {
    /// Sends somebody to a provider of this portal. `browser` is what the browser holds of an earlier attempt.
    pub async fn begin_single_sign_on(
        &self,
        provider: IdentityProviderId,
        return_to: &str,
        browser: Option<&str>,
    ) -> Result<Begun, Fault> {
        begin::begin(&Door::Portal(self), provider, return_to, browser).await.map_err(Failure::into_fault)
    }

    /// Somebody came back from a provider.
    pub async fn finish_single_sign_on(&self, came: CameBack) -> Result<Finished, Fault> {
        finish::finish(&Door::Portal(self), came).await.map_err(Failure::into_fault)
    }
}

impl StaffDoorPlace {
    /// As [`PortalPlace::begin_single_sign_on`], for staff.
    pub async fn begin_single_sign_on(
        &self,
        provider: IdentityProviderId,
        return_to: &str,
        browser: Option<&str>,
    ) -> Result<Begun, Fault> {
        begin::begin(&Door::Staff(self), provider, return_to, browser).await.map_err(Failure::into_fault)
    }

    pub async fn finish_single_sign_on(&self, came: CameBack) -> Result<Finished, Fault> {
        finish::finish(&Door::Staff(self), came).await.map_err(Failure::into_fault)
    }
}

#[async_trait]
impl IdentityProviders for UserDesk {
    async fn identity_providers(&self) -> Result<Vec<ProviderRow>, Fault> {
        show::list(self).await.map_err(Failure::into_fault)
    }

    async fn identity_provider(&self, provider: IdentityProviderId) -> Result<ProviderShown, Fault> {
        show::one(self, provider).await.map_err(Failure::into_fault)
    }

    async fn identity_places(&self) -> Result<Vec<ProviderPlace>, Fault> {
        show::places(self).await.map_err(Failure::into_fault)
    }

    async fn create_identity_provider(
        &self,
        portal: Option<PortalId>,
        fields: &ProviderFields,
        secret: SecretChange,
    ) -> Result<IdentityProviderId, Fault> {
        providers::create(self, portal, fields, secret).await.map_err(Failure::into_fault)
    }

    async fn update_identity_provider(
        &self,
        provider: IdentityProviderId,
        fields: &ProviderFields,
        secret: SecretChange,
    ) -> Result<(), Fault> {
        providers::update(self, provider, fields, secret).await.map_err(Failure::into_fault)
    }

    async fn set_identity_provider_enabled(&self, provider: IdentityProviderId, enabled: bool) -> Result<(), Fault> {
        providers::set_enabled(self, provider, enabled).await.map_err(Failure::into_fault)
    }

    async fn check_identity_provider(&self, provider: IdentityProviderId) -> Result<ProviderCheck, Fault> {
        providers::check_now(self, provider).await.map_err(Failure::into_fault)
    }
}
