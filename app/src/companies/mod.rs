//! Companies, for staff.

mod list;
mod show;

pub use list::CompanyListPage;
pub use show::CompanyPage;
