//! Contacts as staff know them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::access::InvitationMade;
use crate::fault::{Fault, FieldErrors, Problem};
use crate::helpdesk::{Named, QueueRow};
use crate::ids::{CompanyId, ContactId, PortalId};
use crate::language::Language;
use crate::pages::Page;
use crate::properties::{ListQuery, PropertyValue, Values};
use crate::related::Related;
use crate::text::{EmailAddress, line};
use crate::time::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactRow {
    pub id: ContactId,
    pub name: String,
    pub email: Option<String>,
    pub company: Option<String>,
    pub open_tickets: u64,
    pub created_at: Timestamp,
    /// Of the columns that were asked for, in their order; empty text: none.
    pub values: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ContactShown {
    pub id: ContactId,
    pub fields: ContactFields,
    pub properties: Vec<PropertyValue>,
    pub disabled: bool,
    pub companies: Vec<ContactCompany>,
    /// The latest 25 tickets associated with the contact.
    pub tickets: Vec<QueueRow>,
    /// What may be done for the contact at each live or paused portal.
    pub portals: Vec<PortalAccess>,
    /// Associated contacts: the first 25.
    pub related: Vec<Related>,
    pub created_at: Timestamp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactCompany {
    pub company: Named<CompanyId>,
    pub primary: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PortalAccess {
    pub portal: Named<PortalId>,
    pub may_enter: bool,
    pub invitation_pending: bool,
    /// Whether whoever looks may take the contact's access away.
    pub may_remove: bool,
}

/// What a person types about a contact. Empty text: not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactFields {
    pub email: String,
    pub first_name: String,
    pub last_name: String,
    pub phone: String,
    pub language: Option<Language>,
    /// Of properties that were added.
    pub values: Values,
}

impl ContactFields {
    /// Trimmed fields; at least a name or an address.
    pub fn check(&self) -> Result<Self, Fault> {
        let fields = self.check_each()?;
        if fields.email.is_empty() && fields.first_name.is_empty() && fields.last_name.is_empty() {
            return Err(Fault::invalid("email", Problem::Missing));
        }
        Ok(fields)
    }

    /// Trimmed fields, of which all may be empty: integrations know some contacts by a telephone number alone.
    pub fn check_each(&self) -> Result<Self, Fault> {
        let mut errors = FieldErrors::default();
        let email = match self.email.trim() {
            "" => Some(String::new()),
            text => errors.check("email", EmailAddress::parse(text)).map(|address| address.to_string()),
        };
        let first_name = errors.check("first_name", line(&self.first_name, 0, 100));
        let last_name = errors.check("last_name", line(&self.last_name, 0, 100));
        let phone = errors.check("phone", line(&self.phone, 0, 50));
        match (email, first_name, last_name, phone) {
            (Some(email), Some(first_name), Some(last_name), Some(phone)) => {
                Ok(Self { email, first_name, last_name, phone, language: self.language, values: self.values.clone() })
            }
            _ => Err(errors.into_fault()),
        }
    }
}

/// What staff can do with contacts.
#[async_trait]
pub trait Contacts: Send + Sync {
    /// Newest first; with words, those whose name or address begins with them.
    async fn contacts(&self, query: &ListQuery) -> Result<Page<ContactRow>, Fault>;

    async fn contact(&self, contact: ContactId) -> Result<ContactShown, Fault>;

    async fn create_contact(&self, fields: &ContactFields) -> Result<ContactId, Fault>;

    async fn update_contact(&self, contact: ContactId, fields: &ContactFields) -> Result<(), Fault>;

    /// Disabled contacts cannot sign in and their sessions end with the next request.
    async fn set_contact_disabled(&self, contact: ContactId, disabled: bool) -> Result<(), Fault>;

    /// Adds the contact to the company. `primary` moves the one primary association here.
    async fn join_company(&self, contact: ContactId, company: CompanyId, primary: bool) -> Result<(), Fault>;

    async fn leave_company(&self, contact: ContactId, company: CompanyId) -> Result<(), Fault>;

    /// Lets the contact into the portal's first access group and makes a link, valid for 7 days, that sets a password.
    async fn invite(&self, portal: PortalId, contact: ContactId) -> Result<InvitationMade, Fault>;

    /// Starts a read-only look at the portal as this contact (logged); answers the one-time address to open, on the
    /// portal's own domain.
    async fn view_as(&self, portal: PortalId, contact: ContactId) -> Result<String, Fault>;
}
