//! What the ticket's page asks the server for.

use leptos::prelude::*;
use model::helpdesk::{Explanation, Named, StaffTicket};
use model::tickets::Posted;
use model::{Answer, CompanyId, ContactId, Fault, PortalId, StageId, TicketId, UserId};
use serde::{Deserialize, Serialize};

use crate::desk::address::value_of;
use crate::desk::picker::Match;
use crate::properties::Typed;

/// What the page came with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TicketDesk {
    pub ticket: StaffTicket,
    pub me: UserId,
    /// Where customers may look: live or paused.
    pub portals: Vec<Named<PortalId>>,
    /// Found without script: to be added, and to be asked about.
    pub contacts: Vec<Match>,
    pub companies: Vec<Match>,
    pub others: Vec<Match>,
    pub why: Option<Reason>,
}

/// An explanation, with the names of whom it is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    pub contact: Named<ContactId>,
    pub portal: Named<PortalId>,
    pub explanation: Explanation,
}

/// What the address asks for beside the ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedBeside {
    pub contact: String,
    pub company: String,
    pub why_portal: String,
    pub why_contact: String,
    pub why_find: String,
}

impl AskedBeside {
    pub fn of(query: &str) -> Self {
        Self {
            contact: value_of(query, "find-contact"),
            company: value_of(query, "find-company"),
            why_portal: value_of(query, "why-portal"),
            why_contact: value_of(query, "why-contact"),
            why_find: value_of(query, "why-find"),
        }
    }
}

#[server(prefix = "/api", endpoint = "desk/tickets/show")]
pub async fn show_ticket_desk(ticket: String, asked: AskedBeside) -> Result<Answer<TicketDesk>, Fault> {
    crate::seam::answer(async move {
        let desk = crate::seam::staff().await?;
        let id: TicketId = ticket.parse().map_err(|_| Fault::NotFound)?;
        let ticket = desk.staff_ticket(id).await?;
        let open = |status| matches!(status, model::portals::PortalStatus::Live | model::portals::PortalStatus::Paused);
        let portals = desk.portals().await?.into_iter().filter(|portal| open(portal.status));
        let why = match (asked.why_portal.parse(), asked.why_contact.parse()) {
            (Ok(portal), Ok(contact)) => reason(&*desk, portal, contact, id).await.ok(),
            _ => None,
        };
        Ok(TicketDesk {
            me: desk.staff_profile().id,
            portals: portals.map(|portal| Named { id: portal.id, name: portal.name }).collect(),
            contacts: crate::desk::picker::find_contacts(&*desk, &asked.contact).await?,
            companies: crate::desk::picker::find_companies(&*desk, &asked.company).await?,
            others: crate::desk::picker::find_contacts(&*desk, &asked.why_find).await?,
            ticket,
            why,
        })
    })
    .await
}

#[server(prefix = "/api", endpoint = "desk/tickets/again")]
pub async fn ticket_again(ticket: TicketId) -> Result<Answer<StaffTicket>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.staff_ticket(ticket).await }).await
}

/// Why, with names. A contact's record says who they are and which portals there are for them.
pub async fn reason(
    desk: &dyn model::desk::StaffDesk,
    portal: PortalId,
    contact: ContactId,
    ticket: TicketId,
) -> Result<Reason, Fault> {
    let record = desk.contact(contact).await?;
    let named = record.portals.into_iter().map(|access| access.portal).find(|named| named.id == portal);
    let explanation = desk.explain(portal, contact, ticket).await?;
    let contact = Named { id: contact, name: crate::contacts::display_name(&record.fields) };
    Ok(Reason { contact, portal: named.unwrap_or(Named { id: portal, name: String::new() }), explanation })
}

#[server(prefix = "/api", endpoint = "desk/tickets/explain")]
pub async fn ticket_explained(portal: PortalId, contact: ContactId, ticket: TicketId) -> Result<Answer<Reason>, Fault> {
    crate::seam::answer(async move { reason(&*crate::seam::staff().await?, portal, contact, ticket).await }).await
}

#[server(prefix = "/api", endpoint = "desk/tickets/answer")]
pub async fn ticket_answer(ticket: TicketId, reply: String, key: String, stage: String) -> Result<Answer<Posted>, Fault> {
    crate::seam::answer(async move {
        let stage = crate::desk::address::optional::<StageId>("stage", &stage)?;
        crate::seam::staff().await?.answer(ticket, &reply, &key, stage).await
    })
    .await
}

#[server(prefix = "/api", endpoint = "desk/tickets/comment")]
pub async fn ticket_comment(ticket: TicketId, comment: String, key: String) -> Result<Answer<Posted>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.comment(ticket, &comment, &key).await }).await
}

#[server(prefix = "/api", endpoint = "desk/tickets/draft")]
pub async fn answer_draft(ticket: TicketId, text: String) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.save_answer_draft(ticket, &text).await }).await
}

#[server(prefix = "/api", endpoint = "desk/preview")]
pub async fn staff_previewed(text: String) -> Result<Answer<String>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.staff_preview(&text).await }).await
}

#[server(prefix = "/api", endpoint = "desk/tickets/assign")]
pub async fn ticket_assign(ticket: TicketId, owner: String, version: i64) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let owner = crate::desk::address::optional::<UserId>("owner", &owner)?;
        crate::seam::staff().await?.assign(ticket, owner, Some(version)).await
    })
    .await
}

#[server(prefix = "/api", endpoint = "desk/tickets/values")]
pub async fn ticket_values(ticket: TicketId, version: i64, #[server(default)] values: Typed) -> Result<Answer<()>, Fault> {
    let values = values.values();
    crate::seam::keep_values(&values);
    crate::seam::answer(async move { crate::seam::staff().await?.set_values(ticket, &values, Some(version)).await }).await
}

#[server(prefix = "/api", endpoint = "desk/tickets/stage")]
pub async fn ticket_stage(ticket: TicketId, stage: StageId, version: i64) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.set_stage(ticket, stage, Some(version)).await }).await
}

#[server(prefix = "/api", endpoint = "desk/tickets/priority")]
pub async fn ticket_priority(ticket: TicketId, priority: String, version: i64) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move {
        let priority = model::tickets::Priority::parse(&priority);
        crate::seam::staff().await?.set_priority(ticket, priority, Some(version)).await
    })
    .await
}

#[server(prefix = "/api", endpoint = "desk/tickets/add-contact")]
pub async fn ticket_add_contact(ticket: TicketId, contact: ContactId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.add_contact(ticket, contact).await }).await
}

#[server(prefix = "/api", endpoint = "desk/tickets/remove-contact")]
pub async fn ticket_remove_contact(ticket: TicketId, contact: ContactId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.remove_contact(ticket, contact).await }).await
}

#[server(prefix = "/api", endpoint = "desk/tickets/add-company")]
pub async fn ticket_add_company(ticket: TicketId, company: CompanyId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.add_company(ticket, company).await }).await
}

#[server(prefix = "/api", endpoint = "desk/tickets/remove-company")]
pub async fn ticket_remove_company(ticket: TicketId, company: CompanyId) -> Result<Answer<()>, Fault> {
    crate::seam::answer(async move { crate::seam::staff().await?.remove_company(ticket, company).await }).await
}
