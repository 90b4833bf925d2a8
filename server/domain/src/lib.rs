//! What the portal does and who may do it.
//!
//! A feature is a folder here, a file in `model`, a folder in `app`. A file is a verb: it holds the steps, the refusals
//! and, where they need no database, the tests. From outside, everything is asked from a desk ([`Portico::contact_desk`],
//! [`Portico::user_desk`]) through the traits of `model`; the operator's own commands are functions of [`operator`].

mod audit;
mod cells;
mod cursor;
mod desks;
mod failure;
mod history;
mod html;
mod keys;
mod live;
mod markdown;
mod portico;
mod sealing;
mod search;
mod secrets;
mod store;
mod tables;
mod viewer;
mod web;

mod access;
pub mod attachments;
mod companies;
mod contacts;
pub mod conversations;
pub mod crm;
pub mod demo;
mod domains;
pub mod export;
mod helpdesk;
mod identity;
pub mod import;
mod notes;
pub mod operator;
pub mod outbox;
mod people;
mod pipelines;
mod portals;
pub mod schema;
pub mod tickets;
pub mod tokens;
pub mod webhooks;

#[cfg(feature = "testing")]
pub mod testing;

pub use audit::{Origin, reference};
pub use cells::line as csv_line;
pub use desks::{ContactDesk, TokenDesk, UserDesk};
pub use domains::is_loopback_name;
pub use failure::{Failure, Outcome};
pub use identity::{Begun, CameBack, Finished};
pub use live::Change;
pub use people::StaffDoorPlace;
pub use pipelines::PipelineRefusal;
pub use portals::{PortalFound, PortalPlace};
pub use portico::{Clock, Portico, PublicAddress, Settings};
pub use sealing::SealingKey;
pub use store::Store;
pub use viewer::{ContactViewer, TokenViewer, UserViewer, Viewer};
pub use web::{Posted, Reading, Web, WebAnswer, WebProblem, WebRequest};
