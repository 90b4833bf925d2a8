//! What the search looks in: a document for each ticket (subject and description) and one for each message.
//!
//! The words are folded by `domain::search` (case, accents, East Asian text a character a word), so both databases see
//! the same words. `scope` names who may find the document (`c12` a contact, `o7` a company); it only makes a
//! customer's search short, and the visibility rule still decides.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;

use crate::dialect::{is_sqlite, run};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0002_search"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, DOCUMENTS).await?;
        run(manager, if is_sqlite(manager) { SQLITE } else { POSTGRES }).await
    }
}

const DOCUMENTS: &str = "
CREATE TABLE search_documents (
    id {id},
    ticket_id BIGINT NOT NULL REFERENCES tickets(id),
    message_id BIGINT UNIQUE REFERENCES messages(id)
);
CREATE INDEX search_documents_by_ticket ON search_documents(ticket_id);
";

/// Contentless: the texts stand in their own tables, the index holds words only. The words come folded, so the tokenizer
/// that parts at blanks and knows nothing of Unicode is the one that sees them as PostgreSQL does.
const SQLITE: &str = "
CREATE VIRTUAL TABLE search_index USING fts5(
    words, scope, content = '', contentless_delete = 1, tokenize = 'ascii', prefix = '2 3'
);
";

const POSTGRES: &str = "
CREATE TABLE search_index (
    document_id BIGINT PRIMARY KEY REFERENCES search_documents(id) ON DELETE CASCADE,
    words TSVECTOR NOT NULL,
    scope TEXT[] NOT NULL
);
CREATE INDEX search_index_words ON search_index USING GIN (words, scope);
";
