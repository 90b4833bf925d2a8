//! Beginning, stopping and undoing, as administrators ask for it.

use model::imports::ImportState;
use model::{Fault, ImportId, Problem, Refusal, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect, Set, Unchanged,
};

use super::{Choice, Chosen, kind_of, layout_of, seen_state, state_of};
use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::import::columns::Columns;
use crate::import::error::ImportError;
use crate::import::key::Key;
use crate::import::{ImportOptions, definitions};
use crate::portico::Portico;
use crate::tables::{import_pieces, imports};

async fn locked(tx: &DatabaseTransaction, import: ImportId) -> Outcome<imports::Model> {
    let row = imports::Entity::find_by_id(import.0).lock_exclusive().one(tx).await?;
    Ok(row.ok_or(Fault::NotFound)?)
}

/// Which field of the form is wrong.
fn fault_of(error: ImportError) -> crate::failure::Failure {
    match error {
        ImportError::Failure(failure) => failure,
        ImportError::UnknownKey { .. } => Fault::invalid("key", Problem::Unknown).into(),
        ImportError::KeyNotMapped { .. } => Fault::invalid("key", Problem::Missing).into(),
        ImportError::Twice { .. } => Fault::invalid("columns", Problem::Taken).into(),
        ImportError::NoColumn { .. } => Fault::invalid("columns", Problem::Missing).into(),
        _ => Fault::invalid("columns", Problem::Unknown).into(),
    }
}

/// Sets what was chosen, and lets a server begin.
pub async fn start(portico: &Portico, actor: Actor, import: ImportId, choice: &Choice, rehearse: bool) -> Outcome<()> {
    let tx = portico.store().begin().await?;
    start_in(&tx, portico.now(), actor, import, choice, rehearse).await?;
    tx.commit().await?;
    Ok(())
}

/// The same, in the caller's transaction.
pub async fn start_in(
    tx: &DatabaseTransaction,
    now: Timestamp,
    actor: Actor,
    import: ImportId,
    choice: &Choice,
    rehearse: bool,
) -> Outcome<()> {
    let row = locked(tx, import).await?;
    if state_of(&row)? != ImportState::Ready {
        return Err(Fault::Refused(Refusal::Stale).into());
    }
    let kind = kind_of(&row)?;
    let definitions = definitions(tx, kind).await?;
    let Choice { columns, key, order, only, own_numbers } = choice.clone();
    let options = ImportOptions { columns: Some(columns.clone()), key: key.clone(), ..ImportOptions::default() };
    let mapped = Columns::of(kind, &layout_of(&row).columns, &options, &definitions).map_err(fault_of)?;
    Key::parse(kind, &key, &mapped, &definitions).map_err(fault_of)?;
    let chosen = Chosen { columns: Some(columns), key, order, only, own_numbers, ..Chosen::default() };
    let state = if rehearse { ImportState::Rehearsing } else { ImportState::Running };
    let change = imports::ActiveModel {
        id: Unchanged(row.id),
        options: Set(chosen.text()?),
        state: Set(state.word().to_owned()),
        problem: Set(None),
        rehearsed: Set(rehearse),
        started_at: Set((!rehearse).then_some(now.0)),
        finished_at: Set(None),
        worker: Set(None),
        lease_until: Set(None),
        ..Default::default()
    };
    change.update(tx).await?;
    if !rehearse {
        Entry::new(actor, "import_started", format!("import:{import}")).write(tx, now).await?;
    }
    super::work::reset(tx, import.0).await
}

/// Ends what is going on: the batch that is being written is undone, those before stay, and so does the file, for whoever
/// goes on with it.
pub async fn stop(portico: &Portico, actor: Actor, import: ImportId) -> Outcome<()> {
    let tx = portico.store().begin().await?;
    let row = locked(&tx, import).await?;
    let state = match state_of(&row)? {
        ImportState::Rehearsing => ImportState::Ready,
        ImportState::Running => ImportState::Stopped,
        _ => return Err(Fault::Refused(Refusal::Stale).into()),
    };
    let now = portico.now();
    let change = imports::ActiveModel {
        id: Unchanged(row.id),
        state: Set(state.word().to_owned()),
        worker: Set(None),
        lease_until: Set(None),
        finished_at: Set((state == ImportState::Stopped).then_some(now.0)),
        rehearsed: Set(false),
        ..Default::default()
    };
    change.update(&tx).await?;
    if state == ImportState::Stopped {
        Entry::new(actor, "import_stopped", format!("import:{import}")).write(&tx, now).await?;
    }
    if state == ImportState::Ready {
        super::work::reset(&tx, import.0).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// Whether it was stopped, and can go on behind the last row that was written.
pub async fn can_go_on(connection: &impl ConnectionTrait, row: &imports::Model) -> Outcome<bool> {
    if state_of(row)? != ImportState::Stopped || !row.stored {
        return Ok(false);
    }
    let piece = import_pieces::Entity::find_by_id((row.id, 0)).select_only().column(import_pieces::Column::Number);
    Ok(piece.into_tuple::<i64>().one(connection).await?.is_some())
}

/// Lets a server go on with what was stopped.
pub async fn go_on(portico: &Portico, actor: Actor, import: ImportId) -> Outcome<()> {
    let tx = portico.store().begin().await?;
    let row = locked(&tx, import).await?;
    if !can_go_on(&tx, &row).await? {
        return Err(Fault::Refused(Refusal::Stale).into());
    }
    let change = imports::ActiveModel {
        id: Unchanged(row.id),
        state: Set(ImportState::Running.word().to_owned()),
        finished_at: Set(None),
        ..Default::default()
    };
    change.update(&tx).await?;
    Entry::new(actor, "import_continued", format!("import:{import}")).write(&tx, portico.now()).await?;
    tx.commit().await?;
    Ok(())
}

/// Throws a file away that nothing was imported from.
pub async fn discard(portico: &Portico, actor: Actor, import: ImportId) -> Outcome<()> {
    let tx = portico.store().begin().await?;
    let row = locked(&tx, import).await?;
    if row.started_at.is_some() || state_of(&row)?.is_moving() {
        return Err(Fault::Refused(Refusal::Stale).into());
    }
    Entry::new(actor, "import_discarded", format!("import:{import}"))
        .with(serde_json::json!({ "file": row.file_name }))
        .write(&tx, portico.now())
        .await?;
    // Nobody can begin with it any more.
    let gone =
        imports::ActiveModel { id: Unchanged(row.id), state: Set(ImportState::Failed.word().to_owned()), ..Default::default() };
    gone.update(&tx).await?;
    tx.commit().await?;
    super::upload::discard(portico, import.0).await
}

/// Lets a server, or with `worker` the caller, undo it. What is being undone is not begun again; of what was undone, that
/// which stayed is tried again.
pub async fn undo(portico: &Portico, actor: Actor, import: ImportId, worker: Option<&str>) -> Outcome<()> {
    let tx = portico.store().begin().await?;
    let row = locked(&tx, import).await?;
    let (state, wrote) = (seen_state(&row, portico.now())?, row.started_at.is_some() && row.done_rows > 0);
    let again = state == ImportState::Undone && row.kept_records > 0;
    let first = state.can_be_undone() && wrote;
    if !first && !again {
        return Err(Fault::Refused(Refusal::Stale).into());
    }
    if again {
        super::undo::take_up_again(&tx, row.id).await?;
    }
    let now = portico.now();
    let chosen = Chosen { undone_by: Some(actor.to_string()), ..Chosen::of(&row) };
    imports::Entity::update_many()
        .col_expr(imports::Column::State, Expr::value(ImportState::Undoing.word()))
        .col_expr(imports::Column::Options, Expr::value(chosen.text()?))
        .col_expr(imports::Column::Worker, Expr::value(worker.map(str::to_owned)))
        .col_expr(imports::Column::LeaseUntil, Expr::value(worker.map(|_| now.0 + crate::import::step::LEASE)))
        .filter(imports::Column::Id.eq(row.id))
        .exec(&tx)
        .await?;
    Entry::new(actor, "import_undo_started", format!("import:{import}")).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}
