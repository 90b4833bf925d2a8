//! One-time tokens about a record that is no contact's access to a portal: an invitation of a colleague, a sign-in that is
//! half done. What they are bound to is looked at by whoever finds them.

use model::{Fault, Refusal, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::tokens::Purpose;
use crate::failure::Outcome;
use crate::secrets;
use crate::tables::one_time_tokens;

/// Makes a token, beside those that there are. `email` is the address that it is for. The clear text is kept nowhere.
pub async fn issue(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    purpose: Purpose,
    about: i64,
    email: &str,
    until: Timestamp,
) -> Outcome<String> {
    let token = secrets::capability();
    let row = one_time_tokens::ActiveModel {
        purpose: Set(purpose.word().to_owned()),
        token_hash: Set(secrets::fingerprint(&token)),
        about_id: Set(Some(about)),
        email: Set(Some(email.to_owned())),
        created_at: Set(now.0),
        expires_at: Set(until.0),
        ..Default::default()
    };
    row.insert(tx).await?;
    Ok(token)
}

/// A token that is good now. Reads, never spends ([`super::tokens::spend`] does).
pub async fn find(
    connection: &impl ConnectionTrait,
    now: Timestamp,
    purpose: Purpose,
    token: &str,
) -> Outcome<one_time_tokens::Model> {
    let found = one_time_tokens::Entity::find()
        .filter(one_time_tokens::Column::TokenHash.eq(secrets::fingerprint(token)))
        .filter(one_time_tokens::Column::Purpose.eq(purpose.word()))
        .filter(one_time_tokens::Column::AboutId.is_not_null())
        .filter(one_time_tokens::Column::UsedAt.is_null())
        .filter(one_time_tokens::Column::RevokedAt.is_null())
        .filter(one_time_tokens::Column::ExpiresAt.gt(now.0))
        .one(connection)
        .await?;
    Ok(found.ok_or(Fault::Refused(Refusal::LinkInvalid))?)
}

/// Those of the purpose about the record are worth nothing from now on.
pub async fn revoke(tx: &impl ConnectionTrait, now: Timestamp, purpose: Purpose, about: i64) -> Outcome<()> {
    one_time_tokens::Entity::update_many()
        .filter(one_time_tokens::Column::AboutId.eq(about))
        .filter(one_time_tokens::Column::Purpose.eq(purpose.word()))
        .filter(one_time_tokens::Column::UsedAt.is_null())
        .filter(one_time_tokens::Column::RevokedAt.is_null())
        .col_expr(one_time_tokens::Column::RevokedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    Ok(())
}
