//! A colleague accepts: opening the link reads, a POST spends it and makes the account.

use model::people::Admission;
use model::staff::{AcceptedColleague, StaffInvitationShown};
use model::text::EmailAddress;
use model::{Fault, Problem, Refusal};
use sea_orm::{ConnectionTrait, EntityTrait};

use super::{invite, role_of};
use crate::audit::{Actor, Entry};
use crate::failure::{Failure, Outcome};
use crate::people::tokens::{self, Purpose};
use crate::people::{NewUser, StaffDoorPlace, insert_user, password, record_tokens, sessions};
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{one_time_tokens, staff_invitations, users};

fn invalid() -> Failure {
    Fault::Refused(Refusal::LinkInvalid).into()
}

struct Found {
    token: one_time_tokens::Model,
    invitation: staff_invitations::Model,
    invited_by: users::Model,
}

/// A good link: unused, in time, neither replaced nor withdrawn, made for the address, by somebody who is still on the team.
async fn find(connection: &impl ConnectionTrait, portico: &Portico, token: &str) -> Outcome<Found> {
    let token = record_tokens::find(connection, portico.now(), Purpose::StaffInvitation, token).await?;
    let id = token.about_id.unwrap_or_default();
    let invitation = staff_invitations::Entity::find_by_id(id).one(connection).await?.ok_or_else(invalid)?;
    let invited_by = users::Entity::find_by_id(invitation.invited_by_id).one(connection).await?.ok_or_else(invalid)?;
    let open = invitation.accepted_at.is_none() && invitation.withdrawn_at.is_none();
    let same = token.email.as_deref() == Some(invitation.email.as_str());
    if !open || !same || invited_by.disabled_at.is_some() || role_of(&invited_by.role)? < role_of(&invitation.role)? {
        return Err(invalid());
    }
    Ok(Found { token, invitation, invited_by })
}

/// Reads, never spends: scanners open links.
pub async fn show(door: &StaffDoorPlace, token: &str) -> Outcome<StaffInvitationShown> {
    let Found { invitation, invited_by, .. } = find(door.portico.store.reader(), &door.portico, token).await?;
    Ok(StaffInvitationShown {
        role: role_of(&invitation.role)?,
        email: invitation.email,
        name: invitation.name,
        invited_by: invited_by.name,
    })
}

/// Spends the link, makes the account with the invited address and role, and begins a session.
pub async fn accept(door: &StaffDoorPlace, accepted: &AcceptedColleague) -> Outcome<Admission> {
    let portico = &door.portico;
    let known = find(portico.store.reader(), portico, &accepted.token).await?;
    let name = accepted.check()?;
    password::check(&accepted.password, "password", &[&known.invitation.email, &name])?;
    let hash = secrets::hash_password(&accepted.password).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let Found { token, invitation, .. } = find(&tx, portico, &accepted.token).await?;
    tokens::spend(&tx, now, &token).await?;
    if !invite::accepted(&tx, now, &invitation).await? {
        return Err(invalid());
    }
    let email = EmailAddress::parse(&invitation.email).map_err(|_| invalid())?;
    let new = NewUser { name, email, role: role_of(&invitation.role)?, hash };
    // Somebody got the address in another way meanwhile, by the command line.
    let user = insert_user(&tx, now, Actor::Visitor, new).await.map_err(|failure| match &failure {
        Failure::Fault(fault) if fault.problem_of("email") == Some(&Problem::Taken) => invalid(),
        _ => failure,
    })?;
    let admission = sessions::begin(&tx, now, sessions::Holder::User(user), door.held.as_deref()).await?;
    Entry::new(Actor::User(user), "staff_invitation_accepted", format!("staff_invitation:{}", invitation.id))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    Ok(admission)
}
