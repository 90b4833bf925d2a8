//! Where a viewer sits. The features implement the traits of `model` for these two, each in its own folder.

use std::net::IpAddr;

use model::api_tokens::Scope;
use model::{Timestamp, TokenId};

use crate::audit::Actor;
use crate::crm::{ObjectType, Once, Refused};
use crate::portico::Portico;
use crate::tables::{api_tokens, contacts, domains, portals, users};
use crate::tickets::post::Author;
use crate::viewer::{ContactViewer, TokenViewer, UserViewer, Viewer};

/// A signed-in contact at a portal. Made by `people::sessions`, for one request.
#[derive(Clone)]
pub struct ContactDesk {
    pub(crate) portico: Portico,
    pub(crate) viewer: ContactViewer,
    pub(crate) contact: contacts::Model,
    pub(crate) portal: portals::Model,
    pub(crate) domain: domains::Model,
}

impl ContactDesk {
    pub fn viewer(&self) -> Viewer {
        Viewer::Contact(self.viewer.clone())
    }
}

/// A signed-in staff member. Made by `people::sessions`, for one request.
#[derive(Clone)]
pub struct UserDesk {
    pub(crate) portico: Portico,
    pub(crate) viewer: UserViewer,
    pub(crate) user: users::Model,
    /// When its holder last showed, in this session, who they are.
    pub(crate) proven_at: Option<Timestamp>,
    pub(crate) peer: Option<IpAddr>,
}

impl UserDesk {
    /// Where the request comes from, for the limits.
    pub fn visited_by(self, peer: Option<IpAddr>) -> Self {
        Self { peer, ..self }
    }

    pub fn viewer(&self) -> Viewer {
        Viewer::User(self.viewer.clone())
    }
}

/// An integration. Made by `tokens`, for one request.
#[derive(Clone)]
pub struct TokenDesk {
    pub(crate) portico: Portico,
    pub(crate) viewer: TokenViewer,
    pub(crate) token: api_tokens::Model,
    /// The request that must not be done twice.
    pub(crate) once: Option<Once>,
}

impl TokenDesk {
    pub fn viewer(&self) -> Viewer {
        Viewer::Token(self.viewer.clone())
    }

    pub fn id(&self) -> TokenId {
        self.viewer.token
    }

    /// Whether the token has at least one of the scopes.
    pub fn has_any(&self, scopes: &[Scope]) -> bool {
        scopes.iter().any(|scope| self.viewer.scopes.contains(scope))
    }

    /// Whether the token has every one of the scopes.
    pub fn has_all(&self, scopes: &[Scope]) -> bool {
        scopes.iter().all(|scope| self.viewer.scopes.contains(scope))
    }

    /// Whether a kind may be named beside another one that is asked for. Notes need all of their scopes wherever they stand,
    /// because they say what comments of tickets say; of other kinds the scopes of either will do (HubSpot's behaviour).
    pub fn may_name(&self, object_type: ObjectType, writes: bool) -> Result<(), Refused> {
        let needed = if writes { object_type.writing() } else { object_type.reading() };
        let refused = object_type == ObjectType::Notes && !self.has_all(needed);
        if refused { Err(Refused::ScopesMissing { object_type, writes }) } else { Ok(()) }
    }

    pub(crate) fn author(&self) -> Author {
        Author::Token(self.viewer.token)
    }

    /// Who does something, and when.
    pub(crate) fn by(&self) -> (Actor, Timestamp) {
        (Actor::from(self.author()), self.portico.now())
    }

    /// The same desk, for a request with an idempotency key.
    pub fn once(self, once: Option<Once>) -> Self {
        Self { once, ..self }
    }
}
