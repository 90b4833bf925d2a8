//! The pipelines of tickets and their stages.

use model::tickets::Turn;
use sea_orm::{EntityTrait, QueryOrder};

use super::refused::Done;
use crate::desks::TokenDesk;
use crate::tables::{pipelines, stages};
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
