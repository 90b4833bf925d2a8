//! The operator's mail server.

use domain::outbox::MailServer;
use model::mail::{MailSecurity, check_mail_host, is_loopback};
use percent_encoding::percent_decode_str;
use url::Url;

use super::{ConfigError, Settings};

impl Settings {
    /// The mail server of `smtp_url` and `mail_from`; `None` where neither is set.
    pub fn mail_server(&self) -> Result<Option<MailServer>, ConfigError> {
        let meaning = |key, problem: &str| ConfigError::Meaning { key, problem: problem.to_owned() };
        match (self.smtp_url.is_empty(), self.mail_from.is_empty()) {
            (true, true) => return Ok(None),
            (true, false) => return Err(meaning("mail_from", "has no use without smtp_url")),
            (false, true) => return Err(meaning("mail_from", "is needed where smtp_url is set")),
            (false, false) => {}
        }
        let (name, address) = sender(&self.mail_from);
        let from = model::text::EmailAddress::parse(address).map_err(|_| meaning("mail_from", "is no e-mail address"))?;
        let server = parse(&self.smtp_url, from.as_str()).map_err(|problem| meaning("smtp_url", &problem))?;
        Ok(Some(MailServer { from_name: name.map(str::to_owned), ..server }))
    }
}

/// `help@example.com`, or `Acme <help@example.com>`.
fn sender(text: &str) -> (Option<&str>, &str) {
    match text.trim().strip_suffix('>').and_then(|text| text.split_once('<')) {
        Some((name, address)) => (Some(name.trim().trim_matches('"')).filter(|name| !name.is_empty()), address.trim()),
        None => (None, text.trim()),
    }
}

fn parse(text: &str, from: &str) -> Result<MailServer, String> {
    let url = Url::parse(text).map_err(|error| error.to_string())?;
    let security = security(&url)?;
    let host = url.host_str().filter(|host| !host.is_empty()).ok_or("names no host")?;
    let host = check_mail_host(host).map_err(|_| "names no host".to_owned())?;
    let decoded =
        |text: &str| percent_decode_str(text).decode_utf8().map(|text| text.into_owned()).map_err(|error| error.to_string());
    let login = match (url.username(), url.password()) {
        ("", _) => None,
        (user, password) => Some((decoded(user)?, decoded(password.unwrap_or_default())?)),
    };
    // A password goes to another machine through TLS or not at all.
    if login.is_some() && !matches!(security, MailSecurity::Tls | MailSecurity::StartTls) && !is_loopback(&host) {
        return Err("would send the password in the clear; add ?tls=required, or use smtps://".to_owned());
    }
    let port = url.port().unwrap_or(security.usual_port());
    Ok(MailServer { host, port, security, login, from_name: None, from_address: from.to_owned() })
}

/// `smtps` speaks TLS from the first byte; `smtp` as `?tls=` says, and in the clear where it says nothing.
fn security(url: &Url) -> Result<MailSecurity, String> {
    let tls = url.query_pairs().find(|(name, _)| name == "tls").map(|(_, value)| value.into_owned());
    match (url.scheme(), tls.as_deref()) {
        ("smtps", None | Some("wrapper")) => Ok(MailSecurity::Tls),
        ("smtp", Some("required")) => Ok(MailSecurity::StartTls),
        ("smtp", Some("opportunistic")) => Ok(MailSecurity::Opportunistic),
        ("smtp", None) => Ok(MailSecurity::None),
        ("smtp" | "smtps", Some(other)) => Err(format!("tls={other} is not known; required and opportunistic are")),
        _ => Err("must begin with smtp:// or smtps://".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(url: &str) -> Result<MailServer, String> {
        parse(url, "help@example.com")
    }

    #[test]
    fn no_password_goes_out_in_the_clear() {
        for fine in [
            "smtp://mail.example.com",
            "smtp://u:p@127.0.0.1:2525",
            "smtp://u:p@localhost",
            "smtp://u:p@mail.example.com:587?tls=required",
            "smtps://u:p@mail.example.com",
        ] {
            assert!(parsed(fine).is_ok(), "{fine}");
        }
        for wrong in ["smtp://u:p@mail.example.com", "smtp://u:p@mail.example.com:25?tls=opportunistic"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_sender_may_have_a_name() {
        assert_eq!(sender(" help@example.com "), (None, "help@example.com"));
        assert_eq!(sender("\"Acme Support\" <help@example.com>"), (Some("Acme Support"), "help@example.com"));
        assert_eq!(sender("<help@example.com>"), (None, "help@example.com"));
    }

    #[test]
    fn an_address_says_everything() {
        let server = parsed("smtp://me%40example.com:p%2Fw%3A@Mail.Example.com?tls=required").unwrap();
        assert_eq!(server.login, Some(("me@example.com".to_owned(), "p/w:".to_owned())));
        assert_eq!((server.host.as_str(), server.port, server.security), ("mail.example.com", 587, MailSecurity::StartTls));
        assert_eq!(parsed("smtps://[::1]").unwrap().port, 465);
        assert_eq!(parsed("smtp://127.0.0.1:2525").unwrap().port, 2525);
        for wrong in ["mail.example.com", "http://x", "smtp://", "smtp://x?tls=maybe", "smtps://x?tls=required"] {
            assert!(parsed(wrong).is_err(), "{wrong}");
        }
    }
}
