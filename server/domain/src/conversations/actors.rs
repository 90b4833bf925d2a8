//! Who speaks in threads, and the inboxes that they come in by.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::crm::{Done, Refused};
use crate::desks::TokenDesk;
use crate::failure::Outcome;
use crate::tables::{contacts, inboxes, messages, ticket_contacts, tickets, users};
use crate::tickets::events::StoredEvent;

/// Somebody, as HubSpot names them: `A-7` an agent, `V-7` a contact, `I-0` an integration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    pub id: String,
    pub name: Option<String>,
    pub email: Option<String>,
}

impl Actor {
    pub(super) fn integration() -> Self {
        Self { id: "I-0".to_owned(), name: None, email: None }
    }

    pub fn is_agent(&self) -> bool {
        self.id.starts_with("A-")
    }
}

/// An inbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Inbox {
    pub id: i64,
    pub name: String,
    /// `INBOX` or `HELP_DESK`.
    pub kind: String,
    pub created_at: model::Timestamp,
    pub archived: bool,
}

fn inbox(row: inboxes::Model) -> Inbox {
    Inbox {
        id: row.id,
        name: row.name,
        kind: row.kind,
        created_at: model::Timestamp(row.created_at),
        archived: row.archived_at.is_some(),
    }
}

fn said(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Customers of a ticket who are named as recipients, at most.
const CUSTOMERS: u64 = 50;

/// The people of some entries.
pub(super) struct Persons {
    contacts: HashMap<i64, Actor>,
    users: HashMap<i64, Actor>,
    /// Contacts on the ticket.
    on: Vec<i64>,
}

async fn contacts_of(connection: &impl ConnectionTrait, ids: Vec<i64>) -> Outcome<HashMap<i64, Actor>> {
    let rows = contacts::Entity::find().filter(contacts::Column::Id.is_in(ids)).all(connection).await?;
    let actor = |row: contacts::Model| {
        let name = said(&format!("{} {}", row.first_name, row.last_name));
        (row.id, Actor { id: format!("V-{}", row.id), name, email: row.email })
    };
    Ok(rows.into_iter().map(actor).collect())
}

async fn users_of(connection: &impl ConnectionTrait, ids: Vec<i64>) -> Outcome<HashMap<i64, Actor>> {
    let rows = users::Entity::find().filter(users::Column::Id.is_in(ids)).all(connection).await?;
    let actor =
        |row: users::Model| (row.id, Actor { id: format!("A-{}", row.id), name: said(&row.name), email: Some(row.email) });
    Ok(rows.into_iter().map(actor).collect())
}

impl Persons {
    pub async fn load(connection: &impl ConnectionTrait, ticket: &tickets::Model, rows: &[messages::Model]) -> Outcome<Self> {
        let assigned = |row: &messages::Model| match row.event.as_deref().and_then(StoredEvent::parse) {
            Some(StoredEvent::Assigned { to }) => to,
            _ => None,
        };
        let on = ticket_contacts::Entity::find().filter(ticket_contacts::Column::TicketId.eq(ticket.id));
        let on = on.order_by_asc(ticket_contacts::Column::ContactId).limit(CUSTOMERS).all(connection).await?;
        let on: Vec<i64> = on.into_iter().map(|row| row.contact_id).collect();
        let wrote = rows.iter().filter_map(|row| row.contact_id).chain(ticket.created_by_id);
        let contacts = wrote.chain(on.iter().copied()).collect();
        let users = rows.iter().flat_map(|row| [row.user_id, assigned(row)]).flatten().collect();
        Ok(Self { contacts: contacts_of(connection, contacts).await?, users: users_of(connection, users).await?, on })
    }

    pub fn contact(&self, id: i64) -> Actor {
        let unknown = || Actor { id: format!("V-{id}"), name: None, email: None };
        self.contacts.get(&id).cloned().unwrap_or_else(unknown)
    }

    /// Who gets a letter of what is said to the ticket's customers.
    pub fn customers(&self) -> Vec<Actor> {
        self.on.iter().map(|id| self.contact(*id)).filter(|actor| actor.email.is_some()).collect()
    }

    pub fn user(&self, id: i64) -> Actor {
        let unknown = || Actor { id: format!("A-{id}"), name: None, email: None };
        self.users.get(&id).cloned().unwrap_or_else(unknown)
    }
}

impl TokenDesk {
    /// Those of the actors who are there.
    pub async fn actors(&self, ids: &[String]) -> Done<Vec<Actor>> {
        let reader = self.portico.store.reader();
        let of = |kind: &str| ids.iter().filter_map(|id| id.strip_prefix(kind)?.parse().ok()).collect::<Vec<i64>>();
        let mut found = contacts_of(reader, of("V-")).await?;
        let mut agents = users_of(reader, of("A-")).await?;
        let actor = |id: &String| match id.split_once('-') {
            Some(("V", number)) => found.remove(&number.parse().ok()?),
            Some(("A", number)) => agents.remove(&number.parse().ok()?),
            Some(("I", "0")) => Some(Actor { name: Some("Integration".to_owned()), ..Actor::integration() }),
            _ => None,
        };
        Ok(ids.iter().filter_map(actor).collect())
    }

    pub async fn inboxes(&self) -> Done<Vec<Inbox>> {
        let rows = inboxes::Entity::find().order_by_asc(inboxes::Column::Id).all(self.portico.store.reader()).await?;
        Ok(rows.into_iter().map(inbox).collect())
    }

    pub async fn inbox(&self, id: &str) -> Done<Inbox> {
        let not_found = || Refused::NothingCalled(id.to_owned());
        let number: i64 = id.parse().map_err(|_| not_found())?;
        let row = inboxes::Entity::find_by_id(number).one(self.portico.store.reader()).await?;
        Ok(inbox(row.ok_or_else(not_found)?))
    }
}
