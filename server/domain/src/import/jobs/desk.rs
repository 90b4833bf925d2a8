//! Imports as administrators work with them.

use async_trait::async_trait;
use model::imports::{ImportRow, ImportShown, Imports};
use model::pages::Page;
use model::people::Role;
use model::{Fault, ImportId};

use super::{Choice, show, start};
use crate::audit::Actor;
use crate::desks::UserDesk;
use crate::failure::Failure;

#[async_trait]
impl Imports for UserDesk {
    async fn imports(&self, after: Option<&str>) -> Result<Page<ImportRow>, Fault> {
        self.require(Role::Admin)?;
        show::list(&self.portico, after).await.map_err(Failure::into_fault)
    }

    async fn import(&self, import: ImportId) -> Result<ImportShown, Fault> {
        self.require(Role::Admin)?;
        show::show(&self.portico, import).await.map_err(Failure::into_fault)
    }

    async fn start_import(&self, import: ImportId, columns: &[String], key: &str, rehearse: bool) -> Result<(), Fault> {
        self.require(Role::Admin)?;
        let actor = Actor::from(&self.viewer);
        let choice = Choice { columns: columns.to_vec(), key: key.to_owned(), ..Choice::default() };
        start::start(&self.portico, actor, import, &choice, rehearse).await.map_err(Failure::into_fault)
    }

    async fn stop_import(&self, import: ImportId) -> Result<(), Fault> {
        self.require(Role::Admin)?;
        start::stop(&self.portico, Actor::from(&self.viewer), import).await.map_err(Failure::into_fault)
    }

    async fn continue_import(&self, import: ImportId) -> Result<(), Fault> {
        self.require(Role::Admin)?;
        start::go_on(&self.portico, Actor::from(&self.viewer), import).await.map_err(Failure::into_fault)
    }

    async fn discard_import(&self, import: ImportId) -> Result<(), Fault> {
        self.require(Role::Admin)?;
        start::discard(&self.portico, Actor::from(&self.viewer), import).await.map_err(Failure::into_fault)
    }

    async fn undo_import(&self, import: ImportId) -> Result<(), Fault> {
        self.require(Role::Admin)?;
        start::undo(&self.portico, Actor::from(&self.viewer), import, None).await.map_err(Failure::into_fault)
    }
}
