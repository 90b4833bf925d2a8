//! Companies, for staff.

pub mod fields;
mod list;
mod new;
mod show;

pub use list::CompanyListPage;
pub use new::NewCompanyPage;
pub use show::CompanyPage;
