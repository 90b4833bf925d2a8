//! Providers as pages show them.

use model::helpdesk::Named;
use model::identity::{ProviderButton, ProviderFields, ProviderPlace, ProviderRow, ProviderShown};
use model::people::Role;
use model::{Fault, IdentityProviderId, PortalId, paths};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};

use super::Door;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::portals::methods_of;
use crate::portico::Portico;
use crate::tables::{domains, identities, identity_providers, portals};

/// On the host of the portal, or without one on the system domain, for staff.
pub(super) fn redirect_uri(portico: &Portico, portal: Option<(&str, &str)>) -> String {
    let address = &portico.settings.address;
    match portal {
        Some((host, slug)) => format!("{}{}", address.origin_of(host), paths::single_sign_on_callback(Some(slug))),
        None => format!("{}{}", address.origin(), paths::single_sign_on_callback(None)),
    }
}

/// The providers that people can sign in with at a door: those that are on, where the portal offers single sign-on.
pub(crate) async fn buttons(door: &Door<'_>) -> Outcome<Vec<ProviderButton>> {
    let find = identity_providers::Entity::find().filter(identity_providers::Column::Enabled.eq(true));
    let find = match door {
        Door::Portal(place) if !methods_of(&place.portal).single_sign_on => return Ok(Vec::new()),
        Door::Portal(place) => find.filter(identity_providers::Column::PortalId.eq(place.portal.id)),
        Door::Staff(_) => find.filter(identity_providers::Column::PortalId.is_null()),
    };
    let found = find.order_by_asc(identity_providers::Column::Id).all(door.portico().store.reader()).await?;
    let button = |row: identity_providers::Model| ProviderButton { id: IdentityProviderId(row.id), name: row.name };
    Ok(found.into_iter().map(button).collect())
}

async fn portals_there_are(connection: &impl ConnectionTrait) -> Outcome<Vec<portals::Model>> {
    let present = portals::Entity::find().filter(portals::Column::Status.ne("ARCHIVED"));
    Ok(present.order_by_asc(portals::Column::Id).all(connection).await?)
}

fn named(portal: &portals::Model) -> Named<PortalId> {
    Named { id: PortalId(portal.id), name: portal.name.clone() }
}

/// All providers, in the order of their making. Those of archived portals are gone with them.
pub(super) async fn list(desk: &UserDesk) -> Outcome<Vec<ProviderRow>> {
    desk.require(Role::Admin)?;
    let reader = desk.portico.store.reader();
    let portals = portals_there_are(reader).await?;
    let found = identity_providers::Entity::find().order_by_asc(identity_providers::Column::Id).all(reader).await?;
    let row = |row: identity_providers::Model| {
        let portal = match row.portal_id {
            Some(id) => Some(named(portals.iter().find(|portal| portal.id == id)?)),
            None => None,
        };
        let id = IdentityProviderId(row.id);
        Some(ProviderRow { id, name: row.name, issuer: row.issuer, portal, enabled: row.enabled })
    };
    Ok(found.into_iter().filter_map(row).collect())
}

pub(super) async fn places(desk: &UserDesk) -> Outcome<Vec<ProviderPlace>> {
    desk.require(Role::Admin)?;
    let reader = desk.portico.store.reader();
    let domains = domains::Entity::find().all(reader).await?;
    let place = |portal: &portals::Model| ProviderPlace {
        portal: Some(named(portal)),
        redirect_uri: redirect_uri_of(&desk.portico, portal, &domains),
    };
    let mut places: Vec<_> = portals_there_are(reader).await?.iter().map(place).collect();
    if desk.viewer.role == Role::Owner {
        places.push(ProviderPlace { portal: None, redirect_uri: Some(redirect_uri(&desk.portico, None)) });
    }
    Ok(places)
}

fn redirect_uri_of(portico: &Portico, portal: &portals::Model, domains: &[domains::Model]) -> Option<String> {
    let domain = domains.iter().find(|domain| Some(domain.id) == portal.domain_id)?;
    Some(redirect_uri(portico, Some((&domain.host, &portal.slug))))
}

pub(super) async fn one(desk: &UserDesk, provider: IdentityProviderId) -> Outcome<ProviderShown> {
    desk.require(Role::Admin)?;
    let reader = desk.portico.store.reader();
    let (row, portal) = find(reader, provider).await?;
    let domains = domains::Entity::find().all(reader).await?;
    let people = identities::Entity::find()
        .filter(identities::Column::ProviderId.eq(row.id))
        .filter(identities::Column::Issuer.eq(&row.issuer))
        .count(reader)
        .await?;
    let redirect_uri = match &portal {
        Some(portal) => redirect_uri_of(&desk.portico, portal, &domains),
        None => Some(redirect_uri(&desk.portico, None)),
    };
    Ok(ProviderShown {
        id: provider,
        has_secret: row.client_secret.is_some(),
        enabled: row.enabled,
        offered: portal.as_ref().is_none_or(|portal| methods_of(portal).single_sign_on),
        redirect_uri,
        people,
        portal: portal.as_ref().map(named),
        fields: ProviderFields {
            name: row.name,
            issuer: row.issuer,
            client_id: row.client_id,
            scopes: row.scopes,
            may_create: row.may_create,
        },
    })
}

/// A provider with its portal, which is not archived.
pub(super) async fn find(
    connection: &impl ConnectionTrait,
    provider: IdentityProviderId,
) -> Outcome<(identity_providers::Model, Option<portals::Model>)> {
    let row = identity_providers::Entity::find_by_id(provider.0).one(connection).await?.ok_or(Fault::NotFound)?;
    let portal = match row.portal_id {
        Some(portal) => {
            let present = portals::Entity::find_by_id(portal).filter(portals::Column::Status.ne("ARCHIVED"));
            Some(present.one(connection).await?.ok_or(Fault::NotFound)?)
        }
        None => None,
    };
    Ok((row, portal))
}
