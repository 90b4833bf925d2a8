//! `portico token …`: tokens for integrations.

use std::process::ExitCode;

use clap::Subcommand;
use domain::{Portico, operator};
use model::api_tokens::{NewToken, Scope, TokenRow};
use model::{Fault, TokenId};

use super::{CommandError, said};

#[derive(Subcommand)]
pub enum TokenCommand {
    /// Make a token and print it; it is shown this once
    Create {
        /// What it is for
        #[arg(long)]
        name: String,
        /// What it may do: HubSpot's scopes with commas between, or all
        #[arg(long)]
        scopes: String,
        /// When it ends: days from now (90d), hours (12h), or a date (2030-12-31, midnight UTC); without it, never
        #[arg(long, value_name = "WHEN")]
        expires: Option<String>,
    },
    /// List all tokens, the newest first
    List,
    /// Make another client secret for the webhooks of a token and print it; it is shown this once
    WebhookSecret {
        /// Its number, as `token list` shows it
        id: String,
    },
    /// Make a token worth nothing, at once
    Revoke {
        /// Its number, as `token list` shows it
        id: String,
    },
}

impl TokenCommand {
    pub async fn run(self, portico: &Portico) -> Result<ExitCode, CommandError> {
        match self {
            Self::Create { name, scopes, expires } => {
                let scopes = Scope::parse_list(&scopes).map_err(|problem| said(Fault::invalid("scopes", problem).into()))?;
                let expires_at = match expires {
                    Some(text) => Some(operator::end_of_token(portico, &text).map_err(said)?),
                    None => None,
                };
                let (_, token) = operator::create_token(portico, &NewToken { name, scopes, expires_at }).await.map_err(said)?;
                // Alone, so that scripts can take it.
                println!("{token}");
            }
            Self::List => {
                for token in operator::list_tokens(portico).await.map_err(said)? {
                    println!("{}", line(&token));
                }
            }
            Self::WebhookSecret { id } => {
                println!("{}", operator::replace_webhook_secret(portico, number(&id)?).await.map_err(said)?);
            }
            Self::Revoke { id } => {
                let token = number(&id)?;
                operator::revoke_token(portico, token).await.map_err(said)?;
                println!("Token {token} is revoked");
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn number(text: &str) -> Result<TokenId, CommandError> {
    Ok(text.parse().map_err(|_| "a token is named by its number, see `portico token list`")?)
}

/// Parted by tabs: number, name, ending, state, last use, scopes.
fn line(token: &TokenRow) -> String {
    let state = match (token.revoked_at, token.expires_at) {
        (Some(at), _) => format!("revoked {}", at.iso()),
        (None, Some(at)) => format!("until {}", at.iso()),
        (None, None) => "good".to_owned(),
    };
    let used = token.used_at.map_or_else(|| "never used".to_owned(), |at| format!("used {}", at.iso()));
    let scopes: Vec<&str> = token.scopes.iter().map(|scope| scope.word()).collect();
    [&token.id.to_string(), &token.name, &format!("…{}", token.ending), &state, &used, &scopes.join(",")]
        .map(String::as_str)
        .join("\t")
}
