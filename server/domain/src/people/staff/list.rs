//! The team's page.

use std::collections::HashMap;

use model::people::Role;
use model::staff::{Colleague, SecondFactors, StaffInvitation, Team};
use model::{StaffInvitationId, Timestamp, UserId};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect};

use super::role_of;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::people::sessions;
use crate::tables::{authenticators, passkeys, sessions as session_rows, staff_invitations, users};

/// Owners and admins see everybody; what is above their own role they see and do not touch.
pub async fn team(desk: &UserDesk) -> Outcome<Team> {
    desk.require(Role::Admin)?;
    let reader = desk.portico.store.reader();
    let everybody = users::Entity::find().order_by_asc(users::Column::Name).order_by_asc(users::Column::Id).all(reader).await?;
    let owners = everybody.iter().filter(|user| user.role == Role::Owner.word() && user.disabled_at.is_none()).count();
    let (signs, factors) = (signs_of_life(desk).await?, factors(reader).await?);
    let mut colleagues = Vec::new();
    for user in &everybody {
        let role = role_of(&user.role)?;
        let (seen, open) = signs.get(&user.id).copied().unwrap_or_default();
        colleagues.push(Colleague {
            id: UserId(user.id),
            name: user.name.clone(),
            email: user.email.clone(),
            role,
            disabled: user.disabled_at.is_some(),
            seen_at: seen,
            sessions: open,
            second_factors: factors.get(&user.id).copied().unwrap_or_default(),
            is_me: user.id == desk.user.id,
            within_reach: role <= desk.viewer.role,
            is_last_owner: owners == 1 && role == Role::Owner && user.disabled_at.is_none(),
        });
    }
    colleagues.sort_by_key(|colleague| colleague.disabled);
    let roles = [Role::Agent, Role::Admin, Role::Owner].into_iter().filter(|role| *role <= desk.viewer.role).collect();
    let invitations = invitations(desk, &everybody).await?;
    Ok(Team { colleagues, invitations, roles, mails: desk.portico.mails() })
}

/// For each user: the newest sign of life, and how many sessions are open.
async fn signs_of_life(desk: &UserDesk) -> Outcome<HashMap<i64, (Option<Timestamp>, u32)>> {
    let reader = desk.portico.store.reader();
    let column = session_rows::Column::UserId;
    let grouped = || session_rows::Entity::find().select_only().column(column).filter(column.is_not_null()).group_by(column);
    let seen: Vec<(i64, i64)> =
        grouped().column_as(session_rows::Column::SeenAt.into_expr().max(), "seen").into_tuple().all(reader).await?;
    let open: Vec<(i64, i64)> = grouped()
        .column_as(session_rows::Column::Id.into_expr().count(), "open")
        .filter(sessions::open_staff(desk.portico.now()))
        .into_tuple()
        .all(reader)
        .await?;
    let mut signs: HashMap<_, _> = seen.into_iter().map(|(user, seen)| (user, (Some(Timestamp(seen)), 0))).collect();
    for (user, open) in open {
        signs.entry(user).or_default().1 = u32::try_from(open).unwrap_or(u32::MAX);
    }
    Ok(signs)
}

async fn factors(reader: &impl ConnectionTrait) -> Outcome<HashMap<i64, SecondFactors>> {
    let mut factors: HashMap<i64, SecondFactors> = HashMap::new();
    let confirmed = authenticators::Entity::find().filter(authenticators::Column::ConfirmedAt.is_not_null());
    for row in confirmed.all(reader).await? {
        factors.entry(row.user_id).or_default().authenticator = true;
    }
    for row in passkeys::Entity::find().all(reader).await? {
        factors.entry(row.user_id).or_default().passkeys += 1;
    }
    Ok(factors)
}

async fn invitations(desk: &UserDesk, everybody: &[users::Model]) -> Outcome<Vec<StaffInvitation>> {
    let open = staff_invitations::Entity::find()
        .filter(staff_invitations::Column::AcceptedAt.is_null())
        .filter(staff_invitations::Column::WithdrawnAt.is_null())
        .order_by_desc(staff_invitations::Column::Id)
        .all(desk.portico.store.reader())
        .await?;
    let name = |user: i64| everybody.iter().find(|found| found.id == user).map(|found| found.name.clone()).unwrap_or_default();
    let now = desk.portico.now();
    open.into_iter()
        .map(|row| {
            let role = role_of(&row.role)?;
            Ok(StaffInvitation {
                id: StaffInvitationId(row.id),
                invited_by: name(row.invited_by_id),
                email: row.email,
                name: row.name,
                role,
                expires_at: Timestamp(row.expires_at),
                expired: row.expires_at <= now.0,
                within_reach: role <= desk.viewer.role,
            })
        })
        .collect()
}
