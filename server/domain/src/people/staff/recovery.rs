//! A staff member sets a new password by their mailbox, where the old one is forgotten. As customers do: asking says the same
//! to everybody, a GET never spends the link, and nobody is signed in by it. A second factor is asked for afterwards as ever.

use model::mail::LetterKind;
use model::people::LinkShown;
use model::text::EmailAddress;
use model::{Fault, Refusal, Timestamp, UserId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set, Unchanged,
};
use serde_json::json;

use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::live::Change;
use crate::outbox::{Letter, due_at};
use crate::people::tokens::{self, Purpose};
use crate::people::{StaffDoorPlace, locks, password, record_tokens, sessions, sign_in};
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{one_time_tokens, outbox, sessions as session_rows, users};

/// Letters go out, so that a link can be mailed.
fn open(portico: &Portico) -> Result<(), Fault> {
    if portico.mails() { Ok(()) } else { Err(Fault::NotFound) }
}

/// Has a link mailed to the address, if it is a present staff member's. At most three letters an address in an hour, and
/// then one in 20 minutes.
pub async fn ask(door: &StaffDoorPlace, email: &str) -> Outcome<()> {
    let portico = &door.portico;
    open(portico)?;
    let address = EmailAddress::parse(email).map_err(|problem| Fault::invalid("email", problem))?;
    portico.letter_limits.may_ask(door.peer)?;
    let user = users::Entity::find()
        .filter(users::Column::Email.eq(address.as_str()))
        .filter(users::Column::DisabledAt.is_null())
        .one(portico.store.reader())
        .await?;
    let id = user.as_ref().map_or(0, |user| user.id);
    let sent = user.is_some() && portico.letter_limits.may_write(LetterKind::Reset, &address);
    let now = portico.now();
    let tx = portico.store.begin().await?;
    if sent {
        let letter = Letter::new(LetterKind::Reset, &portico.settings.address.host);
        Letter { user: Some(UserId(id)), ..letter }.enqueue(&tx, now).await?;
    }
    Entry::new(Actor::Visitor, "reset_asked", format!("user:{id}")).with(json!({ "sent": sent })).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}

/// The capability in the letter, made when it is sent; `None` if nobody waits for it any more.
pub async fn letter_token(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    row: &outbox::Model,
    user: &users::Model,
) -> Outcome<Option<String>> {
    if now.0 - due_at(row) > Purpose::Reset.lifetime() {
        return Ok(None);
    }
    let until = now.plus(Purpose::Reset.lifetime());
    record_tokens::issue(tx, now, Purpose::Reset, user.id, &user.email, until).await.map(Some)
}

/// A good link, and whose it is: present, and still at the address that it was sent to.
async fn find(
    connection: &impl ConnectionTrait,
    door: &StaffDoorPlace,
    token: &str,
) -> Outcome<(one_time_tokens::Model, users::Model)> {
    let link = record_tokens::find(connection, door.portico.now(), Purpose::Reset, token).await?;
    let user = users::Entity::find_by_id(link.about_id.unwrap_or_default())
        .filter(users::Column::DisabledAt.is_null())
        .one(connection)
        .await?
        .filter(|user| Some(&user.email) == link.email.as_ref());
    Ok((link, user.ok_or(Fault::Refused(Refusal::LinkInvalid))?))
}

/// Reads, never spends.
pub async fn show(door: &StaffDoorPlace, token: &str) -> Outcome<LinkShown> {
    let (_, user) = find(door.portico.store.reader(), door, token).await?;
    Ok(LinkShown { name: user.name, email: user.email })
}

/// Spends the link and sets the password.
pub async fn reset(door: &StaffDoorPlace, token: &str, new: &str) -> Outcome<()> {
    let portico = &door.portico;
    let (_, user) = find(portico.store.reader(), door, token).await?;
    password::check(new, "password", &[&user.email, &user.name])?;
    let hash = secrets::hash_password(new).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let (link, user) = find(&tx, door, token).await?;
    tokens::spend(&tx, now, &link).await?;
    let by = Actor::User(UserId(user.id));
    set(portico, &tx, now, &user, hash, by).await?;
    tx.commit().await?;
    done(portico, &user).await
}

/// The operator sets it: for whoever has neither password nor mailbox.
pub async fn set_by_operator(portico: &Portico, email: &str, new: &str) -> Outcome<UserId> {
    let found = users::Entity::find().filter(users::Column::Email.eq(email.trim().to_lowercase())).one(portico.store.reader());
    let user = found.await?.ok_or(Fault::invalid("email", model::Problem::Unknown))?;
    password::check(new, "password", &[&user.email, &user.name])?;
    let hash = secrets::hash_password(new).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    set(portico, &tx, now, &user, hash, Actor::Operator).await?;
    tx.commit().await?;
    done(portico, &user).await?;
    Ok(UserId(user.id))
}

/// The hash is the user's from now on; every session ends, and with them the sign-ins that are half done, and a letter says
/// so.
async fn set(
    portico: &Portico,
    tx: &DatabaseTransaction,
    now: Timestamp,
    user: &users::Model,
    hash: String,
    by: Actor,
) -> Outcome<()> {
    users::ActiveModel { id: Unchanged(user.id), password_hash: Set(hash), ..Default::default() }.update(tx).await?;
    let mine =
        Condition::any().add(session_rows::Column::UserId.eq(user.id)).add(session_rows::Column::ViewedByUserId.eq(user.id));
    sessions::end_where(tx, now, mine).await?;
    record_tokens::revoke(tx, now, Purpose::SecondStep, user.id).await?;
    record_tokens::revoke(tx, now, Purpose::Reset, user.id).await?;
    let letter = Letter::new(LetterKind::PasswordChanged, &portico.settings.address.host);
    Letter { user: Some(UserId(user.id)), ..letter }.enqueue(tx, now).await?;
    Entry::new(by, "password_reset", format!("user:{}", user.id)).write(tx, now).await
}

async fn done(portico: &Portico, user: &users::Model) -> Outcome<()> {
    portico.tell(&[Change::Access]).await;
    locks::forget(portico, &sign_in::user_account(&user.email)).await
}
