//! Where a viewer sits. The features implement the traits of `model` for these two, each in its own folder.

use std::net::IpAddr;

use model::Timestamp;

use crate::portico::Portico;
use crate::tables::{contacts, domains, portals, users};
use crate::viewer::{ContactViewer, UserViewer, Viewer};

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
