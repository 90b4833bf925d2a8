//! Somebody else gave a contact another address. It is what they sign in with, so whoever has the old one is told there, as
//! when they change it themselves.

use model::mail::LetterKind;
use model::{ContactId, PortalId, Timestamp};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use super::Purpose;
use crate::failure::Outcome;
use crate::outbox::Letter;
use crate::tables::{contacts, domains, email_changes, one_time_tokens, portals, sessions};

/// In the transaction that changes it. Only who has been in at a portal is told, at the one where they were last: an address
/// that was but typed may be a stranger's, who is not to learn of the contact.
pub(crate) async fn tell(tx: &impl ConnectionTrait, now: Timestamp, before: &contacts::Model, new: &str) -> Outcome<()> {
    let (Some(old), Some((portal, domain))) = (before.email.clone(), last_place(tx, before.id).await?) else { return Ok(()) };
    let row = email_changes::ActiveModel {
        contact_id: Set(Some(before.id)),
        portal_id: Set(Some(portal.id)),
        old_email: Set(Some(old)),
        new_email: Set(new.to_owned()),
        created_at: Set(now.0),
        confirmed_at: Set(Some(now.0)),
        ..Default::default()
    };
    let change = row.insert(tx).await?;
    let letter = Letter::new(LetterKind::EmailChanged, &domain.host);
    let (portal, contact) = (Some(PortalId(portal.id)), Some(ContactId(before.id)));
    Letter { portal, contact, details: json!({ "email_change": change.id }), ..letter }.enqueue(tx, now).await
}

/// Where the contact was signed in last, or came in by an invitation, as far as that is kept.
async fn last_place(tx: &impl ConnectionTrait, contact: i64) -> Outcome<Option<(portals::Model, domains::Model)>> {
    let session = sessions::Entity::find()
        .filter(sessions::Column::ContactId.eq(contact))
        .filter(sessions::Column::ViewedByUserId.is_null())
        .order_by_desc(sessions::Column::Id)
        .one(tx)
        .await?;
    let portal = match session.and_then(|session| session.portal_id) {
        Some(portal) => Some(portal),
        None => one_time_tokens::Entity::find()
            .filter(one_time_tokens::Column::ContactId.eq(contact))
            .filter(one_time_tokens::Column::Purpose.eq(Purpose::Invitation.word()))
            .filter(one_time_tokens::Column::UsedAt.is_not_null())
            .order_by_desc(one_time_tokens::Column::Id)
            .one(tx)
            .await?
            .and_then(|invitation| invitation.portal_id),
    };
    let Some(portal) = portals::Entity::find_by_id(portal.unwrap_or_default()).one(tx).await? else { return Ok(None) };
    let domain = domains::Entity::find_by_id(portal.domain_id.unwrap_or_default()).one(tx).await?;
    Ok(domain.map(|domain| (portal, domain)))
}
