//! Sessions that are over are forgotten: what they say of their browser and address is nobody's business any more.

use model::Timestamp;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::failure::Outcome;
use crate::portico::Portico;
use crate::tables::sessions;

const KEPT: i64 = 30 * Timestamp::DAY;
/// Rows that are deleted in one transaction: others want to write, too.
const BATCH: u64 = 500;

impl Portico {
    /// Deletes sessions that ended or ran out 30 days ago or earlier, a batch of them; answers how many.
    pub async fn forget_old_sessions(&self) -> Outcome<u64> {
        let until = self.now().plus(-KEPT).0;
        let over = Condition::any().add(sessions::Column::EndedAt.lt(until)).add(sessions::Column::ExpiresAt.lt(until));
        let tx = self.store.begin().await?;
        let ids: Vec<i64> = sessions::Entity::find()
            .select_only()
            .column(sessions::Column::Id)
            .filter(over)
            .order_by_asc(sessions::Column::Id)
            .limit(BATCH)
            .into_tuple()
            .all(&tx)
            .await?;
        let gone = sessions::Entity::delete_many().filter(sessions::Column::Id.is_in(ids)).exec(&tx).await?;
        tx.commit().await?;
        Ok(gone.rows_affected)
    }
}
