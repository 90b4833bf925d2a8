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
}

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
        let tickets = rows.iter().filter_map(|row| row["id"].as_str()).map(str::to_owned).collect();
        Ok(Self { tokens, tickets })
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
        let properties = json!({
            "subject": "Measured", "content": "Measured through the API.", "hs_pipeline": "0", "hs_pipeline_stage": "1",
        });
        let one = json!({ "properties": properties });
        let batch = json!({ "inputs": vec![&one; BATCH] });
        vec![
            ("API: list 100 tickets", all("?limit=100", Body::None)),
            ("API: read a ticket", read.map(|(id, token)| asked_by(token, &format!("/{id}"), Body::None)).collect()),
            ("API: search by stage, 25 newest", all("/search", Body::Json(search.to_string()))),
            (SINGLE, all("", Body::Json(one.to_string()))),
            (BATCHED, all("/batch/create", Body::Json(batch.to_string()))),
        ]
    }
}

fn asked_by(token: &str, path: &str, body: Body) -> Request {
    Request { path: format!("{TICKETS}{path}"), by: By::Token(token.to_owned()), body }
}
