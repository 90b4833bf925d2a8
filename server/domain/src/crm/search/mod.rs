//! Finding live records by their properties, by words, and by what they are associated with.
//!
//! Filters of a group must all be true, and one group must be. Text is compared without regard to case (SQLite knows case
//! of ASCII alone, except where a property has no column), numbers and dates as numbers. What compares with a value is
//! true only of records that have one, the negative operators too (HubSpot's behaviour). The answer is exact at the moment
//! of asking: there is no index that lags behind.

mod associations;
mod columns;
mod filter;
mod lists;
mod query;
mod tokens;
mod total;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, NullOrdering, Order, Query, SelectStatement};
use sea_orm::{Condition, ConnectionTrait, DbBackend};
use serde::{Deserialize, Serialize};

use self::columns::Place;
pub(crate) use self::lists::holding;
use super::definitions::{Definition, Definitions};
use super::links::table_of;
use super::load;
use super::object_types::ObjectType;
use super::record::{Record, Wanted};
use super::refused::{Done, Refused};
use crate::desks::TokenDesk;

const GROUPS_MAX: usize = 6;
const FILTERS_MAX: usize = 6;
const ALL_FILTERS_MAX: usize = 18;
const QUERY_MAX: usize = 3_000;
const VALUES_MAX: usize = 500;
/// Records that can be paged through.
const REACH: u64 = 10_000;

/// HubSpot's operators.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Operator {
    Eq,
    Neq,
    Lt,
    Lte,
    Gt,
    Gte,
    Between,
    In,
    NotIn,
    HasProperty,
    NotHasProperty,
    ContainsToken,
    NotContainsToken,
}

impl Operator {
    const WORDS: [(&'static str, Self); 13] = [
        ("EQ", Self::Eq),
        ("NEQ", Self::Neq),
        ("LT", Self::Lt),
        ("LTE", Self::Lte),
        ("GT", Self::Gt),
        ("GTE", Self::Gte),
        ("BETWEEN", Self::Between),
        ("IN", Self::In),
        ("NOT_IN", Self::NotIn),
        ("HAS_PROPERTY", Self::HasProperty),
        ("NOT_HAS_PROPERTY", Self::NotHasProperty),
        ("CONTAINS_TOKEN", Self::ContainsToken),
        ("NOT_CONTAINS_TOKEN", Self::NotContainsToken),
    ];

    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(known, _)| *known == word).map(|(_, operator)| *operator)
    }

    pub fn word(self) -> &'static str {
        Self::WORDS.iter().find(|(_, operator)| *operator == self).map_or("", |(word, _)| *word)
    }
}

/// A comparison of one property.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    pub property: String,
    pub operator: Operator,
    pub value: Option<String>,
    pub high_value: Option<String>,
    pub values: Vec<String>,
}

/// The property that results are sorted by. Records without a value come last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sort {
    pub property: String,
    pub descending: bool,
}

#[derive(Clone, Debug, Default)]
pub struct SearchRequest {
    pub groups: Vec<Vec<Filter>>,
    /// Words that must all be found in the kind's main properties.
    pub query: Option<String>,
    /// `None`: the oldest first, by when they were made (HubSpot's behaviour).
    pub sort: Option<Sort>,
    pub wanted: Wanted,
    pub limit: u64,
    /// How many results stand before.
    pub after: u64,
}

/// What a search found.
#[derive(Clone, Debug, PartialEq)]
pub struct Found {
    /// Of all pages.
    pub total: u64,
    pub records: Vec<Record>,
    /// How many results stand before the next page, where there is one.
    pub next: Option<u64>,
}

/// Why a search is none.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SearchProblem {
    TooManyGroups(usize),
    TooManyFilters(usize),
    TooManyValues(usize),
    QueryTooLong(usize),
    /// Results can be paged through up to so many.
    TooFar(u64),
    NoSuchProperty(String),
    /// The operator needs a value, which is not there.
    ValueMissing {
        property: String,
        operator: Operator,
    },
    /// The property's values are none such.
    ValueUnfit {
        property: String,
        value: String,
    },
    /// The operator says nothing about associations.
    OperatorUnfit {
        property: String,
        operator: Operator,
    },
}

impl SearchRequest {
    fn check(&self) -> Result<(), SearchProblem> {
        if self.groups.len() > GROUPS_MAX {
            return Err(SearchProblem::TooManyGroups(GROUPS_MAX));
        }
        if self.groups.iter().any(|group| group.len() > FILTERS_MAX) {
            return Err(SearchProblem::TooManyFilters(FILTERS_MAX));
        }
        if self.groups.iter().map(Vec::len).sum::<usize>() > ALL_FILTERS_MAX {
            return Err(SearchProblem::TooManyFilters(ALL_FILTERS_MAX));
        }
        if self.groups.iter().flatten().any(|filter| filter.values.len() > VALUES_MAX) {
            return Err(SearchProblem::TooManyValues(VALUES_MAX));
        }
        if self.query.as_ref().is_some_and(|query| query.chars().nth(QUERY_MAX).is_some()) {
            return Err(SearchProblem::QueryTooLong(QUERY_MAX));
        }
        if self.after.saturating_add(self.limit) > REACH {
            return Err(SearchProblem::TooFar(REACH));
        }
        Ok(())
    }
}

/// What a search is compiled for.
#[derive(Clone, Copy)]
struct Dialect<'a> {
    object_type: ObjectType,
    backend: DbBackend,
    definitions: &'a Definitions,
}

impl<'a> Dialect<'a> {
    /// The property, which must be there.
    fn property(self, name: &str) -> Result<&'a Definition, SearchProblem> {
        self.definitions.get(name).ok_or_else(|| SearchProblem::NoSuchProperty(name.to_owned()))
    }

    /// A column of the record's own table.
    fn own(self, column: &'static str) -> Expr {
        Expr::col((Alias::new(table_of(self.object_type)), Alias::new(column)))
    }
}

/// What the filters let through.
fn filters(dialect: Dialect<'_>, request: &SearchRequest) -> Result<Condition, SearchProblem> {
    if request.groups.is_empty() {
        return Ok(Condition::all());
    }
    let mut any = Condition::any();
    for group in &request.groups {
        let mut both = Condition::all();
        for wanted in group {
            both = both.add(filter::condition(dialect, wanted)?);
        }
        any = any.add(both);
    }
    Ok(any)
}

/// All that must be true of a record.
fn condition(dialect: Dialect<'_>, request: &SearchRequest) -> Result<Condition, SearchProblem> {
    let mut all = Condition::all().add(dialect.own("archived_at").is_null()).add(filters(dialect, request)?);
    if let Some(words) = request.query.as_deref().map(str::trim).filter(|words| !words.is_empty()) {
        all = all.add(query::condition(dialect, words));
    }
    Ok(all)
}

fn select(dialect: Dialect<'_>, condition: Condition) -> SelectStatement {
    let mut select = Query::select();
    select.from(Alias::new(table_of(dialect.object_type))).cond_where(condition);
    select.to_owned()
}

/// Sorts; what a property's values are kept beside the record is joined.
fn sort(dialect: Dialect<'_>, select: &mut SelectStatement, wanted: &Sort) -> Result<(), SearchProblem> {
    let definition = dialect.property(&wanted.property)?;
    let order = if wanted.descending { Order::Desc } else { Order::Asc };
    let place = Place::of(dialect, definition);
    let by = place.joined(dialect, definition, select);
    // Only where there can be none: what says so cannot be read from an index in order.
    if !place.is_always_there(definition) {
        select.order_by_expr_with_nulls(by, order.clone(), NullOrdering::Last);
    } else {
        select.order_by_expr(by, order.clone());
    }
    select.order_by((Alias::new(table_of(dialect.object_type)), Alias::new("id")), order);
    Ok(())
}

/// The two statements of a search: how many there are, and the ids of a page.
fn statements(dialect: Dialect<'_>, request: &SearchRequest) -> Result<(SelectStatement, SelectStatement), SearchProblem> {
    request.check()?;
    let count = total::statement(dialect, request)?;
    let mut page = select(dialect, condition(dialect, request)?);
    page.column((Alias::new(table_of(dialect.object_type)), Alias::new("id")));
    let oldest = || Sort { property: dialect.object_type.created_property().to_owned(), descending: false };
    sort(dialect, &mut page, &request.sort.clone().unwrap_or_else(oldest))?;
    page.limit(request.limit).offset(request.after);
    Ok((count, page))
}

impl TokenDesk {
    /// Searches. A property that is not there, an operator without its value and a value that is none are refused.
    pub async fn search_records(&self, object_type: ObjectType, request: &SearchRequest) -> Done<Found> {
        let reader = self.portico.store.reader();
        let backend = reader.get_database_backend();
        let definitions = Definitions::load(reader, object_type).await?;
        let request = &associations::resolved(self, reader, request).await?;
        let (count, page) =
            statements(Dialect { object_type, backend, definitions: &definitions }, request).map_err(Refused::Search)?;
        let total: i64 = match reader.query_one_raw(backend.build(&count)).await? {
            Some(row) => row.try_get_by_index::<Option<i64>>(0)?.unwrap_or_default(),
            None => 0,
        };
        let rows = reader.query_all_raw(backend.build(&page)).await?;
        let ids: Vec<i64> = rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?;
        let total = total.unsigned_abs();
        let seen = request.after + ids.len() as u64;
        let next = (seen < total && !ids.is_empty()).then_some(seen);
        Ok(Found { total, records: load::records(reader, object_type, &ids, &request.wanted).await?, next })
    }
}
