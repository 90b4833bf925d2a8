//! Another e-mail address for oneself: confirmed by a link that goes to the new address, told to the old one.
//!
//! Asking says the same to everybody, whether or not the address is somebody's already. The link lives 24 hours, is shown
//! by a GET and spent by a POST, and dies with a newer one and with any other change of the address. Whoever confirms it
//! is signed out everywhere, and every link on its way to them is worth nothing: they went to the old mailbox.

use model::mail::LetterKind;
use model::people::LinkShown;
use model::text::EmailAddress;
use model::{ContactId, Fault, PortalId, Problem, Refusal, Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, Set, Unchanged};
use serde_json::json;

use super::tokens::{self, Purpose};
use super::{StaffDoorPlace, devices, record_tokens, sessions, sign_in};
use crate::audit::{Actor, Entry};
use crate::contacts::display_name;
use crate::desks::{ContactDesk, UserDesk};
use crate::failure::{Failure, Outcome};
use crate::history;
use crate::live::Change;
use crate::outbox::Letter;
use crate::portals::PortalPlace;
use crate::portico::Portico;
use crate::tables::{contacts, email_changes, one_time_tokens, sessions as session_rows, users};

fn invalid() -> Failure {
    Fault::Refused(Refusal::LinkInvalid).into()
}

/// A new address, which is not the present one.
fn other(email: &str, present: Option<&str>) -> Outcome<EmailAddress> {
    let address = EmailAddress::parse(email).map_err(|problem| Fault::invalid("email", problem))?;
    if Some(address.as_str()) == present { Err(Fault::invalid("email", Problem::Taken).into()) } else { Ok(address) }
}

/// Counted for who asks and for the address: nobody's mailbox is filled by it.
fn may_write(portico: &Portico, who: &str, address: &EmailAddress) -> bool {
    let asked = portico.letter_limits.may_cause(LetterKind::EmailChange, who);
    asked && portico.letter_limits.may_write(LetterKind::EmailChange, address)
}

/// A contact asks. Whoever has a password shows that they know it, counted like signing in; without one, the session has
/// to be a fresh one.
pub async fn ask(desk: &ContactDesk, email: &str, password: &str) -> Outcome<()> {
    desk.may_write()?;
    let (portico, contact) = (&desk.portico, &desk.contact);
    if !portico.mails() {
        return Err(Fault::NotFound.into());
    }
    let address = other(email, contact.email.as_deref())?;
    if let Some(hash) = contact.password_hash.as_deref() {
        let account = devices::in_session(&devices::contact(ContactId(contact.id)));
        if !sign_in::check_password(portico, account, None, password, Some(hash)).await? {
            return Err(Fault::invalid("password", Problem::Wrong).into());
        }
    } else if !is_fresh(desk).await? {
        return Err(Fault::Refused(Refusal::ProofNeeded).into());
    }
    let wanted = may_write(portico, &format!("contact:{}", contact.id), &address);
    let taken = contacts::Entity::find().filter(contacts::Column::Email.eq(address.as_str())).one(portico.store.reader()).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    if wanted && taken.is_none() {
        withdraw(&tx, now, email_changes::Column::ContactId.eq(contact.id)).await?;
        let row = email_changes::ActiveModel {
            contact_id: Set(Some(contact.id)),
            portal_id: Set(Some(desk.portal.id)),
            old_email: Set(contact.email.clone()),
            new_email: Set(address.to_string()),
            created_at: Set(now.0),
            ..Default::default()
        };
        let row = row.insert(&tx).await?;
        let letter = Letter::new(LetterKind::EmailChange, &desk.domain.host);
        let (portal, details) = (Some(PortalId(desk.portal.id)), json!({ "email_change": row.id }));
        Letter { portal, contact: Some(ContactId(contact.id)), details, ..letter }.enqueue(&tx, now).await?;
    }
    Entry::new(&desk.viewer, "email_change_asked", format!("contact:{}", contact.id))
        .at(PortalId(desk.portal.id))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    Ok(())
}

/// Whether the session began a moment ago, by a link.
async fn is_fresh(desk: &ContactDesk) -> Outcome<bool> {
    let session = session_rows::Entity::find_by_id(desk.viewer.session.0).one(desk.portico.store.reader()).await?;
    let since = desk.portico.now().plus(-super::proof::GOOD_FOR);
    Ok(session.and_then(|session| session.proven_at).is_some_and(|at| at > since.0))
}

/// A staff member asks, with a fresh proof. Refused where no mail goes out: there would be no link.
pub async fn ask_staff(desk: &UserDesk, email: &str) -> Outcome<()> {
    let (portico, user) = (&desk.portico, &desk.user);
    let address = other(email, Some(&user.email))?;
    desk.proven()?;
    if !portico.mails() {
        return Err(Fault::NotFound.into());
    }
    let wanted = may_write(portico, &format!("user:{}", user.id), &address);
    let taken = users::Entity::find().filter(users::Column::Email.eq(address.as_str())).one(portico.store.reader()).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    if wanted && taken.is_none() {
        withdraw(&tx, now, email_changes::Column::UserId.eq(user.id)).await?;
        let row = email_changes::ActiveModel {
            user_id: Set(Some(user.id)),
            old_email: Set(Some(user.email.clone())),
            new_email: Set(address.to_string()),
            created_at: Set(now.0),
            ..Default::default()
        };
        let row = row.insert(&tx).await?;
        let letter = Letter::new(LetterKind::EmailChange, &portico.settings.address.host);
        let details = json!({ "email_change": row.id });
        Letter { user: Some(UserId(user.id)), details, ..letter }.enqueue(&tx, now).await?;
    }
    Entry::new(&desk.viewer, "email_change_asked", format!("user:{}", user.id)).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Changes that are not confirmed yet come to nothing.
async fn withdraw(tx: &impl ConnectionTrait, now: Timestamp, whose: impl sea_orm::sea_query::IntoCondition) -> Outcome<()> {
    let whose = whose.into_condition();
    let open = email_changes::Entity::find()
        .filter(whose)
        .filter(email_changes::Column::ConfirmedAt.is_null())
        .filter(email_changes::Column::WithdrawnAt.is_null())
        .all(tx)
        .await?;
    for row in open {
        record_tokens::revoke(tx, now, Purpose::EmailChange, row.id).await?;
        let withdrawn =
            email_changes::ActiveModel { id: Unchanged(row.id), withdrawn_at: Set(Some(now.0)), ..Default::default() };
        withdrawn.update(tx).await?;
    }
    Ok(())
}

/// The capability in a letter, made when it is sent. `None`: the change came to nothing, or nobody waits for it any more.
pub async fn letter_token(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    row: &email_changes::Model,
    present: Option<&str>,
) -> Outcome<Option<String>> {
    let open = row.confirmed_at.is_none() && row.withdrawn_at.is_none() && row.old_email.as_deref() == present;
    let lifetime = Purpose::EmailChange.lifetime();
    if !open || now.0 - row.created_at > lifetime {
        return Ok(None);
    }
    let until = now.plus(lifetime);
    Ok(Some(record_tokens::issue(tx, now, Purpose::EmailChange, row.id, &row.new_email, until).await?))
}

type Found = (one_time_tokens::Model, email_changes::Model);

/// A good link: unused, in time, of a change that is still wanted.
async fn find(connection: &impl ConnectionTrait, now: Timestamp, token: &str) -> Outcome<Found> {
    let token = record_tokens::find(connection, now, Purpose::EmailChange, token).await?;
    let change = email_changes::Entity::find_by_id(token.about_id.unwrap_or_default()).one(connection).await?;
    let change = change.ok_or_else(invalid)?;
    let open = change.confirmed_at.is_none() && change.withdrawn_at.is_none();
    if open && token.email.as_deref() == Some(change.new_email.as_str()) { Ok((token, change)) } else { Err(invalid()) }
}

/// The same of a contact, at the portal where it was asked for, whose address is still the one that it was.
async fn find_contact(connection: &impl ConnectionTrait, place: &PortalPlace, token: &str) -> Outcome<(Found, contacts::Model)> {
    let found = find(connection, place.portico.now(), token).await?;
    if place.is_paused() {
        return Err(Fault::Refused(Refusal::Paused).into());
    }
    let contact = contacts::Entity::find_by_id(found.1.contact_id.unwrap_or_default()).one(connection).await?;
    let contact = contact.filter(|contact| contact.disabled_at.is_none() && contact.archived_at.is_none());
    let contact = contact.ok_or_else(invalid)?;
    let here = found.1.portal_id == Some(place.portal.id);
    if here && contact.email == found.1.old_email { Ok((found, contact)) } else { Err(invalid()) }
}

async fn find_user(connection: &impl ConnectionTrait, door: &StaffDoorPlace, token: &str) -> Outcome<(Found, users::Model)> {
    let found = find(connection, door.portico.now(), token).await?;
    let user = users::Entity::find_by_id(found.1.user_id.unwrap_or_default()).one(connection).await?;
    let user = user.filter(|user| user.disabled_at.is_none()).ok_or_else(invalid)?;
    if Some(user.email.as_str()) == found.1.old_email.as_deref() { Ok((found, user)) } else { Err(invalid()) }
}

/// What the link's page says: whose account, and the new address. Reads, never spends.
pub async fn show(place: &PortalPlace, token: &str) -> Outcome<LinkShown> {
    let ((_, change), contact) = find_contact(place.portico.store.reader(), place, token).await?;
    Ok(LinkShown { name: display_name(&contact), email: change.new_email })
}

pub async fn show_staff(door: &StaffDoorPlace, token: &str) -> Outcome<LinkShown> {
    let ((_, change), user) = find_user(door.portico.store.reader(), door, token).await?;
    Ok(LinkShown { name: user.name, email: change.new_email })
}

/// An address that somebody else has got meanwhile makes the link worthless.
fn taken(error: sea_orm::DbErr) -> Failure {
    if Failure::is_duplicate(&error) { invalid() } else { error.into() }
}

pub async fn confirm(place: &PortalPlace, token: &str) -> Outcome<()> {
    let portico = &place.portico;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let ((token, change), contact) = find_contact(&tx, place, token).await?;
    tokens::spend(&tx, now, &token).await?;
    let id = ContactId(contact.id);
    let row = contacts::ActiveModel {
        id: Unchanged(contact.id),
        email: Set(Some(change.new_email.clone())),
        updated_at: Set(now.0),
        ..Default::default()
    };
    let after = row.update(&tx).await.map_err(taken)?;
    history::contact(&tx, Actor::Contact(id), &contact, &after).await?;
    confirmed(&tx, now, change.id).await?;
    withdraw(&tx, now, email_changes::Column::ContactId.eq(contact.id)).await?;
    sessions::end_where(&tx, now, session_rows::Column::ContactId.eq(contact.id)).await?;
    for purpose in [Purpose::Invitation, Purpose::View, Purpose::Reset, Purpose::SignIn] {
        tokens::revoke_all(&tx, now, purpose, id).await?;
    }
    if change.old_email.is_some() {
        let letter = Letter::new(LetterKind::EmailChanged, &place.domain.host);
        let (portal, details) = (Some(PortalId(place.portal.id)), json!({ "email_change": change.id }));
        Letter { portal, contact: Some(id), details, ..letter }.enqueue(&tx, now).await?;
    }
    Entry::new(Actor::Contact(id), "email_changed", format!("contact:{id}"))
        .at(PortalId(place.portal.id))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    portico.tell(&[Change::Access]).await;
    Ok(())
}

pub async fn confirm_staff(door: &StaffDoorPlace, token: &str) -> Outcome<()> {
    let portico = &door.portico;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let ((token, change), user) = find_user(&tx, door, token).await?;
    tokens::spend(&tx, now, &token).await?;
    let row = users::ActiveModel { id: Unchanged(user.id), email: Set(change.new_email.clone()), ..Default::default() };
    row.update(&tx).await.map_err(taken)?;
    confirmed(&tx, now, change.id).await?;
    withdraw(&tx, now, email_changes::Column::UserId.eq(user.id)).await?;
    let theirs = session_rows::Column::UserId.eq(user.id).or(session_rows::Column::ViewedByUserId.eq(user.id));
    sessions::end_where(&tx, now, theirs).await?;
    record_tokens::revoke(&tx, now, Purpose::SecondStep, user.id).await?;
    let letter = Letter::new(LetterKind::EmailChanged, &portico.settings.address.host);
    let details = json!({ "email_change": change.id });
    Letter { user: Some(UserId(user.id)), details, ..letter }.enqueue(&tx, now).await?;
    Entry::new(Actor::User(UserId(user.id)), "email_changed", format!("user:{}", user.id)).write(&tx, now).await?;
    tx.commit().await?;
    portico.tell(&[Change::Access]).await;
    Ok(())
}

/// Of two who confirm at once, one is refused.
async fn confirmed(tx: &impl ConnectionTrait, now: Timestamp, change: i64) -> Outcome<()> {
    let confirmed = email_changes::Entity::update_many()
        .filter(email_changes::Column::Id.eq(change))
        .filter(email_changes::Column::ConfirmedAt.is_null())
        .filter(email_changes::Column::WithdrawnAt.is_null())
        .col_expr(email_changes::Column::ConfirmedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    if confirmed.rows_affected == 1 { Ok(()) } else { Err(invalid()) }
}
