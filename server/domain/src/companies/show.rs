//! A company's page.

use model::companies::{CompanyFields, CompanyShown};
use model::properties::Values;
use model::{CompanyId, Fault, Timestamp};
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::contacts::rows_of;
use crate::crm::{self, ObjectType};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::helpdesk::latest_of_company;
use crate::tables::{companies, contact_companies, contacts};

/// Contacts that the page shows.
const CONTACTS: u64 = 50;

pub(super) async fn show(desk: &UserDesk, id: CompanyId) -> Outcome<CompanyShown> {
    let reader = desk.portico.store.reader();
    let company = companies::Entity::find_by_id(id.0)
        .filter(companies::Column::ArchivedAt.is_null())
        .one(reader)
        .await?
        .ok_or(Fault::NotFound)?;
    let members = Query::select()
        .column(contact_companies::Column::ContactId)
        .from(contact_companies::Entity)
        .and_where(contact_companies::Column::CompanyId.eq(id.0))
        .to_owned();
    let contacts = contacts::Entity::find()
        .filter(contacts::Column::Id.in_subquery(members))
        .filter(contacts::Column::ArchivedAt.is_null())
        .order_by_asc(contacts::Column::Id)
        .limit(CONTACTS)
        .all(reader)
        .await?;
    Ok(CompanyShown {
        id,
        contacts: rows_of(reader, contacts).await?,
        tickets: latest_of_company(reader, &desk.viewer(), id).await?,
        properties: crm::desk::values_of(reader, ObjectType::Companies, id.0).await?,
        related: crm::related(reader, &desk.viewer(), ObjectType::Companies, id.0).await?,
        created_at: Timestamp(company.created_at),
        fields: CompanyFields {
            name: company.name,
            domain: company.domain.unwrap_or_default(),
            phone: company.phone.unwrap_or_default(),
            values: Values::new(),
        },
    })
}
