//! Values that no two records may have. A row's key is the constraint: of two that write one value at once, the database
//! decides.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

use super::object_types::ObjectType;
use super::refused::{Done, Refused};
use super::store_values::NewValues;
use super::values::text_key;
use crate::failure::Outcome;
use crate::import::bulk::Rows;
use crate::tables::unique_values;

/// Property and value, as it is compared.
type Key = (String, String);

/// Takes a value for a record, and gives the one before back; empty text only gives back.
pub async fn change(tx: &impl ConnectionTrait, object_type: ObjectType, record: i64, property: &str, value: &str) -> Done<()> {
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

/// Takes the unique values of records that are about to be made. Answers, by record, why one cannot be made; of two that
/// want the same value, the first may have it. Whoever is refused has taken nothing.
pub async fn claim(tx: &DatabaseTransaction, object_type: ObjectType, new: &[NewValues<'_>]) -> Outcome<HashMap<i64, Refused>> {
    let mut wanted: BTreeMap<Key, i64> = BTreeMap::new();
    for new in new {
        for (definition, value) in new.present().filter(|(definition, _)| definition.unique) {
            wanted.entry((definition.name.clone(), text_key(value))).or_insert(new.record);
        }
    }
    if wanted.is_empty() {
        return Ok(HashMap::new());
    }
    let mut rows = Rows::of("unique_values", "object_type, property, value_key, record_id").ending("ON CONFLICT DO NOTHING");
    // In the order of keys, so that two batches that want the same values do not wait for each other.
    for ((property, key), record) in &wanted {
        rows.push([object_type.word().into(), property.as_str().into(), key.as_str().into(), (*record).into()]);
    }
    rows.insert(tx).await?;
    let holders = holders(tx, object_type, wanted.keys()).await?;
    let refused: HashMap<i64, Refused> =
        new.iter().filter_map(|new| Some((new.record, taken(object_type, new, &holders)?))).collect();
    if !refused.is_empty() {
        release(tx, object_type, refused.keys().copied()).await?;
    }
    Ok(refused)
}

/// The first value of a record that another one has.
fn taken(object_type: ObjectType, new: &NewValues<'_>, holders: &HashMap<Key, i64>) -> Option<Refused> {
    let record = new.record;
    new.present().filter(|(definition, _)| definition.unique).find_map(|(definition, value)| {
        let existing = holders.get(&(definition.name.clone(), text_key(value))).copied().filter(|holder| *holder != record)?;
        let (property, value) = (definition.name.clone(), value.to_owned());
        Some(Refused::ValueTaken { object_type, property, value, record, existing })
    })
}

async fn holders<'a>(
    connection: &impl ConnectionTrait,
    object_type: ObjectType,
    keys: impl Iterator<Item = &'a Key> + Clone,
) -> Outcome<HashMap<Key, i64>> {
    use unique_values::Column as C;
    // More than is asked for where two properties have the same values; the map tells them apart.
    let properties: BTreeSet<&str> = keys.clone().map(|(property, _)| property.as_str()).collect();
    let values: BTreeSet<&str> = keys.map(|(_, value)| value.as_str()).collect();
    let rows = unique_values::Entity::find()
        .filter(C::ObjectType.eq(object_type.word()))
        .filter(C::Property.is_in(properties))
        .filter(C::ValueKey.is_in(values))
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| ((row.property, row.value_key), row.record_id)).collect())
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

/// Records that are archived, or not made after all, leave their values to others.
pub async fn release(tx: &impl ConnectionTrait, object_type: ObjectType, records: impl IntoIterator<Item = i64>) -> Outcome<()> {
    unique_values::Entity::delete_many()
        .filter(unique_values::Column::ObjectType.eq(object_type.word()))
        .filter(unique_values::Column::RecordId.is_in(records))
        .exec(tx)
        .await?;
    Ok(())
}
