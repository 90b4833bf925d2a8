//! Companies as staff know them.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::contacts::ContactRow;
use crate::fault::{Fault, FieldErrors};
use crate::helpdesk::QueueRow;
use crate::ids::CompanyId;
use crate::pages::Page;
use crate::properties::{ListQuery, PropertyValue, Values};
use crate::related::Related;
use crate::text::{HostName, line};
use crate::time::Timestamp;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyRow {
    pub id: CompanyId,
    pub name: String,
    pub domain: Option<String>,
    pub contacts: u64,
    pub created_at: Timestamp,
    /// Of the columns that were asked for, in their order; empty text: none.
    pub values: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CompanyShown {
    pub id: CompanyId,
    pub fields: CompanyFields,
    pub properties: Vec<PropertyValue>,
    /// The first 50.
    pub contacts: Vec<ContactRow>,
    /// The latest 25 tickets associated with the company.
    pub tickets: Vec<QueueRow>,
    /// Associated companies: the first 25.
    pub related: Vec<Related>,
    pub created_at: Timestamp,
}

/// What a person types about a company. Empty text: not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyFields {
    pub name: String,
    pub domain: String,
    pub phone: String,
    /// Of properties that were added.
    pub values: Values,
}

impl CompanyFields {
    pub fn check(&self) -> Result<Self, Fault> {
        let mut errors = FieldErrors::default();
        let name = errors.check("name", line(&self.name, 1, 200));
        let domain = match self.domain.trim() {
            "" => Some(String::new()),
            text => errors.check("domain", HostName::parse(text)).map(|host| host.to_string()),
        };
        let phone = errors.check("phone", line(&self.phone, 0, 50));
        match (name, domain, phone) {
            (Some(name), Some(domain), Some(phone)) => Ok(Self { name, domain, phone, values: self.values.clone() }),
            _ => Err(errors.into_fault()),
        }
    }
}

/// What staff can do with companies.
#[async_trait]
pub trait Companies: Send + Sync {
    /// Newest first; with words, those whose name or domain begins with them.
    async fn companies(&self, query: &ListQuery) -> Result<Page<CompanyRow>, Fault>;

    async fn company(&self, company: CompanyId) -> Result<CompanyShown, Fault>;

    async fn create_company(&self, fields: &CompanyFields) -> Result<CompanyId, Fault>;

    async fn update_company(&self, company: CompanyId, fields: &CompanyFields) -> Result<(), Fault>;
}
