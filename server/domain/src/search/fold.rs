//! Text as words: letters and digits, in lower case, without accents.

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Longer words are cut: nobody types them, and a file pasted as one line must not fill the index.
const WORD_MAX: usize = 40;
/// What is indexed of one text. PostgreSQL knows positions up to 16,383 and documents up to 1 MB.
const WORDS_MAX: usize = 16_000;
const BYTES_MAX: usize = 400_000;

/// A word of a text, and where it stands there.
pub struct Word {
    pub text: String,
    pub range: Range<usize>,
    /// A character of a script that writes no spaces: it is a word of its own.
    pub single: bool,
}

/// The words of a text, joined by blanks.
///
/// Words are runs of letters and digits; case, accents, width and ligatures make no difference. Every Han, kana, Hangul
/// and Thai character is a word of its own, because these scripts do not say where their words end. Words are cut at 40
/// characters, texts at 16,000 words.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut words = 0;
    each_word(&composed(text), |word, _, _| {
        if words > 0 {
            folded.push(' ');
        }
        folded.push_str(word);
        words += 1;
        words < WORDS_MAX && folded.len() < BYTES_MAX
    });
    folded
}

/// The words of a text with their places. The text must be [`composed`].
pub fn words(text: &str) -> Vec<Word> {
    let mut found = Vec::new();
    each_word(text, |word, range, single| {
        found.push(Word { text: word.to_owned(), range, single });
        found.len() < WORDS_MAX
    });
    found
}

/// One spelling for the same text: a Mac writes Hangul and accents in parts.
pub fn composed(text: &str) -> std::borrow::Cow<'_, str> {
    if text.is_ascii() { text.into() } else { text.nfc().collect::<String>().into() }
}

/// Calls `take` for each word until it answers `false`.
fn each_word(text: &str, mut take: impl FnMut(&str, Range<usize>, bool) -> bool) {
    let mut word = String::new();
    let (mut range, mut length) = (0..0, 0);
    for (at, character) in text.char_indices() {
        let end = at + character.len_utf8();
        let single = writes_no_spaces(character);
        if is_invisible(character) || (is_combining_mark(character) && !single) {
            continue;
        }
        let before = word.len();
        if !single && length < WORD_MAX {
            push_folded(character, &mut word);
        }
        if word.len() > before || (!single && length >= WORD_MAX && character.is_alphanumeric()) {
            range = if length == 0 { at..end } else { range.start..end };
            length += 1;
            continue;
        }
        if !word.is_empty() && !take(&word, range.clone(), false) {
            return;
        }
        word.clear();
        length = 0;
        if single {
            push_folded(character, &mut word);
            if !word.is_empty() && !take(&word, at..end, true) {
                return;
            }
            word.clear();
        }
    }
    if !word.is_empty() {
        take(&word, range, false);
    }
}

/// Adds what a character contributes to a word: nothing, if it separates words.
fn push_folded(character: char, word: &mut String) {
    if character.is_ascii() {
        if character.is_ascii_alphanumeric() {
            word.push(character.to_ascii_lowercase());
        }
    } else if is_hangul_syllable(character) {
        word.push(character);
    } else {
        // To upper case and back: `ß` meets `SS`, `ς` meets `σ`.
        let folded = std::iter::once(character)
            .nfkd()
            .flat_map(char::to_uppercase)
            .flat_map(char::to_lowercase)
            .nfkd()
            .filter(|part| part.is_alphanumeric() && !is_combining_mark(*part));
        word.extend(folded);
    }
}

/// Soft hyphen, zero-width joiners and spaces, byte order mark: not seen, so they do not part words.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}')
}

fn is_hangul_syllable(character: char) -> bool {
    matches!(character, '\u{ac00}'..='\u{d7a3}')
}

/// Thai, Hangul, kana and Han, with their half-width and compatibility forms.
fn writes_no_spaces(character: char) -> bool {
    matches!(character,
        '\u{e00}'..='\u{e7f}'
        | '\u{1100}'..='\u{11ff}'
        | '\u{2e80}'..='\u{2fdf}'
        | '\u{3005}'..='\u{3007}'
        | '\u{3021}'..='\u{3029}'
        | '\u{3031}'..='\u{3035}'
        | '\u{3038}'..='\u{303c}'
        | '\u{3040}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}'
        | '\u{a960}'..='\u{a97f}'
        | '\u{ac00}'..='\u{d7ff}'
        | '\u{f900}'..='\u{faff}'
        | '\u{ff66}'..='\u{ffdc}'
        | '\u{1aff0}'..='\u{1b16f}'
        | '\u{20000}'..='\u{323af}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_width_make_no_difference() {
        assert_eq!(fold("Perché la FATTURA n. 42/b?"), "perche la fattura n 42 b");
        assert_eq!(fold("Straße STRASSE ﬁn ＡＢＣ１２"), "strasse strasse fin abc12");
        assert_eq!(fold("İstanbul ὈΔΥΣΣΕΎΣ Ὀδυσσεύς"), "istanbul οδυσσευσ οδυσσευσ");
        assert_eq!(fold("cafe\u{301} caf\u{e9} co\u{ad}operate"), "cafe cafe cooperate");
        assert_eq!(fold(" ..., 🦊 \u{301} \"*\" "), "");
    }

    #[test]
    fn scripts_without_spaces_are_a_word_a_character() {
        assert_eq!(fold("請求書PDFを送る"), "請 求 書 pdf を 送 る");
        assert_eq!(fold("한국어"), "한 국 어");
        assert_eq!(fold("\u{1112}\u{1161}\u{11ab}"), "한");
        assert_eq!(fold("ﾃｽﾄ"), "テ ス ト");
    }

    #[test]
    fn words_and_texts_are_cut() {
        assert_eq!(fold(&format!("{} b", "x".repeat(1000))), format!("{} b", "x".repeat(40)));
        assert_eq!(fold(&"a ".repeat(50_000)).split(' ').count(), WORDS_MAX);
    }

    #[test]
    fn places_are_those_of_the_text() {
        let text = composed("«Perché» 請");
        let found: Vec<&str> = words(&text).iter().map(|word| &text[word.range.clone()]).collect();
        assert_eq!(found, ["Perché", "請"]);
    }
}
