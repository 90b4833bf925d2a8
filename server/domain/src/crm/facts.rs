//! What the columns of a record say, under HubSpot's names. What is empty is not there.

use std::collections::BTreeMap;

use model::Timestamp;

use crate::markdown;
use crate::tables::{companies, contacts, notes, tickets};

/// Property and value.
pub type Facts = BTreeMap<&'static str, String>;

struct Gathered(Facts);

impl Gathered {
    fn of(id: i64, created_at: i64) -> Self {
        Self(Facts::from([("hs_object_id", id.to_string())])).date("createdate", Some(created_at))
    }

    fn text(mut self, name: &'static str, value: &str) -> Self {
        if !value.is_empty() {
            self.0.insert(name, value.to_owned());
        }
        self
    }

    fn maybe(self, name: &'static str, value: Option<&str>) -> Self {
        self.text(name, value.unwrap_or_default())
    }

    fn number(mut self, name: &'static str, value: Option<i64>) -> Self {
        if let Some(value) = value {
            self.0.insert(name, value.to_string());
        }
        self
    }

    fn date(self, name: &'static str, value: Option<i64>) -> Self {
        match value {
            Some(at) => self.text(name, &Timestamp(at).iso()),
            None => self,
        }
    }
}

/// An archived contact still says the address that it had.
pub fn of_contact(contact: &contacts::Model) -> Facts {
    Gathered::of(contact.id, contact.created_at)
        .maybe("email", contact.email.as_deref().or(contact.archived_email.as_deref()))
        .text("firstname", &contact.first_name)
        .text("lastname", &contact.last_name)
        .maybe("phone", contact.phone.as_deref())
        .maybe("hs_language", contact.language.as_deref())
        .date("lastmodifieddate", Some(contact.updated_at))
        .0
}

pub fn of_company(company: &companies::Model) -> Facts {
    Gathered::of(company.id, company.created_at)
        .text("name", &company.name)
        .maybe("domain", company.domain.as_deref())
        .maybe("phone", company.phone.as_deref())
        .number("hs_parent_company_id", company.parent_id)
        .date("hs_lastmodifieddate", Some(company.updated_at))
        .0
}

/// The body is HTML, made of what the conversation shows.
pub fn of_note(note: &notes::Model) -> Facts {
    Gathered(Facts::from([("hs_object_id", note.id.to_string())]))
        .date("hs_createdate", Some(note.created_at))
        .date("hs_timestamp", Some(note.noted_at))
        .text("hs_note_body", markdown::to_html(&note.text).trim_end())
        .number("hubspot_owner_id", note.owner_id)
        .date("hs_lastmodifieddate", Some(note.updated_at))
        .0
}

pub fn of_ticket(ticket: &tickets::Model) -> Facts {
    Gathered::of(ticket.id, ticket.created_at)
        .number("hs_ticket_id", Some(ticket.id))
        .number("hs_conversations_originating_thread_id", Some(ticket.id))
        .text("subject", &ticket.subject)
        .text("content", &ticket.content)
        .number("hs_pipeline", Some(ticket.pipeline_id))
        .number("hs_pipeline_stage", Some(ticket.stage_id))
        .maybe("hs_ticket_priority", ticket.priority.as_deref())
        .maybe("hs_ticket_category", ticket.category.as_deref())
        .text("source_type", &ticket.source)
        .number("hubspot_owner_id", ticket.owner_id)
        .date("closed_date", ticket.closed_at)
        .number("time_to_close", ticket.closed_at.map(|at| at - ticket.created_at))
        .date("hs_lastmodifieddate", Some(ticket.updated_at))
        .0
}
