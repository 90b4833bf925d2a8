//! What imports remember of somebody, forgotten: rows that were left out, values before, the first rows of files.

use model::imports::Layout;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, Set, Unchanged};

use crate::failure::{Failure, Outcome};
use crate::tables::{import_changes, import_problems, imports};

/// Of a contact who goes for good, and of tickets whose words go with them. What a file changed about these cannot be put
/// back any more.
pub(crate) async fn forget(tx: &DatabaseTransaction, contact: i64, tickets: impl Iterator<Item = i64>) -> Outcome<()> {
    use import_changes::Column as C;
    import_changes::Entity::delete_many().filter(C::ObjectType.eq("contacts")).filter(C::RecordId.eq(contact)).exec(tx).await?;
    import_changes::Entity::update_many()
        .col_expr(C::Changes, Expr::value("[]"))
        .filter(C::ObjectType.eq("tickets"))
        .filter(C::RecordId.is_in(tickets))
        .exec(tx)
        .await?;
    Ok(())
}

/// Of an address. What else a `_` in it matches is a note less of a file that was imported.
pub(crate) async fn forget_address(tx: &DatabaseTransaction, address: &str) -> Outcome<()> {
    use import_problems::Column as P;
    let says = format!("%{address}%");
    import_problems::Entity::update_many()
        .col_expr(P::Value, Expr::value(""))
        .col_expr(P::Message, Expr::value(""))
        .filter(P::Value.like(&says))
        .exec(tx)
        .await?;
    for row in imports::Entity::find().filter(imports::Column::Layout.like(&says)).all(tx).await? {
        let layout = serde_json::from_str::<Layout>(&row.layout).unwrap_or_default();
        let layout = serde_json::to_string(&Layout { rows: Vec::new(), ..layout });
        let layout = layout.map_err(|error| Failure::internal(error.to_string()))?;
        let change = imports::ActiveModel { id: Unchanged(row.id), layout: Set(layout), ..Default::default() };
        imports::Entity::update(change).exec(tx).await?;
    }
    Ok(())
}
