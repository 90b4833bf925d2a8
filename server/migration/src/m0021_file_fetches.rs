//! Files that were fetched from an address, and what became of it.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0021_file_fetches"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLE).await
    }
}

/// Either there is a file, or a problem, or the file is gone again. No address is kept: it may carry a password.
const TABLE: &str = "
CREATE TABLE file_fetches (
    id {id},
    file_id BIGINT REFERENCES files(id) ON DELETE SET NULL,
    problem TEXT,
    started_at BIGINT NOT NULL,
    finished_at BIGINT NOT NULL
);
CREATE INDEX file_fetches_by_file ON file_fetches(file_id) WHERE file_id IS NOT NULL;
CREATE INDEX file_fetches_by_time ON file_fetches(finished_at);
";
