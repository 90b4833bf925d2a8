//! Finding the portal that an address means.

use std::net::IpAddr;
use std::sync::Arc;

use model::access::{AccessMode, SignInMethods};
use model::portals::PortalFace;
use model::{Fault, PortalId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use crate::domains::language_of;
use crate::failure::Outcome;
use crate::people::Browser;
use crate::portico::Portico;
use crate::tables::{domains, portals, slug_redirects};

pub(super) const PUBLIC: [&str; 2] = ["LIVE", "PAUSED"];

/// A portal at its address, for one request, with who stands at its door.
#[derive(Clone)]
pub struct PortalPlace {
    pub(crate) portico: Portico,
    pub(crate) portal: portals::Model,
    pub(crate) domain: domains::Model,
    pub(crate) peer: Option<IpAddr>,
    pub(crate) held: Option<Arc<Browser>>,
}

/// What stands at an address.
#[derive(Clone)]
pub enum PortalFound {
    /// A live portal, or a paused one, whose face says so.
    Live(Arc<PortalPlace>),
    /// It moved. `to_origin` is set where that was to another domain; otherwise the host stays.
    Redirect { to_origin: Option<String>, to_slug: String },
    /// Nothing, or nothing that is public.
    None,
}

impl PortalPlace {
    /// Who stands there: the peer's address, for the limits, and the session secret that the browser holds for the
    /// portal already, which ends when a new one begins.
    pub fn visited_by(&self, peer: Option<IpAddr>, held: Option<&str>) -> Self {
        let browser = Browser { secret: held.map(str::to_owned), address: peer, ..Browser::default() };
        Self { peer, held: Some(Arc::new(browser)), ..self.clone() }
    }

    /// What the visitor's browser says of itself, for the list of sessions, and what it is known by
    /// ([`Portico::known_device`]).
    pub fn with_browser(self, agent: Option<&str>, known: Option<&str>) -> Self {
        let held = self.held.as_deref().cloned().unwrap_or_default();
        let held = Browser { agent: agent.map(str::to_owned), known: known.map(str::to_owned), ..held };
        Self { held: Some(Arc::new(held)), ..self }
    }

    pub fn face(&self) -> PortalFace {
        face_of(&self.portico, &self.portal, &self.domain)
    }

    pub fn is_paused(&self) -> bool {
        self.portal.status != "LIVE"
    }

    pub fn id(&self) -> PortalId {
        PortalId(self.portal.id)
    }
}

pub(crate) fn methods_of(portal: &portals::Model) -> SignInMethods {
    serde_json::from_str(&portal.sign_in_methods).unwrap_or_default()
}

pub(crate) fn face_of(portico: &Portico, portal: &portals::Model, domain: &domains::Model) -> PortalFace {
    let (methods, mails) = (methods_of(portal), portico.mails());
    PortalFace {
        name: portal.name.clone(),
        slug: portal.slug.clone(),
        language: language_of(domain),
        paused: portal.status != "LIVE",
        password: methods.password,
        magic_link: methods.magic_link && mails,
        may_reset: methods.password && mails,
        may_register: AccessMode::parse(&portal.access) == Some(AccessMode::Register) && mails,
    }
}

/// A public portal, with its domain.
pub(crate) type Public = (portals::Model, domains::Model);

/// A portal that is public, with its domain; drafts and archived ones are not found.
pub(crate) async fn public(connection: &impl ConnectionTrait, portal: PortalId) -> Outcome<Public> {
    let portal = portals::Entity::find_by_id(portal.0)
        .filter(portals::Column::Status.is_in(PUBLIC))
        .one(connection)
        .await?
        .ok_or(Fault::NotFound)?;
    let domain = domains::Entity::find_by_id(portal.domain_id.unwrap_or_default()).one(connection).await?;
    Ok((portal, domain.ok_or(Fault::NotFound)?))
}

impl Portico {
    /// What stands at the slug of a host (with or without a port): a public portal before a redirect, and nothing else.
    pub async fn portal_at(&self, host: &str, slug: &str) -> Outcome<PortalFound> {
        let Some(domain) = self.domain_at(host).await? else {
            return Ok(PortalFound::None);
        };
        let reader = self.store.reader();
        let portal = portals::Entity::find()
            .filter(portals::Column::DomainId.eq(domain.id))
            .filter(portals::Column::Slug.eq(slug))
            .filter(portals::Column::Status.is_in(PUBLIC))
            .one(reader)
            .await?;
        if let Some(portal) = portal {
            let place = PortalPlace { portico: self.clone(), portal, domain, peer: None, held: None };
            return Ok(PortalFound::Live(Arc::new(place)));
        }
        let moved = slug_redirects::Entity::find_by_id((domain.id, slug.to_owned())).one(reader).await?;
        let Some(moved) = moved else {
            return Ok(PortalFound::None);
        };
        match public(reader, PortalId(moved.portal_id)).await {
            Ok((portal, to)) => {
                let to_origin = (to.id != domain.id).then(|| self.settings.address.origin_of(&to.host));
                Ok(PortalFound::Redirect { to_origin, to_slug: portal.slug })
            }
            Err(crate::Failure::Fault(Fault::NotFound)) => Ok(PortalFound::None),
            Err(failure) => Err(failure),
        }
    }

    /// The portals that a host's front page names: live ones, by name.
    pub async fn live_portals_at(&self, host: &str) -> Outcome<Vec<PortalFace>> {
        let Some(domain) = self.domain_at(host).await? else {
            return Ok(Vec::new());
        };
        let live = portals::Entity::find()
            .filter(portals::Column::DomainId.eq(domain.id))
            .filter(portals::Column::Status.eq("LIVE"))
            .order_by_asc(portals::Column::Name)
            .all(self.store.reader())
            .await?;
        Ok(live.iter().map(|portal| face_of(self, portal, &domain)).collect())
    }
}
