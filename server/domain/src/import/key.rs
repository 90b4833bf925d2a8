//! What a row's record is recognised by.

use std::collections::HashMap;

use model::imports::ImportKind;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::columns::{Columns, word_of};
use super::draft::{Draft, Numbered};
use super::error::ImportError;
use super::marks;
use crate::crm::{Definition, text_key};
use crate::failure::Outcome;
use crate::tables::{companies, contacts, tickets, unique_values};

/// The words for it that every kind but messages and associations has.
const FOREIGN: &str = "id";
pub(super) const RECORD: &str = "record";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum Key {
    /// A contact by the address, else the id; a company by the domain, else the name; a ticket by the id, else by what it
    /// says.
    #[default]
    Usual,
    /// The id that it had where it was exported. Whoever says so of tickets is not asked whether two are one.
    Foreign,
    /// Its number here, as an export of this installation has it.
    Record,
    /// A property that no two records have the same of.
    Property(String),
}

impl Key {
    /// The words that there are for a kind, the usual one first.
    pub fn possible(kind: ImportKind, definitions: &[Definition]) -> Vec<String> {
        let own: &[&str] = match kind {
            ImportKind::Companies => &["domain", FOREIGN, RECORD],
            ImportKind::Contacts => &["email", FOREIGN, RECORD],
            ImportKind::Tickets => &[FOREIGN, RECORD],
            ImportKind::Messages | ImportKind::Associations => &[FOREIGN],
        };
        let unique = definitions.iter().filter(|definition| definition.unique).map(|definition| word_of(kind, definition));
        own.iter().map(|word| (*word).to_owned()).chain(unique).collect()
    }

    /// The same where somebody chooses one: the usual one is empty, because of tickets it is more than the id alone.
    pub fn offered(kind: ImportKind, definitions: &[Definition]) -> Vec<String> {
        let usual = if kind == ImportKind::Tickets { 0 } else { 1 };
        [String::new()].into_iter().chain(Self::possible(kind, definitions).into_iter().skip(usual)).collect()
    }

    /// Empty: the usual one. A column has to hold what records are recognised by.
    pub fn parse(kind: ImportKind, text: &str, columns: &Columns, definitions: &[Definition]) -> Result<Self, ImportError> {
        let possible = Self::possible(kind, definitions);
        // By its name, also where rows have another meaning for that.
        let named = definitions.iter().find(|definition| definition.unique && definition.name == text.trim());
        let named = named.map(|definition| word_of(kind, definition));
        let text = named.as_deref().unwrap_or(text.trim());
        let chosen = kind == ImportKind::Tickets && text == FOREIGN;
        if text.is_empty() || (text == possible[0] && !chosen) {
            return Ok(Self::Usual);
        }
        if !possible.iter().any(|word| word == text) {
            return Err(ImportError::UnknownKey { key: text.to_owned(), possible });
        }
        let (key, mapped) = match text {
            FOREIGN => (Self::Foreign, columns.index("id").is_some()),
            RECORD => (Self::Record, columns.index("id").is_some()),
            word => {
                let found = columns.values().find(|(definition, _)| word_of(kind, definition) == word);
                (Self::Property(found.map(|(definition, _)| definition.name.clone()).unwrap_or_default()), found.is_some())
            }
        };
        if mapped { Ok(key) } else { Err(ImportError::KeyNotMapped { key: text.to_owned() }) }
    }
}

/// The records that rows are about, by what was chosen. `None`: the usual way, which each kind has its own of.
pub(super) async fn found<D: Draft>(
    connection: &impl ConnectionTrait,
    key: &Key,
    drafts: &[Numbered<D>],
) -> Outcome<Option<Vec<Option<i64>>>> {
    let foreign = |row: &Numbered<D>| row.draft.external_id().map(str::to_owned);
    match key {
        Key::Usual => Ok(None),
        Key::Foreign => {
            let known = marks::by_external_id(connection, D::KIND, drafts.iter().filter_map(foreign).collect()).await?;
            Ok(Some(drafts.iter().map(|row| known.get(row.draft.external_id()?).copied()).collect()))
        }
        Key::Record => {
            let own = marks::own_numbers(connection, drafts.iter().filter_map(|row| row.draft.external_id())).await?;
            let number = |row: &Numbered<D>| {
                let id = row.draft.external_id()?;
                own.get(id).copied().or_else(|| id.parse::<i64>().ok())
            };
            let known = present(connection, D::KIND, drafts.iter().filter_map(number).collect()).await?;
            Ok(Some(drafts.iter().map(|row| number(row).filter(|id| known.contains(id))).collect()))
        }
        Key::Property(property) => {
            let value = |row: &Numbered<D>| {
                row.draft.values().iter().find(|(definition, _)| definition.name == *property).map(|(_, text)| text_key(text))
            };
            let rows = unique_values::Entity::find()
                .filter(unique_values::Column::ObjectType.eq(D::KIND.word()))
                .filter(unique_values::Column::Property.eq(property.as_str()))
                .filter(unique_values::Column::ValueKey.is_in(drafts.iter().filter_map(value)))
                .all(connection)
                .await?;
            let known: HashMap<String, i64> = rows.into_iter().map(|row| (row.value_key, row.record_id)).collect();
            Ok(Some(drafts.iter().map(|row| known.get(&value(row)?).copied()).collect()))
        }
    }
}

/// Those of the records that are there and not archived.
pub(super) async fn present(connection: &impl ConnectionTrait, kind: ImportKind, ids: Vec<i64>) -> Outcome<Vec<i64>> {
    macro_rules! those_of {
        ($table:ident) => {
            $table::Entity::find()
                .select_only()
                .column($table::Column::Id)
                .filter($table::Column::Id.is_in(ids))
                .filter($table::Column::ArchivedAt.is_null())
                .into_tuple()
                .all(connection)
                .await?
        };
    }
    Ok(match kind {
        ImportKind::Companies => those_of!(companies),
        ImportKind::Contacts => those_of!(contacts),
        ImportKind::Tickets => those_of!(tickets),
        ImportKind::Messages | ImportKind::Associations => Vec::new(),
    })
}
