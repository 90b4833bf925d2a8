//! An import as something that is begun, watched, stopped and undone: the rows of `imports`.
//!
//! Whoever works on one (a server, or the command line) holds a lease and renews it; every batch of rows moves the cursor
//! in its own transaction, under that lease. So a server that is killed leaves an import that another one, or the same
//! one started again, goes on with behind the last row that was committed.

mod desk;
mod file;
mod problems;
mod show;
mod start;
mod token;
mod undo;
mod upload;
mod work;

use model::imports::{FileProblem, ImportKind, ImportState, Layout};
use model::{Fault, ImportId, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};

pub(super) use file::run_file;
pub use problems::problems;
pub use undo::undo_now;
pub use upload::{UPLOAD_MAX, Upload};
pub use work::Working;

use super::error::ImportError;
use super::file::Source;
use super::{ImportOptions, Only, Order, check};
use crate::audit::Actor;
use crate::failure::{Failure, Outcome};
use crate::tables::imports;

/// What was chosen for an import.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Chosen {
    columns: Option<Vec<String>>,
    map: Vec<(String, String)>,
    key: String,
    #[serde(default)]
    order: Option<Order>,
    #[serde(default)]
    only: Option<Only>,
    #[serde(default)]
    own_numbers: bool,
    /// Who has it undone.
    undone_by: Option<String>,
}

impl Chosen {
    fn of(row: &imports::Model) -> Self {
        serde_json::from_str(&row.options).unwrap_or_default()
    }

    fn text(&self) -> Outcome<String> {
        json(self)
    }

    fn options(self, dry_run: bool) -> ImportOptions {
        let Self { columns, map, key, order, only, own_numbers, .. } = self;
        ImportOptions { map, columns, key, order, only, own_numbers, dry_run }
    }
}

/// What is to be done with a file.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// The property of each column; empty: left out.
    pub columns: Vec<String>,
    /// What a record is recognised by; empty: as is usual for the kind.
    pub key: String,
    pub order: Option<Order>,
    pub only: Option<Only>,
    /// Owners are named by their numbers here, too.
    pub own_numbers: bool,
}

fn json(value: &impl Serialize) -> Outcome<String> {
    serde_json::to_string(value).map_err(|error| Failure::internal(error.to_string()))
}

fn layout_of(row: &imports::Model) -> Layout {
    serde_json::from_str(&row.layout).unwrap_or_default()
}

fn kind_of(row: &imports::Model) -> Outcome<ImportKind> {
    ImportKind::parse(&row.kind).ok_or_else(|| Failure::internal("an import of an unknown kind"))
}

fn state_of(row: &imports::Model) -> Outcome<ImportState> {
    ImportState::parse(&row.state).ok_or_else(|| Failure::internal("an import in an unknown state"))
}

/// How it stands as people see it: a command that was ended in the middle is not there to say so, and has stopped.
fn seen_state(row: &imports::Model, now: model::Timestamp) -> Outcome<ImportState> {
    let state = state_of(row)?;
    let left = !row.stored && state == ImportState::Running && row.lease_until.is_none_or(|until| until < now.0);
    Ok(if left { ImportState::Stopped } else { state })
}

/// All imports, the newest first, for the command line: a page of them, and the cursor of the next.
pub async fn imports_listed(
    portico: &crate::portico::Portico,
    after: Option<&str>,
) -> Outcome<model::pages::Page<model::imports::ImportRow>> {
    show::list(portico, after).await
}

/// The first of the records that undoing an import left, with why, for the command line.
pub async fn kept_listed(portico: &crate::portico::Portico, import: ImportId) -> Outcome<Vec<model::imports::KeptRecord>> {
    Ok(show::show(portico, import).await?.kept_records)
}

/// The actor that the trail's text names; `None` for the command line, and for what names nobody.
fn user_of(actor: &str) -> Option<UserId> {
    actor.strip_prefix("user:").and_then(|id| id.parse().ok())
}

fn actor_of(text: &str) -> Actor {
    let token = || text.strip_prefix("token:").and_then(|id| id.parse().ok()).map(Actor::Token);
    user_of(text).map(Actor::User).or_else(token).unwrap_or(Actor::Operator)
}

async fn find(connection: &impl ConnectionTrait, import: ImportId) -> Outcome<imports::Model> {
    Ok(imports::Entity::find_by_id(import.0).one(connection).await?.ok_or(Fault::NotFound)?)
}

/// How the file begins, its rows read through once: a broken file is told of at once, with the line where it breaks.
fn look(source: &Source) -> Result<(Layout, u64), ImportError> {
    const CELL: usize = 120;
    let delimiter = if source.delimiter == b'\t' { "tab".to_owned() } else { char::from(source.delimiter).to_string() };
    let (encoding, columns) = (source.encoding.name().to_owned(), source.headers.clone());
    let mut layout = Layout { encoding, delimiter, columns, rows: Vec::new() };
    let (mut rows, mut total) = (source.rows()?, 0);
    while let Some(row) = rows.next()? {
        total = row.number;
        if layout.rows.len() < model::imports::PREVIEW_ROWS {
            layout.rows.push(row.cells.iter().map(|cell| super::values::clean(cell, CELL)).collect());
        }
    }
    Ok((layout, total))
}

/// What a worker or the command line ends with, if it still has the lease.
async fn finish(
    connection: &impl ConnectionTrait,
    (import, worker): (i64, &str),
    state: ImportState,
    problem: Option<&FileProblem>,
    now: i64,
) -> Outcome<bool> {
    use imports::Column as C;
    let problem = problem.map(json).transpose()?;
    let done = imports::Entity::update_many()
        .col_expr(C::State, Expr::value(state.word()))
        .col_expr(C::Problem, Expr::value(problem))
        .col_expr(C::LeaseUntil, Expr::value(None::<i64>))
        .col_expr(C::Worker, Expr::value(None::<String>))
        .col_expr(C::FinishedAt, Expr::value(now))
        .filter(C::Id.eq(import))
        .filter(C::Worker.eq(worker))
        .exec(connection)
        .await?;
    Ok(done.rows_affected > 0)
}

/// The problem of an import whose worker is gone and cannot be replaced.
fn interrupted() -> FileProblem {
    FileProblem { word: "interrupted".to_owned(), line: 0, detail: "it was interrupted; run the command again".to_owned() }
}

/// The problem of trouble of ours.
fn trouble() -> FileProblem {
    FileProblem { word: "internal".to_owned(), line: 0, detail: "something went wrong in the server".to_owned() }
}

/// A check of an upload with what was chosen.
async fn checked(store: &crate::store::Store, row: &imports::Model, dry_run: bool) -> Result<check::Checked, ImportError> {
    let kind = kind_of(row)?;
    let definitions = super::definitions(store.reader(), kind).await?;
    let (input, options) = (super::input::Input::stored(store, row.id), Chosen::of(row).options(dry_run));
    super::blocking(move || check::check(kind, Source::of(input)?, &options, &definitions)).await
}
