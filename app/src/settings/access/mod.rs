//! Access groups and registrations, as administrators keep them.

mod add;
mod group;
mod groups;
mod members;
mod registration;
mod registrations;
mod rule;

pub use group::GroupPage;
pub use groups::GroupsPage;
pub use registration::RegistrationSection;
pub use registrations::RegistrationsPage;
