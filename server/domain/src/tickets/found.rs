//! What a search found: among few texts by reading them, among many by the index; and the snippets of a page of results,
//! from texts that the viewer may read.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};

use model::tickets::{Snippet, Tab};
use sea_orm::sea_query::{Alias, Expr, ExprTrait, Query as Select, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::access;
use crate::failure::Outcome;
use crate::markdown;
use crate::search::{self, Source};
use crate::tables::{messages, search_documents, tickets};
use crate::viewer::Viewer;

/// Texts that are read through rather than looked up. The index has to walk all documents of a word that begins as the
/// one being typed, everybody's; the texts of one customer are fewer.
static FEW: AtomicU64 = AtomicU64::new(400);

/// For stories, which try both ways.
#[cfg(feature = "testing")]
pub fn call_few(texts: u64) {
    FEW.store(texts, Ordering::Relaxed);
}

/// Tickets found, each with the text to cut its snippet from.
pub type Sources = HashMap<i64, Source>;

/// Reads through the texts of a contact's tab, if they are few. `None`: they are many, or the viewer is staff.
pub async fn among_few(
    connection: &impl ConnectionTrait,
    viewer: &Viewer,
    tab: Tab,
    query: &search::Query,
) -> Outcome<Option<Sources>> {
    let Some(ids) = access::ids_visible_to(viewer, tab) else {
        return Ok(None);
    };
    if !are_few(connection, ids.clone()).await? {
        return Ok(None);
    }
    use tickets::Column::{Content, Id, Subject};
    let mut of_tickets = from_ids(ids.clone(), tickets::Entity, (tickets::Entity, Id));
    of_tickets.columns([(tickets::Entity, Id), (tickets::Entity, Subject), (tickets::Entity, Content)]);
    of_tickets.cond_where(access::visible_to(viewer));
    let mut of_messages = from_ids(ids, messages::Entity, (messages::Entity, messages::Column::TicketId));
    of_messages
        .columns([messages::Column::Id, messages::Column::TicketId, messages::Column::Text].map(|c| (messages::Entity, c)));
    of_messages.cond_where(access::messages_visible_to(viewer)).and_where(messages::Column::Kind.eq("MESSAGE"));
    let backend = connection.get_database_backend();
    let mut sources = Sources::new();
    for message in MessageText::find_by_statement(backend.build(&of_messages)).all(connection).await? {
        let newest = sources.get(&message.ticket_id).is_none_or(|source| *source < Source::Message(message.id));
        if newest && query.matches(&message.text) {
            sources.insert(message.ticket_id, Source::Message(message.id));
        }
    }
    for ticket in TicketText::find_by_statement(backend.build(&of_tickets)).all(connection).await? {
        if query.matches(&search::ticket_text(&ticket.subject, &ticket.content)) {
            sources.insert(ticket.id, Source::Ticket);
        }
    }
    Ok(Some(sources))
}

async fn are_few(connection: &impl ConnectionTrait, ids: SelectStatement) -> Outcome<bool> {
    let few = FEW.load(Ordering::Relaxed);
    let documents = search_documents::Column::TicketId.in_subquery(ids);
    let some = search_documents::Entity::find()
        .select_only()
        .column(search_documents::Column::Id)
        .filter(documents)
        .limit(few + 1)
        .into_tuple::<i64>()
        .all(connection)
        .await?;
    Ok(some.len() as u64 <= few)
}

/// `FROM` these ids, and then the table: SQLite keeps the order of a `CROSS JOIN`.
fn from_ids<T, C>(ids: SelectStatement, table: T, column: (T, C)) -> SelectStatement
where
    T: sea_orm::Iden + Copy + 'static,
    C: sea_orm::Iden + 'static,
{
    let name = Alias::new("ids");
    let is_it = Expr::col(column).equals((name.clone(), Alias::new("ticket_id")));
    Select::select().from_subquery(ids, name).cross_join(table).and_where(is_it).to_owned()
}

#[derive(FromQueryResult)]
struct TicketText {
    id: i64,
    subject: String,
    content: String,
}

#[derive(FromQueryResult)]
struct MessageText {
    id: i64,
    ticket_id: i64,
    text: String,
}

/// For each of these visible tickets, where the search found something in it. `sources`: what [`among_few`] found.
pub async fn snippets(
    connection: &impl ConnectionTrait,
    viewer: &Viewer,
    query: &search::Query,
    sources: Option<&Sources>,
    scope: Option<&[String]>,
    ids: &[i64],
) -> Outcome<HashMap<i64, Snippet>> {
    let is_sqlite = connection.get_database_backend() == DbBackend::Sqlite;
    let sources = match sources {
        Some(sources) => ids.iter().filter_map(|id| Some((*id, *sources.get(id)?))).collect(),
        None => search::best_source(connection, is_sqlite, query, scope, ids).await?,
    };
    let (mut of_tickets, mut of_messages) = (Vec::new(), Vec::new());
    for (ticket, source) in sources {
        match source {
            Source::Ticket => of_tickets.push(ticket),
            Source::Message(message) => of_messages.push(message),
        }
    }
    let mut snippets = in_tickets(connection, viewer, query, of_tickets).await?;
    snippets.extend(in_messages(connection, viewer, query, of_messages).await?);
    Ok(snippets)
}

async fn in_tickets(
    connection: &impl ConnectionTrait,
    viewer: &Viewer,
    query: &search::Query,
    ids: Vec<i64>,
) -> Outcome<HashMap<i64, Snippet>> {
    use tickets::Column::{Content, Id, Subject};
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let texts = tickets::Entity::find().select_only().columns([Id, Subject, Content]);
    let texts = texts.filter(Id.is_in(ids)).filter(access::visible_to(viewer));
    let texts: Vec<TicketText> = texts.into_model().all(connection).await?;
    let snippet = |ticket: TicketText| {
        let content = search::snippet(&markdown::to_text(&ticket.content), query);
        Some((ticket.id, content.or_else(|| search::snippet(&ticket.subject, query))?))
    };
    Ok(texts.into_iter().filter_map(snippet).collect())
}

async fn in_messages(
    connection: &impl ConnectionTrait,
    viewer: &Viewer,
    query: &search::Query,
    ids: Vec<i64>,
) -> Outcome<HashMap<i64, Snippet>> {
    use messages::Column::{Id, Text, TicketId};
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let texts = messages::Entity::find().select_only().columns([Id, TicketId, Text]);
    let texts = texts.filter(Id.is_in(ids)).filter(access::messages_visible_to(viewer));
    let texts: Vec<MessageText> = texts.into_model().all(connection).await?;
    let snippet = |message: MessageText| Some((message.ticket_id, search::snippet(&markdown::to_text(&message.text), query)?));
    Ok(texts.into_iter().filter_map(snippet).collect())
}
