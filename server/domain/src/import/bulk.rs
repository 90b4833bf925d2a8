//! Writing many rows at once: statements of hundreds of rows, with ids taken beforehand. Import, demo and filing share it.

use model::Timestamp;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, Statement, Value};

use super::told;
use super::traces::At;
use crate::crm::ObjectType;
use crate::failure::{Failure, Outcome};
use crate::keys::fold_key;
use crate::search::{self, NewDocument, scope_of, ticket_text};

/// Bound values in one statement; SQLite takes 32,766.
const VALUES_MAX: usize = 8_000;

/// Rows of one table, to be inserted together.
pub(crate) struct Rows {
    table: &'static str,
    /// Separated by commas.
    columns: &'static str,
    width: usize,
    values: Vec<Value>,
    /// What stands behind the rows, such as `ON CONFLICT DO NOTHING`.
    ending: &'static str,
}

impl Rows {
    pub fn of(table: &'static str, columns: &'static str) -> Self {
        Self { table, columns, width: columns.split(',').count(), values: Vec::new(), ending: "" }
    }

    pub fn ending(mut self, ending: &'static str) -> Self {
        self.ending = ending;
        self
    }

    pub fn push<const N: usize>(&mut self, row: [Value; N]) {
        debug_assert_eq!(N, self.width);
        self.values.extend(row);
    }

    pub async fn insert(self, tx: &impl ConnectionTrait) -> Outcome<()> {
        self.insert_and_count(tx).await?;
        Ok(())
    }

    /// Answers how many rows there are more: with an ending that leaves some out, fewer than were pushed.
    pub async fn insert_and_count(self, tx: &impl ConnectionTrait) -> Outcome<u64> {
        let width = self.width;
        let backend = tx.get_database_backend();
        let mut values = self.values.into_iter();
        let mut inserted = 0;
        while values.len() > 0 {
            let rows = (values.len() / width).min(VALUES_MAX / width);
            let places = places(backend, rows, width);
            let sql = format!("INSERT INTO {} ({}) VALUES {places} {}", self.table, self.columns, self.ending);
            let chunk: Vec<Value> = values.by_ref().take(rows * width).collect();
            inserted += tx.execute_raw(Statement::from_sql_and_values(backend, sql, chunk)).await?.rows_affected();
        }
        Ok(inserted)
    }
}

/// `(?, ?), (?, ?)`, or with numbers on PostgreSQL.
pub(crate) fn places(backend: DbBackend, rows: usize, width: usize) -> String {
    let mut places = String::with_capacity(rows * width * 4);
    for row in 0..rows {
        places.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..width {
            if column > 0 {
                places.push(',');
            }
            match backend {
                DbBackend::Postgres => places.push_str(&format!("${}", row * width + column + 1)),
                _ => places.push('?'),
            }
        }
        places.push(')');
    }
    places
}

/// Ids that nothing else will get. On SQLite this transaction is the only one that writes, and inserting under an id
/// moves the table's counter there; on PostgreSQL they are drawn from the table's sequence.
pub(crate) async fn reserve(tx: &DatabaseTransaction, table: &'static str, count: usize) -> Outcome<Vec<i64>> {
    if count == 0 {
        return Ok(Vec::new());
    }
    let wanted = i64::try_from(count).map_err(|error| Failure::internal(error.to_string()))?;
    if tx.get_database_backend() == DbBackend::Sqlite {
        let sql = "SELECT seq FROM sqlite_sequence WHERE name = ?";
        let row = tx.query_one_raw(Statement::from_sql_and_values(DbBackend::Sqlite, sql, [table.into()])).await?;
        let last: i64 = row.map_or(Ok(0), |row| row.try_get_by_index(0))?;
        return Ok((last + 1..=last + wanted).collect());
    }
    let sql = "SELECT nextval(pg_get_serial_sequence($1, 'id')) FROM generate_series(1::BIGINT, $2)";
    let rows = tx.query_all_raw(Statement::from_sql_and_values(DbBackend::Postgres, sql, [table.into(), wanted.into()])).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// A ticket with everything that belongs to it.
#[derive(Debug)]
pub(crate) struct WholeTicket {
    pub subject: String,
    pub content: String,
    pub pipeline: i64,
    pub stage: i64,
    /// As the stage says it.
    pub turn: String,
    pub priority: Option<&'static str>,
    pub category: Option<String>,
    pub source: &'static str,
    pub owner: Option<i64>,
    pub requester: Option<i64>,
    pub inbox: Option<i64>,
    pub properties: String,
    pub external_key: Option<String>,
    pub created: Timestamp,
    pub last_activity: Timestamp,
    pub closed: Option<Timestamp>,
    pub contacts: Vec<i64>,
    /// The first is the primary one.
    pub companies: Vec<i64>,
    /// After the description, which is the ticket's own; oldest first.
    pub messages: Vec<WholeMessage>,
    /// Its contacts have seen the last message.
    pub read: bool,
}

#[derive(Debug, Default)]
pub(crate) struct WholeMessage {
    pub kind: &'static str,
    pub direction: Option<&'static str>,
    pub contact: Option<i64>,
    pub user: Option<i64>,
    pub author_name: Option<String>,
    pub text: String,
    /// Of an event, as stored.
    pub event: Option<String>,
    pub key: Option<String>,
    pub at: Timestamp,
}

/// Inserts tickets with messages and associations, and puts them into the search index. Answers their ids.
pub(crate) async fn insert_tickets(tx: &DatabaseTransaction, tickets: Vec<WholeTicket>, at: At) -> Outcome<Vec<i64>> {
    let ids = reserve(tx, "tickets", tickets.len()).await?;
    let messages = reserve(tx, "messages", tickets.iter().map(|ticket| ticket.messages.len()).sum()).await?;
    let mut tables = Tables::default();
    let mut message_ids = messages.into_iter();
    for (ticket, id) in tickets.into_iter().zip(&ids) {
        tables.take(ticket, *id, &mut message_ids, at.now);
    }
    tables.insert(tx).await?;
    told::made(tx, ObjectType::Tickets, &ids, at).await?;
    Ok(ids)
}

/// The rows of whole tickets, a list for each table.
struct Tables {
    tickets: Rows,
    messages: Rows,
    contacts: Rows,
    companies: Rows,
    reads: Rows,
    documents: Vec<NewDocument>,
}

impl Default for Tables {
    fn default() -> Self {
        const TICKET: &str = "id, subject_key, subject, content, pipeline_id, stage_id, is_open, turn, priority, category, source, \
            owner_id, created_by_id, inbox_id, last_message_id, properties, external_key, created_at, updated_at, \
            last_activity_at, closed_at";
        const MESSAGE: &str = "id, ticket_id, kind, direction, contact_id, user_id, author_name, text, event, submission_key, \
            created_at";
        Self {
            tickets: Rows::of("tickets", TICKET),
            messages: Rows::of("messages", MESSAGE),
            contacts: Rows::of("ticket_contacts", "ticket_id, contact_id"),
            companies: Rows::of("ticket_companies", "ticket_id, company_id, is_primary"),
            reads: Rows::of("ticket_reads", "contact_id, ticket_id, message_id"),
            documents: Vec::new(),
        }
    }
}

impl Tables {
    fn take(&mut self, mut ticket: WholeTicket, id: i64, message_ids: &mut impl Iterator<Item = i64>, now: Timestamp) {
        let scope = scope_of(&ticket.contacts, &ticket.companies);
        let text = ticket_text(&ticket.subject, &ticket.content);
        self.documents.push(NewDocument { ticket_id: id, message_id: None, text, scope: scope.clone() });
        for (number, company) in ticket.companies.iter().enumerate() {
            self.companies.push([id.into(), (*company).into(), (number == 0).into()]);
        }
        let mut last_message = None;
        for (message, message_id) in std::mem::take(&mut ticket.messages).into_iter().zip(message_ids) {
            let visible = message.kind == "MESSAGE";
            last_message = if visible { Some(message_id) } else { last_message };
            if message.kind != "EVENT" {
                let scope = if visible { scope.clone() } else { Vec::new() };
                let text = message.text.clone();
                self.documents.push(NewDocument { ticket_id: id, message_id: Some(message_id), text, scope });
            }
            self.take_message(message, message_id, id);
        }
        for contact in &ticket.contacts {
            self.contacts.push([id.into(), (*contact).into()]);
            if let (Some(message), true) = (last_message, ticket.read) {
                self.reads.push([(*contact).into(), id.into(), message.into()]);
            }
        }
        self.take_ticket(ticket, id, last_message, now);
    }

    fn take_ticket(&mut self, ticket: WholeTicket, id: i64, last_message: Option<i64>, now: Timestamp) {
        self.tickets.push([
            id.into(),
            fold_key(&ticket.subject).into(),
            ticket.subject.into(),
            ticket.content.into(),
            ticket.pipeline.into(),
            ticket.stage.into(),
            (ticket.turn != "CLOSED").into(),
            ticket.turn.into(),
            ticket.priority.into(),
            ticket.category.into(),
            ticket.source.into(),
            ticket.owner.into(),
            ticket.requester.into(),
            ticket.inbox.into(),
            last_message.into(),
            ticket.properties.into(),
            ticket.external_key.into(),
            ticket.created.0.into(),
            now.0.into(),
            ticket.last_activity.0.into(),
            ticket.closed.map(|at| at.0).into(),
        ]);
    }

    fn take_message(&mut self, message: WholeMessage, id: i64, ticket: i64) {
        self.messages.push([
            id.into(),
            ticket.into(),
            message.kind.into(),
            message.direction.into(),
            message.contact.into(),
            message.user.into(),
            message.author_name.into(),
            message.text.into(),
            message.event.into(),
            message.key.into(),
            message.at.0.into(),
        ]);
    }

    async fn insert(self, tx: &DatabaseTransaction) -> Outcome<()> {
        self.tickets.insert(tx).await?;
        self.contacts.insert(tx).await?;
        self.companies.insert(tx).await?;
        self.messages.insert(tx).await?;
        self.reads.insert(tx).await?;
        search::insert(tx, tx.get_database_backend() == DbBackend::Sqlite, &self.documents).await
    }
}
