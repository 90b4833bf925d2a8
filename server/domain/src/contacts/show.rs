//! A contact's page.

use model::contacts::{ContactCompany, ContactFields, ContactShown, PortalAccess};
use model::helpdesk::Named;
use model::people::Role;
use model::properties::Values;
use model::{CompanyId, ContactId, Fault, Language, PortalId, Timestamp};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QueryOrder, QuerySelect, RelationDef};

use crate::access;
use crate::crm::{self, ObjectType};
use crate::desks::UserDesk;
use crate::failure::Outcome;
use crate::helpdesk::latest_of_contact;
use crate::people;
use crate::tables::{companies, contact_companies, contacts, portals};

pub(super) async fn show(desk: &UserDesk, id: ContactId) -> Outcome<ContactShown> {
    let reader = desk.portico.store.reader();
    let contact = contacts::Entity::find_by_id(id.0)
        .filter(contacts::Column::ArchivedAt.is_null())
        .one(reader)
        .await?
        .ok_or(Fault::NotFound)?;
    Ok(ContactShown {
        id,
        companies: companies_of(reader, id).await?,
        tickets: latest_of_contact(reader, &desk.viewer(), id).await?,
        portals: portals_of(desk, reader, &contact).await?,
        properties: crm::desk::values_of(reader, ObjectType::Contacts, id.0).await?,
        related: crm::related(reader, &desk.viewer(), ObjectType::Contacts, id.0).await?,
        disabled: contact.disabled_at.is_some(),
        created_at: Timestamp(contact.created_at),
        fields: ContactFields {
            email: contact.email.unwrap_or_default(),
            first_name: contact.first_name,
            last_name: contact.last_name,
            phone: contact.phone.unwrap_or_default(),
            language: contact.language.and_then(|tag| Language::parse(&tag).ok()),
            values: Values::new(),
        },
    })
}

/// The primary one first, then by name.
async fn companies_of(reader: &impl ConnectionTrait, contact: ContactId) -> Outcome<Vec<ContactCompany>> {
    let to_companies: RelationDef = contact_companies::Entity::belongs_to(companies::Entity)
        .from(contact_companies::Column::CompanyId)
        .to(companies::Column::Id)
        .into();
    let rows = contact_companies::Entity::find()
        .select_also(companies::Entity)
        .join(JoinType::InnerJoin, to_companies)
        .filter(contact_companies::Column::ContactId.eq(contact.0))
        .filter(companies::Column::ArchivedAt.is_null())
        .order_by_desc(contact_companies::Column::IsPrimary)
        .order_by_asc(companies::Column::NameKey)
        .all(reader)
        .await?;
    let row = |(joined, company): (contact_companies::Model, Option<companies::Model>)| {
        let company = company?;
        let company = Named { id: CompanyId(company.id), name: company.name };
        Some(ContactCompany { company, primary: joined.is_primary })
    };
    Ok(rows.into_iter().filter_map(row).collect())
}

/// Each public portal, and whether the contact gets in.
async fn portals_of(desk: &UserDesk, reader: &impl ConnectionTrait, contact: &contacts::Model) -> Outcome<Vec<PortalAccess>> {
    let id = ContactId(contact.id);
    let public = portals::Entity::find()
        .filter(portals::Column::Status.is_in(["LIVE", "PAUSED"]))
        .order_by_asc(portals::Column::Id)
        .all(reader)
        .await?;
    let mut shown = Vec::with_capacity(public.len());
    for portal in public {
        let may_enter = contact.disabled_at.is_none() && access::may_enter(reader, &portal, id).await?;
        let invitation_pending = people::is_invited(reader, desk.portico.now(), portal.id, id).await?;
        let may_remove = (may_enter || invitation_pending)
            && desk.viewer.role >= Role::Admin
            && access::may_be_removed(reader, &portal, id).await?;
        let portal = Named { id: PortalId(portal.id), name: portal.name };
        shown.push(PortalAccess { portal, may_enter, invitation_pending, may_remove });
    }
    Ok(shown)
}
