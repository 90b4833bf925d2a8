//! The file: what encoding and delimiter it has, and its rows.

use std::io::Read;
use std::path::Path;
use std::rc::Rc;

use csv::{Reader, ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

use super::error::{Flaw, ImportError};
use super::input::Input;
use super::text::{END, Text, Watch};

/// An open file that can be read through as often as needed.
#[derive(Debug)]
pub(super) struct Source {
    input: Input,
    pub encoding: &'static Encoding,
    pub delimiter: u8,
    pub headers: Vec<String>,
    mark: u64,
    /// The file begins with a line `sep=;`, which Excel writes and is no row.
    declares_delimiter: bool,
}

/// A row as it stands in the file.
pub(super) struct Row<'a> {
    /// Counted from 1 without the header.
    pub number: u64,
    pub line: u64,
    pub cells: &'a StringRecord,
}

pub(super) struct Rows {
    reader: Reader<Text>,
    record: StringRecord,
    watch: Rc<Watch>,
    number: u64,
}

impl Source {
    /// Opens the file and reads its header. Refuses what is no text file with a header row.
    pub fn open(path: &Path) -> Result<Self, ImportError> {
        Self::of(Input::open(path)?)
    }

    /// As [`Source::open`].
    pub fn of(input: Input) -> Result<Self, ImportError> {
        let mut head = [0; 8];
        let known = read_up_to(&mut input.from(0)?, &mut head)?;
        if let Some(flaw) = foreign_format(&head[..known]) {
            return Err(ImportError::Format(flaw));
        }
        let (encoding, mark) = encoding(&input, &head[..known])?;
        let mut source = Self { input, encoding, delimiter: b',', headers: Vec::new(), mark, declares_delimiter: false };
        source.read_header()?;
        Ok(source)
    }

    fn text(&self, watch: Rc<Watch>) -> Result<Text, ImportError> {
        Ok(Text::new(self.input.from(self.mark)?, self.encoding, watch))
    }

    fn read_header(&mut self) -> Result<(), ImportError> {
        let mut beginning = vec![0; 64 << 10];
        let known = read_up_to(&mut self.text(Rc::default())?, &mut beginning)?;
        let beginning = String::from_utf8_lossy(&beginning[..known]).into_owned();
        let first_line = beginning.lines().next().unwrap_or_default();
        match first_line.trim().strip_prefix("sep=").map(str::as_bytes) {
            Some(&[delimiter]) => (self.delimiter, self.declares_delimiter) = (delimiter, true),
            _ => self.delimiter = delimiter(&beginning),
        }
        let mut rows = self.rows_with_header()?;
        let header: Vec<String> = match rows.next()? {
            Some(header) => header.cells.iter().map(|cell| cell.trim().to_owned()).collect(),
            None => return Err(ImportError::broken(1, Flaw::Empty)),
        };
        if header.iter().all(String::is_empty) {
            return Err(ImportError::broken(1, Flaw::EmptyHeader));
        }
        self.headers = header;
        Ok(())
    }

    fn rows_with_header(&self) -> Result<Rows, ImportError> {
        let watch: Rc<Watch> = Rc::default();
        let text = self.text(watch.clone())?;
        let reader = ReaderBuilder::new().delimiter(self.delimiter).has_headers(false).flexible(true).from_reader(text);
        let mut rows = Rows { reader, record: StringRecord::new(), watch, number: 0 };
        if self.declares_delimiter {
            rows.next()?;
            rows.number = 0;
        }
        Ok(rows)
    }

    /// The data rows, from the first.
    pub fn rows(&self) -> Result<Rows, ImportError> {
        let mut rows = self.rows_with_header()?;
        rows.next()?;
        rows.number = 0;
        Ok(rows)
    }
}

impl Rows {
    /// The next row; an error if the file turns out to be broken here.
    pub fn next(&mut self) -> Result<Option<Row<'_>>, ImportError> {
        self.watch.read.set(0);
        self.watch.row_line.set(self.reader.position().line());
        if !self.reader.read_record(&mut self.record)? {
            return Ok(None);
        }
        // From the end, because empty lines before a row count as part of it. All line ends are `\n` here.
        let inside = self.record.as_slice().matches('\n').count() as u64;
        let line = self.reader.position().line().saturating_sub(1 + inside);
        if self.record.as_slice().ends_with(END) {
            if self.record.len() == 1 && self.record.as_slice() == END {
                return Ok(None);
            }
            // No line end stands behind this one.
            return Err(ImportError::broken(line + 1, Flaw::OpenQuote));
        }
        self.number += 1;
        Ok(Some(Row { number: self.number, line, cells: &self.record }))
    }
}

fn read_up_to(reader: &mut impl Read, into: &mut [u8]) -> Result<usize, ImportError> {
    let mut known = 0;
    while known < into.len() {
        match reader.read(&mut into[known..])? {
            0 => break,
            count => known += count,
        }
    }
    Ok(known)
}

/// Files that people take for CSV.
fn foreign_format(head: &[u8]) -> Option<Flaw> {
    if head.starts_with(b"PK\x03\x04") {
        Some(Flaw::Workbook)
    } else if head.starts_with(b"\xD0\xCF\x11\xE0") {
        Some(Flaw::OldWorkbook)
    } else if head.starts_with(b"%PDF") {
        Some(Flaw::Pdf)
    } else if head.starts_with(b"\x1F\x8B") {
        Some(Flaw::Compressed)
    } else {
        None
    }
}

/// By the byte order mark; without one, UTF-8 or else Windows-1252, in which any byte is a letter.
fn encoding(input: &Input, head: &[u8]) -> Result<(&'static Encoding, u64), ImportError> {
    match head {
        [0xEF, 0xBB, 0xBF, ..] => Ok((UTF_8, 3)),
        [0xFF, 0xFE, ..] => Ok((UTF_16LE, 2)),
        [0xFE, 0xFF, ..] => Ok((UTF_16BE, 2)),
        _ => Ok((if is_utf8(&mut input.from(0)?)? { UTF_8 } else { WINDOWS_1252 }, 0)),
    }
}

/// A file with as many whole characters of several bytes as broken ones, or more, was written as UTF-8 and damaged since:
/// in another encoding hardly any stand there by chance. To read it
/// as something else would spoil the good ones; as it is, the reading says where it breaks.
fn is_utf8(file: &mut impl Read) -> Result<bool, ImportError> {
    let mut piece = vec![0; 64 << 10];
    let (mut kept, mut whole, mut broken) = (0, 0_u64, 0_u64);
    loop {
        let count = file.read(&mut piece[kept..])?;
        let end = kept + count;
        let mut rest = &piece[..end];
        kept = 0;
        loop {
            let (valid, skip) = match std::str::from_utf8(rest) {
                Ok(text) => (text, rest.len()),
                Err(error) => {
                    let valid = std::str::from_utf8(&rest[..error.valid_up_to()]).unwrap_or_default();
                    match error.error_len() {
                        // A character is cut in two; its beginning goes with the next piece.
                        None if count > 0 => {
                            kept = rest.len() - valid.len();
                            (valid, rest.len())
                        }
                        length => {
                            broken += 1;
                            (valid, valid.len() + length.unwrap_or(rest.len() - valid.len()))
                        }
                    }
                }
            };
            whole += valid.chars().filter(|character| !character.is_ascii()).count() as u64;
            rest = &rest[skip..];
            if rest.is_empty() {
                break;
            }
        }
        if count == 0 {
            return Ok(broken == 0 || (whole > 0 && whole >= broken));
        }
        piece.copy_within(end - kept..end, 0);
    }
}

/// The candidate that the header has most of outside quotes.
pub fn delimiter(beginning: &str) -> u8 {
    const CANDIDATES: [char; 4] = [',', ';', '\t', '|'];
    let mut counts = [0_u32; CANDIDATES.len()];
    let mut quoted = false;
    for character in beginning.trim_start_matches('\n').chars() {
        match character {
            '"' => quoted = !quoted,
            '\n' if !quoted => break,
            _ if quoted => {}
            other => {
                if let Some(index) = CANDIDATES.iter().position(|candidate| *candidate == other) {
                    counts[index] += 1;
                }
            }
        }
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let index = counts.iter().position(|count| *count == most).unwrap_or(0);
    CANDIDATES[index] as u8
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn delimiters_are_counted_outside_quotes() {
        assert_eq!(delimiter("a,b,c\n1;2;3;4;5"), b',');
        assert_eq!(delimiter("\"a,b,c\";d;e\n"), b';');
        assert_eq!(delimiter("a\tb\n"), b'\t');
        assert_eq!(delimiter("\n\na|b"), b'|');
        assert_eq!(delimiter("subject"), b',');
    }
}
