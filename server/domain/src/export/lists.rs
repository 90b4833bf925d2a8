//! The desk's lists as CSV, with the filters of their pages and under the rule of whoever asks.

use std::future::Future;

use futures::{Stream, StreamExt, stream};
use model::helpdesk::QueueQuery;
use model::properties::ListQuery;
use model::tickets::Priority;

use super::date;
use crate::cells::line;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::import::tag;
use crate::{companies, contacts, helpdesk};

/// Rows that are read at a time, so that an export of any length takes the same memory.
const ROWS: u64 = 500;
const TICKETS: [&str; 10] = [
    "No.",
    "Ticket ID",
    "Ticket name",
    "Ticket status",
    "Whose turn",
    "Priority",
    "Ticket owner",
    "Requester",
    "Company",
    "Last activity date",
];
const CONTACTS: [&str; 6] = ["Record ID", "First Name", "Last Name", "Email", "Phone Number", "Create Date"];
const COMPANIES: [&str; 5] = ["Record ID", "Company name", "Company Domain Name", "Phone Number", "Create Date"];

/// A page of lines, and where the next one begins; `None`: that was all.
type Piece<A> = (String, Option<A>);

/// The first piece has a byte order mark (without it, Excel takes UTF-8 for the machine's own encoding) and the headers.
fn pieces<A, F>(
    headers: &'static [&'static str],
    page: impl Fn(Option<A>) -> F + Send + 'static,
) -> impl Stream<Item = Outcome<String>> + Send
where
    A: Send + 'static,
    F: Future<Output = Outcome<Piece<A>>> + Send,
{
    let start = Some(None::<A>);
    let state = (start, true, page);
    stream::unfold(state, move |(at, first, page)| async move {
        let outcome = match page(at?).await {
            Ok((rows, next)) if first => line(headers.iter().copied()).map(|head| (format!("\u{feff}{head}{rows}"), next)),
            other => other,
        };
        Some(match outcome {
            Ok((text, next)) => (Ok(text), (next.map(Some), false, page)),
            Err(failure) => (Err(failure), (None, false, page)),
        })
    })
    // Whoever compresses it asks once more after the end.
    .fuse()
}

impl UserDesk {
    /// All tickets of a view of the queue, those that match where something is searched.
    pub fn export_queue(&self, query: QueueQuery) -> impl Stream<Item = Outcome<String>> + Send + use<> {
        let desk = self.clone();
        pieces(&TICKETS, move |after: Option<String>| {
            let (desk, query) = (desk.clone(), QueueQuery { after, ..query.clone() });
            async move {
                let (rows, next) = helpdesk::queue::following(&desk, &query, ROWS).await?;
                // What an import of this very installation knows its tickets by.
                let tag = tag(desk.portico.store.reader()).await?;
                let mut text = String::new();
                for row in rows {
                    let cells = [
                        &*row.id.to_string(),
                        &format!("{tag}-{}", row.id),
                        &row.subject,
                        &row.stage,
                        row.turn.word(),
                        row.priority.map_or("", Priority::word),
                        row.owner.as_deref().unwrap_or_default(),
                        row.requester.as_deref().unwrap_or_default(),
                        row.company.as_deref().unwrap_or_default(),
                        &row.last_activity_at.iso(),
                    ];
                    text.push_str(&line(cells)?);
                }
                Ok((text, next))
            }
        })
    }

    /// All contacts, those that begin with the words where something is searched.
    pub fn export_contacts(&self, query: ListQuery) -> impl Stream<Item = Outcome<String>> + Send + use<> {
        let desk = self.clone();
        pieces(&CONTACTS, move |after: Option<i64>| {
            let (desk, query) = (desk.clone(), query.clone());
            async move {
                let rows = contacts::list::matching(desk.portico.store.reader(), &query, after, ROWS).await?;
                let mut text = String::new();
                for row in &rows {
                    let (email, phone) = (row.email.as_deref().unwrap_or_default(), row.phone.as_deref().unwrap_or_default());
                    let (id, created) = (row.id.to_string(), date(Some(row.created_at)));
                    text.push_str(&line([&*id, &row.first_name, &row.last_name, email, phone, &created])?);
                }
                Ok((text, rows.last().filter(|_| rows.len() as u64 == ROWS).map(|row| row.id)))
            }
        })
    }

    /// All companies, those that begin with the words where something is searched.
    pub fn export_companies(&self, query: ListQuery) -> impl Stream<Item = Outcome<String>> + Send + use<> {
        let desk = self.clone();
        pieces(&COMPANIES, move |after: Option<i64>| {
            let (desk, query) = (desk.clone(), query.clone());
            async move {
                let rows = companies::list::matching(desk.portico.store.reader(), &query, after, ROWS).await?;
                let mut text = String::new();
                for row in &rows {
                    let (domain, phone) = (row.domain.as_deref().unwrap_or_default(), row.phone.as_deref().unwrap_or_default());
                    let (id, created) = (row.id.to_string(), date(Some(row.created_at)));
                    text.push_str(&line([&*id, &row.name, domain, phone, &created])?);
                }
                Ok((text, rows.last().filter(|_| rows.len() as u64 == ROWS).map(|row| row.id)))
            }
        })
    }
}
