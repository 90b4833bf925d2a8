//! What is changed about a ticket by staff or for them: one step that the desk's verbs and integrations share.

use model::mail::LetterKind;
use model::tickets::Priority;
use model::{Fault, Problem, StageId, TicketId, Timestamp, UserId};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};

use super::stage::target;
use crate::audit::Actor;
use crate::failure::Outcome;
use crate::keys::fold_key;
use crate::live::Change;
use crate::outbox::Letter;
use crate::portico::Portico;
use crate::search;
use crate::tables::{tickets, users};
use crate::tickets::access::Visible;
use crate::tickets::events::StoredEvent;
use crate::tickets::letters::{self, StageChange};
use crate::tickets::post::{self, Author};
use crate::tickets::stages::Stages;

/// What is to be different. `None`: stays as it is.
#[derive(Clone, Debug, Default)]
pub struct TicketChange {
    /// Where the stage is looked for; without it, in the ticket's own pipeline.
    pub pipeline: Option<i64>,
    pub stage: Option<StageId>,
    pub owner: Option<Option<UserId>>,
    pub priority: Option<Option<Priority>>,
    pub subject: Option<String>,
    pub content: Option<String>,
    pub category: Option<Option<String>>,
    pub source: Option<String>,
    pub created: Option<Timestamp>,
    /// When it was closed, where that is said and not noted now.
    pub closed: Option<Option<Timestamp>>,
    /// Something beside the ticket's own columns changed, so that this is a new version in any case.
    pub touched: bool,
}

/// Changes a ticket, in the caller's transaction. Answers who is to be told; `None`: nothing became different.
///
/// - A stage of the pipeline: an event, and where customers can tell, the ticket moves up in their lists and each of them
///   gets a letter. Closing notes when; reopening forgets it.
/// - An owner who is not disabled, or none: an event. Customers do not hear of it.
/// - A priority: an event. Customers see it; it does not move the ticket in their lists.
/// - Subject and description are found by their new words at once.
///
/// Refused as an invalid field: a `stage` that is not of the pipeline, an `owner` who is unknown or disabled.
pub async fn change(
    portico: &Portico,
    tx: &DatabaseTransaction,
    by: Author,
    ticket: &Visible<tickets::Model>,
    wanted: &TicketChange,
) -> Outcome<Option<Change>> {
    let stages = Stages::load(tx).await?;
    let to = match wanted.stage {
        Some(stage) => Some(target(&stages, wanted.pipeline.unwrap_or(ticket.pipeline_id), stage)?),
        None => None,
    };
    let to = to.filter(|to| to.id != ticket.stage_id);
    let seen = match to {
        Some(to) => stages.status(ticket.stage_id)? != stages.status(to.id)?,
        None => false,
    };
    let mut row = if seen { post::active(portico, ticket) } else { post::changed(portico, ticket) };
    if let Some(to) = to {
        post::move_to(portico, &mut row, ticket, to);
    }
    let shown = set_columns(&mut row, ticket, wanted);
    let events = events_of(tx, ticket, wanted).await?;
    let reprioritised = set_by_events(&mut row, &events);
    if to.is_none() && !shown && events.is_empty() && !wanted.touched {
        return Ok(None);
    }
    let after = post::save(tx, Actor::from(by), ticket, row).await?;
    if let Some(to) = to {
        let letter = Letter::new(LetterKind::StatusChanged, &portico.settings.address.host);
        letters::status_changed(portico, tx, &stages, &StageChange { ticket, to, by }, &letter).await?;
    }
    let moved = to.map(|to| StoredEvent::StageChanged { from: ticket.stage_id, to: to.id });
    for event in moved.into_iter().chain(events) {
        post::happened(portico, tx, ticket.id, by, event, None).await?;
    }
    if after.subject != ticket.subject || after.content != ticket.content {
        let text = search::ticket_text(&after.subject, &after.content);
        search::replace(tx, portico.store.is_sqlite(), ticket.id, None, text).await?;
    }
    let told = TicketId(ticket.id);
    Ok(Some(if seen || reprioritised || shown { Change::Ticket(told) } else { Change::Internal(told) }))
}

/// Sets what the events say; answers whether one of them is of a kind that customers see.
fn set_by_events(row: &mut tickets::ActiveModel, events: &[StoredEvent]) -> bool {
    let mut seen = false;
    for event in events {
        match event {
            StoredEvent::Assigned { to } => row.owner_id = Set(*to),
            StoredEvent::PriorityChanged { to } => {
                row.priority = Set(to.map(|to| to.word().to_owned()));
                seen = true;
            }
            _ => {}
        }
    }
    seen
}

/// Sets the plain columns; answers whether one became different.
fn set_columns(row: &mut tickets::ActiveModel, ticket: &tickets::Model, wanted: &TicketChange) -> bool {
    let mut different = false;
    if let Some(subject) = wanted.subject.as_ref().filter(|subject| **subject != ticket.subject) {
        row.subject_key = Set(fold_key(subject));
        row.subject = Set(subject.clone());
        different = true;
    }
    if let Some(content) = wanted.content.as_ref().filter(|content| **content != ticket.content) {
        row.content = Set(content.clone());
        different = true;
    }
    if let Some(category) = wanted.category.as_ref().filter(|category| **category != ticket.category) {
        row.category = Set(category.clone());
        different = true;
    }
    if let Some(source) = wanted.source.as_ref().filter(|source| **source != ticket.source) {
        row.source = Set(source.clone());
        different = true;
    }
    if let Some(created) = wanted.created.filter(|created| created.0 != ticket.created_at) {
        row.created_at = Set(created.0);
        different = true;
    }
    if let Some(closed) = wanted.closed.map(|closed| closed.map(|at| at.0)) {
        row.closed_at = Set(closed);
        different |= closed != ticket.closed_at;
    }
    different
}

/// What happens to a ticket whose owner or priority becomes another.
async fn events_of(
    connection: &impl ConnectionTrait,
    ticket: &tickets::Model,
    wanted: &TicketChange,
) -> Outcome<Vec<StoredEvent>> {
    let mut events = Vec::new();
    if let Some(owner) = wanted.owner {
        if let Some(owner) = owner {
            let present = users::Column::DisabledAt.is_null();
            let known = users::Entity::find_by_id(owner.0).filter(present).one(connection).await?;
            known.ok_or_else(|| Fault::invalid("owner", Problem::Unknown))?;
        }
        let owner = owner.map(|owner| owner.0);
        if owner != ticket.owner_id {
            events.push(StoredEvent::Assigned { to: owner });
        }
    }
    if let Some(priority) = wanted.priority.filter(|to| *to != ticket.priority.as_deref().and_then(Priority::parse)) {
        events.push(StoredEvent::PriorityChanged { to: priority });
    }
    Ok(events)
}
