//! Forgetting a contact for good.

use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use super::association_labels;
use super::associations::same_type;
use super::object_types::ObjectType;
use super::read::{By, find};
use super::refused::{Done, Refused};
use super::work::Work;
use crate::audit::Actor;
use crate::contacts;
use crate::desks::TokenDesk;
use crate::failure::Outcome;
use crate::tables::{contacts as rows, merged_records};

/// The record, whichever way it is archived, and what was merged into it.
async fn numbers(tx: &DatabaseTransaction, by: &By) -> Done<Vec<i64>> {
    let object_type = ObjectType::Contacts;
    let live = find(tx, object_type, by, false).await?;
    let found = match live {
        Some(id) => Some(id),
        None => find(tx, object_type, by, true).await?,
    };
    let Some(id) = found else {
        return Ok(Vec::new());
    };
    if rows::Entity::find_by_id(id).one(tx).await?.is_none() {
        return Ok(Vec::new());
    }
    let merged = merged_records::Entity::find()
        .filter(merged_records::Column::ObjectType.eq(object_type.word()))
        .filter(merged_records::Column::PrimaryId.eq(id))
        .all(tx)
        .await?;
    Ok([id].into_iter().chain(merged.into_iter().map(|row| row.merged_id)).collect())
}

async fn forget_numbers(tx: &DatabaseTransaction, ids: &[i64]) -> Outcome<()> {
    merged_records::Entity::delete_many()
        .filter(merged_records::Column::ObjectType.eq(ObjectType::Contacts.word()))
        .filter(merged_records::Column::MergedId.is_in(ids.iter().copied()))
        .exec(tx)
        .await?;
    for id in ids {
        association_labels::remove_all(tx, ObjectType::Contacts, *id).await?;
        same_type::forget(tx, ObjectType::Contacts, *id).await?;
    }
    Ok(())
}

impl TokenDesk {
    /// Erases a contact and everything that it says about a person. An address that nobody has is forgotten where it stands
    /// alone, which is no error; a number that is nobody's is one.
    pub async fn erase_contact(&self, by: &By) -> Done<()> {
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(()) => return Ok(()),
        };
        let by_address = by.property.as_deref() == Some("email");
        let ids = numbers(&work.tx, by).await?;
        if ids.is_empty() && !by_address {
            return Err(Refused::NotFound { object_type: ObjectType::Contacts, id: by.value.clone() }.into());
        }
        forget_numbers(&work.tx, &ids).await?;
        let told = contacts::erase::erase(&self.portico, &work.tx, Actor::from(self.author()), &ids).await?;
        if by_address {
            contacts::erase::erase_address(&work.tx, &by.value).await?;
        }
        work.tell(told);
        work.finish(()).await
    }
}
