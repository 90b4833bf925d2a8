//! Archived records, in the order in which they were archived.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0020_archive"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, INDEXES).await
    }
}

/// And of what an import has to say, the rows that it left out before those that it took.
const INDEXES: &str = "
CREATE INDEX contacts_by_archiving ON contacts(archived_at, id) WHERE archived_at IS NOT NULL;
CREATE INDEX companies_by_archiving ON companies(archived_at, id) WHERE archived_at IS NOT NULL;
CREATE INDEX tickets_by_archiving ON tickets(archived_at, id) WHERE archived_at IS NOT NULL;
CREATE INDEX import_problems_left_out ON import_problems(import_id, left_out, id);
";
