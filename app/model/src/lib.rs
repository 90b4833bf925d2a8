//! The words that Portico's browser and server share.
//!
//! Types, the checks that both sides make, and one trait per feature: its table of contents. Nothing here does I/O, so
//! everything here may reach the browser. A customer's types (`tickets`, `people`) have no field that could hold
//! internal data; what staff see has types of its own (`helpdesk`, `contacts`, `companies`, `portals`).

pub mod access;
pub mod api_tokens;
pub mod archive;
pub mod attachments;
pub mod companies;
pub mod contacts;
pub mod desk;
pub mod domains;
pub mod fault;
pub mod helpdesk;
pub mod identity;
pub mod ids;
pub mod imports;
pub mod inboxes;
pub mod language;
pub mod letters;
pub mod mail;
pub mod pages;
pub mod passkeys;
pub mod passwords;
pub mod paths;
pub mod people;
pub mod portals;
pub mod properties;
pub mod related;
pub mod second_factor;
pub mod sessions;
pub mod staff;
pub mod text;
pub mod tickets;
pub mod time;
pub mod webhooks;

pub use fault::{Answer, Fault, FieldError, Problem, Refusal};
pub use ids::*;
pub use language::Language;
pub use time::Timestamp;
