//! The second step of signing in. Between the password and the code there is no session, only a ticket: in the cookie of
//! the browser that typed the password, for this step of this user, for ten minutes.

use std::net::IpAddr;

use model::people::Admission;
use model::second_factor::{StepShown, StepTicket};
use model::{Fault, Problem, Timestamp, UserId};
use sea_orm::{ConnectionTrait, EntityTrait};
use serde_json::json;

use super::{authenticator, recovery};
use crate::audit::{Actor, Entry};
use crate::failure::{Failure, Outcome};
use crate::people::tokens::{self, Purpose};
use crate::people::{StaffDoorPlace, devices, locks, record_tokens, sessions};
use crate::tables::{one_time_tokens, users};

pub async fn begin(tx: &impl ConnectionTrait, now: Timestamp, user: &users::Model) -> Outcome<StepTicket> {
    let until = now.plus(Purpose::SecondStep.lifetime());
    let secret = record_tokens::issue(tx, now, Purpose::SecondStep, user.id, &user.email, until).await?;
    Ok(StepTicket { secret })
}

/// Whose step it is. Without a good ticket, or for somebody who may not sign in any more, one begins again.
pub(in crate::people) async fn find(
    connection: &impl ConnectionTrait,
    door: &StaffDoorPlace,
) -> Outcome<(one_time_tokens::Model, users::Model)> {
    let again = || Failure::from(Fault::SignedOut);
    let ticket = door.step.as_deref().ok_or_else(again)?;
    let ticket = match record_tokens::find(connection, door.portico.now(), Purpose::SecondStep, ticket).await {
        Err(Failure::Fault(_)) => return Err(again()),
        found => found?,
    };
    let user = users::Entity::find_by_id(ticket.about_id.unwrap_or_default()).one(connection).await?.ok_or_else(again)?;
    if user.disabled_at.is_some() || ticket.email.as_deref() != Some(user.email.as_str()) {
        return Err(again());
    }
    Ok((ticket, user))
}

pub async fn show(door: &StaffDoorPlace) -> Outcome<StepShown> {
    let reader = door.portico.store.reader();
    let (_, user) = find(reader, door).await?;
    Ok(StepShown { factors: super::of(reader, UserId(user.id)).await?, email: user.email })
}

/// What a try is counted as, and against which peer. Apart from the browser's passwords: a right one forgets wrong ones, and
/// would let codes be tried for ever.
fn counted(door: &StaffDoorPlace, user: UserId) -> (String, Option<IpAddr>) {
    let by_anybody = super::account(user);
    let counted = devices::counted_as(&door.portico, &devices::user(user), door.held.as_deref(), by_anybody.clone());
    if devices::is_vouched_for(&counted) {
        (locks::key(&format!("code by {counted}")), None)
    } else {
        (locks::key(&by_anybody), door.peer)
    }
}

/// Takes a code of the app or a recovery code, spends the ticket and begins the session. The try is counted first: by the
/// browser, where it is known as the user's, so that a stranger who has the password locks nobody out with wrong codes.
pub async fn pass(door: &StaffDoorPlace, code: &str) -> Outcome<Admission> {
    let portico = &door.portico;
    let (_, user) = find(portico.store.reader(), door).await?;
    let user = UserId(user.id);
    let (account, peer) = counted(door, user);
    let attempt = portico.limits.attempt(account.clone(), peer)?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let (ticket, _) = find(&tx, door).await?;
    let by_app = authenticator::accept(&tx, portico, user, code).await?;
    let right = by_app || recovery::accept(&tx, now, user, code).await?;
    let object = format!("user:{user}");
    if !right {
        locks::keep(portico, &tx, &account).await?;
        Entry::new(Actor::Visitor, "second_step_failed", object).write(&tx, now).await?;
        tx.commit().await?;
        return Err(Fault::invalid("code", Problem::Wrong).into());
    }
    tokens::spend(&tx, now, &ticket).await?;
    let admission = sessions::begin(&tx, now, sessions::Holder::User(user), door.held.as_deref()).await?;
    let by = if by_app { "code" } else { "recovery_code" };
    Entry::new(Actor::User(user), "signed_in", object).with(json!({ "by": by })).write(&tx, now).await?;
    tx.commit().await?;
    attempt.succeeded();
    locks::lift(portico, &account).await?;
    Ok(admission)
}
