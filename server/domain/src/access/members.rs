//! Memberships, from the invitation on.

use model::access::{AccessMode, InvitationMade, MemberProblem, MemberStatus};
use model::{AccessGroupId, ContactId, Fault, PortalId, Refusal, Timestamp};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use super::{groups_of, matches_a_rule, registrations, ruled, rules};
use crate::audit::{Actor, Entry};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::live::Change;
use crate::people;
use crate::tables::{access_group_members, access_groups, contacts, portal_access_groups, portals};

/// Where a member stands, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    pub status: MemberStatus,
    pub problem: Option<MemberProblem>,
}

impl Standing {
    pub const PENDING: Self = Self { status: MemberStatus::Pending, problem: None };

    /// Of somebody who is being invited.
    pub fn invited(held: bool) -> Self {
        if held { Self { status: MemberStatus::Held, problem: Some(MemberProblem::SystemDomain) } } else { Self::PENDING }
    }

    pub fn failed(problem: MemberProblem) -> Self {
        Self { status: MemberStatus::Failed, problem: Some(problem) }
    }
}

/// Adds the contact to the group where it is not in it, with the batch that brings it in. Answers whether it was added.
pub(super) async fn add(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    group: i64,
    contact: ContactId,
    standing: Standing,
    batch: Option<i64>,
) -> Outcome<bool> {
    let row = access_group_members::ActiveModel {
        group_id: Set(group),
        contact_id: Set(contact.0),
        status: Set(standing.status.word().to_owned()),
        problem: Set(standing.problem.map(|problem| problem.word().to_owned())),
        batch_id: Set(batch),
        created_at: Set(now.0),
    };
    let key = [access_group_members::Column::GroupId, access_group_members::Column::ContactId];
    let once = OnConflict::columns(key).do_nothing().to_owned();
    let added = access_group_members::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await?;
    Ok(added == 1)
}

/// Whoever is being invited to the portal becomes a member of one of its groups, with that standing: of the one that it was
/// added to, or the first to which contacts are added, or, where there is none, one whose rule is true of it. A rule alone
/// may stop being true, and whoever was asked in by hand stays. Who has accepted stays accepted. Refused
/// ([`Refusal::NoAccess`]) where the portal admits by rules alone and none is true of the contact.
pub(crate) async fn admit(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    portal: &portals::Model,
    contact: ContactId,
    standing: Standing,
) -> Outcome<()> {
    let mine = access_group_members::Entity::update_many()
        .filter(access_group_members::Column::ContactId.eq(contact.0))
        .filter(access_group_members::Column::Status.ne(MemberStatus::Accepted.word()))
        .filter(access_group_members::Column::GroupId.in_subquery(groups_of(portal.id)));
    set(mine, standing).exec(tx).await?;
    if let Some(group) = group_for(tx, portal, contact).await? {
        add(tx, now, group, contact, standing, None).await?;
        return Ok(());
    }
    // Where no membership is asked for, none is missing.
    if AccessMode::parse(&portal.access) == Some(AccessMode::Invited) {
        return Err(Fault::Refused(Refusal::NoAccess).into());
    }
    Ok(())
}

async fn group_for(tx: &impl ConnectionTrait, portal: &portals::Model, contact: ContactId) -> Outcome<Option<i64>> {
    let added = access_groups::Entity::find()
        .filter(access_groups::Column::Rule.is_null())
        .filter(access_groups::Column::Id.in_subquery(groups_of(portal.id)))
        .order_by_asc(access_groups::Column::Id)
        .all(tx)
        .await?;
    let mine = access_group_members::Entity::find()
        .filter(access_group_members::Column::ContactId.eq(contact.0))
        .filter(access_group_members::Column::GroupId.is_in(added.iter().map(|group| group.id)))
        .one(tx)
        .await?;
    if let Some(group) = mine.map(|member| member.group_id).or(added.first().map(|group| group.id)) {
        return Ok(Some(group));
    }
    let backend = tx.get_database_backend();
    for group in ruled(tx, portal).await? {
        let Some(rule) = rules::rule_of(&group) else { continue };
        let matching = contacts::Entity::find_by_id(contact.0).filter(rules::matches(&rule, backend));
        if matching.one(tx).await?.is_some() {
            return Ok(Some(group.id));
        }
    }
    Ok(None)
}

fn set(
    update: sea_orm::UpdateMany<access_group_members::Entity>,
    standing: Standing,
) -> sea_orm::UpdateMany<access_group_members::Entity> {
    update
        .col_expr(access_group_members::Column::Status, Expr::value(standing.status.word()))
        .col_expr(access_group_members::Column::Problem, Expr::value(standing.problem.map(MemberProblem::word)))
}

/// The contact accepted: its memberships in the portal's groups hold from now on, and whoever refused it before has asked
/// it in since.
pub(crate) async fn accept(tx: &impl ConnectionTrait, portal: &portals::Model, contact: ContactId) -> Outcome<()> {
    let mine = access_group_members::Entity::update_many()
        .filter(access_group_members::Column::ContactId.eq(contact.0))
        .filter(access_group_members::Column::GroupId.in_subquery(groups_of(portal.id)));
    set(mine, Standing { status: MemberStatus::Accepted, problem: None }).exec(tx).await?;
    registrations::ask_in(tx, portal, contact).await
}

/// The contact's invitation reached the mail server, or never will.
pub(crate) async fn note_delivery(tx: &impl ConnectionTrait, portal: PortalId, contact: ContactId, reached: bool) -> Outcome<()> {
    let (from, to) = match reached {
        true => (MemberStatus::Failed, Standing::PENDING),
        false => (MemberStatus::Pending, Standing::failed(MemberProblem::NotDelivered)),
    };
    let mine = access_group_members::Entity::update_many()
        .filter(access_group_members::Column::ContactId.eq(contact.0))
        .filter(access_group_members::Column::GroupId.in_subquery(groups_of(portal.0)))
        .filter(access_group_members::Column::Status.eq(from.word()));
    set(mine, to).exec(tx).await?;
    Ok(())
}

/// A new invitation for somebody who is in the group, or for whom its rule is true, to one of its portals.
pub(super) async fn invite(
    desk: &UserDesk,
    group: AccessGroupId,
    portal: PortalId,
    contact: ContactId,
) -> Outcome<InvitationMade> {
    desk.require(model::people::Role::Admin)?;
    let reader = desk.portico.store.reader();
    let admits = portal_access_groups::Entity::find_by_id((portal.0, group.0)).one(reader).await?;
    let member = access_group_members::Entity::find_by_id((group.0, contact.0)).one(reader).await?;
    let known = match (admits, member) {
        (None, _) => false,
        (Some(_), Some(_)) => true,
        (Some(_), None) => {
            let portal = portals::Entity::find_by_id(portal.0).one(reader).await?.ok_or(Fault::NotFound)?;
            matches_a_rule(reader, &portal, contact).await?
        }
    };
    if !known {
        return Err(Fault::NotFound.into());
    }
    people::invite(&desk.portico, Actor::from(&desk.viewer), portal, contact).await
}

/// Takes a member out of a group. What it opened is closed with the next request.
pub(super) async fn remove(desk: &UserDesk, group: AccessGroupId, contact: ContactId) -> Outcome<()> {
    desk.require(model::people::Role::Admin)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let removed = access_group_members::Entity::delete_by_id((group.0, contact.0)).exec(&tx).await?;
    if removed.rows_affected == 0 {
        return Err(Fault::NotFound.into());
    }
    let portals = portal_access_groups::Entity::find().filter(portal_access_groups::Column::GroupId.eq(group.0)).all(&tx).await?;
    for row in portals {
        people::revoke_invitations(&tx, now, contact, PortalId(row.portal_id)).await?;
    }
    Entry::new(&desk.viewer, "access_group_left", format!("contact:{contact}"))
        .with(json!({ "group": group }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}
