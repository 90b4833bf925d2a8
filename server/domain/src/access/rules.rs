//! A rule as a condition on `contacts`, evaluated by the database: what a property says now is what counts.

use model::access::{Condition as Wanted, Operator, Property, Rule};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, Query, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, DbBackend};

use crate::crm::ObjectType;
use crate::tables::{access_groups, companies, contact_companies, contacts, property_values};

/// What a group's row holds. A rule that cannot be read admits nobody, and says so in the log.
pub fn rule_of(group: &access_groups::Model) -> Option<Rule> {
    let text = group.rule.as_deref()?;
    let rule = serde_json::from_str(text);
    if let Err(error) = &rule {
        tracing::error!(group = group.id, %error, "an access group's rule cannot be read");
    }
    Some(rule.unwrap_or_default())
}

/// Contacts for whom the rule is true.
pub fn matches(rule: &Rule, backend: DbBackend) -> Condition {
    // Neither an empty alternative nor an empty rule is true of everybody.
    let mut any = Condition::any().add(Expr::cust("1 = 0"));
    for all in rule.any.iter().filter(|all| !all.is_empty()) {
        any = any.add(all.iter().fold(Condition::all(), |all, wanted| all.add(condition(wanted, backend))));
    }
    any
}

fn condition(wanted: &Wanted, backend: DbBackend) -> SimpleExpr {
    let (operator, negated) = match wanted.operator {
        Operator::IsNot => (Operator::Is, true),
        Operator::ContainsNot => (Operator::Contains, true),
        Operator::Unknown => (Operator::Known, true),
        operator => (operator, false),
    };
    // What the database itself calls lower case: SQLite knows it of ASCII alone.
    let value = match backend {
        DbBackend::Postgres => wanted.value.trim().to_lowercase(),
        _ => wanted.value.trim().to_ascii_lowercase(),
    };
    let holds = compared(property(&wanted.property, backend), operator, &value);
    let holds = if is_company(&wanted.property) { of_primary_company(holds) } else { holds };
    if negated { holds.not() } else { holds }
}

fn is_company(property: &Property) -> bool {
    matches!(property, Property::CompanyName | Property::CompanyDomain | Property::CompanyPhone | Property::Company(_))
}

/// The property's text; empty where it is not known.
fn property(property: &Property, backend: DbBackend) -> SimpleExpr {
    let column = match property {
        Property::Email => Expr::col((contacts::Entity, contacts::Column::Email)),
        Property::EmailDomain => match backend {
            DbBackend::Postgres => Expr::cust("split_part(contacts.email, '@', 2)"),
            _ => Expr::cust("substr(contacts.email, instr(contacts.email, '@') + 1)"),
        },
        Property::FirstName => Expr::col((contacts::Entity, contacts::Column::FirstName)),
        Property::LastName => Expr::col((contacts::Entity, contacts::Column::LastName)),
        Property::Phone => Expr::col((contacts::Entity, contacts::Column::Phone)),
        Property::Language => Expr::col((contacts::Entity, contacts::Column::Language)),
        Property::CompanyName => Expr::col((companies::Entity, companies::Column::Name)),
        Property::CompanyDomain => Expr::col((companies::Entity, companies::Column::Domain)),
        Property::CompanyPhone => Expr::col((companies::Entity, companies::Column::Phone)),
        Property::Contact(name) => kept(ObjectType::Contacts, name, Expr::col((contacts::Entity, contacts::Column::Id))),
        Property::Company(name) => kept(ObjectType::Companies, name, Expr::col((companies::Entity, companies::Column::Id))),
    };
    Func::coalesce([column, Expr::val("")]).into()
}

/// A property that has no column, by its internal name.
fn kept(object_type: ObjectType, name: &str, record: SimpleExpr) -> SimpleExpr {
    let value = Query::select()
        .column(property_values::Column::Value)
        .from(property_values::Entity)
        .and_where(property_values::Column::ObjectType.eq(object_type.word()))
        .and_where(Expr::col((property_values::Entity, property_values::Column::RecordId)).eq(record))
        .and_where(property_values::Column::Property.eq(name))
        .to_owned();
    SimpleExpr::SubQuery(None, Box::new(value.into()))
}

fn compared(text: SimpleExpr, operator: Operator, value: &str) -> SimpleExpr {
    let lower = SimpleExpr::from(Func::lower(text.clone()));
    let pattern = escaped(value);
    let like = |pattern: String| lower.clone().like(LikeExpr::new(pattern).escape('\\'));
    match operator {
        Operator::Is | Operator::IsNot => lower.eq(value),
        Operator::Contains | Operator::ContainsNot => like(format!("%{pattern}%")),
        Operator::StartsWith => like(format!("{pattern}%")),
        Operator::EndsWith => like(format!("%{pattern}")),
        Operator::Known | Operator::Unknown => text.ne(""),
    }
}

fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

/// True where the contact has a primary company for which it holds.
fn of_primary_company(holds: SimpleExpr) -> SimpleExpr {
    let company = Query::select()
        .expr(Expr::val(1))
        .from(contact_companies::Entity)
        .inner_join(
            companies::Entity,
            Expr::col((companies::Entity, companies::Column::Id))
                .equals((contact_companies::Entity, contact_companies::Column::CompanyId)),
        )
        .and_where(
            Expr::col((contact_companies::Entity, contact_companies::Column::ContactId))
                .equals((contacts::Entity, contacts::Column::Id)),
        )
        .and_where(contact_companies::Column::IsPrimary.eq(true))
        .and_where(companies::Column::ArchivedAt.is_null())
        .and_where(holds)
        .to_owned();
    Expr::exists(company)
}
