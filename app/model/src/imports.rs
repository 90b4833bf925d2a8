//! Imports of files: what they bring, how far they are, and what came of them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::Fault;
use crate::ids::ImportId;
use crate::pages::Page;
use crate::time::Timestamp;

/// What the rows of a file are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportKind {
    Companies,
    Contacts,
    Tickets,
    /// What was said on tickets that are there already.
    Messages,
    /// Which records that are there already belong together, and how that is called.
    Associations,
}

impl ImportKind {
    pub const ALL: [Self; 5] = [Self::Companies, Self::Contacts, Self::Tickets, Self::Messages, Self::Associations];

    pub fn word(self) -> &'static str {
        match self {
            Self::Companies => "companies",
            Self::Contacts => "contacts",
            Self::Tickets => "tickets",
            Self::Messages => "messages",
            Self::Associations => "associations",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// Where an import stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportState {
    /// The file is there, and nothing else has happened.
    Ready,
    /// It is being found out what would happen.
    Rehearsing,
    Running,
    Done,
    /// The file is none that can be read, or reading it came to an end that was none.
    Failed,
    /// Somebody stopped it; what it wrote until then is there.
    Stopped,
    Undoing,
    Undone,
}

impl ImportState {
    pub const ALL: [Self; 8] =
        [Self::Ready, Self::Rehearsing, Self::Running, Self::Done, Self::Failed, Self::Stopped, Self::Undoing, Self::Undone];

    pub fn word(self) -> &'static str {
        match self {
            Self::Ready => "ready",
            Self::Rehearsing => "rehearsing",
            Self::Running => "running",
            Self::Done => "done",
            Self::Failed => "failed",
            Self::Stopped => "stopped",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }

    /// Something is going on that a page can watch.
    pub fn is_moving(self) -> bool {
        matches!(self, Self::Rehearsing | Self::Running | Self::Undoing)
    }

    /// It wrote what can be taken back.
    pub fn can_be_undone(self) -> bool {
        matches!(self, Self::Done | Self::Failed | Self::Stopped)
    }
}

/// Rows counted; in a rehearsal, what would become of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportCounts {
    /// Rows of the file; 0 until it has been read through.
    pub total: u64,
    /// Rows that are settled.
    pub done: u64,
    pub created: u64,
    pub updated: u64,
    pub unchanged: u64,
    pub failed: u64,
    /// Contacts that rows of tickets brought with them.
    pub contacts_beside: u64,
    /// Companies that rows of tickets or contacts brought with them.
    pub companies_beside: u64,
    /// Values of properties that records were made with or that became others.
    pub values: u64,
}

/// An import in the list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportRow {
    pub id: ImportId,
    pub kind: ImportKind,
    pub file_name: String,
    /// Bytes.
    pub file_size: u64,
    pub state: ImportState,
    /// The staff member or integration who began it; `None`: the command line.
    pub who: Option<String>,
    pub counts: ImportCounts,
    /// Whether rows say something of contacts, or of companies, that they bring with them.
    pub brings_contacts: bool,
    pub brings_companies: bool,
    pub created_at: Timestamp,
    pub finished_at: Option<Timestamp>,
}

/// Why a file cannot be imported.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileProblem {
    /// A word for it, such as `open-quote`.
    pub word: String,
    /// The line of the file where it is, counted from 1; 0 where no line has it.
    pub line: u64,
    /// In English.
    pub detail: String,
}

/// How a file was read, and how it begins.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Layout {
    /// `UTF-8`, `UTF-16LE`, `UTF-16BE` or `windows-1252`.
    pub encoding: String,
    pub delimiter: String,
    pub columns: Vec<String>,
    /// At most [`PREVIEW_ROWS`], with long cells cut.
    pub rows: Vec<Vec<String>>,
}

/// Rows that are shown before an import.
pub const PREVIEW_ROWS: usize = 5;
/// Problems, and records that stayed, that an import's page shows; the file to download has all.
pub const LISTED: u64 = 20;

/// What a column can be read as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportProperty {
    pub name: String,
    /// Of a property that was added or is HubSpot's; the others have names of the product's own.
    pub label: Option<String>,
}

/// A row that was left out, or a value in it that was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowProblem {
    /// As a spreadsheet counts: the header is row 1.
    pub row: u64,
    pub column: String,
    pub value: String,
    /// A word for it, such as `bad-email`.
    pub reason: String,
    /// In English.
    pub message: String,
    /// The whole row was left out, and not the value alone.
    pub left_out: bool,
}

/// A record that undoing left as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptRecord {
    /// `contacts`, `companies`, `tickets` or `messages`.
    pub object_type: String,
    pub id: i64,
    /// `changed`, `in-use`, `answered`, `account`, `taken` or `gone`.
    pub why: String,
}

/// Which of two numbers in `03/04/2024` is the day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum DateOrder {
    /// As the values of each column show; where they do not, the first.
    #[default]
    AsShown,
    DayFirst,
    MonthFirst,
}

impl DateOrder {
    pub const ALL: [Self; 3] = [Self::AsShown, Self::DayFirst, Self::MonthFirst];

    /// Empty: as the values show.
    pub fn word(self) -> &'static str {
        match self {
            Self::AsShown => "",
            Self::DayFirst => "day-first",
            Self::MonthFirst => "month-first",
        }
    }

    pub fn parse(word: &str) -> Self {
        Self::ALL.into_iter().find(|order| order.word() == word).unwrap_or_default()
    }
}

/// How a file is to be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportChoice {
    /// The property of each column; empty: left out.
    pub columns: Vec<String>,
    /// What a record is recognised by; empty: as is usual for the kind.
    pub key: String,
    pub dates: DateOrder,
}

/// An import's page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportShown {
    pub row: ImportRow,
    pub layout: Layout,
    /// The property of each column; empty: left out.
    pub mapping: Vec<String>,
    pub properties: Vec<ImportProperty>,
    /// What a record is recognised by; empty: as is usual for the kind.
    pub key: String,
    pub dates: DateOrder,
    /// What it could be, beside the usual.
    pub keys: Vec<ImportProperty>,
    pub problem: Option<FileProblem>,
    /// The counts are those of a dry run.
    pub rehearsed: bool,
    /// It runs from the command line and not here.
    pub elsewhere: bool,
    pub problems: Vec<RowProblem>,
    /// Records that undoing archived or put back, and those that it left.
    pub undone: u64,
    pub kept: u64,
    pub kept_records: Vec<KeptRecord>,
    pub undone_at: Option<Timestamp>,
    /// It was stopped, and its file is still there.
    pub can_go_on: bool,
}

/// What admins do with imports.
#[async_trait]
pub trait Imports: Send + Sync {
    /// All, the newest first.
    async fn imports(&self, after: Option<&str>) -> Result<Page<ImportRow>, Fault>;

    async fn import(&self, import: ImportId) -> Result<ImportShown, Fault>;

    /// Sets the property of each column (empty: left out) and what a record is recognised by, and begins, or finds out what
    /// would happen. Refused as an invalid field: `columns`, of which one is missing, `key`. `Stale`: it has begun.
    async fn start_import(&self, import: ImportId, chosen: &ImportChoice, rehearse: bool) -> Result<(), Fault>;

    /// Ends what is going on, between two batches of rows; what is written stays.
    async fn stop_import(&self, import: ImportId) -> Result<(), Fault>;

    /// Goes on behind the last row of an import that was stopped. `Stale`: it was not, or its file is gone.
    async fn continue_import(&self, import: ImportId) -> Result<(), Fault>;

    /// Throws a file away that nothing was imported from. `Stale`: it has begun.
    async fn discard_import(&self, import: ImportId) -> Result<(), Fault>;

    /// Archives what it made and puts back what it changed, where nobody changed it since; of one that was undone before,
    /// tries again what stayed. `Stale`: it is under way, wrote nothing, or nothing stayed.
    async fn undo_import(&self, import: ImportId) -> Result<(), Fault>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_as_they_are_written() {
        for kind in ImportKind::ALL {
            assert_eq!(ImportKind::parse(kind.word()), Some(kind));
        }
        for state in ImportState::ALL {
            assert_eq!(ImportState::parse(state.word()), Some(state));
        }
        assert_eq!(ImportKind::parse("deals"), None);
    }
}
