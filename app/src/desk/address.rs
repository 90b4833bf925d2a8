//! Addresses with something behind the question mark, and what comes back from forms.

use std::str::FromStr;

use leptos::prelude::*;
use leptos_router::hooks::use_location;
use leptos_router::location::Url;
use model::{Fault, Problem};

/// A path with its query; what is empty is left out.
pub fn address(path: &str, pairs: &[(&str, &str)]) -> String {
    let mut address = path.to_owned();
    for (at, (name, value)) in pairs.iter().filter(|(_, value)| !value.is_empty()).enumerate() {
        address.push(if at == 0 { '?' } else { '&' });
        address.push_str(name);
        address.push('=');
        address.push_str(&Url::escape(value));
    }
    address
}

/// A value of an address's query, empty if there is none. Read from the raw query: the router's map decodes twice, which
/// changes searches that hold a `%`.
pub fn value_of(query: &str, name: &str) -> String {
    let mut pairs = query.trim_start_matches('?').split('&').filter_map(|pair| pair.split_once('='));
    pairs.find(|(found, _)| *found == name).map(|(_, value)| Url::unescape(&value.replace('+', " "))).unwrap_or_default()
}

/// The same, of the page's own address.
pub fn use_asked(name: &'static str) -> Memo<String> {
    let query = use_location().search;
    Memo::new(move |_| query.with(|query| value_of(query, name)))
}

/// A form's field that may be left empty: a list's first line, “nobody” or “none”.
pub fn optional<T: FromStr<Err = Problem>>(field: &str, text: &str) -> Result<Option<T>, Fault> {
    match text {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|problem| Fault::invalid(field, problem)),
    }
}

#[cfg(test)]
mod tests {
    use super::{address, optional, value_of};
    use model::ContactId;

    #[test]
    fn empty_pairs_leave_no_trace() {
        assert_eq!(address("/desk", &[("view", ""), ("q", "a b&c")]), "/desk?q=a%20b%26c");
        assert_eq!(address("/desk", &[("view", "mine"), ("q", "x")]), "/desk?view=mine&q=x");
        assert_eq!(address("/desk", &[("q", "")]), "/desk");
    }

    #[test]
    fn what_was_asked_is_read_back() {
        let asked = address("/desk", &[("view", "mine"), ("q", "50% + più")]);
        let query = asked.split_once('?').unwrap_or_default().1;
        assert_eq!(value_of(query, "q"), "50% + più");
        assert_eq!(value_of("?q=two+words&view=", "q"), "two words");
        assert_eq!(value_of("?q=x", "view"), "");
    }

    #[test]
    fn an_empty_choice_is_none() {
        assert_eq!(optional::<ContactId>("contact", ""), Ok(None));
        assert_eq!(optional("contact", "12"), Ok(Some(ContactId(12))));
        assert!(optional::<ContactId>("contact", "x").is_err());
    }
}
