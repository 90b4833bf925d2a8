//! What was delivered is forgotten after a week, and what could not be after a month: a log is there to look into, and
//! what it says of people is in their records.

use model::Timestamp;
use sea_orm::sea_query::SelectStatement;
use sea_orm::{
    ColumnTrait, Condition, DatabaseTransaction, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set, Unchanged,
};

use super::capture::details;
use crate::failure::Outcome;
use crate::portico::Portico;
use crate::tables::{api_tokens, webhook_deliveries, webhook_events, webhook_targets};

const DELIVERED_KEPT: i64 = 7 * Timestamp::DAY;
const KEPT: i64 = 30 * Timestamp::DAY;
/// Deliveries that are deleted in one transaction, with up to a hundred events each: others want to write, too.
const BATCH: u64 = 50;
/// Events that wait at a token that is worth nothing any more.
const EVENTS: u64 = 2_000;

/// What events say of a contact who is erased. That something changed stays, and waits, if it was not told yet.
pub async fn forget_values(tx: &DatabaseTransaction, contact: i64) -> Outcome<()> {
    use webhook_events::Column as C;
    let of_contacts = Condition::any().add(C::EventType.starts_with("contact.")).add(C::ObjectTypeId.eq("0-1"));
    let says = C::Details.like(format!("%\"objectId\":{contact},\"propertyName\"%"));
    for row in webhook_events::Entity::find().filter(of_contacts).filter(says).all(tx).await? {
        let mut details = details(&row.details);
        details.insert("propertyValue".to_owned(), "".into());
        let details = serde_json::Value::Object(details).to_string();
        let row = webhook_events::ActiveModel { id: Unchanged(row.id), details: Set(details), ..Default::default() };
        webhook_events::Entity::update(row).exec(tx).await?;
    }
    Ok(())
}

impl Portico {
    /// Deletes a batch of old deliveries, and of what waits for nobody; answers how many rows.
    pub async fn forget_old_webhooks(&self) -> Outcome<u64> {
        use webhook_deliveries::Column as C;
        let now = self.now();
        let old = Condition::any()
            .add(C::CreatedAt.lt(now.plus(-KEPT).0))
            .add(Condition::all().add(C::CreatedAt.lt(now.plus(-DELIVERED_KEPT).0)).add(C::DeliveredAt.is_not_null()))
            .add(Condition::all().add(C::TokenId.in_subquery(self.worthless_tokens())).add(C::DeliveredAt.is_null()));
        let tx = self.store.begin().await?;
        let ids: Vec<i64> = webhook_deliveries::Entity::find()
            .select_only()
            .column(C::Id)
            .filter(old)
            .order_by_asc(C::CreatedAt)
            .limit(BATCH)
            .into_tuple()
            .all(&tx)
            .await?;
        let of_them = webhook_events::Column::DeliveryId.is_in(ids.iter().copied());
        webhook_events::Entity::delete_many().filter(of_them).exec(&tx).await?;
        let gone = webhook_deliveries::Entity::delete_many().filter(C::Id.is_in(ids)).exec(&tx).await?;
        tx.commit().await?;
        Ok(gone.rows_affected + self.forget_unheard_events().await?)
    }

    fn worthless_tokens(&self) -> SelectStatement {
        let over = Condition::any()
            .add(api_tokens::Column::RevokedAt.is_not_null())
            .add(api_tokens::Column::ExpiresAt.lte(self.now().0));
        api_tokens::Entity::find().select_only().column(api_tokens::Column::Id).filter(over).into_query()
    }

    /// What waits for a token that was revoked, or whose time is over, or has no target any more, is told to nobody.
    async fn forget_unheard_events(&self) -> Outcome<u64> {
        use webhook_events::Column as C;
        let targets = webhook_targets::Entity::find().select_only().column(webhook_targets::Column::TokenId).into_query();
        let unheard =
            Condition::any().add(C::TokenId.in_subquery(self.worthless_tokens())).add(C::TokenId.not_in_subquery(targets));
        let tx = self.store.begin().await?;
        let ids: Vec<i64> = webhook_events::Entity::find()
            .select_only()
            .column(C::Id)
            .filter(unheard)
            .filter(C::DeliveryId.is_null())
            .limit(EVENTS)
            .into_tuple()
            .all(&tx)
            .await?;
        let gone = webhook_events::Entity::delete_many().filter(C::Id.is_in(ids)).exec(&tx).await?;
        tx.commit().await?;
        Ok(gone.rows_affected)
    }
}
