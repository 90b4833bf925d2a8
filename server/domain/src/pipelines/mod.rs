//! The pipelines of tickets: made, changed, archived, with their stages.
//!
//! A pipeline has at least one open and one closed stage that is not archived, because customers file, close and reopen
//! tickets in all of them. The steps take the caller's transaction.

mod stages;

use model::Fault;
use model::tickets::Turn;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::json;

use crate::audit::{Actor, Entry};
use crate::failure::{Failure, Outcome};
use crate::tables::{pipelines, stages as stage_rows, tickets};
use crate::tickets::filing::PIPELINE;
use crate::tickets::stages::turn_word;

pub use stages::StageChange;
pub(crate) use stages::{add_stage, archive_stage, change_stage};

/// Characters of a label.
const LABEL_MAX: usize = 100;

/// A stage that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStage {
    /// The id that it is to have; `None`: the next one.
    pub id: Option<i64>,
    pub label: String,
    pub position: i64,
    pub closed: bool,
}

/// A pipeline that is to be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewPipeline {
    /// The id that it is to have; `None`: the next one.
    pub id: Option<i64>,
    pub label: String,
    pub position: i64,
    pub stages: Vec<NewStage>,
}

/// Why a pipeline stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub enum PipelineRefusal {
    /// It needs an open and a closed stage.
    LacksStage,
    /// Tickets are in it.
    InUse,
    /// It comes with the product, and integrations know it by its id.
    BuiltIn,
    /// A label that is empty, too long, or not one line.
    Label,
    /// Another one has the id, or had it.
    IdTaken(i64),
}

/// A refusal, or trouble.
#[derive(Debug)]
pub enum PipelineError {
    Refused(PipelineRefusal),
    Failure(Failure),
}

impl<E: Into<Failure>> From<E> for PipelineError {
    fn from(error: E) -> Self {
        Self::Failure(error.into())
    }
}

type Edited<T> = Result<T, PipelineError>;

fn label_of(text: &str) -> Edited<String> {
    model::text::line(text, 1, LABEL_MAX).map_err(|_| PipelineError::Refused(PipelineRefusal::Label))
}

/// A ticket in the stage waits for somebody: nobody has looked at it in the first one, and later ones are ours to answer.
fn turn(closed: bool, first: bool) -> &'static str {
    match (closed, first) {
        (true, _) => turn_word(Turn::Closed),
        (false, true) => turn_word(Turn::New),
        (false, false) => turn_word(Turn::Us),
    }
}

async fn note(tx: &impl ConnectionTrait, actor: Actor, now: i64, action: &str, object: String, label: &str) -> Outcome<()> {
    Entry::new(actor, action, object).with(json!({ "label": label })).write(tx, model::Timestamp(now)).await
}

/// Makes a pipeline with its stages; answers its id.
pub(crate) async fn create(tx: &impl ConnectionTrait, now: i64, actor: Actor, new: &NewPipeline) -> Edited<i64> {
    let label = label_of(&new.label)?;
    let (open, closed) = (new.stages.iter().any(|stage| !stage.closed), new.stages.iter().any(|stage| stage.closed));
    if !open || !closed {
        return Err(PipelineError::Refused(PipelineRefusal::LacksStage));
    }
    let id = match new.id {
        Some(chosen) => chosen,
        None => next_id::<pipelines::Entity>(tx, pipelines::Column::Id).await?,
    };
    let row =
        pipelines::ActiveModel { id: Set(id), label: Set(label.clone()), position: Set(new.position), archived_at: Set(None) };
    row.insert(tx).await.map_err(|error| taken(error, new.id))?;
    let mut in_order: Vec<&NewStage> = new.stages.iter().collect();
    in_order.sort_by_key(|stage| stage.position);
    let mut first = true;
    for stage in in_order {
        stages::insert(tx, id, stage, turn(stage.closed, first && !stage.closed)).await?;
        first &= stage.closed;
    }
    note(tx, actor, now, "pipeline_created", format!("pipeline:{id}"), &label).await?;
    Ok(id)
}

/// The number behind the last one of a table.
async fn next_id<E: EntityTrait>(tx: &impl ConnectionTrait, id: E::Column) -> Edited<i64> {
    let last: Option<i64> = E::find().select_only().column(id).order_by_desc(id).into_tuple().one(tx).await?;
    Ok(last.unwrap_or_default() + 1)
}

/// Of two who draw the same number at once, one comes again; a number that was chosen belongs to whoever has it.
fn taken(error: sea_orm::DbErr, chosen: Option<i64>) -> PipelineError {
    match chosen {
        _ if !Failure::is_duplicate(&error) => error.into(),
        Some(id) => PipelineError::Refused(PipelineRefusal::IdTaken(id)),
        None => Fault::Busy { retry_after_seconds: 1 }.into(),
    }
}

/// The pipeline, unless it is archived, locked until the transaction ends.
async fn present(tx: &impl ConnectionTrait, pipeline: i64) -> Edited<pipelines::Model> {
    let present = pipelines::Column::ArchivedAt.is_null();
    let found = pipelines::Entity::find_by_id(pipeline).filter(present).lock_exclusive().one(tx).await?;
    Ok(found.ok_or(Fault::NotFound)?)
}

/// Another label, another place among the pipelines. `None`: stays as it is.
pub(crate) async fn change(
    tx: &impl ConnectionTrait,
    now: i64,
    actor: Actor,
    pipeline: i64,
    label: Option<&str>,
    position: Option<i64>,
) -> Edited<()> {
    let before = present(tx, pipeline).await?;
    let label = label.map(label_of).transpose()?.unwrap_or_else(|| before.label.clone());
    let mut row: pipelines::ActiveModel = before.clone().into();
    row.label = Set(label.clone());
    row.position = Set(position.unwrap_or(before.position));
    row.update(tx).await?;
    note(tx, actor, now, "pipeline_changed", format!("pipeline:{pipeline}"), &label).await?;
    Ok(())
}

/// Archives a pipeline that no ticket is in. The default one stays.
pub(crate) async fn archive(tx: &impl ConnectionTrait, now: i64, actor: Actor, pipeline: i64) -> Edited<()> {
    let before = present(tx, pipeline).await?;
    if pipeline == PIPELINE {
        return Err(PipelineError::Refused(PipelineRefusal::BuiltIn));
    }
    let of_pipeline: Vec<i64> = stage_rows::Entity::find()
        .select_only()
        .column(stage_rows::Column::Id)
        .filter(stage_rows::Column::PipelineId.eq(pipeline))
        .into_tuple()
        .all(tx)
        .await?;
    if in_use(tx, of_pipeline).await? {
        return Err(PipelineError::Refused(PipelineRefusal::InUse));
    }
    let label = before.label.clone();
    let mut row: pipelines::ActiveModel = before.into();
    row.archived_at = Set(Some(now));
    row.update(tx).await?;
    note(tx, actor, now, "pipeline_archived", format!("pipeline:{pipeline}"), &label).await?;
    Ok(())
}

/// Whether a ticket that is not archived is in one of the stages.
async fn in_use(tx: &impl ConnectionTrait, stages: Vec<i64>) -> Outcome<bool> {
    let there = tickets::Entity::find()
        .filter(tickets::Column::StageId.is_in(stages))
        .filter(tickets::Column::ArchivedAt.is_null())
        .limit(1);
    Ok(there.count(tx).await? > 0)
}
