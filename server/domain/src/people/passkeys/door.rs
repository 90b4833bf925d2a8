//! At the staff's door: a passkey in place of password and code, or after the password.

use model::UserId;
use model::passkeys::PasskeyAsked;
use model::people::Admission;
use model::second_factor::StepTicket;
use serde_json::json;

use super::challenge::{self, Ceremony};
use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::people::second_factor::find_step;
use crate::people::{StaffDoorPlace, sessions, tokens};
use crate::secrets;

/// Makes a challenge for the browser. Before anybody is known it is given a ticket of its own, and any passkey that it
/// finds will do; after the password, one of that user's.
pub async fn begin(door: &StaffDoorPlace, second_step: bool) -> Outcome<PasskeyAsked> {
    let portico = &door.portico;
    super::check_possible(portico)?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let asked = if second_step {
        let (_, user) = find_step(&tx, door).await?;
        let user = UserId(user.id);
        let browser = door.step.as_deref().unwrap_or_default();
        let challenge = challenge::make(&tx, now, Ceremony::SecondStep, Some(user), browser).await?;
        PasskeyAsked { options: super::request_options(portico, &challenge, &super::of(&tx, user).await?), ticket: None }
    } else {
        let ticket = StepTicket { secret: secrets::capability() };
        // Nobody is known yet, so it is the peer that is counted: each one writes.
        let _ = portico.limits.attempt(format!("passkey-asked:{}", ticket.secret), door.peer)?;
        let challenge = challenge::make(&tx, now, Ceremony::SignIn, None, &ticket.secret).await?;
        PasskeyAsked { options: super::request_options(portico, &challenge, &[]), ticket: Some(ticket) }
    };
    tx.commit().await?;
    Ok(asked)
}

/// Begins the session of whose passkey it is. The challenge is spent first, whatever comes of it.
pub async fn finish(door: &StaffDoorPlace, second_step: bool, answer: &str) -> Outcome<Admission> {
    let portico = &door.portico;
    let assertion = super::read(portico, answer)?;
    let browser = door.step.as_deref().ok_or_else(super::refused)?;
    let now = portico.now();
    let (ceremony, expected) = match second_step {
        true => (Ceremony::SecondStep, Some(UserId(find_step(portico.store.reader(), door).await?.1.id))),
        false => (Ceremony::SignIn, None),
    };
    let attempt = portico.limits.attempt(format!("passkey:{}", assertion.credential), door.peer)?;
    let tx = portico.store.begin().await?;
    challenge::spend(&tx, now, ceremony, expected, (&assertion.challenge, browser)).await?;
    tx.commit().await?;
    let found = super::holder(portico.store.reader(), &assertion, !second_step).await?;
    let found = found.and_then(|found| match expected {
        Some(user) if user.0 != found.1.id => Err("another user"),
        _ => Ok(found),
    });
    let tx = portico.store.begin().await?;
    let (passkey, user) = match found {
        Ok(found) => found,
        Err(why) => {
            let object = format!("user:{}", expected.unwrap_or(UserId(0)));
            Entry::new(Actor::Visitor, "passkey_refused", object).with(json!({ "why": why })).write(&tx, now).await?;
            tx.commit().await?;
            return Err(super::refused());
        }
    };
    super::note_use(&tx, now, &passkey, &assertion).await?;
    if second_step {
        let (ticket, _) = find_step(&tx, door).await?;
        tokens::spend(&tx, now, &ticket).await?;
    }
    let id = UserId(user.id);
    let admission = sessions::begin(&tx, now, sessions::Holder::User(id), door.held.as_deref()).await?;
    Entry::new(Actor::User(id), "signed_in", format!("user:{id}"))
        .with(json!({ "by": "passkey", "passkey": passkey.id }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    attempt.succeeded();
    Ok(admission)
}
