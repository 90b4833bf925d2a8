//! Reminders of an invitation: one mail causes the next, so that only an invitation that went out is followed by any.

use model::mail::LetterKind;
use model::{ContactId, PortalId, Timestamp};
use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};

use super::enqueue::Letter;
use crate::failure::Outcome;
use crate::tables::outbox;

/// After the invitation, and after the first reminder: 3 and 7 days after the invitation (`product.md` §6).
const WAITS: [i64; 2] = [3 * Timestamp::DAY, 4 * Timestamp::DAY];

/// The reminder's number, from 1; 0 for the invitation itself.
pub fn number_of(details: &Value) -> usize {
    details.get("reminder").and_then(Value::as_u64).map_or(0, |number| usize::try_from(number).unwrap_or(usize::MAX))
}

/// The letter was sent: notes the next one, if there is one. Whether it is still wanted is found out when it is due.
pub async fn follow(tx: &DatabaseTransaction, now: Timestamp, row: &outbox::Model) -> Outcome<()> {
    let kind = LetterKind::parse(&row.letter);
    if !matches!(kind, Some(LetterKind::Invitation | LetterKind::InvitationReminder)) {
        return Ok(());
    }
    let details: Value = serde_json::from_str(&row.details).unwrap_or_default();
    let (number, invitation) = (number_of(&details), details.get("invitation").and_then(Value::as_i64));
    let (Some(wait), Some(invitation)) = (WAITS.get(number), invitation) else { return Ok(()) };
    let host = row.mail_id.rsplit_once('@').map_or("", |(_, host)| host);
    let letter = Letter {
        portal: row.portal_id.map(PortalId),
        contact: row.contact_id.map(ContactId),
        details: json!({ "invitation": invitation, "reminder": number + 1 }),
        not_before: Some(now.plus(*wait)),
        ..Letter::new(LetterKind::InvitationReminder, host)
    };
    letter.enqueue(tx, now).await
}
