//! The mail server: what is set, what is shown of it, and what a test of it found.

use serde::{Deserialize, Serialize};

use crate::fault::{Fault, FieldErrors, Problem};
use crate::text::{EmailAddress, line};

/// How a mail server is spoken to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum MailSecurity {
    /// Begins in the clear and goes on in TLS, or not at all (RFC 3207).
    #[default]
    StartTls,
    /// TLS from the first byte (RFC 8314).
    Tls,
    /// In the clear: for a server on the same machine.
    None,
    /// In TLS where the server offers it. Anybody on the way can take the offer away, so it stands in no form: an operator
    /// writes it into a file.
    Opportunistic,
}

impl MailSecurity {
    /// Those to choose from.
    pub const ALL: [Self; 3] = [Self::StartTls, Self::Tls, Self::None];

    pub fn word(self) -> &'static str {
        match self {
            Self::StartTls => "starttls",
            Self::Tls => "tls",
            Self::None => "none",
            Self::Opportunistic => "opportunistic",
        }
    }

    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|security| security.word() == word)
    }

    /// Where servers listen for it (RFC 6409, RFC 8314, RFC 5321).
    pub fn usual_port(self) -> u16 {
        match self {
            Self::StartTls | Self::Opportunistic => 587,
            Self::Tls => 465,
            Self::None => 25,
        }
    }
}

/// What an administrator types about the mail server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServerFields {
    pub host: String,
    /// Empty: the usual one.
    pub port: String,
    pub security: MailSecurity,
    /// Empty: the server wants none.
    pub username: String,
    /// Empty: the one that is kept, as long as host and user stay the same.
    pub password: String,
    /// Empty: the portal's name.
    pub from_name: String,
    pub from_address: String,
}

impl MailServerFields {
    /// Everything but whether the host may be called; `kept`: there is a password already that would still be used.
    pub fn check(&self, kept: bool) -> Result<MailServerShown, Fault> {
        let mut errors = FieldErrors::default();
        let host = errors.check("host", check_mail_host(&self.host));
        let port = errors.check("port", self.port_number());
        let username = errors.check("username", line(&self.username, 0, 200));
        let from_name = errors.check("from_name", line(&self.from_name, 0, 100));
        let from_address = errors.check("from_address", EmailAddress::parse(&self.from_address));
        if self.password.chars().count() > 500 || self.password.chars().any(char::is_control) {
            errors.add("password", Problem::Malformed);
        }
        let needs_password = username.as_ref().is_some_and(|name| !name.is_empty()) && self.password.is_empty() && !kept;
        if needs_password {
            errors.add("password", Problem::Missing);
        }
        if self.security == MailSecurity::None && host.as_ref().is_some_and(|host| !is_loopback(host)) {
            errors.add("security", Problem::Reserved);
        }
        match (host, port, username, from_name, from_address, errors.is_empty()) {
            (Some(host), Some(port), Some(username), Some(from_name), Some(from_address), true) => Ok(MailServerShown {
                host,
                port,
                security: self.security,
                has_password: !username.is_empty(),
                username,
                from_name,
                from_address: from_address.to_string(),
            }),
            _ => Err(errors.into_fault()),
        }
    }

    fn port_number(&self) -> Result<u16, Problem> {
        match self.port.trim() {
            "" => Ok(self.security.usual_port()),
            text => text.parse().ok().filter(|port| *port > 0).ok_or(Problem::Malformed),
        }
    }
}

/// A name or an IP address, lower case, without brackets.
pub fn check_mail_host(host: &str) -> Result<String, Problem> {
    let host = line(host, 1, 253)?.to_ascii_lowercase();
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    let is_address = bare.parse::<std::net::IpAddr>().is_ok();
    let is_name = host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.".contains(&byte));
    if is_address || is_name { Ok(bare.to_owned()) } else { Err(Problem::Malformed) }
}

/// This very machine, by name or address.
pub fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.to_canonical().is_loopback())
}

/// The mail server as it is shown: never with its password.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailServerShown {
    pub host: String,
    pub port: u16,
    pub security: MailSecurity,
    pub username: String,
    pub has_password: bool,
    pub from_name: String,
    pub from_address: String,
}

/// The page of the mail server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailSettings {
    pub server: Option<MailServerShown>,
    /// Where the settings come from that stand outside of this page and win over it: a file, a variable of the
    /// environment.
    pub fixed_by: Option<String>,
}

/// A line of a conversation with the mail server. What proves who we are is not in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConversationLine {
    /// Said by us, not by the server.
    pub ours: bool,
    pub text: String,
}

/// What a test letter came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MailTest {
    /// The administrator's own address.
    pub to: String,
    pub lines: Vec<ConversationLine>,
    /// `None`: the server took the letter.
    pub problem: Option<MailDiagnosis>,
}

/// What usually goes wrong with a mail server, as kinds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MailDiagnosis {
    /// The name leads nowhere.
    UnknownHost,
    /// The name leads to an address that is no mail server's: a link-local one, or one where clouds keep their secrets.
    ForbiddenAddress,
    /// Nobody listens there.
    ConnectionRefused,
    /// No answer within the time.
    TimedOut,
    /// Whatever answers there speaks something else, or expects TLS from the first byte.
    NotSmtp,
    /// The server does not offer to go on in TLS.
    NoStartTls,
    /// The certificate is another host's.
    CertificateName,
    /// The certificate is signed by nobody who is trusted: by itself, for example.
    CertificateUntrusted,
    CertificateExpired,
    Tls {
        reason: String,
    },
    /// The server wants to know who we are, or does not take the user name and the password.
    Authentication,
    /// The server does not send for the address that letters come from.
    SenderRefused,
    RecipientRefused,
    MessageRefused,
    /// The conversation ended too early.
    Lost,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(host: &str, security: MailSecurity) -> MailServerFields {
        MailServerFields { host: host.into(), security, from_address: "help@example.com".into(), ..Default::default() }
    }

    #[test]
    fn in_the_clear_is_for_this_machine_only() {
        for host in ["localhost", "127.0.0.1", "[::1]", "127.9.9.9"] {
            assert!(typed(host, MailSecurity::None).check(false).is_ok(), "{host}");
        }
        for host in ["mail.example.com", "10.0.0.1", "localhost.example.com", "127.0.0.1.example.com"] {
            let refused = typed(host, MailSecurity::None).check(false).unwrap_err();
            assert_eq!(refused.problem_of("security"), Some(&Problem::Reserved), "{host}");
            assert!(typed(host, MailSecurity::StartTls).check(false).is_ok(), "{host}");
        }
    }

    #[test]
    fn a_host_is_a_host_and_nothing_else() {
        for wrong in ["", "a b", "smtp://x", "x/y", "x:25", "u@x", "x\r\nQUIT"] {
            assert!(check_mail_host(wrong).is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn a_user_needs_a_password_and_a_port_is_a_number() {
        let mut fields = MailServerFields { username: "u".into(), ..typed("mail.example.com", MailSecurity::Tls) };
        assert_eq!(fields.check(false).unwrap_err().problem_of("password"), Some(&Problem::Missing));
        assert_eq!(fields.check(true).unwrap().port, 465);
        fields.port = "0".into();
        assert_eq!(fields.check(true).unwrap_err().problem_of("port"), Some(&Problem::Malformed));
    }
}
