//! Inviting a colleague: a link that lives 7 days, is spent once, and dies with a newer one, with its withdrawal, and with
//! whoever invited.

use model::mail::LetterKind;
use model::people::Role;
use model::staff::{ColleagueInvited, NewColleague};
use model::text::EmailAddress;
use model::{Fault, Problem, StaffInvitationId, Timestamp, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, Set, Unchanged};
use serde_json::json;

use super::role_of;
use crate::audit::Entry;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::outbox::Letter;
use crate::people::record_tokens;
use crate::people::tokens::Purpose;
use crate::portico::Portico;
use crate::tables::{staff_invitations, users};

/// Makes the invitation in place of an older one for the same address. A letter goes out where letters do.
pub async fn invite(desk: &UserDesk, new: &NewColleague) -> Outcome<ColleagueInvited> {
    desk.require(Role::Admin)?;
    let (name, email) = new.check()?;
    desk.may_act_on(new.role)?;
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let known = users::Entity::find().filter(users::Column::Email.eq(email.as_str())).one(&tx).await?;
    if known.is_some() {
        return Err(Fault::invalid("email", Problem::Taken).into());
    }
    replace(&tx, now, desk, &email).await?;
    let row = staff_invitations::ActiveModel {
        email: Set(email.to_string()),
        name: Set(name),
        role: Set(new.role.word().to_owned()),
        invited_by_id: Set(desk.user.id),
        created_at: Set(now.0),
        expires_at: Set(now.plus(Purpose::StaffInvitation.lifetime()).0),
        ..Default::default()
    };
    // Two at once for one address: the second is told that it has come too late.
    let row = row.insert(&tx).await.map_err(|error| match Failure::is_duplicate(&error) {
        true => Fault::invalid("email", Problem::Taken).into(),
        false => Failure::from(error),
    })?;
    let invited = hand_out(&tx, now, desk, &row).await?;
    entry(desk, "colleague_invited", &row).write(&tx, now).await?;
    tx.commit().await?;
    Ok(invited)
}

/// Another link for the same invitation, good for 7 days from now; the ones before are revoked.
pub async fn renew(desk: &UserDesk, invitation: StaffInvitationId) -> Outcome<ColleagueInvited> {
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let row = open(&tx, desk, invitation).await?;
    record_tokens::revoke(&tx, now, Purpose::StaffInvitation, row.id).await?;
    let renewed = staff_invitations::ActiveModel {
        id: Unchanged(row.id),
        // Whoever makes the link answers for it.
        invited_by_id: Set(desk.user.id),
        expires_at: Set(now.plus(Purpose::StaffInvitation.lifetime()).0),
        ..Default::default()
    };
    let row = renewed.update(&tx).await?;
    let invited = hand_out(&tx, now, desk, &row).await?;
    entry(desk, "colleague_invited_again", &row).write(&tx, now).await?;
    tx.commit().await?;
    Ok(invited)
}

pub async fn withdraw(desk: &UserDesk, invitation: StaffInvitationId) -> Outcome<()> {
    let now = desk.portico.now();
    let tx = desk.portico.store.begin().await?;
    let row = open(&tx, desk, invitation).await?;
    end(&tx, now, &row).await?;
    entry(desk, "invitation_withdrawn", &row).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}

fn entry<'a>(desk: &UserDesk, action: &'a str, row: &staff_invitations::Model) -> Entry<'a> {
    Entry::new(&desk.viewer, action, format!("staff_invitation:{}", row.id)).with(json!({ "role": row.role }))
}

/// An invitation that the reader may act on, locked until the transaction ends.
async fn open(tx: &impl ConnectionTrait, desk: &UserDesk, invitation: StaffInvitationId) -> Outcome<staff_invitations::Model> {
    desk.require(Role::Admin)?;
    let found = staff_invitations::Entity::find_by_id(invitation.0)
        .filter(staff_invitations::Column::AcceptedAt.is_null())
        .filter(staff_invitations::Column::WithdrawnAt.is_null())
        .lock_exclusive()
        .one(tx)
        .await?;
    let row = found.ok_or(Fault::NotFound)?;
    desk.may_act_on(role_of(&row.role)?)?;
    Ok(row)
}

/// An older invitation for the address makes way, unless it is for a role that the reader could not have given.
async fn replace(tx: &impl ConnectionTrait, now: Timestamp, desk: &UserDesk, email: &EmailAddress) -> Outcome<()> {
    let older = staff_invitations::Entity::find()
        .filter(staff_invitations::Column::Email.eq(email.as_str()))
        .filter(staff_invitations::Column::AcceptedAt.is_null())
        .filter(staff_invitations::Column::WithdrawnAt.is_null())
        .lock_exclusive()
        .one(tx)
        .await?;
    let Some(older) = older else { return Ok(()) };
    desk.require(role_of(&older.role)?)?;
    end(tx, now, &older).await
}

async fn end(tx: &impl ConnectionTrait, now: Timestamp, row: &staff_invitations::Model) -> Outcome<()> {
    let withdrawn =
        staff_invitations::ActiveModel { id: Unchanged(row.id), withdrawn_at: Set(Some(now.0)), ..Default::default() };
    withdrawn.update(tx).await?;
    record_tokens::revoke(tx, now, Purpose::StaffInvitation, row.id).await
}

/// What somebody invited who is not trusted with the team any more: withdrawn.
pub async fn end_all_by(tx: &impl ConnectionTrait, now: Timestamp, user: UserId) -> Outcome<()> {
    let theirs = staff_invitations::Entity::find()
        .filter(staff_invitations::Column::InvitedById.eq(user.0))
        .filter(staff_invitations::Column::AcceptedAt.is_null())
        .filter(staff_invitations::Column::WithdrawnAt.is_null())
        .all(tx)
        .await?;
    for row in theirs {
        end(tx, now, &row).await?;
    }
    Ok(())
}

/// Notes that it was accepted; of two at once, one is refused.
pub async fn accepted(tx: &impl ConnectionTrait, now: Timestamp, row: &staff_invitations::Model) -> Outcome<bool> {
    let accepted = staff_invitations::Entity::update_many()
        .filter(staff_invitations::Column::Id.eq(row.id))
        .filter(staff_invitations::Column::AcceptedAt.is_null())
        .filter(staff_invitations::Column::WithdrawnAt.is_null())
        .col_expr(staff_invitations::Column::AcceptedAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    record_tokens::revoke(tx, now, Purpose::StaffInvitation, row.id).await?;
    Ok(accepted.rows_affected == 1)
}

/// The link to copy, and the letter that will carry one of its own.
async fn hand_out(
    tx: &impl ConnectionTrait,
    now: Timestamp,
    desk: &UserDesk,
    row: &staff_invitations::Model,
) -> Outcome<ColleagueInvited> {
    let portico = &desk.portico;
    let until = Timestamp(row.expires_at);
    let token = record_tokens::issue(tx, now, Purpose::StaffInvitation, row.id, &row.email, until).await?;
    let mailed = portico.mails();
    if mailed {
        let letter = Letter::new(LetterKind::StaffInvitation, &portico.settings.address.host);
        Letter { details: json!({ "staff_invitation": row.id }), ..letter }.enqueue(tx, now).await?;
    }
    let link = link(portico, &token);
    Ok(ColleagueInvited { id: StaffInvitationId(row.id), link, expires_at: until, mailed })
}

fn link(portico: &Portico, token: &str) -> String {
    format!("{}{}", portico.settings.address.origin(), model::paths::staff_invitation(token))
}

/// What a letter carries: a link of its own, as good as the one that was shown. `None`: there is nothing to accept any
/// more.
pub async fn letter_link(
    portico: &Portico,
    tx: &impl ConnectionTrait,
    row: &staff_invitations::Model,
) -> Outcome<Option<(Timestamp, String)>> {
    let now = portico.now();
    if row.accepted_at.is_some() || row.withdrawn_at.is_some() || row.expires_at <= now.0 {
        return Ok(None);
    }
    let until = Timestamp(row.expires_at);
    let token = record_tokens::issue(tx, now, Purpose::StaffInvitation, row.id, &row.email, until).await?;
    Ok(Some((until, link(portico, &token))))
}
