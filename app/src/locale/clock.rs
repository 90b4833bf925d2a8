//! The page's clock, and how times are written.
//!
//! While the server's page is being taken over, the browser's clock stands at the moment and in the zone that the server
//! printed with, so both print the same; then it is set right, and goes on every minute.

use leptos::prelude::*;
use model::Timestamp;

use super::zone::{Civil, civil};
use crate::t;

#[derive(Clone, Debug, PartialEq)]
pub struct Reading {
    pub now: Timestamp,
    /// IANA name.
    pub zone: String,
}

/// What the page takes for now, in the reader's zone.
#[derive(Clone, Copy)]
pub struct Clock(RwSignal<Reading>);

impl Clock {
    /// Starts at what the server printed with. Called once, by the app's root.
    pub fn start() {
        let clock = Self::stopped();
        let reading = clock.0;
        provide_context(clock);
        Effect::new(move |_| {
            let set_right = move || reading.set(Reading { now: browser_now(), zone: browser_zone() });
            after_hydration(set_right);
            // Lives as long as the page.
            let _ = set_interval_with_handle(set_right, std::time::Duration::from_secs(60));
        });
    }

    /// The page's clock. Ask for it when a component is made, and read it where it is printed.
    pub fn of_page() -> Self {
        use_context().unwrap_or_else(Self::stopped)
    }

    fn stopped() -> Self {
        let visit = crate::seam::visit();
        Self(RwSignal::new(Reading { now: visit.now, zone: visit.zone.to_string() }))
    }

    /// Tracked: what printed from it prints anew when the clock goes on.
    pub fn read(self) -> Reading {
        self.0.get()
    }
}

/// A lazy page is taken over some time after the app's root: what it prints until then must be what the server printed.
fn after_hydration(then: impl Fn() + 'static) {
    let hydrating = Owner::current_shared_context().is_some_and(|context| context.during_hydration());
    let owner = Owner::current();
    request_animation_frame(move || match owner {
        Some(owner) if hydrating => owner.with(|| after_hydration(then)),
        _ => then(),
    });
}

fn browser_now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// The zone that the browser runs in.
pub fn browser_zone() -> String {
    let format = js_sys::Intl::DateTimeFormat::new(&js_sys::Array::new(), &js_sys::Object::new());
    let zone = js_sys::Reflect::get(&format.resolved_options(), &"timeZone".into());
    zone.ok().and_then(|zone| zone.as_string()).unwrap_or_else(|| "UTC".to_owned())
}

/// “2 h ago” under seven days, a date after.
pub fn relative(at: Timestamp, reading: &Reading) -> String {
    let age = reading.now.0 - at.0;
    match age {
        // A clock that is a little behind is no reason to speak of the future.
        _ if age < -Timestamp::HOUR => date(at, reading),
        _ if age < Timestamp::MINUTE => t!("time-now"),
        _ if age < Timestamp::HOUR => t!("time-minutes-ago", "n" => age / Timestamp::MINUTE),
        _ if age < Timestamp::DAY => t!("time-hours-ago", "n" => age / Timestamp::HOUR),
        _ if age < 7 * Timestamp::DAY => t!("time-days-ago", "n" => age / Timestamp::DAY),
        _ => date(at, reading),
    }
}

/// The day, with its year unless it is this one.
pub fn date(at: Timestamp, reading: &Reading) -> String {
    let then = civil(at, &reading.zone);
    let (day, month) = (then.day, month(&then));
    if then.year == civil(reading.now, &reading.zone).year {
        t!("date-this-year", "day" => day.to_string(), "month" => month)
    } else {
        t!("date-full", "day" => day.to_string(), "month" => month, "year" => then.year.to_string())
    }
}

/// Day, year and time of day.
pub fn exact(at: Timestamp, reading: &Reading) -> String {
    let then = civil(at, &reading.zone);
    let day = t!("date-full", "day" => then.day.to_string(), "month" => month(&then), "year" => then.year.to_string());
    t!("date-and-time", "date" => day, "time" => of_day(at, reading))
}

/// The time of day alone.
pub fn of_day(at: Timestamp, reading: &Reading) -> String {
    let then = civil(at, &reading.zone);
    t!(
        "time-of-day",
        "hour24" => format!("{:02}", then.hour),
        "hour12" => (if then.hour.is_multiple_of(12) { 12 } else { then.hour % 12 }).to_string(),
        "half" => if then.hour < 12 { "am" } else { "pm" },
        "minute" => format!("{:02}", then.minute),
    )
}

fn month(then: &Civil) -> String {
    t!("month-short", "month" => then.month)
}
