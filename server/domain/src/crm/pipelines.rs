//! The pipelines of tickets and their stages.

use model::tickets::Turn;
use model::{Fault, Timestamp};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::read::parse_id;
use super::refused::{Done, Refused};
use super::work::Work;
use crate::audit::Actor;
use crate::desks::TokenDesk;
use crate::failure::Failure;
use crate::pipelines::{self as edit, NewPipeline, NewStage, PipelineError, StageChange};
use crate::tables::{audit_events, pipelines, stages};
use crate::tickets::stages::{Stages, parse_turn};

/// A pipeline with the stages that tickets can be in, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pipeline {
    pub id: i64,
    pub label: String,
    pub position: i64,
    pub stages: Vec<PipelineStage>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PipelineStage {
    pub id: i64,
    pub label: String,
    pub position: i64,
    pub closed: bool,
}

/// Something that was done to a pipeline or a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PipelineChange {
    /// As in the audit trail: `pipeline_created`, `stage_changed`, …
    pub action: String,
    pub at: Timestamp,
    /// The staff member who did it.
    pub user: Option<i64>,
}

/// Changes that are answered.
const CHANGES: u64 = 100;

fn stage(row: &stages::Model) -> PipelineStage {
    let closed = parse_turn(&row.turn) == Turn::Closed;
    PipelineStage { id: row.id, label: row.label.clone(), position: row.position, closed }
}

impl TokenDesk {
    /// All pipelines that are not archived, in order.
    pub async fn pipelines(&self) -> Done<Vec<Pipeline>> {
        let reader = self.portico.store.reader();
        let stages = Stages::load(reader).await?;
        let rows = pipelines::Entity::find().order_by_asc(pipelines::Column::Position).order_by_asc(pipelines::Column::Id);
        let rows = rows.all(reader).await?.into_iter().filter(|row| row.archived_at.is_none());
        let pipeline = |row: pipelines::Model| Pipeline {
            stages: stages.of(row.id).map(stage).collect(),
            id: row.id,
            label: row.label,
            position: row.position,
        };
        Ok(rows.map(pipeline).collect())
    }
}

impl TokenDesk {
    /// What was done to a pipeline or to one of its stages (`pipeline`, `stage`) by its number, the latest first.
    pub async fn pipeline_changes(&self, object: &str, id: i64) -> Done<Vec<PipelineChange>> {
        let rows = audit_events::Entity::find()
            .filter(audit_events::Column::Object.eq(format!("{object}:{id}")))
            .order_by_desc(audit_events::Column::Id)
            .limit(CHANGES)
            .all(self.portico.store.reader())
            .await?;
        let change = |row: audit_events::Model| PipelineChange {
            user: row.actor.strip_prefix("user:").and_then(|user| user.parse().ok()),
            action: row.action,
            at: Timestamp(row.at),
        };
        Ok(rows.into_iter().map(change).collect())
    }
}

/// The pipeline and the stage that an address names.
fn number(id: &str) -> Done<i64> {
    Ok(parse_id(id).ok_or_else(|| Refused::NothingCalled(id.to_owned()))?)
}

/// What is not there, by the name that it was called.
fn named<T>(outcome: Result<T, PipelineError>, id: &str) -> Done<T> {
    match outcome {
        Err(PipelineError::Failure(Failure::Fault(Fault::NotFound))) => Err(Refused::NothingCalled(id.to_owned()).into()),
        other => Ok(other?),
    }
}

impl TokenDesk {
    /// Makes a pipeline with its stages; answers its id.
    pub async fn create_pipeline(&self, new: &NewPipeline) -> Done<i64> {
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let id = edit::create(&work.tx, self.portico.now().0, Actor::from(self.author()), new).await?;
        work.finish(id).await
    }

    /// Another label, another place. `None`: stays as it is.
    pub async fn change_pipeline(&self, id: &str, label: Option<&str>, position: Option<i64>) -> Done<()> {
        let tx = self.portico.store.begin().await?;
        let actor = Actor::from(self.author());
        named(edit::change(&tx, self.portico.now().0, actor, number(id)?, label, position).await, id)?;
        Ok(tx.commit().await?)
    }

    /// Archives a pipeline that no ticket is in.
    pub async fn archive_pipeline(&self, id: &str) -> Done<()> {
        let tx = self.portico.store.begin().await?;
        named(edit::archive(&tx, self.portico.now().0, Actor::from(self.author()), number(id)?).await, id)?;
        Ok(tx.commit().await?)
    }

    /// Adds a stage to a pipeline; answers its id.
    pub async fn create_stage(&self, pipeline: &str, new: &NewStage) -> Done<i64> {
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        let actor = Actor::from(self.author());
        let made = edit::add_stage(&work.tx, self.portico.now().0, actor, number(pipeline)?, new).await;
        work.finish(named(made, pipeline)?).await
    }

    pub async fn change_stage(&self, pipeline: &str, stage: &str, wanted: &StageChange) -> Done<()> {
        let tx = self.portico.store.begin().await?;
        let ids = (number(pipeline)?, number(stage)?);
        let changed = edit::change_stage(&tx, self.portico.now().0, Actor::from(self.author()), ids, wanted).await;
        named(changed, stage)?;
        Ok(tx.commit().await?)
    }

    /// Archives a stage that no ticket is in.
    pub async fn archive_stage(&self, pipeline: &str, stage: &str) -> Done<()> {
        let tx = self.portico.store.begin().await?;
        let ids = (number(pipeline)?, number(stage)?);
        named(edit::archive_stage(&tx, self.portico.now().0, Actor::from(self.author()), ids).await, stage)?;
        Ok(tx.commit().await?)
    }
}
