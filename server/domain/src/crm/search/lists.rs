//! Conditions of the desk's lists, in the terms of searches.

use model::properties::{Condition, Operator as Wanted};
use sea_orm::ConnectionTrait;
use sea_orm::sea_query::{Expr, ExprTrait};

use super::filter::condition;
use super::{Dialect, Filter, Operator};
use crate::crm::definitions::{Definition, Definitions, PropertyKind};
use crate::crm::object_types::ObjectType;
use crate::failure::Outcome;

/// What is true of the records for which all conditions hold; `None` without any. A condition of a property that is not
/// there, or with a value that it cannot have, holds of no record.
pub(crate) async fn holding(
    connection: &impl ConnectionTrait,
    object_type: ObjectType,
    conditions: &[Condition],
) -> Outcome<Option<Expr>> {
    if conditions.is_empty() {
        return Ok(None);
    }
    let definitions = Definitions::load(connection, object_type).await?;
    let dialect = Dialect { object_type, backend: connection.get_database_backend(), definitions: &definitions };
    let each = conditions.iter().map(|wanted| one(dialect, wanted).unwrap_or_else(|| Expr::value(1).eq(0)));
    Ok(each.reduce(ExprTrait::and))
}

fn one(dialect: Dialect<'_>, wanted: &Condition) -> Option<Expr> {
    let definition = dialect.definitions.get(&wanted.property).filter(|definition| !definition.built_in)?;
    let value = meant(definition, &wanted.value);
    let day = (definition.kind == PropertyKind::DateTime && value.len() == "2026-01-31".len()).then(|| end_of(&value));
    let filter = |operator, value: Option<String>, high_value| Filter {
        property: wanted.property.clone(),
        operator,
        value,
        high_value,
        values: Vec::new(),
    };
    let is = || match &day {
        Some(end) => filter(Operator::Between, Some(value.clone()), Some(end.clone())),
        None => filter(Operator::Eq, Some(value.clone()), None),
    };
    let (filter, holds) = match wanted.operator {
        Wanted::Is => (is(), true),
        // Of what has no value it is true as well that it is not this one.
        Wanted::IsNot => (is(), false),
        Wanted::Contains => (filter(Operator::ContainsToken, Some(format!("*{value}*")), None), true),
        Wanted::AtLeast => (filter(Operator::Gte, Some(value), None), true),
        Wanted::AtMost => (filter(Operator::Lte, Some(day.unwrap_or(value)), None), true),
        Wanted::Known => (filter(Operator::HasProperty, None, None), true),
        Wanted::Unknown => (filter(Operator::NotHasProperty, None, None), true),
    };
    let found = condition(dialect, &filter).ok()?;
    Some(if holds { found } else { found.not() })
}

/// An option by what people call it.
fn meant(definition: &Definition, text: &str) -> String {
    let text = text.trim();
    let called = |label: &str| label.to_lowercase() == text.to_lowercase();
    let option = definition.options.iter().find(|option| option.value == text);
    let option = option.or_else(|| definition.options.iter().find(|option| called(&option.label) || called(&option.value)));
    option.map_or_else(|| text.to_owned(), |option| option.value.clone())
}

/// The last moment of a day.
fn end_of(day: &str) -> String {
    format!("{day}T23:59:59.999Z")
}
