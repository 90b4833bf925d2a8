//! One filter as a condition on records.

use model::text::{EmailAddress, HostName};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, DbBackend};

use super::associations::PREFIX;
use super::columns::{self, Comparison, Place, is_named, like, like_literal, lower};
use super::tokens::pieces;
use super::{Dialect, Filter, Operator, SearchProblem};
use crate::crm::definitions::{Definition, PropertyKind};
use crate::crm::links::ids_linked_to;
use crate::crm::object_types::ObjectType;
use crate::crm::read::parse_id;
use crate::crm::values::{KEY_MAX, canonical, moment, number};
use crate::keys::fold_key;
use crate::search;
use crate::tables::search_documents;

/// What is true of the records that the filter lets through.
pub fn condition(dialect: Dialect<'_>, filter: &Filter) -> Result<Expr, SearchProblem> {
    if let Some(kind) = filter.property.strip_prefix(PREFIX) {
        return associated(dialect, filter, kind);
    }
    let definition = dialect.property(&filter.property)?;
    let place = Place::of(dialect, definition);
    let compared = Compared { dialect, filter, definition, place };
    let holds = match filter.operator {
        Operator::HasProperty => None,
        Operator::NotHasProperty => return Ok(compared.place.records_where(dialect, definition, None).not()),
        _ => Some(compared.holds()?),
    };
    Ok(compared.place.records_where(dialect, definition, holds))
}

struct Compared<'a> {
    dialect: Dialect<'a>,
    filter: &'a Filter,
    definition: &'a Definition,
    place: Place,
}

impl Compared<'_> {
    fn holds(&self) -> Result<Expr, SearchProblem> {
        match self.filter.operator {
            Operator::Eq => self.equal(self.value()?),
            Operator::Neq => Ok(self.equal(self.value()?)?.not()),
            Operator::In => self.one_of(),
            Operator::NotIn => Ok(self.one_of()?.not()),
            Operator::ContainsToken => Ok(self.contains(self.value()?)),
            Operator::NotContainsToken => Ok(self.says(self.value()?).not()),
            Operator::Between => {
                let high = self.filter.high_value.as_deref().ok_or_else(|| self.missing())?;
                let (low, high) = (self.operand(self.value()?)?, self.operand(high)?);
                Ok(self.compared().gte(low).and(self.compared().lte(high)))
            }
            Operator::Lt => Ok(self.compared().lt(self.operand(self.value()?)?)),
            Operator::Lte => Ok(self.compared().lte(self.operand(self.value()?)?)),
            Operator::Gt => Ok(self.compared().gt(self.operand(self.value()?)?)),
            Operator::Gte => Ok(self.compared().gte(self.operand(self.value()?)?)),
            Operator::HasProperty | Operator::NotHasProperty => Ok(Expr::value(true)),
        }
    }

    fn missing(&self) -> SearchProblem {
        SearchProblem::ValueMissing { property: self.filter.property.clone(), operator: self.filter.operator }
    }

    fn unfit(&self, value: &str) -> SearchProblem {
        SearchProblem::ValueUnfit { property: self.filter.property.clone(), value: value.to_owned() }
    }

    fn value(&self) -> Result<&str, SearchProblem> {
        self.filter.value.as_deref().ok_or_else(|| self.missing())
    }

    fn compared(&self) -> Expr {
        self.place.compared(self.dialect)
    }

    /// The value as it is compared with.
    fn operand(&self, value: &str) -> Result<Expr, SearchProblem> {
        let unfit = || self.unfit(value);
        let is_date = matches!(self.definition.kind, PropertyKind::Date | PropertyKind::DateTime);
        match self.place.comparison() {
            Comparison::Text => Ok(columns::text(self.dialect, &self.place, &self.cut(value))),
            Comparison::Whole if is_date => moment(value).map(|at| Expr::value(at.0)).ok_or_else(unfit),
            #[expect(clippy::cast_precision_loss, reason = "milliseconds of our years are far below 2^53")]
            Comparison::Number if is_date => moment(value).map(|at| Expr::value(at.0 as f64)).ok_or_else(unfit),
            // Nothing has an id below zero, so a name that is no number is the name of nothing.
            Comparison::Whole if is_named(self.definition) => Ok(Expr::value(parse_id(value).unwrap_or(-1))),
            Comparison::Whole => match value.trim().parse::<i64>() {
                Ok(whole) => Ok(Expr::value(whole)),
                Err(_) => number(value).map(Expr::value).ok_or_else(unfit),
            },
            Comparison::Number => number(value).map(Expr::value).ok_or_else(unfit),
        }
    }

    /// What a key beside the record is compared with is as long as a key.
    fn cut(&self, value: &str) -> String {
        match self.place {
            Place::Values { .. } => value.to_lowercase().chars().take(KEY_MAX).collect(),
            _ => value.to_owned(),
        }
    }

    fn equal(&self, value: &str) -> Result<Expr, SearchProblem> {
        if self.definition.is_multiple() {
            return Ok(self.among_several(value));
        }
        // By all digits: as floats, ids of other systems that differ in the last ones would be the same.
        if let (Place::Values { .. }, PropertyKind::Number) = (&self.place, self.definition.kind) {
            let digits = canonical(self.definition, value).map_err(|_| self.unfit(value))?;
            return Ok(Expr::col(("property_values", "text_key")).eq(digits));
        }
        let equal = self.compared().eq(self.operand(value)?);
        // The folded copy has an index, and what differs in case alone has the same.
        Ok(match &self.place {
            Place::Own { key: Some(key), .. } if is_already_folded(self.definition) => {
                self.dialect.own(key).eq(folded(self.definition, value))
            }
            Place::Own { key: Some(key), .. } => self.dialect.own(key).eq(fold_key(value)).and(equal),
            _ => equal,
        })
    }

    /// One option among those that a record has.
    fn among_several(&self, value: &str) -> Expr {
        let pattern = format!("%;{};%", like_literal(value));
        like(self.dialect, self.between(";"), columns::text(self.dialect, &self.place, &pattern))
    }

    fn one_of(&self) -> Result<Expr, SearchProblem> {
        if self.filter.values.is_empty() {
            return Err(self.missing());
        }
        let mut any: Option<Expr> = None;
        let by_digits = matches!(self.place, Place::Values { .. }) && self.definition.kind == PropertyKind::Number;
        if self.place.comparison() == Comparison::Text || by_digits {
            for value in &self.filter.values {
                let equal = self.equal(value)?;
                any = Some(match any {
                    Some(before) => before.or(equal),
                    None => equal,
                });
            }
            return any.ok_or_else(|| self.missing());
        }
        let operands: Vec<Expr> = self.filter.values.iter().map(|value| self.operand(value)).collect::<Result<_, _>>()?;
        Ok(self.compared().is_in(operands))
    }

    /// The text that is compared, with something at either end.
    fn between(&self, ends: &'static str) -> Expr {
        let text = match &self.place {
            Place::Own { value, comparison: Comparison::Text, .. } => lower(self.dialect, value.clone()),
            Place::Own { value, .. } => value.clone().cast_as("TEXT"),
            Place::PrimaryCompany => self.compared().cast_as("TEXT"),
            Place::Values { .. } => Expr::col(("property_values", "text_key")),
        };
        match self.dialect.backend {
            DbBackend::Postgres => Expr::cust_with_exprs("($1 || $2 || $3)", [Expr::value(ends), text, Expr::value(ends)]),
            _ => Expr::cust_with_exprs("(? || ? || ?)", [Expr::value(ends), text, Expr::value(ends)]),
        }
    }

    /// Whether the text has all pieces of the value.
    fn says(&self, value: &str) -> Expr {
        let operator = match self.dialect.backend {
            DbBackend::Postgres => "($1 ~ $2)",
            _ => "(? GLOB ?)",
        };
        pieces(value).iter().fold(Expr::value(true), |all, piece| {
            let pattern = columns::text(self.dialect, &self.place, &piece.pattern(self.dialect.backend));
            all.and(Expr::cust_with_exprs(operator, [self.between(" "), pattern]))
        })
    }

    /// As [`Self::says`], looked up by the words of the search index where a ticket's texts are meant: reading them all
    /// would take as long as there are tickets.
    fn contains(&self, value: &str) -> Expr {
        let says = self.says(value);
        let indexed =
            self.dialect.object_type == ObjectType::Tickets && matches!(self.definition.name.as_str(), "subject" | "content");
        if !indexed {
            return says;
        }
        let is_sqlite = self.dialect.backend == DbBackend::Sqlite;
        pieces(value).iter().fold(says, |all, piece| {
            // What may go on at its start is no beginning of a word that could be looked up.
            let literal = if piece.open_start { "" } else { piece.literal.as_str() };
            match search::documents_saying(is_sqlite, literal, piece.open_end) {
                Some(documents) => {
                    use search_documents::Column as C;
                    let tickets = sea_orm::sea_query::Query::select()
                        .column(C::TicketId)
                        .from(search_documents::Entity)
                        .and_where(C::Id.in_subquery(documents))
                        .and_where(C::MessageId.is_null())
                        .to_owned();
                    self.dialect.own("id").in_subquery(tickets).and(all)
                }
                None => all,
            }
        })
    }
}

/// The value as it is kept: a domain in letters beyond ASCII is kept as the DNS knows it.
fn folded(definition: &Definition, value: &str) -> String {
    let kept = match definition.name.as_str() {
        "email" => EmailAddress::parse(value).map(|address| address.to_string()),
        _ => HostName::parse(value).map(|host| host.to_string()),
    };
    kept.unwrap_or_else(|_| value.trim().to_lowercase())
}

/// Values that are kept in lower case.
fn is_already_folded(definition: &Definition) -> bool {
    matches!(definition.name.as_str(), "email" | "domain")
}

/// Records that are associated with others: with these, with any, with none.
fn associated(dialect: Dialect<'_>, filter: &Filter, kind: &str) -> Result<Expr, SearchProblem> {
    let unknown = || SearchProblem::NoSuchProperty(filter.property.clone());
    let unfit = |value: &str| SearchProblem::ValueUnfit { property: filter.property.clone(), value: value.to_owned() };
    let missing = || SearchProblem::ValueMissing { property: filter.property.clone(), operator: filter.operator };
    let to = ObjectType::parse(kind).ok_or_else(unknown)?;
    let named: Option<Vec<&str>> = match filter.operator {
        Operator::Eq | Operator::Neq => Some(vec![filter.value.as_deref().ok_or_else(missing)?]),
        Operator::In | Operator::NotIn if filter.values.is_empty() => return Err(missing()),
        Operator::In | Operator::NotIn => Some(filter.values.iter().map(String::as_str).collect()),
        Operator::HasProperty | Operator::NotHasProperty => None,
        operator => return Err(SearchProblem::OperatorUnfit { property: filter.property.clone(), operator }),
    };
    let ids: Option<Vec<i64>> = match named {
        Some(named) => Some(named.into_iter().map(|id| parse_id(id).ok_or_else(|| unfit(id))).collect::<Result<_, _>>()?),
        None => None,
    };
    let linked = ids_linked_to(dialect.object_type, to, ids.as_deref()).ok_or_else(unknown)?;
    let linked = dialect.own("id").in_subquery(linked);
    Ok(match filter.operator {
        Operator::Neq | Operator::NotIn | Operator::NotHasProperty => linked.not(),
        _ => linked,
    })
}
