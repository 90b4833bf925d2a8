//! Values: from what a client wrote to what is kept, one way for each.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use model::Timestamp;

use super::definitions::{Definition, PropertyKind};
use super::refused::ValueProblem;

/// Characters of one value, as in HubSpot.
pub const LENGTH_MAX: usize = 65_536;
/// Characters of a value that searches look at: an entry of an index of PostgreSQL has 2,704 bytes at most.
pub const KEY_MAX: usize = 600;

/// The value as it is kept and answered: numbers without needless zeros, moments as ISO 8601 in UTC with milliseconds,
/// days as `2026-01-31`, booleans as `true` and `false`. Empty text stays empty, which clears.
///
/// Moments come as ISO 8601 or as milliseconds since 1970, days also as midnight in UTC so counted. Options are compared
/// letter by letter. Options that are records of another kind are looked up elsewhere.
pub fn canonical(definition: &Definition, text: &str) -> Result<String, ValueProblem> {
    if text.is_empty() {
        return Ok(String::new());
    }
    match definition.kind {
        PropertyKind::String | PropertyKind::PhoneNumber => plain(text),
        PropertyKind::Number => match whole(text) {
            Some(digits) => Ok(digits),
            None => number(text).map(written).ok_or(ValueProblem::NotANumber),
        },
        PropertyKind::Date => day(text).map(day_text).ok_or(ValueProblem::NotADate),
        PropertyKind::DateTime => moment(text).map(Timestamp::iso).ok_or(ValueProblem::NotAMoment),
        PropertyKind::Bool => match text.to_ascii_lowercase().as_str() {
            word @ ("true" | "false") => Ok(word.to_owned()),
            _ => Err(ValueProblem::NotABoolean),
        },
        PropertyKind::Enumeration => chosen(definition, text),
    }
}

fn plain(text: &str) -> Result<String, ValueProblem> {
    if text.chars().nth(LENGTH_MAX).is_some() {
        return Err(ValueProblem::TooLong(LENGTH_MAX));
    }
    if text.chars().any(|character| character.is_control() && !matches!(character, '\n' | '\r' | '\t')) {
        return Err(ValueProblem::Malformed);
    }
    Ok(text.to_owned())
}

fn chosen(definition: &Definition, text: &str) -> Result<String, ValueProblem> {
    if definition.external_options {
        return plain(text);
    }
    let words: Vec<&str> = match definition.is_multiple() {
        true => text.split(';').map(str::trim).filter(|word| !word.is_empty()).collect(),
        false => vec![text],
    };
    let mut seen = BTreeSet::new();
    let words: Vec<&str> = words.into_iter().filter(|word| seen.insert(*word)).collect();
    let known = |word: &&str| definition.options.iter().any(|option| option.value == **word);
    if words.iter().all(known) {
        Ok(words.join(";"))
    } else {
        Err(ValueProblem::NotAnOption(definition.options.iter().map(|option| option.value.clone()).collect()))
    }
}

/// A whole number with all its digits: ids of other systems have more of them than a float keeps.
fn whole(text: &str) -> Option<String> {
    const DIGITS_MAX: usize = 30;
    let text = text.trim();
    let (sign, digits) = text.strip_prefix('-').map_or(("", text), |digits| ("-", digits));
    let is_whole = !digits.is_empty() && digits.len() <= DIGITS_MAX && digits.bytes().all(|byte| byte.is_ascii_digit());
    let kept = digits.trim_start_matches('0');
    is_whole.then(|| if kept.is_empty() { "0".to_owned() } else { format!("{sign}{kept}") })
}

/// A finite number in decimal notation.
pub fn number(text: &str) -> Option<f64> {
    let text = text.trim();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte));
    text.parse().ok().filter(|number: &f64| plain && number.is_finite())
}

/// `42`, `42.5`: as short as it can be.
fn written(number: f64) -> String {
    if number == 0.0 { "0".to_owned() } else { number.to_string() }
}

/// A moment, from ISO 8601 (without an offset: UTC) or milliseconds since 1970; in the years 1000 to 9999.
pub fn moment(text: &str) -> Option<Timestamp> {
    const FIRST: i64 = -30_610_224_000_000;
    const LAST: i64 = 253_402_300_799_999;
    let text = text.trim();
    // Languages that know one sort of number write whole ones with a fraction, too.
    let milliseconds = if let Ok(milliseconds) = text.strip_suffix(".0").unwrap_or(text).parse::<i64>() {
        milliseconds
    } else if let Ok(with_offset) = DateTime::parse_from_rfc3339(text) {
        with_offset.timestamp_millis()
    } else if let Ok(without_colon) = DateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f%z") {
        without_colon.timestamp_millis()
    } else if let Ok(without) = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f") {
        without.and_utc().timestamp_millis()
    } else {
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
        day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis()
    };
    (FIRST..=LAST).contains(&milliseconds).then_some(Timestamp(milliseconds))
}

/// Midnight in UTC of a day, from `2026-01-31`, or from a moment that is such a midnight.
pub fn day(text: &str) -> Option<Timestamp> {
    moment(text).filter(|at| at.0.rem_euclid(Timestamp::DAY) == 0)
}

fn day_text(day: Timestamp) -> String {
    day.iso()[..10].to_owned()
}

/// What the value is compared by, where it is compared as a number: dates in milliseconds since 1970.
pub fn number_key(kind: PropertyKind, value: &str) -> Option<f64> {
    match kind {
        PropertyKind::Number => number(value),
        #[expect(clippy::cast_precision_loss, reason = "milliseconds of our years are far below 2^53")]
        PropertyKind::Date | PropertyKind::DateTime => moment(value).map(|at| at.0 as f64),
        _ => None,
    }
}

/// What the value is compared by as text: in lower case, cut to 600 characters.
pub fn text_key(value: &str) -> String {
    value.to_lowercase().chars().take(KEY_MAX).collect()
}

#[cfg(test)]
mod tests {
    use super::super::definitions::Definitions;
    use super::super::object_types::ObjectType;
    use super::*;

    fn canonical_of(object_type: ObjectType, name: &str, text: &str) -> Result<String, ValueProblem> {
        canonical(Definitions::of(object_type).get(name).unwrap(), text)
    }

    #[test]
    fn numbers_and_moments_have_one_spelling() {
        for (text, kept) in [("42", "42"), ("42.0", "42"), ("42.50", "42.5"), ("-0", "0"), ("1e3", "1000")] {
            assert_eq!(canonical_of(ObjectType::Companies, "numberofemployees", text).as_deref(), Ok(kept));
        }
        for text in ["forty", "NaN", "inf", "0x10", "1,5", "1e999"] {
            assert_eq!(canonical_of(ObjectType::Companies, "numberofemployees", text), Err(ValueProblem::NotANumber), "{text}");
        }
        for text in [
            "1767225600000",
            "1767225600000.0",
            "2026-01-01T02:00:00+0200",
            "2026-01-01T00:00:00Z",
            "2026-01-01T01:00:00.000+01:00",
            "2026-01-01",
            "2026-01-01T00:00:00",
        ] {
            let kept = canonical_of(ObjectType::Tickets, "closed_date", text);
            assert_eq!(kept.as_deref(), Ok("2026-01-01T00:00:00.000Z"), "{text}");
        }
        for text in ["yesterday", "2026-13-01", "99999999999999999", "999999999999999999999999"] {
            assert_eq!(canonical_of(ObjectType::Tickets, "closed_date", text), Err(ValueProblem::NotAMoment), "{text}");
        }
    }

    #[test]
    fn a_day_is_a_midnight() {
        assert_eq!(day("2026-01-31").map(day_text).as_deref(), Some("2026-01-31"));
        assert_eq!(day("1769817600000").map(day_text).as_deref(), Some("2026-01-31"));
        assert_eq!(day("1769817600001"), None);
    }

    #[test]
    fn options_are_exact_and_several_are_checked_one_by_one() {
        assert_eq!(canonical_of(ObjectType::Tickets, "hs_ticket_priority", "HIGH").as_deref(), Ok("HIGH"));
        assert!(matches!(
            canonical_of(ObjectType::Tickets, "hs_ticket_priority", "high"),
            Err(ValueProblem::NotAnOption(options)) if options.len() == 4
        ));
        let several = canonical_of(ObjectType::Tickets, "hs_ticket_category", "BILLING_ISSUE; PRODUCT_ISSUE;");
        assert_eq!(several.as_deref(), Ok("BILLING_ISSUE;PRODUCT_ISSUE"));
        let twice = canonical_of(ObjectType::Tickets, "hs_ticket_category", "BILLING_ISSUE;BILLING_ISSUE");
        assert_eq!(twice.as_deref(), Ok("BILLING_ISSUE"));
        assert!(canonical_of(ObjectType::Tickets, "hs_ticket_category", "BILLING_ISSUE;X").is_err());
        assert_eq!(canonical_of(ObjectType::Tickets, "hs_ticket_priority", "").as_deref(), Ok(""));
    }

    #[test]
    fn keys_fit_into_an_index() {
        assert!(text_key(&"🦊".repeat(2000)).len() <= 2_700);
        assert_eq!(text_key("Àb"), "àb");
    }
}
