//! Where a mail server's name leads, and whether letters may be handed over there.
//!
//! A mail server on this machine or in its network is usual. Link-local addresses and those where clouds keep a machine's
//! secrets are never one. The address that was looked at is the one that is called: a name that leads elsewhere a moment
//! later leads nobody there.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};
use std::time::Duration;

use model::mail::MailDiagnosis;
use tokio::net::lookup_host;
use tokio::time::timeout;

const PATIENCE: Duration = Duration::from_secs(10);

/// Outside of the link-local ranges: Alibaba's, Oracle's and Azure's.
const METADATA: [Ipv4Addr; 3] =
    [Ipv4Addr::new(100, 100, 100, 200), Ipv4Addr::new(192, 0, 0, 192), Ipv4Addr::new(168, 63, 129, 16)];
/// Amazon's.
const METADATA_6: Ipv6Addr = Ipv6Addr::new(0xfd00, 0xec2, 0, 0, 0, 0, 0, 0x254);

/// The addresses of a host, in the resolver's order. One that is forbidden forbids all: no honest name has both.
pub async fn addresses(host: &str, port: u16) -> Result<Vec<SocketAddr>, MailDiagnosis> {
    let found = match timeout(PATIENCE, lookup_host((host, port))).await {
        Ok(Ok(found)) => found.collect::<Vec<_>>(),
        Ok(Err(_)) => return Err(MailDiagnosis::UnknownHost),
        Err(_) => return Err(MailDiagnosis::TimedOut),
    };
    if found.iter().any(|address| is_forbidden(address.ip())) {
        return Err(MailDiagnosis::ForbiddenAddress);
    }
    if found.is_empty() { Err(MailDiagnosis::UnknownHost) } else { Ok(found) }
}

fn is_forbidden(address: IpAddr) -> bool {
    match address.to_canonical() {
        IpAddr::V4(address) => is_forbidden_4(address),
        IpAddr::V6(address) => {
            address.is_unspecified()
                || address.is_multicast()
                || address.is_unicast_link_local()
                || address == METADATA_6
                || embedded(address).is_some_and(is_forbidden_4)
        }
    }
}

fn is_forbidden_4(address: Ipv4Addr) -> bool {
    address.octets()[0] == 0
        || address.is_link_local()
        || address.is_broadcast()
        || address.is_multicast()
        || METADATA.contains(&address)
}

/// The IPv4 address that an IPv6 one stands for: NAT64 (RFC 6052), 6to4 (RFC 3056) or "compatible" (RFC 4291).
fn embedded(address: Ipv6Addr) -> Option<Ipv4Addr> {
    let bits = u128::from(address);
    let low = |bits: u128| Ipv4Addr::from((bits & 0xffff_ffff) as u32);
    match address.segments() {
        [0x64, 0xff9b, 0, 0, 0, 0, ..] | [0, 0, 0, 0, 0, 0, ..] if bits > 1 => Some(low(bits)),
        [0x2002, ..] => Some(low(bits >> 80)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn link_local_and_metadata_are_forbidden_in_every_spelling() {
        for wrong in [
            "169.254.169.254",
            "169.254.0.1",
            "::ffff:169.254.169.254",
            "64:ff9b::a9fe:a9fe",
            "2002:a9fe:a9fe::1",
            "::169.254.169.254",
            "fe80::1",
            "fd00:ec2::254",
            "100.100.100.200",
            "0.0.0.0",
            "::",
            "255.255.255.255",
            "224.0.0.1",
            "ff02::1",
        ] {
            assert!(is_forbidden(wrong.parse().unwrap()), "{wrong}");
        }
        for fine in ["127.0.0.1", "::1", "10.1.2.3", "192.168.1.1", "fd12::1", "203.0.113.9", "2001:db8::1", "64:ff9b::a01:203"] {
            assert!(!is_forbidden(fine.parse().unwrap()), "{fine}");
        }
    }

    #[tokio::test]
    async fn numbers_that_mean_an_address_are_looked_at_as_one() {
        for host in ["169.254.169.254", "0xa9fea9fe", "2852039166"] {
            let found = addresses(host, 25).await;
            assert!(matches!(found, Err(MailDiagnosis::ForbiddenAddress | MailDiagnosis::UnknownHost)), "{host}: {found:?}");
        }
        assert!(addresses("127.0.0.1", 25).await.is_ok());
    }
}
