//! The team: who is on it, inviting a colleague, and what may be done about one.

mod accept;
mod change;
mod invite;
mod list;
pub mod recovery;

use async_trait::async_trait;
use model::people::Role;
use model::staff::{ColleagueInvited, NewColleague, Staff, Team};
use model::{Fault, StaffInvitationId, UserId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::tables::users;

pub use accept::{accept, show as show_invitation};
pub use invite::letter_link;

pub(super) fn role_of(word: &str) -> Outcome<Role> {
    Role::parse(word).ok_or_else(|| Failure::internal(format!("unknown role {word}")))
}

impl UserDesk {
    /// Who looks after the team, has just shown who they are, and acts on nothing above their own role.
    fn may_act_on(&self, role: Role) -> Result<(), Fault> {
        self.require(Role::Admin)?;
        self.require(role)?;
        self.proven()
    }
}

/// Whether the owner is the only one who could still sign in. Owners are locked until the transaction ends: of two who lower
/// each other at once, one is refused.
async fn is_last_owner(tx: &impl ConnectionTrait, user: UserId) -> Outcome<bool> {
    let owners = users::Entity::find()
        .filter(users::Column::Role.eq(Role::Owner.word()))
        .filter(users::Column::DisabledAt.is_null())
        .order_by_asc(users::Column::Id)
        .lock_exclusive()
        .all(tx)
        .await?;
    Ok(owners.len() == 1 && owners[0].id == user.0)
}

#[async_trait]
impl Staff for UserDesk {
    async fn team(&self) -> Result<Team, Fault> {
        list::team(self).await.map_err(Failure::into_fault)
    }

    async fn invite_colleague(&self, new: &NewColleague) -> Result<ColleagueInvited, Fault> {
        invite::invite(self, new).await.map_err(Failure::into_fault)
    }

    async fn renew_invitation(&self, invitation: StaffInvitationId) -> Result<ColleagueInvited, Fault> {
        invite::renew(self, invitation).await.map_err(Failure::into_fault)
    }

    async fn withdraw_invitation(&self, invitation: StaffInvitationId) -> Result<(), Fault> {
        invite::withdraw(self, invitation).await.map_err(Failure::into_fault)
    }

    async fn change_role(&self, user: UserId, role: Role) -> Result<(), Fault> {
        change::role(self, user, role).await.map_err(Failure::into_fault)
    }

    async fn set_colleague_disabled(&self, user: UserId, disabled: bool) -> Result<(), Fault> {
        change::disabled(self, user, disabled).await.map_err(Failure::into_fault)
    }

    async fn end_colleague_sessions(&self, user: UserId) -> Result<(), Fault> {
        change::end_sessions(self, user).await.map_err(Failure::into_fault)
    }

    async fn reset_second_factor(&self, user: UserId) -> Result<(), Fault> {
        change::reset_second_factor(self, user).await.map_err(Failure::into_fault)
    }
}
