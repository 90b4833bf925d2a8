//! `portico import`, `portico imports`, `portico export` and `portico demo`.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::Mutex;

use clap::{Args, Subcommand};
use domain::Portico;
use domain::demo::{DemoOptions, demo};
use domain::export::{ExportError, export};
use domain::import::{ImportError, ImportKind, ImportOptions, Order, Skipped, Watching, import_watched, imports_listed};
use indicatif::{ProgressBar, ProgressStyle};
use model::imports::ImportRow;

use super::output::line;
use super::{CommandError, said};

#[derive(Subcommand)]
pub enum Import {
    /// Import companies, known by their domain or else their name
    Companies(FileArguments),
    /// Import contacts, known by their e-mail address
    Contacts(FileArguments),
    /// Import tickets, known by the number that they had where they were exported, or else by what they say
    Tickets(FileArguments),
    /// Import what was said on tickets that an import brought: what customers see, and what is internal
    Messages(FileArguments),
    /// Import which records that are there belong together: related ones, parent companies, labels
    Associations(FileArguments),
    /// Import properties, labels of associations and pipelines: the schema.json of an export. What is there stays as it is
    Schema {
        file: PathBuf,
        /// Say what would happen and change nothing
        #[arg(long)]
        dry_run: bool,
    },
    /// Take a whole import back: archive what it made, and put back what it changed and nobody changed since
    Undo {
        /// Its number, as `portico imports` shows it
        import: String,
    },
}

#[derive(Args)]
pub struct FileArguments {
    /// CSV file: UTF-8, UTF-16 or Windows-1252; commas, semicolons, tabs or bars
    file: PathBuf,
    /// Read a column as a property; may be repeated. Columns with usual names need none
    #[arg(long, value_name = "Column=property", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Recognise records by this instead: id (their number where they were exported), record (their number here), or a
    /// property that no two records have the same of
    #[arg(long, value_name = "PROPERTY", default_value = "", hide_default_value = true)]
    key: String,
    /// Which number of 03/04/2024 is the day, where no other value of the column shows it; without it, the first
    #[arg(long, value_name = "ORDER")]
    dates: Option<Dates>,
    /// Write the rows that are left out into this CSV file: row, column, value, reason
    #[arg(long, value_name = "FILE.csv")]
    errors: Option<PathBuf>,
    /// Say what would happen and change nothing
    #[arg(long)]
    dry_run: bool,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum Dates {
    DayFirst,
    MonthFirst,
}

impl From<Dates> for Order {
    fn from(dates: Dates) -> Self {
        match dates {
            Dates::DayFirst => Self::DayFirst,
            Dates::MonthFirst => Self::MonthFirst,
        }
    }
}

fn pair(text: &str) -> Result<(String, String), String> {
    // The last `=`, because a column may have one in its name and a property never has.
    text.rsplit_once('=')
        .map(|(column, property)| (column.trim().to_owned(), property.trim().to_owned()))
        .ok_or_else(|| "must be written as Column=property".to_owned())
}

impl Import {
    pub async fn run(self, portico: &Portico) -> Result<ExitCode, CommandError> {
        match self {
            Self::Companies(arguments) => arguments.run(portico, ImportKind::Companies).await,
            Self::Contacts(arguments) => arguments.run(portico, ImportKind::Contacts).await,
            Self::Tickets(arguments) => arguments.run(portico, ImportKind::Tickets).await,
            Self::Messages(arguments) => arguments.run(portico, ImportKind::Messages).await,
            Self::Associations(arguments) => arguments.run(portico, ImportKind::Associations).await,
            Self::Schema { file, dry_run } => bring_schema(portico, &file, dry_run).await,
            Self::Undo { import } => super::undo::undo(portico, &import).await,
        }
    }
}

impl FileArguments {
    async fn run(self, portico: &Portico, kind: ImportKind) -> Result<ExitCode, CommandError> {
        let order = self.dates.map(Order::from);
        let options = ImportOptions { map: self.map, key: self.key, order, dry_run: self.dry_run, ..ImportOptions::default() };
        let errors = self.errors.as_deref().map(Errors::create).transpose()?;
        let bar = bar();
        let watching = Watching {
            progress: &|progress| advance(&bar, progress.done, progress.total),
            skipped: &|skipped| {
                if let Some(errors) = &errors {
                    errors.add(skipped);
                }
            },
        };
        let outcome = import_watched(portico, kind, &self.file, options, watching).await;
        bar.finish_and_clear();
        if let Some(errors) = errors {
            errors.finish()?;
        }
        let report = outcome.map_err(|error| match error {
            ImportError::Failure(failure) => said(failure),
            other => format!("{}: {other}", self.file.display()).into(),
        })?;
        tell(&report)
    }
}

/// The file of the rows that were left out. What goes wrong while it is written is said at the end.
struct Errors {
    path: PathBuf,
    file: Mutex<std::io::Result<BufWriter<File>>>,
}

impl Errors {
    fn create(path: &Path) -> Result<Self, CommandError> {
        let file = File::create(path).map_err(|error| format!("{}: {error}", path.display()))?;
        let errors = Self { path: path.to_owned(), file: Mutex::new(Ok(BufWriter::new(file))) };
        errors.write(["row", "column", "value", "reason", "message"]);
        Ok(errors)
    }

    fn add(&self, skipped: &Skipped) {
        // As a spreadsheet counts: the headings are its first row.
        let (row, message) = ((skipped.row + 1).to_string(), skipped.reason.to_string());
        self.write([&*row, &skipped.column, skipped.reason.value(), skipped.reason.kind(), &message]);
    }

    fn write(&self, cells: [&str; 5]) {
        let Ok(mut file) = self.file.lock() else { return };
        let outcome = match (&mut *file, domain::csv_line(cells)) {
            (Ok(file), Ok(text)) => file.write_all(text.as_bytes()),
            _ => return,
        };
        if let Err(error) = outcome {
            *file = Err(error);
        }
    }

    fn finish(self) -> Result<(), CommandError> {
        let file = self.file.into_inner().map_err(|error| error.to_string())?;
        let told = |error: std::io::Error| format!("{}: {error}", self.path.display());
        file.and_then(|mut file| file.flush()).map_err(told)?;
        Ok(())
    }
}

async fn bring_schema(portico: &Portico, file: &Path, dry_run: bool) -> Result<ExitCode, CommandError> {
    match domain::schema::import(portico, file, dry_run).await {
        Ok(report) => tell(&report),
        Err(ImportError::Failure(failure)) => Err(said(failure)),
        Err(other) => Err(format!("{}: {other}", file.display()).into()),
    }
}

/// Prints all imports, the newest first, parted by tabs.
pub async fn list(portico: &Portico) -> Result<ExitCode, CommandError> {
    let mut after = None;
    loop {
        let page = imports_listed(portico, after.as_deref()).await.map_err(said)?;
        page.rows.iter().for_each(|row| line(format_args!("{}", row_of(row))));
        after = page.next;
        if after.is_none() {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

/// Number, kind, file, state, rows, what came of them, who, when.
fn row_of(row: &ImportRow) -> String {
    let counts = row.counts;
    [
        row.id.to_string(),
        row.kind.word().to_owned(),
        row.file_name.clone(),
        row.state.word().to_owned(),
        format!("{} of {} rows", counts.done, counts.total),
        format!("{} created", counts.created),
        format!("{} updated", counts.updated),
        format!("{} unchanged", counts.unchanged),
        format!("{} failed", counts.failed),
        row.who.clone().unwrap_or_else(|| "command line".to_owned()),
        row.created_at.iso(),
    ]
    .join("\t")
}

#[derive(Args)]
pub struct Export {
    /// Folder for companies.csv, contacts.csv, tickets.csv, messages.csv, associations.csv and schema.json; files of these names are replaced
    folder: PathBuf,
}

impl Export {
    pub async fn run(self, portico: &Portico) -> Result<ExitCode, CommandError> {
        let exported = export(portico, &self.folder).await.map_err(|error| match error {
            ExportError::Failure(failure) => said(failure),
            other => other.to_string().into(),
        })?;
        line(format_args!(
            "Exported {} companies, {} contacts, {} tickets, {} messages and {} associations to {}",
            exported.companies,
            exported.contacts,
            exported.tickets,
            exported.messages,
            exported.associations,
            self.folder.display()
        ));
        Ok(ExitCode::SUCCESS)
    }
}

#[derive(Args)]
pub struct Demo {
    #[arg(long, default_value_t = 20)]
    companies: u64,
    #[arg(long, default_value_t = 100)]
    contacts: u64,
    #[arg(long, default_value_t = 500)]
    tickets: u64,
    /// Messages in each ticket
    #[arg(long, default_value_t = 3)]
    messages: u64,
    /// The same seed makes the same world
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Password of every contact; without it nobody can sign in
    #[arg(long)]
    password: Option<String>,
}

impl Demo {
    pub async fn run(self, portico: &Portico) -> Result<ExitCode, CommandError> {
        let options = DemoOptions {
            companies: self.companies,
            contacts: self.contacts,
            tickets: self.tickets,
            messages: self.messages,
            seed: self.seed,
            password: self.password,
        };
        let bar = bar();
        let outcome = demo(portico, options, &|progress| advance(&bar, progress.done, progress.total)).await;
        bar.finish_and_clear();
        tell(&outcome.map_err(said)?)
    }
}

/// Prints a report, which may be long: a reader that has seen enough (`| head`) is no failure.
fn tell(report: &dyn std::fmt::Display) -> Result<ExitCode, CommandError> {
    match write!(std::io::stdout().lock(), "{report}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(ExitCode::SUCCESS),
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::new(0);
    if let Ok(style) = ProgressStyle::with_template("{wide_bar} {human_pos}/{human_len}  {elapsed}, {eta} left") {
        bar.set_style(style);
    }
    bar
}

fn advance(bar: &ProgressBar, done: u64, total: u64) {
    bar.set_length(total);
    bar.set_position(done);
}
