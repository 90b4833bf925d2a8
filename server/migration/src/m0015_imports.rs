//! Imports that go on by themselves: the file, how far it was read, what came of each row, and what was touched, so that a
//! whole import can be undone.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::run;

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0015_imports"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for part in [IMPORTS, FILES, TRACES] {
            run(manager, part).await?;
        }
        Ok(())
    }
}

/// `options` says how columns are mapped and what a record is recognised by, `layout` how the file was read and how it
/// begins; both are JSON. `done_rows` is the cursor: every row up to it is settled. The counts are of what was committed,
/// or, in a rehearsal, of what would be. Whoever works on an import holds a lease of it.
const IMPORTS: &str = "
CREATE TABLE imports (
    id {id},
    kind TEXT NOT NULL,
    file_name TEXT NOT NULL,
    file_size BIGINT NOT NULL,
    state {key} NOT NULL,
    actor TEXT NOT NULL,
    stored BOOLEAN NOT NULL,
    options TEXT NOT NULL,
    layout TEXT NOT NULL,
    problem TEXT,
    rehearsed BOOLEAN NOT NULL DEFAULT FALSE,
    total_rows BIGINT NOT NULL DEFAULT 0,
    done_rows BIGINT NOT NULL DEFAULT 0,
    created_records BIGINT NOT NULL DEFAULT 0,
    updated_records BIGINT NOT NULL DEFAULT 0,
    unchanged_rows BIGINT NOT NULL DEFAULT 0,
    failed_rows BIGINT NOT NULL DEFAULT 0,
    contacts_beside BIGINT NOT NULL DEFAULT 0,
    companies_beside BIGINT NOT NULL DEFAULT 0,
    undone_records BIGINT NOT NULL DEFAULT 0,
    kept_records BIGINT NOT NULL DEFAULT 0,
    worker TEXT,
    lease_until BIGINT,
    created_at BIGINT NOT NULL,
    started_at BIGINT,
    finished_at BIGINT,
    undone_at BIGINT
);
CREATE INDEX imports_by_state ON imports(state, id);
";

/// A file in pieces, so that no statement carries a whole one. It goes when the import is over.
const FILES: &str = "
CREATE TABLE import_pieces (
    import_id BIGINT NOT NULL REFERENCES imports(id),
    number BIGINT NOT NULL,
    bytes {bytes} NOT NULL,
    PRIMARY KEY (import_id, number)
);
";

/// A row of `import_problems` is a row of the file that was left out, or a value in it that was. `import_changes` has the
/// records that were made or changed: `changes` are the values before and after, `marks` those of `imported_records`
/// before, and `kept` says why undoing left a record as it is. `import_links` are associations of records that the import
/// did not make.
const TRACES: &str = "
CREATE TABLE import_problems (
    id {id},
    import_id BIGINT NOT NULL REFERENCES imports(id),
    file_row BIGINT NOT NULL,
    line BIGINT NOT NULL,
    column_name TEXT NOT NULL,
    value TEXT NOT NULL,
    reason TEXT NOT NULL,
    message TEXT NOT NULL,
    left_out BOOLEAN NOT NULL
);
CREATE INDEX import_problems_by_import ON import_problems(import_id, id);
CREATE TABLE import_changes (
    import_id BIGINT NOT NULL REFERENCES imports(id),
    object_type {key} NOT NULL,
    record_id BIGINT NOT NULL,
    made BOOLEAN NOT NULL,
    changes TEXT NOT NULL,
    marks TEXT,
    settled BOOLEAN NOT NULL DEFAULT FALSE,
    kept TEXT,
    PRIMARY KEY (import_id, object_type, record_id)
);
CREATE INDEX import_changes_kept ON import_changes(import_id, object_type, record_id) WHERE kept IS NOT NULL;
CREATE TABLE import_links (
    import_id BIGINT NOT NULL REFERENCES imports(id),
    from_type {key} NOT NULL,
    from_id BIGINT NOT NULL,
    to_type {key} NOT NULL,
    to_id BIGINT NOT NULL,
    removed BOOLEAN NOT NULL,
    PRIMARY KEY (import_id, from_type, from_id, to_type, to_id, removed)
);
";
