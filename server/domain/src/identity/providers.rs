//! Providers as administrators set them up.

use model::identity::{ProviderCheck, ProviderFields, ProviderFound, SecretChange};
use model::people::Role;
use model::{Fault, IdentityProviderId, PortalId, Problem};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set, Unchanged};
use serde_json::json;
use url::Url;

use super::{discovery, show, signature};
use crate::audit::Entry;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::live::Change;
use crate::portico::Portico;
use crate::tables::{identity_providers, portals};

/// What client secrets are sealed for.
const SECRET: &str = "client secret of an identity provider";
const SECRET_MAX: usize = 1000;

/// Checked fields, with an issuer that this server may call.
fn check(portico: &Portico, fields: &ProviderFields) -> Result<ProviderFields, Fault> {
    let fields = fields.check()?;
    let permitted = Url::parse(&fields.issuer).is_ok_and(|issuer| portico.web.permits(&issuer));
    if permitted { Ok(fields) } else { Err(Fault::invalid("issuer", Problem::Reserved)) }
}

/// The column of a changed secret; `None` leaves it.
fn sealed(portico: &Portico, secret: SecretChange) -> Outcome<Option<Option<String>>> {
    match secret {
        SecretChange::Keep => Ok(None),
        SecretChange::Remove => Ok(Some(None)),
        SecretChange::Replace(secret) if secret.chars().count() > SECRET_MAX => {
            Err(Fault::invalid("client_secret", Problem::TooLong { max: SECRET_MAX }).into())
        }
        SecretChange::Replace(secret) if secret.chars().any(char::is_control) => {
            Err(Fault::invalid("client_secret", Problem::Malformed).into())
        }
        SecretChange::Replace(secret) => Ok(Some(Some(portico.sealing.seal(SECRET, &secret)?))),
    }
}

/// The secret that a provider knows this installation by.
pub(super) fn client_secret(portico: &Portico, provider: &identity_providers::Model) -> Outcome<Option<String>> {
    provider.client_secret.as_deref().map(|sealed| portico.sealing.open(SECRET, sealed)).transpose()
}

fn columns(fields: &ProviderFields) -> identity_providers::ActiveModel {
    identity_providers::ActiveModel {
        name: Set(fields.name.clone()),
        issuer: Set(fields.issuer.clone()),
        client_id: Set(fields.client_id.clone()),
        scopes: Set(fields.scopes.clone()),
        may_create: Set(fields.may_create),
        ..Default::default()
    }
}

/// What the trail says of a provider: all but its secret.
fn told(fields: &ProviderFields) -> serde_json::Value {
    json!({ "name": fields.name, "issuer": fields.issuer, "client_id": fields.client_id, "may_create": fields.may_create })
}

async fn trail(
    desk: &UserDesk,
    tx: &impl ConnectionTrait,
    row: &identity_providers::Model,
    action: &str,
    details: serde_json::Value,
) -> Outcome<()> {
    let entry = Entry::new(&desk.viewer, action, format!("identity_provider:{}", row.id)).with(details);
    let entry = match row.portal_id {
        Some(portal) => entry.at(PortalId(portal)),
        None => entry,
    };
    entry.write(tx, desk.portico.now()).await
}

/// A portal's provider is an admin's to change. The staff's is an owner's alone: whoever sets it up can come in as anybody of
/// the team. Both ask who it is that does it.
fn may_change(desk: &UserDesk, portal: Option<i64>) -> Result<(), Fault> {
    desk.require(if portal.is_none() { Role::Owner } else { Role::Admin })?;
    desk.proven()
}

/// Refused as [`may_change`] has it; for a portal that is archived or not there; with an issuer that is not called.
pub(super) async fn create(
    desk: &UserDesk,
    portal: Option<PortalId>,
    fields: &ProviderFields,
    secret: SecretChange,
) -> Outcome<IdentityProviderId> {
    may_change(desk, portal.map(|portal| portal.0))?;
    let portico = &desk.portico;
    let fields = check(portico, fields)?;
    let secret = sealed(portico, secret)?.flatten();
    let tx = portico.store.begin().await?;
    if let Some(portal) = portal {
        let present = portals::Entity::find_by_id(portal.0).filter(portals::Column::Status.ne("ARCHIVED")).one(&tx).await?;
        present.ok_or_else(|| Fault::invalid("portal", Problem::Unknown))?;
    }
    let row = identity_providers::ActiveModel {
        portal_id: Set(portal.map(|portal| portal.0)),
        client_secret: Set(secret),
        enabled: Set(true),
        created_at: Set(portico.now().0),
        ..columns(&fields)
    };
    let row = row.insert(&tx).await?;
    trail(desk, &tx, &row, "identity_provider_created", told(&fields)).await?;
    tx.commit().await?;
    Ok(IdentityProviderId(row.id))
}

/// Locked until the transaction ends.
async fn editable(tx: &impl ConnectionTrait, provider: IdentityProviderId) -> Outcome<identity_providers::Model> {
    let found = identity_providers::Entity::find_by_id(provider.0).lock_exclusive().one(tx).await?;
    found.ok_or(Fault::NotFound)?;
    Ok(show::find(tx, provider).await?.0)
}

pub(super) async fn update(
    desk: &UserDesk,
    provider: IdentityProviderId,
    fields: &ProviderFields,
    secret: SecretChange,
) -> Outcome<()> {
    desk.require(Role::Admin)?;
    let portico = &desk.portico;
    let fields = check(portico, fields)?;
    let secret = sealed(portico, secret)?;
    let tx = portico.store.begin().await?;
    let before = editable(&tx, provider).await?;
    may_change(desk, before.portal_id)?;
    let mut row = identity_providers::ActiveModel { id: Unchanged(before.id), ..columns(&fields) };
    let mut details = told(&fields);
    if let Some(secret) = secret {
        row.client_secret = Set(secret);
        details["secret"] = json!("changed");
    }
    let after = row.update(&tx).await?;
    trail(desk, &tx, &after, "identity_provider_changed", details).await?;
    tx.commit().await?;
    portico.tell(&[Change::Access]).await;
    Ok(())
}

/// Nobody signs in by a provider that is off. Where the provider decides who enters, whoever is known by it alone is
/// refused with the next request.
pub(super) async fn set_enabled(desk: &UserDesk, provider: IdentityProviderId, enabled: bool) -> Outcome<()> {
    desk.require(Role::Admin)?;
    let tx = desk.portico.store.begin().await?;
    let before = editable(&tx, provider).await?;
    may_change(desk, before.portal_id)?;
    if before.enabled == enabled {
        return Ok(());
    }
    let row = identity_providers::ActiveModel { id: Unchanged(before.id), enabled: Set(enabled), ..Default::default() };
    row.update(&tx).await?;
    let action = if enabled { "identity_provider_enabled" } else { "identity_provider_disabled" };
    trail(desk, &tx, &before, action, json!({})).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

/// Asks anew, whatever was learned before.
pub(super) async fn check_now(desk: &UserDesk, provider: IdentityProviderId) -> Outcome<ProviderCheck> {
    desk.require(Role::Admin)?;
    let (row, _) = show::find(desk.portico.store.reader(), provider).await?;
    Ok(match discovery::anew(&desk.portico, &row.issuer).await {
        Ok(discovered) => ProviderCheck::Works(ProviderFound {
            authorization_endpoint: discovered.authorization_endpoint.to_string(),
            token_endpoint: discovered.token_endpoint.to_string(),
            keys: discovered.keys.len() as u64,
            algorithms: signature::accepted_of(&discovered.algorithms),
        }),
        Err(problem) => ProviderCheck::Fails(problem),
    })
}
