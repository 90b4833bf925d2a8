//! Stories about what people do at their desks, each on a fresh database. SQLite, unless `PORTICO_TEST_DATABASE_URL`
//! names a PostgreSQL database.

mod people;
