//! Getting in: staff and customers have doors, pages and sessions of their own.

mod invitation;
mod passkey;
mod portal;
mod providers;
mod recovery;
mod register;
mod second_step;
mod staff;
mod staff_door;
mod staff_email;
mod staff_invitation;
mod staff_recovery;
mod unsubscribe;
mod view;

pub use invitation::InvitationPage;
pub use portal::{PortalSignInPage, SignInDialog};
pub use recovery::RecoveryPage;
pub use register::RegisterPage;
pub use staff_door::StaffDoorPiece;
pub use view::ViewPage;

use model::fault::FieldErrors;
use model::{Fault, Problem};

/// Only that something was typed: what cannot be an address is refused like an address that is not known.
pub fn check_typed(fields: &[(&str, &str)]) -> Result<(), Fault> {
    let mut errors = FieldErrors::default();
    for (field, text) in fields {
        if text.trim().is_empty() {
            errors.add(field, Problem::Missing);
        }
    }
    if errors.is_empty() { Ok(()) } else { Err(errors.into_fault()) }
}
