//! Who is known by a provider.

use model::ContactId;
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::failure::Outcome;
use crate::tables::{identities, identity_providers};

/// The portal's providers that are on.
fn of_portal(portal: i64) -> SelectStatement {
    Query::select()
        .column(identity_providers::Column::Id)
        .from(identity_providers::Entity)
        .and_where(identity_providers::Column::PortalId.eq(portal))
        .and_where(identity_providers::Column::Enabled.eq(true))
        .to_owned()
}

/// Whether the contact has proven an identity of one of the portal's providers, which is on.
pub(crate) async fn is_known_at(connection: &impl ConnectionTrait, portal: i64, contact: ContactId) -> Outcome<bool> {
    let identity = identities::Entity::find()
        .filter(identities::Column::ContactId.eq(contact.0))
        .filter(identities::Column::ProviderId.in_subquery(of_portal(portal)))
        .one(connection)
        .await?;
    Ok(identity.is_some())
}

/// How many providers of the portal are on.
pub(crate) async fn providers_on(connection: &impl ConnectionTrait, portal: i64) -> Outcome<u64> {
    Ok(identity_providers::Entity::find()
        .filter(identity_providers::Column::PortalId.eq(portal))
        .filter(identity_providers::Column::Enabled.eq(true))
        .count(connection)
        .await?)
}
