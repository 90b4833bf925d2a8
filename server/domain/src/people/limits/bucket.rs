//! A bucket per key: so many at once, then one in a period. Counted on the portico's clock, which never goes back.

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use governor::clock::Clock as _;
use governor::middleware::NoOpMiddleware;
use governor::nanos::Nanos;
use governor::state::StateStore;
use governor::{Quota, RateLimiter};
use model::Fault;

use crate::portico::Clock;

/// Entries after which those that say nothing any more are dropped.
const MANY: usize = 10_000;

/// The portico's clock as the limiter reads it.
#[derive(Clone)]
struct Ticks(Clock);

impl governor::clock::Clock for Ticks {
    type Instant = Nanos;

    fn now(&self) -> Nanos {
        Nanos::from(self.0.ticks())
    }
}

/// When each key will be as if it had never been used, in nanoseconds since the limiter's start.
#[derive(Clone, Default)]
struct Marks(Arc<Mutex<HashMap<String, u64>>>);

impl Marks {
    fn lock(&self) -> MutexGuard<'_, HashMap<String, u64>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn tidy(&self, now: u64) {
        let mut marks = self.lock();
        if marks.len() > MANY {
            marks.retain(|_, mark| *mark > now);
        }
    }
}

impl StateStore for Marks {
    type Key = String;

    fn measure_and_replace<T, F, E>(&self, key: &String, decide: F) -> Result<T, E>
    where
        F: Fn(Option<Nanos>) -> Result<(T, Nanos), E>,
    {
        let mut marks = self.lock();
        let (outcome, mark) = decide(marks.get(key).copied().map(Nanos::from))?;
        marks.insert(key.clone(), mark.as_u64());
        Ok(outcome)
    }
}

pub struct Buckets {
    marks: Marks,
    clock: Ticks,
    period: Duration,
    started: Nanos,
    limiter: RateLimiter<String, Marks, Ticks, NoOpMiddleware<Nanos>>,
}

impl Buckets {
    /// Each holds so many drops and gets one back in every period.
    pub fn new(clock: Clock, many: NonZeroU32, period: Duration) -> Self {
        let (marks, clock) = (Marks::default(), Ticks(clock));
        let quota = Quota::with_period(period).unwrap_or(Quota::per_minute(NonZeroU32::MIN)).allow_burst(many);
        let started = clock.now();
        Self { limiter: RateLimiter::new(quota, marks.clone(), clock.clone()), marks, clock, period, started }
    }

    /// One drop, or how long to wait for it.
    pub fn take(&self, key: &String) -> Result<(), Fault> {
        let now = self.clock.now();
        self.marks.tidy(self.elapsed());
        self.limiter.check_key(key).map_err(|not_until| {
            let seconds = not_until.wait_time_from(now).as_secs().saturating_add(1);
            Fault::Busy { retry_after_seconds: u32::try_from(seconds).unwrap_or(u32::MAX) }
        })
    }

    /// As if the last drop had not been taken.
    pub fn give_back(&self, key: &str) {
        if let Some(mark) = self.marks.lock().get_mut(key) {
            *mark = mark.saturating_sub(Nanos::from(self.period).as_u64());
        }
    }

    /// As if none had ever been taken.
    pub fn forget(&self, key: &str) {
        self.marks.lock().remove(key);
    }

    /// How long it is until the key is as if none had ever been taken, in nanoseconds.
    pub fn left(&self, key: &str) -> u64 {
        let now = self.elapsed();
        self.marks.lock().get(key).map_or(0, |mark| mark.saturating_sub(now))
    }

    /// Takes so much that it is at least so many nanoseconds until then.
    pub fn hold(&self, key: &str, nanoseconds: u64) {
        let until = self.elapsed().saturating_add(nanoseconds);
        let mut marks = self.marks.lock();
        let mark = marks.entry(key.to_owned()).or_default();
        *mark = until.max(*mark);
    }

    /// Since the start, in nanoseconds, as the marks are.
    fn elapsed(&self) -> u64 {
        self.clock.now().saturating_sub(self.started).as_u64()
    }
}
