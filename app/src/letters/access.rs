//! Letters about getting in.

use model::letters::Envelope;

use super::{Body, portal};
use crate::t;

/// To a contact who may come in.
pub fn invitation(envelope: &Envelope, link: &str, until: String) -> Body {
    Body::plain(
        envelope,
        t!("mail-invitation-subject", "portal" => portal(envelope)),
        t!("mail-invitation-lead", "portal" => portal(envelope)),
        (t!("mail-invitation-action"), link),
        vec![until, t!("mail-not-you")],
    )
}

/// The invitation again.
pub fn reminder(envelope: &Envelope, link: &str, until: String) -> Body {
    Body::plain(
        envelope,
        t!("mail-reminder-subject", "portal" => portal(envelope)),
        t!("mail-reminder-lead", "portal" => portal(envelope)),
        (t!("mail-invitation-action"), link),
        vec![until, t!("mail-not-you")],
    )
}

/// Whether the address is theirs.
pub fn registration(envelope: &Envelope, link: &str, until: String) -> Body {
    Body::plain(
        envelope,
        t!("mail-registration-subject", "portal" => portal(envelope)),
        t!("mail-registration-lead", "portal" => portal(envelope)),
        (t!("mail-registration-action"), link),
        vec![until, t!("mail-not-you")],
    )
}

/// To somebody who registers and has a password.
pub fn already_registered(envelope: &Envelope, link: &str) -> Body {
    Body::plain(
        envelope,
        t!("mail-registration-subject", "portal" => portal(envelope)),
        t!("mail-already-lead", "portal" => portal(envelope)),
        (t!("mail-already-action"), link),
        vec![t!("mail-already-foot")],
    )
}

/// Staff let them in.
pub fn approved(envelope: &Envelope, link: &str) -> Body {
    Body::plain(
        envelope,
        t!("mail-approved-subject", "portal" => portal(envelope)),
        t!("mail-approved-lead", "portal" => portal(envelope)),
        (t!("mail-already-action"), link),
        vec![],
    )
}

/// To somebody who shall join the staff.
pub fn colleague(envelope: &Envelope, link: &str, by: &str, until: String) -> Body {
    Body::plain(
        envelope,
        t!("mail-team-subject", "name" => by),
        t!("mail-team-lead", "name" => by),
        (t!("mail-invitation-action"), link),
        vec![until, t!("mail-not-you")],
    )
}
