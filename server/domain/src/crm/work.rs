//! One request that writes: a transaction, what is to be told after it, and the promise to do it once.

use model::Timestamp;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::refused::{Done, Refused};
use crate::desks::TokenDesk;
use crate::failure::{Failure, Outcome};
use crate::live::Change;
use crate::portico::Portico;
use crate::secrets;
use crate::tables::answered_requests;

/// How long an answer is kept for the request that comes again.
const ANSWERS_KEPT: i64 = 24 * Timestamp::HOUR;

/// An idempotency key, with what tells the request from another one that bears the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Once {
    pub key: String,
    /// Of method, address and body.
    pub fingerprint: String,
}

impl Once {
    /// The promise for a request of these parts.
    pub fn of(key: String, request: &[&[u8]]) -> Self {
        let parts: Vec<String> = request.iter().map(|part| secrets::fingerprint_of(part)).collect();
        Self { key, fingerprint: secrets::fingerprint(&parts.join(" ")) }
    }
}

/// A request that writes, under way. Dropping it undoes it.
pub struct Work<'a> {
    pub desk: &'a TokenDesk,
    pub tx: DatabaseTransaction,
    told: Vec<Change>,
}

impl<'a> Work<'a> {
    /// Begins. `Err`: what the request was answered when it came before. A key that came with another request is refused.
    pub async fn begin<T: DeserializeOwned>(desk: &'a TokenDesk) -> Done<Result<Self, T>> {
        let tx = desk.portico.store.begin().await?;
        if let Some(once) = &desk.once
            && let Some(answer) = answered(&tx, desk, once).await?
        {
            return Ok(Err(answer));
        }
        Ok(Ok(Self { desk, tx, told: Vec::new() }))
    }

    /// To be told after the commit.
    pub fn tell(&mut self, changes: impl IntoIterator<Item = Change>) {
        for change in changes {
            if !self.told.contains(&change) {
                self.told.push(change);
            }
        }
    }

    /// Keeps the answer for the request that comes again, commits, and tells. Of two requests with one key that came at
    /// once, the later undoes what it did and gives the answer of the other.
    pub async fn finish<T: Serialize + DeserializeOwned>(self, answer: T) -> Done<T> {
        let Self { desk, tx, told } = self;
        if let Some(once) = &desk.once {
            let text = serde_json::to_string(&answer).map_err(|error| Failure::internal(error.to_string()))?;
            let row = answered_requests::ActiveModel {
                token_id: Set(desk.viewer.token.0),
                request_key: Set(once.key.clone()),
                fingerprint: Set(once.fingerprint.clone()),
                answer: Set(text),
                created_at: Set(desk.portico.now().0),
            };
            if let Err(error) = row.insert(&tx).await {
                if !Failure::is_duplicate(&error) {
                    return Err(error.into());
                }
                tx.rollback().await?;
                let before = answered(desk.portico.store.reader(), desk, once).await?;
                return Ok(before.ok_or_else(|| Failure::internal("an answered request is gone"))?);
            }
        }
        tx.commit().await?;
        desk.portico.tell(&told).await;
        Ok(answer)
    }
}

async fn answered<T: DeserializeOwned>(connection: &impl ConnectionTrait, desk: &TokenDesk, once: &Once) -> Done<Option<T>> {
    let known = answered_requests::Entity::find_by_id((desk.viewer.token.0, once.key.clone())).one(connection).await?;
    let Some(known) = known else {
        return Ok(None);
    };
    if known.fingerprint != once.fingerprint {
        return Err(Refused::KeyOfAnotherRequest.into());
    }
    Ok(Some(serde_json::from_str(&known.answer).map_err(|error| Failure::internal(error.to_string()))?))
}

impl Portico {
    /// Forgets answers that are older than a day. Answers how many.
    pub async fn forget_old_answers(&self) -> Outcome<u64> {
        let before = self.now().plus(-ANSWERS_KEPT).0;
        let old = answered_requests::Column::CreatedAt.lt(before);
        let gone = answered_requests::Entity::delete_many().filter(old).exec(self.store.writer()).await?;
        Ok(gone.rows_affected)
    }
}
