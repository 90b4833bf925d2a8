//! HTML, cut into elements and text.

/// A piece of HTML.
pub enum Token<'a> {
    Open { name: String, attributes: &'a str },
    Close { name: String },
    Text(&'a str),
}

/// Cuts HTML into elements and text. A `<` that begins no element is text.
pub struct Tokens<'a>(pub &'a str);

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let rest = self.0;
            if rest.is_empty() {
                return None;
            }
            if let Some(comment) = rest.strip_prefix("<!--") {
                self.0 = comment.find("-->").map_or("", |end| &comment[end + 3..]);
                continue;
            }
            if begins_element(rest) {
                let end = end_of_element(rest);
                let inner = rest[1..end].trim_end_matches('>');
                self.0 = &rest[end..];
                if inner.starts_with(['!', '?']) {
                    continue;
                }
                return Some(element(inner));
            }
            let begins = rest.char_indices().skip(1).find(|(at, character)| *character == '<' && begins_element(&rest[*at..]));
            let end = begins.map_or(rest.len(), |(at, _)| at);
            self.0 = &rest[end..];
            return Some(Token::Text(&rest[..end]));
        }
    }
}

fn begins_element(text: &str) -> bool {
    let mut characters = text.chars();
    let first = characters.next() == Some('<');
    first && characters.next().is_some_and(|next| next.is_ascii_alphabetic() || "/!?".contains(next))
}

/// Behind the `>` that ends the element, which is not within quotes.
fn end_of_element(text: &str) -> usize {
    let mut quote = None;
    for (at, character) in text.char_indices() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (Some(open), close) if open == close => quote = None,
            (None, '>') => return at + 1,
            _ => {}
        }
    }
    // A quotation that nothing ends is none.
    text.find('>').map_or(text.len(), |at| at + 1)
}

fn element(inner: &str) -> Token<'_> {
    let (closes, inner) = match inner.strip_prefix('/') {
        Some(inner) => (true, inner),
        None => (false, inner),
    };
    let end = inner.find(|character: char| character.is_whitespace() || character == '/').unwrap_or(inner.len());
    let name = inner[..end].to_ascii_lowercase();
    if closes { Token::Close { name } } else { Token::Open { name, attributes: &inner[end..] } }
}

/// The value of an attribute, decoded.
pub fn attribute(attributes: &str, wanted: &str) -> Option<String> {
    let mut rest = attributes;
    while let Some(at) = rest.find('=') {
        let name = rest[..at].split_whitespace().next_back().unwrap_or_default().to_ascii_lowercase();
        let after = rest[at + 1..].trim_start();
        let (value, behind) = match after.chars().next() {
            Some(quote @ ('"' | '\'')) => after[1..].split_once(quote).unwrap_or((&after[1..], "")),
            _ => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if name == wanted {
            return Some(decoded(value));
        }
        rest = behind;
    }
    None
}

/// Character references, as far as people write them.
pub fn decoded(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        plain.push_str(&rest[..at]);
        rest = &rest[at..];
        let known = rest.find(';').filter(|end| *end <= 10).and_then(|end| Some((end, character(&rest[1..end])?)));
        match known {
            Some((end, character)) => {
                plain.push(character);
                rest = &rest[end + 1..];
            }
            None => {
                plain.push('&');
                rest = &rest[1..];
            }
        }
    }
    plain.push_str(rest);
    plain
}

fn character(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']).map(|digits| u32::from_str_radix(digits, 16));
        let number = hexadecimal.unwrap_or_else(|| number.parse()).ok()?;
        return char::from_u32(number).filter(|character| !character.is_control() || *character == '\n');
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        "nbsp" => ' ',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "lsquo" => '‘',
        "rsquo" => '’',
        "ldquo" => '“',
        "rdquo" => '”',
        "bull" => '•',
        "euro" => '€',
        "copy" => '©',
        "agrave" => 'à',
        "egrave" => 'è',
        "eacute" => 'é',
        "igrave" => 'ì',
        "ograve" => 'ò',
        "ugrave" => 'ù',
        "auml" => 'ä',
        "ouml" => 'ö',
        "uuml" => 'ü',
        "szlig" => 'ß',
        _ => return None,
    })
}
