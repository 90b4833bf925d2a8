//! `portico import undo`.

use std::process::ExitCode;

use domain::Portico;
use domain::import::{kept_listed, undo_now};
use model::ImportId;

use super::output::line;
use super::{CommandError, said};

pub async fn undo(portico: &Portico, import: &str) -> Result<ExitCode, CommandError> {
    let id: ImportId = import.parse().map_err(|_| "an import is named by its number, see `portico imports`")?;
    match undo_now(portico, id).await {
        Ok((undone, 0)) => line(format_args!("Import {id} is undone: {undone} records")),
        Ok((undone, kept)) => {
            line(format_args!("Import {id} is undone: {undone} records; {kept} stay:"));
            let first = kept_listed(portico, id).await.map_err(said)?;
            for record in &first {
                line(format_args!("  {} {}: {}", record.object_type, record.id, why(&record.why)));
            }
            if kept > first.len() as u64 {
                line(format_args!("  and {} more", kept - first.len() as u64));
            }
            line(format_args!("`portico import undo {id}` tries these again."));
        }
        Err(domain::Failure::Fault(model::Fault::NotFound)) => {
            return Err(format!("there is no import {id}, see `portico imports`").into());
        }
        Err(domain::Failure::Fault(model::Fault::Refused(model::Refusal::Stale))) => {
            return Err(format!("import {id} is under way, is undone, or wrote nothing").into());
        }
        Err(failure) => return Err(said(failure)),
    }
    Ok(ExitCode::SUCCESS)
}

/// Why undoing left a record.
fn why(word: &str) -> &'static str {
    match word {
        "changed" => "somebody, or a later file, has changed it since",
        "in-use" => "other records are associated with it",
        "answered" => "somebody has written on it since",
        "account" => "the contact has a password",
        _ => "it is gone",
    }
}
