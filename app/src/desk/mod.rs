//! The help desk.

mod account;
pub mod address;
pub mod grow;
pub mod keep;
mod keys;
mod new;
pub mod passkey;
pub mod picker;
pub mod proof;
mod queue;
mod queue_live;
pub mod related;
pub mod rows;
pub mod search;
pub mod ticket;

pub use account::StaffAccountPage;
pub use keys::{Shortcuts, use_shortcuts};
pub use new::NewStaffTicketPage;
pub use queue::{QueueAt, QueuePage};
pub use ticket::StaffTicketPage;
