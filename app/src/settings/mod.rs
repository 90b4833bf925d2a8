//! Administration.

mod home;
mod portal;

pub use home::AdminHomePage;
pub use portal::PortalSettingsPage;
