//! One's own passkeys: registered with a name, listed, removed; and one shown as a fresh proof.

use async_trait::async_trait;
use model::passkeys::{OwnPasskeys, PasskeyRow};
use model::text::line;
use model::{Fault, PasskeyId, Timestamp};
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Set};
use serde_json::json;

use super::ceremony::{self, ALGORITHMS, Place};
use super::challenge::{self, Ceremony};
use crate::audit::Entry;
use crate::desks::UserDesk;
use crate::failure::{Failure, Outcome};
use crate::people::{proof, second_factor};
use crate::secrets;
use crate::tables::{passkeys, users};

/// More than anybody has.
const MOST: usize = 20;

/// The session is the browser.
fn browser(desk: &UserDesk) -> String {
    format!("session {}", desk.viewer.session)
}

async fn list(desk: &UserDesk) -> Outcome<Vec<PasskeyRow>> {
    let rows = passkeys::Entity::find()
        .filter(passkeys::Column::UserId.eq(desk.user.id))
        .order_by_asc(passkeys::Column::Id)
        .all(desk.portico.store.reader())
        .await?;
    let row = |row: passkeys::Model| PasskeyRow {
        id: PasskeyId(row.id),
        name: row.name,
        created_at: Timestamp(row.created_at),
        used_at: row.used_at.map(Timestamp),
    };
    Ok(rows.into_iter().map(row).collect())
}

/// What `navigator.credentials.create` is to be asked with: a key that the authenticator keeps itself, after it has made
/// sure who holds it, and none that it has already.
async fn begin_registration(desk: &UserDesk) -> Outcome<String> {
    desk.proven()?;
    let portico = &desk.portico;
    super::check_possible(portico)?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let handle = handle(&tx, desk).await?;
    let known = super::of(&tx, desk.viewer.user).await?;
    let challenge = challenge::make(&tx, now, Ceremony::Register, Some(desk.viewer.user), &browser(desk)).await?;
    tx.commit().await?;
    let algorithms = ALGORITHMS.map(|algorithm| json!({ "type": "public-key", "alg": algorithm }));
    Ok(json!({
        "rp": { "id": portico.settings.address.host, "name": "Portico" },
        "user": { "id": handle, "name": desk.user.email, "displayName": desk.user.name },
        "challenge": challenge,
        "pubKeyCredParams": algorithms,
        "timeout": super::TIMEOUT,
        "excludeCredentials": super::descriptors(&known),
        "authenticatorSelection": { "residentKey": "required", "requireResidentKey": true, "userVerification": "required" },
        "attestation": "none",
    })
    .to_string())
}

/// What names the user to authenticators: made once, and the same for all of them.
async fn handle(tx: &impl ConnectionTrait, desk: &UserDesk) -> Outcome<String> {
    users::Entity::update_many()
        .filter(users::Column::Id.eq(desk.user.id))
        .filter(users::Column::PasskeyHandle.is_null())
        .col_expr(users::Column::PasskeyHandle, Expr::value(secrets::capability()))
        .exec(tx)
        .await?;
    let user = users::Entity::find_by_id(desk.user.id).one(tx).await?;
    Ok(user.and_then(|user| user.passkey_handle).ok_or(Fault::NotFound)?)
}

/// Keeps the key. With the first second factor come the recovery codes.
async fn add(desk: &UserDesk, name: &str, answer: &str) -> Outcome<Vec<String>> {
    desk.proven()?;
    let name = line(name, 1, 100).map_err(|problem| Fault::invalid("name", problem))?;
    let (portico, user) = (&desk.portico, desk.viewer.user);
    let (origin, host) = (portico.settings.address.origin(), &portico.settings.address.host);
    let made = ceremony::registered(answer, &Place { origin: &origin, host }).ok_or_else(super::refused)?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    challenge::spend(&tx, now, Ceremony::Register, Some(user), (&made.challenge, &browser(desk))).await?;
    if super::of(&tx, user).await?.len() >= MOST {
        return Err(Fault::Refused(model::Refusal::Stale).into());
    }
    let first = !second_factor::of(&tx, user).await?.any();
    let row = passkeys::ActiveModel {
        user_id: Set(user.0),
        credential: Set(made.credential),
        public_key: Set(made.public_key),
        sign_count: Set(i64::from(made.sign_count)),
        name: Set(name),
        created_at: Set(now.0),
        ..Default::default()
    };
    // Somebody has it already: an authenticator would not have made it.
    let row = row.insert(&tx).await.map_err(|error| match Failure::is_duplicate(&error) {
        true => super::refused(),
        false => error.into(),
    })?;
    let codes = if first { second_factor::first_codes(&tx, now, desk).await? } else { Vec::new() };
    Entry::new(&desk.viewer, "passkey_added", format!("user:{user}")).with(json!({ "passkey": row.id })).write(&tx, now).await?;
    tx.commit().await?;
    if first {
        portico.tell(&[crate::live::Change::Access]).await;
    }
    Ok(codes)
}

async fn remove(desk: &UserDesk, passkey: PasskeyId) -> Outcome<()> {
    desk.proven()?;
    let (now, user) = (desk.portico.now(), desk.viewer.user);
    let tx = desk.portico.store.begin().await?;
    let gone = passkeys::Entity::delete_many()
        .filter(passkeys::Column::Id.eq(passkey.0))
        .filter(passkeys::Column::UserId.eq(user.0))
        .exec(&tx)
        .await?;
    if gone.rows_affected == 0 {
        return Err(Fault::NotFound.into());
    }
    second_factor::forget_codes_of_nothing(&tx, user).await?;
    Entry::new(&desk.viewer, "passkey_removed", format!("user:{user}"))
        .with(json!({ "passkey": passkey.0 }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    Ok(())
}

async fn begin_proof(desk: &UserDesk) -> Outcome<String> {
    let (portico, user) = (&desk.portico, desk.viewer.user);
    super::check_possible(portico)?;
    let tx = portico.store.begin().await?;
    let challenge = challenge::make(&tx, portico.now(), Ceremony::Prove, Some(user), &browser(desk)).await?;
    let options = super::request_options(portico, &challenge, &super::of(&tx, user).await?);
    tx.commit().await?;
    Ok(options)
}

async fn finish_proof(desk: &UserDesk, answer: &str) -> Outcome<()> {
    let (portico, user) = (&desk.portico, desk.viewer.user);
    let assertion = super::read(portico, answer)?;
    let attempt = portico.limits.attempt(format!("passkey:{}", assertion.credential), desk.peer)?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    challenge::spend(&tx, now, Ceremony::Prove, Some(user), (&assertion.challenge, &browser(desk))).await?;
    tx.commit().await?;
    let found = super::holder(portico.store.reader(), &assertion, false).await?;
    let tx = portico.store.begin().await?;
    let entry = |action| Entry::new(&desk.viewer, action, format!("user:{user}")).with(json!({ "by": "passkey" }));
    match found {
        Ok((passkey, holder)) if holder.id == user.0 => {
            super::note_use(&tx, now, &passkey, &assertion).await?;
            proof::note(&tx, now, desk).await?;
            entry("proof_given").write(&tx, now).await?;
            tx.commit().await?;
            attempt.succeeded();
            Ok(())
        }
        _ => {
            entry("proof_failed").write(&tx, now).await?;
            tx.commit().await?;
            Err(super::refused())
        }
    }
}

#[async_trait]
impl OwnPasskeys for UserDesk {
    fn passkeys_are_possible(&self) -> bool {
        super::are_possible(&self.portico)
    }

    async fn passkeys(&self) -> Result<Vec<PasskeyRow>, Fault> {
        list(self).await.map_err(Failure::into_fault)
    }

    async fn begin_passkey(&self) -> Result<String, Fault> {
        begin_registration(self).await.map_err(Failure::into_fault)
    }

    async fn add_passkey(&self, name: &str, answer: &str) -> Result<Vec<String>, Fault> {
        add(self, name, answer).await.map_err(Failure::into_fault)
    }

    async fn remove_passkey(&self, passkey: PasskeyId) -> Result<(), Fault> {
        remove(self, passkey).await.map_err(Failure::into_fault)
    }

    async fn begin_passkey_proof(&self) -> Result<String, Fault> {
        begin_proof(self).await.map_err(Failure::into_fault)
    }

    async fn prove_by_passkey(&self, answer: &str) -> Result<(), Fault> {
        finish_proof(self, answer).await.map_err(Failure::into_fault)
    }
}
