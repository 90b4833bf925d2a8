//! Who may enter a portal: one rule, asked at every door and for every request.
//!
//! - *Invited*: a contact whose membership in one of the portal's access groups is `accepted`, or for whom one of its
//!   groups' rules is true.
//! - *Register*: any contact whom staff did not refuse; where registrations are approved, only those who were.
//! - *Single sign-on*: a contact who has proven an identity of one of the portal's providers, as long as that one is on.
//!
//! That the contact is present (neither disabled nor archived) and the portal live is asked beside it.

mod batches;
mod groups;
mod lines;
mod members;
mod registrations;
mod removal;
mod rules;

use async_trait::async_trait;
use model::access::{AccessGroup, AccessGroupShown, AccessGroups, AccessMode, InvitationMade, MemberStatus, Rule};
use model::{AccessGroupId, BatchId, ContactId, Fault, PortalId};
use sea_orm::sea_query::{Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter};

use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::identity;
use crate::live::Change;
use crate::portico::Portico;
use crate::tables::{access_group_members, access_groups, contacts, portal_access_groups, portals};

pub(crate) use groups::{all as groups, for_new_portal};
pub(crate) use members::{Standing, accept, admit, note_delivery};
pub(crate) use registrations::{awaits_approval, is_decided, join_company, registered_as, settings_of};
pub(crate) use removal::is_possible as may_be_removed;

fn groups_of(portal: i64) -> SelectStatement {
    Query::select()
        .column(portal_access_groups::Column::GroupId)
        .from(portal_access_groups::Entity)
        .and_where(portal_access_groups::Column::PortalId.eq(portal))
        .to_owned()
}

/// Those to which contacts are added.
fn added_groups_of(portal: i64) -> SelectStatement {
    Query::select()
        .column(access_groups::Column::Id)
        .from(access_groups::Entity)
        .and_where(access_groups::Column::Rule.is_null())
        .and_where(access_groups::Column::Id.in_subquery(groups_of(portal)))
        .to_owned()
}

/// The rule.
pub(crate) async fn may_enter(connection: &impl ConnectionTrait, portal: &portals::Model, contact: ContactId) -> Outcome<bool> {
    match AccessMode::parse(&portal.access) {
        Some(AccessMode::SingleSignOn) => identity::is_known_at(connection, portal.id, contact).await,
        _ if is_member(connection, portal, contact).await? => Ok(true),
        Some(AccessMode::Register) => registrations::admits(connection, portal, contact).await,
        _ => matches_a_rule(connection, portal, contact).await,
    }
}

/// Whether anybody's access follows properties of contacts or companies: then open streams are to ask again when some change.
pub(crate) async fn follows_properties(connection: &impl ConnectionTrait) -> Outcome<bool> {
    let ruled = access_groups::Entity::find().filter(access_groups::Column::Rule.is_not_null());
    Ok(ruled.one(connection).await?.is_some())
}

/// Properties changed, and the transaction is committed.
pub(crate) async fn properties_changed(portico: &Portico) -> Outcome<()> {
    if follows_properties(portico.store.reader()).await? {
        portico.tell(&[Change::Access]).await;
    }
    Ok(())
}

/// In a group of the portal to which contacts are added, and accepted.
async fn is_member(connection: &impl ConnectionTrait, portal: &portals::Model, contact: ContactId) -> Outcome<bool> {
    let member = access_group_members::Entity::find()
        .filter(access_group_members::Column::ContactId.eq(contact.0))
        .filter(access_group_members::Column::Status.eq(MemberStatus::Accepted.word()))
        .filter(access_group_members::Column::GroupId.in_subquery(added_groups_of(portal.id)))
        .one(connection)
        .await?;
    Ok(member.is_some())
}

/// The portal's groups by rule.
async fn ruled(connection: &impl ConnectionTrait, portal: &portals::Model) -> Outcome<Vec<access_groups::Model>> {
    Ok(access_groups::Entity::find()
        .filter(access_groups::Column::Rule.is_not_null())
        .filter(access_groups::Column::Id.in_subquery(groups_of(portal.id)))
        .all(connection)
        .await?)
}

async fn matches_a_rule(connection: &impl ConnectionTrait, portal: &portals::Model, contact: ContactId) -> Outcome<bool> {
    let groups = ruled(connection, portal).await?;
    if groups.is_empty() {
        return Ok(false);
    }
    let backend = connection.get_database_backend();
    let rules = groups.iter().filter_map(rules::rule_of);
    let any = rules.fold(Condition::any(), |any, rule| any.add(rules::matches(&rule, backend)));
    Ok(contacts::Entity::find_by_id(contact.0).filter(any).one(connection).await?.is_some())
}

#[async_trait]
impl AccessGroups for UserDesk {
    async fn access_groups(&self) -> Result<Vec<AccessGroup>, Fault> {
        groups::all(self.portico.store.reader()).await.map_err(Failure::into_fault)
    }

    async fn access_group(
        &self,
        group: AccessGroupId,
        status: Option<MemberStatus>,
        after: Option<&str>,
        batch: Option<BatchId>,
    ) -> Result<AccessGroupShown, Fault> {
        groups::show(self, group, status, after, batch).await.map_err(Failure::into_fault)
    }

    async fn create_access_group(&self, name: &str, rule: Option<Rule>) -> Result<AccessGroupId, Fault> {
        groups::create(self, name, rule).await.map_err(Failure::into_fault)
    }

    async fn change_access_group(&self, group: AccessGroupId, name: &str, rule: Option<Rule>) -> Result<(), Fault> {
        groups::change(self, group, name, rule).await.map_err(Failure::into_fault)
    }

    async fn delete_access_group(&self, group: AccessGroupId) -> Result<(), Fault> {
        groups::delete(self, group).await.map_err(Failure::into_fault)
    }

    async fn add_members(&self, group: AccessGroupId, portal: Option<PortalId>, list: &str) -> Result<BatchId, Fault> {
        batches::add(self, group, portal, list).await.map_err(Failure::into_fault)
    }

    async fn undo_batch(&self, batch: BatchId) -> Result<u64, Fault> {
        batches::undo(self, batch).await.map_err(Failure::into_fault)
    }

    async fn invite_member(&self, group: AccessGroupId, portal: PortalId, contact: ContactId) -> Result<InvitationMade, Fault> {
        members::invite(self, group, portal, contact).await.map_err(Failure::into_fault)
    }

    async fn remove_member(&self, group: AccessGroupId, contact: ContactId) -> Result<(), Fault> {
        members::remove(self, group, contact).await.map_err(Failure::into_fault)
    }

    async fn remove_access(&self, portal: PortalId, contact: ContactId) -> Result<(), Fault> {
        removal::remove(self, portal, contact).await.map_err(Failure::into_fault)
    }
}
