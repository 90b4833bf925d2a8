//! Words that were typed, looked for in the main properties of a kind.
//!
//! Tickets are found by their subject and description as the desk finds them (all words, the last at least as a beginning)
//! and by their number. Contacts and companies are found where each word stands in one of their main properties, in its
//! midst too: this reads them all.

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query as Select};
use sea_orm::{ColumnTrait, DbBackend};

use super::Dialect;
use super::columns::{like, like_literal, lower};
use crate::crm::object_types::ObjectType;
use crate::search;
use crate::tables::search_documents;

/// Of a long query the first words are looked at.
const WORDS_MAX: usize = 12;

/// Columns, and properties that have none.
fn places(object_type: ObjectType) -> (&'static [&'static str], &'static [&'static str]) {
    match object_type {
        ObjectType::Contacts => (&["email", "first_name", "last_name", "phone"], &["company", "hs_additional_emails"]),
        ObjectType::Companies => (&["name", "domain", "phone"], &["website"]),
        ObjectType::Notes => (&["text"], &[]),
        ObjectType::Tickets => (&[], &[]),
    }
}

pub fn condition(dialect: Dialect<'_>, text: &str) -> Expr {
    if dialect.object_type == ObjectType::Tickets {
        return tickets(dialect, text);
    }
    text.split_whitespace().take(WORDS_MAX).fold(Expr::value(true), |all, word| all.and(somewhere(dialect, word)))
}

fn tickets(dialect: Dialect<'_>, text: &str) -> Expr {
    let Some(query) = search::Query::parse(text) else {
        return Expr::value(true);
    };
    let by_words = query.all_documents(dialect.backend == DbBackend::Sqlite).map(|documents| {
        use search_documents::Column as C;
        let tickets = Select::select()
            .column(C::TicketId)
            .from(search_documents::Entity)
            .and_where(C::Id.in_subquery(documents))
            .and_where(C::MessageId.is_null())
            .to_owned();
        dialect.own("id").in_subquery(tickets)
    });
    let by_id = query.ticket().map(|ticket| dialect.own("id").eq(ticket.0));
    match (by_words, by_id) {
        (Some(by_words), Some(by_id)) => by_words.or(by_id),
        (by_words, by_id) => by_words.or(by_id).unwrap_or_else(|| Expr::value(false)),
    }
}

fn somewhere(dialect: Dialect<'_>, word: &str) -> Expr {
    let (columns, properties) = places(dialect.object_type);
    let pattern = format!("%{}%", like_literal(word));
    let values = Alias::new("property_values");
    let col = |name: &'static str| Expr::col((values.clone(), Alias::new(name)));
    let with_value = Select::select()
        .column((values.clone(), Alias::new("record_id")))
        .from(values.clone())
        .and_where(col("object_type").eq(dialect.object_type.word()))
        .and_where(col("property").is_in(properties.iter().copied()))
        .and_where(like(dialect, col("text_key"), Expr::value(pattern.to_lowercase())))
        .to_owned();
    columns.iter().fold(dialect.own("id").in_subquery(with_value), |any, column| {
        let text = Func::coalesce([dialect.own(column), Expr::value("")]).into();
        any.or(like(dialect, lower(dialect, text), lower(dialect, Expr::value(pattern.clone()))))
    })
}
