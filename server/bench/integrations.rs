//! What programs ask through the API.

use domain::{Portico, operator};
use model::api_tokens::{NewToken, Scope};
use serde_json::{Value, json};

use crate::Failed;
use crate::client::{Body, By, Request, agent, send};
use crate::process::Server;
use crate::world::Scenario;

/// A token may search 50 times in a second and ask 1,000 times in ten: so many are more than the server can answer.
const TOKENS: usize = 96;
/// As many records as one call may have.
pub const BATCH: usize = 100;
pub const SINGLE: &str = "API: create a ticket";
pub const BATCHED: &str = "API: create 100 tickets in a batch";
/// The same by a client that waits for each answer, as most programs do.
pub const SINGLE_ALONE: &str = "API: create a ticket (one client)";
pub const BATCHED_ALONE: &str = "API: create 100 tickets in a batch (one client)";

/// What a scenario is called that is measured with one client, too.
pub fn alone(name: &str) -> Option<&'static str> {
    match name {
        SINGLE => Some(SINGLE_ALONE),
        BATCHED => Some(BATCHED_ALONE),
        _ => None,
    }
}

const TICKETS: &str = "/crm/v3/objects/tickets";

pub struct Integrations {
    tokens: Vec<String>,
    tickets: Vec<String>,
    /// Those who filed the first of them.
    contacts: Vec<String>,
}

/// Contacts whose tickets are searched for.
const CONTACTS: usize = 20;

impl Integrations {
    pub async fn of(portico: &Portico, server: &Server) -> Result<Self, Failed> {
        let mut tokens = Vec::new();
        for number in 1..=TOKENS {
            let new = NewToken { name: format!("Bench {number}"), scopes: vec![Scope::Tickets], expires_at: None };
            let made = operator::create_token(portico, &new).await.map_err(|failure| failure.to_string())?;
            tokens.push(made.1);
        }
        let page = asked_by(&tokens[0], "?limit=100", Body::None);
        let page: Value = serde_json::from_str(&send(&agent(), &server.origin, &page)?.body)?;
        let rows = page["results"].as_array().ok_or("no tickets in the API's list")?;
        let tickets: Vec<String> = rows.iter().filter_map(|row| row["id"].as_str()).map(str::to_owned).collect();
        let mut contacts = Vec::new();
        for ticket in tickets.iter().take(CONTACTS) {
            let path = format!("/crm/v4/objects/tickets/{ticket}/associations/contacts");
            let asked = Request { path, by: By::Token(tokens[0].clone()), body: Body::None };
            let links: Value = serde_json::from_str(&send(&agent(), &server.origin, &asked)?.body)?;
            contacts.extend(links["results"][0]["toObjectId"].as_i64().map(|id| id.to_string()));
        }
        Ok(Self { tokens, tickets, contacts })
    }

    pub fn scenarios(&self) -> Vec<Scenario> {
        let all = |path: &str, body: Body| -> Vec<Request> {
            self.tokens.iter().map(|token| asked_by(token, path, body.clone())).collect()
        };
        let read = self.tickets.iter().zip(self.tokens.iter().cycle());
        let search = json!({
            "filterGroups": [{ "filters": [{ "propertyName": "hs_pipeline_stage", "operator": "EQ", "value": "1" }] }],
            "sorts": [{ "propertyName": "createdate", "direction": "DESCENDING" }],
            "properties": ["subject", "hs_pipeline_stage"],
            "limit": 25,
        });
        let of_contact = |contact: &String| {
            let filter = json!({ "propertyName": "associations.contact", "operator": "EQ", "value": contact });
            json!({ "filterGroups": [{ "filters": [filter] }], "properties": ["subject"], "limit": 25 }).to_string()
        };
        let theirs = self.tokens.iter().zip(self.contacts.iter().cycle());
        let theirs = theirs.map(|(token, contact)| asked_by(token, "/search", Body::Json(of_contact(contact)))).collect();
        let properties = json!({
            "subject": "Measured", "content": "Measured through the API.", "hs_pipeline": "0", "hs_pipeline_stage": "1",
        });
        let one = json!({ "properties": properties });
        let batch = json!({ "inputs": vec![&one; BATCH] });
        vec![
            ("API: list 100 tickets", all("?limit=100", Body::None)),
            ("API: read a ticket", read.map(|(id, token)| asked_by(token, &format!("/{id}"), Body::None)).collect()),
            ("API: search by stage, 25 newest", all("/search", Body::Json(search.to_string()))),
            ("API: search the tickets of a contact", theirs),
            (SINGLE, all("", Body::Json(one.to_string()))),
            (BATCHED, all("/batch/create", Body::Json(batch.to_string()))),
        ]
    }
}

fn asked_by(token: &str, path: &str, body: Body) -> Request {
    Request { path: format!("{TICKETS}{path}"), by: By::Token(token.to_owned()), body }
}
