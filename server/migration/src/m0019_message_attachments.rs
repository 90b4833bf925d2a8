//! Which files messages carry.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0019_message_attachments"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLE).await
    }
}

/// The files of what customers may read, in the order in which they were named. A comment's are those that its note names,
/// and not here.
const TABLE: &str = "
CREATE TABLE message_attachments (
    message_id BIGINT NOT NULL REFERENCES messages(id) ON DELETE CASCADE,
    position BIGINT NOT NULL,
    file_id BIGINT NOT NULL REFERENCES files(id) ON DELETE CASCADE,
    PRIMARY KEY (message_id, position)
);
CREATE INDEX message_attachments_by_file ON message_attachments(file_id);
";
