//! Associations between two records of one kind: two tickets about one thing, colleagues, branches of a firm.
//!
//! Neither end is first, so each is found from the other by a row of its own, written and removed together.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, Set};
use serde_json::json;

use crate::audit::{Actor, Entry};
use crate::crm::object_types::ObjectType;
use crate::failure::Outcome;
use crate::tables::same_type_associations as rows;
use crate::webhooks::capture::{self, Linked};

use rows::Column as C;

pub fn linked(object_type: ObjectType, (one, other): (i64, i64), removed: bool) -> Linked {
    Linked { one: (object_type, one), other: (object_type, other), primary: false, removed }
}

async fn note(
    tx: &impl ConnectionTrait,
    (actor, at): (Actor, model::Timestamp),
    object_type: ObjectType,
    ends: (i64, i64),
    removed: bool,
) -> Outcome<()> {
    capture::linked(tx, actor, at.0, &[linked(object_type, ends, removed)]).await?;
    let action = if removed { "association_removed" } else { "association_created" };
    let kind = object_type.singular();
    let entry = Entry::new(actor, action, format!("{kind}:{}", ends.0));
    entry.with(json!({ kind: ends.1 })).write(tx, at).await
}

/// Associates two records that are there and are not one; answers whether they were not associated before.
pub async fn add(
    tx: &impl ConnectionTrait,
    by: (Actor, model::Timestamp),
    object_type: ObjectType,
    ends: (i64, i64),
) -> Outcome<bool> {
    let added = insert(tx, object_type, ends).await?;
    if added {
        note(tx, by, object_type, ends, false).await?;
    }
    Ok(added)
}

/// As [`add`], and tells nobody.
pub async fn insert(tx: &impl ConnectionTrait, object_type: ObjectType, ends: (i64, i64)) -> Outcome<bool> {
    let row = |(from, to): (i64, i64)| rows::ActiveModel {
        object_type: Set(object_type.word().to_owned()),
        from_id: Set(from),
        to_id: Set(to),
    };
    let once = OnConflict::columns([C::ObjectType, C::FromId, C::ToId]).do_nothing().to_owned();
    let both = rows::Entity::insert_many([row(ends), row((ends.1, ends.0))]).on_conflict(once);
    Ok(both.exec_without_returning(tx).await? > 0)
}

/// Takes the association away; answers whether there was one.
pub async fn remove(
    tx: &impl ConnectionTrait,
    by: (Actor, model::Timestamp),
    object_type: ObjectType,
    ends: (i64, i64),
) -> Outcome<bool> {
    let one_way = |(from, to): (i64, i64)| C::FromId.eq(from).and(C::ToId.eq(to));
    let both_ways = Condition::any().add(one_way(ends)).add(one_way((ends.1, ends.0)));
    let mine = rows::Entity::delete_many().filter(C::ObjectType.eq(object_type.word())).filter(both_ways);
    let removed = mine.exec(tx).await?.rows_affected > 0;
    if removed {
        note(tx, by, object_type, ends, true).await?;
    }
    Ok(removed)
}

/// What a merged record was associated with, the primary one is.
pub async fn move_all(
    tx: &DatabaseTransaction,
    by: (Actor, model::Timestamp),
    object_type: ObjectType,
    primary: i64,
    merged: i64,
) -> Outcome<()> {
    let of_merged = rows::Entity::find().filter(C::ObjectType.eq(object_type.word())).filter(C::FromId.eq(merged));
    for row in of_merged.all(tx).await? {
        if row.to_id != primary {
            add(tx, by, object_type, (primary, row.to_id)).await?;
        }
        remove(tx, by, object_type, (merged, row.to_id)).await?;
    }
    Ok(())
}

/// Forgets that a record that goes for good was associated with others. Nobody is told of what nobody is to remember.
pub async fn forget(tx: &DatabaseTransaction, object_type: ObjectType, record: i64) -> Outcome<()> {
    let either_end = Condition::any().add(C::FromId.eq(record)).add(C::ToId.eq(record));
    rows::Entity::delete_many().filter(C::ObjectType.eq(object_type.word())).filter(either_end).exec(tx).await?;
    Ok(())
}
