//! What bounds letters and what people say about them: when a letter was first to go, the notifications that contacts do
//! without, addresses that turn one off, acknowledgements, and the mail server that administrators set.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0009_mail"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, NOTIFICATIONS).await?;
        run(manager, SERVER).await
    }
}

/// `due_at` is when a letter was first to be sent, where that was not when it was written. A row of
/// `muted_notifications` is a notification that a contact does without; `signing_keys` has what
/// the addresses are signed with that turn one off. `acknowledgements` has the last time that an
/// address was told of a ticket's arrival.
const NOTIFICATIONS: &str = "
ALTER TABLE outbox ADD COLUMN due_at BIGINT;
CREATE TABLE muted_notifications (
    contact_id BIGINT NOT NULL REFERENCES contacts(id),
    notification TEXT NOT NULL,
    PRIMARY KEY (contact_id, notification)
);
CREATE TABLE signing_keys (
    purpose TEXT PRIMARY KEY,
    signing_key TEXT NOT NULL
);
CREATE TABLE acknowledgements (
    address {key} PRIMARY KEY,
    sent_at BIGINT NOT NULL
);
";

/// One row at most, with the id 1. The password is sealed.
const SERVER: &str = "
CREATE TABLE mail_server (
    id BIGINT PRIMARY KEY,
    host TEXT NOT NULL,
    port BIGINT NOT NULL,
    security TEXT NOT NULL,
    username TEXT NOT NULL,
    password TEXT,
    from_name TEXT NOT NULL,
    from_address TEXT NOT NULL,
    updated_at BIGINT NOT NULL
);
";
