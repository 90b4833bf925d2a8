//! Addresses that a portal had.

use model::{Fault, Problem, Timestamp};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::place::PUBLIC;
use crate::failure::Outcome;
use crate::tables::{portals, slug_redirects};

/// Makes way for a portal that moves to an address. What leads from there to another public portal keeps leading there,
/// and the address is `Taken`; what leads nowhere, or to this portal itself, is removed. Of a public portal that moves,
/// the address it leaves becomes a redirect.
pub async fn take_address(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    portal: &portals::Model,
    domain: i64,
    slug: &str,
) -> Outcome<()> {
    let address = (domain, slug.to_owned());
    if leads_elsewhere(tx, portal.id, address.clone()).await? {
        return Err(Fault::invalid("slug", Problem::Taken).into());
    }
    slug_redirects::Entity::delete_by_id(address).exec(tx).await?;
    let Some(left) = portal.domain_id else {
        return Ok(());
    };
    if !PUBLIC.contains(&portal.status.as_str()) || (left, portal.slug.as_str()) == (domain, slug) {
        return Ok(());
    }
    let row = slug_redirects::ActiveModel {
        domain_id: Set(left),
        slug: Set(portal.slug.clone()),
        portal_id: Set(portal.id),
        created_at: Set(now.0),
    };
    let key = [slug_redirects::Column::DomainId, slug_redirects::Column::Slug];
    let newest =
        OnConflict::columns(key).update_columns([slug_redirects::Column::PortalId, slug_redirects::Column::CreatedAt]).to_owned();
    slug_redirects::Entity::insert(row).on_conflict(newest).exec_without_returning(tx).await?;
    Ok(())
}

/// Whether the address leads to another portal, which is public.
pub async fn leads_elsewhere(connection: &impl ConnectionTrait, portal: i64, address: (i64, String)) -> Outcome<bool> {
    let Some(redirect) = slug_redirects::Entity::find_by_id(address).one(connection).await? else { return Ok(false) };
    let leads_to = portals::Entity::find_by_id(redirect.portal_id)
        .filter(portals::Column::Status.is_in(PUBLIC))
        .filter(portals::Column::Id.ne(portal))
        .one(connection)
        .await?;
    Ok(leads_to.is_some())
}
