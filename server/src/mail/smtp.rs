//! Handing a message to the mail server.

use std::time::Duration;

use domain::outbox::MailServer;
use lettre::transport::smtp::Error;
use lettre::transport::smtp::PoolConfig;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport, Message, Tokio1Executor};
use model::mail::{MailDiagnosis, MailProblem, MailSecurity};

use super::address::addresses;

/// How long one step of the conversation may take.
const PATIENCE: Duration = Duration::from_secs(30);
/// Conversations at one time.
pub const CONVERSATIONS: u32 = 4;

/// A way to a mail server, by an address that was looked at.
pub struct Mailer {
    /// `Err`: why there is no way.
    transport: Result<AsyncSmtpTransport<Tokio1Executor>, String>,
    pub server: MailServer,
}

/// Why a letter was not taken, and whether it may be another time.
#[derive(Debug)]
pub struct SmtpError {
    pub problem: MailProblem,
    pub passes: bool,
}

impl Mailer {
    /// `turn` chooses among the host's addresses, so that another one is tried when this one does not answer.
    pub async fn of(server: MailServer, turn: usize) -> Self {
        let transport = match addresses(&server.host, server.port).await {
            Ok(found) => transport(&server, &found[turn % found.len()].ip().to_string()).map_err(|error| reason(&error)),
            Err(MailDiagnosis::ForbiddenAddress) => Err(format!("{} is at an address that is not called", server.host)),
            Err(MailDiagnosis::TimedOut) => Err(format!("nobody says where {} is", server.host)),
            Err(_) => Err(format!("there is no host {}", server.host)),
        };
        Self { transport, server }
    }

    /// Whether there is a way at all.
    pub fn is_found(&self) -> bool {
        self.transport.is_ok()
    }

    pub async fn send(&self, message: Message) -> Result<(), SmtpError> {
        match &self.transport {
            Ok(transport) => transport.send(message).await.map(|_| ()).map_err(|error| judge(&error)),
            Err(reason) => Err(SmtpError { problem: MailProblem::Unreachable { reason: reason.clone() }, passes: true }),
        }
    }

    /// Whether the server answers, and takes who we say we are.
    pub async fn check(&self) -> Result<(), String> {
        match self.transport.as_ref().map_err(Clone::clone)?.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err("the mail server does not answer as it should".to_owned()),
            Err(error) => Err(reason(&error)),
        }
    }
}

fn transport(server: &MailServer, address: &str) -> Result<AsyncSmtpTransport<Tokio1Executor>, Error> {
    let parameters = || TlsParameters::new(server.host.clone());
    let tls = match server.security {
        MailSecurity::None => Tls::None,
        MailSecurity::Opportunistic => Tls::Opportunistic(parameters()?),
        MailSecurity::StartTls => Tls::Required(parameters()?),
        MailSecurity::Tls => Tls::Wrapper(parameters()?),
    };
    let pool = PoolConfig::new().max_size(CONVERSATIONS).idle_timeout(Duration::from_secs(60));
    let builder = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(address)
        .port(server.port)
        .tls(tls)
        .timeout(Some(PATIENCE))
        .pool_config(pool);
    Ok(match &server.login {
        Some((user, password)) => builder.credentials(Credentials::new(user.clone(), password.clone())).build(),
        None => builder.build(),
    })
}

/// RFC 5321 §4.2.1: 5xx is for good. Except where it is us whom the server does not like, and not the letter.
const ABOUT_US: [u16; 4] = [530, 534, 535, 538];

fn judge(error: &Error) -> SmtpError {
    let code = error.status().map(u16::from);
    match code {
        Some(code) => {
            let passes = code < 500 || ABOUT_US.contains(&code);
            SmtpError { problem: MailProblem::Refused { code, said: answer(error) }, passes }
        }
        None => SmtpError { problem: MailProblem::Unreachable { reason: reason(error) }, passes: true },
    }
}

/// What the server said, without the library's words around it: the code stands beside it anyway.
fn answer(error: &Error) -> String {
    let said = std::error::Error::source(error).map_or_else(|| error.to_string(), ToString::to_string);
    let line: String = said.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect();
    line.trim_end_matches('.').to_owned()
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
