//! Companies, contacts and tickets from CSV files as other systems export them.
//!
//! A file is read twice. The first time nothing is written: it is proven whole, its rows are counted, and each column of
//! dates shows whether it writes the day or the month first. So a broken file changes nothing. The second time its rows
//! are written, some hundred in a transaction, and a bad row is skipped with its number and reason.
//!
//! Running an import again changes nothing, and a changed row changes what the file changed (see [`marks`]). A ticket is
//! known by the id that it had where it was exported, else by its subject, requester, date and text; a contact by the
//! e-mail address, else by that id; a company by its domain, else by its name. Rows of associations name both records by
//! their ids.

//! An import that is no dry run has a row in `imports` (see [`jobs`]): how far it is, what came of it, and what it touched,
//! so that all of it can be undone. From the browser the file is in the database and the server works on it; from the
//! command line the command does.

mod associations;
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
mod forget;
mod input;
mod jobs;
mod kept;
mod key;
mod marks;
mod messages;
mod notes;
mod plan;
mod properties;
mod reading;
mod report;
mod run;
mod step;
mod text;
mod ticket_records;
mod ticket_updates;
mod tickets;
mod told;
mod traces;
mod values;

use std::path::Path;
use std::sync::Arc;

use model::ImportId;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};
use tokio::sync::mpsc;

use crate::crm::{Definition, Definitions, ObjectType};
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use check::Checked;
use draft::Draft;
use file::Source;
use reading::{Reading, Words};
use run::{Item, Run};
use step::Step;

pub(crate) use columns::{contact_columns, word_of};
pub use dates::Order;
pub use error::{Flaw, ImportError};
pub(crate) use file::delimiter as delimiter_of;
pub(crate) use forget::{forget, forget_address};
pub use jobs::{Choice, UPLOAD_MAX, Upload, Working, imports_listed, kept_listed, problems, undo_now};
pub(crate) use marks::{is_exported_id, tag};
pub(crate) use messages::KEY as MESSAGE_KEY;
pub use model::imports::ImportKind;
pub use notes::{Instead, Note, Notes, Remark};
pub use report::{ImportReport, Reason, Skipped};
pub(crate) use tickets::NONE;
pub(crate) use traces::At;

#[derive(Clone, Debug, Default)]
pub struct ImportOptions {
    /// Column and property, over what the headers say by themselves. The property `ignore` leaves the column out.
    pub map: Vec<(String, String)>,
    /// The property of each column, in their order, and nothing else; empty leaves the column out.
    pub columns: Option<Vec<String>>,
    /// What records are recognised by: `id` (the id of the system where they were exported), `record` (the number here), or
    /// a property that no two records have the same of. Empty: as is usual for the kind.
    pub key: String,
    /// Which number of `03/04/2024` is the day; `None`: found out for each column from all its values.
    pub order: Option<Order>,
    /// Only records that are there already, or only new ones.
    pub only: Option<Only>,
    /// Owners are named by their numbers here, too: a file whose numbers are those of other systems knows other people by
    /// them.
    pub own_numbers: bool,
    /// Report what would be done, and do nothing.
    pub dry_run: bool,
}

/// Which records an import is to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Only {
    New,
    Present,
}

/// How far it is, in rows. The total is known once the file has been checked; until then both are 0.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    pub done: u64,
    pub total: u64,
}

/// Who is told while an import runs.
pub struct Watching<'a> {
    pub progress: &'a (dyn Fn(Progress) + Send + Sync),
    /// Each row that was left out, in their order within a batch.
    pub skipped: &'a (dyn Fn(&Skipped) + Send + Sync),
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
    import_watched(portico, kind, path, options, Watching { progress, skipped: &|_| {} }).await
}

/// As [`import`], telling more while it runs.
pub async fn import_watched(
    portico: &Portico,
    kind: ImportKind,
    path: &Path,
    options: ImportOptions,
    watching: Watching<'_>,
) -> Result<ImportReport, ImportError> {
    let definitions = definitions(portico.store().reader(), kind).await?;
    let (file, wanted) = (path.to_owned(), options.clone());
    let checked = blocking(move || check::check(kind, Source::open(&file)?, &wanted, &definitions)).await?;
    if options.dry_run {
        return Job { kind, step: None, from: 0, dry_run: true }.run(portico, checked, watching).await;
    }
    jobs::run_file(portico, kind, path, &options, checked, watching).await
}

/// Work that reads a file, on a thread where it may wait.
async fn blocking<T: Send + 'static>(work: impl FnOnce() -> Result<T, ImportError> + Send + 'static) -> Result<T, ImportError> {
    tokio::task::spawn_blocking(work).await.map_err(|error| Failure::internal(error.to_string()))?
}

/// The properties that a column can be read as beside those that rows have a meaning for.
async fn definitions(connection: &impl ConnectionTrait, kind: ImportKind) -> Outcome<Vec<Definition>> {
    let object_type = match kind {
        ImportKind::Companies => ObjectType::Companies,
        ImportKind::Contacts => ObjectType::Contacts,
        ImportKind::Tickets => ObjectType::Tickets,
        ImportKind::Messages | ImportKind::Associations => return Ok(Vec::new()),
    };
    let all = Definitions::load(connection, object_type).await?;
    Ok(all.all().filter(|definition| definition.is_plain_value()).cloned().collect())
}

/// A file that is gone through.
struct Job {
    kind: ImportKind,
    step: Option<Step>,
    /// Rows that are settled already.
    from: u64,
    dry_run: bool,
}

impl Job {
    async fn run(self, portico: &Portico, checked: Checked, watching: Watching<'_>) -> Result<ImportReport, ImportError> {
        let mut report = ImportReport {
            import: self.step.as_ref().filter(|step| !step.rehearsal).map(|step| ImportId(step.import)),
            kind: self.kind,
            dry_run: self.dry_run,
            encoding: checked.source.encoding.name(),
            delimiter: char::from(checked.source.delimiter),
            mapping: checked.columns.mapping(),
            ignored: checked.columns.ignored(),
            ..ImportReport::empty(self.kind)
        };
        match self.kind {
            ImportKind::Companies => self.rows::<companies::CompanyDraft>(portico, checked, &mut report, watching).await,
            ImportKind::Contacts => self.rows::<contacts::ContactDraft>(portico, checked, &mut report, watching).await,
            ImportKind::Tickets => self.rows::<tickets::TicketDraft>(portico, checked, &mut report, watching).await,
            ImportKind::Messages => self.rows::<messages::MessageDraft>(portico, checked, &mut report, watching).await,
            ImportKind::Associations => {
                self.rows::<associations::AssociationDraft>(portico, checked, &mut report, watching).await
            }
        }?;
        Ok(report)
    }

    async fn rows<D: Draft>(
        self,
        portico: &Portico,
        checked: Checked,
        report: &mut ImportReport,
        watching: Watching<'_>,
    ) -> Result<(), ImportError> {
        let Checked { source, columns, dates, chosen, rows: total } = checked;
        let written = self.step.as_ref().filter(|_| !self.dry_run).map(|step| step.import);
        let words = Arc::new(Words::load(portico, chosen, written).await?);
        let reading = Reading { columns: columns.clone(), dates, words: words.clone() };
        let (sender, mut receiver) = mpsc::channel(AHEAD);
        let from = self.from;
        let thread = tokio::task::spawn_blocking(move || {
            if let Err(error) = read::<D>(&source, &reading, from, &sender) {
                // If nobody takes it, the writing has stopped by an error of its own.
                let _ = sender.blocking_send(Err(error));
            }
        });
        (watching.progress)(Progress { done: from, total });
        let progress = |done| (watching.progress)(Progress { done, total });
        let run =
            Run { portico, words: &words, columns: &columns, step: self.step, progress: &progress, skipped: watching.skipped };
        report.rows = from;
        let outcome = run.run::<D>(&mut receiver, report).await;
        drop(receiver);
        thread.await.map_err(|error| Failure::internal(error.to_string()))?;
        outcome
    }
}

/// Reads the rows behind `from` and sends them on, until the file or the receiver ends.
fn read<D: Draft>(
    source: &Source,
    reading: &Reading,
    from: u64,
    sender: &mpsc::Sender<Result<Item<D>, ImportError>>,
) -> Result<(), ImportError> {
    let mut rows = source.rows()?;
    let columns = reading.columns.width();
    let mut said_undated = false;
    while let Some(row) = rows.next()? {
        if row.number <= from {
            continue;
        }
        let mut notes = Vec::new();
        let outcome = match check::width_of(row.cells, columns) {
            Ok(()) => D::of(reading, row.cells, &mut notes),
            Err(cells) => Err(Reason::Ragged { cells, columns }),
        };
        // Of a file without such a column it is said once.
        notes.retain(|(column, _, remark): &notes::Noted| {
            *remark != Remark::Undated || !column.is_empty() || !std::mem::replace(&mut said_undated, true)
        });
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
