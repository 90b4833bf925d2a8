//! The outbox as administrators see it.

use std::collections::HashMap;

use async_trait::async_trait;
use model::mail::{
    ContactMail, LetterKind, LetterRow, LetterState, MailDesk, MailProblem, MailServerFields, MailSettings, MailTest,
    Notification, Outbox, OutboxView, TicketLetter,
};
use model::people::Role;
use model::{ContactId, Fault, LetterId, MessageId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect};

use super::accounts;
use super::due::{problem_of, try_now};
use super::{notifications, server};
use crate::audit::Entry;
use crate::contacts::display_name;
use crate::cursor;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::tables::{contacts, outbox, users};

const PAGE: u64 = 50;
/// Letters that are looked at for a ticket's page.
const TICKET_LETTERS: u64 = 1000;
/// Failures that are still of interest.
const RECENT: i64 = 7 * Timestamp::DAY;

async fn page(desk: &UserDesk, view: OutboxView, after: Option<&str>) -> Outcome<Outbox> {
    desk.require(Role::Admin)?;
    let reader = desk.portico.store.reader();
    let mut rows = outbox::Entity::find()
        .order_by_desc(outbox::Column::CreatedAt)
        .order_by_desc(outbox::Column::Id)
        .filter(of_view(view))
        .filter(after.and_then(cursor::read::<i64>).map_or(Condition::all(), before))
        .limit(PAGE + 1)
        .all(reader)
        .await?;
    let more = rows.len() as u64 > PAGE;
    rows.truncate(usize::try_from(PAGE).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).and_then(|row| cursor::after(&row.created_at, row.id));
    let waiting = outbox::Entity::find().filter(of_view(OutboxView::Waiting)).count(reader).await?;
    let since = desk.portico.now().0 - RECENT;
    let failed = outbox::Entity::find()
        .filter(outbox::Column::CreatedAt.gte(since))
        .filter(outbox::Column::FailedAt.is_not_null())
        .count(reader)
        .await?;
    let rows = shown(&desk.portico, reader, rows).await?;
    Ok(Outbox { rows, next, waiting, failed, from: desk.portico.mail_from() })
}

/// In the words of the partial indexes, which the planner only then takes.
fn of_view(view: OutboxView) -> Condition {
    let open = Condition::all().add(outbox::Column::SentAt.is_null()).add(outbox::Column::FailedAt.is_null());
    match view {
        OutboxView::All => Condition::all(),
        OutboxView::Waiting => open.add(Expr::cust("held = FALSE")),
        OutboxView::GivenUp => Condition::all().add(outbox::Column::FailedAt.is_not_null()),
        OutboxView::Held => open.add(Expr::cust("held = TRUE")),
    }
}

fn before((created_at, id): (i64, i64)) -> Condition {
    let same = Condition::all().add(outbox::Column::CreatedAt.eq(created_at)).add(outbox::Column::Id.lt(id));
    Condition::any().add(outbox::Column::CreatedAt.lt(created_at)).add(same)
}

pub async fn shown(portico: &Portico, connection: &impl ConnectionTrait, rows: Vec<outbox::Model>) -> Outcome<Vec<LetterRow>> {
    let ids = |of: fn(&outbox::Model) -> Option<i64>| rows.iter().filter_map(of).collect::<Vec<_>>();
    let people = contacts::Entity::find().filter(contacts::Column::Id.is_in(ids(|row| row.contact_id))).all(connection).await?;
    let staff = users::Entity::find().filter(users::Column::Id.is_in(ids(|row| row.user_id))).all(connection).await?;
    let mut elsewhere = HashMap::new();
    for row in &rows {
        if let Some(address) = accounts::address(connection, row).await? {
            elsewhere.insert(row.id, address);
        }
    }
    let address = |row: &outbox::Model| match (row.user_id, row.contact_id) {
        _ if elsewhere.contains_key(&row.id) => elsewhere.get(&row.id).cloned(),
        (Some(user), _) => staff.iter().find(|found| found.id == user).map(|found| found.email.clone()),
        (None, contact) => people.iter().find(|found| Some(found.id) == contact).and_then(|found| found.email.clone()),
    };
    let line = |row: &outbox::Model| LetterRow {
        id: LetterId(row.id),
        kind: LetterKind::parse(&row.letter),
        to: address(row),
        created_at: Timestamp(row.created_at),
        attempts: u32::try_from(row.attempts).unwrap_or(u32::MAX),
        state: state_of(portico, row),
    };
    Ok(rows.iter().map(line).collect())
}

/// The letters that a ticket's messages caused to customers, by message and recipient.
pub async fn of_ticket(portico: &Portico, connection: &impl ConnectionTrait, ticket: i64) -> Outcome<Vec<TicketLetter>> {
    let told = [LetterKind::AgentReplied, LetterKind::TicketReceived].map(LetterKind::word);
    let rows = outbox::Entity::find()
        .filter(outbox::Column::TicketId.eq(ticket))
        .filter(outbox::Column::ContactId.is_not_null())
        .filter(outbox::Column::Letter.is_in(told))
        .order_by_desc(outbox::Column::Id)
        .limit(TICKET_LETTERS)
        .all(connection)
        .await?;
    // Most tickets have none, and are not to ask for nobody's names.
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids = rows.iter().filter_map(|row| row.contact_id);
    let people = contacts::Entity::find().filter(contacts::Column::Id.is_in(ids)).all(connection).await?;
    let name = |row: &outbox::Model| people.iter().find(|contact| Some(contact.id) == row.contact_id).map(display_name);
    let line = |row: &outbox::Model| TicketLetter {
        id: LetterId(row.id),
        message: MessageId(row.message_id.unwrap_or_default()),
        to: name(row).unwrap_or_default(),
        state: state_of(portico, row),
    };
    Ok(rows.iter().rev().map(line).collect())
}

/// Where a letter stands.
fn state_of(portico: &Portico, row: &outbox::Model) -> LetterState {
    match (row.sent_at, row.failed_at, row.held) {
        (Some(at), _, _) => LetterState::Sent(Timestamp(at)),
        (None, Some(at), _) => {
            LetterState::Failed { problem: problem_of(row).unwrap_or(MailProblem::NotAllowed), at: Timestamp(at) }
        }
        (None, None, true) => LetterState::Held,
        (None, None, false) => LetterState::Waiting {
            problem: if portico.mails() { problem_of(row) } else { Some(MailProblem::NotSetUp) },
            next: Timestamp(row.next_attempt_at),
        },
    }
}

async fn retry(desk: &UserDesk, letter: LetterId) -> Outcome<()> {
    desk.require(Role::Admin)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    try_now(&tx, now, letter.0).await?;
    Entry::new(&desk.viewer, "letter_retried", format!("letter:{letter}")).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}

#[async_trait]
impl MailDesk for UserDesk {
    async fn outbox(&self, view: OutboxView, after: Option<&str>) -> Result<Outbox, Fault> {
        page(self, view, after).await.map_err(Failure::into_fault)
    }

    async fn retry_letter(&self, letter: LetterId) -> Result<(), Fault> {
        retry(self, letter).await.map_err(Failure::into_fault)
    }

    async fn mail_settings(&self) -> Result<MailSettings, Fault> {
        server::settings(self).await.map_err(Failure::into_fault)
    }

    async fn save_mail_server(&self, fields: &MailServerFields) -> Result<(), Fault> {
        server::save(self, fields).await.map_err(Failure::into_fault)
    }

    async fn remove_mail_server(&self) -> Result<(), Fault> {
        server::remove(self).await.map_err(Failure::into_fault)
    }

    async fn test_mail(&self) -> Result<MailTest, Fault> {
        server::test(self).await.map_err(Failure::into_fault)
    }

    async fn contact_mail(&self, contact: ContactId) -> Result<ContactMail, Fault> {
        notifications::of_contact(self, contact).await.map_err(Failure::into_fault)
    }

    async fn set_contact_notifications_off(&self, contact: ContactId, off: &[Notification]) -> Result<(), Fault> {
        notifications::set_for(self, contact, off).await.map_err(Failure::into_fault)
    }
}
