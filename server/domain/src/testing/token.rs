//! Tokens for stories about integrations.

use model::Timestamp;
use model::api_tokens::{NewToken, Scope};

use super::World;
use crate::desks::TokenDesk;
use crate::operator;

impl World {
    /// A new token with these scopes.
    pub async fn token(&self, scopes: &[Scope], expires_at: Option<Timestamp>) -> String {
        let new = NewToken { name: "Sync".to_owned(), scopes: scopes.to_vec(), expires_at };
        operator::create_token(&self.portico, &new).await.expect("a token").1
    }

    /// The desk of an integration that may do everything.
    pub async fn token_desk(&self) -> TokenDesk {
        let token = self.token(&Scope::ALL, None).await;
        self.portico.token_desk(&token).await.expect("an answer").expect("a desk")
    }
}
