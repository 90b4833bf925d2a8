//! The help desk.

mod queue;
mod ticket;

pub use queue::QueuePage;
pub use ticket::StaffTicketPage;
