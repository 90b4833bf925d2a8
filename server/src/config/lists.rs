//! Settings that are lists. In the file they are written as lists; in the environment, where there is only text, their items
//! stand between commas.

use std::fmt::Display;
use std::str::FromStr;

use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

#[derive(Deserialize, Serialize)]
#[serde(untagged)]
enum Written {
    Text(String),
    List(Vec<String>),
}

/// For `#[serde(deserialize_with)]`.
pub fn read<'de, T, D>(deserializer: D) -> Result<Vec<T>, D::Error>
where
    T: FromStr,
    T::Err: Display,
    D: Deserializer<'de>,
{
    let written = Written::deserialize(deserializer)
        .map_err(|_| Error::custom("expected a list of texts, or one text with commas between the items"))?;
    let items = match written {
        Written::Text(text) => text.split(',').map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect(),
        Written::List(items) => items,
    };
    items.iter().map(|item| item.parse().map_err(|error| Error::custom(format!("\"{item}\": {error}")))).collect()
}

#[cfg(test)]
mod tests {
    use std::net::IpAddr;

    use super::*;

    #[derive(Deserialize)]
    struct Holder {
        #[serde(deserialize_with = "read")]
        proxies: Vec<IpAddr>,
    }

    fn parsed(value: serde_json::Value) -> Result<Vec<IpAddr>, String> {
        let holder = serde_json::from_value(serde_json::json!({ "proxies": value }));
        holder.map(|holder: Holder| holder.proxies).map_err(|error| error.to_string())
    }

    #[test]
    fn lists_are_written_in_two_ways() {
        let two: Vec<IpAddr> = vec!["10.0.0.1".parse().unwrap(), "::1".parse().unwrap()];
        assert_eq!(parsed(serde_json::json!(["10.0.0.1", "::1"])), Ok(two.clone()));
        assert_eq!(parsed(serde_json::json!(" 10.0.0.1, ::1, ")), Ok(two));
        assert_eq!(parsed(serde_json::json!("")), Ok(Vec::new()));
    }

    #[test]
    fn what_is_wrong_is_named() {
        let error = parsed(serde_json::json!("10.0.0.1, nonsense")).unwrap_err();
        assert!(error.contains("\"nonsense\": invalid IP address"), "{error}");
        assert!(parsed(serde_json::json!(7)).unwrap_err().contains("with commas between"));
    }
}
