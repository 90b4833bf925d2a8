//! Values of properties that have no column: a row each, with the keys that they are searched by.

use std::collections::{BTreeMap, HashMap};

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::definitions::{Definition, PropertyKind};
use super::object_types::ObjectType;
use super::refused::{Done, Refused};
use super::values::{number_key, text_key};
use crate::audit::Actor;
use crate::failure::Outcome;
use crate::history::{self, ValueChange};
use crate::tables::{property_values, unique_values};
use crate::webhooks::capture;

/// Values by property.
pub type Values = BTreeMap<String, String>;

/// The values of these records, by id.
pub async fn of(connection: &impl ConnectionTrait, object_type: ObjectType, ids: &[i64]) -> Outcome<HashMap<i64, Values>> {
    let mut all: HashMap<i64, Values> = HashMap::new();
    if ids.is_empty() {
        return Ok(all);
    }
    let rows = property_values::Entity::find()
        .filter(property_values::Column::ObjectType.eq(object_type.word()))
        .filter(property_values::Column::RecordId.is_in(ids.iter().copied()))
        .all(connection)
        .await?;
    for row in rows {
        all.entry(row.record_id).or_default().insert(row.property, row.value);
    }
    Ok(all)
}

/// Who writes values, and whether a record has any yet.
#[derive(Clone, Copy, Debug)]
pub enum Writer {
    /// Makes the record, which is no change in its history.
    Maker(Actor),
    Changer(Actor),
}

/// Writes values over those of a record (kind, id, when); empty text removes one. Answers whether anything became
/// different.
pub async fn write(
    tx: &impl ConnectionTrait,
    writer: Writer,
    (object_type, record, at): (ObjectType, i64, i64),
    wanted: &[(&Definition, &str)],
) -> Done<bool> {
    let before = match writer {
        Writer::Changer(_) => None,
        Writer::Maker(_) => Some(Values::new()),
    };
    let changes = replace(tx, (object_type, record), before, wanted).await?;
    if changes.is_empty() {
        return Ok(false);
    }
    match writer {
        Writer::Changer(actor) => history::note(tx, actor, (object_type, record, at), changes).await?,
        Writer::Maker(actor) => capture::changed(tx, actor, (object_type, record, at), &changes).await?,
    }
    Ok(true)
}

/// Writes values over those of a record, which are looked up unless they are given; empty text removes one. Answers what
/// became different, and tells nobody.
pub async fn replace(
    tx: &impl ConnectionTrait,
    (object_type, record): (ObjectType, i64),
    before: Option<Values>,
    wanted: &[(&Definition, &str)],
) -> Done<Vec<ValueChange>> {
    let before = match before {
        Some(before) => before,
        None if wanted.is_empty() => return Ok(Vec::new()),
        None => of(tx, object_type, &[record]).await?.remove(&record).unwrap_or_default(),
    };
    let (mut changes, mut gone, mut rows) = (Vec::new(), Vec::new(), Vec::new());
    for (definition, value) in wanted {
        let property = definition.name.as_str();
        let old = before.get(property);
        if old.map_or("", String::as_str) == *value {
            continue;
        }
        let new = (!value.is_empty()).then(|| (*value).to_owned());
        match &new {
            Some(value) => rows.push(row(object_type, record, property, definition.kind, value)),
            None => gone.push(property.to_owned()),
        }
        if definition.unique {
            claim(tx, object_type, record, property, value).await?;
        }
        changes.push(ValueChange { property: property.to_owned(), before: old.cloned(), after: new });
    }
    if !changes.is_empty() {
        remove(tx, object_type, record, gone).await?;
        put(tx, rows).await?;
    }
    Ok(changes)
}

/// Takes a value that no two records may have, and gives the one before back; empty text only gives back.
async fn claim(tx: &impl ConnectionTrait, object_type: ObjectType, record: i64, property: &str, value: &str) -> Done<()> {
    use unique_values::Column as C;
    unique_values::Entity::delete_many()
        .filter(C::ObjectType.eq(object_type.word()))
        .filter(C::RecordId.eq(record))
        .filter(C::Property.eq(property))
        .exec(tx)
        .await?;
    if value.is_empty() {
        return Ok(());
    }
    let key = text_key(value);
    let row = unique_values::ActiveModel {
        object_type: Set(object_type.word().to_owned()),
        property: Set(property.to_owned()),
        value_key: Set(key.clone()),
        record_id: Set(record),
    };
    let once = OnConflict::columns([C::ObjectType, C::Property, C::ValueKey]).do_nothing().to_owned();
    let taken = unique_values::Entity::insert(row).on_conflict(once).exec_without_returning(tx).await? == 0;
    if !taken {
        return Ok(());
    }
    // Whoever has it has committed: the insert waited for that.
    let existing = holder(tx, object_type, property, &key).await?.unwrap_or_default();
    let (property, value) = (property.to_owned(), value.to_owned());
    Err(Refused::ValueTaken { object_type, property, value, record, existing }.into())
}

/// The live record that has the value.
pub async fn holder(
    connection: &impl ConnectionTrait,
    object_type: ObjectType,
    property: &str,
    value: &str,
) -> Outcome<Option<i64>> {
    let key = (object_type.word().to_owned(), property.to_owned(), text_key(value));
    Ok(unique_values::Entity::find_by_id(key).one(connection).await?.map(|row| row.record_id))
}

/// A record that is archived leaves its values to others.
pub async fn release(tx: &impl ConnectionTrait, object_type: ObjectType, record: i64) -> Outcome<()> {
    unique_values::Entity::delete_many()
        .filter(unique_values::Column::ObjectType.eq(object_type.word()))
        .filter(unique_values::Column::RecordId.eq(record))
        .exec(tx)
        .await?;
    Ok(())
}

fn row(object_type: ObjectType, record: i64, property: &str, kind: PropertyKind, value: &str) -> property_values::ActiveModel {
    property_values::ActiveModel {
        object_type: Set(object_type.word().to_owned()),
        record_id: Set(record),
        property: Set(property.to_owned()),
        value: Set(value.to_owned()),
        text_key: Set(text_key(value)),
        number_key: Set(number_key(kind, value)),
    }
}

async fn remove(tx: &impl ConnectionTrait, object_type: ObjectType, record: i64, properties: Vec<String>) -> Outcome<()> {
    if properties.is_empty() {
        return Ok(());
    }
    property_values::Entity::delete_many()
        .filter(property_values::Column::ObjectType.eq(object_type.word()))
        .filter(property_values::Column::RecordId.eq(record))
        .filter(property_values::Column::Property.is_in(properties))
        .exec(tx)
        .await?;
    Ok(())
}

async fn put(tx: &impl ConnectionTrait, rows: Vec<property_values::ActiveModel>) -> Outcome<()> {
    use property_values::Column as C;
    if rows.is_empty() {
        return Ok(());
    }
    let over = OnConflict::columns([C::ObjectType, C::RecordId, C::Property])
        .update_columns([C::Value, C::TextKey, C::NumberKey])
        .to_owned();
    property_values::Entity::insert_many(rows).on_conflict(over).exec_without_returning(tx).await?;
    Ok(())
}
