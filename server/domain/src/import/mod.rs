//! Companies, contacts and tickets from CSV files as other systems export them.
//!
//! A file is read twice. The first time nothing is written: it is proven whole, its rows are counted, and each column of
//! dates shows whether it writes the day or the month first. So a broken file changes nothing. The second time its rows
//! are written, some hundred in a transaction, and a bad row is skipped with its number and reason.
//!
//! Running an import again changes nothing, and a changed row changes what the file changed (see [`marks`]). A ticket is
//! known by the id that it had where it was exported, else by its subject, requester, date and text; a contact by the
//! e-mail address, else by that id; a company by its domain, else by its name.

pub(crate) mod bulk;
mod check;
mod columns;
mod companies;
mod contacts;
mod dates;
mod directory;
mod draft;
mod error;
mod file;
mod marks;
mod properties;
mod reading;
mod report;
mod run;
mod text;
mod ticket_records;
mod ticket_updates;
mod tickets;
mod told;
mod values;

use std::path::Path;
use std::sync::Arc;

use serde_json::json;
use tokio::sync::mpsc;

use crate::audit;
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use check::Checked;
use draft::Draft;
use reading::{Reading, Words};
use run::Item;

pub(crate) use columns::contact_columns;
pub use error::ImportError;
pub(crate) use file::delimiter as delimiter_of;
pub use report::{ImportReport, Note, Notes, Reason, Skipped};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportKind {
    Companies,
    Contacts,
    Tickets,
}

impl ImportKind {
    pub fn word(self) -> &'static str {
        match self {
            Self::Companies => "companies",
            Self::Contacts => "contacts",
            Self::Tickets => "tickets",
        }
    }
}

#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Column and property, over what the headers say by themselves. The property `ignore` leaves the column out.
    pub map: Vec<(String, String)>,
    /// Report what would be done, and do nothing.
    pub dry_run: bool,
}

/// How far it is, in rows. The total is known once the file has been checked; until then both are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}

/// Rows that the reading thread may be ahead of the writing.
const AHEAD: usize = 1000;

/// Imports a file. A file that is broken, has no column for what every record needs, or is to be mapped in a way that does
/// not exist is refused before anything is written. See the module for how records are recognised.
pub async fn import(
    portico: &Portico,
    kind: ImportKind,
    path: &Path,
    options: ImportOptions,
    progress: &(dyn Fn(Progress) + Send + Sync),
) -> Result<ImportReport, ImportError> {
    let path = path.to_owned();
    let wanted = options.clone();
    let checked = tokio::task::spawn_blocking(move || check::check(kind, &path, &wanted));
    let checked = checked.await.map_err(|error| Failure::internal(error.to_string()))??;
    let mut report = ImportReport {
        kind,
        dry_run: options.dry_run,
        encoding: checked.source.encoding.name(),
        delimiter: char::from(checked.source.delimiter),
        mapping: checked.columns.mapping(),
        ignored: checked.columns.ignored(),
        rows: 0,
        created: 0,
        updated: 0,
        unchanged: 0,
        skipped: Vec::new(),
        contacts_created: 0,
        companies_created: 0,
        notes: Notes::default(),
    };
    let outcome = match kind {
        ImportKind::Companies => rows_into::<companies::CompanyDraft>(portico, checked, &mut report, progress).await,
        ImportKind::Contacts => rows_into::<contacts::ContactDraft>(portico, checked, &mut report, progress).await,
        ImportKind::Tickets => rows_into::<tickets::TicketDraft>(portico, checked, &mut report, progress).await,
    };
    // Also of an import that had to stop: what it wrote until then stays.
    if !report.dry_run {
        write_audit(portico, &report).await?;
        crate::access::properties_changed(portico).await?;
    }
    outcome.map(|()| report)
}

async fn rows_into<D: Draft>(
    portico: &Portico,
    checked: Checked,
    report: &mut ImportReport,
    progress: &(dyn Fn(Progress) + Send + Sync),
) -> Result<(), ImportError> {
    let total = checked.rows;
    let words = Arc::new(Words::load(portico).await?);
    let reading = Reading { columns: checked.columns, orders: checked.orders, words: words.clone() };
    let (sender, mut receiver) = mpsc::channel(AHEAD);
    let source = checked.source;
    let thread = tokio::task::spawn_blocking(move || {
        if let Err(error) = read::<D>(&source, &reading, &sender) {
            // If nobody takes it, the writing has stopped by an error of its own.
            let _ = sender.blocking_send(Err(error));
        }
    });
    progress(Progress { done: 0, total });
    let told = |done| progress(Progress { done, total });
    let outcome = run::run::<D>(portico, &words, &mut receiver, report, &told).await;
    drop(receiver);
    thread.await.map_err(|error| Failure::internal(error.to_string()))?;
    outcome
}

/// Reads the rows and sends them on, until the file or the receiver ends.
fn read<D: Draft>(
    source: &file::Source,
    reading: &Reading,
    sender: &mpsc::Sender<Result<Item<D>, ImportError>>,
) -> Result<(), ImportError> {
    let mut rows = source.rows()?;
    let columns = reading.columns.width();
    while let Some(row) = rows.next()? {
        let mut notes = Vec::new();
        let outcome = match check::width_of(row.cells, columns) {
            Ok(()) => D::of(reading, row.cells, &mut notes),
            Err(cells) => Err(Reason::Ragged { cells, columns }),
        };
        // What is said of a skipped row is why it was skipped.
        if outcome.is_err() {
            notes.clear();
        }
        if sender.blocking_send(Ok(Item { row: row.number, line: row.line, outcome, notes })).is_err() {
            return Ok(());
        }
    }
    Ok(())
}

async fn write_audit(portico: &Portico, report: &ImportReport) -> Outcome<()> {
    let tx = portico.store().begin().await?;
    let details = json!({
        "rows": report.rows,
        "created": report.created,
        "updated": report.updated,
        "unchanged": report.unchanged,
        "skipped": report.skipped.len(),
        "contacts_created": report.contacts_created,
        "companies_created": report.companies_created,
    });
    let entry = audit::Entry::new(audit::Actor::Operator, "import", format!("import:{}", report.kind.word())).with(details);
    entry.write(&tx, portico.now()).await?;
    tx.commit().await?;
    Ok(())
}
