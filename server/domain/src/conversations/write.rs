//! Speaking in a thread, and changing how it stands.

use model::tickets::{TEXT_MAX, Turn};
use model::{MessageId, Problem, StageId, TicketId, UserId};
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::json;

use super::{Entry, Thread};
use crate::audit::{Actor as By, Entry as Line};
use crate::crm::{Done, ObjectType, Refused, Work};
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::helpdesk;
use crate::helpdesk::change::{TicketChange, change};
use crate::live::Change;
use crate::tables::{contacts, ticket_contacts, tickets, users};
use crate::tickets::access::{self, Visible};
use crate::tickets::post::Author;
use crate::tickets::stages::Stages;
use crate::{attachments, html, secrets};

/// What is to be said.
#[derive(Clone, Debug, Default)]
pub struct NewWords {
    /// Markdown, where there is no HTML.
    pub text: String,
    /// Goes before the text.
    pub html: Option<String>,
    /// Addresses that must be customers' of the ticket. All of its customers get the letter.
    pub recipients: Vec<String>,
    /// Files that are there already, by their numbers: at most [`attachments::ATTACHED_MAX`].
    pub files: Vec<String>,
}

impl NewWords {
    fn words(&self) -> Result<String, Refused> {
        let rich = self.html.as_deref().filter(|html| !html.trim().is_empty());
        let text = rich.map_or_else(|| self.text.clone(), html::to_markdown);
        model::text::bounded(&text, 1, TEXT_MAX).map_err(|problem| match problem {
            Problem::TooLong { max } => Refused::TextTooLong { max },
            _ => Refused::FieldUnfit("text".to_owned()),
        })
    }
}

/// A staff member who is not disabled, by the name of an actor.
async fn agent(tx: &DatabaseTransaction, actor: &str) -> Done<UserId> {
    let unfit = || Refused::NoSuchAgent(actor.to_owned());
    let user: UserId = actor.strip_prefix("A-").and_then(|id| id.parse().ok()).ok_or_else(unfit)?;
    let present = users::Column::DisabledAt.is_null();
    users::Entity::find_by_id(user.0).filter(present).one(tx).await?.ok_or_else(unfit)?;
    Ok(user)
}

async fn check_recipients(tx: &DatabaseTransaction, ticket: i64, recipients: &[String]) -> Done<()> {
    let on = ticket_contacts::Entity::find().filter(ticket_contacts::Column::TicketId.eq(ticket)).all(tx).await?;
    let ids = on.into_iter().map(|row| row.contact_id);
    let known = contacts::Entity::find().filter(contacts::Column::Id.is_in(ids)).all(tx).await?;
    for recipient in recipients {
        let address = recipient.trim().to_lowercase();
        if known.iter().all(|contact| contact.email.as_deref() != Some(address.as_str())) {
            return Err(Refused::NoRecipient(recipient.clone()).into());
        }
    }
    Ok(())
}

impl TokenDesk {
    async fn to_change(&self, tx: &DatabaseTransaction, thread: &str) -> Done<Visible<tickets::Model>> {
        let not_found = || Refused::NotFound { object_type: ObjectType::Tickets, id: thread.to_owned() };
        let ticket: TicketId = thread.parse().map_err(|_| not_found())?;
        match access::find_to_change(tx, &self.viewer(), ticket).await {
            Err(Failure::Fault(model::Fault::NotFound)) => Err(not_found().into()),
            other => Ok(other?),
        }
    }

    /// Answers the customers for a staff member, as that one would: they see it, each gets a letter, and an open ticket
    /// waits for them.
    pub async fn post_message(&self, thread: &str, sender: &str, new: &NewWords) -> Done<Entry> {
        let text = new.words()?;
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return self.posted(thread, before).await,
        };
        let user = agent(&work.tx, sender).await?;
        let ticket = self.to_change(&work.tx, thread).await?;
        check_recipients(&work.tx, ticket.id, &new.recipients).await?;
        let files = attachments::numbers(self, &work.tx, &new.files).await?;
        let author = Author::Spoken { user, by: self.viewer.token };
        let key = self.author().key(&secrets::capability());
        let posted = helpdesk::post_answer(&self.portico, &work.tx, author, &ticket, (&text, &key), None).await?;
        let message = posted.ok_or_else(|| Failure::internal("a key that was just made was used before"))?;
        attachments::to_message(&work.tx, message, &files).await?;
        self.note(&work.tx, "answer_posted", ticket.id, json!({ "message": message, "sender": user })).await?;
        work.tell([Change::Ticket(TicketId(ticket.id))]);
        let message = work.finish(message).await?;
        self.posted(thread, message).await
    }

    /// Writes a comment, which no customer sees.
    pub async fn post_comment(&self, thread: &str, new: &NewWords) -> Done<Entry> {
        let text = new.words()?;
        let mut work = match Work::begin(self).await? {
            Ok(work) => work,
            Err(before) => return self.posted(thread, before).await,
        };
        let ticket = self.to_change(&work.tx, thread).await?;
        let files = attachments::numbers(self, &work.tx, &new.files).await?;
        let key = self.author().key(&secrets::capability());
        let posted = helpdesk::post_comment(&self.portico, &work.tx, self.author(), &ticket, (&text, &key)).await?;
        let message = posted.ok_or_else(|| Failure::internal("a key that was just made was used before"))?;
        attachments::to_comment(self, &work.tx, message, &files).await?;
        work.tell([Change::Internal(TicketId(ticket.id))]);
        let message = work.finish(message).await?;
        self.posted(thread, message).await
    }

    async fn posted(&self, thread: &str, message: MessageId) -> Done<Entry> {
        self.entry(thread, &message.to_string()).await
    }

    async fn note(&self, tx: &DatabaseTransaction, action: &str, ticket: i64, details: serde_json::Value) -> Outcome<()> {
        let line = Line::new(By::from(self.author()), action, format!("ticket:{ticket}"));
        line.with(details).write(tx, self.portico.now()).await
    }

    /// Closes the ticket of a thread, or opens it again: it goes to the first stage of its pipeline that is closed, or that
    /// waits on us. One that is so already stays where it is.
    pub async fn set_thread_open(&self, thread: &str, open: bool) -> Done<Thread> {
        let tx = self.portico.store.begin().await?;
        let ticket = self.to_change(&tx, thread).await?;
        if ticket.is_open == open {
            drop(tx);
            return self.thread(thread).await;
        }
        let stages = Stages::load(&tx).await?;
        let turns: &[Turn] = if open { &[Turn::Us, Turn::New, Turn::Contact] } else { &[Turn::Closed] };
        let to = turns.iter().find_map(|turn| stages.first(ticket.pipeline_id, *turn));
        let to = to.ok_or_else(|| Failure::internal("a pipeline without an open and a closed stage"))?;
        let wanted = TicketChange { stage: Some(StageId(to.id)), ..TicketChange::default() };
        self.changed(tx, thread, &ticket, &wanted).await
    }

    /// Gives the ticket of a thread to a staff member (`A-7`), or to nobody.
    pub async fn assign_thread(&self, thread: &str, actor: Option<&str>) -> Done<Thread> {
        let tx = self.portico.store.begin().await?;
        let ticket = self.to_change(&tx, thread).await?;
        let owner = match actor {
            Some(actor) => Some(agent(&tx, actor).await?),
            None => None,
        };
        self.changed(tx, thread, &ticket, &TicketChange { owner: Some(owner), ..TicketChange::default() }).await
    }

    async fn changed(
        &self,
        tx: DatabaseTransaction,
        thread: &str,
        ticket: &Visible<tickets::Model>,
        wanted: &TicketChange,
    ) -> Done<Thread> {
        let told = change(&self.portico, &tx, self.author(), ticket, wanted).await?;
        tx.commit().await?;
        if let Some(told) = told {
            self.portico.tell(&[told]).await;
        }
        self.thread(thread).await
    }
}
