//! Points in time.

use serde::{Deserialize, Serialize};

/// Milliseconds since 1970-01-01T00:00:00Z, the precision that HubSpot's API speaks in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Timestamp(pub i64);

impl Timestamp {
    pub const SECOND: i64 = 1000;
    pub const MINUTE: i64 = 60 * Self::SECOND;
    pub const HOUR: i64 = 60 * Self::MINUTE;
    pub const DAY: i64 = 24 * Self::HOUR;

    /// So many milliseconds later.
    pub fn plus(self, milliseconds: i64) -> Self {
        Self(self.0.saturating_add(milliseconds))
    }

    /// `2026-01-31T08:05:09.123Z`, for `<time datetime>` and the API (RFC 3339, always UTC).
    pub fn iso(self) -> String {
        let (date, milliseconds) = (self.0.div_euclid(Self::DAY), self.0.rem_euclid(Self::DAY));
        let (year, month, day) = civil_from_days(date);
        let (hour, rest) = (milliseconds / Self::HOUR, milliseconds % Self::HOUR);
        let (minute, rest) = (rest / Self::MINUTE, rest % Self::MINUTE);
        let (second, millisecond) = (rest / Self::SECOND, rest % Self::SECOND);
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{millisecond:03}Z")
    }
}

/// Year, month (1–12) and day (1–31) of a count of days since 1970-01-01, in the proleptic Gregorian calendar.
pub fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let shifted = days + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted_month + 2) / 5 + 1) as u32;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 } as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn iso_is_utc_with_milliseconds() {
        assert_eq!(Timestamp(0).iso(), "1970-01-01T00:00:00.000Z");
        assert_eq!(Timestamp(1_709_210_096_789).iso(), "2024-02-29T12:34:56.789Z");
        assert_eq!(Timestamp(-1).iso(), "1969-12-31T23:59:59.999Z");
    }
}
