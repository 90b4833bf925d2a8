//! The customer's tickets.

mod address;
mod conversation;
mod drafts;
mod empty;
mod filters;
mod head;
mod list;
mod memory;
mod new;
mod news;
mod pages;
mod preview;
mod reply;
mod rows;
mod shortcuts;
mod show;
mod state;
mod watch;

pub use list::TicketListPage;
pub use memory::ListMemory;
pub use new::NewTicketPage;
pub use shortcuts::{are_on as shortcuts_are_on, set_on as set_shortcuts_on};
pub use show::TicketPage;
