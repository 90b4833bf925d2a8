//! The list of companies.

use std::collections::HashMap;

use model::companies::CompanyRow;
use model::pages::{Page, ROWS};
use model::properties::ListQuery;
use model::{CompanyId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef,
};

use crate::crm::desk::cells;
use crate::crm::{ObjectType, holding};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::keys::{begins_with, fold_key, page_after, page_of};
use crate::tables::{companies, contact_companies, contacts};

/// Newest first; with words, those whose name or domain begins with them.
pub(super) async fn list(desk: &UserDesk, query: &ListQuery) -> Outcome<Page<CompanyRow>> {
    let reader = desk.portico.store.reader();
    let found = matching(reader, query, query.after.as_deref().and_then(page_after), ROWS + 1).await?;
    let (found, next) = page_of(found, |company| company.id);
    let ids: Vec<i64> = found.iter().map(|company| company.id).collect();
    let contacts = contacts_in(reader, &ids).await?;
    let mut cells = cells(reader, ObjectType::Companies, &ids, &query.columns).await?;
    let mut row = |company: companies::Model| CompanyRow {
        id: CompanyId(company.id),
        contacts: contacts.get(&company.id).map_or(0, |count| count.unsigned_abs()),
        created_at: Timestamp(company.created_at),
        values: cells.remove(&company.id).unwrap_or_default(),
        name: company.name,
        domain: company.domain,
    };
    Ok(Page { rows: found.into_iter().map(&mut row).collect(), next })
}

/// Those of the list behind an id, in its order.
pub(crate) async fn matching(
    reader: &impl ConnectionTrait,
    query: &ListQuery,
    after: Option<i64>,
    limit: u64,
) -> Outcome<Vec<companies::Model>> {
    let mut find = companies::Entity::find().filter(companies::Column::ArchivedAt.is_null());
    if let Some(holds) = holding(reader, ObjectType::Companies, &query.conditions).await? {
        find = find.filter(holds);
    }
    let key = fold_key(&query.search);
    if !key.is_empty() {
        let matches =
            Condition::any().add(begins_with(companies::Column::NameKey, &key)).add(begins_with(companies::Column::Domain, &key));
        find = find.filter(matches);
    }
    if let Some(id) = after {
        find = find.filter(companies::Column::Id.lt(id));
    }
    Ok(find.order_by_desc(companies::Column::Id).limit(limit).all(reader).await?)
}

async fn contacts_in(reader: &impl ConnectionTrait, ids: &[i64]) -> Outcome<HashMap<i64, i64>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let to_contacts: RelationDef = contact_companies::Entity::belongs_to(contacts::Entity)
        .from(contact_companies::Column::ContactId)
        .to(contacts::Column::Id)
        .into();
    let counts: Vec<(i64, i64)> = contact_companies::Entity::find()
        .select_only()
        .column(contact_companies::Column::CompanyId)
        .column_as(Expr::col((contacts::Entity, contacts::Column::Id)).count(), "contacts")
        .join(JoinType::InnerJoin, to_contacts)
        .filter(contact_companies::Column::CompanyId.is_in(ids.iter().copied()))
        .filter(contacts::Column::ArchivedAt.is_null())
        .group_by(contact_companies::Column::CompanyId)
        .into_tuple()
        .all(reader)
        .await?;
    Ok(counts.into_iter().collect())
}
