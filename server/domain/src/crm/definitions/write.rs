//! Adding properties to the standard ones, changing and archiving them: the steps, in the transaction of whoever takes them.

use model::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QuerySelect,
    Set,
};
use serde_json::json;

use super::groups;
use super::{Choice, Definitions, PropertyKind};
use crate::audit::{Actor, Entry};
use crate::crm::object_types::ObjectType;
use crate::crm::refused::{Done, Refused};
use crate::failure::{Failure, Outcome};
use crate::tables::{property_definitions, property_values, unique_values};

/// HubSpot's kinds of form fields.
const FIELDS: [&str; 12] = [
    "text",
    "textarea",
    "select",
    "radio",
    "checkbox",
    "booleancheckbox",
    "number",
    "date",
    "file",
    "html",
    "phonenumber",
    "calculation_equation",
];
const NAME_MAX: usize = 100;
const LABEL_MAX: usize = 250;
const OPTIONS_MAX: usize = 5_000;
/// Properties of one kind of record that may be unique, as in HubSpot.
const UNIQUE_MAX: u64 = 10;
/// Properties of one kind of record that may be added, as in HubSpot.
const ADDED_MAX: u64 = 1_000;

/// A property that is to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProperty {
    /// Begins with a letter; small letters, digits and `_`.
    pub name: String,
    pub label: String,
    /// HubSpot's word.
    pub kind: String,
    pub field: String,
    pub group: String,
    pub description: String,
    pub options: Vec<Choice>,
    pub display_order: i64,
    pub unique: bool,
    pub hidden: bool,
    pub form_field: bool,
}

/// What is to be different about a property. `None`: stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PropertyChange {
    pub label: Option<String>,
    /// As it is: a property stays what it is.
    pub kind: Option<String>,
    pub field: Option<String>,
    pub group: Option<String>,
    pub description: Option<String>,
    pub options: Option<Vec<Choice>>,
    pub display_order: Option<i64>,
    pub hidden: Option<bool>,
    pub form_field: Option<bool>,
}

fn unfit(field: &str) -> Refused {
    Refused::FieldUnfit(field.to_owned())
}

fn check_text(field: &str, text: &str, min: usize, max: usize) -> Result<String, Refused> {
    model::text::line(text, min, max).map_err(|_| unfit(field))
}

/// Each value once, and each with a label.
fn check_options(options: &[Choice]) -> Result<(), Refused> {
    let values: std::collections::BTreeSet<&str> = options.iter().map(|option| option.value.as_str()).collect();
    let fits = |option: &Choice| {
        !option.value.trim().is_empty() && !option.value.contains(';') && option.value.chars().count() <= LABEL_MAX
    };
    let all_fit = options.len() <= OPTIONS_MAX && values.len() == options.len() && options.iter().all(fits);
    if all_fit { Ok(()) } else { Err(unfit("options")) }
}

impl NewProperty {
    fn check(&self) -> Result<PropertyKind, Refused> {
        let shaped = self.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
            && self.name.starts_with(|first: char| first.is_ascii_lowercase())
            && self.name.len() <= NAME_MAX;
        if !shaped {
            return Err(unfit("name"));
        }
        check_text("label", &self.label, 1, LABEL_MAX)?;
        check_text("groupName", &self.group, 1, NAME_MAX)?;
        let kind = PropertyKind::parse(&self.kind).ok_or_else(|| unfit("type"))?;
        if !FIELDS.contains(&self.field.as_str()) {
            return Err(unfit("fieldType"));
        }
        check_options(&self.options)?;
        if !self.options.is_empty() && !matches!(kind, PropertyKind::Enumeration | PropertyKind::Bool) {
            return Err(unfit("options"));
        }
        let may_be_unique = matches!(kind, PropertyKind::String | PropertyKind::Number | PropertyKind::PhoneNumber);
        if self.unique && !may_be_unique { Err(unfit("hasUniqueValue")) } else { Ok(kind) }
    }

    fn row(&self, object_type: ObjectType, kind: PropertyKind, now: Timestamp) -> Outcome<property_definitions::ActiveModel> {
        Ok(property_definitions::ActiveModel {
            object_type: Set(object_type.word().to_owned()),
            name: Set(self.name.clone()),
            label: Set(self.label.trim().to_owned()),
            kind: Set(kind.word().to_owned()),
            field: Set(self.field.clone()),
            group_name: Set(self.group.trim().to_owned()),
            description: Set(self.description.clone()),
            options: Set(options_text(&self.options)?),
            display_order: Set(self.display_order),
            is_unique: Set(self.unique),
            hidden: Set(self.hidden),
            form_field: Set(self.form_field),
            created_at: Set(now.0),
            updated_at: Set(now.0),
            archived_at: Set(None),
        })
    }
}

fn options_text(options: &[Choice]) -> Outcome<String> {
    serde_json::to_string(options).map_err(|error| Failure::internal(error.to_string()))
}

/// Not more than there may be.
async fn check_room(tx: &impl ConnectionTrait, object_type: ObjectType, unique: bool) -> Done<()> {
    let live = || {
        let of_kind = property_definitions::Column::ObjectType.eq(object_type.word());
        property_definitions::Entity::find().filter(of_kind).filter(property_definitions::Column::ArchivedAt.is_null())
    };
    if live().count(tx).await? >= ADDED_MAX {
        return Err(Refused::TooManyProperties { max: ADDED_MAX, unique: false }.into());
    }
    if unique && live().filter(property_definitions::Column::IsUnique.eq(true)).count(tx).await? >= UNIQUE_MAX {
        return Err(Refused::TooManyProperties { max: UNIQUE_MAX, unique: true }.into());
    }
    Ok(())
}

pub async fn add(by: (Actor, Timestamp), tx: &DatabaseTransaction, object_type: ObjectType, new: &NewProperty) -> Done<()> {
    let kind = new.check()?;
    groups::require(tx, object_type, &new.group).await?;
    let taken = || Refused::PropertyTaken(new.name.clone());
    if Definitions::of(object_type).get(&new.name).is_some() {
        return Err(taken().into());
    }
    check_room(tx, object_type, new.unique).await?;
    let key = (object_type.word().to_owned(), new.name.clone());
    let known = property_definitions::Entity::find_by_id(key.clone()).lock_exclusive().one(tx).await?;
    match known {
        Some(known) if known.archived_at.is_none() => return Err(taken().into()),
        Some(_) => {
            // The name is free again; what records said under it belonged to the property that was archived.
            property_definitions::Entity::delete_by_id(key).exec(tx).await?;
            property_values::Entity::delete_many()
                .filter(property_values::Column::ObjectType.eq(object_type.word()))
                .filter(property_values::Column::Property.eq(new.name.as_str()))
                .exec(tx)
                .await?;
        }
        None => {}
    }
    match new.row(object_type, kind, by.1)?.insert(tx).await {
        Err(error) if Failure::is_duplicate(&error) => return Err(taken().into()),
        other => other?,
    };
    note(by, tx, "property_created", object_type, &new.name).await
}

async fn note(
    (actor, now): (Actor, Timestamp),
    tx: &DatabaseTransaction,
    action: &str,
    object_type: ObjectType,
    name: &str,
) -> Done<()> {
    let entry = Entry::new(actor, action, format!("property:{}.{name}", object_type.word()));
    entry.with(json!({ "name": name })).write(tx, now).await?;
    Ok(())
}

/// One that was added; the standard ones stay as they are.
async fn added(tx: &impl ConnectionTrait, object_type: ObjectType, name: &str) -> Done<property_definitions::Model> {
    if Definitions::of(object_type).get(name).is_some() {
        return Err(Refused::PropertyFixed(name.to_owned()).into());
    }
    let key = (object_type.word().to_owned(), name.to_owned());
    let row = property_definitions::Entity::find_by_id(key).lock_exclusive().one(tx).await?;
    let row = row.filter(|row| row.archived_at.is_none());
    Ok(row.ok_or_else(|| Refused::NothingCalled(name.to_owned()))?)
}

pub async fn alter(
    by: (Actor, Timestamp),
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    name: &str,
    wanted: &PropertyChange,
) -> Done<()> {
    let mut row: property_definitions::ActiveModel = added(tx, object_type, name).await?.into();
    row.updated_at = Set(by.1.0);
    if wanted.kind.as_ref().is_some_and(|kind| row.kind.as_ref() != kind) {
        return Err(unfit("type").into());
    }
    if let Some(label) = &wanted.label {
        row.label = Set(check_text("label", label, 1, LABEL_MAX)?);
    }
    if let Some(group) = &wanted.group {
        groups::require(tx, object_type, group).await?;
        row.group_name = Set(group.clone());
    }
    if let Some(field) = &wanted.field {
        if !FIELDS.contains(&field.as_str()) {
            return Err(unfit("fieldType").into());
        }
        row.field = Set(field.clone());
    }
    if let Some(options) = &wanted.options {
        check_options(options)?;
        row.options = Set(options_text(options)?);
    }
    if let Some(description) = &wanted.description {
        row.description = Set(description.clone());
    }
    if let Some(order) = wanted.display_order {
        row.display_order = Set(order);
    }
    if let Some(hidden) = wanted.hidden {
        row.hidden = Set(hidden);
    }
    if let Some(form_field) = wanted.form_field {
        row.form_field = Set(form_field);
    }
    row.update(tx).await?;
    note(by, tx, "property_changed", object_type, name).await
}

/// Archives: records say nothing under the name any more, and their values are free.
pub async fn archive(by: (Actor, Timestamp), tx: &DatabaseTransaction, object_type: ObjectType, name: &str) -> Done<()> {
    added(tx, object_type, name).await?;
    property_definitions::Entity::update_many()
        .filter(property_definitions::Column::ObjectType.eq(object_type.word()))
        .filter(property_definitions::Column::Name.eq(name))
        .col_expr(property_definitions::Column::ArchivedAt, Expr::value(by.1.0))
        .exec(tx)
        .await?;
    unique_values::Entity::delete_many()
        .filter(unique_values::Column::ObjectType.eq(object_type.word()))
        .filter(unique_values::Column::Property.eq(name))
        .exec(tx)
        .await?;
    note(by, tx, "property_archived", object_type, name).await
}
