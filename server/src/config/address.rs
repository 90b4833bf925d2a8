//! Where people reach the server: set by the operator, or else where it listens.

use std::net::SocketAddr;
use std::path::Path;

use domain::PublicAddress;

use super::{ConfigError, Settings};

/// The file in the data folder in which a running server leaves its address, so that a command started beside it
/// (`portico invite`) makes links that lead to it.
const FILE: &str = "address";

impl Settings {
    /// The public address. `bound` is where the server listens, when it does.
    pub fn address(&self, bound: Option<SocketAddr>) -> Result<PublicAddress, ConfigError> {
        if !self.url.is_empty() {
            return parse(&self.url).map_err(|problem| ConfigError::Meaning { key: "url", problem });
        }
        let listening = bound.map_or_else(|| self.listen.clone(), |bound| bound.to_string());
        let (host, port) = listening.rsplit_once(':').unwrap_or((&listening, "3000"));
        let host = if matches!(host, "0.0.0.0" | "[::]" | "") { "localhost" } else { host };
        parse(&format!("http://{host}:{port}")).map_err(|problem| ConfigError::Meaning { key: "listen", problem })
    }

    /// The domain's part of the settings, for a command that does not listen.
    pub fn for_domain(&self) -> Result<domain::Settings, ConfigError> {
        let address = match remembered_address(&self.data).filter(|_| self.url.is_empty()) {
            Some(address) => address,
            None => self.address(None)?,
        };
        let mail_from = self.mail_server()?.map(|server| server.from_address);
        Ok(domain::Settings { address, dns_resolver: self.dns_resolver, mail_from })
    }

    /// The database's URL: the one set, or the embedded database of the data folder.
    pub fn database(&self) -> Result<String, ConfigError> {
        match self.database_url.as_str() {
            "" => Ok(domain::Store::url_in(&self.data)),
            url if ["sqlite:", "postgres:", "postgresql:"].iter().any(|scheme| url.starts_with(scheme)) => Ok(url.to_owned()),
            _ => Err(ConfigError::Meaning { key: "database_url", problem: "must begin with postgres:// or sqlite:".to_owned() }),
        }
    }

    /// Whether there is a database already: one that is named, or the data folder's own.
    pub fn has_database(&self) -> bool {
        !self.database_url.is_empty() || self.data.join("portico.db").exists()
    }
}

/// The address that a server on this data folder had last.
pub fn remembered_address(data: &Path) -> Option<PublicAddress> {
    parse(std::fs::read_to_string(data.join(FILE)).ok()?.trim()).ok()
}

/// Leaves the address for commands.
pub fn remember_address(data: &Path, address: &PublicAddress) -> std::io::Result<()> {
    std::fs::write(data.join(FILE), address.origin())
}

/// `http://host[:port]` or `https://host[:port]`, nothing behind.
fn parse(url: &str) -> Result<PublicAddress, String> {
    let (secure, rest) = match (url.strip_prefix("https://"), url.strip_prefix("http://")) {
        (Some(rest), _) => (true, rest),
        (_, Some(rest)) => (false, rest),
        _ => return Err(format!("{url:?} must begin with http:// or https://")),
    };
    let authority = rest.trim_end_matches('/');
    if authority.is_empty() || authority.contains(['/', '?', '#', '@', ' ']) {
        return Err(format!("{url:?} must be a scheme, a host and perhaps a port, nothing else"));
    }
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => {
            (host, Some(port.parse::<u16>().map_err(|_| format!("{port:?} is not a port"))?))
        }
        _ => (authority, None),
    };
    let usual = if secure { 443 } else { 80 };
    Ok(PublicAddress { secure, host: host.to_ascii_lowercase(), port: port.filter(|port| *port != usual) })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_have_a_scheme_a_host_and_perhaps_a_port() {
        let address = parse("https://Help.Example.com:443/").unwrap();
        assert_eq!((address.origin().as_str(), address.port), ("https://help.example.com", None));
        assert_eq!(parse("http://127.0.0.1:3000").unwrap().origin(), "http://127.0.0.1:3000");
        assert_eq!(parse("http://[::1]:3000").unwrap().host, "[::1]");
        for wrong in ["help.example.com", "ftp://x", "http://", "http://a/b", "http://a:b", "http://u@h"] {
            assert!(parse(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn without_a_url_it_is_where_the_server_listens() {
        let settings = Settings { listen: "0.0.0.0:8080".into(), ..Settings::default() };
        assert_eq!(settings.address(None).unwrap().origin(), "http://localhost:8080");
        let bound = "127.0.0.1:41234".parse().unwrap();
        assert_eq!(settings.address(Some(bound)).unwrap().origin(), "http://127.0.0.1:41234");
    }
}
