//! The outbox is delivered: the letters that are due are found without passing those that are held.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0005_mail"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DUE).await
    }
}

/// `last_error` becomes what is wrong in the form of `model::mail::MailProblem`; nothing has written it so far.
const DUE: &str = "
DROP INDEX outbox_waiting;
CREATE INDEX outbox_due ON outbox(next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL AND held = FALSE;
CREATE INDEX outbox_newest ON outbox(created_at);
";
