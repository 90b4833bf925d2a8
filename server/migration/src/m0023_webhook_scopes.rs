//! Webhooks are set up with scopes of their own.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0023_webhook_scopes"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, SCOPES).await
    }
}

/// Tokens that are there could do it before there were these scopes, and still can.
const SCOPES: &str = "UPDATE api_tokens SET scopes = scopes || ' developers-read developers-write';";
