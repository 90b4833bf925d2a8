//! Properties that were added, as staff see and type them: on the pages of records, in forms, lists and filters.

use std::collections::HashMap;

use async_trait::async_trait;
use model::properties::{
    COLUMNS_MAX, Input, ListShape, Properties, Property, PropertyOption, PropertyValue, RecordKind, Values, field_of,
};
use model::{Fault, FieldError, Problem};
use sea_orm::{ActiveModelTrait, ConnectionTrait, DatabaseTransaction, Set, Unchanged};
use serde_json::Value as Json;

use super::definitions::{Definition, Definitions, PropertyKind};
use super::object_types::ObjectType;
use super::refused::{CrmError, Done, Refused, ValueProblem};
use super::store_values::{self, NewValues};
use super::unique;
use super::values::canonical;
use crate::audit::Actor;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::tables::users;

/// Whose values, which record's and when.
type Place = (ObjectType, i64, i64);

impl From<RecordKind> for ObjectType {
    fn from(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Contacts => Self::Contacts,
            RecordKind::Companies => Self::Companies,
            RecordKind::Tickets => Self::Tickets,
        }
    }
}

fn input(definition: &Definition) -> Input {
    match definition.kind {
        PropertyKind::String if definition.field == "textarea" => Input::Text,
        PropertyKind::String => Input::Line,
        PropertyKind::PhoneNumber => Input::Phone,
        PropertyKind::Number => Input::Number,
        PropertyKind::Date => Input::Day,
        PropertyKind::DateTime => Input::Moment,
        PropertyKind::Bool => Input::YesNo,
        PropertyKind::Enumeration if definition.is_multiple() => Input::Choices,
        PropertyKind::Enumeration => Input::Choice,
    }
}

/// Those that are not hidden, in their order.
fn offered(definition: &Definition) -> Vec<&super::Choice> {
    let mut offered: Vec<&super::Choice> = definition.options.iter().filter(|choice| !choice.hidden).collect();
    // Those without a place stay where they were said to be.
    if offered.iter().all(|choice| choice.display_order.is_some()) {
        offered.sort_by_key(|choice| choice.display_order);
    }
    offered
}

fn property(definition: &Definition) -> Property {
    let option = |choice: &super::Choice| PropertyOption { value: choice.value.clone(), label: choice.label.clone() };
    Property {
        name: definition.name.clone(),
        label: definition.label.clone(),
        description: definition.description.clone(),
        input: input(definition),
        options: offered(definition).into_iter().map(option).collect(),
    }
}

/// What was added and is not hidden, in the order of forms: those with a place, then the others by label.
async fn added(connection: &impl ConnectionTrait, object_type: ObjectType) -> Outcome<Vec<Property>> {
    let definitions = Definitions::load(connection, object_type).await?;
    let mut added: Vec<&Definition> = definitions.all().filter(|definition| is_shown(definition)).collect();
    let place = |definition: &Definition| (definition.display_order < 0, definition.display_order);
    added.sort_by(|one, other| place(one).cmp(&place(other)).then_with(|| one.label.cmp(&other.label)));
    Ok(added.into_iter().map(property).collect())
}

fn is_shown(definition: &Definition) -> bool {
    !definition.built_in && !definition.hidden
}

/// Of one record, those without a value included.
pub(crate) async fn values_of(
    connection: &impl ConnectionTrait,
    object_type: ObjectType,
    record: i64,
) -> Outcome<Vec<PropertyValue>> {
    let added = added(connection, object_type).await?;
    if added.is_empty() {
        return Ok(Vec::new());
    }
    let mut values = store_values::of(connection, object_type, &[record]).await?.remove(&record).unwrap_or_default();
    let value = |property: Property| PropertyValue { value: values.remove(&property.name).unwrap_or_default(), property };
    Ok(added.into_iter().map(value).collect())
}

/// The values of a list's columns, by record, in the order of the columns.
pub(crate) async fn cells(
    connection: &impl ConnectionTrait,
    object_type: ObjectType,
    ids: &[i64],
    columns: &[String],
) -> Outcome<HashMap<i64, Vec<String>>> {
    if columns.is_empty() || ids.is_empty() {
        return Ok(HashMap::new());
    }
    let all = store_values::of(connection, object_type, ids).await?;
    let cell = |values: &store_values::Values| columns.iter().map(|name| values.get(name).cloned().unwrap_or_default()).collect();
    Ok(all.iter().map(|(id, values)| (*id, cell(values))).collect())
}

/// What was typed, as it is kept. Refused are names that are none, and values that the property does not take, by their
/// fields ([`field_of`]).
fn checked<'a>(definitions: &'a Definitions, typed: &Values) -> Result<Vec<(&'a Definition, String)>, Fault> {
    let (mut values, mut errors) = (Vec::new(), Vec::new());
    for (name, text) in typed {
        let known = definitions.get(name).filter(|definition| is_shown(definition)).ok_or(Problem::Unknown);
        match known.and_then(|definition| Ok((definition, understood(definition, text)?))) {
            Ok(value) => values.push(value),
            Err(problem) => errors.push(FieldError::new(&field_of(name), problem)),
        }
    }
    if errors.is_empty() { Ok(values) } else { Err(Fault::Invalid(errors)) }
}

/// A stored value as a form gives it back untouched: browsers leave seconds out, and line breaks where there is one line. Such
/// a value stays as it is stored, also where it is no option any more.
fn as_shown(definition: &Definition, value: &str) -> String {
    match input(definition) {
        Input::Moment => value.chars().take("2026-01-31T10:00".len()).collect(),
        Input::Text => as_one_line_end(value),
        _ => value.replace(['\r', '\n'], ""),
    }
}

/// Forms post their line ends as CR LF.
fn as_one_line_end(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn understood(definition: &Definition, text: &str) -> Result<String, Problem> {
    // A browser leaves the seconds of a moment out where they are none.
    let minutes = definition.kind == PropertyKind::DateTime && text.len() == "2026-01-31T10:00".len();
    let text = if minutes { format!("{text}:00") } else { as_one_line_end(text.trim()) };
    canonical(definition, &text).map_err(|problem| match problem {
        ValueProblem::NotAnOption(_) => Problem::Unknown,
        ValueProblem::TooLong(max) => Problem::TooLong { max },
        _ => Problem::Malformed,
    })
}

/// A value that another record has, by the field that it was typed in.
fn taken(error: CrmError) -> Failure {
    match error {
        CrmError::Failure(failure) => failure,
        CrmError::Refused(Refused::ValueTaken { property, .. }) => Fault::invalid(&field_of(&property), Problem::Taken).into(),
        CrmError::Refused(refused) => Failure::internal(format!("{refused:?}")),
    }
}

/// Writes what was typed over the values of a record, in the caller's transaction. Answers whether anything became
/// different.
pub(crate) async fn change(tx: &impl ConnectionTrait, actor: Actor, place: Place, typed: &Values) -> Outcome<bool> {
    if typed.is_empty() {
        return Ok(false);
    }
    let definitions = Definitions::load(tx, place.0).await?;
    let before = store_values::of(tx, place.0, &[place.1]).await?.remove(&place.1).unwrap_or_default();
    let is_news = |name: &str, text: &str| {
        let shown = definitions.get(name).zip(before.get(name)).map(|(definition, value)| as_shown(definition, value));
        shown.is_none_or(|shown| shown != as_one_line_end(text))
    };
    let news: Values =
        typed.iter().filter(|(name, text)| is_news(name, text)).map(|(name, text)| (name.clone(), text.clone())).collect();
    let values = checked(&definitions, &news)?;
    let values: Vec<(&Definition, &str)> = values.iter().map(|(definition, value)| (*definition, value.as_str())).collect();
    store_values::write(tx, actor, place, &values).await.map_err(taken)
}

/// Writes what was typed of a record that was just made, in the transaction that made it.
pub(crate) async fn write_new(tx: &DatabaseTransaction, actor: Actor, place: Place, typed: &Values) -> Outcome<()> {
    if typed.is_empty() {
        return Ok(());
    }
    let (object_type, record, at) = place;
    let definitions = Definitions::load(tx, object_type).await?;
    let values = checked(&definitions, typed)?;
    let values = values.iter().map(|(definition, value)| (*definition, value.as_str())).collect();
    claim_and_write(tx, actor, (object_type, at), &[NewValues { record, values }]).await.map_err(taken)
}

async fn claim_and_write(tx: &DatabaseTransaction, actor: Actor, place: (ObjectType, i64), new: &[NewValues<'_>]) -> Done<()> {
    match unique::claim(tx, place.0, new).await?.into_values().next() {
        Some(refused) => Err(refused.into()),
        None => Ok(store_values::write_new(tx, actor, place, new).await?),
    }
}

fn word(kind: RecordKind) -> &'static str {
    ObjectType::from(kind).word()
}

async fn set_columns(desk: &UserDesk, kind: RecordKind, columns: &[String]) -> Outcome<()> {
    let known = added(desk.portico.store.reader(), kind.into()).await?;
    let chosen = known.into_iter().map(|property| property.name).filter(|name| columns.contains(name)).take(COLUMNS_MAX);
    let mut all: Json = kept(desk);
    all[word(kind)] = chosen.collect::<Vec<_>>().into();
    let row = users::ActiveModel { id: Unchanged(desk.user.id), list_columns: Set(Some(all.to_string())), ..Default::default() };
    row.update(desk.portico.store.writer()).await?;
    Ok(())
}

/// Whoever's columns, by kind.
fn kept(desk: &UserDesk) -> Json {
    let kept = desk.user.list_columns.as_deref().and_then(|text| serde_json::from_str(text).ok());
    kept.filter(Json::is_object).unwrap_or_else(|| Json::Object(serde_json::Map::new()))
}

async fn list_shape(desk: &UserDesk, kind: RecordKind) -> Outcome<ListShape> {
    let properties = added(desk.portico.store.reader(), kind.into()).await?;
    let kept = kept(desk);
    let chosen = |name: &str| kept[word(kind)].as_array().is_some_and(|all| all.iter().any(|kept| kept == name));
    let columns = properties.iter().map(|property| property.name.clone()).filter(|name| chosen(name)).collect();
    Ok(ListShape { properties, columns })
}

/// The columns that somebody chose for their list, in order.
pub(crate) async fn chosen_columns(desk: &UserDesk, kind: RecordKind) -> Outcome<Vec<Property>> {
    let ListShape { properties, columns } = list_shape(desk, kind).await?;
    Ok(properties.into_iter().filter(|property| columns.contains(&property.name)).collect())
}

#[async_trait]
impl Properties for UserDesk {
    async fn properties(&self, kind: RecordKind) -> Result<Vec<Property>, Fault> {
        added(self.portico.store.reader(), kind.into()).await.map_err(Failure::into_fault)
    }

    async fn list_shape(&self, kind: RecordKind) -> Result<ListShape, Fault> {
        list_shape(self, kind).await.map_err(Failure::into_fault)
    }

    async fn set_columns(&self, kind: RecordKind, columns: &[String]) -> Result<(), Fault> {
        set_columns(self, kind, columns).await.map_err(Failure::into_fault)
    }
}
