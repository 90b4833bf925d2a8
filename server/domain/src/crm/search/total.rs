//! How many records a search finds. Where a search of tickets asks for nothing but what the database keeps counts by, these
//! are summed; otherwise what is found is counted, which takes time in proportion to it.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{Condition, IdenStatic};

use super::{Dialect, SearchProblem, SearchRequest, condition, filters};
use crate::crm::links::table_of;
use crate::crm::object_types::ObjectType;
use crate::tables::ticket_counts;

/// Properties that tickets are counted by.
const COUNTED: [&str; 4] = ["hs_pipeline", "hs_pipeline_stage", "hs_ticket_priority", "hubspot_owner_id"];

/// Asks for one number, which is NULL where there is nothing to sum.
pub fn statement(dialect: Dialect<'_>, request: &SearchRequest) -> Result<SelectStatement, SearchProblem> {
    if is_counted(dialect.object_type, request) {
        return Ok(summed(filters(dialect, request)?));
    }
    let mut count = super::select(dialect, condition(dialect, request)?);
    count.expr(Func::count(Expr::cust("*")));
    Ok(count)
}

fn is_counted(object_type: ObjectType, request: &SearchRequest) -> bool {
    let has_words = request.query.as_deref().is_some_and(|words| !words.trim().is_empty());
    let mut properties = request.groups.iter().flatten().map(|filter| filter.property.as_str());
    object_type == ObjectType::Tickets && !has_words && properties.all(|property| COUNTED.contains(&property))
}

/// The counts under the name and with the columns of the tickets that they count, so that what is true of tickets is said of
/// them in the same words.
fn summed(filters: Condition) -> SelectStatement {
    let column = |name: &'static str| Expr::col(Alias::new(name));
    let or_none = |name: &'static str, none: Expr| Expr::from(Func::cust("NULLIF").args([column(name), none]));
    let mut counts = Query::select();
    counts
        .columns(["pipeline_id", "stage_id", "tickets"].map(Alias::new))
        .expr_as(or_none("owner_id", Expr::value(0)), "owner_id")
        .expr_as(or_none("priority", Expr::value("")), "priority")
        .from(Alias::new(ticket_counts::Entity.as_str()));
    let tickets = Alias::new(table_of(ObjectType::Tickets));
    let total = Expr::col((tickets.clone(), Alias::new("tickets"))).sum().cast_as("BIGINT");
    Query::select().expr(total).from_subquery(counts.to_owned(), tickets).cond_where(filters).to_owned()
}
