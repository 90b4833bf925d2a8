//! Staff move a ticket to another stage.

use model::mail::LetterKind;
use model::{StageId, TicketId};
use sea_orm::ActiveModelTrait;

use super::answer::unknown_stage;
use super::to_change;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::live::Change;
use crate::outbox::Letter;
use crate::tables::{stages, tickets};
use crate::tickets::events::StoredEvent;
use crate::tickets::letters::{self, StageChange};
use crate::tickets::post::{self, Author};
use crate::tickets::stages::Stages;

/// Moves a ticket to a stage of its own pipeline, with an event that customers see if the status differs for them, and
/// then a letter to each of them.
/// Closing notes when; reopening forgets it. Moving it to where it is changes nothing. Refused from an older version.
pub async fn set(desk: &UserDesk, ticket: TicketId, stage: StageId, version: Option<i64>) -> Outcome<()> {
    let portico = &desk.portico;
    let tx = portico.store.begin().await?;
    let ticket = to_change(desk, &tx, ticket, version).await?;
    let stages = Stages::load(&tx).await?;
    let to = target(&stages, &ticket, stage)?;
    if to.id == ticket.stage_id {
        return Ok(());
    }
    let seen = stages.status(ticket.stage_id)? != stages.status(to.id)?;
    let mut change = if seen { post::active(portico, &ticket) } else { post::changed(portico, &ticket) };
    post::move_to(portico, &mut change, &ticket, to);
    change.update(&tx).await?;
    let by = Author::User(desk.viewer.user);
    let letter = Letter::new(LetterKind::StatusChanged, &portico.settings.address.host);
    letters::status_changed(portico, &tx, &stages, &StageChange { ticket: &ticket, to, by }, &letter).await?;
    let event = StoredEvent::StageChanged { from: ticket.stage_id, to: to.id };
    post::happened(portico, &tx, ticket.id, by, event, None).await?;
    tx.commit().await?;
    let ticket = TicketId(ticket.id);
    portico.tell(&[if seen { Change::Ticket(ticket) } else { Change::Internal(ticket) }]).await;
    Ok(())
}

/// The stage, if a ticket can be moved to it.
pub fn target<'a>(stages: &'a Stages, ticket: &tickets::Model, stage: StageId) -> Outcome<&'a stages::Model> {
    stages.of(ticket.pipeline_id).find(|row| row.id == stage.0).ok_or_else(unknown_stage)
}
