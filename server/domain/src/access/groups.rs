//! Access groups: the list, a group's page, making and changing one.

use std::collections::HashMap;

use model::access::{
    AccessGroup, AccessGroupShown, AccessMode, GroupPortal, MemberProblem, MemberRow, MemberStatus, Rule, UNDO_FOR,
};
use model::helpdesk::Named;
use model::pages::{Page, ROWS};
use model::people::Role;
use model::text::line;
use model::{AccessGroupId, BatchId, ContactId, Fault, PortalId, Problem, Refusal, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
    Unchanged,
};
use serde_json::json;

use super::{batches, rules};
use crate::audit::Entry;
use crate::contacts::display_name;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::keys::{page_after, page_of};
use crate::live::Change;
use crate::tables::{access_batches, access_group_members, access_groups, contacts, domains, portal_access_groups, portals};

/// All groups with the number of their members, oldest first.
pub(crate) async fn all(connection: &impl ConnectionTrait) -> Outcome<Vec<AccessGroup>> {
    let counts: Vec<(i64, i64)> = access_group_members::Entity::find()
        .select_only()
        .column(access_group_members::Column::GroupId)
        .column_as(Expr::col(access_group_members::Column::ContactId).count(), "members")
        .group_by(access_group_members::Column::GroupId)
        .into_tuple()
        .all(connection)
        .await?;
    let counts: HashMap<i64, i64> = counts.into_iter().collect();
    let mut shown = Vec::new();
    for group in access_groups::Entity::find().order_by_asc(access_groups::Column::Id).all(connection).await? {
        let members = match rules::rule_of(&group) {
            Some(rule) => matching(connection, &rule).count(connection).await?,
            None => counts.get(&group.id).map_or(0, |count| count.unsigned_abs()),
        };
        shown.push(AccessGroup { id: AccessGroupId(group.id), members, by_rule: group.rule.is_some(), name: group.name });
    }
    Ok(shown)
}

fn matching(connection: &impl ConnectionTrait, rule: &Rule) -> sea_orm::Select<contacts::Entity> {
    contacts::Entity::find()
        .filter(contacts::Column::ArchivedAt.is_null())
        .filter(rules::matches(rule, connection.get_database_backend()))
}

pub(super) async fn found(connection: &impl ConnectionTrait, group: AccessGroupId) -> Outcome<access_groups::Model> {
    Ok(access_groups::Entity::find_by_id(group.0).one(connection).await?.ok_or(Fault::NotFound)?)
}

pub(super) async fn show(
    desk: &UserDesk,
    group: AccessGroupId,
    status: Option<MemberStatus>,
    after: Option<&str>,
    batch: Option<BatchId>,
) -> Outcome<AccessGroupShown> {
    let reader = desk.portico.store.reader();
    let row = found(reader, group).await?;
    let rule = rules::rule_of(&row);
    let after = after.and_then(page_after);
    let (people, next) = match &rule {
        Some(rule) if status.is_none() => by_rule(reader, rule, after).await?,
        _ => members(reader, group, status, after).await?,
    };
    let count = match &rule {
        Some(rule) => matching(reader, rule).count(reader).await?,
        None => {
            access_group_members::Entity::find().filter(access_group_members::Column::GroupId.eq(group.0)).count(reader).await?
        }
    };
    Ok(AccessGroupShown {
        group: AccessGroup { id: group, members: count, by_rule: row.rule.is_some(), name: row.name },
        rule,
        portals: portals_of(reader, group).await?,
        members: Page { rows: rows(reader, group, people).await?, next },
        batch: latest_batch(desk, group, batch).await?,
        may_change: desk.viewer.role >= Role::Admin,
    })
}

type People = (Vec<contacts::Model>, Option<String>);

/// Newest contacts first.
async fn by_rule(reader: &impl ConnectionTrait, rule: &Rule, after: Option<i64>) -> Outcome<People> {
    let mut find = matching(reader, rule);
    if let Some(id) = after {
        find = find.filter(contacts::Column::Id.lt(id));
    }
    let found = find.order_by_desc(contacts::Column::Id).limit(ROWS + 1).all(reader).await?;
    Ok(page_of(found, |contact| contact.id))
}

async fn members(
    reader: &impl ConnectionTrait,
    group: AccessGroupId,
    status: Option<MemberStatus>,
    after: Option<i64>,
) -> Outcome<People> {
    let mut find = access_group_members::Entity::find().filter(access_group_members::Column::GroupId.eq(group.0));
    if let Some(status) = status {
        find = find.filter(access_group_members::Column::Status.eq(status.word()));
    }
    if let Some(id) = after {
        find = find.filter(access_group_members::Column::ContactId.lt(id));
    }
    let found = find.order_by_desc(access_group_members::Column::ContactId).limit(ROWS + 1).all(reader).await?;
    let (found, next) = page_of(found, |member| member.contact_id);
    let wanted = contacts::Column::Id.is_in(found.iter().map(|member| member.contact_id));
    let people = contacts::Entity::find().filter(wanted).order_by_desc(contacts::Column::Id).all(reader).await?;
    Ok((people, next))
}

async fn rows(reader: &impl ConnectionTrait, group: AccessGroupId, people: Vec<contacts::Model>) -> Outcome<Vec<MemberRow>> {
    let members: HashMap<i64, access_group_members::Model> = access_group_members::Entity::find()
        .filter(access_group_members::Column::GroupId.eq(group.0))
        .filter(access_group_members::Column::ContactId.is_in(people.iter().map(|contact| contact.id)))
        .all(reader)
        .await?
        .into_iter()
        .map(|member| (member.contact_id, member))
        .collect();
    let row = |contact: contacts::Model| {
        let member = members.get(&contact.id);
        let kept = member.and_then(|member| member.problem.as_deref()).and_then(MemberProblem::parse);
        MemberRow {
            contact: Named { id: ContactId(contact.id), name: display_name(&contact) },
            status: member.and_then(|member| MemberStatus::parse(&member.status)),
            problem: if contact.disabled_at.is_some() { Some(MemberProblem::Disabled) } else { kept },
            added_at: member.map(|member| Timestamp(member.created_at)),
            email: contact.email,
        }
    };
    Ok(people.into_iter().map(row).collect())
}

/// The portals that admit the group, archived ones aside.
pub(super) async fn portals_of(reader: &impl ConnectionTrait, group: AccessGroupId) -> Outcome<Vec<GroupPortal>> {
    let admitting =
        portal_access_groups::Entity::find().filter(portal_access_groups::Column::GroupId.eq(group.0)).all(reader).await?;
    let portals = portals::Entity::find()
        .filter(portals::Column::Id.is_in(admitting.iter().map(|row| row.portal_id)))
        .filter(portals::Column::Status.ne("ARCHIVED"))
        .order_by_asc(portals::Column::Id)
        .all(reader)
        .await?;
    let system = domains::Entity::find().filter(domains::Column::Kind.eq("SYSTEM")).one(reader).await?.map(|domain| domain.id);
    let shown = |portal: portals::Model| GroupPortal {
        invites: ["LIVE", "PAUSED"].contains(&portal.status.as_str()) && portal.access != AccessMode::SingleSignOn.word(),
        held: portal.domain_id.is_some() && portal.domain_id == system,
        portal: Named { id: PortalId(portal.id), name: portal.name },
    };
    Ok(portals.into_iter().map(shown).collect())
}

/// The batch that is asked for, or the last one while it can be taken back.
async fn latest_batch(
    desk: &UserDesk,
    group: AccessGroupId,
    batch: Option<BatchId>,
) -> Outcome<Option<model::access::BatchShown>> {
    let of_group = access_batches::Entity::find().filter(access_batches::Column::GroupId.eq(group.0));
    let find = match batch {
        Some(batch) => of_group.filter(access_batches::Column::Id.eq(batch.0)),
        None => of_group
            .filter(access_batches::Column::CreatedAt.gt(desk.portico.now().plus(-UNDO_FOR).0))
            .filter(access_batches::Column::UndoneAt.is_null())
            .order_by_desc(access_batches::Column::Id),
    };
    Ok(find.one(desk.portico.store.reader()).await?.map(batches::shown))
}

fn text_of(rule: Option<&Rule>) -> Outcome<Option<String>> {
    rule.map(serde_json::to_string).transpose().map_err(|error| Failure::internal(error.to_string()))
}

/// Its name: one line of 1–100 characters that no other group has.
async fn named(tx: &impl ConnectionTrait, group: Option<AccessGroupId>, name: &str) -> Outcome<String> {
    let name = line(name, 1, 100).map_err(|problem| Fault::invalid("name", problem))?;
    let same = access_groups::Entity::find().filter(access_groups::Column::Name.eq(&name)).one(tx).await?;
    match same.filter(|same| group.is_none_or(|group| group.0 != same.id)) {
        Some(_) => Err(Fault::invalid("name", Problem::Taken).into()),
        None => Ok(name),
    }
}

/// The group that a new portal begins with: the installation's own, which is there from the start, for the first portal,
/// and one of its own for every other. Who was let into one portal is not thereby let into the next.
pub(crate) async fn for_new_portal(tx: &impl ConnectionTrait, now: Timestamp, portal: &str) -> Outcome<i64> {
    let first = access_groups::Entity::find()
        .filter(access_groups::Column::Rule.is_null())
        .order_by_asc(access_groups::Column::Id)
        .one(tx)
        .await?;
    if let Some(first) = first {
        let used =
            portal_access_groups::Entity::find().filter(portal_access_groups::Column::GroupId.eq(first.id)).one(tx).await?;
        if used.is_none() {
            return Ok(first.id);
        }
    }
    let start: String = format!("Invited to {portal}").chars().take(90).collect();
    let mut name = start.clone();
    for number in 2_u64.. {
        let taken = access_groups::Entity::find().filter(access_groups::Column::Name.eq(&name)).one(tx).await?;
        if taken.is_none() {
            break;
        }
        name = format!("{start} {number}");
    }
    let row = access_groups::ActiveModel { name: Set(name), created_at: Set(now.0), ..Default::default() };
    Ok(row.insert(tx).await?.id)
}

pub(super) async fn create(desk: &UserDesk, name: &str, rule: Option<Rule>) -> Outcome<AccessGroupId> {
    desk.require(Role::Admin)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let name = named(&tx, None, name).await?;
    let row = access_groups::ActiveModel {
        name: Set(name),
        rule: Set(text_of(rule.as_ref())?),
        created_at: Set(now.0),
        ..Default::default()
    };
    let group = row.insert(&tx).await?;
    Entry::new(&desk.viewer, "access_group_created", format!("access_group:{}", group.id))
        .with(json!({ "rule": rule }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    Ok(AccessGroupId(group.id))
}

pub(super) async fn change(desk: &UserDesk, group: AccessGroupId, name: &str, rule: Option<Rule>) -> Outcome<()> {
    desk.require(Role::Admin)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let before = found(&tx, group).await?;
    if before.rule.is_some() != rule.is_some() {
        return Err(Fault::invalid("rule", Problem::Malformed).into());
    }
    let name = named(&tx, Some(group), name).await?;
    let row = access_groups::ActiveModel {
        id: Unchanged(group.0),
        name: Set(name),
        rule: Set(text_of(rule.as_ref())?),
        ..Default::default()
    };
    row.update(&tx).await?;
    Entry::new(&desk.viewer, "access_group_changed", format!("access_group:{group}"))
        .with(json!({ "rule": rule }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

pub(super) async fn delete(desk: &UserDesk, group: AccessGroupId) -> Outcome<()> {
    desk.require(Role::Admin)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    found(&tx, group).await?;
    if !portals_of(&tx, group).await?.is_empty() {
        return Err(Fault::Refused(Refusal::InUse).into());
    }
    portal_access_groups::Entity::delete_many().filter(portal_access_groups::Column::GroupId.eq(group.0)).exec(&tx).await?;
    access_group_members::Entity::delete_many().filter(access_group_members::Column::GroupId.eq(group.0)).exec(&tx).await?;
    access_groups::Entity::delete_by_id(group.0).exec(&tx).await?;
    Entry::new(&desk.viewer, "access_group_deleted", format!("access_group:{group}")).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}
