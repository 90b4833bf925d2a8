//! Tokens of integrations: made, listed, revoked, and taken at the door of the API.
//!
//! A token is 128 random bits in the shape that HubSpot's private apps have (`pat-na1-…`), shown once and stored hashed.
//! It is looked up for every request, so that revoking it, or the end of its time, holds from the next one on.

use async_trait::async_trait;
use model::api_tokens::{ApiTokens, DAYS_MAX, NewToken, Scope, TokenRow};
use model::people::Role;
use model::{Fault, Problem, Timestamp, TokenId, UserId};
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set,
};
use serde_json::json;

use crate::audit::{Actor, Entry};
use crate::crm::moment;
use crate::desks::{TokenDesk, UserDesk};
use crate::failure::{Failure, Outcome};
use crate::portico::Portico;
use crate::secrets;
use crate::tables::{api_tokens, users};
use crate::viewer::TokenViewer;

const PREFIX: &str = "pat-na1-";
/// Longer ones are nobody's.
const LENGTH_MAX: usize = 200;
/// A use is noted when the one before is older: not every request is to be a write.
const USE_NOTED_EVERY: i64 = Timestamp::MINUTE;

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denied {
    /// There is no such token, or it was revoked.
    Unknown,
    /// Its time is over.
    Expired { at: Timestamp },
}

/// What a token says of itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenInfo {
    pub id: TokenId,
    pub name: String,
    pub scopes: Vec<Scope>,
    /// The staff member who made it; of one from the command line, the first owner, because clients look that user up.
    pub user: Option<UserId>,
    pub expires_at: Option<Timestamp>,
}

/// A new token: 32 hexadecimal digits, grouped as a UUID, every one of them random.
fn new_secret() -> String {
    let digits: String = secrets::key::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
    let groups = [&digits[..8], &digits[8..12], &digits[12..16], &digits[16..20], &digits[20..]];
    format!("{PREFIX}{}", groups.join("-"))
}

/// Days or hours from now, a date, or a moment.
pub(crate) fn end_of(now: Timestamp, text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let unit = match text.chars().last()? {
        'd' => Timestamp::DAY,
        'h' => Timestamp::HOUR,
        _ => return moment(text),
    };
    let count: i64 = text[..text.len() - 1].parse().ok().filter(|count| (1..=100_000).contains(count))?;
    Some(now.plus(count * unit))
}

/// Makes a token and answers it: this once.
pub(crate) async fn create(portico: &Portico, actor: Actor, new: &NewToken) -> Outcome<(TokenId, String)> {
    let now = portico.now();
    let new = new.check(now)?;
    let secret = new_secret();
    let tx = portico.store.begin().await?;
    let scopes: Vec<&str> = new.scopes.iter().map(|scope| scope.word()).collect();
    let row = api_tokens::ActiveModel {
        name: Set(new.name.clone()),
        token_hash: Set(secrets::fingerprint(&secret)),
        ending: Set(secret[secret.len() - 4..].to_owned()),
        scopes: Set(scopes.join(" ")),
        created_by_id: Set(if let Actor::User(user) = actor { Some(user.0) } else { None }),
        created_at: Set(now.0),
        expires_at: Set(new.expires_at.map(|at| at.0)),
        ..Default::default()
    };
    let token = row.insert(&tx).await?;
    Entry::new(actor, "token_created", format!("token:{}", token.id))
        .with(json!({ "name": new.name, "scopes": scopes }))
        .write(&tx, now)
        .await?;
    tx.commit().await?;
    Ok((TokenId(token.id), secret))
}

/// All tokens, the newest first, with those that are worth nothing any more.
pub(crate) async fn list(portico: &Portico) -> Outcome<Vec<TokenRow>> {
    let rows = api_tokens::Entity::find().order_by_desc(api_tokens::Column::Id).all(portico.store.reader()).await?;
    let row = |token: api_tokens::Model| TokenRow {
        id: TokenId(token.id),
        scopes: scopes_of(&token),
        name: token.name,
        ending: token.ending,
        created_at: Timestamp(token.created_at),
        expires_at: token.expires_at.map(Timestamp),
        used_at: token.used_at.map(Timestamp),
        revoked_at: token.revoked_at.map(Timestamp),
    };
    Ok(rows.into_iter().map(row).collect())
}

/// Makes a token worth nothing, from the next request on. Revoking it again changes nothing.
pub(crate) async fn revoke(portico: &Portico, actor: Actor, token: TokenId) -> Outcome<()> {
    let now = portico.now();
    let tx = portico.store.begin().await?;
    let known = api_tokens::Entity::find_by_id(token.0).lock_exclusive().one(&tx).await?.ok_or(Fault::NotFound)?;
    if known.revoked_at.is_some() {
        return Ok(());
    }
    api_tokens::Entity::update_many()
        .filter(api_tokens::Column::Id.eq(token.0))
        .col_expr(api_tokens::Column::RevokedAt, Expr::value(now.0))
        .exec(&tx)
        .await?;
    Entry::new(actor, "token_revoked", format!("token:{token}")).with(json!({ "name": known.name })).write(&tx, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Tokens that are worth something, the newest first.
pub(crate) async fn good(portico: &Portico) -> Outcome<Vec<api_tokens::Model>> {
    let rows = api_tokens::Entity::find().filter(is_good(portico)).order_by_desc(api_tokens::Column::Id);
    Ok(rows.all(portico.store.reader()).await?)
}

/// One of them.
pub(crate) async fn good_one(portico: &Portico, token: TokenId) -> Outcome<api_tokens::Model> {
    let found = api_tokens::Entity::find_by_id(token.0).filter(is_good(portico)).one(portico.store.reader()).await?;
    Ok(found.ok_or(Fault::NotFound)?)
}

fn is_good(portico: &Portico) -> Condition {
    let lasts =
        Condition::any().add(api_tokens::Column::ExpiresAt.is_null()).add(api_tokens::Column::ExpiresAt.gt(portico.now().0));
    Condition::all().add(api_tokens::Column::RevokedAt.is_null()).add(lasts)
}

/// What a token is called.
pub(crate) async fn name(connection: &impl ConnectionTrait, token: TokenId) -> Outcome<Option<String>> {
    let name = api_tokens::Entity::find_by_id(token.0).select_only().column(api_tokens::Column::Name).into_tuple();
    Ok(name.one(connection).await?)
}

/// Words that no version of ours knows are no scopes.
pub(crate) fn scopes_of(token: &api_tokens::Model) -> Vec<Scope> {
    token.scopes.split(' ').filter_map(Scope::parse).collect()
}

async fn find(portico: &Portico, secret: &str) -> Outcome<Result<api_tokens::Model, Denied>> {
    if !secret.starts_with("pat-") || secret.len() > LENGTH_MAX {
        return Ok(Err(Denied::Unknown));
    }
    let hash = secrets::fingerprint(secret);
    let found = api_tokens::Entity::find()
        .filter(api_tokens::Column::TokenHash.eq(hash))
        .filter(api_tokens::Column::RevokedAt.is_null())
        .one(portico.store.reader())
        .await?;
    Ok(match found {
        None => Err(Denied::Unknown),
        Some(token) => match token.expires_at {
            Some(at) if at <= portico.now().0 => Err(Denied::Expired { at: Timestamp(at) }),
            _ => Ok(token),
        },
    })
}

/// Notes that the token was used, at most once a minute.
async fn note_use(portico: &Portico, token: &api_tokens::Model) -> Outcome<()> {
    let now = portico.now().0;
    if token.used_at.is_some_and(|at| now - at < USE_NOTED_EVERY) {
        return Ok(());
    }
    api_tokens::Entity::update_many()
        .filter(api_tokens::Column::Id.eq(token.id))
        .col_expr(api_tokens::Column::UsedAt, Expr::value(now))
        .exec(portico.store.writer())
        .await?;
    Ok(())
}

#[async_trait]
impl ApiTokens for UserDesk {
    async fn api_tokens(&self) -> Result<Vec<TokenRow>, Fault> {
        self.require(Role::Admin)?;
        list(&self.portico).await.map_err(Failure::into_fault)
    }

    async fn create_api_token(&self, name: &str, scopes: &[Scope], days: Option<u32>) -> Result<String, Fault> {
        self.require(Role::Admin)?;
        self.proven()?;
        if days.is_some_and(|days| !(1..=DAYS_MAX).contains(&days)) {
            return Err(Fault::invalid("days", Problem::Unknown));
        }
        let expires_at = days.map(|days| self.portico.now().plus(i64::from(days) * Timestamp::DAY));
        let new = NewToken { name: name.to_owned(), scopes: scopes.to_vec(), expires_at };
        let made = create(&self.portico, Actor::from(&self.viewer), &new).await.map_err(Failure::into_fault)?;
        Ok(made.1)
    }

    async fn revoke_api_token(&self, token: TokenId) -> Result<(), Fault> {
        self.require(Role::Admin)?;
        self.proven()?;
        revoke(&self.portico, Actor::from(&self.viewer), token).await.map_err(Failure::into_fault)
    }
}

async fn first_owner(portico: &Portico) -> Outcome<Option<i64>> {
    let owners = users::Entity::find()
        .select_only()
        .column(users::Column::Id)
        .filter(users::Column::Role.eq(Role::Owner.word()))
        .filter(users::Column::DisabledAt.is_null())
        .order_by_asc(users::Column::Id);
    Ok(owners.into_tuple().one(portico.store.reader()).await?)
}

impl Portico {
    /// The desk of whoever brings the token, for one request.
    pub async fn token_desk(&self, secret: &str) -> Outcome<Result<TokenDesk, Denied>> {
        let token = match find(self, secret).await? {
            Ok(token) => token,
            Err(denied) => return Ok(Err(denied)),
        };
        note_use(self, &token).await?;
        let viewer = TokenViewer { token: TokenId(token.id), scopes: scopes_of(&token) };
        Ok(Ok(TokenDesk { portico: self.clone(), viewer, token, once: None }))
    }

    /// What is known of a token to whoever brings it.
    pub async fn token_info(&self, secret: &str) -> Outcome<Result<TokenInfo, Denied>> {
        let token = match find(self, secret).await? {
            Ok(token) => token,
            Err(denied) => return Ok(Err(denied)),
        };
        let user = match token.created_by_id {
            Some(user) => Some(user),
            None => first_owner(self).await?,
        };
        Ok(Ok(TokenInfo {
            id: TokenId(token.id),
            scopes: scopes_of(&token),
            name: token.name,
            user: user.map(UserId),
            expires_at: token.expires_at.map(Timestamp),
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_has_the_shape_of_a_private_apps() {
        let secret = new_secret();
        assert_eq!(secret.len(), PREFIX.len() + 36);
        assert!(secret.starts_with("pat-na1-") && secret[8..].bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit()));
        assert_ne!(secret, new_secret());
    }

    #[test]
    fn an_end_is_a_span_or_a_date() {
        let end = |text: &str| end_of(Timestamp(0), text).map(|at| at.0);
        assert_eq!(end("2d"), Some(2 * Timestamp::DAY));
        assert_eq!(end("12h"), Some(12 * Timestamp::HOUR));
        assert_eq!(end("2030-01-01"), Some(1_893_456_000_000));
        for wrong in ["", "d", "-1d", "0h", "soon", "2030-13-01", "é"] {
            assert_eq!(end(wrong), None, "{wrong}");
        }
    }
}
