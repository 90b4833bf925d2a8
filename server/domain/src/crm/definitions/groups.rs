//! Groups that properties are shown in: one of each kind is built in, others are added.

use model::Timestamp;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    Set,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::audit::{Actor, Entry};
use crate::crm::object_types::ObjectType;
use crate::crm::refused::{Done, Refused};
use crate::crm::work::Work;
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::tables::{property_definitions, property_groups as groups};

const NAME_MAX: usize = 100;
const LABEL_MAX: usize = 250;

/// A group of properties.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PropertyGroup {
    /// Small letters, digits and `_`, beginning with a letter.
    pub name: String,
    pub label: String,
    /// Among others; -1: at the end.
    pub display_order: i64,
    pub archived: bool,
}

fn group(row: groups::Model) -> PropertyGroup {
    PropertyGroup { name: row.name, label: row.label, display_order: row.display_order, archived: row.archived_at.is_some() }
}

/// The one that the standard properties are in.
pub fn built_in(object_type: ObjectType) -> PropertyGroup {
    let (name, label) = match object_type {
        ObjectType::Contacts => ("contactinformation", "Contact information"),
        ObjectType::Companies => ("companyinformation", "Company information"),
        ObjectType::Tickets => ("ticketinformation", "Ticket information"),
        ObjectType::Notes => ("engagement", "Activity information"),
    };
    PropertyGroup { name: name.to_owned(), label: label.to_owned(), display_order: 0, archived: false }
}

fn check_label(label: &str) -> Result<String, Refused> {
    model::text::line(label, 1, LABEL_MAX).map_err(|_| Refused::FieldUnfit("label".to_owned()))
}

fn check(new: &PropertyGroup) -> Result<String, Refused> {
    let shaped = new.name.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_')
        && new.name.starts_with(|first: char| first.is_ascii_lowercase())
        && new.name.len() <= NAME_MAX;
    if shaped { check_label(&new.label) } else { Err(Refused::FieldUnfit("name".to_owned())) }
}

async fn known(connection: &impl ConnectionTrait, object_type: ObjectType, name: &str) -> Outcome<Option<groups::Model>> {
    Ok(groups::Entity::find_by_id((object_type.word().to_owned(), name.to_owned())).one(connection).await?)
}

/// Properties are in a group that is there.
pub async fn require(connection: &impl ConnectionTrait, object_type: ObjectType, name: &str) -> Done<()> {
    let there = built_in(object_type).name == name
        || known(connection, object_type, name).await?.is_some_and(|row| row.archived_at.is_none());
    if there { Ok(()) } else { Err(Refused::NoSuchGroup(name.to_owned()).into()) }
}

/// One that was added and is not archived; the built-in ones stay as they are.
async fn added(connection: &impl ConnectionTrait, object_type: ObjectType, name: &str) -> Done<groups::Model> {
    if built_in(object_type).name == name {
        return Err(Refused::PropertyFixed(name.to_owned()).into());
    }
    let row = known(connection, object_type, name).await?.filter(|row| row.archived_at.is_none());
    Ok(row.ok_or_else(|| Refused::NothingCalled(name.to_owned()))?)
}

async fn note(
    (actor, now): (Actor, Timestamp),
    tx: &DatabaseTransaction,
    action: &str,
    object_type: ObjectType,
    name: &str,
) -> Outcome<()> {
    let entry = Entry::new(actor, action, format!("property_group:{}.{name}", object_type.word()));
    entry.with(json!({ "name": name })).write(tx, now).await
}

/// Those that were added and are not archived, in their order.
pub async fn live(connection: &impl ConnectionTrait, object_type: ObjectType) -> Outcome<Vec<PropertyGroup>> {
    of(connection, object_type, false).await
}

async fn of(connection: &impl ConnectionTrait, object_type: ObjectType, archived: bool) -> Outcome<Vec<PropertyGroup>> {
    let gone = groups::Column::ArchivedAt;
    let rows = groups::Entity::find()
        .filter(groups::Column::ObjectType.eq(object_type.word()))
        .filter(if archived { gone.is_not_null() } else { gone.is_null() })
        .order_by_asc(groups::Column::DisplayOrder)
        .order_by_asc(groups::Column::Name)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(group).collect())
}

/// Adds a group. A name that a group has is refused; one that an archived group had begins anew.
pub async fn add(
    by: (Actor, Timestamp),
    tx: &DatabaseTransaction,
    object_type: ObjectType,
    new: &PropertyGroup,
) -> Done<PropertyGroup> {
    let label = check(new)?;
    let taken = || Refused::GroupTaken(new.name.clone());
    match known(tx, object_type, &new.name).await? {
        Some(row) if row.archived_at.is_none() => return Err(taken().into()),
        _ if built_in(object_type).name == new.name => return Err(taken().into()),
        Some(row) => {
            groups::Entity::delete_by_id((row.object_type, row.name)).exec(tx).await?;
        }
        None => {}
    }
    let row = groups::ActiveModel {
        object_type: Set(object_type.word().to_owned()),
        name: Set(new.name.clone()),
        label: Set(label),
        display_order: Set(new.display_order),
        archived_at: Set(None),
    };
    let made = match row.insert(tx).await {
        Err(error) if Failure::is_duplicate(&error) => return Err(taken().into()),
        other => other?,
    };
    note(by, tx, "property_group_created", object_type, &new.name).await?;
    Ok(group(made))
}

impl TokenDesk {
    /// All groups, the built-in one first; or those that are archived.
    pub async fn property_groups(&self, object_type: ObjectType, archived: bool) -> Done<Vec<PropertyGroup>> {
        let added = of(self.portico.store.reader(), object_type, archived).await?;
        let first = (!archived).then(|| built_in(object_type));
        Ok(first.into_iter().chain(added).collect())
    }

    pub async fn property_group(&self, object_type: ObjectType, name: &str) -> Done<PropertyGroup> {
        let found = self.property_groups(object_type, false).await?.into_iter().find(|group| group.name == name);
        Ok(found.ok_or_else(|| Refused::NothingCalled(name.to_owned()))?)
    }

    /// Adds a group. A name that a group has is refused; one that an archived group had begins anew.
    pub async fn add_property_group(&self, object_type: ObjectType, new: &PropertyGroup) -> Done<PropertyGroup> {
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let made = add(self.by(), &work.tx, object_type, new).await?;
        work.finish(made).await
    }

    /// Calls a group something else, or puts it elsewhere.
    pub async fn change_property_group(
        &self,
        object_type: ObjectType,
        name: &str,
        label: Option<&str>,
        display_order: Option<i64>,
    ) -> Done<PropertyGroup> {
        let tx = self.portico.store.begin().await?;
        let mut row: groups::ActiveModel = added(&tx, object_type, name).await?.into();
        if let Some(label) = label {
            row.label = Set(check_label(label)?);
        }
        if let Some(display_order) = display_order {
            row.display_order = Set(display_order);
        }
        if label.is_some() || display_order.is_some() {
            row.update(&tx).await?;
            note(self.by(), &tx, "property_group_changed", object_type, name).await?;
        }
        tx.commit().await?;
        self.property_group(object_type, name).await
    }

    /// Archives a group that no property is in.
    pub async fn archive_property_group(&self, object_type: ObjectType, name: &str) -> Done<()> {
        let tx = self.portico.store.begin().await?;
        added(&tx, object_type, name).await?;
        let within = property_definitions::Entity::find()
            .filter(property_definitions::Column::ObjectType.eq(object_type.word()))
            .filter(property_definitions::Column::GroupName.eq(name))
            .filter(property_definitions::Column::ArchivedAt.is_null());
        if within.count(&tx).await? > 0 {
            return Err(Refused::GroupInUse(name.to_owned()).into());
        }
        groups::Entity::update_many()
            .filter(groups::Column::ObjectType.eq(object_type.word()))
            .filter(groups::Column::Name.eq(name))
            .col_expr(groups::Column::ArchivedAt, Expr::value(self.portico.now().0))
            .exec(&tx)
            .await?;
        note(self.by(), &tx, "property_group_archived", object_type, name).await?;
        Ok(tx.commit().await?)
    }
}
