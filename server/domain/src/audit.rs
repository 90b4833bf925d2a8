//! The trail: who did what to what, written in the transaction that does it. It never holds a secret, nor what somebody
//! typed into a sign-in form.

use std::net::IpAddr;

use model::{ContactId, PortalId, Timestamp, TokenId, UserId};
use sea_orm::{ConnectionTrait, EntityTrait, Set};
use serde_json::Value;

use crate::failure::Outcome;
use crate::secrets;
use crate::tables::audit_events;
use crate::tickets::post::Author;
use crate::viewer::{ContactViewer, UserViewer};

tokio::task_local! {
    static ORIGIN: Origin;
}

/// From where something is done, and in the course of which request.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The address of whoever asks, as far as proxies are believed.
    pub address: Option<IpAddr>,
    /// What the request is called in logs and answers.
    pub request: String,
}

impl Origin {
    /// A request from an address, with a new name.
    pub fn named(address: Option<IpAddr>) -> Self {
        Self { address, request: secrets::reference() }
    }

    /// Does work, all of whose lines say that it was caused from here.
    pub async fn of<F: Future>(self, work: F) -> F::Output {
        ORIGIN.scope(self, work).await
    }

    /// That of the work that is being done; nothing for what nobody asked for, or at the command line.
    pub fn current() -> Self {
        ORIGIN.try_with(Self::clone).unwrap_or_default()
    }
}

/// What trouble is called, in the log and to whoever met it: as the request in which they did.
pub fn reference() -> String {
    Some(Origin::current().request).filter(|request| !request.is_empty()).unwrap_or_else(secrets::reference)
}

/// Who did it.
#[derive(Clone, Copy, Debug)]
pub enum Actor {
    User(UserId),
    Contact(ContactId),
    /// An integration.
    Token(TokenId),
    /// The command line.
    Operator,
    /// Nobody who is known: somebody at a door.
    Visitor,
    System,
}

impl std::fmt::Display for Actor {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::User(user) => write!(formatter, "user:{user}"),
            Self::Contact(contact) => write!(formatter, "contact:{contact}"),
            Self::Token(token) => write!(formatter, "token:{token}"),
            Self::Operator => formatter.write_str("operator"),
            Self::Visitor => formatter.write_str("visitor"),
            Self::System => formatter.write_str("system"),
        }
    }
}

impl From<Author> for Actor {
    fn from(author: Author) -> Self {
        match author {
            Author::Contact(contact) => Self::Contact(contact),
            Author::User(user) => Self::User(user),
            Author::Token(token) | Author::Spoken { by: token, .. } => Self::Token(token),
        }
    }
}

impl From<&UserViewer> for Actor {
    fn from(viewer: &UserViewer) -> Self {
        Self::User(viewer.user)
    }
}

impl From<&ContactViewer> for Actor {
    fn from(viewer: &ContactViewer) -> Self {
        Self::Contact(viewer.contact)
    }
}

/// One line of the trail. `object` is `kind:id`.
pub struct Entry<'a> {
    pub actor: Actor,
    pub action: &'a str,
    pub object: String,
    pub portal: Option<PortalId>,
    pub details: Value,
}

impl<'a> Entry<'a> {
    pub fn new(actor: impl Into<Actor>, action: &'a str, object: String) -> Self {
        Self { actor: actor.into(), action, object, portal: None, details: Value::Object(Default::default()) }
    }

    pub fn at(mut self, portal: PortalId) -> Self {
        self.portal = Some(portal);
        self
    }

    pub fn with(mut self, details: Value) -> Self {
        self.details = details;
        self
    }

    pub async fn write(self, tx: &impl ConnectionTrait, now: Timestamp) -> Outcome<()> {
        write_all(tx, now, [self]).await
    }

    fn row(self, now: Timestamp) -> audit_events::ActiveModel {
        let Origin { address, request } = Origin::current();
        audit_events::ActiveModel {
            at: Set(now.0),
            actor: Set(self.actor.to_string()),
            action: Set(self.action.to_owned()),
            object: Set(self.object),
            portal_id: Set(self.portal.map(|portal| portal.0)),
            details: Set(self.details.to_string()),
            address: Set(address.map(|address| address.to_canonical().to_string())),
            request: Set(Some(request).filter(|request| !request.is_empty())),
            ..Default::default()
        }
    }
}

/// Writes lines, in order, in one statement.
pub async fn write_all<'a>(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    entries: impl IntoIterator<Item = Entry<'a>>,
) -> Outcome<()> {
    let rows = entries.into_iter().map(|entry| entry.row(now));
    audit_events::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(())
}
