//! Contacts, for staff.

mod list;
mod show;

pub use list::ContactListPage;
pub use show::ContactPage;
