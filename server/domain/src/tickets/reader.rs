//! A conversation with the eyes of one of its customers: whose words, and whether they were seen.

use std::collections::HashMap;

use model::ContactId;
use model::tickets::Side;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::names::{Names, imported_requester};
use crate::failure::Outcome;
use crate::tables::{messages, ticket_reads};

/// Who filed the ticket.
pub fn requester(names: &Names, created_by: Option<i64>, properties: &str) -> Option<String> {
    created_by.and_then(|contact| names.contact(contact)).or_else(|| imported_requester(properties))
}

/// Who wrote a message, as one of its customers sees it.
pub fn author(message: &messages::Model, names: &Names, reader: ContactId) -> (String, Side) {
    let side = match message.contact_id {
        Some(contact) if contact == reader.0 => Side::You,
        Some(_) => Side::Colleague,
        None if message.direction.as_deref() == Some("OUTGOING") => Side::Team,
        None => Side::Colleague,
    };
    let name = message.contact_id.and_then(|id| names.contact(id)).or_else(|| message.user_id.and_then(|id| names.user(id)));
    (name.or_else(|| message.author_name.clone()).unwrap_or_default(), side)
}

/// The newest message that the contact has seen, for each of these tickets.
pub async fn read_by(connection: &impl ConnectionTrait, contact: ContactId, tickets: &[i64]) -> Outcome<HashMap<i64, i64>> {
    if tickets.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = ticket_reads::Entity::find()
        .filter(ticket_reads::Column::ContactId.eq(contact.0))
        .filter(ticket_reads::Column::TicketId.is_in(tickets.iter().copied()))
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.ticket_id, row.message_id)).collect())
}

/// The team had the last word, and the contact has not seen it.
pub fn is_unread(last: &messages::Model, read: Option<i64>) -> bool {
    last.direction.as_deref() == Some("OUTGOING") && read.is_none_or(|read| read < last.id)
}
