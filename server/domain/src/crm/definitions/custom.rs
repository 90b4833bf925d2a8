//! Properties that were added to the standard ones, as they are kept.

use model::Timestamp;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{Definition, Definitions, Kept, PropertyKind};
use crate::crm::object_types::ObjectType;
use crate::crm::refused::{Done, Refused};
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::tables::property_definitions;

/// Properties that were added, by name: those that are archived, or those that are not.
pub async fn of(connection: &impl ConnectionTrait, object_type: ObjectType, archived: bool) -> Outcome<Vec<Definition>> {
    let gone = property_definitions::Column::ArchivedAt;
    let rows = property_definitions::Entity::find()
        .filter(property_definitions::Column::ObjectType.eq(object_type.word()))
        .filter(if archived { gone.is_not_null() } else { gone.is_null() })
        .order_by_asc(property_definitions::Column::Name)
        .all(connection)
        .await?;
    rows.into_iter().map(definition).collect()
}

fn definition(row: property_definitions::Model) -> Outcome<Definition> {
    let kind = PropertyKind::parse(&row.kind).ok_or_else(|| Failure::internal("a property of an unknown type"))?;
    Ok(Definition {
        options: serde_json::from_str(&row.options).map_err(|error| Failure::internal(error.to_string()))?,
        name: row.name,
        label: row.label,
        kind,
        field: row.field,
        group: row.group_name,
        description: row.description,
        read_only: false,
        unique: row.is_unique,
        external_options: false,
        display_order: row.display_order,
        hidden: row.hidden,
        form_field: row.form_field,
        built_in: false,
        created_at: Timestamp(row.created_at),
        updated_at: Timestamp(row.updated_at),
        archived_at: row.archived_at.map(Timestamp),
        kept: Kept::Value,
    })
}

/// The property as it is now, archived or not.
pub async fn found(connection: &impl ConnectionTrait, object_type: ObjectType, name: &str, archived: bool) -> Done<Definition> {
    let not_found = || Refused::NothingCalled(name.to_owned());
    if !archived && let Some(standard) = Definitions::of(object_type).get(name) {
        return Ok(standard.clone());
    }
    let key = (object_type.word().to_owned(), name.to_owned());
    let row = property_definitions::Entity::find_by_id(key).one(connection).await?;
    let row = row.filter(|row| row.archived_at.is_some() == archived).ok_or_else(not_found)?;
    Ok(definition(row)?)
}

impl TokenDesk {
    /// All properties of a kind of record, by name; archived ones alone, or the others.
    pub async fn properties(&self, object_type: ObjectType, archived: bool) -> Done<Vec<Definition>> {
        let reader = self.portico.store.reader();
        if archived {
            return Ok(of(reader, object_type, true).await?);
        }
        Ok(Definitions::load(reader, object_type).await?.all().cloned().collect())
    }

    pub async fn property(&self, object_type: ObjectType, name: &str, archived: bool) -> Done<Definition> {
        found(self.portico.store.reader(), object_type, name, archived).await
    }
}
