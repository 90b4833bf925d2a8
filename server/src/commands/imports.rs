//! `portico import` and `portico demo`.

use std::io::Write;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use domain::Portico;
use domain::demo::{DemoOptions, demo};
use domain::import::{ImportError, ImportKind, ImportOptions, import};
use indicatif::{ProgressBar, ProgressStyle};

use super::{CommandError, said};

#[derive(Clone, Copy, ValueEnum)]
enum Kind {
    Companies,
    Contacts,
    Tickets,
}

#[derive(Args)]
pub struct Import {
    kind: Kind,
    /// CSV file: UTF-8, UTF-16 or Windows-1252; commas, semicolons, tabs or bars
    file: PathBuf,
    /// Read a column as a property; may be repeated. Columns with usual names need none
    #[arg(long, value_name = "Column=property", value_parser = pair)]
    map: Vec<(String, String)>,
    /// Say what would happen and change nothing
    #[arg(long)]
    dry_run: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    // The last `=`, because a column may have one in its name and a property never has.
    text.rsplit_once('=')
        .map(|(column, property)| (column.trim().to_owned(), property.trim().to_owned()))
        .ok_or_else(|| "must be written as Column=property".to_owned())
}

impl Import {
    pub async fn run(self, portico: &Portico) -> Result<ExitCode, CommandError> {
        let kind = match self.kind {
            Kind::Companies => ImportKind::Companies,
            Kind::Contacts => ImportKind::Contacts,
            Kind::Tickets => ImportKind::Tickets,
        };
        let options = ImportOptions { map: self.map, dry_run: self.dry_run };
        let bar = bar();
        let outcome = import(portico, kind, &self.file, options, &|progress| advance(&bar, progress.done, progress.total)).await;
        bar.finish_and_clear();
        let report = outcome.map_err(|error| match error {
            ImportError::Failure(failure) => said(failure),
            other => format!("{}: {other}", self.file.display()).into(),
        })?;
        tell(&report)
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
