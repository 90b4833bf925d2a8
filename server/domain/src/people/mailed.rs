//! The capability in a letter: made when the letter is sent, and so good from then on.

use model::{ContactId, PortalId, Timestamp};
use sea_orm::ConnectionTrait;
use serde_json::Value;

use super::tokens::{self, Binding, Purpose};
use crate::failure::Outcome;
use crate::tables::{contacts, outbox};

/// Until when it is good, and its clear text, which is kept nowhere. `None`: what the letter was to carry is of no use
/// any more: the invitation was used or withdrawn, the address has changed, or it was asked for too long ago.
pub async fn link(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    purpose: Purpose,
    row: &outbox::Model,
    contact: &contacts::Model,
) -> Outcome<Option<(Timestamp, String)>> {
    if purpose == Purpose::Invitation {
        let details: Value = serde_json::from_str(&row.details).unwrap_or_default();
        let id = details.get("invitation").and_then(Value::as_i64).unwrap_or_default();
        let Some(first) = tokens::still_good(tx, now, purpose, id).await? else { return Ok(None) };
        if first.email != contact.email {
            return Ok(None);
        }
        let token = tokens::twin(tx, now, purpose, &first).await?;
        return Ok(Some((Timestamp(first.expires_at), token)));
    }
    // Nobody waits for it any more, and whoever finds it then need not have asked.
    if now.0 - row.created_at > purpose.lifetime() {
        return Ok(None);
    }
    let portal = PortalId(row.portal_id.unwrap_or_default());
    let binding = Binding { portal, contact: ContactId(contact.id), user: None, email: contact.email.as_deref() };
    let (made, token) = tokens::issue(tx, now, purpose, binding).await?;
    Ok(Some((Timestamp(made.expires_at), token)))
}
