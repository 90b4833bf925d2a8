//! A ticket knows the portal at which it was filed: its letters speak for that one and for no other.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0010_ticket_portals"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, PORTAL).await
    }
}

/// Nothing where no customer filed it, or before this was kept.
const PORTAL: &str = "
ALTER TABLE tickets ADD COLUMN portal_id BIGINT REFERENCES portals(id);
";
