//! Who asks for something that a stranger at an unlocked desk must not get has shown a moment ago who they are. One rule
//! for people, second factors and tokens: by signing in, or anew; per session; for 10 minutes.

use model::{Fault, Problem, Refusal, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use super::{devices, second_factor, sign_in};
use crate::audit::Entry;
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::tables::sessions;

/// How long a proof is good.
pub const GOOD_FOR: i64 = 10 * Timestamp::MINUTE;

impl UserDesk {
    /// Refused unless this session's holder has just shown who they are.
    pub(crate) fn proven(&self) -> Result<(), Fault> {
        let since = self.portico.now().plus(-GOOD_FOR);
        match self.proven_at {
            Some(at) if at > since => Ok(()),
            _ => Err(Fault::Refused(Refusal::ProofNeeded)),
        }
    }
}

/// Shows it anew. What can be a code is taken for one where there is an authenticator; all else is a password.
pub async fn prove(desk: &UserDesk, secret: &str) -> Outcome<()> {
    if secret.is_empty() {
        return Ok(());
    }
    let (portico, user) = (&desk.portico, desk.viewer.user);
    let factors = second_factor::of(portico.store.reader(), user).await?;
    let by_code = factors.authenticator && second_factor::is_code(secret);
    let right = if by_code {
        second_factor::take_code(portico, user, secret).await?
    } else {
        let account = devices::in_session(&devices::user(desk.viewer.user));
        sign_in::check_password(portico, account, desk.peer, secret, Some(&desk.user.password_hash)).await?
    };
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let action = if right { "proof_given" } else { "proof_failed" };
    Entry::new(&desk.viewer, action, format!("user:{user}"))
        .with(serde_json::json!({ "by": if by_code { "code" } else { "password" } }))
        .write(&tx, now)
        .await?;
    if right {
        note(&tx, now, desk).await?;
    }
    tx.commit().await?;
    if right { Ok(()) } else { Err(Fault::invalid("proof", Problem::Wrong).into()) }
}

/// The session's holder has shown who they are, now.
pub async fn note(tx: &impl sea_orm::ConnectionTrait, now: Timestamp, desk: &UserDesk) -> Outcome<()> {
    sessions::Entity::update_many()
        .filter(sessions::Column::Id.eq(desk.viewer.session.0))
        .col_expr(sessions::Column::ProvenAt, Expr::value(now.0))
        .exec(tx)
        .await?;
    Ok(())
}
