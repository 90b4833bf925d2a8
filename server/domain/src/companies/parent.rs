//! Which company is part of which other one. A company has at most one parent, and no company is above itself.

use model::{CompanyId, Timestamp};
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait, QuerySelect, Set, Unchanged};

use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::history;
use crate::tables::companies;

/// Companies above one another that are looked at: more are a mistake, too.
const HEIGHT_MAX: usize = 100;

/// What became of a wish for a parent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Adopted {
    Done,
    /// The parent would be below itself.
    Circle,
}

/// Makes one company the parent of another (both are there), in place of the one that it had.
pub async fn set(
    tx: &impl ConnectionTrait,
    (actor, now): (Actor, Timestamp),
    child: CompanyId,
    parent: CompanyId,
) -> Outcome<Adopted> {
    if is_circle(tx, child, parent).await? {
        return Ok(Adopted::Circle);
    }
    write(tx, (actor, now), child, Some(parent)).await?;
    Ok(Adopted::Done)
}

/// Whether a company would be above itself if the one were the parent of the other.
pub async fn is_circle(connection: &impl ConnectionTrait, child: CompanyId, parent: CompanyId) -> Outcome<bool> {
    let mut above = Some(parent);
    for _ in 0..HEIGHT_MAX {
        match above {
            None => return Ok(false),
            Some(company) if company == child => return Ok(true),
            Some(company) => above = parent_of(connection, company).await?,
        }
    }
    Ok(true)
}

/// The one company is not the parent of the other any more; where it was not, nothing changes.
pub async fn unset(tx: &impl ConnectionTrait, by: (Actor, Timestamp), child: CompanyId, parent: CompanyId) -> Outcome<bool> {
    let was = parent_of(tx, child).await? == Some(parent);
    if was {
        write(tx, by, child, None).await?;
    }
    Ok(was)
}

/// The company above.
pub async fn parent_of(connection: &impl ConnectionTrait, company: CompanyId) -> Outcome<Option<CompanyId>> {
    let parent: Option<Option<i64>> = companies::Entity::find_by_id(company.0)
        .select_only()
        .column(companies::Column::ParentId)
        .into_tuple()
        .one(connection)
        .await?;
    Ok(parent.flatten().map(CompanyId))
}

async fn write(
    tx: &impl ConnectionTrait,
    (actor, now): (Actor, Timestamp),
    child: CompanyId,
    parent: Option<CompanyId>,
) -> Outcome<()> {
    let Some((before, after)) = place(tx, now, child, parent).await? else { return Ok(()) };
    history::company(tx, actor, &before, &after).await?;
    let entry = Entry::new(actor, "company_parent_changed", format!("company:{child}"));
    entry.with(serde_json::json!({ "parent": after.parent_id })).write(tx, now).await
}

/// Puts a company below another, or below none, and tells nobody. Answers what it was and is, if that is not the same.
pub async fn place(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    child: CompanyId,
    parent: Option<CompanyId>,
) -> Outcome<Option<(companies::Model, companies::Model)>> {
    let Some(before) = companies::Entity::find_by_id(child.0).lock_exclusive().one(tx).await? else { return Ok(None) };
    let parent_id = parent.map(|parent| parent.0);
    if before.parent_id == parent_id {
        return Ok(None);
    }
    let row = companies::ActiveModel {
        id: Unchanged(child.0),
        parent_id: Set(parent_id),
        updated_at: Set(now.0),
        ..Default::default()
    };
    let after = row.update(tx).await?;
    Ok(Some((before, after)))
}
