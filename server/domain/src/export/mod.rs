//! Everything that people wrote, as CSV files that an import takes back: `companies.csv`, `contacts.csv`, `tickets.csv`,
//! `messages.csv` and `associations.csv`, in HubSpot's columns; and `schema.json`, which says what they are described by.
//!
//! The same data gives the same bytes: rows stand in the order in which they were made, and nothing in a file says when it
//! was written. A record is called by a number that says of which installation it is (`mf3k9q1z-12`), and keeps that name
//! where it is imported, so that the export of an import is what was imported. Whoever imports a file into the very
//! installation that wrote it meets the same records again.

mod associations;
mod companies;
mod contacts;
mod lists;
mod messages;
mod names;
mod tickets;

use std::io::Write;
use std::path::{Path, PathBuf};

use model::imports::ImportKind;
use sea_orm::{AccessMode, ConnectionTrait, DatabaseTransaction, IsolationLevel, TransactionTrait};

use crate::audit::{Actor, Entry};
use crate::cells::line;
use crate::crm::{Definition, Definitions, ObjectType};
use crate::failure::{Failure, Outcome};
use crate::import::{tag, word_of};
use crate::portico::Portico;

/// Rows that are read at a time, so that an export of any length takes the same memory.
const ROWS: u64 = 1000;

/// Why nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("{path}: {error}")]
    File { path: PathBuf, error: std::io::Error },
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl From<sea_orm::DbErr> for ExportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Failure(error.into())
    }
}

/// Rows of each file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    pub companies: u64,
    pub contacts: u64,
    pub tickets: u64,
    pub messages: u64,
    pub associations: u64,
}

/// What all files are written with.
struct Exporter {
    /// One moment of the database, however long it takes.
    tx: DatabaseTransaction,
    tag: String,
}

/// A table that is written page by page.
trait Table {
    const NAME: &'static str;
    /// Where a page begins; by itself the first one.
    type Cursor: Default;

    /// The line of headers.
    fn headers(&self) -> Vec<String>;

    /// Rows behind one, each with where it is; no rows: that was all.
    async fn page(&self, exporter: &Exporter, after: Self::Cursor) -> Outcome<Vec<(Self::Cursor, Vec<String>)>>;
}

/// Writes the files into a folder, which is made if it is not there. Each is written under another name first and all
/// are renamed at the end: files that are there are whole, and from one export.
pub async fn export(portico: &Portico, folder: &Path) -> Result<Exported, ExportError> {
    std::fs::create_dir_all(folder).map_err(|error| ExportError::File { path: folder.to_owned(), error })?;
    let exporter = Exporter::begin(portico).await?;
    let company_values = values(&exporter.tx, ObjectType::Companies, ImportKind::Companies).await?;
    let contact_values = values(&exporter.tx, ObjectType::Contacts, ImportKind::Contacts).await?;
    let ticket_values = values(&exporter.tx, ObjectType::Tickets, ImportKind::Tickets).await?;
    let exported = Exported {
        companies: exporter.write(folder, companies::Companies(company_values)).await?,
        contacts: exporter.write(folder, contacts::Contacts(contact_values)).await?,
        tickets: exporter.write(folder, tickets::Tickets::load(&exporter.tx, ticket_values).await?).await?,
        messages: exporter.write(folder, messages::Messages).await?,
        associations: exporter.write(folder, associations::Associations::load(&exporter.tx).await?).await?,
    };
    exporter.write_schema(folder).await?;
    for name in FILES {
        let path = folder.join(name);
        std::fs::rename(part(folder, name), &path).map_err(|error| ExportError::File { path, error })?;
    }
    note(portico, exported).await?;
    Ok(exported)
}

async fn note(portico: &Portico, exported: Exported) -> Outcome<()> {
    let tx = portico.store().begin().await?;
    let details = serde_json::json!({
        "companies": exported.companies,
        "contacts": exported.contacts,
        "tickets": exported.tickets,
        "messages": exported.messages,
        "associations": exported.associations,
    });
    Entry::new(Actor::Operator, "export", "export:all".to_owned()).with(details).write(&tx, portico.now()).await?;
    tx.commit().await?;
    Ok(())
}

fn part(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!(".{name}.part"))
}

impl Exporter {
    async fn begin(portico: &Portico) -> Outcome<Self> {
        let reader = portico.store().reader();
        let tx = match portico.store().is_sqlite() {
            true => reader.begin().await?,
            false => reader.begin_with_config(Some(IsolationLevel::RepeatableRead), Some(AccessMode::ReadOnly)).await?,
        };
        let tag = tag(&tx).await?;
        Ok(Self { tx, tag })
    }

    /// What a record is called: by the name that it was imported under, if that is one of an export, or else its own.
    fn name(&self, id: i64, imported: Option<&str>) -> String {
        names::called(&self.tag, id, imported)
    }

    /// What the records of the other files are described by.
    async fn write_schema(&self, folder: &Path) -> Result<(), ExportError> {
        let path = part(folder, "schema.json");
        let schema = crate::schema::read(&self.tx).await?;
        let text = serde_json::to_string_pretty(&schema).map_err(|error| Failure::internal(error.to_string()))?;
        let trouble = |error| ExportError::File { path: path.clone(), error };
        let mut file = private(&path).map_err(trouble)?;
        file.write_all(text.as_bytes()).and_then(|()| file.write_all(b"\n")).and_then(|()| file.sync_all()).map_err(trouble)
    }

    /// Answers how many rows there are.
    async fn write<T: Table>(&self, folder: &Path, table: T) -> Result<u64, ExportError> {
        let path = part(folder, &format!("{}.csv", T::NAME));
        let trouble = |error| ExportError::File { path: path.clone(), error };
        let mut file = std::io::BufWriter::new(private(&path).map_err(trouble)?);
        file.write_all(line(table.headers().iter().map(String::as_str))?.as_bytes()).map_err(trouble)?;
        let (mut after, mut rows) = (T::Cursor::default(), 0);
        loop {
            let page = table.page(self, after).await?;
            rows += page.len() as u64;
            let mut last = None;
            for (at, cells) in page {
                file.write_all(line(cells.iter().map(String::as_str))?.as_bytes()).map_err(trouble)?;
                last = Some(at);
            }
            match last {
                Some(at) => after = at,
                None => break,
            }
        }
        let file = file.into_inner().map_err(|error| trouble(error.into_error()))?;
        file.sync_all().map_err(trouble)?;
        Ok(rows)
    }
}

/// In the order in which an import of them finds what each refers to.
const FILES: [&str; 6] = ["schema.json", "companies.csv", "contacts.csv", "tickets.csv", "messages.csv", "associations.csv"];

/// For nobody else to read: it holds what customers wrote.
fn private(path: &Path) -> std::io::Result<std::fs::File> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

/// Properties without a column, which stand behind the others, under words that an import knows.
struct Values {
    object_type: ObjectType,
    definitions: Vec<(Definition, String)>,
}

async fn values(connection: &impl ConnectionTrait, object_type: ObjectType, kind: ImportKind) -> Outcome<Values> {
    let all = Definitions::load(connection, object_type).await?;
    let plain = all.all().filter(|definition| definition.is_plain_value());
    // An owner's number means nobody elsewhere.
    let definitions = plain.map(|definition| (definition.clone(), word_of(kind, definition))).collect();
    Ok(Values { object_type, definitions })
}

impl Values {
    fn headers(&self) -> impl Iterator<Item = String> {
        self.definitions.iter().map(|(_, word)| word.clone())
    }

    /// A cell for each property of each of these records, in their order.
    async fn cells(&self, connection: &impl ConnectionTrait, ids: &[i64]) -> Outcome<Vec<Vec<String>>> {
        let mut all = crate::crm::store_values::of(connection, self.object_type, ids).await?;
        let users = crate::tables::users::Entity::load_emails(connection, self.has_people()).await?;
        let cells = |id: &i64| {
            let mut values = all.remove(id).unwrap_or_default();
            let cell = |definition: &Definition| {
                let value = values.remove(&definition.name).unwrap_or_default();
                match definition.external_options {
                    true => value.parse().ok().and_then(|id: i64| users.get(&id).cloned()).unwrap_or_default(),
                    false => value,
                }
            };
            self.definitions.iter().map(|(definition, _)| definition).map(cell).collect()
        };
        Ok(ids.iter().map(cells).collect())
    }

    fn has_people(&self) -> bool {
        self.definitions.iter().any(|(definition, _)| definition.external_options)
    }
}

/// Empty without a time.
fn date(at: Option<i64>) -> String {
    at.map_or_else(String::new, |at| model::Timestamp(at).iso())
}
