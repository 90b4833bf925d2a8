//! Why an import did not begin, or had to stop.

use std::io;

use crate::failure::Failure;

/// Nothing was written, unless it is [`ImportError::Failure`], which can come in the middle: what was committed by
/// then stays, and running the import again goes on from there.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error("{0}")]
    Unreadable(String),
    /// Not a CSV file, or not whole. `line` counts from 1.
    #[error("line {line}: {what}")]
    Broken { line: u64, what: String },
    #[error("there is no column {column:?} in the file; its columns are: {}", columns.join(", "))]
    UnknownColumn { column: String, columns: Vec<String> },
    #[error("there is no property {property:?}; a column can be mapped to: {}", possible.join(", "))]
    UnknownProperty { property: String, possible: Vec<&'static str> },
    #[error(
        "no column holds the {needed}; the file's columns are: {}; say which one with --map \"Column=property\", where property is one of: {}",
        columns.join(", "), possible.join(", ")
    )]
    NoColumn { needed: &'static str, columns: Vec<String>, possible: Vec<&'static str> },
    #[error(transparent)]
    Failure(#[from] Failure),
}

impl ImportError {
    pub(super) fn broken(line: u64, what: impl Into<String>) -> Self {
        Self::Broken { line, what: what.into() }
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
            other => Self::broken(line, format!("{other:?}")),
        }
    }
}
