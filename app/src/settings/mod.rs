//! Administration.

mod access;
mod archive;
mod guard;
mod home;
mod identity;
mod identity_check;
mod identity_fields;
mod identity_provider;
mod imports;
mod letters;
mod mail;
mod mail_server;
mod people;
mod piece;
mod portal;
mod sections;
mod status;
mod tokens;
mod webhooks;

pub use home::AdminHomePage;
pub use piece::AdminPiece;
pub use portal::PortalSettingsPage;

use model::portals::PortalStatus;

use crate::ui::Tone;

fn status_tone(status: PortalStatus) -> Tone {
    match status {
        PortalStatus::Draft => Tone::Waiting,
        PortalStatus::Live => Tone::Success,
        PortalStatus::Paused => Tone::Waiting,
        PortalStatus::Archived => Tone::Neutral,
    }
}
