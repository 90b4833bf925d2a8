//! Reading records: one, a list, and by what they can be found.

use model::api_tokens::Scope;
use model::text::EmailAddress;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::definitions::Definitions;
use super::links::table_of;
use super::load;
use super::merge::resolve;
use super::object_types::ObjectType;
use super::record::{Record, Wanted};
use super::refused::{Done, Refused};
use super::unique;
use super::values::canonical;
use crate::desks::TokenDesk;
use crate::failure::Outcome;
use crate::tables::contacts;

/// What a record is found by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct By {
    /// A property without two records of one value. `None`: the id.
    pub property: Option<String>,
    pub value: String,
}

impl By {
    pub fn id(id: impl ToString) -> Self {
        Self { property: None, value: id.to_string() }
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct ListPage {
    pub records: Vec<Record>,
    /// Where the next page begins.
    pub next: Option<i64>,
}

/// An id as HubSpot writes them: up to 16 digits.
pub fn parse_id(text: &str) -> Option<i64> {
    let digits = !text.is_empty() && text.len() <= 16 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits)
}

/// The id of the record that is found so; whether it is archived is not looked at, except that only a live contact has an
/// address (an archived one is found by it where archived ones are wanted).
pub async fn find(connection: &impl ConnectionTrait, object_type: ObjectType, by: &By, archived: bool) -> Done<Option<i64>> {
    let property = match by.property.as_deref() {
        None | Some("" | "hs_object_id") => {
            return Ok(match parse_id(&by.value) {
                // An archived record is itself, also where it was merged.
                Some(id) if !archived => Some(resolve(connection, object_type, id).await?),
                id => id,
            });
        }
        Some(property) => property,
    };
    let definitions = Definitions::load(connection, object_type).await?;
    let Some(definition) = definitions.get(property).filter(|definition| definition.unique) else {
        return Err(Refused::NotUnique { property: property.to_owned() }.into());
    };
    if (object_type, property) == (ObjectType::Contacts, "email") {
        return Ok(by_email(connection, &by.value, archived).await?);
    }
    // As it is kept: `00771` and `771` are one number. What cannot be a value is nobody's.
    match canonical(definition, &by.value) {
        Ok(value) if !value.is_empty() => Ok(unique::holder(connection, object_type, property, &value).await?),
        _ => Ok(None),
    }
}

/// Who has the address: the one who is not archived, or the last who had it and is. The address of a contact who was merged
/// finds whom they were merged into, as long as nobody else has it.
pub async fn by_email(connection: &impl ConnectionTrait, email: &str, archived: bool) -> Outcome<Option<i64>> {
    use sea_orm::QueryOrder;
    // As it is kept: a domain in letters beyond ASCII is kept as the DNS knows it.
    let email = EmailAddress::parse(email).map_or_else(|_| email.trim().to_lowercase(), |address| address.to_string());
    let column = if archived { contacts::Column::ArchivedEmail } else { contacts::Column::Email };
    let by = |column: contacts::Column| {
        let found = contacts::Entity::find().select_only().column(contacts::Column::Id).filter(column.eq(email.as_str()));
        found.order_by_desc(contacts::Column::Id).into_tuple::<i64>().one(connection)
    };
    let found = by(column).await?;
    if archived || found.is_some() {
        return Ok(found);
    }
    let Some(had) = by(contacts::Column::ArchivedEmail).await? else {
        return Ok(None);
    };
    Ok(Some(resolve(connection, ObjectType::Contacts, had).await?).filter(|id| *id != had))
}

/// The ids after an id, in order, of records that are archived or not: at most `limit`.
async fn ids(
    connection: &impl ConnectionTrait,
    object_type: ObjectType,
    archived: bool,
    after: Option<i64>,
    limit: u64,
) -> Outcome<Vec<i64>> {
    let table = Alias::new(table_of(object_type));
    let archived_at = Expr::col((table.clone(), Alias::new("archived_at")));
    let mut select = Query::select();
    select.column((table.clone(), Alias::new("id"))).from(table.clone());
    select.and_where(if archived { archived_at.is_not_null() } else { archived_at.is_null() });
    if let Some(after) = after {
        select.and_where(Expr::col((table.clone(), Alias::new("id"))).gte(after));
    }
    select.order_by((table, Alias::new("id")), Order::Asc).limit(limit);
    let rows = connection.query_all_raw(connection.get_database_backend().build(&select)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

impl TokenDesk {
    /// A page of records in the order of their ids, from an id on: live ones alone, or archived ones alone.
    pub async fn records(&self, object_type: ObjectType, wanted: &Wanted, from: Option<i64>, limit: u64) -> Done<ListPage> {
        let reader = self.portico.store.reader();
        let mut found = ids(reader, object_type, wanted.archived, from, limit + 1).await?;
        let next = found.get(usize::try_from(limit).unwrap_or(usize::MAX)).copied();
        found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        Ok(ListPage { records: load::records(reader, object_type, &found, wanted).await?, next })
    }

    /// The record; one that is archived where a live one is wanted, or the other way round, is not found.
    pub async fn record(&self, object_type: ObjectType, by: &By, wanted: &Wanted) -> Done<Record> {
        let reader = self.portico.store.reader();
        let not_found = || Refused::NotFound { object_type, id: by.value.clone() };
        let id = find(reader, object_type, by, wanted.archived).await?.ok_or_else(not_found)?;
        let record = load::records(reader, object_type, &[id], wanted).await?.pop();
        Ok(record.ok_or_else(not_found)?)
    }

    /// Whether the token may read kinds that a request names beside its own.
    pub fn may_read(&self, object_type: ObjectType) -> bool {
        self.has_all(object_type.reading())
    }

    /// All scopes of the token.
    pub fn scopes(&self) -> &[Scope] {
        &self.viewer.scopes
    }
}
