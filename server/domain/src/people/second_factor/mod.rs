//! What staff show beside their password: a code of an authenticator app (RFC 6238), or one of ten recovery codes.

mod authenticator;
mod own;
mod recovery;
mod reset;
mod step;

use model::UserId;
use model::staff::SecondFactors;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use crate::failure::Outcome;
use crate::people::{devices, locks};
use crate::tables::{authenticators, passkeys};

pub use authenticator::{is_code, take_code};
pub(in crate::people) use own::{first_codes, forget_codes_of_nothing};
pub use reset::{for_operator as reset_for_operator, forget};
pub(in crate::people) use step::find as find_step;
pub use step::{begin as begin_step, pass as pass_step, show as show_step};

/// What a user has. Nobody has nothing.
pub async fn of(connection: &impl ConnectionTrait, user: UserId) -> Outcome<SecondFactors> {
    let authenticator = authenticators::Entity::find_by_id(user.0)
        .filter(authenticators::Column::ConfirmedAt.is_not_null())
        .one(connection)
        .await?;
    let passkeys = passkeys::Entity::find().filter(passkeys::Column::UserId.eq(user.0)).count(connection).await?;
    Ok(SecondFactors { authenticator: authenticator.is_some(), passkeys: u32::try_from(passkeys).unwrap_or(u32::MAX) })
}

/// How tries of codes are counted: apart from passwords, which whoever tries codes at the door has passed.
fn account(user: UserId) -> String {
    format!("code:{user}")
}

/// As the limits and the locks know tries that come from the user's own session, which no stranger's are counted against.
fn key_in_session(user: UserId) -> String {
    locks::key(&devices::in_session(&account(user)))
}
