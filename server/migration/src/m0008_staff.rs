//! The team: invitations of colleagues, what is known of a session's browser, second factors, and changes of address.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0008_staff"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for part in [SESSIONS, COLLEAGUES, SECOND_FACTORS, PASSKEYS, ADDRESSES] {
            run(manager, part).await?;
        }
        Ok(())
    }
}

/// `proven_at` is when its holder last showed who they are; sessions from before have not, and are asked.
const SESSIONS: &str = "
ALTER TABLE sessions ADD COLUMN user_agent TEXT;
ALTER TABLE sessions ADD COLUMN address TEXT;
ALTER TABLE sessions ADD COLUMN proven_at BIGINT;
CREATE INDEX sessions_by_expiry ON sessions(expires_at);
";

/// `about_id` is the record that a token of some purposes is about: an invitation of a colleague, a change of address, a
/// user who is half signed in.
const COLLEAGUES: &str = "
ALTER TABLE one_time_tokens ADD COLUMN about_id BIGINT;
CREATE INDEX one_time_tokens_by_record ON one_time_tokens(about_id, purpose) WHERE about_id IS NOT NULL;
CREATE TABLE staff_invitations (
    id {id},
    email {key} NOT NULL,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    invited_by_id BIGINT NOT NULL REFERENCES users(id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    accepted_at BIGINT,
    withdrawn_at BIGINT
);
CREATE UNIQUE INDEX staff_invitations_open ON staff_invitations(email) WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
";

/// An authenticator without `confirmed_at` is being set up and asks for nothing yet. `last_step` is the last 30 seconds
/// of which a code was taken, so that none is taken twice.
const SECOND_FACTORS: &str = "
CREATE TABLE authenticators (
    user_id BIGINT PRIMARY KEY REFERENCES users(id),
    secret TEXT NOT NULL,
    confirmed_at BIGINT,
    last_step BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE recovery_codes (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id),
    code_hash TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT,
    UNIQUE (user_id, code_hash)
);
";

/// `handle` names a user to authenticators and says nothing about them (WebAuthn 3, §14.6.1).
const PASSKEYS: &str = "
ALTER TABLE users ADD COLUMN passkey_handle TEXT;
CREATE UNIQUE INDEX users_by_passkey_handle ON users(passkey_handle) WHERE passkey_handle IS NOT NULL;
CREATE TABLE passkeys (
    id {id},
    user_id BIGINT NOT NULL REFERENCES users(id),
    credential TEXT NOT NULL UNIQUE,
    public_key TEXT NOT NULL,
    sign_count BIGINT NOT NULL,
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkeys_by_user ON passkeys(user_id);
CREATE TABLE passkey_challenges (
    id {id},
    token_hash TEXT NOT NULL UNIQUE,
    purpose TEXT NOT NULL,
    user_id BIGINT REFERENCES users(id),
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT
);
CREATE INDEX passkey_challenges_by_expiry ON passkey_challenges(expires_at);
";

const ADDRESSES: &str = "
CREATE TABLE email_changes (
    id {id},
    contact_id BIGINT REFERENCES contacts(id),
    user_id BIGINT REFERENCES users(id),
    portal_id BIGINT REFERENCES portals(id),
    old_email TEXT,
    new_email TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    confirmed_at BIGINT,
    withdrawn_at BIGINT
);
CREATE INDEX email_changes_by_contact ON email_changes(contact_id) WHERE contact_id IS NOT NULL;
CREATE INDEX email_changes_by_user ON email_changes(user_id) WHERE user_id IS NOT NULL;
";
