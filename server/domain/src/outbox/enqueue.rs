//! Notes that a letter is to be sent.

use model::mail::LetterKind;
use model::{ContactId, MessageId, PortalId, TicketId, Timestamp, UserId};
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use serde_json::Value;

use crate::failure::Outcome;
use crate::secrets;
use crate::tables::outbox;

/// A letter to one person. Its text is made when it is sent, from what is true and allowed then; `details` holds ids
/// and never a secret, so a capability that the letter carries is made at sending and not kept here.
#[derive(Clone, Debug)]
pub struct Letter<'a> {
    pub kind: LetterKind,
    /// The domain of the Message-ID: the portal's host.
    pub host: &'a str,
    pub portal: Option<PortalId>,
    pub contact: Option<ContactId>,
    pub user: Option<UserId>,
    pub ticket: Option<TicketId>,
    pub message: Option<MessageId>,
    pub details: Value,
    /// Not to be sent, only shown as waiting.
    pub held: bool,
    /// Not to be sent earlier.
    pub not_before: Option<Timestamp>,
}

impl<'a> Letter<'a> {
    pub fn new(kind: LetterKind, host: &'a str) -> Self {
        Self {
            kind,
            host,
            portal: None,
            contact: None,
            user: None,
            ticket: None,
            message: None,
            details: Value::Object(Default::default()),
            held: false,
            not_before: None,
        }
    }

    /// Takes the open transaction.
    pub async fn enqueue(self, tx: &impl ConnectionTrait, now: Timestamp) -> Outcome<()> {
        enqueue_all(tx, now, [self]).await
    }

    /// The Message-ID is chosen now and stays, however often sending is tried.
    fn row(self, now: Timestamp) -> outbox::ActiveModel {
        outbox::ActiveModel {
            letter: Set(self.kind.word().to_owned()),
            mail_id: Set(format!("{}@{}", secrets::capability(), self.host)),
            portal_id: Set(self.portal.map(|id| id.0)),
            contact_id: Set(self.contact.map(|id| id.0)),
            user_id: Set(self.user.map(|id| id.0)),
            ticket_id: Set(self.ticket.map(|id| id.0)),
            message_id: Set(self.message.map(|id| id.0)),
            details: Set(self.details.to_string()),
            held: Set(self.held),
            attempts: Set(0),
            next_attempt_at: Set(self.not_before.unwrap_or(now).0),
            created_at: Set(now.0),
            due_at: Set(self.not_before.map(|due| due.0)),
            ..Default::default()
        }
    }
}

/// Notes letters, in order, in one statement.
pub async fn enqueue_all<'a>(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    letters: impl IntoIterator<Item = Letter<'a>>,
) -> Outcome<()> {
    let rows = letters.into_iter().map(|letter| letter.row(now));
    outbox::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}
