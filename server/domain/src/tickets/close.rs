//! A customer closes a ticket, or reopens it.

use model::mail::LetterKind;
use model::tickets::{Abilities, Turn};
use model::{Fault, Refusal, TicketId};

use super::access;
use super::events::StoredEvent;
use super::letters::{self, StageChange};
use super::post::{self, Author};
use super::stages::Stages;
use crate::audit::Actor;
use crate::desks::ContactDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::outbox::Letter;
use crate::tables::{stages, tickets};

/// Moves a visible open ticket to the first closed stage of its pipeline, where the portal lets customers close.
/// Closing a closed ticket is done already.
pub async fn close(desk: &ContactDesk, ticket: TicketId) -> Outcome<()> {
    change(
        desk,
        ticket,
        |abilities| abilities.close,
        Refusal::MayNotClose,
        |stages, ticket| stages.first(ticket.pipeline_id, Turn::Closed),
    )
    .await
}

/// Moves a visible closed ticket back to *waiting on us*, within the days that the portal gives. Reopening an open one
/// is done already.
pub async fn reopen(desk: &ContactDesk, ticket: TicketId) -> Outcome<()> {
    change(desk, ticket, |abilities| abilities.reopen, Refusal::MayNotReopen, post::after_customer).await
}

async fn change(
    desk: &ContactDesk,
    ticket: TicketId,
    may: impl Fn(&Abilities) -> bool,
    refusal: Refusal,
    target: impl for<'a> Fn(&'a Stages, &tickets::Model) -> Option<&'a stages::Model>,
) -> Outcome<()> {
    desk.may_write()?;
    let portico = &desk.portico;
    let tx = portico.store.begin().await?;
    let ticket = access::find_to_change(&tx, &desk.viewer(), ticket).await?;
    let abilities = access::abilities(&desk.viewer(), &ticket, &desk.portal, portico.now());
    let wanted_closed = refusal == Refusal::MayNotClose;
    if !may(&abilities) {
        let refusal = if desk.portal.status == "LIVE" { refusal } else { Refusal::Paused };
        let done = ticket.is_open != wanted_closed && refusal != Refusal::Paused;
        return if done { Ok(()) } else { Err(Fault::Refused(refusal).into()) };
    }
    let stages = Stages::load(&tx).await?;
    let stage = target(&stages, &ticket).ok_or_else(|| Failure::internal("a pipeline lacks the stage to move to"))?;
    let mut change = post::active(portico, &ticket);
    post::move_to(portico, &mut change, &ticket, stage);
    let by = Author::Contact(desk.viewer.contact);
    post::save(&tx, Actor::from(by), &ticket, change).await?;
    let letter = Letter { portal: Some(desk.viewer.portal), ..Letter::new(LetterKind::StatusChanged, &desk.domain.host) };
    letters::status_changed(portico, &tx, &stages, &StageChange { ticket: &ticket, to: stage, by }, &letter).await?;
    let event = StoredEvent::StageChanged { from: ticket.stage_id, to: stage.id };
    post::happened(portico, &tx, ticket.id, by, event, None).await?;
    tx.commit().await?;
    portico.tell(&[Change::Ticket(TicketId(ticket.id))]).await;
    Ok(())
}
