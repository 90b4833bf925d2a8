//! An import undone: what it made is archived, as deleting it would, and what it changed is put back where nobody changed
//! it since. What is in use stays, and is listed with the reason.
//!
//! Associations between what was there before go first, then tickets before their contacts, and those before their
//! companies, so that what only the import's own records used is not in use any more. A batch is a transaction that also notes which records are settled: a server that is killed goes
//! on behind the last one.

mod made;
mod put_back;
mod unlink;

use std::time::Duration;

use model::ImportId;
use model::imports::ImportState;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::json;

use super::upload::remove_pieces;
use super::{Chosen, actor_of};
use crate::audit::{Actor, Entry};
use crate::failure::{Failure, Outcome};
use crate::import::step::LEASE;
use crate::import::traces;
use crate::live::Change;
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{import_changes, imported_records, imports};

/// Records in one transaction.
const BATCH: u64 = 200;
/// Between two of them.
const PAUSE: Duration = Duration::from_millis(20);
/// In this order.
const ORDER: [&str; 4] = ["messages", "tickets", "contacts", "companies"];

/// What became of a record.
pub enum Settled {
    Undone,
    /// A word for why it stays, whole or in part.
    Kept(&'static str),
}

/// What undoing is done with.
pub struct Undoing<'a> {
    pub portico: &'a Portico,
    pub import: i64,
    pub actor: Actor,
    worker: &'a str,
}

/// Undoes an import that is to be undone, to its end.
pub async fn run(portico: &Portico, import: i64, worker: &str) -> Outcome<()> {
    let row = imports::Entity::find_by_id(import).one(portico.store().reader()).await?;
    let Some(row) = row else { return Ok(()) };
    let actor = actor_of(&Chosen::of(&row).undone_by.unwrap_or_default());
    let undoing = Undoing { portico, import, actor, worker };
    unlink::all(&undoing).await?;
    for object_type in ORDER {
        while undoing.batch(object_type).await? {
            // On SQLite whoever else writes waits for a moment in which nobody does.
            tokio::time::sleep(PAUSE).await;
        }
    }
    undoing.conclude().await?;
    remove_pieces(portico, import).await?;
    portico.tell(&[Change::Access]).await;
    Ok(())
}

/// What stayed is not settled any more.
pub async fn take_up_again(tx: &DatabaseTransaction, import: i64) -> Outcome<()> {
    use import_changes::Column as C;
    import_changes::Entity::update_many()
        .col_expr(C::Settled, Expr::value(false))
        .col_expr(C::Kept, Expr::value(None::<String>))
        .filter(C::ImportId.eq(import))
        .filter(C::Kept.is_not_null())
        .exec(tx)
        .await?;
    imports::Entity::update_many()
        .col_expr(imports::Column::KeptRecords, Expr::value(0_i64))
        .filter(imports::Column::Id.eq(import))
        .exec(tx)
        .await?;
    Ok(())
}

/// Undoes an import for the command line, here and now. Answers how many records were undone, and how many stay.
pub async fn undo_now(portico: &Portico, import: ImportId) -> Outcome<(u64, u64)> {
    let worker = secrets::capability();
    super::start::undo(portico, Actor::Operator, import, Some(&worker)).await?;
    {
        let _kept = super::file::Kept::of(portico, import.0, &worker);
        run(portico, import.0, &worker).await?;
    }
    let row = super::find(portico.store().reader(), import).await?;
    Ok((row.undone_records.unsigned_abs(), row.kept_records.unsigned_abs()))
}

impl Undoing<'_> {
    /// Answers whether there was anything.
    async fn batch(&self, object_type: &str) -> Outcome<bool> {
        use import_changes::Column as C;
        let waiting = import_changes::Entity::find()
            .filter(C::ImportId.eq(self.import))
            .filter(C::ObjectType.eq(object_type))
            .filter(C::Settled.eq(false))
            .order_by_asc(C::RecordId)
            .limit(BATCH);
        let tx = self.portico.store().begin().await?;
        let rows = waiting.all(&tx).await?;
        if rows.is_empty() {
            return Ok(false);
        }
        let (mut undone, mut told) = (0, Vec::new());
        let mut kept = Vec::new();
        for row in &rows {
            let settled = match row.made {
                true => made::take_away(self, &tx, row, &mut told).await?,
                false => put_back::put_back(self, &tx, row, &mut told).await?,
            };
            match settled {
                Settled::Undone => undone += 1,
                Settled::Kept(why) => kept.push((row.record_id, why)),
            }
            self.restore_marks(&tx, row, &kept).await?;
        }
        self.note(&tx, object_type, &rows, undone, &kept).await?;
        tx.commit().await?;
        self.portico.tell(&told).await;
        Ok(true)
    }

    /// What files had said before is what they said last; of a record that is gone, nothing.
    async fn restore_marks(
        &self,
        tx: &DatabaseTransaction,
        row: &import_changes::Model,
        kept: &[(i64, &'static str)],
    ) -> Outcome<()> {
        let key = (row.object_type.clone(), row.record_id);
        let stays = kept.last().is_some_and(|(id, _)| *id == row.record_id);
        if row.made && !stays {
            imported_records::Entity::delete_by_id(key).exec(tx).await?;
        } else if let (false, Some(marks)) = (row.made, &row.marks) {
            imported_records::Entity::update_many()
                .col_expr(imported_records::Column::Marks, Expr::value(marks.as_str()))
                .col_expr(imported_records::Column::ExternalId, Expr::value(row.external_id.clone()))
                .filter(imported_records::Column::Kind.eq(key.0))
                .filter(imported_records::Column::RecordId.eq(key.1))
                .exec(tx)
                .await?;
        }
        Ok(())
    }

    async fn note(
        &self,
        tx: &DatabaseTransaction,
        object_type: &str,
        rows: &[import_changes::Model],
        undone: i64,
        kept: &[(i64, &'static str)],
    ) -> Outcome<()> {
        use import_changes::Column as C;
        let own =
            || import_changes::Entity::update_many().filter(C::ImportId.eq(self.import)).filter(C::ObjectType.eq(object_type));
        let ids = rows.iter().map(|row| row.record_id);
        own().col_expr(C::Settled, Expr::value(true)).filter(C::RecordId.is_in(ids)).exec(tx).await?;
        for (id, why) in kept {
            own().col_expr(C::Kept, Expr::value(*why)).filter(C::RecordId.eq(*id)).exec(tx).await?;
        }
        let kept = i64::try_from(kept.len()).unwrap_or(i64::MAX);
        let noted = imports::Entity::update_many()
            .col_expr(imports::Column::UndoneRecords, Expr::col(imports::Column::UndoneRecords).add(undone))
            .col_expr(imports::Column::KeptRecords, Expr::col(imports::Column::KeptRecords).add(kept))
            .col_expr(imports::Column::LeaseUntil, Expr::value(self.portico.now().0 + LEASE))
            .filter(imports::Column::Id.eq(self.import))
            .filter(imports::Column::Worker.eq(self.worker))
            .exec(tx)
            .await?;
        if noted.rows_affected == 0 {
            return Err(Failure::internal("somebody else undoes this import"));
        }
        Ok(())
    }

    async fn conclude(&self) -> Outcome<()> {
        let now = self.portico.now();
        let tx = self.portico.store().begin().await?;
        let row = imports::Entity::find_by_id(self.import).one(&tx).await?;
        let Some(row) = row else { return Ok(()) };
        imports::Entity::update_many()
            .col_expr(imports::Column::State, Expr::value(ImportState::Undone.word()))
            .col_expr(imports::Column::UndoneAt, Expr::value(now.0))
            .col_expr(imports::Column::LeaseUntil, Expr::value(None::<i64>))
            .col_expr(imports::Column::Worker, Expr::value(None::<String>))
            .filter(imports::Column::Id.eq(self.import))
            .filter(imports::Column::Worker.eq(self.worker))
            .exec(&tx)
            .await?;
        Entry::new(self.actor, "import_undone", format!("import:{}", self.import))
            .with(json!({ "undone": row.undone_records, "kept": row.kept_records }))
            .write(&tx, now)
            .await?;
        tx.commit().await?;
        Ok(())
    }

    /// The changes that are kept of a record.
    fn changes_of(row: &import_changes::Model) -> Outcome<Vec<crate::history::ValueChange>> {
        traces::parse(&row.changes)
    }
}
