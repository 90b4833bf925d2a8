//! The stages of all pipelines, and what customers are to know of them.

use model::StageId;
use model::tickets::{Status, StatusChoice, Turn};
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder};

use crate::failure::{Failure, Outcome};
use crate::tables::stages;

pub fn turn_word(turn: Turn) -> &'static str {
    match turn {
        Turn::New => "NEW",
        Turn::Contact => "CONTACT",
        Turn::Us => "US",
        Turn::Closed => "CLOSED",
    }
}

pub fn parse_turn(word: &str) -> Turn {
    match word {
        "NEW" => Turn::New,
        "CONTACT" => Turn::Contact,
        "CLOSED" => Turn::Closed,
        _ => Turn::Us,
    }
}

/// All stages, in order. There are a handful, so they are read whole.
pub struct Stages(Vec<stages::Model>);

impl Stages {
    pub async fn load(connection: &impl ConnectionTrait) -> Outcome<Self> {
        let by = stages::Entity::find().order_by_asc(stages::Column::PipelineId).order_by_asc(stages::Column::Position);
        Ok(Self(by.order_by_asc(stages::Column::Id).all(connection).await?))
    }

    pub fn get(&self, stage: i64) -> Outcome<&stages::Model> {
        self.0.iter().find(|row| row.id == stage).ok_or_else(|| Failure::internal("a ticket in a stage that is not there"))
    }

    /// What customers see of a stage: the customer label; else, for a stage that the admin made, its label; else the
    /// product's own words for the turn.
    pub fn status(&self, stage: i64) -> Outcome<Status> {
        Ok(status_of(self.get(stage)?))
    }

    /// The stages that customers cannot tell from this one. `None`: there is no such stage.
    pub fn alike(&self, stage: StageId) -> Option<Vec<i64>> {
        let status = status_of(self.0.iter().find(|row| row.id == stage.0)?);
        Some(self.0.iter().filter(|row| status_of(row) == status).map(|row| row.id).collect())
    }

    /// What the list can be filtered by: each status once, by the first stage that has it.
    pub fn choices(&self) -> Vec<StatusChoice> {
        let mut choices: Vec<StatusChoice> = Vec::new();
        for stage in self.0.iter().filter(|stage| stage.archived_at.is_none()) {
            let status = status_of(stage);
            if choices.iter().all(|choice| choice.status != status) {
                choices.push(StatusChoice { id: StageId(stage.id), status });
            }
        }
        choices
    }

    /// Every stage with the place of its status in the order of [`Stages::choices`]: what the list is sorted by.
    pub fn ranks(&self) -> Vec<(i64, i64)> {
        let mut seen: Vec<Status> = Vec::new();
        let mut rank = |stage: &stages::Model| {
            let status = status_of(stage);
            let place = seen.iter().position(|other| *other == status).unwrap_or_else(|| {
                seen.push(status);
                seen.len() - 1
            });
            i64::try_from(place).unwrap_or(i64::MAX)
        };
        self.0.iter().map(|stage| (stage.id, rank(stage))).collect()
    }

    /// The pipelines that tickets can be in.
    pub fn pipelines(&self) -> Vec<i64> {
        let mut all: Vec<i64> =
            self.0.iter().filter(|stage| stage.archived_at.is_none()).map(|stage| stage.pipeline_id).collect();
        all.dedup();
        all
    }

    /// The first stage of a pipeline with this turn, if it has one.
    pub fn first(&self, pipeline: i64, turn: Turn) -> Option<&stages::Model> {
        self.of(pipeline).find(|stage| stage.turn == turn_word(turn))
    }

    /// The stages of a pipeline that tickets can be moved to, in order.
    pub fn of(&self, pipeline: i64) -> impl Iterator<Item = &stages::Model> {
        self.0.iter().filter(move |stage| stage.pipeline_id == pipeline && stage.archived_at.is_none())
    }
}

fn status_of(stage: &stages::Model) -> Status {
    let label = stage.customer_label.clone().or_else(|| (!stage.built_in).then(|| stage.label.clone()));
    Status { label, turn: parse_turn(&stage.turn) }
}
