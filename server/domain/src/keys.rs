//! Folded text to search by, and cursors of lists in the order of ids.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::pages::ROWS;
use sea_orm::{ColumnTrait, Condition};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, without accents, one space between words: what `…_key` columns hold and what is compared with them.
pub fn fold_key(text: &str) -> String {
    let folded: String = text.nfkd().filter(|character| !is_combining_mark(*character)).flat_map(char::to_lowercase).collect();
    folded.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Values that begin with the prefix, as a range of the column's index. The column compares by code point.
pub fn begins_with(column: impl ColumnTrait, prefix: &str) -> Condition {
    Condition::all().add(column.gte(prefix)).add(column.lte(format!("{prefix}\u{10FFFF}")))
}

/// The cursor of a list in the order of ids: where the page before ended. What is not understood starts from the top.
pub fn page_after(cursor: &str) -> Option<i64> {
    let text = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    serde_json::from_slice::<[i64; 1]>(&text).ok().map(|[id]| id)
}

/// A page of rows of which one more was asked for, and the cursor of the next one.
pub fn page_of<T>(mut rows: Vec<T>, id: impl Fn(&T) -> i64) -> (Vec<T>, Option<String>) {
    let size = ROWS as usize;
    let more = rows.len() > size;
    rows.truncate(size);
    let last = rows.last().filter(|_| more).map(id);
    (rows, last.map(|id| URL_SAFE_NO_PAD.encode(format!("[{id}]"))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written_and_garbage_is_none() {
        let (page, next) = page_of((1..=26).collect(), |id| *id);
        assert_eq!(page.len(), 25);
        assert_eq!(next.as_deref().and_then(page_after), Some(25));
        assert_eq!(page_of((1..=25).collect::<Vec<i64>>(), |id| *id).1, None);
        for garbage in ["", "x", "W10", "WzEsMl0", "%%%"] {
            assert_eq!(page_after(garbage), None, "{garbage}");
        }
    }

    #[test]
    fn keys_have_neither_case_nor_accents_nor_double_spaces() {
        assert_eq!(fold_key("  Àngela   ÉTÉ "), "angela ete");
        assert_eq!(fold_key("ﬁne Straße"), "fine straße");
        assert_eq!(fold_key("  "), "");
    }
}
