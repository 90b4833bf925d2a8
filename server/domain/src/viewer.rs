//! Who is asking. Made from a session for each request, so that a change of rights holds from the next one.

use model::api_tokens::Scope;
use model::people::Role;
use model::portals::TicketPermission;
use model::{ContactId, PortalId, SessionId, TokenId, UserId};

/// A contact at one portal.
#[derive(Clone, Debug)]
pub struct ContactViewer {
    pub contact: ContactId,
    pub portal: PortalId,
    pub permission: TicketPermission,
    pub session: SessionId,
    /// A staff member looks at the portal as this contact: nothing may be changed.
    pub view_only: bool,
}

/// A staff member.
#[derive(Clone, Debug)]
pub struct UserViewer {
    pub user: UserId,
    pub role: Role,
    pub session: SessionId,
}

/// An integration. It sees everything of the kinds that its scopes name.
#[derive(Clone, Debug)]
pub struct TokenViewer {
    pub token: TokenId,
    pub scopes: Vec<Scope>,
}

/// Anybody who can ask for tickets.
#[derive(Clone, Debug)]
pub enum Viewer {
    Contact(ContactViewer),
    User(UserViewer),
    Token(TokenViewer),
}
