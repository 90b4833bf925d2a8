//! Records that were archived: which, and bringing them back.

use std::collections::HashMap;

use async_trait::async_trait;
use model::archive::{ArchivedRecord, ArchivedRecords, Restored};
use model::pages::{Page, ROWS};
use model::people::Role;
use model::properties::RecordKind;
use model::{Fault, RecordId, TicketId, Timestamp};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};

use super::definitions::Definitions;
use super::object_types::ObjectType;
use super::refused::{CrmError, Done, Refused};
use super::{store_values, unique};
use crate::audit::Actor;
use crate::contacts::display_name;
use crate::desks::{TokenDesk, UserDesk};
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::portico::Portico;
use crate::tables::{companies, contacts, merged_records, tickets};
use crate::tickets::names::title;
use crate::{access, cursor, helpdesk};

/// Archived records that are themselves, and not parts of others: number and time.
fn archived(object_type: ObjectType) -> SelectStatement {
    let (table, id, at) = (Alias::new(object_type.word()), Alias::new("id"), Alias::new("archived_at"));
    let merged = Query::select()
        .expr(Expr::val(1))
        .from(merged_records::Entity)
        .and_where(merged_records::Column::ObjectType.eq(object_type.word()))
        .and_where(Expr::col((merged_records::Entity, merged_records::Column::MergedId)).equals((table.clone(), id.clone())))
        .to_owned();
    Query::select()
        .column((table.clone(), id.clone()))
        .column((table.clone(), at.clone()))
        .from(table.clone())
        .and_where(Expr::col((table, at)).is_not_null())
        .and_where(Expr::exists(merged).not())
        .to_owned()
}

async fn list(desk: &UserDesk, kind: RecordKind, after: Option<&str>) -> Outcome<Page<ArchivedRecord>> {
    let reader = desk.portico.store.reader();
    let object_type = ObjectType::from(kind);
    let (id, at) = (Alias::new("id"), Alias::new("archived_at"));
    let mut find = archived(object_type);
    if let Some((before, number)) = after.and_then(cursor::read::<i64>) {
        let same = Expr::col(at.clone()).eq(before).and(Expr::col(id.clone()).lt(number));
        find.cond_where(Condition::any().add(Expr::col(at.clone()).lt(before)).add(same));
    }
    find.order_by(at, Order::Desc).order_by(id, Order::Desc).limit(ROWS + 1);
    let mut found = Vec::new();
    for row in reader.query_all(&find).await? {
        found.push((row.try_get_by_index::<i64>(0)?, row.try_get_by_index::<i64>(1)?));
    }
    let size = usize::try_from(ROWS).unwrap_or(usize::MAX);
    let more = found.len() > size;
    found.truncate(size);
    let next = found.last().filter(|_| more).and_then(|(id, at)| cursor::after(at, *id));
    let ids: Vec<i64> = found.iter().map(|(id, _)| *id).collect();
    let mut called = called(reader, kind, &ids).await?;
    let row = |(id, at)| {
        let Called { name, detail } = called.remove(&id)?;
        Some(ArchivedRecord { id: RecordId(id), name, detail, at: Timestamp(at) })
    };
    Ok(Page { rows: found.into_iter().filter_map(row).collect(), next })
}

/// What a record is called, and what tells it from another one of the name.
struct Called {
    name: String,
    detail: Option<String>,
}

/// What records are called, archived or not.
async fn called(connection: &impl ConnectionTrait, kind: RecordKind, ids: &[i64]) -> Outcome<HashMap<i64, Called>> {
    let ids = ids.iter().copied();
    Ok(match kind {
        RecordKind::Contacts => {
            let found = contacts::Entity::find().filter(contacts::Column::Id.is_in(ids)).all(connection).await?;
            let called = |contact: contacts::Model| {
                let detail = contact.email.clone().or_else(|| contact.archived_email.clone());
                let named = contacts::Model { email: detail.clone(), ..contact };
                (named.id, Called { name: display_name(&named), detail })
            };
            found.into_iter().map(called).collect()
        }
        RecordKind::Companies => {
            let found = companies::Entity::find().filter(companies::Column::Id.is_in(ids)).all(connection).await?;
            let called = |company: companies::Model| (company.id, Called { name: company.name, detail: company.domain });
            found.into_iter().map(called).collect()
        }
        RecordKind::Tickets => {
            let found = tickets::Entity::find().filter(tickets::Column::Id.is_in(ids)).all(connection).await?;
            let called = |ticket: tickets::Model| (ticket.id, Called { name: title(ticket.id, &ticket.subject), detail: None });
            found.into_iter().map(called).collect()
        }
    })
}

/// Why a record stays archived.
enum Stays {
    Because(Restored),
    Failed(Failure),
}

impl<E: Into<Failure>> From<E> for Stays {
    fn from(error: E) -> Self {
        Self::Failed(error.into())
    }
}

async fn restore(portico: &Portico, actor: Actor, kind: RecordKind, record: RecordId) -> Outcome<Restored> {
    let tx = portico.store.begin().await?;
    let mut find = archived(kind.into());
    find.and_where(Expr::col(Alias::new("id")).eq(record.0));
    if tx.query_one(&find).await?.is_none() {
        return Err(Fault::NotFound.into());
    }
    let told = match give_back((portico, actor), &tx, kind, record.0).await {
        Ok(told) => told,
        Err(Stays::Because(restored)) => return Ok(restored),
        Err(Stays::Failed(failure)) => return Err(failure),
    };
    let name = called(&tx, kind, &[record.0]).await?.remove(&record.0).map(|called| called.name).unwrap_or_default();
    tx.commit().await?;
    portico.tell(&told).await;
    access::properties_changed(portico).await?;
    Ok(Restored::Back { name })
}

async fn give_back(
    (portico, actor): (&Portico, Actor),
    tx: &DatabaseTransaction,
    kind: RecordKind,
    id: i64,
) -> Result<Vec<Change>, Stays> {
    let now = portico.now();
    take_unique_values(tx, kind.into(), id).await?;
    match kind {
        RecordKind::Contacts => {
            let archived = contacts::Column::ArchivedAt.is_not_null();
            let find = contacts::Entity::find_by_id(id).filter(archived).lock_exclusive();
            let before = find.one(tx).await?.ok_or(Fault::NotFound)?;
            address_is_free(tx, &before).await?;
            crate::contacts::edit::restore(tx, now, actor, &before).await?;
            Ok(vec![Change::Access])
        }
        RecordKind::Companies => {
            let archived = companies::Column::ArchivedAt.is_not_null();
            let find = companies::Entity::find_by_id(id).filter(archived).lock_exclusive();
            let before = find.one(tx).await?.ok_or(Fault::NotFound)?;
            crate::companies::edit::restore(tx, now, actor, &before).await?;
            Ok(vec![Change::Access])
        }
        RecordKind::Tickets => {
            let archived = tickets::Column::ArchivedAt.is_not_null();
            let find = tickets::Entity::find_by_id(id).filter(archived).lock_exclusive();
            let before = find.one(tx).await?.ok_or(Fault::NotFound)?;
            Ok(helpdesk::restore(portico, tx, actor, &before).await?)
        }
    }
}

async fn address_is_free(tx: &DatabaseTransaction, contact: &contacts::Model) -> Result<(), Stays> {
    let Some(email) = &contact.archived_email else { return Ok(()) };
    let holder = contacts::Entity::find().filter(contacts::Column::Email.eq(email.as_str())).one(tx).await?;
    match holder {
        Some(holder) => Err(Stays::Because(Restored::AddressTaken { email: email.clone(), by: display_name(&holder) })),
        None => Ok(()),
    }
}

/// What no two records may have the same of was left to others, and is taken again.
async fn take_unique_values(tx: &DatabaseTransaction, object_type: ObjectType, id: i64) -> Result<(), Stays> {
    let definitions = Definitions::load(tx, object_type).await?;
    let values = store_values::of(tx, object_type, &[id]).await?.remove(&id).unwrap_or_default();
    for definition in definitions.all().filter(|definition| definition.unique) {
        let Some(value) = values.get(&definition.name) else { continue };
        match unique::change(tx, object_type, id, &definition.name, value).await {
            Ok(()) => {}
            Err(CrmError::Refused(Refused::ValueTaken { value, existing, .. })) => {
                let property = definition.label.clone();
                return Err(Stays::Because(Restored::ValueTaken { property, value, by: RecordId(existing) }));
            }
            Err(CrmError::Refused(other)) => return Err(Failure::internal(format!("{other:?}")).into()),
            Err(CrmError::Failure(failure)) => return Err(failure.into()),
        }
    }
    Ok(())
}

impl TokenDesk {
    /// Brings a ticket back: a thread that is archived no more.
    pub(crate) async fn restore_ticket(&self, ticket: TicketId) -> Done<()> {
        let object_type = ObjectType::Tickets;
        let not_found = || Refused::NotFound { object_type, id: ticket.to_string() };
        match restore(&self.portico, Actor::from(self.author()), RecordKind::Tickets, RecordId(ticket.0)).await {
            Ok(Restored::ValueTaken { property, value, by }) => {
                Err(Refused::ValueTaken { object_type, property, value, record: ticket.0, existing: by.0 }.into())
            }
            Ok(Restored::Back { .. } | Restored::AddressTaken { .. }) => Ok(()),
            Err(Failure::Fault(Fault::NotFound)) => Err(not_found().into()),
            Err(failure) => Err(failure.into()),
        }
    }
}

#[async_trait]
impl ArchivedRecords for UserDesk {
    async fn archived_records(&self, kind: RecordKind, after: Option<&str>) -> Result<Page<ArchivedRecord>, Fault> {
        self.require(Role::Admin)?;
        list(self, kind, after).await.map_err(Failure::into_fault)
    }

    async fn restore_record(&self, kind: RecordKind, record: RecordId) -> Result<Restored, Fault> {
        self.require(Role::Admin)?;
        restore(&self.portico, Actor::from(&self.viewer), kind, record).await.map_err(Failure::into_fault)
    }
}
