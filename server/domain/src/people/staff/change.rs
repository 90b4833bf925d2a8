//! What may be done about a colleague: another role, disabled or not, signed out everywhere, their second factor taken
//! away.

use model::mail::LetterKind;
use model::people::Role;
use model::{Fault, Refusal, Timestamp, UserId};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QuerySelect, Set, Unchanged};
use serde_json::json;

use super::{invite, is_last_owner, role_of};
use crate::audit::Entry;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::live::Change;
use crate::outbox::Letter;
use crate::people::tokens::Purpose;
use crate::people::{record_tokens, second_factor, sessions};
use crate::tables::{sessions as session_rows, users};

/// A colleague whom the reader may act on, locked until the transaction ends.
async fn within_reach(tx: &impl ConnectionTrait, desk: &UserDesk, user: UserId) -> Outcome<users::Model> {
    desk.require(Role::Admin)?;
    let found = users::Entity::find_by_id(user.0).lock_exclusive().one(tx).await?.ok_or(Fault::NotFound)?;
    desk.may_act_on(role_of(&found.role)?)?;
    Ok(found)
}

/// All sessions of a user but this one, and the looks as a contact that they began.
async fn shut_out(tx: &impl ConnectionTrait, now: Timestamp, desk: &UserDesk, user: UserId) -> Outcome<()> {
    let theirs = session_rows::Column::UserId.eq(user.0).or(session_rows::Column::ViewedByUserId.eq(user.0));
    sessions::end_where(tx, now, theirs.and(session_rows::Column::Id.ne(desk.viewer.session.0))).await?;
    record_tokens::revoke(tx, now, Purpose::SecondStep, user.0).await
}

pub async fn role(desk: &UserDesk, user: UserId, role: Role) -> Outcome<()> {
    desk.require(Role::Admin)?;
    desk.require(role)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    // First of all, so that two who act on each other wait for one another and do not stand in each other's way.
    let last_owner = is_last_owner(&tx, user).await?;
    let before = within_reach(&tx, desk, user).await?;
    let had = role_of(&before.role)?;
    if had == role {
        return Ok(());
    }
    if last_owner {
        return Err(Fault::Refused(Refusal::LastOwner).into());
    }
    let row = users::ActiveModel { id: Unchanged(user.0), role: Set(role.word().to_owned()), ..Default::default() };
    row.update(&tx).await?;
    if role < Role::Admin {
        invite::end_all_by(&tx, now, user).await?;
    }
    Entry::new(&desk.viewer, "role_changed", format!("user:{user}"))
        .with(json!({ "from": had.word(), "to": role.word() }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

pub async fn disabled(desk: &UserDesk, user: UserId, disabled: bool) -> Outcome<()> {
    desk.require(Role::Admin)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let last_owner = is_last_owner(&tx, user).await?;
    let before = within_reach(&tx, desk, user).await?;
    if before.disabled_at.is_some() == disabled {
        return Ok(());
    }
    if disabled && last_owner {
        return Err(Fault::Refused(Refusal::LastOwner).into());
    }
    if disabled && user == desk.viewer.user {
        return Err(Fault::Refused(Refusal::Role).into());
    }
    let row = users::ActiveModel { id: Unchanged(user.0), disabled_at: Set(disabled.then_some(now.0)), ..Default::default() };
    row.update(&tx).await?;
    if disabled {
        shut_out(&tx, now, desk, user).await?;
        invite::end_all_by(&tx, now, user).await?;
    }
    let action = if disabled { "user_disabled" } else { "user_enabled" };
    Entry::new(&desk.viewer, action, format!("user:{user}")).write(&tx, now).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

pub async fn end_sessions(desk: &UserDesk, user: UserId) -> Outcome<()> {
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    within_reach(&tx, desk, user).await?;
    shut_out(&tx, now, desk, user).await?;
    Entry::new(&desk.viewer, "all_sessions_ended", format!("user:{user}")).write(&tx, now).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}

/// One's own is changed at one's own account. That there is none is no reason to refuse.
pub async fn reset_second_factor(desk: &UserDesk, user: UserId) -> Outcome<()> {
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    within_reach(&tx, desk, user).await?;
    second_factor::forget(&tx, user).await?;
    shut_out(&tx, now, desk, user).await?;
    let letter = Letter::new(LetterKind::SecondFactorReset, &desk.portico.settings.address.host);
    Letter { user: Some(user), ..letter }.enqueue(&tx, now).await?;
    Entry::new(&desk.viewer, "second_factor_reset", format!("user:{user}")).write(&tx, now).await?;
    tx.commit().await?;
    desk.portico.tell(&[Change::Access]).await;
    Ok(())
}
