//! Which added properties somebody's lists show.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0018_list_columns"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, COLUMN).await
    }
}

/// An object: names of properties by kind of record. Nobody has chosen any so far.
const COLUMN: &str = "
ALTER TABLE users ADD COLUMN list_columns TEXT;
";
