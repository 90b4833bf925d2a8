//! Taking a second factor away from somebody who lost it.

use model::mail::LetterKind;
use model::text::EmailAddress;
use model::{Fault, Problem, UserId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter};

use super::recovery;
use crate::audit::{Actor, Entry};
use crate::failure::Outcome;
use crate::outbox::Letter;
use crate::people::tokens::Purpose;
use crate::people::{locks, record_tokens, sessions};
use crate::portico::Portico;
use crate::tables::{authenticators, passkeys, sessions as session_rows, users};

/// The authenticator, the recovery codes, the passkeys: the password alone opens the account from then on.
pub async fn forget(tx: &impl ConnectionTrait, user: UserId) -> Outcome<()> {
    authenticators::Entity::delete_many().filter(authenticators::Column::UserId.eq(user.0)).exec(tx).await?;
    passkeys::Entity::delete_many().filter(passkeys::Column::UserId.eq(user.0)).exec(tx).await?;
    recovery::forget(tx, user).await
}

/// For whoever runs the machine: `portico admin reset-second-factor`. Sessions end, and a letter tells the user.
pub async fn for_operator(portico: &Portico, email: &str) -> Outcome<UserId> {
    let email = EmailAddress::parse(email).map_err(|problem| Fault::invalid("email", problem))?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let user = users::Entity::find().filter(users::Column::Email.eq(email.as_str())).one(&tx).await?;
    let user = UserId(user.ok_or_else(|| Fault::invalid("email", Problem::Unknown))?.id);
    forget(&tx, user).await?;
    let theirs = session_rows::Column::UserId.eq(user.0).or(session_rows::Column::ViewedByUserId.eq(user.0));
    sessions::end_where(&tx, now, theirs).await?;
    record_tokens::revoke(&tx, now, Purpose::SecondStep, user.0).await?;
    let letter = Letter::new(LetterKind::SecondFactorReset, &portico.settings.address.host);
    Letter { user: Some(user), ..letter }.enqueue(&tx, now).await?;
    Entry::new(Actor::Operator, "second_factor_reset", format!("user:{user}")).write(&tx, now).await?;
    tx.commit().await?;
    locks::forget(portico, &super::account(user)).await?;
    Ok(user)
}
