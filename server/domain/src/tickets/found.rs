//! The snippets of a page of search results, from texts that the viewer may read.

use std::collections::HashMap;

use model::tickets::Snippet;
use sea_orm::{ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use super::access;
use crate::failure::Outcome;
use crate::markdown;
use crate::search::{self, Source};
use crate::tables::{messages, tickets};
use crate::viewer::Viewer;

#[derive(FromQueryResult)]
struct TicketText {
    id: i64,
    subject: String,
    content: String,
}

#[derive(FromQueryResult)]
struct MessageText {
    ticket_id: i64,
    text: String,
}

/// For each of these visible tickets, where the search found something in it.
pub async fn snippets(
    connection: &impl ConnectionTrait,
    viewer: &Viewer,
    query: &search::Query,
    scope: Option<&[String]>,
    ids: &[i64],
) -> Outcome<HashMap<i64, Snippet>> {
    let is_sqlite = connection.get_database_backend() == DbBackend::Sqlite;
    let sources = search::best_source(connection, is_sqlite, query, scope, ids).await?;
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
    let texts = messages::Entity::find().select_only().columns([TicketId, Text]);
    let texts = texts.filter(Id.is_in(ids)).filter(access::messages_visible_to(viewer));
    let texts: Vec<MessageText> = texts.into_model().all(connection).await?;
    let snippet = |message: MessageText| Some((message.ticket_id, search::snippet(&markdown::to_text(&message.text), query)?));
    Ok(texts.into_iter().filter_map(snippet).collect())
}
