//! The queue: a view of all tickets, newest activity first, with exact counts.

use std::collections::HashMap;

use model::helpdesk::{Queue, QueueCounts, QueueQuery, QueueRow, QueueView};
use model::pages::ROWS;
use model::tickets::Turn;
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, IntoSimpleExpr, QuerySelect};

use super::rows::{self, Row};
use crate::crm::desk::cells;
use crate::crm::{ObjectType, holding};
use crate::cursor;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::search;
use crate::tables::{ticket_counts, tickets};
use crate::tickets::stages::{parse_turn, turn_word};
use crate::tickets::{access, found};

/// A page of 25 tickets of a view, those that match where something is searched. Every view is one range of one index,
/// and the counts are kept by the database, so a page takes the same time however many tickets there are.
pub async fn queue(desk: &UserDesk, query: &QueueQuery) -> Outcome<Queue> {
    let reader = desk.portico.store.reader();
    let counts = counts(reader, desk.user.id).await?;
    let search = search::Query::parse(&query.search);
    let Some(statement) = statement(desk, query, search.as_ref(), ROWS + 1).await? else {
        return Ok(Queue { rows: Vec::new(), next: None, counts });
    };
    let mut page = Row::find_by_statement(reader.get_database_backend().build(&statement)).all(reader).await?;
    let more = page.len() as u64 > ROWS;
    page.truncate(ROWS as usize);
    let next = page.last().filter(|_| more).and_then(|last| cursor::after(&last.last_activity_at, last.id));
    let found = match &search {
        Some(search) => {
            let ids: Vec<i64> = page.iter().map(|row| row.id).collect();
            found::snippets(reader, &desk.viewer(), search, None, None, &ids).await?
        }
        None => HashMap::new(),
    };
    let mut rows = rows::fill(reader, page, &found).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let mut cells = cells(reader, ObjectType::Tickets, &ids, &query.columns).await?;
    rows.iter_mut().for_each(|row| row.values = cells.remove(&row.id.0).unwrap_or_default());
    Ok(Queue { rows, next, counts })
}

/// Tickets of a view behind those of a page that ended with a cursor, with the cursor of the next: for who reads all of them.
pub async fn following(desk: &UserDesk, query: &QueueQuery, limit: u64) -> Outcome<(Vec<QueueRow>, Option<String>)> {
    let reader = desk.portico.store.reader();
    let search = search::Query::parse(&query.search);
    let Some(statement) = statement(desk, query, search.as_ref(), limit + 1).await? else { return Ok((Vec::new(), None)) };
    let mut page = Row::find_by_statement(reader.get_database_backend().build(&statement)).all(reader).await?;
    let more = page.len() as u64 > limit;
    page.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = page.last().filter(|_| more).and_then(|last| cursor::after(&last.last_activity_at, last.id));
    Ok((rows::fill(reader, page, &HashMap::new()).await?, next))
}

/// `None`: nothing can be found.
async fn statement(
    desk: &UserDesk,
    query: &QueueQuery,
    search: Option<&search::Query>,
    limit: u64,
) -> Outcome<Option<SelectStatement>> {
    let mut select = rows::select();
    match search {
        Some(search) => {
            let Some(found) = search.tickets(desk.portico.store.is_sqlite(), None) else { return Ok(None) };
            rows::from_ids(&mut select, found);
        }
        None => {
            select.from(tickets::Entity);
        }
    }
    select.cond_where(access::visible_to(&desk.viewer())).cond_where(within(query.view, desk.user.id));
    if let Some(holds) = holding(desk.portico.store.reader(), ObjectType::Tickets, &query.conditions).await? {
        select.and_where(holds);
    }
    if let Some((activity, id)) = query.after.as_deref().and_then(cursor::read::<i64>) {
        let here = Expr::tuple([tickets::Column::LastActivityAt.into_simple_expr(), tickets::Column::Id.into_simple_expr()]);
        select.and_where(here.lt(Expr::tuple([Expr::value(activity), Expr::value(id)])));
    }
    Ok(Some(select.limit(limit).to_owned()))
}

fn within(view: QueueView, user: i64) -> Condition {
    use tickets::Column as C;
    let all = Condition::all();
    match view {
        QueueView::Open => all.add(C::IsOpen.eq(true)),
        QueueView::Mine => all.add(C::OwnerId.eq(user)).add(C::IsOpen.eq(true)),
        QueueView::Unassigned => all.add(C::OwnerId.is_null()).add(C::IsOpen.eq(true)),
        QueueView::WaitingOnUs => all.add(C::Turn.eq(turn_word(Turn::Us))),
        QueueView::Closed => all.add(C::IsOpen.eq(false)),
    }
}

/// Sums the few rows that the database keeps for each owner.
async fn counts(connection: &impl ConnectionTrait, user: i64) -> Outcome<QueueCounts> {
    use ticket_counts::Column as C;
    let kept: Vec<(i64, String, i64)> = ticket_counts::Entity::find()
        .select_only()
        .columns([C::OwnerId, C::Turn])
        .expr(Expr::col(C::Tickets).sum().cast_as("BIGINT"))
        .group_by(C::OwnerId)
        .group_by(C::Turn)
        .into_tuple()
        .all(connection)
        .await?;
    let mut counts = QueueCounts::default();
    for (owner, turn, tickets) in kept {
        let tickets = u64::try_from(tickets).unwrap_or(0);
        let turn = parse_turn(&turn);
        if turn.is_open() {
            counts.open += tickets;
            counts.mine += if owner == user { tickets } else { 0 };
            counts.unassigned += if owner == 0 { tickets } else { 0 };
            counts.waiting_on_us += if turn == Turn::Us { tickets } else { 0 };
        } else {
            counts.closed += tickets;
        }
    }
    Ok(counts)
}
