//! Contacts: the customers, as staff keep them.

pub(crate) mod companies;
pub(crate) mod edit;
pub(crate) mod erase;
pub(crate) mod list;
pub(crate) mod merge;
mod show;

use async_trait::async_trait;
use model::access::InvitationMade;
use model::contacts::{ContactFields, ContactRow, ContactShown, Contacts};
use model::pages::Page;
use model::properties::ListQuery;
use model::{CompanyId, ContactId, Fault, PortalId};

use crate::audit::Actor;
use crate::desks::UserDesk;
use crate::failure::Failure;
use crate::people;
use crate::tables::contacts;

pub(crate) use edit::{create, insert};
pub(crate) use list::rows_of;

/// What a contact is called: the name, else the address, the telephone number, the id. Integrations may know as little.
pub(crate) fn display_name(contact: &contacts::Model) -> String {
    match full_name(&contact.first_name, &contact.last_name) {
        name if name.is_empty() => {
            let known = contact.email.clone().or_else(|| contact.phone.clone());
            known.unwrap_or_else(|| format!("#{}", contact.id))
        }
        name => name,
    }
}

pub(crate) fn full_name(first: &str, last: &str) -> String {
    format!("{} {}", first.trim(), last.trim()).trim().to_owned()
}

#[async_trait]
impl Contacts for UserDesk {
    async fn contacts(&self, query: &ListQuery) -> Result<Page<ContactRow>, Fault> {
        list::list(self, query).await.map_err(Failure::into_fault)
    }

    async fn contact(&self, contact: ContactId) -> Result<ContactShown, Fault> {
        show::show(self, contact).await.map_err(Failure::into_fault)
    }

    async fn create_contact(&self, fields: &ContactFields) -> Result<ContactId, Fault> {
        edit::create(&self.portico, Actor::from(&self.viewer), fields).await.map_err(Failure::into_fault)
    }

    async fn update_contact(&self, contact: ContactId, fields: &ContactFields) -> Result<(), Fault> {
        edit::update(self, contact, fields).await.map_err(Failure::into_fault)
    }

    async fn set_contact_disabled(&self, contact: ContactId, disabled: bool) -> Result<(), Fault> {
        edit::set_disabled(self, contact, disabled).await.map_err(Failure::into_fault)
    }

    async fn join_company(&self, contact: ContactId, company: CompanyId, primary: bool) -> Result<(), Fault> {
        companies::join(self, contact, company, primary).await.map_err(Failure::into_fault)
    }

    async fn leave_company(&self, contact: ContactId, company: CompanyId) -> Result<(), Fault> {
        companies::leave(self, contact, company).await.map_err(Failure::into_fault)
    }

    async fn invite(&self, portal: PortalId, contact: ContactId) -> Result<InvitationMade, Fault> {
        people::invite(&self.portico, Actor::from(&self.viewer), portal, contact).await.map_err(Failure::into_fault)
    }

    async fn view_as(&self, portal: PortalId, contact: ContactId) -> Result<String, Fault> {
        people::view_as(self, portal, contact).await.map_err(Failure::into_fault)
    }
}
