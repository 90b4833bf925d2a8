//! What a server does with imports: it takes the next one that waits, or that nobody works on any more, and goes on with it.

use model::imports::{ImportKind, ImportState};
use model::{ImportId, Timestamp};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::file::{Kept, conclude};
use super::upload::{discard, remove_pieces};
use super::{checked, finish, interrupted, kind_of, state_of, trouble, undo};
use crate::failure::{Failure, Outcome};
use crate::import::error::ImportError;
use crate::import::step::{LEASE, Step};
use crate::import::{ImportReport, Job, Watching};
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{import_pieces, import_problems, imports};

/// How long a file waits for somebody to begin with it, in milliseconds.
const WAITS: i64 = 7 * Timestamp::DAY;

/// An import that this server works on.
pub struct Working {
    row: imports::Model,
    state: ImportState,
    worker: String,
}

impl Working {
    pub fn id(&self) -> ImportId {
        ImportId(self.row.id)
    }
}

/// Nobody works on it.
fn is_free(now: i64) -> Condition {
    Condition::any().add(imports::Column::LeaseUntil.is_null()).add(imports::Column::LeaseUntil.lte(now))
}

impl Portico {
    /// Leases the next import that there is something to do about. `None`: there is none.
    pub async fn next_import(&self) -> Outcome<Option<Working>> {
        use imports::Column as C;
        let now = self.now().0;
        let moving = ImportState::ALL.into_iter().filter(|state| state.is_moving()).map(ImportState::word);
        let waiting = imports::Entity::find().filter(C::State.is_in(moving)).filter(is_free(now)).order_by_asc(C::Id);
        let Some(mut row) = waiting.one(self.store().reader()).await? else { return Ok(None) };
        let state = state_of(&row)?;
        let worker = secrets::capability();
        let taken = imports::Entity::update_many()
            .col_expr(C::Worker, Expr::value(worker.as_str()))
            .col_expr(C::LeaseUntil, Expr::value(now + LEASE))
            .filter(C::Id.eq(row.id))
            .filter(C::State.eq(state.word()))
            .filter(is_free(now))
            .exec(self.store().writer())
            .await?;
        if taken.rows_affected == 0 {
            return Ok(None);
        }
        row.worker = Some(worker.clone());
        Ok(Some(Working { row, state, worker }))
    }

    /// Works on it to its end. Dropping this leaves it to [`Portico::leave_import`], or to its lease.
    pub async fn work_on_import(&self, working: &Working) -> Outcome<()> {
        let (import, worker) = (working.row.id, working.worker.as_str());
        let _kept = Kept::of(self, import, worker);
        match working.state {
            ImportState::Undoing => undo::run(self, import, worker).await,
            // The file of a command's import is where that command was run.
            _ if !working.row.stored => {
                let now = self.now().0;
                finish(self.store().writer(), (import, worker), ImportState::Failed, Some(&interrupted()), now).await?;
                Ok(())
            }
            ImportState::Rehearsing => self.rehearse_import(working).await,
            _ => self.run_import(working).await,
        }
    }

    /// Gives the lease back, so that whoever comes next need not wait for its end.
    pub async fn leave_import(&self, working: &Working) -> Outcome<()> {
        imports::Entity::update_many()
            .col_expr(imports::Column::LeaseUntil, Expr::value(None::<i64>))
            .filter(imports::Column::Id.eq(working.row.id))
            .filter(imports::Column::Worker.eq(working.worker.as_str()))
            .exec(self.store().writer())
            .await?;
        Ok(())
    }

    async fn run_import(&self, working: &Working) -> Outcome<()> {
        let kind = kind_of(&working.row)?;
        let from = u64::try_from(working.row.done_rows).unwrap_or(0);
        let outcome = go_through(self, working, kind, from, false).await;
        if matches!(outcome, Err(ImportError::Stopped)) {
            // The file stays for whoever goes on.
            return Ok(());
        }
        if let Err(ImportError::Failure(failure)) = &outcome {
            if is_passing(failure) {
                return self.leave_import(working).await;
            }
            tracing::error!(import = working.row.id, %failure, "an import came to an end that is none");
        }
        conclude(self, working.row.id, &working.worker, kind, &outcome).await?;
        remove_pieces(self, working.row.id).await
    }

    /// From the beginning, whatever was found out before: what is remembered of the rows before is gone with whoever did.
    async fn rehearse_import(&self, working: &Working) -> Outcome<()> {
        let import = working.row.id;
        let tx = self.store().begin().await?;
        reset(&tx, import).await?;
        tx.commit().await?;
        let outcome = go_through(self, working, kind_of(&working.row)?, 0, true).await;
        let (state, problem) = match &outcome {
            Ok(_) => (ImportState::Ready, None),
            Err(ImportError::Stopped) => return Ok(()),
            Err(ImportError::Failure(failure)) if is_passing(failure) => return self.leave_import(working).await,
            Err(error) => (ImportState::Ready, Some(error.problem().unwrap_or_else(trouble))),
        };
        finish(self.store().writer(), (import, &working.worker), state, problem.as_ref(), self.now().0).await?;
        Ok(())
    }

    /// Forgets files of a week ago that nobody began with, and those that nobody went on with, whose imports stay. Answers
    /// how many.
    pub async fn forget_old_uploads(&self) -> Outcome<u64> {
        use imports::Column as C;
        let old = imports::Entity::find()
            .filter(C::State.is_in([ImportState::Ready.word(), ImportState::Failed.word()]))
            .filter(C::Stored.eq(true))
            .filter(C::StartedAt.is_null())
            .filter(C::CreatedAt.lt(self.now().0 - WAITS))
            .limit(20);
        let old = old.all(self.store().reader()).await?;
        for row in &old {
            discard(self, row.id).await?;
        }
        let stored = Query::select().column(import_pieces::Column::ImportId).from(import_pieces::Entity).to_owned();
        let stopped = imports::Entity::find()
            .filter(C::State.eq(ImportState::Stopped.word()))
            .filter(C::FinishedAt.lt(self.now().0 - WAITS))
            .filter(C::Id.in_subquery(stored))
            .limit(20);
        let stopped = stopped.all(self.store().reader()).await?;
        for row in &stopped {
            remove_pieces(self, row.id).await?;
        }
        Ok((old.len() + stopped.len()) as u64)
    }
}

/// The database is away or busy, which says nothing about the file.
fn is_passing(failure: &Failure) -> bool {
    match failure {
        Failure::Database(error) => matches!(error, sea_orm::DbErr::Conn(_) | sea_orm::DbErr::ConnectionAcquire(_)),
        _ => false,
    }
}

async fn go_through(
    portico: &Portico,
    working: &Working,
    kind: ImportKind,
    from: u64,
    rehearsal: bool,
) -> Result<ImportReport, ImportError> {
    let checked = checked(portico.store(), &working.row, rehearsal).await?;
    let step = Step { import: working.row.id, worker: working.worker.clone(), rehearsal };
    let watching = Watching { progress: &|_| {}, skipped: &|_| {} };
    Job { kind, step: Some(step), from, dry_run: rehearsal }.run(portico, checked, watching).await
}

/// Nothing is counted any more.
pub async fn reset(tx: &DatabaseTransaction, import: i64) -> Outcome<()> {
    use imports::Column as C;
    import_problems::Entity::delete_many().filter(import_problems::Column::ImportId.eq(import)).exec(tx).await?;
    let counts = [
        C::DoneRows,
        C::CreatedRecords,
        C::UpdatedRecords,
        C::UnchangedRows,
        C::FailedRows,
        C::ContactsBeside,
        C::CompaniesBeside,
    ];
    let mut update = imports::Entity::update_many().filter(C::Id.eq(import));
    for column in counts {
        update = update.col_expr(column, Expr::value(0_i64));
    }
    update.exec(tx).await?;
    Ok(())
}
