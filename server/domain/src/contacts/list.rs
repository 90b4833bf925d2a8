//! The list of contacts.

use std::collections::HashMap;

use model::contacts::ContactRow;
use model::pages::{Page, ROWS};
use model::properties::ListQuery;
use model::{ContactId, Timestamp};
use sea_orm::sea_query::{Expr, ExprTrait, SelectStatement};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, QueryTrait, RelationDef,
};

use super::display_name;
use crate::crm::desk::cells;
use crate::crm::{ObjectType, holding};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::keys::{begins_with, fold_key, page_after, page_of};
use crate::tables::{companies, contact_companies, contacts, ticket_contacts, tickets};

/// Newest first; with words, those whose full name, last name, address or primary company (its name or domain) begins with
/// them.
pub(super) async fn list(desk: &UserDesk, query: &ListQuery) -> Outcome<Page<ContactRow>> {
    let reader = desk.portico.store.reader();
    let found = matching(reader, query, query.after.as_deref().and_then(page_after), ROWS + 1).await?;
    let (found, next) = page_of(found, |contact| contact.id);
    let ids: Vec<i64> = found.iter().map(|contact| contact.id).collect();
    let mut cells = cells(reader, ObjectType::Contacts, &ids, &query.columns).await?;
    let mut rows = rows_of(reader, found).await?;
    rows.iter_mut().for_each(|row| row.values = cells.remove(&row.id.0).unwrap_or_default());
    Ok(Page { rows, next })
}

/// Those of the list behind an id, in its order.
pub(crate) async fn matching(
    reader: &impl ConnectionTrait,
    query: &ListQuery,
    after: Option<i64>,
    limit: u64,
) -> Outcome<Vec<contacts::Model>> {
    let mut find = contacts::Entity::find().filter(contacts::Column::ArchivedAt.is_null());
    if let Some(holds) = holding(reader, ObjectType::Contacts, &query.conditions).await? {
        find = find.filter(holds);
    }
    let key = fold_key(&query.search);
    if !key.is_empty() {
        let matches = Condition::any()
            .add(begins_with(contacts::Column::NameKey, &key))
            .add(begins_with(contacts::Column::LastNameKey, &key))
            .add(begins_with(contacts::Column::Email, &key))
            .add(contacts::Column::Id.in_subquery(of_companies(&key)));
        find = find.filter(matches);
    }
    if let Some(id) = after {
        find = find.filter(contacts::Column::Id.lt(id));
    }
    Ok(find.order_by_desc(contacts::Column::Id).limit(limit).all(reader).await?)
}

/// The contacts whose primary company begins with the key.
fn of_companies(key: &str) -> SelectStatement {
    let begins =
        Condition::any().add(begins_with(companies::Column::NameKey, key)).add(begins_with(companies::Column::Domain, key));
    let named = companies::Entity::find()
        .select_only()
        .column(companies::Column::Id)
        .filter(companies::Column::ArchivedAt.is_null())
        .filter(begins);
    contact_companies::Entity::find()
        .select_only()
        .column(contact_companies::Column::ContactId)
        .filter(contact_companies::Column::IsPrimary.eq(true))
        .filter(contact_companies::Column::CompanyId.in_subquery(named.into_query()))
        .into_query()
}

/// The rows of these contacts, in their order.
pub(crate) async fn rows_of(reader: &impl ConnectionTrait, contacts: Vec<contacts::Model>) -> Outcome<Vec<ContactRow>> {
    if contacts.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<i64> = contacts.iter().map(|contact| contact.id).collect();
    let companies = primary_companies(reader, &ids).await?;
    let open = open_tickets(reader, &ids).await?;
    let row = |contact: contacts::Model| ContactRow {
        id: ContactId(contact.id),
        name: display_name(&contact),
        company: companies.get(&contact.id).cloned(),
        open_tickets: open.get(&contact.id).map_or(0, |count| count.unsigned_abs()),
        created_at: Timestamp(contact.created_at),
        values: Vec::new(),
        email: contact.email,
    };
    Ok(contacts.into_iter().map(row).collect())
}

async fn primary_companies(reader: &impl ConnectionTrait, ids: &[i64]) -> Outcome<HashMap<i64, String>> {
    let to_companies: RelationDef = contact_companies::Entity::belongs_to(companies::Entity)
        .from(contact_companies::Column::CompanyId)
        .to(companies::Column::Id)
        .into();
    let pairs: Vec<(i64, String)> = contact_companies::Entity::find()
        .select_only()
        .column(contact_companies::Column::ContactId)
        .column(companies::Column::Name)
        .join(JoinType::InnerJoin, to_companies)
        .filter(contact_companies::Column::ContactId.is_in(ids.iter().copied()))
        .filter(contact_companies::Column::IsPrimary.eq(true))
        .filter(companies::Column::ArchivedAt.is_null())
        .into_tuple()
        .all(reader)
        .await?;
    Ok(pairs.into_iter().collect())
}

async fn open_tickets(reader: &impl ConnectionTrait, ids: &[i64]) -> Outcome<HashMap<i64, i64>> {
    let to_tickets: RelationDef = ticket_contacts::Entity::belongs_to(tickets::Entity)
        .from(ticket_contacts::Column::TicketId)
        .to(tickets::Column::Id)
        .into();
    let counts: Vec<(i64, i64)> = ticket_contacts::Entity::find()
        .select_only()
        .column(ticket_contacts::Column::ContactId)
        .column_as(Expr::col((tickets::Entity, tickets::Column::Id)).count(), "open_tickets")
        .join(JoinType::InnerJoin, to_tickets)
        .filter(ticket_contacts::Column::ContactId.is_in(ids.iter().copied()))
        .filter(tickets::Column::IsOpen.eq(true))
        .filter(tickets::Column::ArchivedAt.is_null())
        .group_by(ticket_contacts::Column::ContactId)
        .into_tuple()
        .all(reader)
        .await?;
    Ok(counts.into_iter().collect())
}
