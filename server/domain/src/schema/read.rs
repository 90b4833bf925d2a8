//! The schema that there is.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::{FORMAT, GroupSchema, LabelSchema, ObjectSchema, OptionSchema, PipelineSchema, PropertySchema, Schema, StageSchema};
use crate::crm::{Definition, Definitions, ObjectType, property_groups};
use crate::failure::Outcome;
use crate::tables::{association_labels, pipelines, stages};
use crate::tickets::filing::PIPELINE;
use crate::tickets::stages::parse_turn;

/// The last of the stages that the product comes with, which begin at 1.
pub(super) const LAST_BUILT_IN: i64 = 4;

/// Kinds of records that properties can be added to.
pub(super) const KINDS: [ObjectType; 3] = [ObjectType::Contacts, ObjectType::Companies, ObjectType::Tickets];

pub(crate) async fn read(connection: &impl ConnectionTrait) -> Outcome<Schema> {
    let mut objects = Vec::new();
    for kind in KINDS {
        let groups = property_groups(connection, kind).await?.into_iter().map(|group| GroupSchema {
            name: group.name,
            label: group.label,
            display_order: group.display_order,
        });
        let definitions = Definitions::load(connection, kind).await?;
        let added = definitions.all().filter(|definition| !definition.built_in).map(property);
        objects.push(ObjectSchema { object_type: kind.word().to_owned(), groups: groups.collect(), properties: added.collect() });
    }
    let (association_labels, pipelines) = (labels(connection).await?, pipelines_of(connection).await?);
    Ok(Schema { format: FORMAT, objects, association_labels, pipelines })
}

pub(super) fn property(definition: &Definition) -> PropertySchema {
    let option = |choice: &crate::crm::Choice| OptionSchema {
        value: choice.value.clone(),
        label: choice.label.clone(),
        display_order: choice.display_order,
        hidden: choice.hidden,
        description: choice.description.clone(),
    };
    PropertySchema {
        name: definition.name.clone(),
        label: definition.label.clone(),
        kind: definition.kind.word().to_owned(),
        field_type: definition.field.clone(),
        group_name: definition.group.clone(),
        description: definition.description.clone(),
        options: definition.options.iter().map(option).collect(),
        display_order: definition.display_order,
        has_unique_value: definition.unique,
        hidden: definition.hidden,
        form_field: definition.form_field,
    }
}

async fn labels(connection: &impl ConnectionTrait) -> Outcome<Vec<LabelSchema>> {
    let rows = association_labels::Entity::find().order_by_asc(association_labels::Column::Id).all(connection).await?;
    let first = rows.iter().filter(|label| label.inverse_id.is_none_or(|inverse| label.id <= inverse));
    let schema = |label: &association_labels::Model| {
        let inverse = rows.iter().find(|row| Some(row.id) == label.inverse_id && row.id != label.id);
        LabelSchema {
            from_object_type: label.from_type.clone(),
            to_object_type: label.to_type.clone(),
            name: label.name.clone(),
            label: label.label.clone(),
            inverse_label: inverse.map(|row| row.label.clone()),
        }
    };
    Ok(first.map(schema).collect())
}

async fn pipelines_of(connection: &impl ConnectionTrait) -> Outcome<Vec<PipelineSchema>> {
    let stages = stages::Entity::find()
        .filter(stages::Column::ArchivedAt.is_null())
        .order_by_asc(stages::Column::Position)
        .order_by_asc(stages::Column::Id)
        .all(connection)
        .await?;
    let pipelines = pipelines::Entity::find()
        .filter(pipelines::Column::ArchivedAt.is_null())
        .order_by_asc(pipelines::Column::Id)
        .all(connection)
        .await?;
    let schema = |pipeline: pipelines::Model| PipelineSchema {
        display_order: pipeline.position,
        is_default: pipeline.id == PIPELINE,
        stages: stages.iter().filter(|stage| stage.pipeline_id == pipeline.id).map(stage).collect(),
        label: pipeline.label,
    };
    Ok(pipelines.into_iter().map(schema).collect())
}

fn stage(row: &stages::Model) -> StageSchema {
    StageSchema {
        label: row.label.clone(),
        display_order: row.position,
        is_closed: !parse_turn(&row.turn).is_open(),
        built_in: Some(row.id).filter(|id| row.pipeline_id == PIPELINE && *id <= LAST_BUILT_IN),
    }
}
