//! Where a page of a list ended, as an opaque word that the next page begins from.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// Longer ones are nobody's.
const LENGTH_MAX: usize = 4096;

/// The cursor after a row: the value that the list is sorted by, and the id that makes the order total.
pub fn after<T: Serialize>(value: &T, id: i64) -> Option<String> {
    serde_json::to_vec(&(value, id)).ok().map(|json| URL_SAFE_NO_PAD.encode(json))
}

/// What a cursor says. `None` for one that this list did not make: the list starts from the top.
pub fn read<T: DeserializeOwned>(cursor: &str) -> Option<(T, i64)> {
    let cursor = Some(cursor).filter(|cursor| cursor.len() <= LENGTH_MAX)?;
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back() {
        assert_eq!(read::<i64>(&after(&-5_i64, 7).unwrap()), Some((-5, 7)));
        assert_eq!(read::<String>(&after(&"è", 7).unwrap()), Some(("è".to_owned(), 7)));
        assert_eq!(read::<i64>(&after(&"word", 7).unwrap()), None);
        for wrong in ["", "x", "'", "W10", &"A".repeat(5000)] {
            assert_eq!(read::<i64>(wrong), None, "{wrong}");
        }
    }
}
