//! The database: where reads go, and how a write begins.

use std::path::Path;
use std::time::Duration;

use migration::{Migrator, MigratorTrait};
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, EntityTrait,
    QuerySelect, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
};

/// On SQLite one connection writes and the others cannot: a transaction that begins as a reader and then writes is
/// refused at once when another has written meanwhile, however long the busy timeout. On PostgreSQL both are one pool.
#[derive(Clone, Debug)]
pub struct Store {
    reader: DatabaseConnection,
    writer: DatabaseConnection,
}

impl Store {
    /// Opens the database and brings its schema up to date. `url` is `sqlite:PATH` or `postgres://…`.
    pub async fn open(url: &str) -> Result<Self, DbErr> {
        let store = if url.starts_with("sqlite:") { Self::open_sqlite(url).await? } else { Self::open_postgres(url).await? };
        Migrator::up(&store.writer, None).await?;
        Ok(store)
    }

    /// The URL of the embedded database in a data folder.
    pub fn url_in(data: &Path) -> String {
        format!("sqlite:{}", data.join("portico.db").display())
    }

    async fn open_sqlite(url: &str) -> Result<Self, DbErr> {
        let path = url.trim_start_matches("sqlite:").to_owned();
        private(&path).map_err(|error| DbErr::Custom(format!("{path}: {error}")))?;
        // The writer first: it makes the file and switches it to WAL. No statistics are gathered (`PRAGMA optimize`):
        // what is true of a young database is trusted when it has grown, and then a table that had two rows is scanned.
        // Without them the planner takes the indexes, which the queries are written for, at every size.
        let writer = Database::connect(sqlite_options(&path, 1, false)).await?;
        let reader = Database::connect(sqlite_options(&path, 8, true)).await?;
        Ok(Self { reader, writer })
    }

    async fn open_postgres(url: &str) -> Result<Self, DbErr> {
        let mut options = ConnectOptions::new(url);
        options
            .max_connections(20)
            .acquire_timeout(Duration::from_secs(5))
            .max_lifetime(Duration::from_secs(300))
            .sqlx_logging(false)
            .map_sqlx_postgres_opts(|options| {
                options.options([
                    ("statement_timeout", "30s"),
                    ("lock_timeout", "10s"),
                    ("idle_in_transaction_session_timeout", "60s"),
                ])
            });
        let pool = Database::connect(options).await?;
        Ok(Self { reader: pool.clone(), writer: pool })
    }

    /// For reading. On SQLite a write through it fails.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For a single statement that writes, and for what a transaction cannot do. Everything else begins one.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// Begins a transaction that writes; dropping it undoes it.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        self.writer
            .begin_with_options(TransactionOptions {
                sqlite_transaction_mode: self.is_sqlite().then_some(SqliteTransactionMode::Immediate),
                ..Default::default()
            })
            .await
    }

    /// The same database, with every statement shown to a story.
    #[cfg(feature = "testing")]
    pub(crate) fn watched(&self, watch: impl Fn(&sea_orm::Statement) + Clone + Send + Sync + 'static) -> Self {
        let mut watched = self.clone();
        for connection in [&mut watched.reader, &mut watched.writer] {
            let watch = watch.clone();
            connection.set_metric_callback(move |info| watch(info.statement));
        }
        watched
    }

    pub fn is_sqlite(&self) -> bool {
        self.writer.get_database_backend() == DbBackend::Sqlite
    }

    /// Whether the database is whole: answers what it is, or what is wrong with it.
    pub async fn check(&self) -> Result<String, String> {
        if !self.is_sqlite() {
            return self.reader.ping().await.map(|()| "PostgreSQL answers".to_owned()).map_err(|error| error.to_string());
        }
        let check = Statement::from_string(DbBackend::Sqlite, "PRAGMA quick_check(1)");
        let row = self.reader.query_one_raw(check).await.map_err(|error| error.to_string())?;
        let said: String =
            row.map(|row| row.try_get_by_index(0)).transpose().map_err(|error| error.to_string())?.unwrap_or_default();
        if said == "ok" { Ok("SQLite, whole".to_owned()) } else { Err(said) }
    }

    /// Whether the database can be read. A page of it is: a connection that stands says nothing about the file behind it.
    pub async fn answers(&self) -> bool {
        crate::tables::portals::Entity::find().limit(1).all(&self.reader).await.is_ok()
    }

    /// Closes all connections; on SQLite this folds the write-ahead log into the file.
    pub async fn close(self) -> Result<(), DbErr> {
        self.reader.close().await?;
        self.writer.close().await
    }
}

/// Makes the file if there is none, for nobody else to read: it holds what customers wrote. The files that SQLite puts
/// beside it get the same mode.
fn private(path: &str) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    match options.open(path) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn sqlite_options(path: &str, connections: u32, read_only: bool) -> ConnectOptions {
    let mut options = ConnectOptions::new("sqlite::memory:");
    let path = path.to_owned();
    options
        .max_connections(connections)
        .min_connections(1)
        .acquire_timeout(Duration::from_secs(10))
        .idle_timeout(None)
        .max_lifetime(None)
        .sqlx_logging(false)
        .map_sqlx_sqlite_opts(move |options| {
            // `synchronous=FULL`: what was acknowledged is on the disk. NORMAL may lose the last commits to a power cut.
            options
                .filename(&path)
                .in_memory(false)
                .shared_cache(false)
                .create_if_missing(!read_only)
                .read_only(read_only)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(20))
                .pragma("journal_mode", "WAL")
                .pragma("synchronous", "FULL")
                .pragma("journal_size_limit", "67108864")
                .pragma("trusted_schema", "OFF")
                .pragma("cache_size", "-16000")
                .pragma("temp_store", "MEMORY")
        });
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn the_file_is_private_and_a_lost_one_does_not_answer() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(&Store::url_in(folder.path())).await.expect("a database");
        #[cfg(unix)]
        for name in ["portico.db", "portico.db-wal"] {
            let file = std::fs::metadata(folder.path().join(name)).expect("the file");
            assert_eq!(std::os::unix::fs::PermissionsExt::mode(&file.permissions()) & 0o777, 0o600, "{name}");
        }
        assert!(store.answers().await);
        store.writer().execute_unprepared("DROP TABLE portals").await.expect("dropped");
        assert!(!store.answers().await);
    }
}
