//! Tickets: who sees them, and what customers and staff do with them.

pub(crate) mod access;
