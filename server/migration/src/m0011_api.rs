//! What integrations need: tokens, the answers of requests that may come twice, property values that have no column of
//! their own, and how values came to be what they are.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0011_api"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for part in [TOKENS, PROPERTIES, DEFINITIONS, RECORDS] {
            run(manager, part).await?;
        }
        Ok(())
    }
}

/// A token is stored as its SHA-256; `ending` has its last characters, by which people tell tokens apart. `scopes` are
/// words with a blank between. A row of `answered_requests` is what a request with an idempotency key was answered.
const TOKENS: &str = "
CREATE TABLE api_tokens (
    id {id},
    name TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    ending TEXT NOT NULL,
    scopes TEXT NOT NULL,
    created_by_id BIGINT REFERENCES users(id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE TABLE answered_requests (
    token_id BIGINT NOT NULL REFERENCES api_tokens(id),
    request_key TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    answer TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (token_id, request_key)
);
CREATE INDEX answered_requests_by_age ON answered_requests(created_at);
";

/// `object_type` is `contacts`, `companies` or `tickets`. `text_key` is the value in lower case, cut to what an index
/// takes; `number_key` is what a number or a date is compared by (dates: milliseconds since 1970). `actor` of a change is
/// written as in the audit trail; a NULL value is none.
const PROPERTIES: &str = "
CREATE TABLE property_values (
    object_type {key} NOT NULL,
    record_id BIGINT NOT NULL,
    property {key} NOT NULL,
    value TEXT NOT NULL,
    text_key {key} NOT NULL,
    number_key DOUBLE PRECISION,
    PRIMARY KEY (object_type, record_id, property)
);
CREATE INDEX property_values_by_text ON property_values(object_type, property, text_key, record_id);
CREATE INDEX property_values_by_number ON property_values(object_type, property, number_key, record_id)
    WHERE number_key IS NOT NULL;
CREATE TABLE property_changes (
    id {id},
    object_type {key} NOT NULL,
    record_id BIGINT NOT NULL,
    property {key} NOT NULL,
    before_value TEXT,
    after_value TEXT,
    actor TEXT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX property_changes_by_record ON property_changes(object_type, record_id, property, id);
";

/// Properties that administrators and integrations add to the standard ones, which are built in. `options` is JSON. A row of
/// `unique_values` is the value of a live record in a property that no two may have the same of, in lower case.
const DEFINITIONS: &str = "
CREATE TABLE property_definitions (
    object_type {key} NOT NULL,
    name {key} NOT NULL,
    label TEXT NOT NULL,
    kind TEXT NOT NULL,
    field TEXT NOT NULL,
    group_name TEXT NOT NULL,
    description TEXT NOT NULL,
    options TEXT NOT NULL,
    display_order BIGINT NOT NULL,
    is_unique BOOLEAN NOT NULL,
    hidden BOOLEAN NOT NULL,
    form_field BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    archived_at BIGINT,
    PRIMARY KEY (object_type, name)
);
CREATE TABLE unique_values (
    object_type {key} NOT NULL,
    property {key} NOT NULL,
    value_key {key} NOT NULL,
    record_id BIGINT NOT NULL,
    PRIMARY KEY (object_type, property, value_key)
);
CREATE INDEX unique_values_by_record ON unique_values(object_type, record_id);
";

/// An archived contact's address may be somebody else's the next day, so it moves to `archived_email`, which need not be
/// unique. The indexes are those of the searches that integrations run again and again: what is new, what changed, what
/// is in a stage. They leave out what is archived, so that counting reads nothing else.
const RECORDS: &str = "
ALTER TABLE contacts ADD COLUMN archived_email {key};
CREATE INDEX contacts_by_change ON contacts(updated_at, id) WHERE archived_at IS NULL;
CREATE INDEX contacts_by_creation ON contacts(created_at, id) WHERE archived_at IS NULL;
CREATE INDEX companies_by_change ON companies(updated_at, id) WHERE archived_at IS NULL;
CREATE INDEX companies_by_creation ON companies(created_at, id) WHERE archived_at IS NULL;
CREATE INDEX tickets_by_change ON tickets(updated_at, id) WHERE archived_at IS NULL;
CREATE INDEX tickets_by_creation ON tickets(created_at, id) WHERE archived_at IS NULL;
CREATE INDEX tickets_by_stage ON tickets(stage_id, created_at, id) WHERE archived_at IS NULL;
CREATE INDEX tickets_by_subject ON tickets(subject_key) WHERE archived_at IS NULL;
";
