//! Who may enter, in full: groups by rule, why a member was not reached, whole lists added at once, registration, and
//! what people agreed to.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0006_access"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, GROUPS).await?;
        run(manager, REGISTRATION).await?;
        run(manager, LOCKS).await
    }
}

/// `rule` is a `model::access::Rule`; a group without one has the members that were added to it.
const GROUPS: &str = "
ALTER TABLE access_groups ADD COLUMN rule TEXT;
ALTER TABLE access_group_members ADD COLUMN problem TEXT;
ALTER TABLE access_group_members ADD COLUMN batch_id BIGINT;
CREATE INDEX access_group_members_by_batch ON access_group_members(batch_id) WHERE batch_id IS NOT NULL;
CREATE INDEX portal_access_groups_by_group ON portal_access_groups(group_id);
CREATE TABLE access_batches (
    id {id},
    group_id BIGINT NOT NULL,
    portal_id BIGINT REFERENCES portals(id),
    user_id BIGINT NOT NULL REFERENCES users(id),
    report TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    undone_at BIGINT
);
CREATE INDEX access_batches_by_group ON access_batches(group_id, id);
";

/// Accounts that take no password for a while, by the SHA-256 of what they are counted as, until when they are as new.
const LOCKS: &str = "
CREATE TABLE sign_in_locks (
    account TEXT PRIMARY KEY,
    until BIGINT NOT NULL
);
CREATE INDEX sign_in_locks_by_end ON sign_in_locks(until);
";

/// A registration is asked for by an address, confirmed by its owner, and then that of a contact.
const REGISTRATION: &str = "
ALTER TABLE portals ADD COLUMN registration TEXT NOT NULL DEFAULT '{}';
CREATE INDEX one_time_tokens_by_address ON one_time_tokens(email, purpose) WHERE contact_id IS NULL;
CREATE TABLE consent_texts (
    id {id},
    portal_id BIGINT NOT NULL REFERENCES portals(id),
    version BIGINT NOT NULL,
    text TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX one_consent_text_per_version ON consent_texts(portal_id, version);
CREATE TABLE consents (
    contact_id BIGINT NOT NULL REFERENCES contacts(id),
    consent_text_id BIGINT NOT NULL REFERENCES consent_texts(id),
    given_at BIGINT NOT NULL,
    PRIMARY KEY (contact_id, consent_text_id)
);
CREATE INDEX consents_by_text ON consents(consent_text_id);
CREATE TABLE registrations (
    id {id},
    portal_id BIGINT NOT NULL REFERENCES portals(id),
    email {key} NOT NULL,
    first_name TEXT NOT NULL,
    last_name TEXT NOT NULL,
    status TEXT NOT NULL,
    contact_id BIGINT REFERENCES contacts(id),
    company_id BIGINT REFERENCES companies(id),
    consent_text_id BIGINT REFERENCES consent_texts(id),
    consented_at BIGINT,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    decided_at BIGINT
);
CREATE INDEX registrations_by_address ON registrations(portal_id, email);
CREATE INDEX registrations_by_contact ON registrations(contact_id, portal_id);
CREATE INDEX registrations_to_decide ON registrations(id) WHERE status = 'WAITING' OR company_id IS NOT NULL;
";
