//! The pipelines of tickets and their stages.

use std::collections::HashMap;

use model::tickets::Turn;
use model::{Fault, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::read::parse_id;
use super::refused::{Done, Refused};
use super::work::Work;
use crate::audit::Actor;
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
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
    pub dates: Dates,
}

/// When something was made and changed last. `None`: it came with the product, and stayed as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dates {
    pub created_at: Option<Timestamp>,
    pub updated_at: Option<Timestamp>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PipelineStage {
    pub id: i64,
    pub label: String,
    pub position: i64,
    pub closed: bool,
    pub dates: Dates,
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

fn stage(row: &stages::Model, dates: Dates) -> PipelineStage {
    let closed = parse_turn(&row.turn) == Turn::Closed;
    PipelineStage { id: row.id, label: row.label.clone(), position: row.position, closed, dates }
}

/// The dates of pipelines and stages, as the audit trail has them, by what they are called there.
async fn dates(connection: &impl ConnectionTrait, objects: Vec<String>) -> Outcome<HashMap<String, Dates>> {
    let rows: Vec<(String, String, i64)> = audit_events::Entity::find()
        .select_only()
        .columns([audit_events::Column::Object, audit_events::Column::Action, audit_events::Column::At])
        .filter(audit_events::Column::Object.is_in(objects))
        .order_by_asc(audit_events::Column::Id)
        .into_tuple()
        .all(connection)
        .await?;
    let mut all: HashMap<String, Dates> = HashMap::new();
    for (object, action, at) in rows {
        let dates = all.entry(object).or_default();
        if action.ends_with("_created") {
            dates.created_at = Some(Timestamp(at));
        }
        dates.updated_at = Some(Timestamp(at));
    }
    Ok(all)
}

impl TokenDesk {
    /// All pipelines that are not archived, in order.
    pub async fn pipelines(&self) -> Done<Vec<Pipeline>> {
        let reader = self.portico.store.reader();
        let stages = Stages::load(reader).await?;
        let rows = pipelines::Entity::find().order_by_asc(pipelines::Column::Position).order_by_asc(pipelines::Column::Id);
        let rows: Vec<_> = rows.all(reader).await?.into_iter().filter(|row| row.archived_at.is_none()).collect();
        let called = |row: &pipelines::Model| {
            let stages = stages.of(row.id).map(|stage| format!("stage:{}", stage.id)).collect::<Vec<_>>();
            std::iter::once(format!("pipeline:{}", row.id)).chain(stages)
        };
        let dates = dates(reader, rows.iter().flat_map(called).collect()).await?;
        let of = |object: String| dates.get(&object).copied();
        let pipeline = |row: pipelines::Model| {
            let own = of(format!("pipeline:{}", row.id)).unwrap_or_default();
            // Stages that came with their pipeline are as old as it is.
            let from_start = Dates { created_at: own.created_at, updated_at: own.created_at };
            let stage_dates = |id: i64| {
                let known = of(format!("stage:{id}")).unwrap_or(from_start);
                Dates { created_at: known.created_at.or(own.created_at), ..known }
            };
            Pipeline {
                stages: stages.of(row.id).map(|row| stage(row, stage_dates(row.id))).collect(),
                id: row.id,
                label: row.label,
                position: row.position,
                dates: own,
            }
        };
        Ok(rows.into_iter().map(pipeline).collect())
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

    /// Another label, another place, and these stages: those that are there stay and are changed, others are made, and what
    /// is not among them is archived, if no ticket is in it. All or nothing.
    pub async fn replace_pipeline(
        &self,
        id: &str,
        (label, position): (Option<&str>, Option<i64>),
        wanted: &[NewStage],
    ) -> Done<()> {
        let (tx, now, actor) = (self.portico.store.begin().await?, self.portico.now().0, Actor::from(self.author()));
        let pipeline = number(id)?;
        named(edit::change(&tx, now, actor, pipeline, label, position).await, id)?;
        let before: Vec<i64> = Stages::load(&tx).await?.of(pipeline).map(|stage| stage.id).collect();
        let mut kept = Vec::with_capacity(wanted.len());
        for new in wanted {
            match new.id.filter(|stage| before.contains(stage)) {
                Some(stage) => {
                    let change =
                        StageChange { label: Some(new.label.clone()), position: Some(new.position), closed: Some(new.closed) };
                    named(edit::change_stage(&tx, now, actor, (pipeline, stage), &change).await, &stage.to_string())?;
                    kept.push(stage);
                }
                None => kept.push(named(edit::add_stage(&tx, now, actor, pipeline, new).await, id)?),
            }
        }
        for stage in before.into_iter().filter(|stage| !kept.contains(stage)) {
            named(edit::archive_stage(&tx, now, actor, (pipeline, stage)).await, id)?;
        }
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
