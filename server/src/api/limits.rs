//! How much a token may ask in how much time. Counted in memory: a limit is to keep one integration from taking the
//! server for itself, and a server that starts again may begin to count again.

use std::collections::HashMap;
use std::sync::Mutex;

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use model::{Timestamp, TokenId};
use serde_json::json;

use super::envelope::Envelope;
use super::refusals::PORTAL;

const WINDOW: i64 = 10 * Timestamp::SECOND;

/// Requests of one token. HubSpot's own numbers (100 to 190 in 10 seconds, 5 searches in one) protect a service that is
/// shared by all its customers; here the machine is one's own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ApiLimits {
    /// In 10 seconds.
    pub requests: u32,
    /// In one second.
    pub searches: u32,
    /// In 24 hours.
    pub daily: u32,
}

impl Default for ApiLimits {
    fn default() -> Self {
        Self { requests: 1_000, searches: 50, daily: 5_000_000 }
    }
}

/// A count that begins again when its time is over.
#[derive(Clone, Copy, Default)]
struct Window {
    began: i64,
    count: u32,
}

impl Window {
    /// Counts one more; `Err`: there is no more, for so many milliseconds.
    fn take(&mut self, now: i64, length: i64, max: u32) -> Result<(), i64> {
        if now < self.began || now >= self.began + length {
            *self = Self { began: now, count: 0 };
        }
        if self.count >= max {
            return Err(self.began + length - now);
        }
        self.count += 1;
        Ok(())
    }
}

#[derive(Default)]
struct Counts {
    burst: Window,
    second: Window,
    day: Window,
}

/// The counts of all tokens.
#[derive(Default)]
pub struct Meter {
    limits: ApiLimits,
    counts: Mutex<HashMap<TokenId, Counts>>,
}

/// What is left after a request.
#[derive(Clone, Copy)]
pub struct Left {
    limits: ApiLimits,
    burst: u32,
    daily: u32,
}

impl Meter {
    pub fn new(limits: ApiLimits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// Counts a request. `Err`: it is one too many.
    pub fn take(&self, token: TokenId, now: Timestamp, is_search: bool) -> Result<Left, (Envelope, Left)> {
        let limits = self.limits;
        let mut counts = self.counts.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let counts = counts.entry(token).or_default();
        let refused = if let Err(wait) = counts.burst.take(now.0, WINDOW, limits.requests) {
            Some(burst(token, wait))
        } else if let Err(wait) = counts.day.take(now.0, Timestamp::DAY, limits.daily) {
            Some(daily(wait))
        } else if is_search && counts.second.take(now.0, Timestamp::SECOND, limits.searches).is_err() {
            Some(secondly())
        } else {
            None
        };
        let left = Left {
            limits,
            burst: limits.requests.saturating_sub(counts.burst.count),
            daily: limits.daily.saturating_sub(counts.day.count),
        };
        refused.map_or(Ok(left), |envelope| Err((envelope, left)))
    }
}

/// The bodies by which clients tell how long to wait.
fn limited(message: &str) -> Envelope {
    let envelope = Envelope::new(StatusCode::TOO_MANY_REQUESTS, "RATE_LIMITS", message);
    envelope.with("errorType", json!("RATE_LIMIT"))
}

fn seconds(milliseconds: i64) -> u32 {
    u32::try_from((milliseconds + Timestamp::SECOND - 1) / Timestamp::SECOND).unwrap_or(1).max(1)
}

fn burst(token: TokenId, wait: i64) -> Envelope {
    let mut envelope = limited("You have reached your ten_secondly_rolling limit.")
        .with("policyName", json!("TEN_SECONDLY_ROLLING"))
        .with("groupName", json!(format!("publicapi:private_app-api-calls-ten-secondly:{PORTAL}:{token}")));
    envelope.retry_after = Some(seconds(wait));
    envelope
}

fn daily(wait: i64) -> Envelope {
    let mut envelope = limited("You have reached your daily limit.").with("policyName", json!("DAILY"));
    envelope.retry_after = Some(seconds(wait));
    envelope
}

fn secondly() -> Envelope {
    let mut envelope = limited("You have reached your secondly limit.").with("policyName", json!("SECONDLY"));
    envelope.retry_after = Some(1);
    envelope
}

impl Left {
    /// On every answer that a token gets.
    pub fn write(self, headers: &mut HeaderMap) {
        let mut set = |name: &'static str, value: u32| {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        };
        set("x-hubspot-ratelimit-max", self.limits.requests);
        set("x-hubspot-ratelimit-remaining", self.burst);
        set("x-hubspot-ratelimit-interval-milliseconds", u32::try_from(WINDOW).unwrap_or(u32::MAX));
        set("x-hubspot-ratelimit-daily", self.limits.daily);
        set("x-hubspot-ratelimit-daily-remaining", self.daily);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_ends_and_begins_again() {
        let meter = Meter::new(ApiLimits { requests: 2, searches: 1, daily: 4 });
        let (token, other) = (TokenId(1), TokenId(2));
        let take = |token, at, search| meter.take(token, Timestamp(at), search).map_err(|(envelope, _)| envelope.message.clone());
        assert!(take(token, 0, false).is_ok() && take(token, 9_999, false).is_ok());
        assert_eq!(take(token, 9_999, false).err().as_deref(), Some("You have reached your ten_secondly_rolling limit."));
        assert!(take(other, 9_999, true).is_ok());
        assert_eq!(take(other, 9_999, true).err().as_deref(), Some("You have reached your secondly limit."));
        assert!(take(token, 10_000, false).is_ok() && take(token, 10_000, false).is_ok());
        assert_eq!(take(token, 20_000, false).err().as_deref(), Some("You have reached your daily limit."));
        assert!(take(token, Timestamp::DAY, false).is_ok());
    }
}
