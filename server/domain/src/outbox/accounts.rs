//! Letters about an account that do not go to the address it has now: to somebody who is to be on the team, to a new address
//! that is to be confirmed, to the old one of somebody who has another. And those to staff that are about no ticket.

use model::letters::{Content, Envelope};
use model::mail::{LetterKind, MailProblem};
use model::{Language, TokenId, paths};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};
use serde_json::Value;

use super::content::{Made, language_of_user};
use crate::contacts::display_name;
use crate::domains::language_of;
use crate::failure::Outcome;
use crate::people::{email_change_token, staff_invitation_link, staff_reset_token};
use crate::portico::Portico;
use crate::tables::{contacts, domains, email_changes, outbox, portals, staff_invitations, users, webhook_targets};

pub fn is_about(kind: LetterKind, row: &outbox::Model) -> bool {
    use LetterKind::{EmailChange, EmailChanged, PasswordChanged, Reset, SecondFactorReset, StaffInvitation, WebhooksPaused};
    match kind {
        StaffInvitation | SecondFactorReset | EmailChange | EmailChanged | WebhooksPaused => true,
        Reset | PasswordChanged => row.user_id.is_some(),
        _ => false,
    }
}

pub async fn make(portico: &Portico, tx: &DatabaseTransaction, kind: LetterKind, row: &outbox::Model) -> Outcome<Made> {
    let made = match (kind, row.user_id, row.contact_id) {
        (LetterKind::StaffInvitation, ..) => for_invited(portico, tx, row).await?,
        (_, Some(user), _) => for_user(portico, tx, kind, row, user).await?,
        (_, None, Some(contact)) => for_contact(portico, tx, kind, row, contact).await?,
        (_, None, None) => None,
    };
    Ok(made.ok_or(MailProblem::NotAllowed))
}

/// Where such a letter goes.
pub async fn address(connection: &impl ConnectionTrait, row: &outbox::Model) -> Outcome<Option<String>> {
    Ok(match LetterKind::parse(&row.letter) {
        Some(LetterKind::StaffInvitation) => invitation_of(connection, row).await?.map(|invitation| invitation.email),
        Some(LetterKind::EmailChange) => change_of(connection, row).await?.map(|change| change.new_email),
        Some(LetterKind::EmailChanged) => change_of(connection, row).await?.and_then(|change| change.old_email),
        _ => None,
    })
}

fn id_of(row: &outbox::Model, name: &str) -> i64 {
    let details: Value = serde_json::from_str(&row.details).unwrap_or_default();
    details.get(name).and_then(Value::as_i64).unwrap_or_default()
}

async fn invitation_of(connection: &impl ConnectionTrait, row: &outbox::Model) -> Outcome<Option<staff_invitations::Model>> {
    Ok(staff_invitations::Entity::find_by_id(id_of(row, "staff_invitation")).one(connection).await?)
}

async fn change_of(connection: &impl ConnectionTrait, row: &outbox::Model) -> Outcome<Option<email_changes::Model>> {
    Ok(email_changes::Entity::find_by_id(id_of(row, "email_change")).one(connection).await?)
}

type Letter = Option<(Envelope, Content)>;

/// Somebody who is to be on the team: nobody yet. In the language of whoever invites.
async fn for_invited(portico: &Portico, tx: &DatabaseTransaction, row: &outbox::Model) -> Outcome<Letter> {
    let Some(invitation) = invitation_of(tx, row).await? else { return Ok(None) };
    let by = users::Entity::find_by_id(invitation.invited_by_id).filter(users::Column::DisabledAt.is_null()).one(tx).await?;
    let Some((by, (until, link))) = by.zip(staff_invitation_link(portico, tx, &invitation).await?) else { return Ok(None) };
    let envelope = envelope(row, invitation.email, invitation.name, None, language_of_user(&by));
    Ok(Some((envelope, Content::StaffInvitation { link, until, by: by.name })))
}

fn envelope(row: &outbox::Model, to: String, to_name: String, portal: Option<String>, language: Language) -> Envelope {
    Envelope { mail_id: row.mail_id.clone(), to, to_name, portal, language, unsubscribe: None }
}

async fn for_user(
    portico: &Portico,
    tx: &DatabaseTransaction,
    kind: LetterKind,
    row: &outbox::Model,
    user: i64,
) -> Outcome<Letter> {
    let user = users::Entity::find_by_id(user).filter(users::Column::DisabledAt.is_null()).one(tx).await?;
    let Some(user) = user else { return Ok(None) };
    let (change, language, origin) = (change_of(tx, row).await?, language_of_user(&user), portico.settings.address.origin());
    let sign_in = format!("{origin}{}", paths::STAFF_SIGN_IN);
    let (to, content) = match (kind, change) {
        (LetterKind::EmailChange, Some(change)) => {
            let token = email_change_token(tx, portico.now(), &change, Some(&user.email)).await?;
            let Some(token) = token else { return Ok(None) };
            (change.new_email, Content::EmailChange { link: format!("{origin}{}", paths::staff_email_link(&token)) })
        }
        (LetterKind::EmailChanged, Some(change)) => {
            let Some(old) = change.old_email else { return Ok(None) };
            (old, Content::EmailChanged { link: sign_in })
        }
        (LetterKind::Reset, _) => {
            let Some(token) = staff_reset_token(tx, portico.now(), row, &user).await? else { return Ok(None) };
            (user.email, Content::Reset { link: format!("{origin}{}", paths::staff_recovery_link(&token)) })
        }
        (LetterKind::PasswordChanged, _) => (user.email, Content::PasswordChanged { link: sign_in }),
        (LetterKind::WebhooksPaused, _) => match webhooks_paused(tx, row, &origin).await? {
            Some(content) => (user.email, content),
            None => return Ok(None),
        },
        (LetterKind::SecondFactorReset, _) => (user.email, Content::SecondFactorReset { link: sign_in }),
        _ => return Ok(None),
    };
    Ok(Some((envelope(row, to, user.name, None, language), content)))
}

/// Not any more, once somebody resumed or removed the target.
async fn webhooks_paused(tx: &DatabaseTransaction, row: &outbox::Model, origin: &str) -> Outcome<Option<Content>> {
    let app = TokenId(id_of(row, "webhooks"));
    let paused = webhook_targets::Column::PausedAt.is_not_null();
    let target = webhook_targets::Entity::find_by_id(app.0).filter(paused).one(tx).await?;
    let Some((target, name)) = target.zip(crate::tokens::name(tx, app).await?) else { return Ok(None) };
    let link = format!("{origin}{}", paths::admin_webhook(app));
    Ok(Some(Content::WebhooksPaused { name, target: target.target_url, link }))
}

async fn for_contact(
    portico: &Portico,
    tx: &DatabaseTransaction,
    kind: LetterKind,
    row: &outbox::Model,
    contact: i64,
) -> Outcome<Letter> {
    let contact = contacts::Entity::find_by_id(contact)
        .filter(contacts::Column::DisabledAt.is_null())
        .filter(contacts::Column::ArchivedAt.is_null())
        .one(tx)
        .await?;
    let portal = portals::Entity::find_by_id(row.portal_id.unwrap_or_default()).one(tx).await?;
    let (Some(contact), Some(portal), Some(change)) = (contact, portal, change_of(tx, row).await?) else { return Ok(None) };
    let domain = domains::Entity::find_by_id(portal.domain_id.unwrap_or_default()).one(tx).await?;
    let Some(domain) = domain else { return Ok(None) };
    let url = |path: String| format!("{}{path}", portico.settings.address.origin_of(&domain.host));
    let (to, content) = match kind {
        LetterKind::EmailChange => {
            let token = email_change_token(tx, portico.now(), &change, contact.email.as_deref()).await?;
            let Some(token) = token.filter(|_| portal.status == "LIVE") else { return Ok(None) };
            let link = url(paths::portal_recovery_link(&portal.slug, "email", &token));
            (change.new_email, Content::EmailChange { link })
        }
        LetterKind::EmailChanged => {
            let Some(old) = change.old_email else { return Ok(None) };
            (old, Content::EmailChanged { link: url(paths::portal_sign_in(&portal.slug)) })
        }
        _ => return Ok(None),
    };
    let language = contact.language.as_deref().and_then(|tag| Language::parse(tag).ok());
    let language = language.unwrap_or_else(|| language_of(&domain));
    // Whoever has the new address need not know them, and is told nothing that they can write.
    let name = if kind == LetterKind::EmailChange { String::new() } else { display_name(&contact) };
    Ok(Some((envelope(row, to, name, Some(portal.name), language), content)))
}
