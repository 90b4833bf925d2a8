//! Imports in a list, and one on its page.

use std::collections::HashMap;

use model::imports::{
    DateOrder, FileProblem, ImportCounts, ImportProperty, ImportRow, ImportShown, ImportState, KeptRecord, LISTED, Layout,
    RowProblem,
};
use model::pages::{Page, ROWS};
use model::{ImportId, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Chosen, find, kind_of, layout_of, seen_state, user_of};
use crate::failure::Outcome;
use crate::import::columns::{Columns, word_of};
use crate::import::key::Key;
use crate::import::properties::properties_of;
use crate::import::{ImportKind, ImportOptions, Order, definitions};
use crate::keys::{page_after, page_of};
use crate::portico::Portico;
use crate::tables::{api_tokens, import_changes, import_problems, imports, users};

fn count(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

fn counts_of(row: &imports::Model) -> ImportCounts {
    ImportCounts {
        total: count(row.total_rows),
        done: count(row.done_rows),
        created: count(row.created_records),
        updated: count(row.updated_records),
        unchanged: count(row.unchanged_rows),
        failed: count(row.failed_rows),
        contacts_beside: count(row.contacts_beside),
        companies_beside: count(row.companies_beside),
        values: count(row.values_written),
    }
}

async fn names(connection: &impl ConnectionTrait, rows: &[imports::Model]) -> Outcome<HashMap<String, String>> {
    let of_users = rows.iter().filter_map(|row| user_of(&row.actor)).map(|user| user.0);
    let people = users::Entity::find().filter(users::Column::Id.is_in(of_users)).all(connection).await?;
    let mut names: HashMap<String, String> = people.into_iter().map(|user| (format!("user:{}", user.id), user.name)).collect();
    let of_tokens = rows.iter().filter_map(|row| row.actor.strip_prefix("token:")?.parse::<i64>().ok());
    let tokens = api_tokens::Entity::find().filter(api_tokens::Column::Id.is_in(of_tokens)).all(connection).await?;
    names.extend(tokens.into_iter().map(|token| (format!("token:{}", token.id), token.name)));
    Ok(names)
}

fn row_of(row: &imports::Model, names: &HashMap<String, String>, now: Timestamp) -> Outcome<ImportRow> {
    let (kind, columns) = (kind_of(row)?, Chosen::of(row).columns.unwrap_or_default());
    let brings = |object: &str| columns.iter().any(|column| brought_by(kind, column) == Some(object));
    Ok(ImportRow {
        id: ImportId(row.id),
        kind,
        brings_contacts: brings("contacts"),
        brings_companies: brings("companies"),
        file_name: row.file_name.clone(),
        file_size: count(row.file_size),
        state: seen_state(row, now)?,
        who: names.get(&row.actor).cloned(),
        counts: counts_of(row),
        created_at: Timestamp(row.created_at),
        finished_at: row.finished_at.map(Timestamp),
    })
}

/// The records that rows bring with them by saying something in a column, beside being tickets or contacts themselves.
fn brought_by(kind: ImportKind, column: &str) -> Option<&'static str> {
    match (kind, column) {
        (ImportKind::Tickets | ImportKind::Contacts, column) if column.starts_with("company") => Some("companies"),
        (ImportKind::Tickets, "email" | "first_name" | "last_name" | "name" | "phone") => Some("contacts"),
        (ImportKind::Tickets, column) if column.starts_with("contact") => Some("contacts"),
        _ => None,
    }
}

/// The newest first.
pub async fn list(portico: &Portico, after: Option<&str>) -> Outcome<Page<ImportRow>> {
    let reader = portico.store().reader();
    let mut find = imports::Entity::find();
    if let Some(id) = after.and_then(page_after) {
        find = find.filter(imports::Column::Id.lt(id));
    }
    let found = find.order_by_desc(imports::Column::Id).limit(ROWS + 1).all(reader).await?;
    let (found, next) = page_of(found, |row| row.id);
    Ok(Page { rows: rows(portico, &found).await?, next })
}

pub async fn rows(portico: &Portico, found: &[imports::Model]) -> Outcome<Vec<ImportRow>> {
    let names = names(portico.store().reader(), found).await?;
    found.iter().map(|row| row_of(row, &names, portico.now())).collect()
}

pub async fn show(portico: &Portico, import: ImportId) -> Outcome<ImportShown> {
    let reader = portico.store().reader();
    let row = find(reader, import).await?;
    let (kind, layout) = (kind_of(&row)?, layout_of(&row));
    let definitions = definitions(reader, kind).await?;
    let chosen = Chosen::of(&row);
    let own = properties_of(kind).iter().map(|property| ImportProperty { name: property.name.to_owned(), label: None });
    let others = definitions
        .iter()
        .map(|definition| ImportProperty { name: word_of(kind, definition), label: Some(definition.label.clone()) });
    let label = |word: &String| definitions.iter().find(|known| word_of(kind, known) == *word).map(|known| known.label.clone());
    let keys = Key::offered(kind, &definitions).into_iter();
    let shown = row_of(&row, &names(reader, std::slice::from_ref(&row)).await?, portico.now())?;
    Ok(ImportShown {
        mapping: mapping(kind, &layout, &chosen, &definitions),
        properties: own.chain(others).collect(),
        keys: keys.map(|name| ImportProperty { label: label(&name), name }).collect(),
        dates: match chosen.order {
            None => DateOrder::AsShown,
            Some(Order::DayFirst) => DateOrder::DayFirst,
            Some(Order::MonthFirst) => DateOrder::MonthFirst,
        },
        key: chosen.key,
        problem: row.problem.as_deref().and_then(|text| serde_json::from_str::<FileProblem>(text).ok()),
        rehearsed: row.rehearsed,
        elsewhere: !row.stored && shown.state == ImportState::Running,
        problems: first_problems(reader, row.id).await?,
        undone: count(row.undone_records),
        kept: count(row.kept_records),
        kept_records: kept(reader, row.id).await?,
        undone_at: row.undone_at.map(Timestamp),
        can_go_on: super::start::can_go_on(reader, &row).await?,
        layout,
        row: shown,
    })
}

/// What was chosen, else what the headers say.
fn mapping(kind: ImportKind, layout: &Layout, chosen: &Chosen, definitions: &[crate::crm::Definition]) -> Vec<String> {
    match &chosen.columns {
        Some(columns) => columns.clone(),
        None => Columns::guessed(kind, &layout.columns, &ImportOptions::default(), definitions).words_of_columns(kind),
    }
}

/// Problems behind a cursor, with their own.
pub async fn problems(
    connection: &impl ConnectionTrait,
    import: i64,
    after: Option<i64>,
    limit: u64,
) -> Outcome<Vec<(i64, RowProblem)>> {
    use import_problems::Column as C;
    let mut find = import_problems::Entity::find().filter(C::ImportId.eq(import));
    if let Some(after) = after {
        find = find.filter(C::Id.gt(after));
    }
    let found = find.order_by_asc(C::Id).limit(limit).all(connection).await?;
    Ok(found.into_iter().map(|row| (row.id, problem(row))).collect())
}

/// The first that a page shows: rows that were left out before what there is to say of others, and empty ones last.
async fn first_problems(connection: &impl ConnectionTrait, import: i64) -> Outcome<Vec<RowProblem>> {
    use import_problems::Column as C;
    let mut first = Vec::new();
    // Of empty rows there is nothing to mend, and files can be full of them.
    let empty = || C::Reason.eq("empty");
    for those in [C::LeftOut.eq(true).and(empty().not()), C::LeftOut.eq(false), empty()] {
        let room = LISTED - first.len() as u64;
        let find = import_problems::Entity::find().filter(C::ImportId.eq(import)).filter(those);
        first.extend(find.order_by_asc(C::Id).limit(room).all(connection).await?);
    }
    Ok(first.into_iter().map(problem).collect())
}

fn problem(row: import_problems::Model) -> RowProblem {
    RowProblem {
        row: count(row.file_row) + 1,
        column: row.column_name,
        value: row.value,
        reason: row.reason,
        message: row.message,
        left_out: row.left_out,
    }
}

async fn kept(connection: &impl ConnectionTrait, import: i64) -> Outcome<Vec<KeptRecord>> {
    use import_changes::Column as C;
    let found = import_changes::Entity::find().filter(C::ImportId.eq(import)).filter(C::Kept.is_not_null());
    let found = found.order_by_asc(C::ObjectType).order_by_asc(C::RecordId).limit(LISTED).all(connection).await?;
    let kept = |row: import_changes::Model| Some(KeptRecord { object_type: row.object_type, id: row.record_id, why: row.kept? });
    Ok(found.into_iter().filter_map(kept).collect())
}
