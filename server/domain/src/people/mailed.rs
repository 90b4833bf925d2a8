//! The capability in a letter: made when the letter is sent, and so good from then on.

use model::mail::MailProblem;
use model::{ContactId, PortalId, Timestamp, UserId};
use sea_orm::{ActiveModelTrait, ConnectionTrait, Set, Unchanged};
use serde_json::{Value, json};

use super::tokens::{self, Binding, Purpose};
use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::outbox::{due_at, reminder_number};
use crate::tables::{contacts, outbox};

/// Until when it is good, and its clear text, which is kept nowhere.
type Made = Result<(Timestamp, String), MailProblem>;

/// The last reminder of an invitation comes when its link has run out, and brings a new one.
const RENEWS: usize = 2;

/// Refused where what the letter was to carry is of no use any more: the invitation was used or withdrawn, the address has
/// changed, or it was asked for too long ago.
pub async fn link(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    purpose: Purpose,
    row: &outbox::Model,
    contact: &contacts::Model,
) -> Outcome<Made> {
    if purpose == Purpose::Invitation {
        return invitation(tx, now, row, contact).await;
    }
    // Nobody waits for it any more, and whoever finds it then need not have asked.
    if now.0 - due_at(row) > purpose.lifetime() {
        return Ok(Err(MailProblem::TooOld));
    }
    let portal = PortalId(row.portal_id.unwrap_or_default());
    let binding = Binding { portal, contact: ContactId(contact.id), user: None, email: contact.email.as_deref() };
    let (made, token) = tokens::issue(tx, now, purpose, binding).await?;
    Ok(Ok((Timestamp(made.expires_at), token)))
}

/// Another key to the invitation's door, or, in the last reminder, a new invitation in place of the one that ran out.
async fn invitation(tx: &impl ConnectionTrait, now: Timestamp, row: &outbox::Model, contact: &contacts::Model) -> Outcome<Made> {
    let details: Value = serde_json::from_str(&row.details).unwrap_or_default();
    let id = details.get("invitation").and_then(Value::as_i64).unwrap_or_default();
    let Some(first) = tokens::unspent(tx, Purpose::Invitation, id).await?.filter(|first| first.email == contact.email) else {
        return Ok(Err(MailProblem::Overtaken));
    };
    if first.expires_at > now.0 {
        let token = tokens::twin(tx, now, Purpose::Invitation, &first).await?;
        return Ok(Ok((Timestamp(first.expires_at), token)));
    }
    if reminder_number(&details) != RENEWS {
        return Ok(Err(MailProblem::Overtaken));
    }
    let portal = PortalId(first.portal_id.unwrap_or_default());
    let user = first.user_id.map(UserId);
    let binding = Binding { portal, contact: ContactId(contact.id), user, email: contact.email.as_deref() };
    let (renewed, token) = tokens::issue(tx, now, Purpose::Invitation, binding).await?;
    // If it is not taken at once, the next attempt goes on from the new one.
    let details = json!({ "invitation": renewed.id, "reminder": RENEWS }).to_string();
    let kept = outbox::ActiveModel { id: Unchanged(row.id), details: Set(details), ..Default::default() };
    kept.update(tx).await?;
    Entry::new(Actor::System, "invitation_renewed", format!("contact:{}", contact.id))
        .at(portal)
        .with(json!({ "invitation": renewed.id, "before": id }))
        .write(tx, now)
        .await?;
    Ok(Ok((Timestamp(renewed.expires_at), token)))
}
