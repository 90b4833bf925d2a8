//! The queue's counts, kept by the database itself: exact at every commit, and read in a moment however many tickets
//! there are. Counting rows instead takes time in proportion to them.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::{is_sqlite, run};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0003_queue_counts"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, TABLE).await?;
        // A trigger's body has statements of its own, so these are not split.
        let triggers: &[&str] = if is_sqlite(manager) { &SQLITE } else { &POSTGRES };
        for trigger in triggers {
            manager.get_connection().execute_unprepared(trigger).await?;
        }
        Ok(())
    }
}

/// `owner_id` 0 stands for nobody. Archived tickets are not counted.
const TABLE: &str = "
CREATE TABLE queue_counts (
    owner_id BIGINT NOT NULL,
    turn TEXT NOT NULL,
    tickets BIGINT NOT NULL,
    PRIMARY KEY (owner_id, turn)
);
";

const SQLITE: [&str; 2] = [
    "CREATE TRIGGER queue_counts_insert AFTER INSERT ON tickets WHEN NEW.archived_at IS NULL BEGIN
        INSERT INTO queue_counts (owner_id, turn, tickets) VALUES (COALESCE(NEW.owner_id, 0), NEW.turn, 1)
            ON CONFLICT (owner_id, turn) DO UPDATE SET tickets = tickets + 1;
    END",
    "CREATE TRIGGER queue_counts_update AFTER UPDATE OF owner_id, turn, archived_at ON tickets BEGIN
        UPDATE queue_counts SET tickets = tickets - 1
            WHERE OLD.archived_at IS NULL AND owner_id = COALESCE(OLD.owner_id, 0) AND turn = OLD.turn;
        INSERT INTO queue_counts (owner_id, turn, tickets)
            SELECT COALESCE(NEW.owner_id, 0), NEW.turn, 1 WHERE NEW.archived_at IS NULL
            ON CONFLICT (owner_id, turn) DO UPDATE SET tickets = tickets + 1;
    END",
];

/// By statement and not by row: a batch of rows is one change of each count, where thousands of versions of one row
/// would each have to be walked past.
const POSTGRES: [&str; 4] = [
    "CREATE FUNCTION queue_counts_on_insert() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO queue_counts AS q (owner_id, turn, tickets)
            SELECT COALESCE(owner_id, 0), turn, COUNT(*) FROM added WHERE archived_at IS NULL GROUP BY 1, 2 ORDER BY 1, 2
            ON CONFLICT (owner_id, turn) DO UPDATE SET tickets = q.tickets + EXCLUDED.tickets;
        RETURN NULL;
    END $$",
    "CREATE FUNCTION queue_counts_on_update() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO queue_counts AS q (owner_id, turn, tickets)
            SELECT owner_id, turn, SUM(n) FROM (
                SELECT COALESCE(owner_id, 0) AS owner_id, turn, 1 AS n FROM added WHERE archived_at IS NULL
                UNION ALL
                SELECT COALESCE(owner_id, 0), turn, -1 FROM removed WHERE archived_at IS NULL
            ) AS changes GROUP BY 1, 2 HAVING SUM(n) <> 0 ORDER BY 1, 2
            ON CONFLICT (owner_id, turn) DO UPDATE SET tickets = q.tickets + EXCLUDED.tickets;
        RETURN NULL;
    END $$",
    "CREATE TRIGGER queue_counts_insert AFTER INSERT ON tickets
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION queue_counts_on_insert()",
    "CREATE TRIGGER queue_counts_update AFTER UPDATE ON tickets
        REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION queue_counts_on_update()",
];
