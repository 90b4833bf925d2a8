//! Handing a message to the mail server.

use std::time::Duration;

use lettre::transport::smtp::{Error, PoolConfig};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use model::mail::MailProblem;

use crate::config::{ConfigError, Settings};

/// How long one step of the conversation may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Conversations at one time.
pub const CONVERSATIONS: u32 = 4;

pub struct Mailer {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    from: String,
}

/// Why a letter was not taken, and whether it may be another time.
#[derive(Debug)]
pub struct SmtpError {
    pub problem: MailProblem,
    pub passes: bool,
}

impl Mailer {
    /// `None`: no mail server is set.
    pub fn of(settings: &Settings) -> Result<Option<Self>, ConfigError> {
        let Some(from) = settings.mail_from()? else { return Ok(None) };
        check(&settings.smtp_url)?;
        let transport =
            AsyncSmtpTransport::<Tokio1Executor>::from_url(&settings.smtp_url).map_err(|error| wrong(error.to_string()))?;
        let pool = PoolConfig::new().max_size(CONVERSATIONS).idle_timeout(Duration::from_secs(60));
        Ok(Some(Self { transport: transport.timeout(Some(PATIENCE)).pool_config(pool).build(), from }))
    }

    pub fn from(&self) -> &str {
        &self.from
    }

    pub async fn send(&self, message: Message) -> Result<(), SmtpError> {
        self.transport.send(message).await.map(|_| ()).map_err(|error| judge(&error))
    }

    /// Whether the server answers, and takes who we say we are.
    pub async fn check(&self) -> Result<(), String> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("the mail server does not answer as it should".to_owned()),
            Err(error) => Err(reason(&error)),
        }
    }
}

fn wrong(problem: String) -> ConfigError {
    ConfigError::Meaning { key: "smtp_url", problem }
}

/// A password goes to another machine through TLS or not at all.
fn check(url: &str) -> Result<(), ConfigError> {
    let Some(rest) = url.strip_prefix("smtp://") else { return Ok(()) };
    let (authority, query) = rest.split_once('?').unwrap_or((rest, ""));
    let Some((_, host)) = authority.rsplit_once('@') else { return Ok(()) };
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host).trim_end_matches('/');
    if query.contains("tls=required") || domain::is_loopback_name(host) {
        return Ok(());
    }
    Err(wrong("would send the password in the clear; add ?tls=required, or use smtps://".to_owned()))
}

/// RFC 5321 §4.2.1: 5xx is for good. Except where it is us whom the server does not like, and not the letter.
const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

fn judge(error: &Error) -> SmtpError {
    let code = error.status().map(u16::from);
    match code {
        Some(code) => {
            let passes = code < 500 || ABOUT_US.contains(&code);
            SmtpError { problem: MailProblem::Refused { code, said: reason(error) }, passes }
        }
        None => SmtpError { problem: MailProblem::Unreachable { reason: reason(error) }, passes: true },
    }
}

/// The error's own words with those of its causes, in a line.
fn reason(error: &Error) -> String {
    let mut words = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(deeper) = cause {
        if !words.contains(&deeper.to_string()) {
            words = format!("{words}: {deeper}");
        }
        cause = deeper.source();
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_password_goes_out_in_the_clear() {
        for fine in [
            "smtp://mail.example.com",
            "smtp://u:p@127.0.0.1:2525",
            "smtp://u:p@localhost",
            "smtp://u:p@mail.example.com:587?tls=required",
            "smtps://u:p@mail.example.com",
        ] {
            assert!(check(fine).is_ok(), "{fine}");
        }
        for wrong in ["smtp://u:p@mail.example.com", "smtp://u:p@mail.example.com:25?tls=opportunistic"] {
            assert!(check(wrong).is_err(), "{wrong}");
        }
    }
}
