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
    let mut above = Some(parent.0);
    for _ in 0..HEIGHT_MAX {
        match above {
            None => {
                write(tx, (actor, now), child, Some(parent)).await?;
                return Ok(Adopted::Done);
            }
            Some(company) if company == child.0 => return Ok(Adopted::Circle),
            Some(company) => above = parent_of(tx, CompanyId(company)).await?.map(|parent| parent.0),
        }
    }
    Ok(Adopted::Circle)
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
    let Some(before) = companies::Entity::find_by_id(child.0).lock_exclusive().one(tx).await? else { return Ok(()) };
    let parent_id = parent.map(|parent| parent.0);
    if before.parent_id == parent_id {
        return Ok(());
    }
    let row = companies::ActiveModel {
        id: Unchanged(child.0),
        parent_id: Set(parent_id),
        updated_at: Set(now.0),
        ..Default::default()
    };
    let after = row.update(tx).await?;
    history::company(tx, actor, &before, &after).await?;
    let entry = Entry::new(actor, "company_parent_changed", format!("company:{child}"));
    entry.with(serde_json::json!({ "parent": parent_id })).write(tx, now).await
}
