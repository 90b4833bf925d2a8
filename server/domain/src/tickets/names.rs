//! The names behind ids, looked up for a page at a time.

use std::collections::{BTreeSet, HashMap};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QuerySelect};

use crate::failure::Outcome;
use crate::tables::{contacts, users};

#[derive(FromQueryResult)]
struct ContactName {
    id: i64,
    email: Option<String>,
    first_name: String,
    last_name: String,
}

#[derive(FromQueryResult)]
struct UserName {
    id: i64,
    name: String,
}

/// Names of contacts and users.
#[derive(Default)]
pub struct Names {
    contacts: HashMap<i64, ContactName>,
    users: HashMap<i64, String>,
}

impl Names {
    pub async fn load(
        connection: &impl ConnectionTrait,
        contact_ids: impl IntoIterator<Item = Option<i64>>,
        user_ids: impl IntoIterator<Item = Option<i64>>,
    ) -> Outcome<Self> {
        let contact_ids: BTreeSet<i64> = contact_ids.into_iter().flatten().collect();
        let user_ids: BTreeSet<i64> = user_ids.into_iter().flatten().collect();
        let mut names = Self::default();
        if !contact_ids.is_empty() {
            use contacts::Column::{Email, FirstName, Id, LastName};
            let rows = contacts::Entity::find().select_only().columns([Id, Email, FirstName, LastName]);
            let rows: Vec<ContactName> = rows.filter(Id.is_in(contact_ids)).into_model().all(connection).await?;
            names.contacts = rows.into_iter().map(|row| (row.id, row)).collect();
        }
        if !user_ids.is_empty() {
            use users::Column::{Id, Name};
            let rows = users::Entity::find().select_only().columns([Id, Name]).filter(Id.is_in(user_ids));
            let rows: Vec<UserName> = rows.into_model().all(connection).await?;
            names.users = rows.into_iter().map(|row| (row.id, row.name)).collect();
        }
        Ok(names)
    }

    /// A contact as other customers know them: the name, else what stands before the `@`.
    pub fn contact(&self, id: i64) -> Option<String> {
        let contact = self.contacts.get(&id)?;
        let address = contact.email.as_deref().map(|email| email.split('@').next().unwrap_or_default());
        full_name(contact).or_else(|| address.map(str::to_owned))
    }

    /// A contact as staff know them: the name, else the address.
    pub fn contact_for_staff(&self, id: i64) -> Option<String> {
        let contact = self.contacts.get(&id)?;
        full_name(contact).or_else(|| contact.email.clone())
    }

    pub fn email(&self, id: i64) -> Option<String> {
        self.contacts.get(&id)?.email.clone()
    }

    pub fn user(&self, id: i64) -> Option<String> {
        self.users.get(&id).cloned()
    }
}

fn full_name(contact: &ContactName) -> Option<String> {
    let name = format!("{} {}", contact.first_name, contact.last_name);
    Some(name.trim().to_owned()).filter(|name| !name.is_empty())
}

/// The requester of a ticket whose import named one without an address.
pub fn imported_requester(properties: &str) -> Option<String> {
    let properties: serde_json::Value = serde_json::from_str(properties).ok()?;
    Some(properties.get("requester_name")?.as_str()?.to_owned()).filter(|name| !name.is_empty())
}

/// What a ticket is called: its subject, else its number. Integrations file some without a subject.
pub fn title(id: i64, subject: &str) -> String {
    if subject.trim().is_empty() { format!("#{id}") } else { subject.to_owned() }
}
