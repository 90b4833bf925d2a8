//! Codes of an authenticator app: six digits, new every 30 seconds. One step to either side is taken, for clocks that
//! differ; none is taken twice.

use model::{Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use totp_rs::{Builder, Totp};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

use crate::failure::{Failure, Outcome};
use crate::people::locks;
use crate::portico::Portico;
use crate::tables::authenticators;

const DIGITS: usize = 6;
/// Of a secret, as RFC 4226 (4, R6) recommends: 160 bits.
pub const SECRET_BYTES: usize = 20;

/// Whether a text can be a code: six digits, however they are grouped.
pub fn is_code(text: &str) -> bool {
    let digits = plain(text);
    digits.len() == DIGITS && digits.bytes().all(|byte| byte.is_ascii_digit())
}

fn plain(text: &str) -> String {
    text.chars().filter(|character| !character.is_whitespace()).take(64).collect()
}

/// What the secret of a user is sealed as.
fn name(user: i64) -> String {
    format!("authenticator:{user}")
}

pub fn seal(portico: &Portico, user: UserId, secret: &[u8]) -> Outcome<String> {
    portico.sealing.seal(&name(user.0), &URL_SAFE_NO_PAD.encode(secret))
}

/// SHA-1, six digits, 30 seconds, one step to either side: what every app understands.
pub fn totp(portico: &Portico, row: &authenticators::Model, account: &str) -> Outcome<Totp> {
    let secret = URL_SAFE_NO_PAD
        .decode(portico.sealing.open(&name(row.user_id), &row.secret)?)
        .map_err(|error| Failure::internal(error.to_string()))?;
    // A colon would end the issuer's name in an app's address.
    let issuer = format!("Portico {}", portico.settings.address.host.replace(':', "."));
    Builder::new()
        .with_secret(secret)
        .with_issuer(Some(issuer))
        .with_account_name(account.replace(':', "."))
        .build()
        .map_err(|error| Failure::internal(error.to_string()))
}

/// The step of which the text is a code, if it is one of now.
pub fn step_of(totp: &Totp, now: Timestamp, text: &str) -> Option<i64> {
    let seconds = u64::try_from(now.0 / Timestamp::SECOND).ok()?;
    totp.check(&plain(text), seconds).and_then(|step| i64::try_from(step).ok())
}

/// Takes a code of the user's authenticator: right, of now, and of no step of which one was taken before.
pub async fn accept(tx: &impl ConnectionTrait, portico: &Portico, user: UserId, code: &str) -> Outcome<bool> {
    let row =
        authenticators::Entity::find_by_id(user.0).filter(authenticators::Column::ConfirmedAt.is_not_null()).one(tx).await?;
    let Some(row) = row.filter(|_| is_code(code)) else { return Ok(false) };
    let Some(step) = step_of(&totp(portico, &row, "")?, portico.now(), code) else { return Ok(false) };
    // The condition decides, not the look before: of one code typed twice at once, one is refused.
    let taken = authenticators::Entity::update_many()
        .filter(authenticators::Column::UserId.eq(user.0))
        .filter(authenticators::Column::ConfirmedAt.is_not_null())
        .filter(authenticators::Column::LastStep.lt(step))
        .col_expr(authenticators::Column::LastStep, Expr::value(step))
        .exec(tx)
        .await?;
    Ok(taken.rows_affected == 1)
}

/// As [`accept`], in the user's own session, counted first, in a transaction of its own.
pub async fn take_code(portico: &Portico, user: UserId, code: &str) -> Outcome<bool> {
    let attempt = portico.limits.attempt(super::key_in_session(user), None)?;
    let tx = portico.store.begin().await?;
    let right = accept(&tx, portico, user, code).await?;
    if !right {
        locks::keep(portico, &tx, &super::key_in_session(user)).await?;
    }
    tx.commit().await?;
    if right {
        attempt.succeeded();
        locks::lift(portico, &super::key_in_session(user)).await?;
    }
    Ok(right)
}

#[cfg(test)]
mod tests {
    use super::is_code;

    #[test]
    fn six_digits_are_a_code_however_they_are_grouped() {
        for code in ["123456", " 123 456 ", "12 34 56"] {
            assert!(is_code(code), "{code}");
        }
        for other in ["", "12345", "1234567", "12345a", "１２３４５６", "a long enough secret"] {
            assert!(!is_code(other), "{other}");
        }
    }
}
