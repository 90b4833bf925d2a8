//! The stages of a pipeline.

use model::Fault;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set};

use super::{Edited, NewStage, PipelineError, PipelineRefusal, in_use, label_of, next_id, note, present, taken, turn};
use crate::audit::Actor;
use crate::tables::stages;
use crate::tickets::stages::parse_turn;

/// What is to be different about a stage. `None`: stays as it is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StageChange {
    pub label: Option<String>,
    pub position: Option<i64>,
    pub closed: Option<bool>,
}

/// Ids of stages are one row of numbers for all pipelines, as at HubSpot.
pub(super) async fn insert(tx: &impl ConnectionTrait, pipeline: i64, new: &NewStage, turn: &str) -> Edited<i64> {
    let id = match new.id {
        Some(chosen) => chosen,
        None => next_id::<stages::Entity>(tx, stages::Column::Id).await?,
    };
    let row = stages::ActiveModel {
        id: Set(id),
        pipeline_id: Set(pipeline),
        label: Set(label_of(&new.label)?),
        customer_label: Set(None),
        built_in: Set(false),
        turn: Set(turn.to_owned()),
        position: Set(new.position),
        archived_at: Set(None),
    };
    row.insert(tx).await.map_err(|error| taken(error, new.id))?;
    Ok(id)
}

/// Adds a stage to a pipeline; answers its id.
pub(crate) async fn add_stage(tx: &impl ConnectionTrait, now: i64, actor: Actor, pipeline: i64, new: &NewStage) -> Edited<i64> {
    present(tx, pipeline).await?;
    let id = insert(tx, pipeline, new, turn(new.closed, false)).await?;
    note(tx, actor, now, "stage_created", format!("stage:{id}"), &new.label).await?;
    Ok(id)
}

async fn stage(tx: &impl ConnectionTrait, pipeline: i64, stage: i64) -> Edited<stages::Model> {
    present(tx, pipeline).await?;
    let mine = stages::Column::PipelineId.eq(pipeline);
    let found = stages::Entity::find_by_id(stage).filter(mine).filter(stages::Column::ArchivedAt.is_null());
    Ok(found.lock_exclusive().one(tx).await?.ok_or(Fault::NotFound)?)
}

fn is_closed(row: &stages::Model) -> bool {
    !parse_turn(&row.turn).is_open()
}

/// Whether the pipeline has what it needs without the stage.
async fn can_spare(tx: &impl ConnectionTrait, leaving: &stages::Model) -> Edited<bool> {
    let others = stages::Entity::find()
        .filter(stages::Column::PipelineId.eq(leaving.pipeline_id))
        .filter(stages::Column::Id.ne(leaving.id))
        .filter(stages::Column::ArchivedAt.is_null())
        .all(tx)
        .await?;
    Ok(others.iter().any(|other| is_closed(other) == is_closed(leaving)))
}

/// Another label, another place. An open stage becomes a closed one, or the other way round, as long as no ticket is in it
/// and it is not the last of its kind; those that come with the product keep theirs.
pub(crate) async fn change_stage(
    tx: &impl ConnectionTrait,
    now: i64,
    actor: Actor,
    (pipeline, id): (i64, i64),
    wanted: &StageChange,
) -> Edited<()> {
    let before = stage(tx, pipeline, id).await?;
    let label = wanted.label.as_deref().map(label_of).transpose()?.unwrap_or_else(|| before.label.clone());
    let mut row: stages::ActiveModel = before.clone().into();
    if let Some(closed) = wanted.closed.filter(|closed| *closed != is_closed(&before)) {
        may_leave(tx, &before).await?;
        row.turn = Set(turn(closed, false).to_owned());
    }
    // Customers read the label of a stage that has one of its own; the product's words are for those that it came with.
    row.built_in = Set(before.built_in && label == before.label);
    row.label = Set(label.clone());
    row.position = Set(wanted.position.unwrap_or(before.position));
    row.update(tx).await?;
    note(tx, actor, now, "stage_changed", format!("stage:{id}"), &label).await?;
    Ok(())
}

async fn may_leave(tx: &impl ConnectionTrait, leaving: &stages::Model) -> Edited<()> {
    let refused = if leaving.pipeline_id == crate::tickets::filing::PIPELINE && leaving.id <= 4 {
        Some(PipelineRefusal::BuiltIn)
    } else if in_use(tx, vec![leaving.id]).await? {
        Some(PipelineRefusal::InUse)
    } else if !can_spare(tx, leaving).await? {
        Some(PipelineRefusal::LacksStage)
    } else {
        None
    };
    refused.map_or(Ok(()), |refusal| Err(PipelineError::Refused(refusal)))
}

/// Archives a stage that no ticket is in, unless it is the last of its kind or comes with the product.
pub(crate) async fn archive_stage(tx: &impl ConnectionTrait, now: i64, actor: Actor, (pipeline, id): (i64, i64)) -> Edited<()> {
    let before = stage(tx, pipeline, id).await?;
    may_leave(tx, &before).await?;
    let label = before.label.clone();
    let mut row: stages::ActiveModel = before.into();
    row.archived_at = Set(Some(now));
    row.update(tx).await?;
    note(tx, actor, now, "stage_archived", format!("stage:{id}"), &label).await?;
    Ok(())
}
