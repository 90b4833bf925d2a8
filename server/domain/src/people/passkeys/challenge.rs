//! Challenges: made for one purpose and one browser, good for five minutes and once.
//!
//! Where somebody is signed in, the browser is known by its session; at the door by a cookie that is made for it. What is
//! stored is a hash of both, so that a challenge is found only by the browser that it was made for.

use model::{Fault, Refusal, Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::failure::Outcome;
use crate::secrets;
use crate::tables::passkey_challenges;

const LIFETIME: i64 = 5 * Timestamp::MINUTE;

/// What a challenge is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceremony {
    Register,
    /// To show anew who one is.
    Prove,
    /// In place of password and code.
    SignIn,
    /// After the password.
    SecondStep,
}

impl Ceremony {
    fn word(self) -> &'static str {
        match self {
            Self::Register => "REGISTER",
            Self::Prove => "PROVE",
            Self::SignIn => "SIGN_IN",
            Self::SecondStep => "SECOND_STEP",
        }
    }
}

fn fingerprint(challenge: &str, browser: &str) -> String {
    // Neither has a colon in it.
    secrets::fingerprint(&format!("{challenge}:{browser}"))
}

/// A challenge for the browser; `user` where it is known already who it is for. Those that have run out make room.
pub async fn make(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    ceremony: Ceremony,
    user: Option<UserId>,
    browser: &str,
) -> Outcome<String> {
    passkey_challenges::Entity::delete_many().filter(passkey_challenges::Column::ExpiresAt.lte(now.0)).exec(tx).await?;
    let challenge = secrets::capability();
    let row = passkey_challenges::ActiveModel {
        token_hash: Set(fingerprint(&challenge, browser)),
        purpose: Set(ceremony.word().to_owned()),
        user_id: Set(user.map(|user| user.0)),
        created_at: Set(now.0),
        expires_at: Set(now.plus(LIFETIME).0),
        ..Default::default()
    };
    row.insert(tx).await?;
    Ok(challenge)
}

/// Spends a challenge; of two answers to one, one is refused.
pub async fn spend(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    ceremony: Ceremony,
    user: Option<UserId>,
    (challenge, browser): (&str, &str),
) -> Outcome<()> {
    let whose = match user {
        Some(user) => passkey_challenges::Column::UserId.eq(user.0),
        None => passkey_challenges::Column::UserId.is_null(),
    };
    let spent = passkey_challenges::Entity::update_many()
        .filter(passkey_challenges::Column::TokenHash.eq(fingerprint(challenge, browser)))
        .filter(passkey_challenges::Column::Purpose.eq(ceremony.word()))
        .filter(whose)
        .filter(passkey_challenges::Column::UsedAt.is_null())
        .filter(passkey_challenges::Column::ExpiresAt.gt(now.0))
        .col_expr(passkey_challenges::Column::UsedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    if spent.rows_affected == 1 { Ok(()) } else { Err(Fault::Refused(Refusal::LinkInvalid).into()) }
}
