//! The queue's counts, in more detail: integrations that search by stage, pipeline, owner or priority are told how many
//! tickets there are, too, without anybody counting them.

use sea_orm_migration::async_trait::async_trait;
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::ConnectionTrait;

use crate::dialect::{is_sqlite, run};

pub struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &str {
        "m0024_ticket_counts"
    }
}

#[async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        run(manager, if is_sqlite(manager) { SQLITE_BEFORE } else { POSTGRES_BEFORE }).await?;
        run(manager, TABLE).await?;
        // A trigger's body has statements of its own, so these are not split.
        let triggers: &[&str] = if is_sqlite(manager) { &SQLITE } else { &POSTGRES };
        for trigger in triggers {
            manager.get_connection().execute_unprepared(trigger).await?;
        }
        Ok(())
    }
}

const SQLITE_BEFORE: &str = "
DROP TRIGGER queue_counts_insert;
DROP TRIGGER queue_counts_update;
";

const POSTGRES_BEFORE: &str = "
DROP TRIGGER queue_counts_insert ON tickets;
DROP TRIGGER queue_counts_update ON tickets;
DROP FUNCTION queue_counts_on_insert();
DROP FUNCTION queue_counts_on_update();
";

/// `owner_id` 0 stands for nobody, an empty `priority` for none. Archived tickets are not counted. A row may say that there
/// is none.
const TABLE: &str = "
CREATE TABLE ticket_counts (
    owner_id BIGINT NOT NULL,
    pipeline_id BIGINT NOT NULL,
    stage_id BIGINT NOT NULL,
    turn TEXT NOT NULL,
    priority TEXT NOT NULL,
    tickets BIGINT NOT NULL,
    PRIMARY KEY (owner_id, pipeline_id, stage_id, turn, priority)
);
INSERT INTO ticket_counts (owner_id, pipeline_id, stage_id, turn, priority, tickets)
    SELECT COALESCE(owner_id, 0), pipeline_id, stage_id, turn, COALESCE(priority, ''), COUNT(*)
    FROM tickets WHERE archived_at IS NULL GROUP BY 1, 2, 3, 4, 5;
DROP TABLE queue_counts;
";

const SQLITE: [&str; 2] = [
    "CREATE TRIGGER ticket_counts_insert AFTER INSERT ON tickets WHEN NEW.archived_at IS NULL BEGIN
        INSERT INTO ticket_counts (owner_id, pipeline_id, stage_id, turn, priority, tickets)
            VALUES (COALESCE(NEW.owner_id, 0), NEW.pipeline_id, NEW.stage_id, NEW.turn, COALESCE(NEW.priority, ''), 1)
            ON CONFLICT (owner_id, pipeline_id, stage_id, turn, priority) DO UPDATE SET tickets = tickets + 1;
    END",
    "CREATE TRIGGER ticket_counts_update
    AFTER UPDATE OF owner_id, pipeline_id, stage_id, turn, priority, archived_at ON tickets BEGIN
        UPDATE ticket_counts SET tickets = tickets - 1
            WHERE OLD.archived_at IS NULL AND owner_id = COALESCE(OLD.owner_id, 0) AND pipeline_id = OLD.pipeline_id
                AND stage_id = OLD.stage_id AND turn = OLD.turn AND priority = COALESCE(OLD.priority, '');
        INSERT INTO ticket_counts (owner_id, pipeline_id, stage_id, turn, priority, tickets)
            SELECT COALESCE(NEW.owner_id, 0), NEW.pipeline_id, NEW.stage_id, NEW.turn, COALESCE(NEW.priority, ''), 1
            WHERE NEW.archived_at IS NULL
            ON CONFLICT (owner_id, pipeline_id, stage_id, turn, priority) DO UPDATE SET tickets = tickets + 1;
    END",
];

/// By statement and not by row: a batch of rows is one change of each count, where thousands of versions of one row
/// would each have to be walked past.
const POSTGRES: [&str; 4] = [
    "CREATE FUNCTION ticket_counts_on_insert() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO ticket_counts AS c (owner_id, pipeline_id, stage_id, turn, priority, tickets)
            SELECT COALESCE(owner_id, 0), pipeline_id, stage_id, turn, COALESCE(priority, ''), COUNT(*)
            FROM added WHERE archived_at IS NULL GROUP BY 1, 2, 3, 4, 5 ORDER BY 1, 2, 3, 4, 5
            ON CONFLICT (owner_id, pipeline_id, stage_id, turn, priority)
                DO UPDATE SET tickets = c.tickets + EXCLUDED.tickets;
        RETURN NULL;
    END $$",
    "CREATE FUNCTION ticket_counts_on_update() RETURNS TRIGGER LANGUAGE plpgsql AS $$ BEGIN
        INSERT INTO ticket_counts AS c (owner_id, pipeline_id, stage_id, turn, priority, tickets)
            SELECT owner_id, pipeline_id, stage_id, turn, priority, SUM(n) FROM (
                SELECT COALESCE(owner_id, 0) AS owner_id, pipeline_id, stage_id, turn, COALESCE(priority, '') AS priority, 1 AS n
                    FROM added WHERE archived_at IS NULL
                UNION ALL
                SELECT COALESCE(owner_id, 0), pipeline_id, stage_id, turn, COALESCE(priority, ''), -1
                    FROM removed WHERE archived_at IS NULL
            ) AS changes GROUP BY 1, 2, 3, 4, 5 HAVING SUM(n) <> 0 ORDER BY 1, 2, 3, 4, 5
            ON CONFLICT (owner_id, pipeline_id, stage_id, turn, priority)
                DO UPDATE SET tickets = c.tickets + EXCLUDED.tickets;
        RETURN NULL;
    END $$",
    "CREATE TRIGGER ticket_counts_insert AFTER INSERT ON tickets
        REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION ticket_counts_on_insert()",
    "CREATE TRIGGER ticket_counts_update AFTER UPDATE ON tickets
        REFERENCING NEW TABLE AS added OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION ticket_counts_on_update()",
];
