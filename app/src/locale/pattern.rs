//! A message in the form that is served to the browser, and the interpreter that both sides run.
//!
//! A pattern is its text, with what has to be filled in between control characters that no translator types:
//! `OPEN name CLOSE` is a variable, `OPEN name SEP key SEP pattern … CLOSE` a choice whose last case is the default.
//! So the browser needs no Fluent parser, and cannot print anything else than the server did.

use std::borrow::Cow;

pub const OPEN: char = '\u{1}';
pub const SEPARATOR: char = '\u{2}';
pub const CLOSE: char = '\u{3}';

/// What is filled into a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Arg<'a> {
    /// Counted: grouped when printed, and chooses a plural form.
    Number(i64),
    Text(Cow<'a, str>),
}

macro_rules! numbers {
    ($($kind:ty),+) => {$(
        impl From<$kind> for Arg<'_> {
            fn from(number: $kind) -> Self {
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )+};
}
numbers!(u8, u16, u32, u64, usize, i32, i64);

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Arg<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

/// What a language brings to its patterns.
pub trait Rules {
    /// The plural category of a count: `one`, `few`, `other` …
    fn category(&self, number: i64) -> String;

    /// What stands between groups of three digits.
    fn group(&self) -> &str;
}

/// Fills a pattern in. A variable that was not given is printed as its name, so that it is seen.
pub fn fill(pattern: &str, args: &[(&str, Arg<'_>)], rules: &dyn Rules) -> String {
    let mut filled = String::with_capacity(pattern.len() + 16);
    fill_into(pattern, args, rules, &mut filled);
    filled
}

fn fill_into(pattern: &str, args: &[(&str, Arg<'_>)], rules: &dyn Rules, filled: &mut String) {
    let mut rest = pattern;
    while let Some(start) = rest.find(OPEN) {
        filled.push_str(&rest[..start]);
        let inside = &rest[start + OPEN.len_utf8()..];
        let (parts, length) = split(inside);
        fill_part(&parts, args, rules, filled);
        rest = &inside[length..];
    }
    filled.push_str(rest);
}

/// The parts up to the matching `CLOSE`, and how many bytes they and it take.
fn split(inside: &str) -> (Vec<&str>, usize) {
    let (mut parts, mut depth, mut from) = (Vec::new(), 0_usize, 0);
    for (at, character) in inside.char_indices() {
        match character {
            OPEN => depth += 1,
            CLOSE if depth == 0 => {
                parts.push(&inside[from..at]);
                return (parts, at + CLOSE.len_utf8());
            }
            CLOSE => depth -= 1,
            SEPARATOR if depth == 0 => {
                parts.push(&inside[from..at]);
                from = at + SEPARATOR.len_utf8();
            }
            _ => {}
        }
    }
    parts.push(&inside[from..]);
    (parts, inside.len())
}

fn fill_part(parts: &[&str], args: &[(&str, Arg<'_>)], rules: &dyn Rules, filled: &mut String) {
    let Some((name, cases)) = parts.split_first() else { return };
    let arg = args.iter().find(|(given, _)| given == name).map(|(_, arg)| arg);
    if cases.is_empty() {
        match arg {
            Some(Arg::Text(text)) => filled.push_str(text),
            Some(Arg::Number(number)) => filled.push_str(&grouped(*number, rules.group())),
            None => filled.push_str(name),
        }
        return;
    }
    let mut wanted = Vec::with_capacity(2);
    match arg {
        Some(Arg::Text(text)) => wanted.push(text.to_string()),
        Some(Arg::Number(number)) => {
            wanted.push(number.to_string());
            wanted.push(rules.category(*number));
        }
        None => {}
    }
    let cases = cases.chunks_exact(2);
    // An exact number goes before its plural form, wherever the two stand.
    let chosen = wanted.iter().find_map(|key| cases.clone().find(|case| case[0] == key)).or_else(|| cases.clone().last());
    if let Some(case) = chosen {
        fill_into(case[1], args, rules, filled);
    }
}

/// `1234567` as `1,234,567`.
pub fn grouped(number: i64, group: &str) -> String {
    let digits = number.unsigned_abs().to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    if number < 0 {
        text.push('-');
    }
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push_str(group);
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    struct English;
    impl Rules for English {
        fn category(&self, number: i64) -> String {
            if number == 1 { "one" } else { "other" }.to_owned()
        }
        fn group(&self) -> &str {
            ","
        }
    }

    #[test]
    fn choices_may_hold_variables_and_choices() {
        let pattern = "\u{1}n\u{2}0\u{2}none\u{2}one\u{2}one of \u{1}who\u{3}\u{2}other\u{2}\u{1}n\u{3} of \u{1}who\u{3}\u{3}!";
        let print = |n: i64| fill(pattern, &[("n", n.into()), ("who", "Ana".into())], &English);
        assert_eq!(print(0), "none!");
        assert_eq!(print(1), "one of Ana!");
        assert_eq!(print(-1_234_567), "-1,234,567 of Ana!");
        assert_eq!(fill("\u{1}n\u{3} \u{1}x", &[], &English), "n x");
    }
}
