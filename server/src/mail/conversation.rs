//! One letter handed to a mail server step by step, with everything that is said: what the letters themselves are sent
//! with says too little of it for whoever looks for the trouble.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::outbox::MailServer;
use lettre::transport::smtp::extension::ClientId;
use model::mail::{ConversationLine, MailDiagnosis, MailSecurity};
use rustls::pki_types::ServerName;
use rustls::{CertificateError, ClientConfig, RootCertStore};
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;

use super::address::addresses;
use super::dialogue::{Dialogue, Reply, Wire};

/// How long an address has to answer the telephone.
const CONNECT: Duration = Duration::from_secs(10);
/// Waits for an identity; and refuses the one that was given (RFC 4954).
const WANTS_LOGIN: [u16; 5] = [454, 530, 534, 535, 538];

pub struct Hand<'a> {
    pub server: &'a MailServer,
    pub to: &'a str,
    /// With CRLF at the end of every line.
    pub message: &'a [u8],
}

impl Hand<'_> {
    /// What was said, and what went wrong.
    pub async fn over(&self) -> (Vec<ConversationLine>, Option<MailDiagnosis>) {
        let wire = match self.connect().await {
            Ok(wire) => wire,
            Err(problem) => return (Vec::new(), Some(problem)),
        };
        let mut dialogue = Dialogue::over(wire);
        let wanted = match self.greeting(&mut dialogue).await {
            Ok(wanted) => wanted,
            Err(problem) => return (dialogue.lines, Some(problem)),
        };
        if wanted {
            dialogue = match dialogue.rewire(|wire| self.encrypt(wire)).await {
                (_, Ok(dialogue)) => dialogue,
                (lines, Err(problem)) => return (lines, Some(problem)),
            };
        }
        let outcome = self.letter(&mut dialogue, wanted).await;
        if outcome.is_ok() {
            let _ = dialogue.ask("QUIT", "QUIT").await;
        }
        (dialogue.lines, outcome.err())
    }

    async fn connect(&self) -> Result<Box<dyn Wire>, MailDiagnosis> {
        let mut problem = MailDiagnosis::UnknownHost;
        for address in addresses(&self.server.host, self.server.port).await? {
            match telephone(address).await {
                Ok(stream) if self.server.security == MailSecurity::Tls => return self.encrypt(Box::new(stream)).await,
                Ok(stream) => return Ok(Box::new(stream)),
                Err(found) => problem = found,
            }
        }
        Err(problem)
    }

    /// Whether to go on in TLS.
    async fn greeting(&self, dialogue: &mut Dialogue) -> Result<bool, MailDiagnosis> {
        let welcome = dialogue.hear().await.map_err(|problem| match (problem, self.server.port) {
            // Who waits for TLS says nothing until there is some.
            (MailDiagnosis::TimedOut, 465) => MailDiagnosis::NotSmtp,
            (problem, _) => problem,
        })?;
        expect(&welcome, 220, MailDiagnosis::Lost)?;
        let offers = hello(dialogue).await?;
        let offered = offers.iter().any(|offer| offer.eq_ignore_ascii_case("STARTTLS"));
        match (self.server.security, offered) {
            (MailSecurity::StartTls, false) => Err(MailDiagnosis::NoStartTls),
            (MailSecurity::StartTls | MailSecurity::Opportunistic, true) => {
                let ready = dialogue.ask("STARTTLS", "STARTTLS").await?;
                expect(&ready, 220, MailDiagnosis::NoStartTls)?;
                Ok(true)
            }
            _ => {
                self.login(dialogue, &offers).await?;
                Ok(false)
            }
        }
    }

    async fn encrypt(&self, wire: Box<dyn Wire>) -> Result<Box<dyn Wire>, MailDiagnosis> {
        let failed = |reason: String| MailDiagnosis::Tls { reason };
        let name = ServerName::try_from(self.server.host.clone()).map_err(|error| failed(error.to_string()))?;
        let roots = RootCertStore::from_iter(webpki_roots::TLS_SERVER_ROOTS.iter().cloned());
        let config = ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| failed(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        match timeout(CONNECT, TlsConnector::from(Arc::new(config)).connect(name, wire)).await {
            Ok(Ok(stream)) => Ok(Box::new(stream)),
            Ok(Err(error)) => Err(judge(&error)),
            Err(_) => Err(MailDiagnosis::TimedOut),
        }
    }

    async fn login(&self, dialogue: &mut Dialogue, offers: &[String]) -> Result<(), MailDiagnosis> {
        let Some((user, password)) = &self.server.login else { return Ok(()) };
        let offers: Vec<String> = offers.iter().map(|offer| offer.to_ascii_uppercase()).collect();
        let methods: Vec<&str> =
            offers.iter().filter_map(|offer| offer.strip_prefix("AUTH ")).flat_map(str::split_whitespace).collect();
        let answer = if methods.contains(&"PLAIN") || !methods.contains(&"LOGIN") {
            let secret = STANDARD.encode(format!("\0{user}\0{password}"));
            dialogue.ask(&format!("AUTH PLAIN {secret}"), "AUTH PLAIN …").await?
        } else {
            dialogue.ask("AUTH LOGIN", "AUTH LOGIN").await?;
            dialogue.ask(&STANDARD.encode(user), "…").await?;
            dialogue.ask(&STANDARD.encode(password), "…").await?
        };
        expect(&answer, 235, MailDiagnosis::Authentication)
    }

    async fn letter(&self, dialogue: &mut Dialogue, encrypted: bool) -> Result<(), MailDiagnosis> {
        if encrypted {
            let offers = hello(dialogue).await?;
            self.login(dialogue, &offers).await?;
        }
        let from = format!("MAIL FROM:<{}>", self.server.from_address);
        expect(&dialogue.ask(&from, &from).await?, 250, MailDiagnosis::SenderRefused)?;
        let to = format!("RCPT TO:<{}>", self.to);
        let taken = dialogue.ask(&to, &to).await?;
        if taken.code != 251 {
            expect(&taken, 250, MailDiagnosis::RecipientRefused)?;
        }
        expect(&dialogue.ask("DATA", "DATA").await?, 354, MailDiagnosis::MessageRefused)?;
        dialogue.note(true, &format!("… {} bytes …", self.message.len()));
        dialogue.send(&stuffed(self.message)).await?;
        expect(&dialogue.ask(".", ".").await?, 250, MailDiagnosis::MessageRefused)
    }
}

async fn telephone(address: SocketAddr) -> Result<TcpStream, MailDiagnosis> {
    match timeout(CONNECT, TcpStream::connect(address)).await {
        Ok(Ok(stream)) => Ok(stream),
        Ok(Err(error)) if error.kind() == std::io::ErrorKind::ConnectionRefused => Err(MailDiagnosis::ConnectionRefused),
        Ok(Err(_)) => Err(MailDiagnosis::Lost),
        Err(_) => Err(MailDiagnosis::TimedOut),
    }
}

/// What the server offers.
async fn hello(dialogue: &mut Dialogue) -> Result<Vec<String>, MailDiagnosis> {
    let hello = format!("EHLO {}", ClientId::default());
    let answer = dialogue.ask(&hello, &hello).await?;
    expect(&answer, 250, MailDiagnosis::Lost)?;
    Ok(answer.lines.into_iter().skip(1).collect())
}

fn expect(reply: &Reply, code: u16, otherwise: MailDiagnosis) -> Result<(), MailDiagnosis> {
    match reply.code {
        found if found == code => Ok(()),
        421 => Err(MailDiagnosis::Lost),
        found if WANTS_LOGIN.contains(&found) && otherwise != MailDiagnosis::NoStartTls => Err(MailDiagnosis::Authentication),
        _ => Err(otherwise),
    }
}

/// RFC 5321 §4.5.2. Ends at the beginning of a line, where the dot alone will stand.
fn stuffed(message: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(message.len() + 64);
    let mut starts = true;
    for byte in message {
        if starts && *byte == b'.' {
            bytes.push(b'.');
        }
        bytes.push(*byte);
        starts = *byte == b'\n';
    }
    if !starts {
        bytes.extend(b"\r\n");
    }
    bytes
}

fn judge(error: &std::io::Error) -> MailDiagnosis {
    match error.get_ref().and_then(|inner| inner.downcast_ref::<rustls::Error>()) {
        Some(rustls::Error::InvalidCertificate(problem)) => match problem {
            CertificateError::NotValidForName | CertificateError::NotValidForNameContext { .. } => MailDiagnosis::CertificateName,
            CertificateError::Expired | CertificateError::ExpiredContext { .. } => MailDiagnosis::CertificateExpired,
            _ => MailDiagnosis::CertificateUntrusted,
        },
        // Not a word of TLS.
        Some(rustls::Error::InvalidMessage(_)) => MailDiagnosis::NotSmtp,
        Some(other) => MailDiagnosis::Tls { reason: other.to_string() },
        None => MailDiagnosis::Lost,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_begins_with_a_dot_gets_another() {
        assert_eq!(stuffed(b"a\r\n.\r\n..b\r\nc."), b"a\r\n..\r\n...b\r\nc.\r\n");
        assert_eq!(stuffed(b".a\r\n"), b"..a\r\n");
    }

    #[test]
    fn certificates_are_told_apart() {
        let of = |error| judge(&std::io::Error::other(rustls::Error::InvalidCertificate(error)));
        assert_eq!(of(CertificateError::NotValidForName), MailDiagnosis::CertificateName);
        assert_eq!(of(CertificateError::UnknownIssuer), MailDiagnosis::CertificateUntrusted);
        assert_eq!(of(CertificateError::Expired), MailDiagnosis::CertificateExpired);
    }
}
