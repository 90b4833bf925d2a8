//! Portals, people, tickets and what joins them.
//!
//! Times are milliseconds since 1970 (UTC). Lists that pages read have an index in the order of the page: equal columns
//! first, then the sort column, then the id, which makes the order total and the cursor exact.
//!
//! Every column that refers to a table which grows has an index too: SQLite looks for the rows that refer to a new one
//! whenever the insert can write more than one row (several rows, a trigger, `ON CONFLICT`).

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0001_foundation"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for part in [INSTALLATION, PEOPLE, PORTALS, ACCESS, TICKETS, CONVERSATIONS, TRAILS, DEFAULTS] {
            run(manager, part).await?;
        }
        Ok(())
    }
}

/// One row, made at the first start. The owner's existence, not a missing row, says that the first run is over.
const INSTALLATION: &str = "
CREATE TABLE installation (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    setup_token_hash TEXT,
    set_up_at BIGINT,
    created_at BIGINT NOT NULL
);
";

const PEOPLE: &str = "
CREATE TABLE users (
    id {id},
    email {key} NOT NULL UNIQUE,
    name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    language TEXT,
    disabled_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE TABLE companies (
    id {id},
    name TEXT NOT NULL,
    name_key {key} NOT NULL,
    domain {key},
    phone TEXT,
    parent_id BIGINT REFERENCES companies(id),
    properties TEXT NOT NULL DEFAULT '{}',
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE INDEX companies_by_name ON companies(name_key);
CREATE INDEX companies_by_domain ON companies(domain);
CREATE INDEX companies_by_parent ON companies(parent_id) WHERE parent_id IS NOT NULL;
CREATE INDEX companies_archived ON companies(id) WHERE archived_at IS NOT NULL;
CREATE TABLE contacts (
    id {id},
    email {key} UNIQUE,
    first_name TEXT NOT NULL DEFAULT '',
    last_name TEXT NOT NULL DEFAULT '',
    name_key {key} NOT NULL DEFAULT '',
    last_name_key {key} NOT NULL DEFAULT '',
    phone TEXT,
    language TEXT,
    time_zone TEXT,
    password_hash TEXT,
    properties TEXT NOT NULL DEFAULT '{}',
    disabled_at BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE INDEX contacts_by_name ON contacts(name_key);
CREATE INDEX contacts_by_last_name ON contacts(last_name_key);
CREATE INDEX contacts_archived ON contacts(id) WHERE archived_at IS NOT NULL;
CREATE TABLE contact_companies (
    contact_id BIGINT NOT NULL REFERENCES contacts(id),
    company_id BIGINT NOT NULL REFERENCES companies(id),
    is_primary BOOLEAN NOT NULL,
    PRIMARY KEY (contact_id, company_id)
);
CREATE INDEX contact_companies_by_company ON contact_companies(company_id, contact_id);
CREATE UNIQUE INDEX one_primary_company ON contact_companies(contact_id) WHERE is_primary;
";

const PORTALS: &str = "
CREATE TABLE domains (
    id {id},
    host {key} NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    verification TEXT NOT NULL,
    verification_problem TEXT,
    verification_value TEXT,
    primary_language TEXT NOT NULL,
    checked_at BIGINT,
    verified_at BIGINT,
    created_at BIGINT NOT NULL
);
CREATE TABLE inboxes (
    id {id},
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE TABLE portals (
    id {id},
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    step TEXT NOT NULL,
    domain_id BIGINT REFERENCES domains(id),
    slug {key} NOT NULL,
    inbox_id BIGINT REFERENCES inboxes(id),
    permission TEXT NOT NULL,
    access TEXT NOT NULL,
    sign_in_methods TEXT NOT NULL,
    session_minutes BIGINT NOT NULL,
    customers_may_close BOOLEAN NOT NULL,
    reopen_days BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    live_at BIGINT
);
CREATE UNIQUE INDEX one_portal_per_address ON portals(domain_id, slug) WHERE status <> 'ARCHIVED';
CREATE TABLE slug_redirects (
    domain_id BIGINT NOT NULL REFERENCES domains(id),
    slug {key} NOT NULL,
    portal_id BIGINT NOT NULL REFERENCES portals(id),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (domain_id, slug)
);
";

/// Anything that is a capability is stored as the SHA-256 of at least 128 random bits.
const ACCESS: &str = "
CREATE TABLE access_groups (
    id {id},
    name TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE access_group_members (
    group_id BIGINT NOT NULL REFERENCES access_groups(id),
    contact_id BIGINT NOT NULL REFERENCES contacts(id),
    status TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (group_id, contact_id)
);
CREATE INDEX access_group_members_by_contact ON access_group_members(contact_id, group_id);
CREATE TABLE portal_access_groups (
    portal_id BIGINT NOT NULL REFERENCES portals(id),
    group_id BIGINT NOT NULL REFERENCES access_groups(id),
    PRIMARY KEY (portal_id, group_id)
);
CREATE TABLE one_time_tokens (
    id {id},
    purpose TEXT NOT NULL,
    token_hash TEXT NOT NULL UNIQUE,
    portal_id BIGINT REFERENCES portals(id),
    contact_id BIGINT REFERENCES contacts(id),
    user_id BIGINT REFERENCES users(id),
    email TEXT,
    created_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    used_at BIGINT,
    revoked_at BIGINT
);
CREATE INDEX one_time_tokens_by_contact ON one_time_tokens(contact_id, purpose, portal_id);
CREATE TABLE sessions (
    id {id},
    token_hash TEXT NOT NULL UNIQUE,
    portal_id BIGINT REFERENCES portals(id),
    contact_id BIGINT REFERENCES contacts(id),
    user_id BIGINT REFERENCES users(id),
    viewed_by_user_id BIGINT REFERENCES users(id),
    created_at BIGINT NOT NULL,
    seen_at BIGINT NOT NULL,
    expires_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX sessions_by_contact ON sessions(contact_id);
CREATE INDEX sessions_by_user ON sessions(user_id);
";

/// `turn` and `is_open` repeat what the stage says, so that the queue's views are each one range of one index.
const TICKETS: &str = "
CREATE TABLE pipelines (
    id BIGINT PRIMARY KEY,
    label TEXT NOT NULL,
    position BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE TABLE stages (
    id BIGINT PRIMARY KEY,
    pipeline_id BIGINT NOT NULL REFERENCES pipelines(id),
    label TEXT NOT NULL,
    customer_label TEXT,
    built_in BOOLEAN NOT NULL,
    turn TEXT NOT NULL,
    position BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE TABLE tickets (
    id {id},
    subject TEXT NOT NULL,
    subject_key {key} NOT NULL,
    content TEXT NOT NULL,
    pipeline_id BIGINT NOT NULL REFERENCES pipelines(id),
    stage_id BIGINT NOT NULL REFERENCES stages(id),
    turn TEXT NOT NULL,
    is_open BOOLEAN NOT NULL,
    priority TEXT,
    category TEXT,
    source TEXT NOT NULL,
    owner_id BIGINT REFERENCES users(id),
    created_by_id BIGINT REFERENCES contacts(id),
    inbox_id BIGINT REFERENCES inboxes(id),
    follows_id BIGINT REFERENCES tickets(id),
    last_message_id BIGINT,
    properties TEXT NOT NULL DEFAULT '{}',
    external_key {key} UNIQUE,
    submission_key TEXT UNIQUE,
    version BIGINT NOT NULL DEFAULT 1,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    last_activity_at BIGINT NOT NULL,
    closed_at BIGINT,
    archived_at BIGINT
);
CREATE INDEX tickets_by_activity ON tickets(is_open, last_activity_at, id);
CREATE INDEX tickets_by_owner ON tickets(owner_id, is_open, last_activity_at, id);
CREATE INDEX tickets_archived ON tickets(id) WHERE archived_at IS NOT NULL;
CREATE INDEX tickets_by_turn ON tickets(turn, last_activity_at, id);
CREATE INDEX tickets_by_requester ON tickets(created_by_id) WHERE created_by_id IS NOT NULL;
CREATE INDEX tickets_by_followed ON tickets(follows_id) WHERE follows_id IS NOT NULL;
CREATE TABLE ticket_contacts (
    ticket_id BIGINT NOT NULL REFERENCES tickets(id),
    contact_id BIGINT NOT NULL REFERENCES contacts(id),
    PRIMARY KEY (contact_id, ticket_id)
);
CREATE INDEX ticket_contacts_by_ticket ON ticket_contacts(ticket_id, contact_id);
CREATE TABLE ticket_companies (
    ticket_id BIGINT NOT NULL REFERENCES tickets(id),
    company_id BIGINT NOT NULL REFERENCES companies(id),
    is_primary BOOLEAN NOT NULL,
    PRIMARY KEY (company_id, ticket_id)
);
CREATE INDEX ticket_companies_by_ticket ON ticket_companies(ticket_id, company_id);
CREATE UNIQUE INDEX one_primary_company_per_ticket ON ticket_companies(ticket_id) WHERE is_primary;
CREATE TABLE ticket_reads (
    contact_id BIGINT NOT NULL REFERENCES contacts(id),
    ticket_id BIGINT NOT NULL REFERENCES tickets(id),
    message_id BIGINT NOT NULL,
    PRIMARY KEY (contact_id, ticket_id)
);
CREATE INDEX ticket_reads_by_ticket ON ticket_reads(ticket_id);
";

const CONVERSATIONS: &str = "
CREATE TABLE threads (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets(id),
    inbox_id BIGINT REFERENCES inboxes(id),
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX one_thread_per_ticket ON threads(ticket_id);
CREATE TABLE messages (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets(id),
    thread_id BIGINT REFERENCES threads(id),
    kind TEXT NOT NULL,
    direction TEXT,
    contact_id BIGINT REFERENCES contacts(id),
    user_id BIGINT REFERENCES users(id),
    author_name TEXT,
    text TEXT NOT NULL,
    event TEXT,
    submission_key TEXT UNIQUE,
    created_at BIGINT NOT NULL
);
CREATE INDEX messages_by_ticket ON messages(ticket_id, id);
CREATE INDEX messages_by_contact ON messages(contact_id) WHERE contact_id IS NOT NULL;
CREATE TABLE drafts (
    owner TEXT NOT NULL,
    place TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL,
    updated_at BIGINT NOT NULL,
    PRIMARY KEY (owner, place)
);
";

const TRAILS: &str = "
CREATE TABLE audit_events (
    id {id},
    at BIGINT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    object TEXT NOT NULL,
    portal_id BIGINT,
    details TEXT NOT NULL
);
CREATE INDEX audit_events_by_object ON audit_events(object, id);
CREATE TABLE outbox (
    id {id},
    letter TEXT NOT NULL,
    mail_id TEXT NOT NULL UNIQUE,
    portal_id BIGINT REFERENCES portals(id),
    contact_id BIGINT REFERENCES contacts(id),
    user_id BIGINT REFERENCES users(id),
    ticket_id BIGINT REFERENCES tickets(id),
    message_id BIGINT REFERENCES messages(id),
    details TEXT NOT NULL,
    held BOOLEAN NOT NULL,
    attempts BIGINT NOT NULL DEFAULT 0,
    next_attempt_at BIGINT NOT NULL,
    lease_until BIGINT,
    sent_at BIGINT,
    failed_at BIGINT,
    last_error TEXT,
    created_at BIGINT NOT NULL
);
CREATE INDEX outbox_waiting ON outbox(next_attempt_at) WHERE sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_by_ticket ON outbox(ticket_id) WHERE ticket_id IS NOT NULL;
CREATE INDEX outbox_by_message ON outbox(message_id) WHERE message_id IS NOT NULL;
CREATE INDEX outbox_by_contact ON outbox(contact_id) WHERE contact_id IS NOT NULL;
";

/// HubSpot's default ticket pipeline, an inbox of each kind, and the group that `portico invite` adds to.
const DEFAULTS: &str = "
INSERT INTO pipelines (id, label, position) VALUES (0, 'Support Pipeline', 0);
INSERT INTO stages (id, pipeline_id, label, built_in, turn, position) VALUES
    (1, 0, 'New', TRUE, 'NEW', 0),
    (2, 0, 'Waiting on contact', TRUE, 'CONTACT', 1),
    (3, 0, 'Waiting on us', TRUE, 'US', 2),
    (4, 0, 'Closed', TRUE, 'CLOSED', 3);
INSERT INTO inboxes (name, kind, created_at) VALUES ('Support', 'INBOX', 0), ('Help desk', 'HELP_DESK', 0);
INSERT INTO access_groups (name, created_at) VALUES ('Invited contacts', 0);
";
