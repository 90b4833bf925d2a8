//! HTML as integrations send it, to the Markdown that messages hold.
//!
//! What comes out is text: it goes through [`crate::markdown`] like everything that was typed, so nothing here has to keep
//! anything out for safety. What Markdown has no word for (colours, sizes, tables' borders) is left out; scripts and
//! styles are left out with what they contain.

mod tokens;
mod writer;

use self::tokens::{Token, Tokens, decoded};
use self::writer::Writer;

/// Elements whose contents are no text for people.
const SILENT: [&str; 5] = ["script", "style", "head", "title", "template"];
/// HTML as Markdown. Text without any element is taken as it is, with its line breaks.
pub fn to_markdown(html: &str) -> String {
    let has_elements = Tokens(html).any(|token| matches!(token, Token::Open { .. } | Token::Close { .. }));
    let mut writer = Writer::new(!has_elements);
    let mut silent: Option<String> = None;
    for token in Tokens(html) {
        match (&silent, token) {
            (Some(element), Token::Close { name }) if *element == name => silent = None,
            (Some(_), _) => {}
            (None, Token::Open { name, .. }) if SILENT.contains(&name.as_str()) => silent = Some(name),
            (None, Token::Open { name, attributes }) => writer.open(&name, attributes),
            (None, Token::Close { name }) => writer.close(&name),
            (None, Token::Text(text)) => writer.text(&decoded(text)),
        }
    }
    writer.finish()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::to_markdown;
    use crate::markdown::{to_html, to_text};

    #[test]
    fn what_integrations_write_looks_as_they_meant_it() {
        for (html, markdown) in [
            ("<p>note abc</p>", "note abc"),
            ("<div><b> Call </b>back<br>at <i>nine</i></div>", "**Call** back\nat *nine*"),
            ("<ul><li>one</li><li>two<ol><li>a</li></ol></li></ul><p>end</p>", "- one\n- two\n\n   1. a\n\nend"),
            ("<a href=\"https://a.example/?x=1&amp;y=2\">here</a>", "[here](<https://a.example/?x=1&y=2>)"),
            ("<blockquote><p>one</p><p>two</p></blockquote>", "> one\n> \n> two"),
            ("<pre>a\n  b</pre>", "```\na\n  b\n```"),
            ("a &lt;b&gt; &amp; 5 < 6", "a \\<b> \\& 5 \\< 6"),
            ("one\ntwo", "one\ntwo"),
            ("<h2>Title</h2>text", "**Title**\n\ntext"),
            ("<script>alert(1)</script><p>x<!-- y --></p>", "x"),
            ("<p onclick='a>b'>x</p", "x"),
        ] {
            assert_eq!(to_markdown(html), markdown, "{html}");
        }
    }

    #[test]
    fn no_element_comes_through() {
        let hostile = "<img src=x onerror=alert(1)>&lt;script&gt;alert(2)&lt;/script&gt;<a href=\"javascript:alert(3)\">go</a>";
        let shown = to_html(&to_markdown(hostile));
        assert!(!shown.contains("<script") && !shown.contains("<img") && !shown.contains("href"), "{shown}");
        assert!(shown.contains("&lt;script&gt;alert(2)"), "{shown}");
    }

    proptest! {
        #[test]
        fn text_stays_the_text_that_it_is(text in "[ -%'-;=-~\n]{0,80}") {
            let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert_eq!(to_text(&to_markdown(&text)), words(&text));
        }

        #[test]
        fn anything_at_all_is_taken(text in "(<|>|/|p|li|ul|b|&|;|\"|=|a| |\n|é|pre){0,60}") {
            to_html(&to_markdown(&text));
        }
    }
}
