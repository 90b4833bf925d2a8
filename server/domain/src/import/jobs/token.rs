//! Imports as integrations begin and watch them. A token works with the kinds that its scopes name.

use model::api_tokens::Scope;
use model::imports::{ImportKind, ImportRow, ImportShown, RowProblem};
use model::{Fault, ImportId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::upload::discard;
use super::{Upload, find, kind_of, show, start};
use crate::audit::Actor;
use crate::crm::{Done, ObjectType, Work};
use crate::desks::TokenDesk;
use crate::failure::Outcome;
use crate::tables::imports;

/// What the rows are to integrations; `None`: they have no kind of their own there.
fn object_type(kind: ImportKind) -> Option<ObjectType> {
    match kind {
        ImportKind::Companies => Some(ObjectType::Companies),
        ImportKind::Contacts => Some(ObjectType::Contacts),
        ImportKind::Tickets => Some(ObjectType::Tickets),
        ImportKind::Messages => None,
    }
}

impl TokenDesk {
    /// With the scope of imports, or those of the records.
    fn may(&self, kind: ImportKind, scopes: impl Fn(ObjectType) -> &'static [Scope]) -> bool {
        object_type(kind).is_some_and(|kind| self.has_any(&[Scope::Import]) || self.has_all(scopes(kind)))
    }

    fn may_see(&self, kind: ImportKind) -> bool {
        self.may(kind, ObjectType::reading)
    }

    /// Begins to take a file.
    pub async fn begin_import(&self, kind: ImportKind, file_name: &str) -> Outcome<Upload> {
        Upload::begin(&self.portico, Actor::from(self.author()), kind, file_name).await
    }

    /// Sets the property of each column and what a record is recognised by, and begins; `None`: the file is broken, and stays
    /// as an import that failed. A file that cannot be read so is thrown away, and so is one that came before: answered is
    /// the import that is there then.
    pub async fn start_import(&self, import: ImportId, chosen: Option<(&[String], &str)>) -> Done<ImportId> {
        let begun = self.started(import, chosen).await;
        if begun.as_ref().ok() != Some(&import) {
            discard(&self.portico, import.0).await?;
        }
        begun
    }

    async fn started(&self, import: ImportId, chosen: Option<(&[String], &str)>) -> Done<ImportId> {
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

    /// Missing, and of a kind that the token may not read, are one.
    pub async fn import(&self, import: ImportId) -> Outcome<ImportShown> {
        let shown = show::show(&self.portico, import).await?;
        if self.may_see(shown.row.kind) { Ok(shown) } else { Err(Fault::NotFound.into()) }
    }

    /// Imports behind a number, the newest first, of the kinds that the token may read.
    pub async fn imports(&self, before: Option<i64>, limit: u64) -> Outcome<Vec<ImportRow>> {
        let kinds = ImportKind::ALL.into_iter().filter(|kind| self.may_see(*kind)).map(ImportKind::word);
        let mut find = imports::Entity::find().filter(imports::Column::Kind.is_in(kinds));
        if let Some(before) = before {
            find = find.filter(imports::Column::Id.lt(before));
        }
        let reader = self.portico.store().reader();
        show::rows(&self.portico, &find.order_by_desc(imports::Column::Id).limit(limit).all(reader).await?).await
    }

    pub async fn stop_import(&self, import: ImportId) -> Outcome<()> {
        let row = find(self.portico.store().reader(), import).await?;
        if !self.may(kind_of(&row)?, ObjectType::writing) {
            return Err(Fault::NotFound.into());
        }
        start::stop(&self.portico, Actor::from(self.author()), import).await
    }

    /// Problems behind a number, with their own.
    pub async fn import_problems(&self, import: ImportId, after: Option<i64>, limit: u64) -> Outcome<Vec<(i64, RowProblem)>> {
        let row = find(self.portico.store().reader(), import).await?;
        if !self.may_see(kind_of(&row)?) {
            return Err(Fault::NotFound.into());
        }
        show::problems(self.portico.store().reader(), import.0, after, limit).await
    }
}
