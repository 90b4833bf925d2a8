//! What tier 2 of the API needs: notes, records that were merged, labels of associations, groups of properties, and files.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::{is_sqlite, run};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0012_engagements"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for part in [NOTES, RECORDS, LABELS, GROUPS, FILES] {
            run(manager, part).await?;
        }
        // A trigger's body has statements of its own, so these are not split.
        let own: &[&str] = if is_sqlite(manager) { &SQLITE } else { &POSTGRES };
        for statement in own {
            manager.get_connection().execute_unprepared(statement).await?;
        }
        Ok(())
    }
}

/// A note is text of staff and integrations about contacts, companies and tickets. On a ticket it is a comment of the
/// conversation: a row of `messages` for each ticket, which repeats the text, because conversations and the search read it
/// there. Comments that were there before are notes of the same number. `noted_at` is the time that the note says.
const NOTES: &str = "
CREATE TABLE notes (
    id {id},
    text TEXT NOT NULL,
    noted_at BIGINT NOT NULL,
    owner_id BIGINT REFERENCES users(id),
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    archived_at BIGINT
);
CREATE INDEX notes_by_time ON notes(noted_at, id) WHERE archived_at IS NULL;
CREATE INDEX notes_by_change ON notes(updated_at, id) WHERE archived_at IS NULL;
CREATE INDEX notes_by_creation ON notes(created_at, id) WHERE archived_at IS NULL;
CREATE INDEX notes_by_owner ON notes(owner_id, id) WHERE archived_at IS NULL;
CREATE INDEX notes_archived ON notes(id) WHERE archived_at IS NOT NULL;
CREATE TABLE note_contacts (
    note_id BIGINT NOT NULL REFERENCES notes(id),
    contact_id BIGINT NOT NULL REFERENCES contacts(id),
    PRIMARY KEY (contact_id, note_id)
);
CREATE INDEX note_contacts_by_note ON note_contacts(note_id, contact_id);
CREATE TABLE note_companies (
    note_id BIGINT NOT NULL REFERENCES notes(id),
    company_id BIGINT NOT NULL REFERENCES companies(id),
    PRIMARY KEY (company_id, note_id)
);
CREATE INDEX note_companies_by_note ON note_companies(note_id, company_id);
ALTER TABLE messages ADD COLUMN note_id BIGINT REFERENCES notes(id);
INSERT INTO notes (id, text, noted_at, owner_id, created_at, updated_at)
    SELECT id, text, created_at, user_id, created_at, created_at FROM messages WHERE kind = 'COMMENT';
UPDATE messages SET note_id = id WHERE kind = 'COMMENT';
CREATE UNIQUE INDEX one_comment_per_note_and_ticket ON messages(note_id, ticket_id) WHERE note_id IS NOT NULL;
";

/// Whoever writes a comment writes a note, whichever way it comes in: at a desk, with an import, as an example.
const SQLITE: [&str; 1] = ["CREATE TRIGGER comments_are_notes AFTER INSERT ON messages
    WHEN NEW.kind = 'COMMENT' AND NEW.note_id IS NULL BEGIN
        INSERT INTO notes (text, noted_at, owner_id, created_at, updated_at)
            VALUES (NEW.text, NEW.created_at, NEW.user_id, NEW.created_at, NEW.created_at);
        UPDATE messages SET note_id = last_insert_rowid() WHERE id = NEW.id;
    END"];

/// The numbers go on after those of the comments that were there.
const POSTGRES: [&str; 3] = [
    "SELECT setval(pg_get_serial_sequence('notes', 'id'), COALESCE((SELECT MAX(id) FROM notes), 0) + 1, FALSE)",
    "CREATE FUNCTION comments_are_notes() RETURNS TRIGGER LANGUAGE plpgsql AS $$ DECLARE note BIGINT; BEGIN
        INSERT INTO notes (text, noted_at, owner_id, created_at, updated_at)
            VALUES (NEW.text, NEW.created_at, NEW.user_id, NEW.created_at, NEW.created_at) RETURNING id INTO note;
        UPDATE messages SET note_id = note WHERE id = NEW.id;
        RETURN NULL;
    END $$",
    "CREATE TRIGGER comments_are_notes AFTER INSERT ON messages FOR EACH ROW
        WHEN (NEW.kind = 'COMMENT' AND NEW.note_id IS NULL) EXECUTE FUNCTION comments_are_notes()",
];

/// A record that was merged into another leaves its number behind, which finds the other one.
const RECORDS: &str = "
CREATE TABLE merged_records (
    object_type {key} NOT NULL,
    merged_id BIGINT NOT NULL,
    primary_id BIGINT NOT NULL,
    merged_at BIGINT NOT NULL,
    PRIMARY KEY (object_type, merged_id)
);
CREATE INDEX contacts_by_archived_email ON contacts(archived_email) WHERE archived_email IS NOT NULL;
CREATE INDEX merged_records_by_primary ON merged_records(object_type, primary_id);
";

/// A label belongs to one direction; where the other has one too, each names the other. A labelled association has a row
/// for each direction that has a label.
const LABELS: &str = "
CREATE TABLE association_labels (
    id {id},
    from_type {key} NOT NULL,
    to_type {key} NOT NULL,
    name {key} NOT NULL,
    label TEXT NOT NULL,
    inverse_id BIGINT,
    created_at BIGINT NOT NULL
);
CREATE UNIQUE INDEX one_association_label_per_name ON association_labels(from_type, to_type, name);
CREATE TABLE labelled_associations (
    from_id BIGINT NOT NULL,
    label_id BIGINT NOT NULL REFERENCES association_labels(id),
    to_id BIGINT NOT NULL,
    PRIMARY KEY (from_id, label_id, to_id)
);
CREATE INDEX labelled_associations_by_label ON labelled_associations(label_id, to_id);
";

const GROUPS: &str = "
CREATE TABLE property_groups (
    object_type {key} NOT NULL,
    name {key} NOT NULL,
    label TEXT NOT NULL,
    display_order BIGINT NOT NULL,
    archived_at BIGINT,
    PRIMARY KEY (object_type, name)
);
";

/// Contents are kept once, by their SHA-256, in pieces, so that no statement carries a whole file. A file is a name for
/// contents; one without a row in `files` is removed with the last name.
const FILES: &str = "
CREATE TABLE file_contents (
    hash {key} PRIMARY KEY,
    size BIGINT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE TABLE file_pieces (
    hash {key} NOT NULL REFERENCES file_contents(hash),
    number BIGINT NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (hash, number)
);
CREATE TABLE file_folders (
    id {id},
    path {key} NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);
CREATE TABLE files (
    id {id},
    folder_id BIGINT NOT NULL REFERENCES file_folders(id),
    name TEXT NOT NULL,
    name_key {key} NOT NULL,
    extension TEXT NOT NULL,
    media_type TEXT NOT NULL,
    access TEXT NOT NULL,
    hash {key} NOT NULL REFERENCES file_contents(hash),
    size BIGINT NOT NULL,
    width BIGINT,
    height BIGINT,
    created_at BIGINT NOT NULL,
    updated_at BIGINT NOT NULL,
    expires_at BIGINT
);
CREATE INDEX files_by_name ON files(name_key, folder_id);
CREATE INDEX files_by_contents ON files(hash);
CREATE INDEX files_by_expiry ON files(expires_at) WHERE expires_at IS NOT NULL;
";
