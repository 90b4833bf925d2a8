//! The tables, an entity each. Private to this crate: nobody outside can query past the rules.
//!
//! Joins are written where they are used, so entities state no relations.

pub mod access_batches;
pub mod access_group_members;
pub mod access_groups;
pub mod acknowledgements;
pub mod audit_events;
pub mod companies;
pub mod consent_texts;
pub mod consents;
pub mod contact_companies;
pub mod contacts;
pub mod domains;
pub mod drafts;
pub mod identities;
pub mod identity_providers;
pub mod imported_records;
pub mod inboxes;
pub mod installation;
pub mod mail_server;
pub mod messages;
pub mod muted_notifications;
pub mod one_time_tokens;
pub mod outbox;
pub mod pipelines;
pub mod portal_access_groups;
pub mod portals;
pub mod queue_counts;
pub mod registrations;
pub mod search_documents;
pub mod sessions;
pub mod sign_in_locks;
pub mod single_sign_on_attempts;
pub mod signing_keys;
pub mod slug_redirects;
pub mod stages;
pub mod threads;
pub mod ticket_companies;
pub mod ticket_contacts;
pub mod ticket_reads;
pub mod tickets;
pub mod users;
