//! Where a story's data lives.

use sea_orm::{ConnectionTrait, Database};

use crate::store::Store;

const SQLITE_OR_POSTGRES: &str = "PORTICO_TEST_DATABASE_URL";

/// A fresh, empty database. Dropping it removes it.
pub struct TestDatabase {
    pub url: String,
    place: Place,
}

enum Place {
    Folder { _folder: tempfile::TempDir },
    Schema { server: String, name: String },
}

impl TestDatabase {
    pub async fn new() -> Self {
        #[expect(clippy::disallowed_methods, reason = "the one setting of the stories")]
        let server = std::env::var(SQLITE_OR_POSTGRES).ok().filter(|url| !url.is_empty());
        match server {
            Some(server) => {
                let name = format!("story_{:032x}", rand::random::<u128>());
                run(&server, &format!("CREATE SCHEMA {name}")).await;
                let separator = if server.contains('?') { '&' } else { '?' };
                let url = format!("{server}{separator}options[search_path]={name}&application_name={name}");
                Self { url, place: Place::Schema { server, name } }
            }
            None => {
                let folder = tempfile::tempdir().expect("a temporary folder");
                Self { url: Store::url_in(folder.path()), place: Place::Folder { _folder: folder } }
            }
        }
    }
}

async fn run(server: &str, sql: &str) {
    let connection = Database::connect(server).await.expect("the PostgreSQL server of the stories");
    connection.execute_unprepared(sql).await.expect("a schema of its own");
    connection.close().await.expect("a closed connection");
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        if let Place::Schema { server, name } = &self.place {
            let (server, name) = (server.clone(), name.clone());
            // On a thread of its own: the story's runtime cannot wait in a destructor.
            let dropping = std::thread::spawn(move || {
                let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                // A transaction that the story left open is undone by its runtime, which stands still until this is over.
                let end = format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{name}'");
                runtime.block_on(run(&server, &end));
                runtime.block_on(run(&server, &format!("DROP SCHEMA {name} CASCADE")));
            });
            if dropping.join().is_err() {
                eprintln!("the schema of a story was left behind");
            }
        }
    }
}
