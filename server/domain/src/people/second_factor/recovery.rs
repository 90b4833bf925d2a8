//! Recovery codes: ten at a time, each good once, in place of a code when the telephone is gone.

use model::{Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, Set};

use crate::failure::Outcome;
use crate::secrets;
use crate::tables::recovery_codes;

const CODES: usize = 10;

/// Makes ten in place of those that there are. The clear texts are kept nowhere.
pub async fn renew(tx: &impl ConnectionTrait, now: Timestamp, user: UserId) -> Outcome<Vec<String>> {
    forget(tx, user).await?;
    let codes: Vec<String> = (0..CODES).map(|_| secrets::recovery_code()).collect();
    let rows = codes.iter().map(|code| recovery_codes::ActiveModel {
        user_id: Set(user.0),
        code_hash: Set(fingerprint(code)),
        created_at: Set(now.0),
        ..Default::default()
    });
    recovery_codes::Entity::insert_many(rows).exec_without_returning(tx).await?;
    Ok(codes)
}

pub async fn forget(tx: &impl ConnectionTrait, user: UserId) -> Outcome<()> {
    recovery_codes::Entity::delete_many().filter(recovery_codes::Column::UserId.eq(user.0)).exec(tx).await?;
    Ok(())
}

/// As it was copied from paper: in any case, with or without the lines between the groups.
fn fingerprint(code: &str) -> String {
    let letters = code.chars().filter(char::is_ascii_alphanumeric).take(64);
    secrets::fingerprint(&letters.map(|letter| letter.to_ascii_uppercase()).collect::<String>())
}

/// Takes a code that was not taken before; of one code typed twice at once, one is refused.
pub async fn accept(tx: &impl ConnectionTrait, now: Timestamp, user: UserId, code: &str) -> Outcome<bool> {
    let taken = recovery_codes::Entity::update_many()
        .filter(recovery_codes::Column::UserId.eq(user.0))
        .filter(recovery_codes::Column::CodeHash.eq(fingerprint(code)))
        .filter(recovery_codes::Column::UsedAt.is_null())
        .col_expr(recovery_codes::Column::UsedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    Ok(taken.rows_affected == 1)
}

pub async fn left(connection: &impl ConnectionTrait, user: UserId) -> Outcome<u32> {
    let left = recovery_codes::Entity::find()
        .filter(recovery_codes::Column::UserId.eq(user.0))
        .filter(recovery_codes::Column::UsedAt.is_null())
        .count(connection)
        .await?;
    Ok(u32::try_from(left).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn a_code_is_the_same_however_it_is_copied() {
        assert_eq!(fingerprint("ABCD-EFGH-JKLM-NPQR"), fingerprint(" abcdefgh jklm\u{2013}npqr "));
        assert_ne!(fingerprint("ABCD-EFGH-JKLM-NPQR"), fingerprint("ABCD-EFGH-JKLM-NPQS"));
    }
}
