//! The customer's list as CSV.

use futures::stream;
use futures::{Stream, StreamExt};
use model::Timestamp;
use model::tickets::{ListView, Priority, Status};

use super::list::{Listing, Row};
use super::names::Names;
use super::reader::requester;
use crate::cells::line;
use crate::desks::ContactDesk;
use crate::failure::Outcome;

/// Rows that are read at a time, so that an export of any length takes the same memory.
const ROWS: u64 = 500;
const COLUMNS: [&str; 7] = ["id", "subject", "status", "priority", "created_at", "last_activity_at", "requester"];

/// Where the export is.
enum At {
    Start,
    After(String),
    End,
}

impl ContactDesk {
    /// All rows of a view of the list, from its top, in the view's order: the same statement as the page's, asked again
    /// and again. Comes in pieces of text, the first with a byte order mark (without it, Excel takes UTF-8 for the
    /// machine's own encoding) and the columns' names. Cells that a spreadsheet would take for a formula begin with `'`.
    pub fn export(&self, view: ListView) -> impl Stream<Item = Outcome<String>> + Send + use<> {
        let start = Some((self.clone(), None::<Listing>, At::Start));
        stream::unfold(start, move |state| {
            let view = view.clone();
            async move {
                let (desk, listing, at) = state?;
                match piece(&desk, listing, &view, at).await {
                    Ok((_, text, At::End)) if text.is_empty() => None,
                    Ok((_, text, At::End)) => Some((Ok(text), None)),
                    Ok((listing, text, at)) => Some((Ok(text), Some((desk, Some(listing), at)))),
                    Err(failure) => Some((Err(failure), None)),
                }
            }
        })
        // Whoever compresses it asks once more after the end.
        .fuse()
    }
}

async fn piece(desk: &ContactDesk, listing: Option<Listing>, view: &ListView, at: At) -> Outcome<(Listing, String, At)> {
    let reader = desk.portico.store.reader();
    let listing = match listing {
        Some(listing) => listing,
        None => Listing::of(desk, view).await?,
    };
    let mut text = String::new();
    let after = match &at {
        At::Start => {
            text.push('\u{feff}');
            text.push_str(&line(COLUMNS)?);
            None
        }
        At::After(cursor) => Some(cursor.as_str()),
        At::End => return Ok((listing, text, At::End)),
    };
    let (rows, next) = listing.page(reader, after, ROWS).await?;
    let names = Names::load(reader, rows.iter().map(|row| row.created_by_id), []).await?;
    for row in &rows {
        text.push_str(&line(cells(&listing, row, &names)?.iter().map(String::as_str))?);
    }
    Ok((listing, text, next.map_or(At::End, At::After)))
}

fn cells(listing: &Listing, row: &Row, names: &Names) -> Outcome<[String; 7]> {
    let Status { label, turn } = listing.stages.status(row.stage_id)?;
    Ok([
        row.id.to_string(),
        row.subject.clone(),
        label.unwrap_or_else(|| turn.word().to_owned()),
        row.priority.as_deref().and_then(Priority::parse).map_or("", Priority::word).to_owned(),
        Timestamp(row.created_at).iso(),
        Timestamp(row.last_activity_at).iso(),
        requester(names, row.created_by_id, &row.properties).unwrap_or_default(),
    ])
}
