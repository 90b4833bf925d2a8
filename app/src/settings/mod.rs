//! Administration.

mod guard;
mod home;
mod mail;
mod people;
mod piece;
mod portal;
mod sections;
mod status;

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
