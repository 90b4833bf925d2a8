//! Rows of tickets as staff see them, in the queue and on the pages of contacts and companies.

use std::collections::HashMap;

use model::helpdesk::QueueRow;
use model::tickets::{Priority, Snippet};
use model::{CompanyId, ContactId, TicketId, Timestamp};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Order, Query as Select, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use crate::failure::Outcome;
use crate::markdown;
use crate::tables::{companies, messages, ticket_companies, ticket_contacts, tickets};
use crate::tickets::access;
use crate::tickets::descriptions::beginnings;
use crate::tickets::names::{Names, imported_requester, title};
use crate::tickets::stages::{Stages, parse_turn};
use crate::viewer::Viewer;

/// Tickets on the page of a contact or a company.
const LATEST: u64 = 25;
const EXCERPT: usize = 140;

/// What a row is made from: no content, which may be long.
#[derive(Clone, Debug, FromQueryResult)]
pub struct Row {
    pub id: i64,
    pub subject: String,
    pub stage_id: i64,
    pub turn: String,
    pub priority: Option<String>,
    pub owner_id: Option<i64>,
    pub created_by_id: Option<i64>,
    pub last_message_id: Option<i64>,
    pub properties: String,
    pub last_activity_at: i64,
}

/// `SELECT` of the columns of a row, newest activity first.
pub fn select() -> SelectStatement {
    use tickets::Column as C;
    let mut select = Select::select();
    for column in [
        C::Id,
        C::Subject,
        C::StageId,
        C::Turn,
        C::Priority,
        C::OwnerId,
        C::CreatedById,
        C::LastMessageId,
        C::Properties,
        C::LastActivityAt,
    ] {
        select.column((tickets::Entity, column));
    }
    select.order_by((tickets::Entity, C::LastActivityAt), Order::Desc).order_by((tickets::Entity, C::Id), Order::Desc).to_owned()
}

/// Reads from these ids (column `ticket_id`) and never from all tickets: a `CROSS JOIN` is SQLite's word for "in this
/// order".
pub fn from_ids(select: &mut SelectStatement, ids: SelectStatement) {
    let from = Alias::new("ids");
    let is_it = Expr::col((tickets::Entity, tickets::Column::Id)).equals((from.clone(), Alias::new("ticket_id")));
    select.from_subquery(ids, from).cross_join(tickets::Entity).and_where(is_it);
}

/// The rows with what stands beside them; a query for each kind of thing, however many rows.
pub async fn fill(connection: &impl ConnectionTrait, page: Vec<Row>, found: &HashMap<i64, Snippet>) -> Outcome<Vec<QueueRow>> {
    let stages = Stages::load(connection).await?;
    let ids: Vec<i64> = page.iter().map(|row| row.id).collect();
    let companies = companies_of(connection, &ids).await?;
    let texts = last_texts(connection, page.iter().filter_map(|row| row.last_message_id)).await?;
    let unanswered = page.iter().filter(|row| row.last_message_id.is_none()).map(|row| row.id);
    let descriptions = beginnings(connection, unanswered).await?;
    let contacts = page.iter().map(|row| row.created_by_id);
    let names = Names::load(connection, contacts, page.iter().map(|row| row.owner_id)).await?;
    let mut rows = Vec::with_capacity(page.len());
    for row in page {
        let requester = row.created_by_id.and_then(|contact| names.contact_for_staff(contact));
        rows.push(QueueRow {
            id: TicketId(row.id),
            stage: stages.get(row.stage_id)?.label.clone(),
            turn: parse_turn(&row.turn),
            priority: row.priority.as_deref().and_then(Priority::parse),
            owner: row.owner_id.and_then(|user| names.user(user)),
            requester: requester.or_else(|| imported_requester(&row.properties)),
            company: companies.get(&row.id).cloned(),
            last_activity_at: Timestamp(row.last_activity_at),
            excerpt: row
                .last_message_id
                .and_then(|id| texts.get(&id))
                .or_else(|| descriptions.get(&row.id))
                .map(|text| markdown::excerpt(text, EXCERPT)),
            found: found.get(&row.id).cloned(),
            values: Vec::new(),
            subject: title(row.id, &row.subject),
        });
    }
    Ok(rows)
}

/// Names of the primary companies of these tickets.
async fn companies_of(connection: &impl ConnectionTrait, ids: &[i64]) -> Outcome<HashMap<i64, String>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let primary = ticket_companies::Entity::find()
        .filter(ticket_companies::Column::TicketId.is_in(ids.iter().copied()))
        .filter(ticket_companies::Column::IsPrimary.eq(true))
        .all(connection)
        .await?;
    if primary.is_empty() {
        return Ok(HashMap::new());
    }
    let names: Vec<(i64, String)> = companies::Entity::find()
        .select_only()
        .columns([companies::Column::Id, companies::Column::Name])
        .filter(companies::Column::Id.is_in(primary.iter().map(|row| row.company_id)))
        .into_tuple()
        .all(connection)
        .await?;
    let names: HashMap<i64, String> = names.into_iter().collect();
    Ok(primary.into_iter().filter_map(|row| Some((row.ticket_id, names.get(&row.company_id)?.clone()))).collect())
}

async fn last_texts(connection: &impl ConnectionTrait, ids: impl Iterator<Item = i64>) -> Outcome<HashMap<i64, String>> {
    let ids: Vec<i64> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let texts: Vec<(i64, String)> = messages::Entity::find()
        .select_only()
        .columns([messages::Column::Id, messages::Column::Text])
        .filter(messages::Column::Id.is_in(ids))
        .into_tuple()
        .all(connection)
        .await?;
    Ok(texts.into_iter().collect())
}

/// The latest 25 tickets associated with a contact.
pub async fn latest_of_contact(connection: &impl ConnectionTrait, viewer: &Viewer, contact: ContactId) -> Outcome<Vec<QueueRow>> {
    let ids = Select::select()
        .column(ticket_contacts::Column::TicketId)
        .from(ticket_contacts::Entity)
        .and_where(ticket_contacts::Column::ContactId.eq(contact.0))
        .to_owned();
    latest(connection, viewer, ids).await
}

/// The latest 25 tickets associated with a company.
pub async fn latest_of_company(connection: &impl ConnectionTrait, viewer: &Viewer, company: CompanyId) -> Outcome<Vec<QueueRow>> {
    let ids = Select::select()
        .column(ticket_companies::Column::TicketId)
        .from(ticket_companies::Entity)
        .and_where(ticket_companies::Column::CompanyId.eq(company.0))
        .to_owned();
    latest(connection, viewer, ids).await
}

async fn latest(connection: &impl ConnectionTrait, viewer: &Viewer, ids: SelectStatement) -> Outcome<Vec<QueueRow>> {
    let mut select = select();
    from_ids(&mut select, ids);
    select.cond_where(access::visible_to(viewer)).limit(LATEST);
    let page = Row::find_by_statement(connection.get_database_backend().build(&select)).all(connection).await?;
    fill(connection, page, &HashMap::new()).await
}
