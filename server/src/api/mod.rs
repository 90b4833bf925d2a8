//! The REST API that HubSpot's clients speak, thin: addresses and bodies on one side, `domain::crm` on the other.
//!
//! A request comes in through [`divert`], before anything that is about pages, and goes out through the same place, which
//! sees to it that every answer is JSON and every error has the envelope that clients read.

mod account;
mod actors;
mod addresses;
mod associations;
mod associations_v3;
mod batch;
mod body;
mod conversations;
mod conversations_shown;
mod description_refusals;
mod document;
mod door;
mod envelope;
mod files;
mod import_request;
mod imports;
mod labels;
mod limits;
mod objects;
mod owners;
mod pipelines;
mod properties;
mod property_groups;
mod query;
mod refusals;
mod router;
mod routes;
mod search;
mod shown;
mod upload;
mod webhook_refusals;
mod webhooks;

pub use limits::ApiLimits;
pub(crate) use limits::Meter;
pub(crate) use router::{Api, divert};
