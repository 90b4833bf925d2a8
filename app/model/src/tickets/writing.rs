//! What customers write.

use serde::{Deserialize, Serialize};

use super::{Priority, SUBJECT_MAX, TEXT_MAX};
use crate::fault::{Fault, FieldErrors, Problem};
use crate::ids::{MessageId, TicketId};
use crate::text::bounded;

/// A reply as it is sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewReply {
    /// Markdown.
    pub text: String,
    /// Made by the page, once per text: the same key a second time gives the first answer again.
    pub key: String,
}

impl NewReply {
    /// The checks that need nothing but the text itself.
    pub fn check(&self) -> Result<String, Fault> {
        let mut errors = FieldErrors::default();
        let text = errors.check("text", bounded(&self.text, 1, TEXT_MAX));
        let key = errors.check("key", check_key(&self.key));
        text.zip(key).map(|(text, ())| text).ok_or(errors.into_fault())
    }
}

/// A page's own key for one submission: 8–64 characters of `[A-Za-z0-9-]`.
pub fn check_key(key: &str) -> Result<(), Problem> {
    let shaped = (8..=64).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if shaped { Ok(()) } else { Err(Problem::Malformed) }
}

/// What became of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Posted {
    /// The ticket that the reply is on: another one where it was filed as a linked ticket.
    pub ticket: TicketId,
    pub message: MessageId,
    pub reopened: bool,
}

/// A ticket as a customer files it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicket {
    pub subject: String,
    /// Markdown.
    pub description: String,
    pub priority: Option<Priority>,
    /// See [`NewReply::key`].
    pub key: String,
}

impl NewTicket {
    /// Subject and description, trimmed.
    pub fn check(&self) -> Result<(String, String), Fault> {
        let mut errors = FieldErrors::default();
        let subject = errors.check("subject", crate::text::line(&self.subject, 1, SUBJECT_MAX));
        let description = errors.check("description", bounded(&self.description, 1, TEXT_MAX));
        let key = errors.check("key", check_key(&self.key));
        match (subject, description, key) {
            (Some(subject), Some(description), Some(())) => Ok((subject, description)),
            _ => Err(errors.into_fault()),
        }
    }
}

/// What was typed for a new ticket and not sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewTicketForm {
    pub draft_subject: String,
    pub draft_description: String,
    /// Who will see it besides the contact and the team: the company's name, where colleagues will.
    pub seen_by_company: Option<String>,
}
