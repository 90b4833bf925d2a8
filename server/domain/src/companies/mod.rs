//! Companies: what contacts belong to and tickets are for.

pub(crate) mod edit;
pub(crate) mod list;
pub(crate) mod merge;
pub(crate) mod parent;
mod show;

use async_trait::async_trait;
use model::companies::{Companies, CompanyFields, CompanyRow, CompanyShown};
use model::pages::Page;
use model::properties::ListQuery;
use model::{CompanyId, Fault};

use crate::desks::UserDesk;
use crate::failure::Failure;

#[async_trait]
impl Companies for UserDesk {
    async fn companies(&self, query: &ListQuery) -> Result<Page<CompanyRow>, Fault> {
        list::list(self, query).await.map_err(Failure::into_fault)
    }

    async fn company(&self, company: CompanyId) -> Result<CompanyShown, Fault> {
        show::show(self, company).await.map_err(Failure::into_fault)
    }

    async fn create_company(&self, fields: &CompanyFields) -> Result<CompanyId, Fault> {
        edit::create(self, fields).await.map_err(Failure::into_fault)
    }

    async fn update_company(&self, company: CompanyId, fields: &CompanyFields) -> Result<(), Fault> {
        edit::update(self, company, fields).await.map_err(Failure::into_fault)
    }
}
