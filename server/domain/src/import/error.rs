//! Why an import did not begin, or had to stop.

use std::io;

use model::imports::FileProblem;

use crate::failure::Failure;

/// Nothing was written, unless it is [`ImportError::Failure`] or [`ImportError::Stopped`], which can come in the middle:
/// what was committed by then stays, and running the import again goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{0}")]
    Unreadable(String),
    /// Not a CSV file at all.
    #[error("{0}")]
    Format(Flaw),
    /// Not a CSV file, or not whole. `line` counts from 1.
    #[error("line {line}: {flaw}")]
    Broken { line: u64, flaw: Flaw },
    #[error("there is no column {column:?} in the file; its columns are: {}", columns.join(", "))]
    UnknownColumn { column: String, columns: Vec<String> },
    #[error("there is no property {property:?}; a column can be mapped to: {}", possible.join(", "))]
    UnknownProperty { property: String, possible: Vec<String> },
    #[error(
        "no column holds the {needed}; the file's columns are: {}; say which one with --map \"Column=property\", where property is one of: {}",
        columns.join(", "), possible.join(", ")
    )]
    NoColumn { needed: &'static str, columns: Vec<String>, possible: Vec<String> },
    #[error("two columns hold {property:?}")]
    Twice { property: String },
    #[error("records cannot be recognised by {key:?}; they can by: {}", possible.join(", "))]
    UnknownKey { key: String, possible: Vec<String> },
    #[error("no column holds {key:?}, which records are to be recognised by")]
    KeyNotMapped { key: String },
    /// Somebody stopped it, or another server took it over.
    #[error("the import was stopped")]
    Stopped,
    #[error(transparent)]
    Failure(#[from] Failure),
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    #[error("is an Excel workbook or another zip file, not CSV: save it as CSV first")]
    Workbook,
    #[error("is an old Excel workbook, not CSV: save it as CSV first")]
    OldWorkbook,
    #[error("is a PDF, not CSV")]
    Pdf,
    #[error("is compressed: unpack it first")]
    Compressed,
    #[error("the file is empty, there is no header row")]
    Empty,
    #[error("the header row is empty")]
    EmptyHeader,
    #[error("a quote in the row that begins here is left open to the end of the file")]
    OpenQuote,
    #[error("a row that begins here does not end: a quote is left open")]
    EndlessRow,
    #[error("a zero byte, so this is not a text file")]
    ZeroByte,
    #[error("bytes that are no text in the file's own encoding")]
    NoText,
    #[error("{0}")]
    Other(String),
}

impl Flaw {
    /// A word for it.
    fn word(&self) -> &'static str {
        match self {
            Self::Workbook => "workbook",
            Self::OldWorkbook => "old-workbook",
            Self::Pdf => "pdf",
            Self::Compressed => "compressed",
            Self::Empty => "empty",
            Self::EmptyHeader => "empty-header",
            Self::OpenQuote => "open-quote",
            Self::EndlessRow => "endless-row",
            Self::ZeroByte => "zero-byte",
            Self::NoText => "no-text",
            Self::Other(_) => "other",
        }
    }
}

impl ImportError {
    pub(super) fn broken(line: u64, flaw: Flaw) -> Self {
        Self::Broken { line, flaw }
    }

    /// What a page is told. `None`: trouble of ours, which the log is told.
    pub(super) fn problem(&self) -> Option<FileProblem> {
        let (word, line) = match self {
            Self::Format(flaw) => (flaw.word(), 0),
            Self::Broken { line, flaw } => (flaw.word(), *line),
            Self::Unreadable(_) => ("unreadable", 0),
            Self::NoColumn { .. } => ("no-column", 0),
            Self::UnknownColumn { .. } | Self::UnknownProperty { .. } | Self::Twice { .. } => ("mapping", 0),
            Self::UnknownKey { .. } | Self::KeyNotMapped { .. } => ("key", 0),
            Self::Stopped | Self::Failure(_) => return None,
        };
        Some(FileProblem { word: word.to_owned(), line, detail: self.to_string() })
    }
}

impl From<sea_orm::DbErr> for ImportError {
    fn from(error: sea_orm::DbErr) -> Self {
        Self::Failure(error.into())
    }
}

/// An `ImportError` travels through readers inside an `io::Error`.
impl From<io::Error> for ImportError {
    fn from(error: io::Error) -> Self {
        match error.downcast::<Self>() {
            Ok(own) => own,
            Err(error) => Self::Unreadable(format!("the file cannot be read: {error}")),
        }
    }
}

impl From<csv::Error> for ImportError {
    fn from(error: csv::Error) -> Self {
        let line = error.position().map_or(0, csv::Position::line);
        match error.into_kind() {
            csv::ErrorKind::Io(error) => error.into(),
            other => Self::broken(line, Flaw::Other(format!("{other:?}"))),
        }
    }
}
