//! The kinds of records that integrations work with.

use model::api_tokens::Scope;
use serde::{Deserialize, Serialize};

/// A kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum ObjectType {
    Contacts,
    Companies,
    Tickets,
    Notes,
}

impl ObjectType {
    pub const ALL: [Self; 4] = [Self::Contacts, Self::Companies, Self::Tickets, Self::Notes];

    /// The plural, as it stands in addresses and in the database.
    pub fn word(self) -> &'static str {
        match self {
            Self::Contacts => "contacts",
            Self::Companies => "companies",
            Self::Tickets => "tickets",
            Self::Notes => "notes",
        }
    }

    pub fn singular(self) -> &'static str {
        match self {
            Self::Contacts => "contact",
            Self::Companies => "company",
            Self::Tickets => "ticket",
            Self::Notes => "note",
        }
    }

    /// HubSpot's number for it.
    pub fn type_id(self) -> &'static str {
        match self {
            Self::Contacts => "0-1",
            Self::Companies => "0-2",
            Self::Tickets => "0-5",
            Self::Notes => "0-46",
        }
    }

    /// Plural, singular or number, in any case: clients write all of them.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.to_ascii_lowercase();
        Self::ALL.into_iter().find(|kind| [kind.word(), kind.singular(), kind.type_id()].contains(&text.as_str()))
    }

    /// A token needs all of these to read records of the kind. Notes are comments of tickets, too, so they need more
    /// than at HubSpot, where the scope of contacts is enough.
    pub fn reading(self) -> &'static [Scope] {
        match self {
            Self::Contacts => &[Scope::ReadContacts],
            Self::Companies => &[Scope::ReadCompanies],
            Self::Tickets => &[Scope::Tickets],
            Self::Notes => &[Scope::ReadContacts, Scope::Tickets],
        }
    }

    /// A token needs all of these to write records of the kind.
    pub fn writing(self) -> &'static [Scope] {
        match self {
            Self::Contacts => &[Scope::WriteContacts],
            Self::Companies => &[Scope::WriteCompanies],
            Self::Tickets => &[Scope::Tickets],
            Self::Notes => &[Scope::WriteContacts, Scope::Tickets],
        }
    }

    /// When a record was made, as a property.
    pub fn created_property(self) -> &'static str {
        match self {
            Self::Contacts | Self::Companies | Self::Tickets => "createdate",
            Self::Notes => "hs_createdate",
        }
    }

    /// When a record was last changed, as a property.
    pub fn modified_property(self) -> &'static str {
        match self {
            Self::Contacts => "lastmodifieddate",
            Self::Companies | Self::Tickets | Self::Notes => "hs_lastmodifieddate",
        }
    }

    /// What a record says where nobody asks for anything.
    pub fn default_properties(self) -> &'static [&'static str] {
        match self {
            Self::Contacts => &["createdate", "email", "firstname", "hs_object_id", "lastmodifieddate", "lastname"],
            Self::Companies => &["createdate", "domain", "hs_lastmodifieddate", "hs_object_id", "name"],
            Self::Notes => &["hs_createdate", "hs_lastmodifieddate", "hs_object_id"],
            Self::Tickets => &[
                "content",
                "createdate",
                "hs_lastmodifieddate",
                "hs_object_id",
                "hs_pipeline",
                "hs_pipeline_stage",
                "hs_ticket_category",
                "hs_ticket_priority",
                "subject",
            ],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_naming_a_kind() {
        for name in ["contacts", "contact", "0-1", "Contact", "CONTACTS"] {
            assert_eq!(ObjectType::parse(name), Some(ObjectType::Contacts), "{name}");
        }
        for name in ["", "deals", "0-3", "contacts "] {
            assert_eq!(ObjectType::parse(name), None, "{name}");
        }
    }
}
