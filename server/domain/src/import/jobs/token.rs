//! Imports as integrations begin and watch them. The door asks for the scope of imports, which writes all kinds.

use model::imports::{ImportKind, ImportRow, ImportShown, RowProblem};
use model::{Fault, ImportId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::upload::discard;
use super::{Choice, Upload, find, kind_of, show, start};
use crate::audit::Actor;
use crate::crm::{Done, Work};
use crate::desks::TokenDesk;
use crate::failure::Outcome;
use crate::tables::imports;

impl TokenDesk {
    /// Messages and associations are no kinds of records to integrations.
    fn is_seen(kind: ImportKind) -> bool {
        !matches!(kind, ImportKind::Messages | ImportKind::Associations)
    }

    /// Begins to take a file.
    pub async fn begin_import(&self, kind: ImportKind, file_name: &str) -> Outcome<Upload> {
        Upload::begin(&self.portico, Actor::from(self.author()), kind, file_name).await
    }

    /// Sets the property of each column and what a record is recognised by, and begins; `None`: the file is broken, and stays
    /// as an import that failed. A file that cannot be read so is thrown away, and so is one that came before: answered is
    /// the import that is there then.
    pub async fn start_import(&self, import: ImportId, chosen: Option<&Choice>) -> Done<ImportId> {
        let begun = self.started(import, chosen).await;
        if begun.as_ref().ok() != Some(&import) {
            discard(&self.portico, import.0).await?;
        }
        begun
    }

    async fn started(&self, import: ImportId, chosen: Option<&Choice>) -> Done<ImportId> {
        let work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return Ok(before),
        };
        if let Some(chosen) = chosen {
            let (now, actor) = (self.portico.now(), Actor::from(self.author()));
            start::start_in(&work.tx, now, actor, import, chosen, false).await?;
        }
        work.finish(import).await
    }

    /// Throws a file away that nothing was begun with.
    pub async fn discard_import(&self, import: ImportId) -> Outcome<()> {
        discard(&self.portico, import.0).await
    }

    /// One that is not there, and one that is no kind of records to integrations, are one.
    pub async fn import(&self, import: ImportId) -> Outcome<ImportShown> {
        let shown = show::show(&self.portico, import).await?;
        if Self::is_seen(shown.row.kind) { Ok(shown) } else { Err(Fault::NotFound.into()) }
    }

    /// Imports behind a number, the newest first.
    pub async fn imports(&self, before: Option<i64>, limit: u64) -> Outcome<Vec<ImportRow>> {
        let kinds = ImportKind::ALL.into_iter().filter(|kind| Self::is_seen(*kind)).map(ImportKind::word);
        let mut find = imports::Entity::find().filter(imports::Column::Kind.is_in(kinds));
        if let Some(before) = before {
            find = find.filter(imports::Column::Id.lt(before));
        }
        let reader = self.portico.store().reader();
        show::rows(&self.portico, &find.order_by_desc(imports::Column::Id).limit(limit).all(reader).await?).await
    }

    pub async fn stop_import(&self, import: ImportId) -> Outcome<()> {
        let row = find(self.portico.store().reader(), import).await?;
        if !Self::is_seen(kind_of(&row)?) {
            return Err(Fault::NotFound.into());
        }
        start::stop(&self.portico, Actor::from(self.author()), import).await
    }

    /// Problems behind a number, with their own.
    pub async fn import_problems(&self, import: ImportId, after: Option<i64>, limit: u64) -> Outcome<Vec<(i64, RowProblem)>> {
        let row = find(self.portico.store().reader(), import).await?;
        if !Self::is_seen(kind_of(&row)?) {
            return Err(Fault::NotFound.into());
        }
        show::problems(self.portico.store().reader(), import.0, after, limit).await
    }
}
