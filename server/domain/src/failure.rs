//! What goes wrong inside, before it becomes the one [`Fault`] that crosses the wire.

use model::Fault;
use sea_orm::{DbErr, RuntimeErr, SqlErr};

/// A refusal that the viewer is told of, or trouble that only the log is.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error(transparent)]
    Fault(#[from] Fault),
    #[error("database: {0}")]
    Database(#[from] DbErr),
    #[error("{0}")]
    Internal(String),
}

pub type Outcome<T> = Result<T, Failure>;

impl Failure {
    /// Something that cannot happen while the code is right.
    pub fn internal(text: impl Into<String>) -> Self {
        Self::Internal(text.into())
    }

    /// Whether a unique constraint refused the write.
    pub fn is_duplicate(error: &DbErr) -> bool {
        matches!(error.sql_err(), Some(SqlErr::UniqueConstraintViolation(_)))
    }

    /// What the viewer is told. Trouble is logged here, once, with the reference that the person sees.
    pub fn into_fault(self) -> Fault {
        match self {
            Self::Fault(fault) => fault,
            Self::Database(error) if is_unavailable(&error) => {
                tracing::error!(%error, "the database is not answering");
                Fault::Busy { retry_after_seconds: 5 }
            }
            trouble => {
                let reference = crate::audit::reference();
                tracing::error!(%trouble, reference, "internal error");
                Fault::Internal { reference }
            }
        }
    }
}

/// The database cannot be reached or has no connection free, which passes.
fn is_unavailable(error: &DbErr) -> bool {
    match error {
        DbErr::ConnectionAcquire(_) => true,
        DbErr::Conn(_) => true,
        DbErr::Exec(RuntimeErr::SqlxError(inner)) | DbErr::Query(RuntimeErr::SqlxError(inner)) => {
            let text = inner.to_string();
            text.contains("database is locked") || text.contains("closed") || text.contains("Connection refused")
        }
        _ => false,
    }
}
