//! What an import said about a record when it last wrote it, so that running it again changes nothing, and a changed
//! row changes only what the file changed and not what people did since.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0004_imports"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, RECORDS).await
    }
}

/// `kind` is `companies`, `contacts` or `tickets`; `external_id` is the record's id where it was exported; `marks` has a
/// short hash for each property.
const RECORDS: &str = "
CREATE TABLE imported_records (
    kind TEXT NOT NULL,
    record_id BIGINT NOT NULL,
    external_id {key},
    marks TEXT NOT NULL,
    PRIMARY KEY (kind, record_id)
);
CREATE INDEX imported_records_by_external_id ON imported_records(kind, external_id);
";
