//! Words within a text, with `*` at either end: what `CONTAINS_TOKEN` looks for.
//!
//! The value is cut at blanks, and every piece must be found. A piece of letters, digits and `_` is a word: what stands
//! beside it must be none of these. Any other piece (an address, a number with dashes) must be parted from the rest by
//! blanks, brackets, quotes, commas, colons or semicolons. A `*` at an end lets the piece begin or end within a word.
//!
//! Both databases compare the text, in lower case and between two blanks, with a pattern: SQLite by `GLOB`, PostgreSQL by
//! a regular expression. Characters beyond ASCII count as letters, except for the common punctuation.

use sea_orm::DbBackend;

/// What does not belong to a word, in brackets of either language. No upper case: the text is in lower case.
const NO_WORD: &str = "[\u{1}-/:-^`{-\u{a9}\u{ab}-\u{b1}\u{b4}\u{b6}-\u{b8}\u{bb}\u{bf}\u{2000}-\u{200a}\u{200e}-\u{205f}\u{3000}-\u{3003}\u{3008}-\u{301f}]";
/// What parts pieces that are no words. The `]` stands first and the `[` last, where they mean themselves.
const PARTING: &str = "[] \t\n\r,;()<>\"'{}:!?[]";

/// One piece of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    pub literal: String,
    /// May begin within a word.
    pub open_start: bool,
    pub open_end: bool,
}

/// The pieces of a value in lower case. A piece that is nothing but `*` is in every text.
pub fn pieces(value: &str) -> Vec<Piece> {
    value
        .split_whitespace()
        .map(|piece| {
            let inner = piece.trim_start_matches('*');
            let literal = inner.trim_end_matches('*');
            Piece { literal: literal.to_owned(), open_start: inner.len() < piece.len(), open_end: literal.len() < inner.len() }
        })
        .filter(|piece| !piece.literal.is_empty())
        .collect()
}

impl Piece {
    fn is_word(&self) -> bool {
        self.literal.chars().all(|character| character.is_alphanumeric() || character == '_')
    }

    /// In the database's language, for a text with a blank at either end.
    pub fn pattern(&self, backend: DbBackend) -> String {
        let beside = if self.is_word() { NO_WORD } else { PARTING };
        let (start, end) = (if self.open_start { "" } else { beside }, if self.open_end { "" } else { beside });
        match backend {
            DbBackend::Postgres => format!("{start}{}{end}", regex_literal(&self.literal)),
            _ => format!("*{start}{}{end}*", glob_literal(&self.literal)),
        }
    }
}

fn glob_literal(literal: &str) -> String {
    literal
        .chars()
        .map(|character| if "*?[".contains(character) { format!("[{character}]") } else { character.to_string() })
        .collect()
}

fn regex_literal(literal: &str) -> String {
    let special = |character: char| ".^$*+?()[]{}|\\".contains(character);
    literal.chars().map(|character| if special(character) { format!("\\{character}") } else { character.to_string() }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_open_the_ends() {
        let piece = |literal: &str, open_start, open_end| Piece { literal: literal.into(), open_start, open_end };
        assert_eq!(pieces("*@acme.com  print*"), [piece("@acme.com", true, false), piece("print", false, true)]);
        assert_eq!(pieces(" * ** "), []);
        assert_eq!(pieces("a*b"), [piece("a*b", false, false)]);
    }

    #[test]
    fn nothing_typed_is_a_pattern() {
        let piece = &pieces("a.[x]?")[0];
        assert!(piece.pattern(DbBackend::Sqlite).contains("a.[[]x][?]"), "{}", piece.pattern(DbBackend::Sqlite));
        assert!(piece.pattern(DbBackend::Postgres).contains("a\\.\\[x\\]\\?"), "{}", piece.pattern(DbBackend::Postgres));
    }
}
