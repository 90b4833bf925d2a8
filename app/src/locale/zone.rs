//! A point in time on the reader's wall.

use model::Timestamp;

/// A date and time of day in some zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Civil {
    pub year: i64,
    /// 1–12
    pub month: u32,
    pub day: u32,
    pub hour: u32,
    pub minute: u32,
}

impl Civil {
    fn utc(at: Timestamp) -> Self {
        let (year, month, day) = model::time::civil_from_days(at.0.div_euclid(Timestamp::DAY));
        let minutes = at.0.rem_euclid(Timestamp::DAY) / Timestamp::MINUTE;
        Self { year, month, day, hour: (minutes / 60) as u32, minute: (minutes % 60) as u32 }
    }
}

/// The wall clock of a zone of the IANA database; UTC where the zone is not known.
#[cfg(feature = "ssr")]
pub fn civil(at: Timestamp, zone: &str) -> Civil {
    use chrono::{Offset, TimeZone};
    let instant = zone.parse::<chrono_tz::Tz>().ok().zip(chrono::DateTime::from_timestamp_millis(at.0));
    let offset = instant.map_or(0, |(zone, instant)| zone.offset_from_utc_datetime(&instant.naive_utc()).fix().local_minus_utc());
    Civil::utc(at.plus(i64::from(offset) * Timestamp::SECOND))
}

/// The wall clock of a zone of the IANA database; UTC where the zone is not known.
#[cfg(not(feature = "ssr"))]
pub fn civil(at: Timestamp, zone: &str) -> Civil {
    use js_sys::{Date, Object, Reflect};
    let options = Object::new();
    // Setting a property of a plain object cannot fail.
    let _ = Reflect::set(&options, &"timeZone".into(), &zone.into());
    // Swedish writes dates as ISO 8601 does: `2026-01-31 08:05:09`.
    let text = String::from(Date::new(&(at.0 as f64).into()).to_locale_string("sv-SE", &options));
    let numbers: Vec<u32> =
        text.split(|character: char| !character.is_ascii_digit()).filter_map(|part| part.parse().ok()).collect();
    match numbers[..] {
        [year, month, day, hour, minute, ..] => Civil { year: i64::from(year), month, day, hour, minute },
        _ => Civil::utc(at),
    }
}

/// Whether the zone is one that [`civil`] knows: a cookie may hold anything.
#[cfg(feature = "ssr")]
pub fn is_known(zone: &str) -> bool {
    zone.parse::<chrono_tz::Tz>().is_ok()
}
