//! The tables, an entity each. Private to this crate: nobody outside can query past the rules.
//!
//! Joins are written where they are used, so entities state no relations.

pub mod access_batches;
pub mod access_group_members;
pub mod access_groups;
pub mod audit_events;
pub mod authenticators;
pub mod companies;
pub mod consent_texts;
pub mod consents;
pub mod contact_companies;
pub mod contacts;
pub mod domains;
pub mod drafts;
pub mod email_changes;
pub mod imported_records;
pub mod inboxes;
pub mod installation;
pub mod messages;
pub mod one_time_tokens;
pub mod outbox;
pub mod passkey_challenges;
pub mod passkeys;
pub mod pipelines;
pub mod portal_access_groups;
pub mod portals;
pub mod queue_counts;
pub mod recovery_codes;
pub mod registrations;
pub mod search_documents;
pub mod sessions;
pub mod slug_redirects;
pub mod staff_invitations;
pub mod stages;
pub mod threads;
pub mod ticket_companies;
pub mod ticket_contacts;
pub mod ticket_reads;
pub mod tickets;
pub mod users;
