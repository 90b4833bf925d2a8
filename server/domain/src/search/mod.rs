//! Finding tickets by what is written in them.
//!
//! A ticket has a document for its subject and description, and one for each message. Texts are folded into words here
//! ([`fold()`]) and not by the database, so SQLite's FTS5 and PostgreSQL's text search index the very same words.
//!
//! A document names who it is for in `scope` (`c12` a contact, `o7` a company), which keeps a customer's search short in
//! a large installation. It never decides anything: what is found still goes through `tickets::access`. An internal
//! comment has no scope, so no customer's query can match one even before that.

mod documents;
mod fold;
mod query;
mod snippet;

pub(crate) use documents::{NewDocument, current_scope, insert, remove, replace, rescope, scope_of, ticket_text};
pub(crate) use fold::fold;
pub(crate) use query::{Query, documents_saying};
pub(crate) use snippet::{Source, best_source, snippet};
