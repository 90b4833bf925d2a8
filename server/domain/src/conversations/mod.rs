//! The conversations of tickets as integrations see them: threads of messages, comments and what happened.
//!
//! A thread is a ticket's conversation, and bears its number. A message by an integration is an agent's answer: it speaks
//! for a staff member, its customers see it and get a letter. A comment is a note, which none of them sees. Both are
//! written by the steps that the desk uses.

mod actors;
mod entries;
mod threads;
mod visitors;
mod write;

pub use actors::{Actor, Inbox};
pub use entries::{Entry, EntryKind};
pub use threads::{Channel, Thread, ThreadQuery, ThreadSort};
pub use visitors::{Visitor, VisitorToken};
pub use write::NewWords;
