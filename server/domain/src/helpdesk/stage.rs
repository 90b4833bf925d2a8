//! Staff move a ticket to another stage.

use model::{StageId, TicketId};

use super::answer::unknown_stage;
use super::change::TicketChange;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::tables::stages;
use crate::tickets::stages::Stages;

/// Moves a ticket to a stage of its own pipeline, with an event that customers see if the status differs for them, and
/// then a letter to each of them.
/// Closing notes when; reopening forgets it. Moving it to where it is changes nothing. Refused from an older version.
pub async fn set(desk: &UserDesk, ticket: TicketId, stage: StageId, version: Option<i64>) -> Outcome<()> {
    let wanted = TicketChange { stage: Some(stage), ..TicketChange::default() };
    super::change_one(desk, ticket, version, &wanted).await
}

/// The stage, if a ticket of the pipeline can be moved to it.
pub fn target(stages: &Stages, pipeline: i64, stage: StageId) -> Outcome<&stages::Model> {
    stages.of(pipeline).find(|row| row.id == stage.0).ok_or_else(unknown_stage)
}
