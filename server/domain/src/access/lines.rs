//! A list that somebody pasted: addresses with or without a name, or CSV with a heading.

use csv::{ReaderBuilder, StringRecord};
use model::access::LineProblem;
use model::contacts::ContactFields;
use model::text::{EmailAddress, start_of};

use crate::import::{contact_columns, delimiter_of};

/// Characters of a wrong line that are shown.
const SHOWN: usize = 80;

/// One who is named.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub line: u64,
    pub email: EmailAddress,
    pub first_name: String,
    pub last_name: String,
}

impl Named {
    pub fn fields(&self) -> ContactFields {
        ContactFields {
            email: self.email.to_string(),
            first_name: self.first_name.clone(),
            last_name: self.last_name.clone(),
            ..Default::default()
        }
    }
}

/// A line, or a part of it, that names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    pub line: u64,
    pub text: String,
    pub problem: LineProblem,
}

pub type Line = Result<Named, Wrong>;

pub fn read(list: &str) -> Vec<Line> {
    let list = list.trim_start_matches('\u{FEFF}').replace("\r\n", "\n").replace('\r', "\n");
    read_csv(&list).unwrap_or_else(|| read_plain(&list))
}

/// `None`: its first line is no heading that names an address.
fn read_csv(list: &str) -> Option<Vec<Line>> {
    let blank = list.len() - list.trim_start_matches('\n').len();
    let text = &list[blank..];
    let mut reader =
        ReaderBuilder::new().delimiter(delimiter_of(text)).has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut record = StringRecord::new();
    reader.read_record(&mut record).ok().filter(|read| *read)?;
    let headings: Vec<String> = record.iter().map(|heading| heading.trim().to_owned()).collect();
    // An address is no heading, whatever it is called.
    let columns = contact_columns(&headings).filter(|_| !headings.iter().any(|heading| heading.contains('@')))?;
    let mut lines = Vec::new();
    while reader.read_record(&mut record).ok()? {
        let line = blank as u64 + record.position().map_or(0, csv::Position::line);
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        let (mut first, mut last) =
            (columns.cell("first_name", &record).to_owned(), columns.cell("last_name", &record).to_owned());
        if first.is_empty() && last.is_empty() {
            (first, last) = two_names(columns.cell("name", &record));
        }
        let whole = record.iter().collect::<Vec<_>>().join(", ");
        lines.push(named(line, columns.cell("email", &record), (first, last), &whole));
    }
    Some(lines)
}

/// What stands before and behind the last comma or semicolon that is not in quotes: `"Rossi, Ada"` is one name.
fn last_part(text: &str) -> Option<(&str, &str)> {
    let mut quoted = false;
    let parts = text.char_indices().filter(|(_, character)| {
        quoted ^= *character == '"';
        !quoted && matches!(character, ';' | ',')
    });
    let (at, _) = parts.last()?;
    Some((&text[..at], &text[at + 1..]))
}

fn read_plain(list: &str) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, line) in (1..).zip(list.lines()) {
        let mut rest = line;
        // `Name <address>`, as mail programs write it.
        while let Some((before, inside, after)) = bracketed(rest) {
            let (others, name) = last_part(before).filter(|(others, _)| others.contains('@')).unwrap_or(("", before));
            lines.extend(bare(number, others));
            let name = name.trim_matches(|character: char| character.is_whitespace() || ",;\"'".contains(character));
            lines.push(named(number, inside, two_names(name), rest));
            rest = after;
        }
        lines.extend(bare(number, rest));
    }
    lines
}

fn bracketed(text: &str) -> Option<(&str, &str, &str)> {
    let (before, rest) = text.split_once('<')?;
    let (inside, after) = rest.split_once('>')?;
    Some((before, inside, after))
}

/// Addresses alone, between commas, semicolons and blanks. Words without any are one thing that is none.
fn bare(number: u64, text: &str) -> impl Iterator<Item = Line> {
    let text = text.trim();
    let whole = (!text.contains('@') && !text.is_empty()).then(|| named(number, text, Default::default(), text));
    if whole.is_some() {
        return whole.into_iter().collect::<Vec<_>>().into_iter();
    }
    text.split([',', ';', ' ', '\t'])
        .filter(|part| !part.is_empty())
        .map(move |part| named(number, part, Default::default(), part))
        .collect::<Vec<_>>()
        .into_iter()
}

fn two_names(name: &str) -> (String, String) {
    match name.split_once(',') {
        Some((last, first)) => (first.trim().to_owned(), last.trim().to_owned()),
        None => name
            .trim()
            .split_once(' ')
            .map_or((name.trim().to_owned(), String::new()), |(first, last)| (first.to_owned(), last.trim().to_owned())),
    }
}

fn named(line: u64, email: &str, (first, last): (String, String), whole: &str) -> Line {
    match EmailAddress::parse(email) {
        Ok(email) => {
            let fitting = |name: String| model::text::line(&name, 0, 100).unwrap_or_default();
            Ok(Named { line, email, first_name: fitting(first), last_name: fitting(last) })
        }
        Err(_) => Err(Wrong { line, text: start_of(whole.trim(), SHOWN).to_owned(), problem: LineProblem::NoAddress }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(list: &str) -> Vec<String> {
        let show = |line: Line| match line {
            Ok(named) => format!("{} {} {}|{}", named.line, named.email, named.first_name, named.last_name),
            Err(wrong) => format!("{} wrong {}", wrong.line, wrong.text),
        };
        read(list).into_iter().map(show).collect()
    }

    #[test]
    fn addresses_are_found_however_they_are_separated() {
        let list = "ana@example.com; bruno@example.com,carla@example.com\r\n\nDORA@Example.com\tnobody\n";
        let wanted =
            ["1 ana@example.com |", "1 bruno@example.com |", "1 carla@example.com |", "3 dora@example.com |", "3 wrong nobody"];
        assert_eq!(shown(list), wanted);
    }

    #[test]
    fn names_stand_before_brackets() {
        let list = "Ana Maria Alves <ana@example.com>, \"Bianchi, Bruno\" <bruno@example.com>\nx@y, Carla <carla@example.com>\n\
                    eva@example.com; \"Rossi, Ada\" <ada@example.com>";
        assert_eq!(
            shown(list),
            [
                "1 ana@example.com Ana|Maria Alves",
                "1 bruno@example.com Bruno|Bianchi",
                "2 wrong x@y",
                "2 carla@example.com Carla|",
                "3 eva@example.com |",
                "3 ada@example.com Ada|Rossi"
            ]
        );
    }

    #[test]
    fn a_heading_makes_it_csv() {
        let list = "\nFirst Name;Last Name;E-Mail\nAna;\"Alves; de\";ana@example.com\n;;\nBruno;;none\n";
        assert_eq!(shown(list), ["3 ana@example.com Ana|Alves; de", "5 wrong Bruno, , none"]);
        assert_eq!(shown("email,name\ncarla@example.com,Carla Costa"), ["2 carla@example.com Carla|Costa"]);
        assert_eq!(shown("mail"), [""; 0]);
    }
}
