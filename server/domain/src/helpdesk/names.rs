//! The names in a conversation as staff read it.

use std::collections::{BTreeSet, HashMap};

use model::helpdesk::StaffEvent;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::failure::Outcome;
use crate::tables::{companies, messages, tickets};
use crate::tickets::events::StoredEvent;
use crate::tickets::names::{Names, imported_requester};
use crate::tickets::stages::Stages;

pub struct EntryNames {
    pub people: Names,
    companies: HashMap<i64, String>,
}

impl EntryNames {
    /// For the entries of a ticket, its requester and the contacts and companies on it.
    pub async fn load(
        connection: &impl ConnectionTrait,
        ticket: &tickets::Model,
        rows: &[messages::Model],
        contacts: &[i64],
        companies_on_it: &[i64],
    ) -> Outcome<Self> {
        let mut contact_ids: Vec<Option<i64>> = contacts.iter().copied().map(Some).collect();
        let mut user_ids: Vec<Option<i64>> = vec![ticket.owner_id];
        let mut company_ids: BTreeSet<i64> = companies_on_it.iter().copied().collect();
        contact_ids.push(ticket.created_by_id);
        for row in rows {
            contact_ids.push(row.contact_id);
            user_ids.push(row.user_id);
            match row.event.as_deref().and_then(StoredEvent::parse) {
                Some(StoredEvent::Assigned { to }) => user_ids.push(to),
                Some(StoredEvent::ContactAdded { contact } | StoredEvent::ContactRemoved { contact }) => {
                    contact_ids.push(Some(contact));
                }
                Some(StoredEvent::CompanyAdded { company } | StoredEvent::CompanyRemoved { company }) => {
                    company_ids.insert(company);
                }
                _ => {}
            }
        }
        let people = Names::load(connection, contact_ids, user_ids).await?;
        if company_ids.is_empty() {
            return Ok(Self { people, companies: HashMap::new() });
        }
        let companies: Vec<(i64, String)> = companies::Entity::find()
            .select_only()
            .columns([companies::Column::Id, companies::Column::Name])
            .filter(companies::Column::Id.is_in(company_ids))
            .into_tuple()
            .all(connection)
            .await?;
        Ok(Self { people, companies: companies.into_iter().collect() })
    }

    pub fn company(&self, id: i64) -> String {
        self.companies.get(&id).cloned().unwrap_or_default()
    }

    pub fn contact(&self, id: i64) -> String {
        self.people.contact_for_staff(id).unwrap_or_default()
    }

    pub fn requester(&self, ticket: &tickets::Model) -> String {
        let contact = ticket.created_by_id.and_then(|contact| self.people.contact_for_staff(contact));
        contact.or_else(|| imported_requester(&ticket.properties)).unwrap_or_default()
    }

    pub fn author(&self, row: &messages::Model) -> String {
        let contact = row.contact_id.and_then(|contact| self.people.contact_for_staff(contact));
        let name = contact.or_else(|| row.user_id.and_then(|user| self.people.user(user)));
        name.or_else(|| row.author_name.clone()).unwrap_or_default()
    }

    /// `None`: an event of a kind that is not shown.
    pub fn event(&self, row: &messages::Model, stages: &Stages) -> Outcome<Option<StaffEvent>> {
        let Some(event) = row.event.as_deref().and_then(StoredEvent::parse) else {
            return Ok(None);
        };
        let label = |stage: i64| stages.get(stage).map(|stage| stage.label.clone());
        Ok(Some(match event {
            StoredEvent::Created => StaffEvent::Created,
            StoredEvent::StageChanged { from, to } => StaffEvent::StageChanged { from: label(from)?, to: label(to)? },
            StoredEvent::Assigned { to } => StaffEvent::Assigned { to: to.and_then(|user| self.people.user(user)) },
            StoredEvent::PriorityChanged { to } => StaffEvent::PriorityChanged { to },
            StoredEvent::ContactAdded { contact } => StaffEvent::ContactAdded { name: self.contact(contact) },
            StoredEvent::ContactRemoved { contact } => StaffEvent::ContactRemoved { name: self.contact(contact) },
            StoredEvent::CompanyAdded { company } => StaffEvent::CompanyAdded { name: self.company(company) },
            StoredEvent::CompanyRemoved { company } => StaffEvent::CompanyRemoved { name: self.company(company) },
        }))
    }
}
