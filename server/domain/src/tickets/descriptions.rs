//! The beginnings of descriptions, for the lists: a ticket that nobody has written on says what it was filed with.

use std::collections::HashMap;

use sea_orm::sea_query::{Expr, Func, Query as Select};
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult};

use crate::failure::Outcome;
use crate::tables::tickets;

/// Characters that are read of each: enough for a line of plain text, however it is marked up.
const BEGINNING: i32 = 600;

#[derive(FromQueryResult)]
struct Beginning {
    id: i64,
    content: String,
}

/// By ticket. The caller has found these tickets through the rule.
pub async fn beginnings(connection: &impl ConnectionTrait, ids: impl Iterator<Item = i64>) -> Outcome<HashMap<i64, String>> {
    let ids: Vec<i64> = ids.collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let beginning = Func::cust("substr").arg(Expr::col(tickets::Column::Content)).arg(1).arg(BEGINNING);
    let select = Select::select()
        .column(tickets::Column::Id)
        .expr_as(beginning, "content")
        .from(tickets::Entity)
        .and_where(tickets::Column::Id.is_in(ids))
        .to_owned();
    let rows = connection.query_all(&select).await?;
    let rows: Vec<Beginning> = rows.iter().map(|row| Beginning::from_query_result(row, "")).collect::<Result<_, _>>()?;
    Ok(rows.into_iter().map(|row| (row.id, row.content)).collect())
}
