//! Tickets: who sees them, and what customers do with them. What staff do with them is `helpdesk`.

pub(crate) mod access;
pub(crate) mod drafts;
pub(crate) mod events;
pub(crate) mod filing;
pub(crate) mod found;
pub(crate) mod letters;
pub(crate) mod names;
pub(crate) mod post;
mod spoken;
pub(crate) mod stages;

mod close;
pub(crate) mod descriptions;
mod export;
mod list;
mod open;
mod reader;
mod reply;
mod show;

#[cfg(feature = "testing")]
pub mod testing;

use async_trait::async_trait;
use model::tickets::{ListView, NewReply, NewTicket, NewTicketForm, Posted, TEXT_MAX, TicketList, TicketShown, Tickets};
use model::{Fault, MessageId, Problem, TicketId};

use crate::desks::ContactDesk;
use crate::failure::Failure;
use crate::markdown;

#[async_trait]
impl Tickets for ContactDesk {
    async fn tickets(&self, view: &ListView) -> Result<TicketList, Fault> {
        list::list(self, view).await.map_err(Failure::into_fault)
    }

    async fn ticket(&self, ticket: TicketId, before: Option<MessageId>) -> Result<TicketShown, Fault> {
        show::show(self, ticket, before).await.map_err(Failure::into_fault)
    }

    async fn reply(&self, ticket: TicketId, reply: &NewReply) -> Result<Posted, Fault> {
        reply::reply(self, ticket, reply).await.map_err(Failure::into_fault)
    }

    async fn close(&self, ticket: TicketId) -> Result<(), Fault> {
        close::close(self, ticket).await.map_err(Failure::into_fault)
    }

    async fn reopen(&self, ticket: TicketId) -> Result<(), Fault> {
        close::reopen(self, ticket).await.map_err(Failure::into_fault)
    }

    async fn new_ticket_form(&self) -> Result<NewTicketForm, Fault> {
        drafts::new_ticket_form(self).await.map_err(Failure::into_fault)
    }

    async fn open(&self, ticket: &NewTicket) -> Result<TicketId, Fault> {
        open::open(self, ticket).await.map_err(Failure::into_fault)
    }

    async fn save_reply_draft(&self, ticket: TicketId, text: &str) -> Result<(), Fault> {
        drafts::save_reply(self, ticket, text).await.map_err(Failure::into_fault)
    }

    async fn save_new_ticket_draft(&self, subject: &str, description: &str) -> Result<(), Fault> {
        drafts::save_new(self, subject, description).await.map_err(Failure::into_fault)
    }

    async fn preview(&self, text: &str) -> Result<String, Fault> {
        preview(text)
    }
}

/// Markdown as it will look. What is too long to be posted is too long to be looked at.
pub(crate) fn preview(text: &str) -> Result<String, Fault> {
    match text.chars().nth(TEXT_MAX) {
        None => Ok(markdown::to_html(text)),
        Some(_) => Err(Fault::invalid("text", Problem::TooLong { max: TEXT_MAX })),
    }
}
