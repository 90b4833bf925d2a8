//! The customer's list, a page at a time. The export and the search are the same statement.

use std::collections::{BTreeSet, HashMap};

use model::pages::ROWS;
use model::tickets::{LastMessage, ListView, Priority, Side, SortBy, Tab, TicketList, TicketRow};
use model::{ContactId, TicketId, Timestamp};
use sea_orm::sea_query::{Alias, CaseStatement, Expr, ExprTrait, Order, Query as Select, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoSimpleExpr, QueryFilter};
use serde::{Deserialize, Serialize};

use super::access;
use super::descriptions::beginnings;
use super::found;
use super::names::{Names, title};
use super::reader::{author, is_unread, read_by, requester};
use super::stages::Stages;
use crate::cursor;
use crate::desks::ContactDesk;
use crate::failure::Outcome;
use crate::markdown;
use crate::search;
use crate::tables::{companies, messages, tickets};
use crate::viewer::Viewer;

/// Characters of the last message in a row.
pub const EXCERPT: usize = 140;

/// What a row is made from: no content, which may be long.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: i64,
    pub subject: String,
    pub subject_key: String,
    pub stage_id: i64,
    pub priority: Option<String>,
    pub created_by_id: Option<i64>,
    pub last_message_id: Option<i64>,
    pub properties: String,
    pub created_at: i64,
    pub last_activity_at: i64,
}

/// What a cursor names of the column that the list is sorted by.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(untagged)]
enum Key {
    Number(i64),
    Text(String),
}

/// One view of the list, ready to be asked for pages.
pub struct Listing {
    viewer: Viewer,
    view: ListView,
    pub stages: Stages,
    pub company: Option<companies::Model>,
    query: Option<search::Query>,
    /// What the search found, where the texts were few enough to read through.
    sources: Option<found::Sources>,
    scope: Vec<String>,
}

impl Listing {
    pub async fn of(desk: &ContactDesk, view: &ListView) -> Outcome<Self> {
        let (reader, viewer) = (desk.portico.store.reader(), desk.viewer());
        let company = access::shared_company(reader, &viewer).await?;
        let shared = company.as_ref().filter(|_| view.tab == Tab::Organization).map(|company| company.id);
        let query = search::Query::parse(&view.search);
        let sources = match &query {
            Some(query) => found::among_few(reader, &viewer, view.tab, query).await?,
            None => None,
        };
        Ok(Self {
            viewer,
            view: view.clone(),
            stages: Stages::load(reader).await?,
            scope: search::scope_of(&[desk.contact.id], &shared.map_or(Vec::new(), |company| vec![company])),
            company,
            query,
            sources,
        })
    }

    /// The rows after a cursor, with the cursor of what follows them.
    pub async fn page(
        &self,
        connection: &impl ConnectionTrait,
        after: Option<&str>,
        rows: u64,
    ) -> Outcome<(Vec<Row>, Option<String>)> {
        let is_sqlite = connection.get_database_backend() == sea_orm::DbBackend::Sqlite;
        let Some(statement) = self.statement(is_sqlite, after, rows + 1) else {
            return Ok((Vec::new(), None));
        };
        let statement = connection.get_database_backend().build(&statement);
        let mut page = Row::find_by_statement(statement).all(connection).await?;
        let more = page.len() as u64 > rows;
        page.truncate(usize::try_from(rows).unwrap_or(usize::MAX));
        let next = page.last().filter(|_| more).and_then(|last| cursor::after(&self.key_of(last), last.id));
        Ok((page, next))
    }

    /// Read from the ids that the contact sees, or that the search found, and never from all tickets: a `CROSS JOIN`
    /// is SQLite's word for "in this order". `None`: nothing can be found.
    pub fn statement(&self, is_sqlite: bool, after: Option<&str>, limit: u64) -> Option<SelectStatement> {
        use tickets::Column as C;
        let (ids, seen) = (access::ids_visible_to(&self.viewer, self.view.tab)?, self.seen());
        let from = match (&self.query, &self.sources) {
            (Some(query), Some(sources)) => these(sources.keys().copied().chain(query.ticket().map(|ticket| ticket.0)))?,
            (Some(query), None) => query.tickets(is_sqlite, Some(&self.scope))?,
            (None, _) => ids,
        };
        let from_ids = Alias::new("ids");
        let mut select = Select::select();
        for column in [
            C::Id,
            C::Subject,
            C::SubjectKey,
            C::StageId,
            C::Priority,
            C::CreatedById,
            C::LastMessageId,
            C::Properties,
            C::CreatedAt,
            C::LastActivityAt,
        ] {
            select.column((tickets::Entity, column));
        }
        let is_it = Expr::col((tickets::Entity, C::Id)).equals((from_ids.clone(), Alias::new("ticket_id")));
        select.from_subquery(from, from_ids).cross_join(tickets::Entity).and_where(is_it);
        select.cond_where(self.filters(seen));
        let order = if self.view.ascending { Order::Asc } else { Order::Desc };
        if let Some(beyond) = after.and_then(|after| self.beyond(after)) {
            select.and_where(beyond);
        }
        select.order_by_expr(self.sort_column(), order.clone());
        select.order_by((tickets::Entity, C::Id), order);
        Some(select.limit(limit).to_owned())
    }

    /// The rows after a cursor of this order.
    fn beyond(&self, cursor: &str) -> Option<Expr> {
        let (key, id) = cursor::read::<Key>(cursor).filter(|(key, _)| self.is_sorted_by(key))?;
        let key = match key {
            Key::Number(number) => Expr::value(number),
            Key::Text(text) => Expr::value(text),
        };
        let here = Expr::tuple([self.sort_column(), tickets::Column::Id.into_simple_expr()]);
        let there = Expr::tuple([key, Expr::value(id)]);
        Some(if self.view.ascending { here.gt(there) } else { here.lt(there) })
    }

    fn seen(&self) -> Condition {
        match self.view.tab {
            Tab::Mine => access::own_of(&self.viewer),
            Tab::Organization => access::visible_to(&self.viewer),
        }
    }

    fn filters(&self, seen: Condition) -> Condition {
        let view = &self.view;
        seen.add_option(view.status.and_then(|stage| self.stages.alike(stage)).map(|alike| tickets::Column::StageId.is_in(alike)))
            .add_option(view.open.map(|open| tickets::Column::IsOpen.eq(open)))
            .add_option(view.priority.map(|priority| tickets::Column::Priority.eq(priority.word())))
    }

    fn sort_column(&self) -> Expr {
        let column = match self.view.sort {
            SortBy::LastActivity => tickets::Column::LastActivityAt,
            SortBy::Created => tickets::Column::CreatedAt,
            SortBy::Subject => tickets::Column::SubjectKey,
            SortBy::Id => tickets::Column::Id,
            SortBy::Status => {
                let mut ranks = CaseStatement::new();
                for (stage, rank) in self.stages.ranks() {
                    ranks = ranks.case(tickets::Column::StageId.eq(stage), Expr::value(rank));
                }
                return ranks.finally(Expr::value(i64::MAX)).into();
            }
        };
        column.into_simple_expr()
    }

    fn is_sorted_by(&self, key: &Key) -> bool {
        matches!(key, Key::Text(_)) == (self.view.sort == SortBy::Subject)
    }

    fn key_of(&self, row: &Row) -> Key {
        match self.view.sort {
            SortBy::LastActivity => Key::Number(row.last_activity_at),
            SortBy::Created => Key::Number(row.created_at),
            SortBy::Subject => Key::Text(row.subject_key.clone()),
            SortBy::Id => Key::Number(row.id),
            SortBy::Status => {
                let rank = self.stages.ranks().into_iter().find(|(stage, _)| *stage == row.stage_id);
                Key::Number(rank.map_or(i64::MAX, |(_, rank)| rank))
            }
        }
    }
}

/// Just these ids, of which some may not be there. `None`: there are none.
fn these(ids: impl Iterator<Item = i64>) -> Option<SelectStatement> {
    let ids: BTreeSet<i64> = ids.collect();
    let is_one = (!ids.is_empty()).then(|| tickets::Column::Id.is_in(ids))?;
    let id = Expr::col(tickets::Column::Id);
    Some(Select::select().expr_as(id, "ticket_id").from(tickets::Entity).and_where(is_one).to_owned())
}

/// A page of the list: 25 tickets of the tab that pass the filters and, where something is searched, match; in the order
/// of the column, then of the id. A cursor that is not understood starts from the top. What is not a status, as if it
/// were not there.
pub async fn list(desk: &ContactDesk, view: &ListView) -> Outcome<TicketList> {
    let reader = desk.portico.store.reader();
    let listing = Listing::of(desk, view).await?;
    let (page, next) = listing.page(reader, view.after.as_deref(), ROWS).await?;
    let rows = fill(desk, reader, &listing, page).await?;
    Ok(TicketList { rows, next, statuses: listing.stages.choices(), organization: listing.company.map(|company| company.name) })
}

/// The rows with what stands beside them; a query for each kind of thing, however many rows.
async fn fill(
    desk: &ContactDesk,
    connection: &impl ConnectionTrait,
    listing: &Listing,
    page: Vec<Row>,
) -> Outcome<Vec<TicketRow>> {
    let viewer = desk.viewer();
    let last = last_messages(connection, &viewer, page.iter().filter_map(|row| row.last_message_id)).await?;
    let contacts = page.iter().map(|row| row.created_by_id).chain(last.values().map(|message| message.contact_id));
    let names = Names::load(connection, contacts, last.values().map(|message| message.user_id)).await?;
    let ids: Vec<i64> = page.iter().map(|row| row.id).collect();
    let read = read_by(connection, desk.viewer.contact, &ids).await?;
    let found = match &listing.query {
        Some(query) => found::snippets(connection, &viewer, query, listing.sources.as_ref(), Some(&listing.scope), &ids).await?,
        None => HashMap::new(),
    };
    let unanswered = page.iter().filter(|row| row.last_message_id.is_none()).map(|row| row.id);
    let descriptions = beginnings(connection, unanswered).await?;
    let mut rows = Vec::with_capacity(page.len());
    for row in page {
        let message = row.last_message_id.and_then(|id| last.get(&id));
        let requester = requester(&names, row.created_by_id, &row.properties);
        let description = descriptions.get(&row.id).filter(|text| !text.trim().is_empty());
        let filed = description.map(|text| filed_with(text, requester.clone(), row.created_by_id == Some(desk.viewer.contact.0)));
        rows.push(TicketRow {
            id: TicketId(row.id),
            status: listing.stages.status(row.stage_id)?,
            priority: row.priority.as_deref().and_then(Priority::parse),
            created_at: Timestamp(row.created_at),
            last_activity_at: Timestamp(row.last_activity_at),
            requester,
            last_message: message.map(|message| last_message(message, &names, desk.viewer.contact)).or(filed),
            unread: message.is_some_and(|message| is_unread(message, read.get(&row.id).copied())),
            found: found.get(&row.id).cloned(),
            subject: title(row.id, &row.subject),
        });
    }
    Ok(rows)
}

async fn last_messages(
    connection: &impl ConnectionTrait,
    viewer: &Viewer,
    ids: impl Iterator<Item = i64>,
) -> Outcome<HashMap<i64, messages::Model>> {
    let ids: Vec<i64> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = messages::Entity::find()
        .filter(messages::Column::Id.is_in(ids))
        .filter(messages::Column::Kind.eq("MESSAGE"))
        .filter(access::messages_visible_to(viewer))
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|message| (message.id, message)).collect())
}

/// What a ticket was filed with, where nothing has been written on it since.
fn filed_with(description: &str, requester: Option<String>, by_reader: bool) -> LastMessage {
    let side = if by_reader { Side::You } else { Side::Colleague };
    LastMessage { author: requester.unwrap_or_default(), side, excerpt: markdown::excerpt(description, EXCERPT) }
}

fn last_message(message: &messages::Model, names: &Names, reader: ContactId) -> LastMessage {
    let (author, side) = author(message, names, reader);
    LastMessage { author, side, excerpt: markdown::excerpt(&message.text, EXCERPT) }
}
