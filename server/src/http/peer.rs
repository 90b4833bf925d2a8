//! Which address a request really comes from.

use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, Request};

/// Proxies whose `X-Forwarded-For` is believed. From anybody else the header is ignored, or a stranger could choose
/// the address that limits and logs go by.
#[derive(Clone, Default)]
pub struct TrustedProxies(Arc<[IpAddr]>);

impl TrustedProxies {
    pub fn new(addresses: &[IpAddr]) -> Self {
        Self(addresses.into())
    }

    /// The nearest address that is not a trusted proxy. `None` without a connection, as in tests.
    pub fn peer_of(&self, request: &Request) -> Option<IpAddr> {
        let connected = request.extensions().get::<ConnectInfo<SocketAddr>>()?.0.ip();
        if !self.0.contains(&connected) {
            return Some(connected);
        }
        let forwarded = request.headers().get_all("x-forwarded-for").iter().filter_map(|value| value.to_str().ok());
        let hops: Vec<IpAddr> = forwarded.flat_map(|value| value.split(',')).map_while(|hop| hop.trim().parse().ok()).collect();
        Some(hops.into_iter().rev().find(|hop| !self.0.contains(hop)).unwrap_or(connected))
    }
}
