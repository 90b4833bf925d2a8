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
    let own = sources.iter().filter(|(_, source)| **source == Source::Ticket).map(|(ticket, _)| *ticket);
    let messages_found = sources.values().filter_map(|source| match source {
        Source::Ticket => None,
        Source::Message(message) => Some(*message),
    });
    use tickets::Column::{Content, Id, Subject};
    let texts: Vec<TicketText> = tickets::Entity::find()
        .select_only()
        .columns([Id, Subject, Content])
        .filter(Id.is_in(own))
        .filter(access::visible_to(viewer))
        .into_model()
        .all(connection)
        .await?;
    let mut snippets: HashMap<i64, Snippet> = texts
        .into_iter()
        .filter_map(|ticket| {
            let content = search::snippet(&markdown::to_text(&ticket.content), query);
            Some((ticket.id, content.or_else(|| search::snippet(&ticket.subject, query))?))
        })
        .collect();
    let texts: Vec<MessageText> = messages::Entity::find()
        .select_only()
        .columns([messages::Column::TicketId, messages::Column::Text])
        .filter(messages::Column::Id.is_in(messages_found))
        .filter(access::messages_visible_to(viewer))
        .into_model()
        .all(connection)
        .await?;
    snippets.extend(
        texts
            .into_iter()
            .filter_map(|message| Some((message.ticket_id, search::snippet(&markdown::to_text(&message.text), query)?))),
    );
    Ok(snippets)
}
