//! Associations and labels that an import gave to records that were there before, taken away, and associations that it took
//! away, made again.

use model::{CompanyId, ContactId};
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use super::Undoing;
use crate::contacts::companies;
use crate::crm::{ObjectType, PairKinds, unlabel_association, unlink_same_type};
use crate::failure::{Failure, Outcome};
use crate::search;
use crate::tables::{import_labels, import_links, ticket_companies, ticket_contacts};
use crate::webhooks::capture::{self, Linked};

/// Associations in one transaction.
const BATCH: u64 = 200;

pub async fn all(undoing: &Undoing<'_>) -> Outcome<()> {
    labels(undoing).await?;
    loop {
        let tx = undoing.portico.store().begin().await?;
        let rows = import_links::Entity::find()
            .filter(import_links::Column::ImportId.eq(undoing.import))
            .order_by_asc(import_links::Column::FromType)
            .order_by_asc(import_links::Column::FromId)
            .order_by_asc(import_links::Column::ToId)
            .limit(BATCH);
        let rows = rows.all(&tx).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            one(undoing, &tx, &row).await?;
            let key = (row.import_id, row.from_type, row.from_id, row.to_type, row.to_id, row.removed);
            import_links::Entity::delete_by_id(key).exec(&tx).await?;
        }
        tx.commit().await?;
    }
}

/// Before the associations: without those there would be no label to take away.
async fn labels(undoing: &Undoing<'_>) -> Outcome<()> {
    loop {
        let tx = undoing.portico.store().begin().await?;
        let rows = import_labels::Entity::find().filter(import_labels::Column::ImportId.eq(undoing.import)).limit(BATCH);
        let rows = rows.all(&tx).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for row in rows {
            if let (Some(from), Some(to)) = (ObjectType::parse(&row.from_type), ObjectType::parse(&row.to_type)) {
                let by = (undoing.actor, undoing.portico.now());
                unlabel_association(&tx, by, PairKinds { from, to }, (row.from_id, row.to_id), row.type_id).await?;
            }
            let key = (row.import_id, row.from_type, row.from_id, row.to_type, row.to_id, row.type_id);
            import_labels::Entity::delete_by_id(key).exec(&tx).await?;
        }
        tx.commit().await?;
    }
}

async fn one(undoing: &Undoing<'_>, tx: &DatabaseTransaction, row: &import_links::Model) -> Outcome<()> {
    let (now, from, to) = (undoing.portico.now(), row.from_id, row.to_id);
    if let (Some(kind), true) = (ObjectType::parse(&row.from_type), row.from_type == row.to_type) {
        return unlink_same_type(tx, (undoing.actor, now), kind, (from, to)).await;
    }
    let changed = match (row.from_type.as_str(), row.to_type.as_str(), row.removed) {
        ("contacts", "companies", false) => {
            let gone = companies::remove(tx, now, undoing.actor, ContactId(from), CompanyId(to)).await;
            // Somebody archived the contact since.
            return match gone {
                Err(Failure::Fault(model::Fault::NotFound)) => Ok(()),
                other => other.map(drop),
            };
        }
        ("tickets", "contacts", false) => ticket_contacts::Entity::delete_by_id((from, to)).exec(tx).await?.rows_affected > 0,
        ("tickets", "companies", false) => ticket_companies::Entity::delete_by_id((from, to)).exec(tx).await?.rows_affected > 0,
        ("tickets", "contacts", true) => {
            let row = ticket_contacts::ActiveModel { ticket_id: Set(from), contact_id: Set(to) };
            let once = OnConflict::new().do_nothing().to_owned();
            ticket_contacts::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? > 0
        }
        _ => false,
    };
    if !changed {
        return Ok(());
    }
    search::rescope(tx, undoing.portico.store().is_sqlite(), from).await?;
    let kind = |word: &str| if word == "contacts" { ObjectType::Contacts } else { ObjectType::Companies };
    let link =
        Linked { one: (ObjectType::Tickets, from), other: (kind(&row.to_type), to), primary: false, removed: !row.removed };
    capture::linked(tx, undoing.actor, now.0, &[link]).await
}
