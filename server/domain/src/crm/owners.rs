//! Owners: the team, as integrations know it. A staff member's id is owner id and user id both.

use model::{Timestamp, UserId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use super::refused::{Done, Refused};
use crate::desks::TokenDesk;
use crate::tables::users;

/// Somebody of the team.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Owner {
    pub id: UserId,
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub created_at: Timestamp,
    /// Disabled.
    pub archived: bool,
}

fn owner(user: users::Model) -> Owner {
    let (first_name, last_name) = user.name.split_once(' ').unwrap_or((user.name.as_str(), ""));
    Owner {
        id: UserId(user.id),
        first_name: first_name.to_owned(),
        last_name: last_name.trim().to_owned(),
        created_at: Timestamp(user.created_at),
        archived: user.disabled_at.is_some(),
        email: user.email,
    }
}

impl TokenDesk {
    /// Owners in the order of their ids after an id, at most `limit`: those who are disabled, or those who are not. With an
    /// address, the one who has it. Answers where the next page begins.
    pub async fn owners(
        &self,
        email: Option<&str>,
        archived: bool,
        after: Option<i64>,
        limit: u64,
    ) -> Done<(Vec<Owner>, Option<i64>)> {
        let disabled = users::Column::DisabledAt;
        let mut find = users::Entity::find().filter(if archived { disabled.is_not_null() } else { disabled.is_null() });
        if let Some(email) = email.filter(|email| !email.is_empty()) {
            find = find.filter(users::Column::Email.eq(email.trim().to_lowercase()));
        }
        if let Some(after) = after {
            find = find.filter(users::Column::Id.gt(after));
        }
        let mut found = find.order_by_asc(users::Column::Id).limit(limit + 1).all(self.portico.store.reader()).await?;
        let size = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > size;
        found.truncate(size);
        let next = found.last().filter(|_| more).map(|user| user.id);
        Ok((found.into_iter().map(owner).collect(), next))
    }

    /// The owner, who is disabled or not, as is wanted.
    pub async fn owner(&self, id: &str, archived: bool) -> Done<Owner> {
        let not_found = || Refused::NothingCalled(id.to_owned());
        let user: UserId = id.parse().map_err(|_| not_found())?;
        let found = users::Entity::find_by_id(user.0).one(self.portico.store.reader()).await?;
        let found = found.filter(|user| user.disabled_at.is_some() == archived).map(owner);
        Ok(found.ok_or_else(not_found)?)
    }
}
