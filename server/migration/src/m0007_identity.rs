//! Single sign-on: identity providers, who is known by them, and the ways to them that are under way.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0007_identity"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, IDENTITY).await
    }
}

/// A provider without a portal is the staff's. The client secret is sealed with a key that is not in the database; of an
/// attempt there are only hashes of what the browser and the address carry.
const IDENTITY: &str = "
CREATE TABLE identity_providers (
    id {id},
    portal_id BIGINT REFERENCES portals(id),
    name TEXT NOT NULL,
    issuer TEXT NOT NULL,
    client_id TEXT NOT NULL,
    client_secret TEXT,
    scopes TEXT NOT NULL,
    may_create BOOLEAN NOT NULL,
    enabled BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX identity_providers_by_portal ON identity_providers(portal_id);
CREATE TABLE identities (
    id {id},
    provider_id BIGINT NOT NULL REFERENCES identity_providers(id),
    issuer TEXT NOT NULL,
    subject {key} NOT NULL,
    contact_id BIGINT REFERENCES contacts(id),
    user_id BIGINT REFERENCES users(id),
    created_at BIGINT NOT NULL,
    CHECK ((contact_id IS NULL) <> (user_id IS NULL))
);
CREATE UNIQUE INDEX one_identity_per_subject ON identities(provider_id, issuer, subject);
CREATE UNIQUE INDEX one_identity_per_contact ON identities(contact_id, provider_id, issuer) WHERE contact_id IS NOT NULL;
CREATE UNIQUE INDEX one_identity_per_user ON identities(user_id, provider_id, issuer) WHERE user_id IS NOT NULL;
CREATE TABLE single_sign_on_attempts (
    id {id},
    state_hash TEXT NOT NULL UNIQUE,
    browser_hash TEXT NOT NULL,
    provider_id BIGINT NOT NULL REFERENCES identity_providers(id),
    redirect_uri TEXT NOT NULL,
    return_to TEXT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX single_sign_on_attempts_by_expiry ON single_sign_on_attempts(expires_at);
CREATE INDEX single_sign_on_attempts_by_provider ON single_sign_on_attempts(provider_id);
";
