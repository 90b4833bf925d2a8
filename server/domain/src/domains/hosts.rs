//! Which hosts are this installation's.

use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::failure::Outcome;
use crate::portico::Portico;
use crate::tables::domains;

/// The names of the machine itself, one as good as another.
const LOOPBACK: [&str; 4] = ["localhost", "127.0.0.1", "[::1]", "::1"];

/// Whether the name means the machine itself.
pub fn is_loopback_name(host: &str) -> bool {
    LOOPBACK.contains(&host)
}

/// A host in lower case and without the port that may stand behind it.
fn bare(host: &str) -> String {
    let host = host.to_ascii_lowercase();
    let end = if host.starts_with('[') { host.find(']').map(|end| end + 1) } else { host.rfind(':') };
    let has_port = |end: &usize| host[*end..].strip_prefix(':').is_none_or(|port| port.bytes().all(|byte| byte.is_ascii_digit()));
    let is_address = !host.starts_with('[') && host.matches(':').count() > 1;
    match end.filter(has_port) {
        Some(end) if !is_address => host[..end].to_owned(),
        _ => host,
    }
}

impl Portico {
    /// Whether the host (with or without a port) is the system domain. Where that is a loopback name, all of them are.
    pub fn is_system_host(&self, host: &str) -> bool {
        let (host, system) = (bare(host), self.settings.address.host.as_str());
        host == bare(system) || (is_loopback_name(system) && is_loopback_name(&host))
    }

    /// Whether anything is answered at the host: at the system's, and at connected ones whose ownership was proven.
    pub async fn is_known_host(&self, host: &str) -> Outcome<bool> {
        Ok(self.domain_at(host).await?.is_some())
    }

    pub(crate) async fn domain_at(&self, host: &str) -> Outcome<Option<domains::Model>> {
        let find = domains::Entity::find().filter(domains::Column::Verification.eq("VERIFIED"));
        let find = if self.is_system_host(host) {
            find.filter(domains::Column::Kind.eq("SYSTEM"))
        } else {
            find.filter(domains::Column::Host.eq(bare(host)))
        };
        Ok(find.one(self.store.reader()).await?)
    }
}

#[cfg(test)]
mod tests {
    use super::bare;

    #[test]
    fn a_port_is_no_part_of_a_host() {
        for (host, expected) in [
            ("Help.Example.com:8443", "help.example.com"),
            ("help.example.com", "help.example.com"),
            ("[::1]:3000", "[::1]"),
            ("[::1]", "[::1]"),
            ("::1", "::1"),
            ("a:b", "a:b"),
            ("help.example.com.", "help.example.com."),
            ("", ""),
            ("[", "["),
        ] {
            assert_eq!(bare(host), expected, "{host}");
        }
    }
}
