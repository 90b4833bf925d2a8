//! The code for the token, and what the provider says about somebody when it is asked.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use model::identity::ProviderProblem;
use serde::Deserialize;
use url::form_urlencoded::{Serializer, byte_serialize};

use super::discovery::{Discovered, json, send};
use super::token::About;
use crate::portico::Portico;
use crate::web::{Posted, WebRequest};

/// What a code is exchanged with.
pub(super) struct Exchange<'a> {
    pub code: &'a str,
    /// The secret behind the challenge (RFC 7636).
    pub verifier: &'a str,
    pub redirect_uri: &'a str,
    pub client_id: &'a str,
    pub client_secret: Option<&'a str>,
}

#[derive(Deserialize)]
pub(super) struct Tokens {
    pub id_token: String,
    pub access_token: Option<String>,
}

/// Why there is no token.
pub(super) enum NoToken {
    /// The provider does not answer as it should, which may pass.
    Provider(ProviderProblem),
    /// It said no: to this code, or to us. Its word for it.
    Refused(String),
}

#[derive(Deserialize)]
struct Refused {
    error: String,
}

pub(super) async fn tokens(portico: &Portico, provider: &Discovered, exchange: &Exchange<'_>) -> Result<Tokens, NoToken> {
    let answer = send(portico, request(provider, exchange)).await.map_err(NoToken::Provider)?;
    if (400..500).contains(&answer.status) {
        let said = serde_json::from_slice::<Refused>(&answer.body).map(|refused| refused.error).unwrap_or_default();
        // One of a few words (RFC 6749, §5.2): no place for what somebody would like to see in a log.
        let word = said.chars().filter(|character| character.is_ascii_lowercase() || *character == '_').take(40).collect();
        return Err(NoToken::Refused(word));
    }
    json(answer).map_err(NoToken::Provider)
}

/// RFC 6749, §4.1.3. The secret is said in the header, or in the form where the provider reads only that.
fn request(provider: &Discovered, exchange: &Exchange<'_>) -> WebRequest {
    let mut form = Serializer::new(String::new());
    form.append_pair("grant_type", "authorization_code")
        .append_pair("code", exchange.code)
        .append_pair("redirect_uri", exchange.redirect_uri)
        .append_pair("code_verifier", exchange.verifier);
    let authorization = match exchange.client_secret {
        Some(secret) if !provider.secret_in_form => Some(basic(exchange.client_id, secret)),
        secret => {
            form.append_pair("client_id", exchange.client_id);
            if let Some(secret) = secret {
                form.append_pair("client_secret", secret);
            }
            None
        }
    };
    WebRequest { authorization, ..WebRequest::post(provider.token_endpoint.clone(), Posted::Form(form.finish())) }
}

/// RFC 6749, §2.3.1: both are form-encoded first.
fn basic(client_id: &str, secret: &str) -> String {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    format!("Basic {}", STANDARD.encode(format!("{}:{}", encoded(client_id), encoded(secret))))
}

#[derive(Deserialize)]
struct UserInfo {
    sub: String,
    #[serde(flatten)]
    about: About,
}

/// What the provider says about the subject when it is asked with the access token: some say the address only there.
/// What it says about another subject is not heard (OpenID Connect Core 1.0, §5.3.2).
pub(super) async fn about(portico: &Portico, provider: &Discovered, access_token: &str, subject: &str) -> Option<About> {
    let mut request = WebRequest::get(provider.userinfo_endpoint.clone()?);
    request.authorization = Some(format!("Bearer {access_token}"));
    let said: UserInfo = send(portico, request).await.and_then(json).ok()?;
    (said.sub == subject).then_some(said.about)
}

#[cfg(test)]
mod tests {
    use super::basic;

    #[test]
    fn a_colon_in_a_secret_is_no_separator() {
        // "a%3Ab:c+d%25"
        assert_eq!(basic("a:b", "c d%"), "Basic YSUzQWI6YytkJTI1");
    }
}
