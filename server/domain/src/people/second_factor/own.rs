//! One's own second factor: setting it up, and taking it down. Each change needs a fresh proof of who asks.

use async_trait::async_trait;
use model::second_factor::{Enrolment, OwnFactors, OwnSecondFactor, QrCode};
use model::{Fault, Problem, Refusal, Timestamp, UserId};
use qrcodegen::{QrCode as Code, QrCodeEcc};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait, QueryFilter, Set};

use super::{authenticator, recovery};
use crate::audit::Entry;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::people::tokens::Purpose;
use crate::people::{proof, record_tokens, sessions};
use crate::secrets;
use crate::tables::{authenticators, sessions as session_rows};

async fn factors(desk: &UserDesk) -> Outcome<OwnFactors> {
    let (reader, user) = (desk.portico.store.reader(), desk.viewer.user);
    let pending = pending(reader, desk).await?;
    Ok(OwnFactors {
        factors: super::of(reader, user).await?,
        codes_left: recovery::left(reader, user).await?,
        enrolment: pending.map(|row| enrolment(desk, &row)).transpose()?,
    })
}

async fn pending(connection: &impl ConnectionTrait, desk: &UserDesk) -> Outcome<Option<authenticators::Model>> {
    Ok(authenticators::Entity::find_by_id(desk.user.id)
        .filter(authenticators::Column::ConfirmedAt.is_null())
        .one(connection)
        .await?)
}

fn enrolment(desk: &UserDesk, row: &authenticators::Model) -> Outcome<Enrolment> {
    let totp = authenticator::totp(&desk.portico, row, &desk.user.email)?;
    let url = totp.to_url().map_err(|error| Failure::internal(error.to_string()))?;
    let letters: Vec<char> = totp.secret().to_base32().chars().collect();
    let groups: Vec<String> = letters.chunks(4).map(|group| group.iter().collect()).collect();
    Ok(Enrolment { secret: groups.join(" "), code: qr_code(&url)?, url })
}

/// Dark modules as squares of one path.
fn qr_code(text: &str) -> Outcome<QrCode> {
    let code = Code::encode_text(text, QrCodeEcc::Medium).map_err(|error| Failure::internal(error.to_string()))?;
    let size = code.size();
    let cells = (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|(x, y)| code.get_module(*x, *y));
    let path = cells.map(|(x, y)| format!("M{x} {y}h1v1h-1z")).collect();
    Ok(QrCode { size: size.unsigned_abs(), path })
}

/// A new secret in place of one that was never confirmed. Refused where there is an authenticator: it is removed first.
async fn begin(desk: &UserDesk) -> Outcome<()> {
    desk.proven()?;
    let (portico, user) = (&desk.portico, desk.viewer.user);
    let secret: [u8; authenticator::SECRET_BYTES] = secrets::key();
    let sealed = authenticator::seal(portico, user, &secret)?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    if super::of(&tx, user).await?.authenticator {
        return Err(Fault::Refused(Refusal::Stale).into());
    }
    let row = authenticators::ActiveModel {
        user_id: Set(user.0),
        secret: Set(sealed),
        confirmed_at: Set(None),
        last_step: Set(0),
        created_at: Set(now.0),
    };
    let renewed = OnConflict::column(authenticators::Column::UserId)
        .update_columns([authenticators::Column::Secret, authenticators::Column::CreatedAt, authenticators::Column::LastStep])
        .to_owned();
    authenticators::Entity::insert(row).on_conflict(renewed).exec_without_returning(&tx).await?;
    Entry::new(&desk.viewer, "authenticator_begun", format!("user:{user}")).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}

/// A code shows that the app has the secret: from now on it is asked for. Sessions that did not need it end.
async fn confirm(desk: &UserDesk, code: &str) -> Outcome<Vec<String>> {
    desk.proven()?;
    let (portico, user) = (&desk.portico, desk.viewer.user);
    let attempt = portico.limits.attempt(super::key_in_session(user), None)?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let row = pending(&tx, desk).await?.ok_or(Fault::Refused(Refusal::Stale))?;
    let totp = authenticator::totp(portico, &row, "")?;
    let step = authenticator::step_of(&totp, now, code).filter(|_| authenticator::is_code(code));
    let step = step.ok_or_else(|| Fault::invalid("code", Problem::Wrong))?;
    let confirmed = authenticators::Entity::update_many()
        .filter(authenticators::Column::UserId.eq(user.0))
        .filter(authenticators::Column::Secret.eq(row.secret))
        .filter(authenticators::Column::ConfirmedAt.is_null())
        .col_expr(authenticators::Column::ConfirmedAt, Expr::value(now.0))
        .col_expr(authenticators::Column::LastStep, Expr::value(step))
        .exec(&tx)
        .await?;
    if confirmed.rows_affected != 1 {
        return Err(Fault::Refused(Refusal::Stale).into());
    }
    let codes = first_codes(&tx, now, desk).await?;
    Entry::new(&desk.viewer, "authenticator_added", format!("user:{user}")).write(&tx, now).await?;
    tx.commit().await?;
    attempt.succeeded();
    portico.tell(&[Change::Access]).await;
    Ok(codes)
}

/// Ten recovery codes come with the first factor, and stay good for every other; the sessions that did not need it end.
pub(in crate::people) async fn first_codes(tx: &impl ConnectionTrait, now: Timestamp, desk: &UserDesk) -> Outcome<Vec<String>> {
    let user = desk.viewer.user;
    let others = session_rows::Column::UserId.eq(user.0).and(session_rows::Column::Id.ne(desk.viewer.session.0));
    sessions::end_where(tx, now, others).await?;
    record_tokens::revoke(tx, now, Purpose::SecondStep, user.0).await?;
    if recovery::left(tx, user).await? > 0 {
        return Ok(Vec::new());
    }
    recovery::renew(tx, now, user).await
}

/// With the last factor they go.
pub(in crate::people) async fn forget_codes_of_nothing(tx: &impl ConnectionTrait, user: UserId) -> Outcome<()> {
    if super::of(tx, user).await?.any() { Ok(()) } else { recovery::forget(tx, user).await }
}

async fn remove(desk: &UserDesk) -> Outcome<()> {
    desk.proven()?;
    let (now, user) = (desk.portico.now(), desk.viewer.user);
    let tx = desk.portico.store.begin().await?;
    authenticators::Entity::delete_many().filter(authenticators::Column::UserId.eq(user.0)).exec(&tx).await?;
    forget_codes_of_nothing(&tx, user).await?;
    Entry::new(&desk.viewer, "authenticator_removed", format!("user:{user}")).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}

async fn new_codes(desk: &UserDesk) -> Outcome<Vec<String>> {
    desk.proven()?;
    let (now, user) = (desk.portico.now(), desk.viewer.user);
    let tx = desk.portico.store.begin().await?;
    if !super::of(&tx, user).await?.any() {
        return Err(Fault::Refused(Refusal::Stale).into());
    }
    let codes = recovery::renew(&tx, now, user).await?;
    Entry::new(&desk.viewer, "recovery_codes_made", format!("user:{user}")).write(&tx, now).await?;
    tx.commit().await?;
    Ok(codes)
}

#[async_trait]
impl OwnSecondFactor for UserDesk {
    async fn prove(&self, secret: &str) -> Result<(), Fault> {
        proof::prove(self, secret).await.map_err(Failure::into_fault)
    }

    async fn own_factors(&self) -> Result<OwnFactors, Fault> {
        factors(self).await.map_err(Failure::into_fault)
    }

    async fn begin_authenticator(&self) -> Result<(), Fault> {
        begin(self).await.map_err(Failure::into_fault)
    }

    async fn confirm_authenticator(&self, code: &str) -> Result<Vec<String>, Fault> {
        confirm(self, code).await.map_err(Failure::into_fault)
    }

    async fn remove_authenticator(&self) -> Result<(), Fault> {
        remove(self).await.map_err(Failure::into_fault)
    }

    async fn new_recovery_codes(&self) -> Result<Vec<String>, Fault> {
        new_codes(self).await.map_err(Failure::into_fault)
    }
}
