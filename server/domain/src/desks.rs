//! Where a viewer sits. The features implement the traits of `model` for these two, each in its own folder.

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
}

impl UserDesk {
    pub fn viewer(&self) -> Viewer {
        Viewer::User(self.viewer.clone())
    }
}
