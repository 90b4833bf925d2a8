//! Letters about an account and what it is proved with.

use model::letters::Envelope;

use super::{Body, from, portal};
use crate::t;

/// A forgotten password.
pub fn reset(envelope: &Envelope, link: &str) -> Body {
    Body::plain(
        envelope,
        t!("mail-reset-subject", "portal" => from(envelope)),
        t!("mail-reset-lead", "portal" => from(envelope)),
        (t!("mail-reset-action"), link),
        vec![t!("mail-reset-until"), t!("mail-not-you")],
    )
}

/// Signing in without a password.
pub fn sign_in_link(envelope: &Envelope, link: &str) -> Body {
    Body::plain(
        envelope,
        t!("mail-link-subject", "portal" => portal(envelope)),
        t!("mail-link-lead", "portal" => portal(envelope)),
        (t!("mail-link-action"), link),
        vec![t!("mail-link-until"), t!("mail-not-you")],
    )
}

/// A notice, with the way to a new one.
pub fn password_changed(envelope: &Envelope, link: &str) -> Body {
    Body::plain(
        envelope,
        t!("mail-password-subject", "portal" => from(envelope)),
        t!("mail-password-lead", "portal" => from(envelope)),
        (t!("mail-password-action"), link),
        vec![t!("mail-password-not-you")],
    )
}

/// To the new address, which has to be confirmed.
pub fn email_change(envelope: &Envelope, link: &str) -> Body {
    Body::plain(
        envelope,
        t!("mail-email-subject", "portal" => from(envelope)),
        t!("mail-email-lead", "portal" => from(envelope)),
        (t!("mail-email-action"), link),
        vec![t!("mail-reset-until"), t!("mail-not-you")],
    )
}

/// To the old address.
pub fn email_changed(envelope: &Envelope, link: &str) -> Body {
    Body::plain(
        envelope,
        t!("mail-moved-subject", "portal" => from(envelope)),
        t!("mail-moved-lead", "portal" => from(envelope)),
        (t!("mail-moved-action"), link),
        vec![t!("mail-moved-not-you")],
    )
}

/// A colleague took the second factor away.
pub fn second_factor_reset(envelope: &Envelope, link: &str) -> Body {
    Body::plain(
        envelope,
        t!("mail-factor-subject"),
        t!("mail-factor-lead"),
        (t!("mail-factor-action"), link),
        vec![t!("mail-factor-not-you")],
    )
}

/// To the team: nothing gets through to a target, which is called so and is there.
pub fn webhooks_paused(envelope: &Envelope, (name, target): (&str, &str), link: &str) -> Body {
    Body::plain(
        envelope,
        t!("mail-webhooks-subject", "name" => name),
        t!("mail-webhooks-lead", "name" => name, "target" => target),
        (t!("mail-webhooks-action"), link),
        vec![t!("mail-webhooks-then")],
    )
}

/// Whether letters arrive.
pub fn test(envelope: &Envelope, link: &str) -> Body {
    Body::plain(envelope, t!("mail-test-subject"), t!("mail-test-lead"), (t!("mail-test-action"), link), vec![])
}
