//! The first run: one owner, made once, behind a token that is printed where only the operator looks.

use model::people::{Admission, NewOwner, Role};
use model::text::EmailAddress;
use model::{Fault, Problem, Refusal, Timestamp, UserId};
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, Set};

use super::{StaffDoorPlace, locks, password, sessions};
use crate::audit::{Actor, Entry};
use crate::domains;
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{installation, users};

const ONLY: i64 = 1;

impl Portico {
    /// What every start of the server begins with, any number of times: the installation's row and the system domain,
    /// kept equal to the settings. While there is no owner it makes a fresh setup token, kept as its hash, and answers
    /// it; the tokens of earlier starts are worth nothing then. Once there is an owner the answer is `None`, for ever.
    pub async fn install(&self) -> Outcome<Option<String>> {
        self.ensure_installation().await?;
        let tx = self.store.begin().await?;
        locks::take_over(self, &tx).await?;
        if !is_needed(&tx).await? {
            tx.commit().await?;
            return Ok(None);
        }
        let token = secrets::capability();
        installation::Entity::update_many()
            .filter(installation::Column::Id.eq(ONLY))
            .col_expr(installation::Column::SetupTokenHash, Expr::value(secrets::fingerprint(&token)))
            .exec(&tx)
            .await?;
        tx.commit().await?;
        Ok(Some(token))
    }

    /// Whether there is an owner, and with that no first run any more.
    pub async fn is_set_up(&self) -> Outcome<bool> {
        Ok(!is_needed(self.store.reader()).await?)
    }

    /// The part of [`Self::install`] that the operator's commands need as well.
    pub async fn ensure_installation(&self) -> Outcome<()> {
        let tx = self.store.begin().await?;
        let row = installation::ActiveModel { id: Set(ONLY), created_at: Set(self.now().0), ..Default::default() };
        let once = OnConflict::column(installation::Column::Id).do_nothing().to_owned();
        installation::Entity::insert(row).on_conflict(once).exec_without_returning(&tx).await?;
        domains::keep_system_domain(&tx, self).await?;
        tx.commit().await?;
        Ok(())
    }
}

/// Whether the first run is still to come. An installation that was ever set up, or that has an owner, says no, and so
/// does one whose row is missing, which nothing but damage can cause.
pub async fn is_needed(connection: &impl ConnectionTrait) -> Outcome<bool> {
    let installation = installation::Entity::find_by_id(ONLY).one(connection).await?;
    let open = installation.is_some_and(|installation| installation.set_up_at.is_none());
    Ok(open && !has_owner(connection).await?)
}

async fn has_owner(connection: &impl ConnectionTrait) -> Outcome<bool> {
    let owner = users::Entity::find().filter(users::Column::Role.eq(Role::Owner.word())).one(connection).await?;
    Ok(owner.is_some())
}

/// Whether the token is the one of this start, without spending it.
pub async fn check_token(connection: &impl ConnectionTrait, token: &str) -> Outcome<()> {
    if !is_needed(connection).await? {
        return Err(Fault::Refused(Refusal::AlreadySetUp).into());
    }
    let installation = installation::Entity::find_by_id(ONLY).one(connection).await?;
    let expected = installation.and_then(|installation| installation.setup_token_hash);
    match expected {
        Some(expected) if expected == secrets::fingerprint(token) => Ok(()),
        // Somebody else may have spent it between the two looks.
        _ if !is_needed(connection).await? => Err(Fault::Refused(Refusal::AlreadySetUp).into()),
        _ => Err(Fault::Refused(Refusal::LinkInvalid).into()),
    }
}

/// Spends the token, makes the owner and begins their session. Two at once make one owner: the token is spent by a
/// condition of the write itself. The password is hashed only for who has the token.
pub async fn create_owner(door: &StaffDoorPlace, owner: &NewOwner) -> Outcome<Admission> {
    let portico = &door.portico;
    check_token(portico.store.reader(), &owner.token).await?;
    let (name, email) = owner.check()?;
    password::check(&owner.password, "password", &[email.as_str(), &name])?;
    let hash = secrets::hash_password(&owner.password).await?;
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let spent = installation::Entity::update_many()
        .filter(installation::Column::Id.eq(ONLY))
        .filter(installation::Column::SetUpAt.is_null())
        .filter(installation::Column::SetupTokenHash.eq(secrets::fingerprint(&owner.token)))
        .col_expr(installation::Column::SetUpAt, Expr::value(now.0))
        .col_expr(installation::Column::SetupTokenHash, Expr::value(None::<String>))
        .exec(&tx)
        .await?;
    if spent.rows_affected != 1 || has_owner(&tx).await? {
        return Err(Fault::Refused(Refusal::AlreadySetUp).into());
    }
    let user = insert_user(&tx, now, Actor::Visitor, NewUser { name, email, role: Role::Owner, hash }).await?;
    let admission = sessions::begin(&tx, now, sessions::Holder::User(user), door.held.as_deref()).await?;
    tx.commit().await?;
    Ok(admission)
}

/// Notes that the first run is over: an owner was made by command.
pub async fn end(tx: &impl ConnectionTrait, now: Timestamp) -> Outcome<()> {
    installation::Entity::update_many()
        .filter(installation::Column::Id.eq(ONLY))
        .filter(installation::Column::SetUpAt.is_null())
        .col_expr(installation::Column::SetUpAt, Expr::value(now.0))
        .col_expr(installation::Column::SetupTokenHash, Expr::value(None::<String>))
        .exec(tx)
        .await?;
    Ok(())
}

pub struct NewUser {
    pub name: String,
    pub email: EmailAddress,
    pub role: Role,
    pub hash: String,
}

/// A user's row and its line of the trail. An address that another user has is `Taken`.
pub async fn insert_user(tx: &impl ConnectionTrait, now: Timestamp, actor: Actor, user: NewUser) -> Outcome<UserId> {
    let row = users::ActiveModel {
        email: Set(user.email.to_string()),
        name: Set(user.name),
        role: Set(user.role.word().to_owned()),
        password_hash: Set(user.hash),
        created_at: Set(now.0),
        ..Default::default()
    };
    let made = row.insert(tx).await.map_err(|error| {
        if Failure::is_duplicate(&error) { Fault::invalid("email", Problem::Taken).into() } else { Failure::from(error) }
    })?;
    Entry::new(actor, "user_created", format!("user:{}", made.id))
        .with(serde_json::json!({ "role": user.role.word() }))
        .write(tx, now)
        .await?;
    Ok(UserId(made.id))
}
