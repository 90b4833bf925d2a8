//! `portico token …`: tokens for integrations.

use std::process::ExitCode;

use clap::Subcommand;
use domain::{Failure, Portico, operator};
use model::TokenId;
use model::api_tokens::{NewToken, Scope, TokenRow};

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
                let scopes = Scope::parse_list(&scopes).map_err(|_| unknown_scopes(&scopes))?;
                let end = |text: String| operator::end_of_token(portico, &text).map_err(|_| wrong_end(&text));
                let ends = expires.clone();
                let expires_at = expires.map(end).transpose()?;
                let made = operator::create_token(portico, &NewToken { name, scopes, expires_at }).await;
                let (_, token) = made.map_err(|failure| match (&failure, ends) {
                    (Failure::Fault(fault), Some(text)) if fault.problem_of("expires").is_some() => wrong_end(&text),
                    _ => said(failure),
                })?;
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

fn unknown_scopes(text: &str) -> CommandError {
    let known: Vec<&str> = Scope::ALL.iter().map(|scope| scope.word()).collect();
    let unknown: Vec<&str> =
        text.split([',', ' ']).filter(|word| !word.is_empty() && *word != "all" && Scope::parse(word).is_none()).collect();
    format!(
        "--scopes: {}; there are all, {}",
        if unknown.is_empty() { "none is named".to_owned() } else { format!("there is no {}", unknown.join(", ")) },
        known.join(", ")
    )
    .into()
}

fn wrong_end(text: &str) -> CommandError {
    format!("--expires: {text:?} is no time to come; write 90d, 12h or a date such as 2030-12-31").into()
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
