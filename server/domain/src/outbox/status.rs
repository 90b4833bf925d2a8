//! Letters that tell of a ticket's status. What they say is found out when they are sent, so several changes that wait are
//! one letter, and a change that was taken back is none.

use model::letters::{Content, StatusNews};
use model::mail::{LetterKind, MailProblem};
use model::tickets::Turn;
use model::{ContactId, TicketId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};
use serde_json::{Value, json};

use super::about::about;
use super::content::Place;
use super::enqueue::Letter;
use crate::failure::Outcome;
use crate::tables::{outbox, tickets};
use crate::tickets::stages::{Stages, parse_turn};

/// How long a change waits for the next one.
const QUIET: i64 = 10 * Timestamp::SECOND;

/// A change of the status for one contact.
pub struct StatusChange<'a> {
    pub ticket: TicketId,
    pub contact: ContactId,
    /// Stages.
    pub from: i64,
    pub to: i64,
    pub letter: Letter<'a>,
}

/// Notes that the contact is to be told. A letter that waits and was not tried yet says it, too: then there is no other.
pub async fn enqueue(tx: &DatabaseTransaction, now: Timestamp, stages: &Stages, change: StatusChange<'_>) -> Outcome<()> {
    let StatusChange { ticket, contact, from, to, letter } = change;
    if let Some(row) = of_status(ticket.0, contact.0).filter(outbox::Column::Attempts.eq(0)).one(tx).await? {
        let first = from_of(&row).unwrap_or(from);
        // Wherever two portals had a part in it, any that shows the ticket will do.
        let portal = row.portal_id.filter(|portal| letter.portal.is_some_and(|other| other.0 == *portal));
        let told = outbox::Entity::update_many()
            .filter(outbox::Column::Id.eq(row.id))
            .filter(outbox::Column::Attempts.eq(0))
            .col_expr(outbox::Column::Letter, Expr::value(kind_of(news(stages, first, to, 0)).word()))
            .col_expr(outbox::Column::PortalId, Expr::value(portal))
            .exec(tx)
            .await?;
        if told.rows_affected == 1 {
            return Ok(());
        }
    }
    let kind = kind_of(news(stages, from, to, 0));
    let details = json!({ "from": from });
    let not_before = Some(now.plus(QUIET));
    Letter { kind, contact: Some(contact), ticket: Some(ticket), details, not_before, ..letter }.enqueue(tx, now).await
}

/// What the letter says now.
pub async fn make(
    tx: &impl ConnectionTrait,
    row: &outbox::Model,
    place: &Place,
    ticket: &tickets::Model,
    link: String,
) -> Outcome<Result<Content, MailProblem>> {
    let stages = Stages::load(tx).await?;
    let from = from_of(row).unwrap_or_default();
    let status = stages.status(ticket.stage_id)?;
    let later = of_status(ticket.id, place.contact.id).filter(outbox::Column::Id.gt(row.id)).count(tx).await? > 0;
    if later || stages.status(from).is_ok_and(|before| before == status) {
        return Ok(Err(MailProblem::Overtaken));
    }
    let news = news(&stages, from, ticket.stage_id, place.portal.reopen_days);
    Ok(Ok(Content::Status { news, status, about: about(ticket, "", link) }))
}

/// The letters of this sort that wait.
fn of_status(ticket: i64, contact: i64) -> sea_orm::Select<outbox::Entity> {
    let words = LetterKind::ALL.into_iter().filter(|kind| kind.is_of_status()).map(LetterKind::word);
    let waits = Condition::all().add(outbox::Column::SentAt.is_null()).add(outbox::Column::FailedAt.is_null());
    outbox::Entity::find()
        .filter(outbox::Column::TicketId.eq(ticket))
        .filter(outbox::Column::ContactId.eq(contact))
        .filter(outbox::Column::Letter.is_in(words))
        .filter(waits)
        .order_by_desc(outbox::Column::Id)
}

fn from_of(row: &outbox::Model) -> Option<i64> {
    let details: Value = serde_json::from_str(&row.details).unwrap_or_default();
    details.get("from").and_then(Value::as_i64)
}

fn news(stages: &Stages, from: i64, to: i64, reopen_days: i64) -> StatusNews {
    let closed = |stage| stages.get(stage).is_ok_and(|stage| parse_turn(&stage.turn) == Turn::Closed);
    match (closed(from), closed(to)) {
        (false, true) => StatusNews::Closed { reopen_days },
        (true, false) => StatusNews::Reopened,
        _ => StatusNews::Changed,
    }
}

fn kind_of(news: StatusNews) -> LetterKind {
    match news {
        StatusNews::Changed => LetterKind::StatusChanged,
        StatusNews::Closed { .. } => LetterKind::TicketClosed,
        StatusNews::Reopened => LetterKind::TicketReopened,
    }
}
