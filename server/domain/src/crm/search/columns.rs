//! Where the values of a property stand, and what they are compared by there.

use sea_orm::DbBackend;
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement, SimpleExpr};

use super::Dialect;
use crate::crm::definitions::{Definition, Kept, PropertyKind};
use crate::crm::object_types::ObjectType;

/// How values are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// In lower case.
    Text,
    /// Whole numbers: ids and moments.
    Whole,
    /// Numbers of any kind.
    Number,
}

/// Where a property's values are.
pub enum Place {
    /// In the record's own row. `key`: the column with a folded copy of the value, which has an index.
    Own { value: Expr, key: Option<&'static str>, comparison: Comparison },
    /// The primary company of a contact.
    PrimaryCompany,
    /// In `property_values`.
    Values { comparison: Comparison },
}

impl Place {
    pub fn of(dialect: Dialect<'_>, definition: &Definition) -> Self {
        if definition.kept == Kept::Value {
            let comparison = if definition.kind.is_ordered() { Comparison::Number } else { Comparison::Text };
            return Self::Values { comparison };
        }
        let own = |column: &'static str| dialect.own(column);
        let text = |column| Self::Own { value: own(column), key: None, comparison: Comparison::Text };
        let keyed = |column, key| Self::Own { value: own(column), key: Some(key), comparison: Comparison::Text };
        let whole = |column| Self::Own { value: own(column), key: None, comparison: Comparison::Whole };
        match (dialect.object_type, definition.name.as_str()) {
            (_, "hs_object_id" | "hs_ticket_id" | "hs_conversations_originating_thread_id") => whole("id"),
            (_, "createdate" | "hs_createdate") => whole("created_at"),
            (_, "lastmodifieddate" | "hs_lastmodifieddate") => whole("updated_at"),
            (ObjectType::Contacts, "associatedcompanyid") => Self::PrimaryCompany,
            (ObjectType::Contacts, "email") => keyed("email", "email"),
            (ObjectType::Contacts, "firstname") => text("first_name"),
            (ObjectType::Contacts, "lastname") => keyed("last_name", "last_name_key"),
            (ObjectType::Contacts, "hs_language") => text("language"),
            (ObjectType::Companies, "name") => keyed("name", "name_key"),
            (ObjectType::Companies, "domain") => keyed("domain", "domain"),
            (ObjectType::Companies, "hs_parent_company_id") => whole("parent_id"),
            (ObjectType::Tickets, "subject") => keyed("subject", "subject_key"),
            (ObjectType::Tickets, "content") => text("content"),
            (ObjectType::Tickets, "hs_pipeline") => whole("pipeline_id"),
            (ObjectType::Tickets, "hs_pipeline_stage") => whole("stage_id"),
            (ObjectType::Tickets, "hs_ticket_priority") => text("priority"),
            (ObjectType::Tickets, "hs_ticket_category") => text("category"),
            (ObjectType::Tickets, "source_type") => text("source"),
            (ObjectType::Tickets | ObjectType::Notes, "hubspot_owner_id") => whole("owner_id"),
            (ObjectType::Notes, "hs_timestamp") => whole("noted_at"),
            (ObjectType::Notes, "hs_note_body") => text("text"),
            (ObjectType::Tickets, "closed_date") => whole("closed_at"),
            (ObjectType::Tickets, "time_to_close") => {
                Self::Own { value: own("closed_at").sub(own("created_at")), key: None, comparison: Comparison::Whole }
            }
            (ObjectType::Contacts | ObjectType::Companies, "phone") => text("phone"),
            // A story asks for every property there is.
            _ => Self::Own { value: Expr::value(None::<String>), key: None, comparison: Comparison::Text },
        }
    }

    pub fn comparison(&self) -> Comparison {
        match self {
            Self::Own { comparison, .. } | Self::Values { comparison } => *comparison,
            Self::PrimaryCompany => Comparison::Whole,
        }
    }

    /// Whether every record has a value.
    pub fn is_always_there(&self, definition: &Definition) -> bool {
        matches!(
            definition.name.as_str(),
            "hs_object_id"
                | "hs_ticket_id"
                | "createdate"
                | "hs_createdate"
                | "hs_timestamp"
                | "lastmodifieddate"
                | "hs_lastmodifieddate"
                | "hs_pipeline"
                | "hs_pipeline_stage"
        )
    }

    /// What is compared, where it stands.
    pub fn compared(&self, dialect: Dialect<'_>) -> Expr {
        match self {
            Self::Own { value, comparison: Comparison::Text, .. } => lower(dialect, value.clone()),
            Self::Own { value, .. } => value.clone(),
            Self::PrimaryCompany => Expr::col((Alias::new("contact_companies"), Alias::new("company_id"))),
            Self::Values { comparison: Comparison::Text } => Expr::col((Alias::new("property_values"), Alias::new("text_key"))),
            Self::Values { .. } => Expr::col((Alias::new("property_values"), Alias::new("number_key"))),
        }
    }

    /// Records of which something is true of the value; `None`: that have one. What stands elsewhere is looked up there, by
    /// the index that begins with the property.
    pub fn records_where(&self, dialect: Dialect<'_>, definition: &Definition, holds: Option<Expr>) -> Expr {
        match self {
            Self::Own { value, comparison, .. } => {
                let present = value.clone().is_not_null();
                let present = if *comparison == Comparison::Text { present.and(value.clone().ne("")) } else { present };
                match holds {
                    Some(holds) => present.and(holds),
                    None => present,
                }
            }
            Self::PrimaryCompany => {
                let table = Alias::new("contact_companies");
                let mut ids = Query::select();
                ids.column((table.clone(), Alias::new("contact_id"))).from(table.clone());
                let column = |name: &'static str| Expr::col((table.clone(), Alias::new(name)));
                let live = Query::select()
                    .column(Alias::new("id"))
                    .from(Alias::new("companies"))
                    .and_where(Expr::col((Alias::new("companies"), Alias::new("id"))).eq(column("company_id")))
                    .and_where(Expr::col((Alias::new("companies"), Alias::new("archived_at"))).is_null())
                    .to_owned();
                ids.and_where(column("is_primary").eq(true)).and_where(Expr::exists(live));
                dialect.own("id").in_subquery(and(ids, holds))
            }
            Self::Values { .. } => dialect.own("id").in_subquery(and(values_of(dialect, definition), holds)),
        }
    }

    /// What results are sorted by; joined, where it stands beside the record.
    pub fn joined(&self, dialect: Dialect<'_>, definition: &Definition, select: &mut SelectStatement) -> Expr {
        let own_id = dialect.own("id");
        let (table, column) = match self {
            // Empty text is no value, and comes last as none does.
            Self::Own { comparison: Comparison::Text, .. } => {
                let both = [self.compared(dialect), Expr::value("")];
                return Func::cust(Alias::new("NULLIF")).args(both).into();
            }
            Self::Own { .. } => return self.compared(dialect),
            Self::PrimaryCompany => ("contact_companies", "contact_id"),
            Self::Values { .. } => ("property_values", "record_id"),
        };
        let col = |name: &'static str| Expr::col((Alias::new(table), Alias::new(name)));
        let mut on = own_id.eq(col(column));
        on = match self {
            Self::PrimaryCompany => on.and(col("is_primary").eq(true)),
            _ => {
                let kind = col("object_type").eq(dialect.object_type.word());
                on.and(kind).and(col("property").eq(definition.name.as_str()))
            }
        };
        select.left_join(Alias::new(table), on);
        self.compared(dialect)
    }
}

fn and(mut select: SelectStatement, holds: Option<Expr>) -> SelectStatement {
    if let Some(holds) = holds {
        select.and_where(holds);
    }
    select
}

/// Records with a value of the property.
fn values_of(dialect: Dialect<'_>, definition: &Definition) -> SelectStatement {
    let table = Alias::new("property_values");
    let col = |name: &'static str| Expr::col((table.clone(), Alias::new(name)));
    Query::select()
        .column((table.clone(), Alias::new("record_id")))
        .from(table.clone())
        .and_where(col("object_type").eq(dialect.object_type.word()))
        .and_where(col("property").eq(definition.name.as_str()))
        .to_owned()
}

/// In lower case, as far as the database knows it, and compared by code point.
pub fn lower(dialect: Dialect<'_>, text: Expr) -> Expr {
    let lower = SimpleExpr::from(Func::lower(text));
    match dialect.backend {
        DbBackend::Postgres => Expr::cust_with_exprs("$1 COLLATE \"C\"", [lower]),
        _ => lower,
    }
}

/// Text that is compared with what stands at the place. What the database put in lower case is compared with what the same
/// database makes of the value: which letters it knows depends on it.
pub fn text(dialect: Dialect<'_>, place: &Place, value: &str) -> Expr {
    match place {
        Place::Values { .. } => Expr::value(value.to_lowercase()),
        _ => lower(dialect, Expr::value(value)),
    }
}

/// `text LIKE pattern`, where `%` and `_` of the value were escaped by [`like_literal`].
pub fn like(dialect: Dialect<'_>, text: Expr, pattern: Expr) -> Expr {
    let template = match dialect.backend {
        DbBackend::Postgres => "($1 LIKE $2 ESCAPE '!')",
        _ => "(? LIKE ? ESCAPE '!')",
    };
    Expr::cust_with_exprs(template, [text, pattern])
}

/// The value in a pattern that means itself.
pub fn like_literal(value: &str) -> String {
    value.replace('!', "!!").replace('%', "!%").replace('_', "!_")
}

/// Whether values are looked up by name and not by size: whatever is none of them simply is not there.
pub fn is_named(definition: &Definition) -> bool {
    definition.kind == PropertyKind::Enumeration
}
