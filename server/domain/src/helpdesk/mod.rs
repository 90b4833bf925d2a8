//! The help desk: what staff do with tickets.

mod answer;
mod archive;
mod assign;
pub(crate) mod associations;
pub(crate) mod change;
mod explain;
mod file;
mod merge;
mod names;
mod priority;
pub(crate) mod queue;
mod rows;
mod show;
mod stage;
mod values;

use async_trait::async_trait;
use model::helpdesk::{Explanation, HelpDesk, Queue, QueueQuery, StaffNewTicket, StaffTicket};
use model::properties::Values;
use model::tickets::{Posted, Priority};
use model::{CompanyId, ContactId, Fault, PortalId, Refusal, StageId, TicketId, UserId};
use sea_orm::DatabaseTransaction;

pub(crate) use answer::{post_answer, post_comment};
pub(crate) use archive::{archive, restore};
pub(crate) use merge::merge;
pub(crate) use rows::{latest_of_company, latest_of_contact};

use self::change::TicketChange;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::tables::tickets;
use crate::tickets::access::{self, Visible};
use crate::tickets::post::Author;
use crate::tickets::{drafts, preview};

/// The ticket, to be changed from the version that somebody saw. `None`: from whatever it is.
async fn to_change(
    desk: &UserDesk,
    tx: &DatabaseTransaction,
    ticket: TicketId,
    version: Option<i64>,
) -> Outcome<Visible<tickets::Model>> {
    let ticket = access::find_to_change(tx, &desk.viewer(), ticket).await?;
    match version {
        Some(version) if version != ticket.version => Err(Fault::Refused(Refusal::Stale).into()),
        _ => Ok(ticket),
    }
}

/// Changes one thing about a ticket, at a staff member's desk. Refused from an older version.
async fn change_one(desk: &UserDesk, ticket: TicketId, version: Option<i64>, wanted: &TicketChange) -> Outcome<()> {
    let tx = desk.portico.store.begin().await?;
    let ticket = to_change(desk, &tx, ticket, version).await?;
    let by = Author::User(desk.viewer.user);
    let Some(told) = change::change(&desk.portico, &tx, by, &ticket, wanted).await? else {
        return Ok(());
    };
    tx.commit().await?;
    desk.portico.tell(&[told]).await;
    Ok(())
}

/// Keeps what is being typed as an answer. Empty text removes it.
async fn save_draft(desk: &UserDesk, ticket: TicketId, text: &str) -> Outcome<()> {
    let ticket = access::find(desk.portico.store.reader(), &desk.viewer(), ticket).await?;
    drafts::save(&desk.portico, drafts::of_user(desk.user.id), drafts::reply_to(ticket.id), "", text).await
}

#[async_trait]
impl HelpDesk for UserDesk {
    async fn queue(&self, query: &QueueQuery) -> Result<Queue, Fault> {
        queue::queue(self, query).await.map_err(Failure::into_fault)
    }

    async fn staff_ticket(&self, ticket: TicketId) -> Result<StaffTicket, Fault> {
        show::show(self, ticket).await.map_err(Failure::into_fault)
    }

    async fn file(&self, ticket: &StaffNewTicket) -> Result<TicketId, Fault> {
        file::file(self, ticket).await.map_err(Failure::into_fault)
    }

    async fn answer(&self, ticket: TicketId, text: &str, key: &str, stage: Option<StageId>) -> Result<Posted, Fault> {
        answer::answer(self, ticket, text, key, stage).await.map_err(Failure::into_fault)
    }

    async fn comment(&self, ticket: TicketId, text: &str, key: &str) -> Result<Posted, Fault> {
        answer::comment(self, ticket, text, key).await.map_err(Failure::into_fault)
    }

    async fn assign(&self, ticket: TicketId, owner: Option<UserId>, version: Option<i64>) -> Result<(), Fault> {
        assign::assign(self, ticket, owner, version).await.map_err(Failure::into_fault)
    }

    async fn set_stage(&self, ticket: TicketId, stage: StageId, version: Option<i64>) -> Result<(), Fault> {
        stage::set(self, ticket, stage, version).await.map_err(Failure::into_fault)
    }

    async fn set_priority(&self, ticket: TicketId, priority: Option<Priority>, version: Option<i64>) -> Result<(), Fault> {
        priority::set(self, ticket, priority, version).await.map_err(Failure::into_fault)
    }

    async fn set_values(&self, ticket: TicketId, values: &Values, version: Option<i64>) -> Result<(), Fault> {
        values::set(self, ticket, values, version).await.map_err(Failure::into_fault)
    }

    async fn add_contact(&self, ticket: TicketId, contact: ContactId) -> Result<(), Fault> {
        associations::add_contact(self, ticket, contact).await.map_err(Failure::into_fault)
    }

    async fn remove_contact(&self, ticket: TicketId, contact: ContactId) -> Result<(), Fault> {
        associations::remove_contact(self, ticket, contact).await.map_err(Failure::into_fault)
    }

    async fn add_company(&self, ticket: TicketId, company: CompanyId) -> Result<(), Fault> {
        associations::add_company(self, ticket, company).await.map_err(Failure::into_fault)
    }

    async fn remove_company(&self, ticket: TicketId, company: CompanyId) -> Result<(), Fault> {
        associations::remove_company(self, ticket, company).await.map_err(Failure::into_fault)
    }

    async fn save_answer_draft(&self, ticket: TicketId, text: &str) -> Result<(), Fault> {
        save_draft(self, ticket, text).await.map_err(Failure::into_fault)
    }

    async fn staff_preview(&self, text: &str) -> Result<String, Fault> {
        preview(text)
    }

    async fn explain(&self, portal: PortalId, contact: ContactId, ticket: TicketId) -> Result<Explanation, Fault> {
        explain::explain(self, portal, contact, ticket).await.map_err(Failure::into_fault)
    }
}
