//! Properties that rows have no meaning of their own for: those that were added, and those of HubSpot's without a column.

use std::collections::HashMap;
use std::sync::Arc;

use csv::StringRecord;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter};

use super::bulk::Rows;
use super::columns::{cell_at, is_date, normal};
use super::dates::{self, Notation};
use super::draft::{Draft, Numbered};
use super::notes::{Instead, Noted, Remark};
use super::reading::{Reading, Words};
use super::told;
use super::traces::At;
use crate::crm::{Definition, ObjectType, PropertyKind, canonical, number_key, store_values, text_key};
use crate::failure::{Failure, Outcome};
use crate::history::ValueChange;
use crate::tables::unique_values;
use crate::webhooks::capture::{Capture, Cause};

/// Property and value, as it is kept.
pub(super) type Value = (Arc<Definition>, String);

/// What a mark of it is called.
pub(super) fn mark(definition: &Definition) -> String {
    format!("p:{}", definition.name)
}

/// The row's values. One that the property does not take is noted and left out.
pub(super) fn read(reading: &Reading, cells: &StringRecord, notes: &mut Vec<Noted>) -> Vec<Value> {
    let mut values = Vec::new();
    for (definition, index) in reading.columns.values() {
        let text = cell_at(index, cells);
        if text.is_empty() {
            continue;
        }
        let notation = reading.dates.get(&index).copied().unwrap_or_default();
        match understood(definition, text, notation, &reading.words) {
            Some(value) if !value.is_empty() => values.push((definition.clone(), value)),
            Some(_) => {}
            None => notes.push((
                reading.columns.header_at(index).to_owned(),
                text.to_owned(),
                Remark::NotUnderstood(Instead::LeftOut),
            )),
        }
    }
    values
}

/// As people write values; then as integrations do.
fn understood(definition: &Definition, text: &str, notation: Notation, words: &Words) -> Option<String> {
    let text = match definition.kind {
        _ if is_date(definition) => {
            let at = dates::parse(text, notation)?.iso();
            if definition.kind == PropertyKind::Date { at[..10].to_owned() } else { at }
        }
        PropertyKind::Bool => match normal(text).as_str() {
            "true" | "yes" | "y" | "1" | "sì" | "si" | "vero" => "true".to_owned(),
            "false" | "no" | "n" | "0" | "falso" => "false".to_owned(),
            _ => return None,
        },
        PropertyKind::Enumeration if definition.external_options => words.user(text)?.to_string(),
        PropertyKind::Enumeration => {
            let option = |word: &str| {
                let fits =
                    |choice: &&crate::crm::Choice| normal(&choice.value) == normal(word) || normal(&choice.label) == normal(word);
                let exact = definition.options.iter().find(|choice| choice.value == word);
                exact.or_else(|| definition.options.iter().find(fits)).map(|choice| choice.value.clone())
            };
            let several = if definition.is_multiple() { text.split(';').collect() } else { vec![text] };
            let found: Option<Vec<String>> =
                several.into_iter().map(str::trim).filter(|word| !word.is_empty()).map(option).collect();
            found?.join(";")
        }
        _ => text.to_owned(),
    };
    canonical(definition, &text).ok()
}

/// Records that have a value that no two may have, by property and key.
pub(super) async fn holders<D: Draft>(
    connection: &impl ConnectionTrait,
    drafts: &[Numbered<D>],
) -> Outcome<HashMap<(String, String), i64>> {
    let mut any = Condition::any();
    for (definition, text) in drafts.iter().flat_map(|row| row.draft.values()).filter(|(definition, _)| definition.unique) {
        let same = Expr::col(unique_values::Column::Property).eq(definition.name.as_str());
        any = any.add(Condition::all().add(same).add(unique_values::Column::ValueKey.eq(text_key(text))));
    }
    if any.is_empty() {
        return Ok(HashMap::new());
    }
    let own = unique_values::Column::ObjectType.eq(D::KIND.word());
    let rows = unique_values::Entity::find().filter(own).filter(any).all(connection).await?;
    Ok(rows.into_iter().map(|row| ((row.property, row.value_key), row.record_id)).collect())
}

/// Writes the values of records that were just made, in the order of the records.
pub(super) async fn create<'a>(
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    ids: &[i64],
    values: impl Iterator<Item = &'a Vec<Value>>,
    at: At,
) -> Outcome<()> {
    let mut rows = Rows::of("property_values", "object_type, record_id, property, value, text_key, number_key");
    let mut unique = Rows::of("unique_values", "object_type, property, value_key, record_id");
    let mut told: Vec<(i64, Vec<ValueChange>)> = Vec::new();
    for (id, values) in ids.iter().zip(values).filter(|(_, values)| !values.is_empty()) {
        let mut changes = Vec::new();
        for (definition, value) in values {
            let (property, key) = (definition.name.clone(), text_key(value));
            if definition.unique {
                unique.push([object_type.word().into(), property.clone().into(), key.clone().into(), (*id).into()]);
            }
            changes.push(ValueChange { property: property.clone(), before: None, after: Some(value.clone()) });
            let number = number_key(definition.kind, value);
            rows.push([
                object_type.word().into(),
                (*id).into(),
                property.into(),
                value.clone().into(),
                key.into(),
                number.into(),
            ]);
        }
        told.push((*id, changes));
    }
    rows.insert(tx).await?;
    unique.insert(tx).await?;
    if told.is_empty() {
        return Ok(());
    }
    let Some(mut capture) = Capture::begin(tx, Cause::Import, at.now.0).await? else { return Ok(()) };
    told.iter().for_each(|(id, changes)| capture.changed(object_type, *id, changes));
    capture.write(tx).await
}

/// Writes the values that are news over those of a record.
pub(super) async fn update(
    tx: &DatabaseTransaction,
    (object_type, id): (ObjectType, i64),
    values: &[Value],
    news: &[String],
    at: At,
) -> Outcome<()> {
    let new = values.iter().filter(|(definition, _)| news.contains(&mark(definition)));
    let wanted: Vec<(&Definition, &str)> = new.map(|(definition, text)| (&**definition, text.as_str())).collect();
    if wanted.is_empty() {
        return Ok(());
    }
    let changes = match store_values::replace(tx, (object_type, id), None, &wanted).await {
        Ok(changes) => changes,
        Err(crate::crm::CrmError::Failure(failure)) => return Err(failure),
        // Somebody took it between the look and the write.
        Err(crate::crm::CrmError::Refused(_)) => {
            return Err(Failure::Fault(model::Fault::invalid("value", model::Problem::Taken)));
        }
    };
    told::values_changed(tx, (object_type, id), at, &changes).await
}
