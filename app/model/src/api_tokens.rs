//! Tokens of integrations: what each may do, and until when.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FieldErrors, Problem};
use crate::ids::TokenId;
use crate::text::line;
use crate::time::Timestamp;

/// What a token may do, in HubSpot's words for it. `tickets` reads and writes; everywhere else reading and writing are
/// two words, and neither holds the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Scope {
    Tickets,
    ReadContacts,
    WriteContacts,
    ReadCompanies,
    WriteCompanies,
    ReadOwners,
    ReadContactSchemas,
    WriteContactSchemas,
    ReadCompanySchemas,
    WriteCompanySchemas,
    ReadTicketSchemas,
    WriteTicketSchemas,
    ReadConversations,
    WriteConversations,
    VisitorTokens,
    /// Reads, writes and deletes files.
    Files,
    ReadFiles,
    WriteFiles,
    DeleteFiles,
    Import,
    ReadWebhooks,
    WriteWebhooks,
}

impl Scope {
    pub const ALL: [Self; 22] = [
        Self::Tickets,
        Self::ReadContacts,
        Self::WriteContacts,
        Self::ReadCompanies,
        Self::WriteCompanies,
        Self::ReadOwners,
        Self::ReadContactSchemas,
        Self::WriteContactSchemas,
        Self::ReadCompanySchemas,
        Self::WriteCompanySchemas,
        Self::ReadTicketSchemas,
        Self::WriteTicketSchemas,
        Self::ReadConversations,
        Self::WriteConversations,
        Self::VisitorTokens,
        Self::Files,
        Self::ReadFiles,
        Self::WriteFiles,
        Self::DeleteFiles,
        Self::Import,
        Self::ReadWebhooks,
        Self::WriteWebhooks,
    ];

    /// HubSpot's word.
    pub fn word(self) -> &'static str {
        match self {
            Self::Tickets => "tickets",
            Self::ReadContacts => "crm.objects.contacts.read",
            Self::WriteContacts => "crm.objects.contacts.write",
            Self::ReadCompanies => "crm.objects.companies.read",
            Self::WriteCompanies => "crm.objects.companies.write",
            Self::ReadOwners => "crm.objects.owners.read",
            Self::ReadContactSchemas => "crm.schemas.contacts.read",
            Self::WriteContactSchemas => "crm.schemas.contacts.write",
            Self::ReadCompanySchemas => "crm.schemas.companies.read",
            Self::WriteCompanySchemas => "crm.schemas.companies.write",
            Self::ReadTicketSchemas => "crm.schemas.tickets.read",
            Self::WriteTicketSchemas => "crm.schemas.tickets.write",
            Self::ReadConversations => "conversations.read",
            Self::WriteConversations => "conversations.write",
            Self::VisitorTokens => "conversations.visitor_identification.tokens.create",
            Self::Files => "files",
            Self::ReadFiles => "files.read",
            Self::WriteFiles => "files.write",
            Self::DeleteFiles => "files.delete",
            Self::Import => "crm.import",
            Self::ReadWebhooks => "developers-read",
            Self::WriteWebhooks => "developers-write",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        // What is hidden from people at HubSpot is a file like any other here.
        let word = word.replace(".ui_hidden.", ".");
        Self::ALL.into_iter().find(|scope| scope.word() == word)
    }

    /// Scopes with commas or blanks between, each once, in our order; `all` is every one. [`Problem::Missing`] without
    /// any, [`Problem::Unknown`] with a word that is none.
    pub fn parse_list(text: &str) -> Result<Vec<Self>, Problem> {
        let words = text.split([',', ' ']).map(str::trim).filter(|word| !word.is_empty());
        let mut scopes = Vec::new();
        for word in words {
            match word {
                "all" => scopes.extend(Self::ALL),
                word => scopes.push(Self::parse(word).ok_or(Problem::Unknown)?),
            }
        }
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() { Err(Problem::Missing) } else { Ok(scopes) }
    }
}

/// The longest that a token with an end is good, in days.
pub const DAYS_MAX: u32 = 3650;

/// A token that is to be made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewToken {
    /// What it is for, 1 to 100 characters.
    pub name: String,
    pub scopes: Vec<Scope>,
    /// From when on it is refused. `None`: never.
    pub expires_at: Option<Timestamp>,
}

impl NewToken {
    /// With a trimmed name and each scope once; at least one scope, and an end that is still to come.
    pub fn check(&self, now: Timestamp) -> Result<Self, Fault> {
        let mut errors = FieldErrors::default();
        let name = errors.check("name", line(&self.name, 1, 100));
        let mut scopes = self.scopes.clone();
        scopes.sort_unstable();
        scopes.dedup();
        if scopes.is_empty() {
            errors.add("scopes", Problem::Missing);
        }
        if self.expires_at.is_some_and(|at| at <= now) {
            errors.add("expires", Problem::Wrong);
        }
        match name {
            Some(name) if errors.is_empty() => Ok(Self { name, scopes, expires_at: self.expires_at }),
            _ => Err(errors.into_fault()),
        }
    }
}

/// A token as lists show it: never the token itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRow {
    pub id: TokenId,
    pub name: String,
    /// The last four characters.
    pub ending: String,
    pub scopes: Vec<Scope>,
    pub created_at: Timestamp,
    pub expires_at: Option<Timestamp>,
    /// To the minute.
    pub used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

/// What admins do with tokens.
#[async_trait]
pub trait ApiTokens: Send + Sync {
    /// All, the newest first, with those that are worth nothing any more.
    async fn api_tokens(&self) -> Result<Vec<TokenRow>, Fault>;

    /// Makes one and answers it: this once. It ends after so many days, 1 to [`DAYS_MAX`], or never. Needs a fresh proof.
    async fn create_api_token(&self, name: &str, scopes: &[Scope], days: Option<u32>) -> Result<String, Fault>;

    /// Worth nothing from the next request on. Needs a fresh proof.
    async fn revoke_api_token(&self, token: TokenId) -> Result<(), Fault>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scopes_are_words_of_hubspot() {
        assert_eq!(Scope::parse_list("tickets, crm.objects.owners.read"), Ok(vec![Scope::Tickets, Scope::ReadOwners]));
        assert_eq!(Scope::parse_list("all tickets").map(|scopes| scopes.len()), Ok(Scope::ALL.len()));
        assert_eq!(Scope::parse_list("tickets,nothing"), Err(Problem::Unknown));
        assert_eq!(Scope::parse_list(" , "), Err(Problem::Missing));
        for scope in Scope::ALL {
            assert_eq!(Scope::parse(scope.word()), Some(scope));
        }
    }

    #[test]
    fn a_token_has_a_name_a_scope_and_a_future() {
        let new = NewToken { name: " Sync ".into(), scopes: vec![Scope::Tickets; 2], expires_at: Some(Timestamp(2)) };
        let checked = new.check(Timestamp(1)).unwrap();
        assert_eq!((checked.name.as_str(), checked.scopes.len()), ("Sync", 1));
        assert!(new.check(Timestamp(2)).is_err());
        assert!(NewToken { name: String::new(), scopes: vec![], expires_at: None }.check(Timestamp(1)).is_err());
    }
}
