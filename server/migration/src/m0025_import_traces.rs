//! The labels that imports gave to associations, so that undoing an import takes them away; how many values an import wrote,
//! and what HubSpot's clients tell the bytes of files by.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0025_import_traces"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLE).await
    }
}

/// `external_id` is the one under which a record was known before; `type_id` is the number of the label in the direction from the one record to the other.
const TABLE: &str = "
CREATE TABLE import_labels (
    import_id BIGINT NOT NULL REFERENCES imports(id),
    from_type {key} NOT NULL,
    from_id BIGINT NOT NULL,
    to_type {key} NOT NULL,
    to_id BIGINT NOT NULL,
    type_id BIGINT NOT NULL,
    PRIMARY KEY (import_id, from_type, from_id, to_type, to_id, type_id)
);
ALTER TABLE imports ADD COLUMN values_written BIGINT NOT NULL DEFAULT 0;
CREATE INDEX import_changes_by_record ON import_changes(object_type, record_id);
ALTER TABLE import_changes ADD COLUMN external_id TEXT;
ALTER TABLE files ADD COLUMN md5 TEXT;
";
