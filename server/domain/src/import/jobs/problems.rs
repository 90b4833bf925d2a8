//! The rows that were left out, and the values that were, as CSV.

use futures::{Stream, StreamExt, stream};
use model::people::Role;
use model::{Fault, ImportId};

use super::{find, show};
use crate::cells::line;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;

/// Rows that are read at a time, so that a file of any length takes the same memory.
const ROWS: u64 = 1000;
const COLUMNS: [&str; 6] = ["row", "column", "value", "reason", "message", "row_imported"];

impl UserDesk {
    /// In pieces of text, the first with a byte order mark and the columns' names.
    pub async fn import_problems(&self, import: ImportId) -> Result<impl Stream<Item = Outcome<String>> + Send + use<>, Fault> {
        self.require(Role::Admin)?;
        find(self.portico.store().reader(), import).await.map_err(Failure::into_fault)?;
        Ok(problems(self.portico.clone(), import))
    }
}

/// As at the desk, for the command line.
pub fn problems(portico: Portico, import: ImportId) -> impl Stream<Item = Outcome<String>> + Send + use<> {
    // Nothing has been written yet; behind this problem; at the end.
    let start = Some(None::<i64>);
    stream::unfold(start, move |at| {
        let portico = portico.clone();
        async move {
            let after = at?;
            match piece(&portico, import, after).await {
                Ok((text, next)) => Some((Ok(text), next.map(Some))),
                Err(failure) => Some((Err(failure), None)),
            }
        }
    })
    // Whoever compresses it asks once more after the end.
    .fuse()
}

async fn piece(portico: &Portico, import: ImportId, after: Option<i64>) -> Outcome<(String, Option<i64>)> {
    let mut text = String::new();
    if after.is_none() {
        text.push('\u{feff}');
        text.push_str(&line(COLUMNS)?);
    }
    let found = show::problems(portico.store().reader(), import.0, after, ROWS).await?;
    for (_, problem) in &found {
        let imported = if problem.left_out { "no" } else { "yes" };
        let row = problem.row.to_string();
        text.push_str(&line([&*row, &problem.column, &problem.value, &problem.reason, &problem.message, imported])?);
    }
    let more = found.len() as u64 == ROWS;
    Ok((text, found.last().filter(|_| more).map(|(id, _)| *id)))
}
