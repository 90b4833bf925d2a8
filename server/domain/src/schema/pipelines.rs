//! Pipelines and their stages, brought into an installation. They are found by what they are called; those that the product
//! comes with by what they are, and are called as the file says where nobody has called them something else here.

use model::Fault;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, TransactionTrait};

use super::import::{Step, settle};
use super::{PipelineSchema, StageSchema};
use crate::failure::{Failure, Outcome};
use crate::pipelines::{self, NewPipeline, NewStage, PipelineError, PipelineRefusal, StageChange};
use crate::tables::{pipelines as pipeline_rows, stages as stage_rows};
use crate::tickets::filing::PIPELINE;
use crate::tickets::stages::parse_turn;

/// What the pipeline is called that the product comes with.
const BUILT_IN: &str = "Support Pipeline";
const STAYS: &str = "there is another one of that name, which stays";

fn new_stage(wanted: &StageSchema) -> NewStage {
    NewStage { id: None, label: wanted.label.clone(), position: wanted.display_order, closed: wanted.is_closed }
}

impl Step<'_> {
    pub(super) async fn pipelines(&mut self, wanted: &[PipelineSchema]) -> Outcome<()> {
        let live = pipeline_rows::Entity::find().filter(pipeline_rows::Column::ArchivedAt.is_null());
        let rows = live.order_by_asc(pipeline_rows::Column::Id).all(self.tx).await?;
        for wanted in wanted {
            let is_it = |row: &&pipeline_rows::Model| match wanted.is_default {
                true => row.id == PIPELINE,
                false => row.id != PIPELINE && row.label == wanted.label,
            };
            match rows.iter().find(is_it) {
                Some(row) => {
                    self.known_pipeline(wanted, row).await?;
                    self.stages(wanted, row.id).await?;
                }
                None => self.pipeline(wanted).await?,
            }
        }
        Ok(())
    }

    async fn pipeline(&mut self, wanted: &PipelineSchema) -> Outcome<()> {
        let stages = wanted.stages.iter().map(new_stage).collect();
        let new = NewPipeline { id: None, label: wanted.label.clone(), position: wanted.display_order, stages };
        let inner = self.tx.begin().await?;
        let outcome = pipelines::create(&inner, self.by.1.0, self.by.0, &new).await.map(drop);
        settle(inner, outcome.is_ok()).await?;
        self.note_pipeline(format!("pipeline {}", wanted.label), outcome)
    }

    async fn known_pipeline(&mut self, wanted: &PipelineSchema, row: &pipeline_rows::Model) -> Outcome<()> {
        let what = format!("pipeline {}", wanted.label);
        if (row.label.as_str(), row.position) == (wanted.label.as_str(), wanted.display_order) {
            self.report.unchanged += 1;
            return Ok(());
        }
        if row.id != PIPELINE || row.label != BUILT_IN {
            self.report.left.push((what, STAYS.to_owned()));
            return Ok(());
        }
        let (label, position) = (Some(&*wanted.label), Some(wanted.display_order));
        let outcome = pipelines::change(self.tx, self.by.1.0, self.by.0, row.id, label, position).await;
        self.note_pipeline(what, outcome)
    }

    async fn stages(&mut self, wanted: &PipelineSchema, pipeline: i64) -> Outcome<()> {
        let mine = stage_rows::Entity::find().filter(stage_rows::Column::PipelineId.eq(pipeline));
        let rows = mine.filter(stage_rows::Column::ArchivedAt.is_null()).all(self.tx).await?;
        for stage in &wanted.stages {
            let is_it = |row: &&stage_rows::Model| match stage.built_in {
                Some(id) => pipeline == PIPELINE && row.id == id,
                None => row.label == stage.label,
            };
            self.stage(&wanted.label, stage, (pipeline, rows.iter().find(is_it))).await?;
        }
        Ok(())
    }

    async fn stage(
        &mut self,
        of: &str,
        wanted: &StageSchema,
        (pipeline, known): (i64, Option<&stage_rows::Model>),
    ) -> Outcome<()> {
        let what = format!("stage {of}: {}", wanted.label);
        let (now, actor) = (self.by.1.0, self.by.0);
        let inner = self.tx.begin().await?;
        let outcome = match known {
            None => pipelines::add_stage(&inner, now, actor, pipeline, &new_stage(wanted)).await.map(drop),
            Some(row) if is_same(row, wanted) => {
                self.report.unchanged += 1;
                return settle(inner, true).await;
            }
            Some(row) if row.built_in => {
                let change =
                    StageChange { label: Some(wanted.label.clone()), position: Some(wanted.display_order), closed: None };
                pipelines::change_stage(&inner, now, actor, (pipeline, row.id), &change).await
            }
            Some(_) => {
                self.report.left.push((what, STAYS.to_owned()));
                return settle(inner, true).await;
            }
        };
        settle(inner, outcome.is_ok()).await?;
        self.note_pipeline(what, outcome)
    }

    fn note_pipeline(&mut self, what: String, outcome: Result<(), PipelineError>) -> Outcome<()> {
        let why = match outcome {
            Ok(()) => {
                self.report.made.push(what);
                return Ok(());
            }
            Err(PipelineError::Refused(PipelineRefusal::LacksStage)) => "it needs an open and a closed stage",
            Err(PipelineError::Refused(PipelineRefusal::Label)) => "its label is empty, too long, or not one line",
            Err(PipelineError::Refused(_)) | Err(PipelineError::Failure(Failure::Fault(Fault::NotFound))) => {
                "it could not be made"
            }
            Err(PipelineError::Failure(failure)) => return Err(failure),
        };
        self.report.left.push((what, why.to_owned()));
        Ok(())
    }
}

fn is_same(row: &stage_rows::Model, wanted: &StageSchema) -> bool {
    let is_closed = !parse_turn(&row.turn).is_open();
    (row.label.as_str(), row.position, is_closed) == (wanted.label.as_str(), wanted.display_order, wanted.is_closed)
}
