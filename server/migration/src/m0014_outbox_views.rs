//! The outbox is looked through by what became of a letter.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0014_outbox_views"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INDEXES).await
    }
}

/// What waits or is held is little and has indexes of its own to be newest first in, as what was given up.
const INDEXES: &str = "
CREATE INDEX outbox_failed ON outbox(created_at) WHERE failed_at IS NOT NULL;
CREATE INDEX outbox_held ON outbox(created_at) WHERE sent_at IS NULL AND failed_at IS NULL AND held = TRUE;
";
