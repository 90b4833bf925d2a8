//! Imports as administrators work with them.

use async_trait::async_trait;
use model::imports::{DateOrder, ImportChoice, ImportRow, ImportShown, Imports};
use model::pages::Page;
use model::people::Role;
use model::{Fault, ImportId};

use super::{Choice, show, start};
use crate::audit::Actor;
use crate::desks::UserDesk;
use crate::failure::Failure;
use crate::import::Order;

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

    async fn start_import(&self, import: ImportId, chosen: &ImportChoice, rehearse: bool) -> Result<(), Fault> {
        self.require(Role::Admin)?;
        let actor = Actor::from(&self.viewer);
        let order = match chosen.dates {
            DateOrder::AsShown => None,
            DateOrder::DayFirst => Some(Order::DayFirst),
            DateOrder::MonthFirst => Some(Order::MonthFirst),
        };
        let choice = Choice { columns: chosen.columns.clone(), key: chosen.key.clone(), order, ..Choice::default() };
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
