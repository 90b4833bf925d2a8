//! Who may enter a portal: one rule, asked at every door and for every request.
//!
//! - *Invited*: a contact whose membership in one of the portal's access groups is `accepted`.
//! - *Register*: any contact.
//! - *Single sign-on*: as invited, until an identity provider can say otherwise; what nobody can prove lets nobody in.
//!
//! That the contact is present (neither disabled nor archived) and the portal live is asked beside it.

use model::access::{AccessGroup, AccessMode};
use model::{AccessGroupId, ContactId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::failure::Outcome;
use crate::tables::{access_group_members, access_groups, portal_access_groups, portals};

const PENDING: &str = "PENDING";
const ACCEPTED: &str = "ACCEPTED";

fn groups_of(portal: i64) -> SelectStatement {
    Query::select()
        .column(portal_access_groups::Column::GroupId)
        .from(portal_access_groups::Entity)
        .and_where(portal_access_groups::Column::PortalId.eq(portal))
        .to_owned()
}

/// The rule.
pub(crate) async fn may_enter(connection: &impl ConnectionTrait, portal: &portals::Model, contact: ContactId) -> Outcome<bool> {
    let member = access_group_members::Entity::find()
        .filter(access_group_members::Column::ContactId.eq(contact.0))
        .filter(access_group_members::Column::Status.eq(ACCEPTED))
        .filter(access_group_members::Column::GroupId.in_subquery(groups_of(portal.id)))
        .one(connection)
        .await?;
    Ok(member.is_some() || AccessMode::parse(&portal.access) == Some(AccessMode::Register))
}

/// Adds the contact to the portal's first access group, `pending`, unless it is in one of its groups already. A portal
/// without groups needs no membership.
pub(crate) async fn admit_pending(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    portal: &portals::Model,
    contact: ContactId,
) -> Outcome<()> {
    let first = portal_access_groups::Entity::find()
        .filter(portal_access_groups::Column::PortalId.eq(portal.id))
        .order_by_asc(portal_access_groups::Column::GroupId)
        .one(tx)
        .await?;
    let member = access_group_members::Entity::find()
        .filter(access_group_members::Column::ContactId.eq(contact.0))
        .filter(access_group_members::Column::GroupId.in_subquery(groups_of(portal.id)))
        .one(tx)
        .await?;
    if let (Some(group), None) = (first, member) {
        let row = access_group_members::ActiveModel {
            group_id: Set(group.group_id),
            contact_id: Set(contact.0),
            status: Set(PENDING.to_owned()),
            created_at: Set(now.0),
        };
        let key = [access_group_members::Column::GroupId, access_group_members::Column::ContactId];
        let once = OnConflict::columns(key).do_nothing().to_owned();
        access_group_members::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    }
    Ok(())
}

/// The contact accepted: its memberships in the portal's groups hold from now on.
pub(crate) async fn accept(tx: &impl ConnectionTrait, portal: &portals::Model, contact: ContactId) -> Outcome<()> {
    access_group_members::Entity::update_many()
        .filter(access_group_members::Column::ContactId.eq(contact.0))
        .filter(access_group_members::Column::GroupId.in_subquery(groups_of(portal.id)))
        .col_expr(access_group_members::Column::Status, Expr::value(ACCEPTED))
        .exec(tx)
        .await?;
    Ok(())
}

/// All groups with the number of their members, oldest first.
pub(crate) async fn groups(connection: &impl ConnectionTrait) -> Outcome<Vec<AccessGroup>> {
    let counts: Vec<(i64, i64)> = access_group_members::Entity::find()
        .select_only()
        .column(access_group_members::Column::GroupId)
        .column_as(Expr::col(access_group_members::Column::ContactId).count(), "members")
        .group_by(access_group_members::Column::GroupId)
        .into_tuple()
        .all(connection)
        .await?;
    let members = |group: i64| counts.iter().find(|(id, _)| *id == group).map_or(0, |(_, members)| members.unsigned_abs());
    let groups = access_groups::Entity::find().order_by_asc(access_groups::Column::Id).all(connection).await?;
    Ok(groups
        .into_iter()
        .map(|group| AccessGroup { id: AccessGroupId(group.id), members: members(group.id), name: group.name })
        .collect())
}
