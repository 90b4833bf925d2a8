//! The desk's lists as CSV, with the filters of their pages, the columns that whoever asks has chosen, and under the rule of
//! whoever asks. An import takes them back: records bear the names that they have in an export of everything.

use std::collections::HashMap;
use std::future::Future;

use futures::{Stream, StreamExt, stream};
use model::helpdesk::QueueQuery;
use model::properties::{ListQuery, Property, RecordKind};
use model::tickets::Priority;

use super::date;
use super::names::{called, called_all};
use crate::cells::line;
use crate::crm::ObjectType;
use crate::crm::desk::{cells, chosen_columns};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::import::tag;
use crate::tables::tickets;
use crate::{companies, contacts, helpdesk};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};

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
const CONTACTS: [&str; 7] = ["No.", "Record ID", "First Name", "Last Name", "Email", "Phone Number", "Create Date"];
const COMPANIES: [&str; 6] = ["No.", "Record ID", "Company name", "Company Domain Name", "Phone Number", "Create Date"];

/// A page of lines, and where the next one begins; `None`: that was all.
type Piece<A> = (String, Option<A>);

/// The first piece has a byte order mark (without it, Excel takes UTF-8 for the machine's own encoding) and the headers.
fn pieces<A, F>(
    head: impl Future<Output = Outcome<String>> + Send + 'static,
    page: impl Fn(Option<A>) -> F + Send + 'static,
) -> impl Stream<Item = Outcome<String>> + Send
where
    A: Send + 'static,
    F: Future<Output = Outcome<Piece<A>>> + Send,
{
    let start = (Some(None::<A>), page);
    let rows = stream::unfold(start, move |(at, page)| async move {
        Some(match page(at?).await {
            Ok((text, next)) => (Ok(text), (next.map(Some), page)),
            Err(failure) => (Err(failure), (None, page)),
        })
    });
    // Whoever compresses it asks once more after the end.
    stream::once(head).chain(rows).fuse()
}

/// The columns of somebody's list beside those that it always has.
struct Chosen {
    kind: RecordKind,
    properties: Vec<Property>,
}

impl Chosen {
    async fn of(desk: &UserDesk, kind: RecordKind) -> Outcome<Self> {
        Ok(Self { kind, properties: chosen_columns(desk, kind).await? })
    }

    fn head(&self, own: &[&str]) -> Outcome<String> {
        let all = own.iter().copied().chain(self.properties.iter().map(|property| property.label.as_str()));
        Ok(format!("\u{feff}{}", line(all)?))
    }

    /// What stands in these columns, by record.
    async fn cells(&self, desk: &UserDesk, ids: &[i64]) -> Outcome<HashMap<i64, Vec<String>>> {
        let names: Vec<String> = self.properties.iter().map(|property| property.name.clone()).collect();
        cells(desk.portico.store.reader(), ObjectType::from(self.kind), ids, &names).await
    }

    /// A line: what every list has, and the record's cells by what people call options.
    fn line(&self, own: &[&str], cells: Option<Vec<String>>) -> Outcome<String> {
        let cells = cells.unwrap_or_else(|| vec![String::new(); self.properties.len()]);
        let shown = self.properties.iter().zip(cells).map(|(property, value)| labelled(property, value));
        let shown: Vec<String> = shown.collect();
        line(own.iter().copied().chain(shown.iter().map(String::as_str)))
    }
}

fn labelled(property: &Property, value: String) -> String {
    if property.options.is_empty() {
        return value;
    }
    let label = |word: &str| property.options.iter().find(|option| option.value == word).map(|option| option.label.as_str());
    value.split(';').map(|word| label(word).unwrap_or(word)).collect::<Vec<_>>().join(";")
}

impl UserDesk {
    fn head(&self, kind: RecordKind, own: &'static [&'static str]) -> impl Future<Output = Outcome<String>> + Send + use<> {
        let desk = self.clone();
        async move { Chosen::of(&desk, kind).await?.head(own) }
    }

    /// All tickets of a view of the queue, those that match where something is searched.
    pub fn export_queue(&self, query: QueueQuery) -> impl Stream<Item = Outcome<String>> + Send + use<> {
        let desk = self.clone();
        pieces(self.head(RecordKind::Tickets, &TICKETS), move |after: Option<String>| {
            let (desk, query) = (desk.clone(), QueueQuery { after, ..query.clone() });
            async move { queue_piece(&desk, &query).await }
        })
    }

    /// All contacts, those that begin with the words where something is searched.
    pub fn export_contacts(&self, query: ListQuery) -> impl Stream<Item = Outcome<String>> + Send + use<> {
        let desk = self.clone();
        pieces(self.head(RecordKind::Contacts, &CONTACTS), move |after: Option<i64>| {
            let (desk, query) = (desk.clone(), query.clone());
            async move {
                let chosen = Chosen::of(&desk, RecordKind::Contacts).await?;
                let reader = desk.portico.store.reader();
                let rows = contacts::list::matching(reader, &query, after, ROWS).await?;
                let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
                let (mut cells, names) = (chosen.cells(&desk, &ids).await?, called_all(reader, "contacts", &ids).await?);
                let mut text = String::new();
                for row in &rows {
                    let (email, phone) = (row.email.as_deref().unwrap_or_default(), row.phone.as_deref().unwrap_or_default());
                    let (id, created) = (row.id.to_string(), date(Some(row.created_at)));
                    let own = [&*id, &names[&row.id], &row.first_name, &row.last_name, email, phone, &created];
                    text.push_str(&chosen.line(&own, cells.remove(&row.id))?);
                }
                Ok((text, rows.last().filter(|_| rows.len() as u64 == ROWS).map(|row| row.id)))
            }
        })
    }

    /// All companies, those that begin with the words where something is searched.
    pub fn export_companies(&self, query: ListQuery) -> impl Stream<Item = Outcome<String>> + Send + use<> {
        let desk = self.clone();
        pieces(self.head(RecordKind::Companies, &COMPANIES), move |after: Option<i64>| {
            let (desk, query) = (desk.clone(), query.clone());
            async move {
                let chosen = Chosen::of(&desk, RecordKind::Companies).await?;
                let reader = desk.portico.store.reader();
                let rows = companies::list::matching(reader, &query, after, ROWS).await?;
                let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
                let (mut cells, names) = (chosen.cells(&desk, &ids).await?, called_all(reader, "companies", &ids).await?);
                let mut text = String::new();
                for row in &rows {
                    let (domain, phone) = (row.domain.as_deref().unwrap_or_default(), row.phone.as_deref().unwrap_or_default());
                    let (id, created) = (row.id.to_string(), date(Some(row.created_at)));
                    let own = [&*id, &names[&row.id], &row.name, domain, phone, &created];
                    text.push_str(&chosen.line(&own, cells.remove(&row.id))?);
                }
                Ok((text, rows.last().filter(|_| rows.len() as u64 == ROWS).map(|row| row.id)))
            }
        })
    }
}

async fn queue_piece(desk: &UserDesk, query: &QueueQuery) -> Outcome<Piece<String>> {
    let chosen = Chosen::of(desk, RecordKind::Tickets).await?;
    let (rows, next) = helpdesk::queue::following(desk, query, ROWS).await?;
    let ids: Vec<i64> = rows.iter().map(|row| row.id.0).collect();
    let mut cells = chosen.cells(desk, &ids).await?;
    let reader = desk.portico.store.reader();
    let keys: Vec<(i64, Option<String>)> = tickets::Entity::find()
        .select_only()
        .columns([tickets::Column::Id, tickets::Column::ExternalKey])
        .filter(tickets::Column::Id.is_in(ids))
        .into_tuple()
        .all(reader)
        .await?;
    let keys: HashMap<i64, Option<String>> = keys.into_iter().collect();
    // What an import of this very installation knows its tickets by.
    let tag = tag(reader).await?;
    let mut text = String::new();
    for row in rows {
        let key = keys.get(&row.id.0).and_then(|key| key.as_deref()).and_then(|key| key.strip_prefix("id:"));
        let own = [
            &*row.id.to_string(),
            &called(&tag, row.id.0, key),
            &row.subject,
            &row.stage,
            row.turn.word(),
            row.priority.map_or("", Priority::word),
            row.owner.as_deref().unwrap_or_default(),
            row.requester.as_deref().unwrap_or_default(),
            row.company.as_deref().unwrap_or_default(),
            &row.last_activity_at.iso(),
        ];
        text.push_str(&chosen.line(&own, cells.remove(&row.id.0))?);
    }
    Ok((text, next))
}
