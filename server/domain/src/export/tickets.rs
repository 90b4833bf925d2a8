//! `tickets.csv`.

use std::collections::HashMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::{Map, Value};

use super::names::joined;
use super::{Exporter, ROWS, Table, Values, date};
use crate::failure::Outcome;
use crate::tables::{pipelines, stages, ticket_companies, ticket_contacts, tickets, users};

pub struct Tickets {
    values: Values,
    pipelines: HashMap<i64, String>,
    stages: HashMap<i64, String>,
    owners: HashMap<i64, String>,
}

impl Tickets {
    pub async fn load(connection: &impl ConnectionTrait, values: Values) -> Outcome<Self> {
        let pipelines = pipelines::Entity::find().all(connection).await?;
        let stages = stages::Entity::find().all(connection).await?;
        Ok(Self {
            values,
            pipelines: pipelines.into_iter().map(|row| (row.id, row.label)).collect(),
            stages: stages.into_iter().map(|row| (row.id, row.label)).collect(),
            owners: users::Entity::load_emails(connection, true).await?,
        })
    }

    fn cells(&self, row: tickets::Model, linked: &Linked, name: String) -> Vec<String> {
        let label = |labels: &HashMap<i64, String>, id: i64| labels.get(&id).cloned().unwrap_or_default();
        let said: Map<String, Value> = serde_json::from_str(&row.properties).unwrap_or_default();
        let said = |name: &str| said.get(name).and_then(Value::as_str).map(str::to_owned);
        let companies = joined(&linked.company_names, linked.companies.get(&row.id).into_iter().flatten());
        vec![
            name,
            row.subject,
            row.content,
            label(&self.pipelines, row.pipeline_id),
            label(&self.stages, row.stage_id),
            row.priority.unwrap_or_default(),
            row.category.unwrap_or_default(),
            // A source that had no place here was kept beside.
            said("channel").unwrap_or(row.source),
            row.owner_id.map(|owner| label(&self.owners, owner)).unwrap_or_default(),
            date(Some(row.created_at)),
            date(row.closed_at),
            date(Some(row.last_activity_at)),
            said("first_response").unwrap_or_default(),
            said("requester_name").unwrap_or_default(),
            joined(&linked.contact_names, linked.contacts(row.id, row.created_by_id).iter()),
            // An empty cell would mean the company of whoever filed it.
            if companies.is_empty() { crate::import::NONE.to_owned() } else { companies },
        ]
    }
}

/// Whose tickets they are.
struct Linked {
    contacts: HashMap<i64, Vec<i64>>,
    companies: HashMap<i64, Vec<i64>>,
    contact_names: HashMap<i64, String>,
    company_names: HashMap<i64, String>,
}

impl Linked {
    /// Whoever filed it is the first.
    fn contacts(&self, ticket: i64, requester: Option<i64>) -> Vec<i64> {
        let mut all = self.contacts.get(&ticket).cloned().unwrap_or_default();
        all.sort_by_key(|contact| (Some(*contact) != requester, *contact));
        all
    }

    async fn of(exporter: &Exporter, ids: &[i64]) -> Outcome<Self> {
        let (mut contacts, mut companies) = (HashMap::<i64, Vec<i64>>::new(), HashMap::<i64, Vec<i64>>::new());
        let own = ticket_contacts::Column::TicketId.is_in(ids.iter().copied());
        for row in ticket_contacts::Entity::find().filter(own).all(&exporter.tx).await? {
            contacts.entry(row.ticket_id).or_default().push(row.contact_id);
        }
        let own = ticket_companies::Entity::find()
            .filter(ticket_companies::Column::TicketId.is_in(ids.iter().copied()))
            .order_by_desc(ticket_companies::Column::IsPrimary)
            .order_by_asc(ticket_companies::Column::CompanyId);
        for row in own.all(&exporter.tx).await? {
            companies.entry(row.ticket_id).or_default().push(row.company_id);
        }
        let contact_names = exporter.contacts(contacts.values().flatten().copied()).await?;
        let company_names = exporter.companies(companies.values().flatten().copied()).await?;
        Ok(Self { contacts, companies, contact_names, company_names })
    }
}

impl Table for Tickets {
    const NAME: &'static str = "tickets";
    type Cursor = i64;

    fn headers(&self) -> Vec<String> {
        let own = [
            "Ticket ID",
            "Ticket name",
            "Ticket description",
            "Pipeline",
            "Ticket status",
            "Priority",
            "Category",
            "Source",
            "Ticket owner",
            "Create date",
            "Close date",
            "Last activity date",
            "First response time",
            "Customer name",
            "Associated Contact IDs",
            "Associated Company IDs",
        ];
        own.into_iter().map(str::to_owned).chain(self.values.headers()).collect()
    }

    async fn page(&self, exporter: &Exporter, after: i64) -> Outcome<Vec<(i64, Vec<String>)>> {
        let rows = tickets::Entity::find()
            .filter(tickets::Column::Id.gt(after))
            .filter(tickets::Column::ArchivedAt.is_null())
            .order_by_asc(tickets::Column::Id)
            .limit(ROWS)
            .all(&exporter.tx)
            .await?;
        let ids: Vec<i64> = rows.iter().map(|row| row.id).collect();
        let values = self.values.cells(&exporter.tx, &ids).await?;
        let linked = Linked::of(exporter, &ids).await?;
        let cells = |row: tickets::Model, values: Vec<String>| {
            let name = exporter.ticket(row.id, row.external_key.as_deref());
            (row.id, self.cells(row, &linked, name).into_iter().chain(values).collect())
        };
        Ok(rows.into_iter().zip(values).map(|(row, values)| cells(row, values)).collect())
    }
}
