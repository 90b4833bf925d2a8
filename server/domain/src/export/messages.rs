//! `messages.csv`: what was said on tickets, and to whom it may be shown. What happened to them (events) is not in it.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::{Exporter, ROWS, Table, date};
use crate::failure::Outcome;
use crate::import::MESSAGE_KEY;
use crate::tables::{contacts, messages, tickets, users};

pub struct Messages;

impl Table for Messages {
    const NAME: &'static str = "messages";
    type Cursor = i64;

    fn headers(&self) -> Vec<String> {
        let own = ["Message ID", "Ticket ID", "Visibility", "Direction", "Author email", "Author name", "Text", "Create date"];
        own.map(str::to_owned).to_vec()
    }

    async fn page(&self, exporter: &Exporter, after: i64) -> Outcome<Vec<(i64, Vec<String>)>> {
        let mut after = after;
        loop {
            let rows = messages::Entity::find()
                .filter(messages::Column::Id.gt(after))
                .filter(messages::Column::Kind.is_in(["MESSAGE", "COMMENT"]))
                .order_by_asc(messages::Column::Id)
                .limit(ROWS)
                .all(&exporter.tx)
                .await?;
            let Some(last) = rows.last() else { return Ok(Vec::new()) };
            after = last.id;
            let cells = cells(exporter, rows).await?;
            // All of a page may be of archived tickets.
            if !cells.is_empty() {
                return Ok(cells);
            }
        }
    }
}

async fn cells(exporter: &Exporter, rows: Vec<messages::Model>) -> Outcome<Vec<(i64, Vec<String>)>> {
    let keys: Vec<(i64, Option<String>)> = tickets::Entity::find()
        .select_only()
        .columns([tickets::Column::Id, tickets::Column::ExternalKey])
        .filter(tickets::Column::Id.is_in(rows.iter().map(|row| row.ticket_id)))
        .filter(tickets::Column::ArchivedAt.is_null())
        .into_tuple()
        .all(&exporter.tx)
        .await?;
    let keys: HashMap<i64, Option<String>> = keys.into_iter().collect();
    let people = contacts::Entity::find().filter(contacts::Column::Id.is_in(rows.iter().filter_map(|row| row.contact_id)));
    let people: HashMap<i64, contacts::Model> = people.all(&exporter.tx).await?.into_iter().map(|row| (row.id, row)).collect();
    let staff = users::Entity::load_emails(&exporter.tx, true).await?;
    let mut all = Vec::new();
    for row in rows {
        let Some(ticket) = keys.get(&row.ticket_id) else { continue };
        let ticket = exporter.ticket(row.ticket_id, ticket.as_deref());
        let imported = row.submission_key.as_deref().and_then(|key| key.strip_prefix(MESSAGE_KEY));
        let contact = row.contact_id.and_then(|id| people.get(&id));
        let email = contact.and_then(|contact| contact.email.clone());
        let email = email.or_else(|| row.user_id.and_then(|id| staff.get(&id).cloned())).unwrap_or_default();
        // A name stands where there is no address that says who it is.
        let name = contact.map(|contact| format!("{} {}", contact.first_name, contact.last_name).trim().to_owned());
        let name = name.or(row.author_name).filter(|_| email.is_empty()).unwrap_or_default();
        let cells = vec![
            exporter.name(row.id, imported),
            ticket,
            if row.kind == "COMMENT" { "internal" } else { "public" }.to_owned(),
            row.direction.map(|direction| direction.to_lowercase()).unwrap_or_default(),
            email,
            name,
            row.text,
            date(Some(row.created_at)),
        ];
        all.push((row.id, cells));
    }
    Ok(all)
}
