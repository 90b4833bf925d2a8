//! Passkeys: keys that an authenticator keeps, made and used after it has made sure who holds it. One stands in for
//! password and code together, for the code alone, or for the password where a fresh proof is asked for.

mod ceremony;
mod challenge;
mod door;
mod own;

use ceremony::{Assertion, Place};
use model::{Fault, Refusal, Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::tables::{passkeys, users};

pub use door::{begin as begin_at_door, finish as finish_at_door};

/// How long the browser's own question stays, in milliseconds: as long as the challenge is good.
const TIMEOUT: i64 = 5 * Timestamp::MINUTE;

/// What cannot be taken is told like a wrong password, and no reason is given.
fn refused() -> Failure {
    Fault::Refused(Refusal::WrongCredentials).into()
}

/// A passkey belongs to a domain name; there is none for a bare address (WebAuthn 3, §5.1.2).
pub fn are_possible(portico: &Portico) -> bool {
    let host = portico.settings.address.host.trim_matches(['[', ']']);
    host.parse::<std::net::IpAddr>().is_err()
}

fn check_possible(portico: &Portico) -> Outcome<()> {
    if are_possible(portico) { Ok(()) } else { Err(Fault::NotFound.into()) }
}

/// What a user is to show one of theirs with; nobody in particular may show any that the browser finds.
fn request_options(portico: &Portico, challenge: &str, allowed: &[passkeys::Model]) -> String {
    json!({
        "challenge": challenge,
        "timeout": TIMEOUT,
        "rpId": portico.settings.address.host,
        "userVerification": "required",
        "allowCredentials": descriptors(allowed),
    })
    .to_string()
}

fn descriptors(passkeys: &[passkeys::Model]) -> Vec<Value> {
    passkeys.iter().map(|passkey| json!({ "type": "public-key", "id": passkey.credential })).collect()
}

async fn of(connection: &impl ConnectionTrait, user: UserId) -> Outcome<Vec<passkeys::Model>> {
    Ok(passkeys::Entity::find().filter(passkeys::Column::UserId.eq(user.0)).all(connection).await?)
}

/// What the browser answered, taken apart; still to be checked with the key.
fn read(portico: &Portico, answer: &str) -> Outcome<Assertion> {
    let address = &portico.settings.address;
    let origin = address.origin();
    ceremony::assertion(answer, &Place { origin: &origin, host: &address.host }).ok_or_else(refused)
}

/// Whose passkey was used, if the signature is right, the authenticator names the same user, and its counter has gone on.
async fn holder(
    connection: &impl ConnectionTrait,
    assertion: &Assertion,
    must_name_user: bool,
) -> Outcome<Result<(passkeys::Model, users::Model), &'static str>> {
    let found =
        passkeys::Entity::find().filter(passkeys::Column::Credential.eq(assertion.credential.as_str())).one(connection).await?;
    let Some(passkey) = found else { return Ok(Err("unknown")) };
    let Some(user) = users::Entity::find_by_id(passkey.user_id).one(connection).await? else { return Ok(Err("unknown")) };
    let named = assertion.user_handle.is_none() && !must_name_user || assertion.user_handle == user.passkey_handle;
    Ok(match () {
        () if !named => Err("another user"),
        () if user.disabled_at.is_some() => Err("disabled"),
        () if !assertion.is_signed_by(&passkey.public_key) => Err("signature"),
        () if !assertion.counts_on_from(passkey.sign_count) => Err("counter"),
        () => Ok((passkey, user)),
    })
}

/// Notes the use; of two with one count, one is refused.
async fn note_use(tx: &impl ConnectionTrait, now: Timestamp, passkey: &passkeys::Model, assertion: &Assertion) -> Outcome<()> {
    let noted = passkeys::Entity::update_many()
        .filter(passkeys::Column::Id.eq(passkey.id))
        .filter(passkeys::Column::SignCount.eq(passkey.sign_count))
        .col_expr(passkeys::Column::SignCount, Expr::value(i64::from(assertion.sign_count)))
        .col_expr(passkeys::Column::UsedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    if noted.rows_affected == 1 { Ok(()) } else { Err(refused()) }
}
