//! Where a text still stands, anywhere in the database, and what stands in a table.

use sea_orm::{ConnectionTrait, EntityTrait, Statement};

use super::World;

impl World {
    /// Tables with a row that says the text, in any column. The search index holds words and no text; it is asked by
    /// searching.
    pub async fn traces_of(&self, text: &str) -> Vec<String> {
        let connection = self.portico.store.reader();
        let backend = connection.get_database_backend();
        let tables = match self.portico.store.is_sqlite() {
            true => "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search_index%'",
            false => "SELECT CAST(table_name AS TEXT) FROM information_schema.tables WHERE table_schema = current_schema()",
        };
        let rows = connection.query_all_raw(Statement::from_string(backend, tables)).await.expect("the tables");
        let mut found = Vec::new();
        for row in rows {
            let table: String = row.try_get_by_index(0).expect("a name");
            if self.says(&table, text).await {
                found.push(table);
            }
        }
        found.sort();
        found
    }

    /// The bytes of all files are gone, as if the disk had lost them.
    pub async fn lose_contents(&self) {
        let lost = crate::tables::file_pieces::Entity::delete_many().exec(self.portico.store.writer()).await;
        lost.expect("the pieces are gone");
    }

    /// The rows of a table as text, without these columns, in the order of what they say.
    pub async fn rows_of(&self, table: &str, without: &[&str]) -> Vec<String> {
        let connection = self.portico.store.reader();
        let columns = self.columns_of(table).await;
        let columns = columns.iter().filter(|column| !without.contains(&column.as_str()));
        let said: Vec<String> = columns.map(|column| format!("COALESCE(CAST({column} AS TEXT), '-')")).collect();
        let sql = format!("SELECT {} AS said FROM {table} ORDER BY 1", said.join(" || ' | ' || "));
        let rows = connection.query_all_raw(Statement::from_string(connection.get_database_backend(), sql)).await;
        rows.expect("the rows").iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
    }

    async fn columns_of(&self, table: &str) -> Vec<String> {
        let connection = self.portico.store.reader();
        let backend = connection.get_database_backend();
        let columns = match self.portico.store.is_sqlite() {
            true => format!("SELECT name FROM pragma_table_info('{table}')"),
            false => format!(
                "SELECT CAST(column_name AS TEXT) FROM information_schema.columns
                WHERE table_schema = current_schema() AND table_name = '{table}'"
            ),
        };
        let rows = connection.query_all_raw(Statement::from_string(backend, columns)).await.expect("the columns");
        rows.iter().map(|row| row.try_get_by_index(0).expect("a name")).collect()
    }

    async fn says(&self, table: &str, text: &str) -> bool {
        let connection = self.portico.store.reader();
        let backend = connection.get_database_backend();
        for column in self.columns_of(table).await {
            let sql =
                format!("SELECT 1 FROM {table} WHERE LOWER(CAST({column} AS TEXT)) LIKE '%{}%' LIMIT 1", text.to_lowercase());
            if connection.query_one_raw(Statement::from_string(backend, sql)).await.expect("an answer").is_some() {
                return true;
            }
        }
        false
    }
}
