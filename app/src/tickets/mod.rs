//! The customer's tickets.

mod list;
mod new;
mod show;

pub use list::TicketListPage;
pub use new::NewTicketPage;
pub use show::TicketPage;
