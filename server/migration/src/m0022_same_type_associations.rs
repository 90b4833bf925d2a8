//! Associations between two contacts, two companies or two tickets.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0022_same_type_associations"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLE).await
    }
}

/// A row for each direction, written and removed together, so that either end finds the other by the key. Which company is
/// the parent of another stands in `companies.parent_id`.
const TABLE: &str = "
CREATE TABLE same_type_associations (
    object_type {key} NOT NULL,
    from_id BIGINT NOT NULL,
    to_id BIGINT NOT NULL,
    PRIMARY KEY (object_type, from_id, to_id)
);
";
