//! What was acknowledged is there after the power came back.

use domain::testing::World;
use sea_orm::{ConnectionTrait, DatabaseConnection, DbBackend, Statement};

async fn setting(connection: &DatabaseConnection, name: &str) -> String {
    let asked = Statement::from_string(DbBackend::Sqlite, format!("PRAGMA {name}"));
    let row = connection.query_one_raw(asked).await.unwrap().unwrap();
    row.try_get_by_index::<i64>(0).map(|number| number.to_string()).unwrap_or_else(|_| row.try_get_by_index(0).unwrap())
}

/// `synchronous=FULL` is 2. On PostgreSQL it is the server's own setting (`on`, unless its operator says otherwise), which
/// no connection of ours changes.
#[tokio::test]
async fn a_commit_is_on_the_disk() {
    let world = World::new().await;
    let store = world.portico.store();
    if !store.is_sqlite() {
        let asked = "SELECT source FROM pg_settings WHERE name = 'synchronous_commit'";
        let row = store.writer().query_one_raw(Statement::from_string(DbBackend::Postgres, asked)).await.unwrap().unwrap();
        let source: String = row.try_get_by_index(0).unwrap();
        assert!(!["client", "session"].contains(&&*source), "set by {source}");
        return;
    }
    assert_eq!(setting(store.writer(), "journal_mode").await, "wal");
    assert_eq!(setting(store.writer(), "synchronous").await, "2");
    assert_eq!(setting(store.writer(), "foreign_keys").await, "1");
    let refused = store.reader().execute_unprepared("UPDATE portals SET name = 'written through a reader'").await;
    assert!(refused.is_err(), "readers cannot write");
}

/// A server that was started again on a young database and is never stopped while that grows: nothing may have been
/// learned from the few rows of then. It once was, and the search index was read from end to end for every merge.
#[tokio::test]
async fn plans_do_not_follow_from_how_small_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let url = domain::Store::url_in(folder.path());
    domain::Store::open(&url).await.unwrap().close().await.unwrap();
    let store = domain::Store::open(&url).await.unwrap();
    let asked = "EXPLAIN QUERY PLAN DELETE FROM search_index_data WHERE id >= 1 AND id <= 2";
    let row = store.reader().query_one_raw(Statement::from_string(DbBackend::Sqlite, asked)).await.unwrap().unwrap();
    let plan: String = row.try_get("", "detail").unwrap();
    assert!(plan.starts_with("SEARCH search_index_data"), "{plan}");
    store.close().await.unwrap();
}
