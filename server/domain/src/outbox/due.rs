//! Which letter is next, and what became of it.
//!
//! A letter is leased before it is sent, so that several servers share one outbox and a server that dies leaves nothing
//! behind: its lease runs out, and the letter goes out again under the same Message-ID. Letters to one person about one
//! ticket go in order; nobody else waits for them. Trouble that may pass is tried again after half a minute, then twice
//! as long each time (±20 %, so that what failed together does not come back together), an hour at most.

use model::letters::{Content, Envelope};
use model::mail::{LetterKind, MailProblem};
use model::{ContactId, Fault, PortalId, TicketId, Timestamp};
use rand::RngExt;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, QueryFilter, Statement};

use super::{content, reminder};
use crate::access;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::portico::Portico;
use crate::tables::outbox;

/// How long a server may take over one letter.
const LEASE: i64 = 2 * Timestamp::MINUTE;
const FIRST_WAIT: i64 = 30 * Timestamp::SECOND;
const LONGEST_WAIT: i64 = Timestamp::HOUR;
/// News that waited longer is no news. What carries a link of its own goes stale sooner, see [`content`].
const STALE: i64 = 3 * Timestamp::DAY;

/// A letter that is to be sent now.
#[derive(Debug)]
pub struct DueLetter {
    pub id: i64,
    /// This attempt's number, from 1.
    pub attempt: u32,
    pub envelope: Envelope,
    pub content: Content,
}

/// `held` and what is done stand outside, and so does whatever has an earlier one before it. A letter of another
/// version's is left to that version.
const NEXT: &str = "
UPDATE outbox SET lease_until = $1, attempts = attempts + 1 WHERE id = (
    SELECT due.id FROM outbox due
    WHERE due.sent_at IS NULL AND due.failed_at IS NULL AND due.held = FALSE AND due.letter IN ({kinds})
        AND due.next_attempt_at <= $2
        AND (due.lease_until IS NULL OR due.lease_until <= $2)
        AND NOT EXISTS (
            SELECT 1 FROM outbox before
            WHERE before.ticket_id = due.ticket_id AND before.id < due.id
                AND COALESCE(before.contact_id, 0) = COALESCE(due.contact_id, 0)
                AND COALESCE(before.user_id, 0) = COALESCE(due.user_id, 0)
                AND before.sent_at IS NULL AND before.failed_at IS NULL AND before.held = FALSE
                AND before.letter IN ({kinds}))
    ORDER BY due.next_attempt_at, due.id LIMIT 1 {lock})
RETURNING id";

impl Portico {
    /// Leases the next letter that is due and makes what it says, from what is true and allowed at this moment. Letters
    /// that are not to be sent any more are given up on the way. `None`: nothing is due.
    pub async fn next_letter(&self) -> Outcome<Option<DueLetter>> {
        while let Some(row) = self.lease().await? {
            let Some(kind) = LetterKind::parse(&row.letter) else { continue };
            let made = if self.now().0 - due_at(&row) > STALE {
                Err(MailProblem::TooOld)
            } else {
                content::make(self, kind, &row).await?
            };
            match made {
                Ok((envelope, content)) => {
                    let attempt = u32::try_from(row.attempts).unwrap_or(u32::MAX);
                    return Ok(Some(DueLetter { id: row.id, attempt, envelope, content }));
                }
                Err(problem) => self.letter_given_up(row.id, &problem).await?,
            }
        }
        Ok(None)
    }

    async fn lease(&self) -> Outcome<Option<outbox::Model>> {
        let now = self.now();
        let tx = self.store.begin().await?;
        let backend = if self.store.is_sqlite() { DbBackend::Sqlite } else { DbBackend::Postgres };
        let lock = if backend == DbBackend::Postgres { "FOR UPDATE SKIP LOCKED" } else { "" };
        let values = [now.plus(LEASE).0.into(), now.0.into()];
        let kinds = LetterKind::ALL.map(|kind| format!("'{}'", kind.word())).join(", ");
        let next = NEXT.replace("{lock}", lock).replace("{kinds}", &kinds);
        let leased = tx.query_one_raw(Statement::from_sql_and_values(backend, next, values)).await?;
        let row = match leased {
            Some(row) => outbox::Entity::find_by_id(row.try_get_by_index::<i64>(0)?).one(&tx).await?,
            None => None,
        };
        tx.commit().await?;
        Ok(row)
    }

    /// The mail server has taken it.
    pub async fn letter_sent(&self, letter: i64) -> Outcome<()> {
        self.note_letter(letter, Noted::Sent, |update| {
            update
                .col_expr(outbox::Column::SentAt, Expr::value(self.now().0))
                .col_expr(outbox::Column::FailedAt, Expr::value(Option::<i64>::None))
                .col_expr(outbox::Column::LastError, Expr::value(Option::<String>::None))
        })
        .await
    }

    /// It may go another time.
    pub async fn letter_put_off(&self, letter: &DueLetter, problem: &MailProblem) -> Outcome<()> {
        let next = self.now().plus(wait_after(letter.attempt, rand::rng().random_range(0.8..1.2)));
        let problem = words(problem)?;
        self.note_letter(letter.id, Noted::PutOff, |update| {
            update
                .col_expr(outbox::Column::NextAttemptAt, Expr::value(next.0))
                .col_expr(outbox::Column::LastError, Expr::value(problem))
        })
        .await
    }

    /// It will never go. Whom an invitation does not reach is shown as such among the members.
    pub async fn letter_given_up(&self, letter: i64, problem: &MailProblem) -> Outcome<()> {
        let problem = words(problem)?;
        self.note_letter(letter, Noted::GivenUp, |update| {
            update
                .col_expr(outbox::Column::FailedAt, Expr::value(self.now().0))
                .col_expr(outbox::Column::LastError, Expr::value(problem))
        })
        .await
    }

    /// What is sent stays sent, whatever a slower server says of it later. Staff who have the ticket open see it.
    async fn note_letter(
        &self,
        letter: i64,
        what: Noted,
        note: impl FnOnce(sea_orm::UpdateMany<outbox::Entity>) -> sea_orm::UpdateMany<outbox::Entity>,
    ) -> Outcome<()> {
        let update = outbox::Entity::update_many()
            .filter(outbox::Column::Id.eq(letter))
            .filter(outbox::Column::SentAt.is_null())
            .col_expr(outbox::Column::LeaseUntil, Expr::value(Option::<i64>::None));
        let tx = self.store.begin().await?;
        let noted = note(update).exec(&tx).await?;
        let row = outbox::Entity::find_by_id(letter).one(&tx).await?;
        if let (Some(row), 1) = (&row, noted.rows_affected) {
            if what == Noted::Sent {
                reminder::follow(&tx, self.now(), row).await?;
            }
            tell_members(&tx, row, what).await?;
        }
        tx.commit().await?;
        if let Some(ticket) = row.and_then(|row| row.ticket_id) {
            self.tell(&[Change::Internal(TicketId(ticket))]).await;
        }
        Ok(())
    }
}

/// What becomes of a letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Noted {
    Sent,
    PutOff,
    GivenUp,
}

/// Among an access group's members it is shown whom an invitation did not reach. A newer one is what counts: the one before
/// it is void, and says nothing about whom it was to reach.
async fn tell_members(tx: &impl ConnectionTrait, row: &outbox::Model, what: Noted) -> Outcome<()> {
    let (Some(portal), Some(contact), true) = (row.portal_id, row.contact_id, row.letter == LetterKind::Invitation.word()) else {
        return Ok(());
    };
    let newer = outbox::Entity::find()
        .filter(outbox::Column::ContactId.eq(contact))
        .filter(outbox::Column::PortalId.eq(portal))
        .filter(outbox::Column::Letter.eq(LetterKind::Invitation.word()))
        .filter(outbox::Column::Id.gt(row.id))
        .one(tx)
        .await?;
    match (newer, what) {
        (None, Noted::Sent) => access::note_delivery(tx, PortalId(portal), ContactId(contact), true).await,
        (None, Noted::GivenUp) => access::note_delivery(tx, PortalId(portal), ContactId(contact), false).await,
        _ => Ok(()),
    }
}

fn words(problem: &MailProblem) -> Outcome<String> {
    serde_json::to_string(problem).map_err(|error| Failure::internal(error.to_string()))
}

/// When it was first to be sent.
pub(crate) fn due_at(row: &outbox::Model) -> i64 {
    row.due_at.unwrap_or(row.created_at)
}

/// What a row says is wrong.
pub(super) fn problem_of(row: &outbox::Model) -> Option<MailProblem> {
    row.last_error.as_deref().and_then(|text| serde_json::from_str(text).ok())
}

/// After this many attempts; `spread` is around 1.
fn wait_after(attempts: u32, spread: f64) -> i64 {
    let doubled = FIRST_WAIT.saturating_mul(1_i64.checked_shl(attempts.saturating_sub(1).min(20)).unwrap_or(i64::MAX));
    (doubled.min(LONGEST_WAIT) as f64 * spread) as i64
}

/// Tries again at once, whatever it waits for or was given up for, as if it had just been caused: what was too old is new
/// again. Not once it is sent, nor while it is held.
pub(super) async fn try_now(tx: &impl ConnectionTrait, now: Timestamp, letter: i64) -> Outcome<()> {
    let tried = outbox::Entity::update_many()
        .filter(outbox::Column::Id.eq(letter))
        .filter(outbox::Column::SentAt.is_null())
        .filter(outbox::Column::Held.eq(false))
        .col_expr(outbox::Column::NextAttemptAt, Expr::value(now.0))
        .col_expr(outbox::Column::DueAt, Expr::value(now.0))
        .col_expr(outbox::Column::FailedAt, Expr::value(Option::<i64>::None))
        .exec(tx)
        .await?;
    if tried.rows_affected == 1 { Ok(()) } else { Err(Fault::Refused(model::Refusal::Stale).into()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_at_an_hour() {
        let minutes = |attempt| wait_after(attempt, 1.0) / 1000;
        assert_eq!([1, 2, 3, 7, 8, 200].map(minutes), [30, 60, 120, 1920, 3600, 3600]);
        assert_eq!(wait_after(1, 0.8), 24_000);
    }
}
