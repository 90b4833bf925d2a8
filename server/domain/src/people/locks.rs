//! Locked accounts, written down: whoever starts the server again does not open them.

use model::Timestamp;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use crate::failure::Outcome;
use crate::portico::Portico;
use crate::secrets;
use crate::tables::sign_in_locks;

/// What an account is counted as: neither memory nor the table holds the addresses that were tried.
pub fn key(account: &str) -> String {
    secrets::fingerprint(account)
}

/// After a failure: writes down that the account is locked, if it is.
pub async fn keep(portico: &Portico, tx: &impl ConnectionTrait, account: &str) -> Outcome<()> {
    let Some(left) = portico.limits.locked_for(account) else { return Ok(()) };
    let row = sign_in_locks::ActiveModel { account: Set(account.to_owned()), until: Set(portico.now().plus(left).0) };
    let newer = OnConflict::column(sign_in_locks::Column::Account).update_column(sign_in_locks::Column::Until).to_owned();
    sign_in_locks::Entity::insert(row).on_conflict(newer).exec_without_returning(tx).await?;
    Ok(())
}

/// The account's owner has proven themselves.
pub async fn forget(portico: &Portico, account: &str) -> Outcome<()> {
    let account = key(account);
    portico.limits.forget(&account);
    lift(portico, &account).await
}

/// Most accounts are not locked: a write only where there is something to take away.
pub async fn lift(portico: &Portico, account: &str) -> Outcome<()> {
    if sign_in_locks::Entity::find_by_id(account).one(portico.store.reader()).await?.is_some() {
        sign_in_locks::Entity::delete_by_id(account).exec(portico.store.writer()).await?;
    }
    Ok(())
}

/// At the start: the locks that still hold are taken over, the others forgotten.
pub async fn take_over(portico: &Portico, tx: &impl ConnectionTrait) -> Outcome<()> {
    let now: Timestamp = portico.now();
    sign_in_locks::Entity::delete_many().filter(sign_in_locks::Column::Until.lte(now.0)).exec(tx).await?;
    for lock in sign_in_locks::Entity::find().all(tx).await? {
        portico.limits.lock_again(&lock.account, lock.until - now.0);
    }
    Ok(())
}
