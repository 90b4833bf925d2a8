//! Values of properties that have no column: a row each, with the keys that they are searched by.

use std::collections::{BTreeMap, HashMap};

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

use super::definitions::{Definition, PropertyKind};
use super::object_types::ObjectType;
use super::refused::Done;
use super::unique;
use super::values::{number_key, text_key};
use crate::audit::Actor;
use crate::failure::Outcome;
use crate::history::{self, ValueChange};
use crate::import::bulk::Rows;
use crate::tables::property_values;
use crate::webhooks::capture::Capture;

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

/// A record that is being made, with values that are to be kept; empty text is none.
pub struct NewValues<'a> {
    pub record: i64,
    pub values: Vec<(&'a Definition, &'a str)>,
}

impl NewValues<'_> {
    pub fn present(&self) -> impl Iterator<Item = (&Definition, &str)> {
        self.values.iter().copied().filter(|(_, value)| !value.is_empty())
    }

    /// As they are read again.
    pub fn kept(&self) -> Values {
        self.present().map(|(definition, value)| (definition.name.clone(), value.to_owned())).collect()
    }
}

/// Writes the values of new records, whose unique ones were claimed. It is no change in their history.
pub async fn write_new(
    tx: &DatabaseTransaction,
    actor: Actor,
    (object_type, at): (ObjectType, i64),
    new: &[NewValues<'_>],
) -> Outcome<()> {
    let mut rows = Rows::of("property_values", "object_type, record_id, property, value, text_key, number_key");
    for new in new {
        for (definition, value) in new.present() {
            rows.push([
                object_type.word().into(),
                new.record.into(),
                definition.name.as_str().into(),
                value.into(),
                text_key(value).into(),
                number_key(definition.kind, value).into(),
            ]);
        }
    }
    rows.insert(tx).await?;
    let Some(mut capture) = Capture::begin(tx, actor, at).await? else { return Ok(()) };
    for new in new {
        let changes: Vec<ValueChange> = new.present().map(|(definition, value)| added(&definition.name, value)).collect();
        capture.changed(object_type, new.record, &changes);
    }
    capture.write(tx).await
}

fn added(property: &str, value: &str) -> ValueChange {
    ValueChange { property: property.to_owned(), before: None, after: Some(value.to_owned()) }
}

/// Writes values over those of a record (kind, id, when); empty text removes one. Answers whether anything became
/// different.
pub async fn write(
    tx: &impl ConnectionTrait,
    actor: Actor,
    (object_type, record, at): (ObjectType, i64, i64),
    wanted: &[(&Definition, &str)],
) -> Done<bool> {
    let changes = replace(tx, (object_type, record), None, wanted).await?;
    if changes.is_empty() {
        return Ok(false);
    }
    history::note(tx, actor, (object_type, record, at), changes).await?;
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
            unique::change(tx, object_type, record, property, value).await?;
        }
        changes.push(ValueChange { property: property.to_owned(), before: old.cloned(), after: new });
    }
    if !changes.is_empty() {
        remove(tx, object_type, record, gone).await?;
        put(tx, rows).await?;
    }
    Ok(changes)
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
