//! Labels of records that became another one, or go for good.

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

use super::{labelled, labels};
use crate::crm::object_types::ObjectType;
use crate::failure::Outcome;

/// A merged record's labels become the primary one's.
pub async fn move_all(tx: &DatabaseTransaction, object_type: ObjectType, primary: i64, merged: i64) -> Outcome<()> {
    use labelled::Column as C;
    let once = || OnConflict::columns([C::FromId, C::LabelId, C::ToId]).do_nothing().to_owned();
    let known = labels::Entity::find().all(tx).await?;
    for label in known {
        let mut rows = Vec::new();
        if label.from_type == object_type.word() {
            let mine = labelled::Entity::find().filter(C::LabelId.eq(label.id)).filter(C::FromId.eq(merged));
            rows.extend(mine.all(tx).await?.into_iter().map(|row| (row.clone(), primary, row.to_id)));
        }
        if label.to_type == object_type.word() {
            let mine = labelled::Entity::find().filter(C::LabelId.eq(label.id)).filter(C::ToId.eq(merged));
            rows.extend(mine.all(tx).await?.into_iter().map(|row| (row.clone(), row.from_id, primary)));
        }
        for (old, from, to) in rows {
            labelled::Entity::delete_by_id((old.from_id, old.label_id, old.to_id)).exec(tx).await?;
            let row = labelled::ActiveModel { from_id: Set(from), label_id: Set(label.id), to_id: Set(to) };
            labelled::Entity::insert(row).on_conflict(once()).exec_without_returning(tx).await?;
        }
    }
    Ok(())
}

/// Takes all labels from a record that goes for good.
pub async fn remove_all(tx: &DatabaseTransaction, object_type: ObjectType, record: i64) -> Outcome<()> {
    use labelled::Column as C;
    for label in labels::Entity::find().all(tx).await? {
        let of_label = || labelled::Entity::delete_many().filter(C::LabelId.eq(label.id));
        if label.from_type == object_type.word() {
            of_label().filter(C::FromId.eq(record)).exec(tx).await?;
        }
        if label.to_type == object_type.word() {
            of_label().filter(C::ToId.eq(record)).exec(tx).await?;
        }
    }
    Ok(())
}
