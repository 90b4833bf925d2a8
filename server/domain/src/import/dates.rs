//! Dates as people export them. A time without a zone is taken as one of the zone that its column names, `Created (GMT+1)`,
//! or else as UTC.

use chrono::{DateTime, NaiveDate};
use model::Timestamp;
use serde::{Deserialize, Serialize};

/// Which of two numbers in `01-06-2023` is the day. Found out for each column from all its values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    #[default]
    DayFirst,
    MonthFirst,
}

/// How the values of a column are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Notation {
    pub order: Order,
    /// Milliseconds that times without a zone are ahead of UTC.
    pub offset: i64,
}

/// A header and, where it ends with a zone in brackets, how many milliseconds that is ahead of UTC.
pub(super) fn zone_of(header: &str) -> (&str, Option<i64>) {
    let named = || {
        let inside = header.trim_end().strip_suffix([')', ']'])?;
        let start = inside.rfind(['(', '['])?;
        let zone = inside[start + 1..].trim().to_ascii_uppercase();
        let is_zone = zone.starts_with("GMT") || zone.starts_with("UTC");
        let offset = zone_offset(zone.replace(' ', "").as_str()).filter(|_| is_zone)?;
        Some((&header[..start], offset))
    };
    named().map_or((header, None), |(rest, offset)| (rest, Some(offset)))
}

/// What the values of one column allow.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    day_first_fails: u64,
    month_first_fails: u64,
}

impl Evidence {
    pub fn add(&mut self, text: &str) {
        if let Some((first, second)) = numbers_in_doubt(text) {
            self.day_first_fails += u64::from(second > 12);
            self.month_first_fails += u64::from(first > 12);
        }
    }

    /// Day first, unless month first fits more of the values: in doubt, what most of the world writes.
    pub fn order(self) -> Order {
        if self.month_first_fails < self.day_first_fails { Order::MonthFirst } else { Order::DayFirst }
    }
}

/// The first two numbers of `1/6/2023`, `01-06-2023 12:15`, `1.6.23`.
fn numbers_in_doubt(text: &str) -> Option<(u32, u32)> {
    let date = text.split([' ', 'T', ',']).next()?;
    let mut parts = date.split(['/', '-', '.']);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    let short = |part: &str| (1..=2).contains(&part.len());
    if short(first) && short(second) && parts.next().is_none() && matches!(third.len(), 2 | 4) {
        Some((first.parse().ok()?, second.parse().ok()?))
    } else {
        None
    }
}

/// The point in time that the text says; `None` if it says none.
pub(super) fn parse(text: &str, notation: Notation) -> Option<Timestamp> {
    let text = text.trim();
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return epoch(text);
    }
    let (date, rest) = split_date(text)?;
    let (year, month, day) = calendar(date, notation.order)?;
    let date = NaiveDate::from_ymd_opt(year, month, day)?;
    let (milliseconds, zone) = time(rest)?;
    // A day is a day wherever it is.
    let offset = zone.unwrap_or(if rest.is_empty() { 0 } else { notation.offset });
    let midnight = DateTime::from_timestamp(date.and_hms_opt(0, 0, 0)?.and_utc().timestamp(), 0)?.timestamp_millis();
    (1970..=2999).contains(&year).then_some(Timestamp(midnight + milliseconds - offset))
}

/// Seconds or milliseconds since 1970: 9, 10, 12 or 13 digits reach from 1973 to 2286.
fn epoch(text: &str) -> Option<Timestamp> {
    let number: i64 = text.parse().ok()?;
    match text.len() {
        9 | 10 => Some(Timestamp(number * 1000)),
        12 | 13 => Some(Timestamp(number)),
        _ => None,
    }
}

/// The date, and behind it the time: at the first `T` or blank that follows a year, or behind three words.
fn split_date(text: &str) -> Option<(&str, &str)> {
    if text.as_bytes().first()?.is_ascii_digit() && text.contains(['/', '-', '.']) && !text.contains(char::is_alphabetic) {
        return Some(text.split_once([' ', ',']).unwrap_or((text, "")));
    }
    let digits = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    if digits > 0 && matches!(text.as_bytes().get(digits), Some(b'/' | b'-' | b'.')) {
        let end = text.find([' ', 'T', ',']).unwrap_or(text.len());
        return Some((&text[..end], text[end..].trim_start_matches([' ', 'T', ','])));
    }
    // "Mar 15, 2021 3:04 PM", "15 March 2021, 15:04"
    let year = text.split([' ', ',']).filter(|word| !word.is_empty()).nth(2)?;
    let end = (year.as_ptr() as usize - text.as_ptr() as usize) + year.len();
    Some((&text[..end], text[end..].trim_start_matches([' ', ','])))
}

fn calendar(date: &str, order: Order) -> Option<(i32, u32, u32)> {
    let parts: Vec<&str> = date.split(['/', '-', '.', ' ', ',']).filter(|part| !part.is_empty()).collect();
    let &[first, second, third] = parts.as_slice() else {
        return None;
    };
    if first.len() == 4 && first.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some((first.parse().ok()?, month(second)?, third.parse().ok()?));
    }
    let year: i32 = third.parse().ok()?;
    let year = if third.len() == 2 { 2000 + year } else { year };
    match (first.parse::<u32>(), second.parse::<u32>()) {
        (Ok(day), Err(_)) => Some((year, month(second)?, day)),
        (Err(_), Ok(day)) => Some((year, month(first)?, day)),
        // One that fits only the other way round is meant so.
        (Ok(first), Ok(second)) => match order {
            Order::DayFirst if second <= 12 => Some((year, second, first)),
            Order::DayFirst => Some((year, first, second)),
            Order::MonthFirst if first <= 12 => Some((year, first, second)),
            Order::MonthFirst => Some((year, second, first)),
        },
        _ => None,
    }
}

fn month(text: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    if let Ok(number) = text.parse() {
        return Some(number);
    }
    let start = text.get(..3)?.to_ascii_lowercase();
    MONTHS.iter().position(|month| *month == start).and_then(|index| u32::try_from(index + 1).ok())
}

/// `12:15`, `12:15:03.5 PM`, with a zone (`Z`, `UTC`, `+02:00`): milliseconds of the day, and the zone's, if it has one.
fn time(text: &str) -> Option<(i64, Option<i64>)> {
    let text = text.trim().to_ascii_uppercase();
    let end = text.find(|character: char| !(character.is_ascii_digit() || character == ':' || character == '.'));
    let (clock, rest) = text.split_at(end.unwrap_or(text.len()));
    let rest = rest.trim();
    let (half, zone) = match rest.get(..2) {
        Some("AM") => (Some(0), rest[2..].trim()),
        Some("PM") => (Some(12), rest[2..].trim()),
        _ => (None, rest),
    };
    let offset = if zone.is_empty() { None } else { Some(zone_offset(zone)?) };
    if clock.is_empty() {
        return Some((0, offset));
    }
    let mut parts = clock.split(':');
    let hour: i64 = parts.next()?.parse().ok()?;
    let minute: i64 = parts.next()?.parse().ok()?;
    let second: f64 = parts.next().unwrap_or("0").parse().ok()?;
    let hour = half.map_or(hour, |half| hour % 12 + half);
    let fits = (0..24).contains(&hour) && (0..60).contains(&minute) && (0.0..61.0).contains(&second) && parts.next().is_none();
    #[expect(clippy::cast_possible_truncation, reason = "at most 61,000")]
    let milliseconds = (second * 1000.0).round() as i64;
    fits.then_some((hour * Timestamp::HOUR + minute * Timestamp::MINUTE + milliseconds, offset))
}

fn zone_offset(zone: &str) -> Option<i64> {
    let zone = zone.trim_start_matches("UTC").trim_start_matches("GMT");
    if zone.is_empty() || zone == "Z" {
        return Some(0);
    }
    let (sign, digits) = match zone.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let digits: String = digits.chars().filter(|character| *character != ':').collect();
    let number: i64 = digits.parse().ok()?;
    let (hours, minutes) = if digits.len() <= 2 { (number, 0) } else { (number / 100, number % 100) };
    (hours <= 14 && minutes < 60).then_some(sign * (hours * Timestamp::HOUR + minutes * Timestamp::MINUTE))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(text: &str, order: Order) -> String {
        parse(text, Notation { order, offset: 0 }).map_or_else(|| "none".to_owned(), Timestamp::iso)
    }

    #[test]
    fn dates_of_many_exports() {
        for (text, expected) in [
            ("2021-03-22", "2021-03-22T00:00:00.000Z"),
            ("2021-03-22 14:05", "2021-03-22T14:05:00.000Z"),
            ("2021-03-22T14:05:09.250Z", "2021-03-22T14:05:09.250Z"),
            ("2021-03-22T14:05:09+02:00", "2021-03-22T12:05:09.000Z"),
            ("2021-03-22 14:05:09 -0530", "2021-03-22T19:35:09.000Z"),
            ("2021-03-22 14:05:09 UTC", "2021-03-22T14:05:09.000Z"),
            ("2021/03/22", "2021-03-22T00:00:00.000Z"),
            ("22-03-2021", "2021-03-22T00:00:00.000Z"),
            ("01-06-2023 12:15", "2023-06-01T12:15:00.000Z"),
            ("1.6.23 9:05", "2023-06-01T09:05:00.000Z"),
            ("03/15/2021", "2021-03-15T00:00:00.000Z"),
            ("03/04/2021, 12:05 am", "2021-04-03T00:05:00.000Z"),
            ("Mar 15, 2021 3:04 PM", "2021-03-15T15:04:00.000Z"),
            ("15 March 2021", "2021-03-15T00:00:00.000Z"),
            ("15-Mar-2021 10:00", "2021-03-15T10:00:00.000Z"),
            ("1616421909250", "2021-03-22T14:05:09.250Z"),
            ("1616421909", "2021-03-22T14:05:09.000Z"),
        ] {
            assert_eq!(iso(text, Order::DayFirst), expected, "{text}");
        }
        for wrong in ["", "yesterday", "31-02-2021", "12", "2021", "22-03-2021 25:00", "1/2/3/4", "é", "2021-13-01", "0000-01-01"]
        {
            assert_eq!(parse(wrong, Notation::default()), None, "{wrong}");
        }
    }

    #[test]
    fn a_header_names_the_zone_of_times_that_name_none() {
        for (header, rest, offset) in [
            ("Created (GMT+1)", "Created ", Some(1)),
            ("Create date [UTC]", "Create date ", Some(0)),
            ("Closed at (UTC -05:00)", "Closed at ", Some(-5)),
            ("Created (local)", "Created (local)", None),
            ("Created GMT+1", "Created GMT+1", None),
            ("(GMT+99)", "(GMT+99)", None),
        ] {
            assert_eq!(zone_of(header), (rest, offset.map(|hours: i64| hours * Timestamp::HOUR)), "{header}");
        }
        let notation = Notation { order: Order::DayFirst, offset: Timestamp::HOUR };
        let iso = |text| parse(text, notation).map(Timestamp::iso).unwrap_or_default();
        assert_eq!(iso("2021-03-22 00:30"), "2021-03-21T23:30:00.000Z");
        assert_eq!(iso("2021-03-22 00:30Z"), "2021-03-22T00:30:00.000Z");
        assert_eq!(iso("2021-03-22"), "2021-03-22T00:00:00.000Z");
    }

    #[test]
    fn a_column_decides_which_is_the_day() {
        let order = |values: &[&str]| {
            let mut evidence = Evidence::default();
            values.iter().for_each(|value| evidence.add(value));
            evidence.order()
        };
        assert_eq!(order(&["01/02/2021", "03/15/2021"]), Order::MonthFirst);
        assert_eq!(order(&["01/02/2021", "15/03/2021 10:00"]), Order::DayFirst);
        assert_eq!(order(&["01/02/2021", "2021-03-15"]), Order::DayFirst);
        assert_eq!(iso("01/02/2021", Order::MonthFirst), "2021-01-02T00:00:00.000Z");
    }
}
