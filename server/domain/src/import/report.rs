//! What an import did, in numbers and in words.

use std::collections::BTreeMap;
use std::fmt;

use super::ImportKind;

/// What became of a file. The numbers are of what was committed (in a dry run: of what would have been).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    pub kind: ImportKind,
    pub dry_run: bool,
    /// `UTF-8`, `UTF-16LE`, `UTF-16BE` or `windows-1252`.
    pub encoding: &'static str,
    pub delimiter: char,
    /// Column and property, in the file's order.
    pub mapping: Vec<(String, &'static str)>,
    /// Columns that nothing was taken from.
    pub ignored: Vec<String>,
    /// Data rows, the skipped ones included.
    pub rows: u64,
    pub created: u64,
    pub updated: u64,
    /// Rows that say what is there already.
    pub unchanged: u64,
    pub skipped: Vec<Skipped>,
    /// Contacts that rows of tickets brought with them.
    pub contacts_created: u64,
    /// Companies that rows of tickets or contacts brought with them.
    pub companies_created: u64,
    /// Values that were not understood in rows that were imported all the same.
    pub notes: Notes,
}

/// A row that was not imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Counted from 1; the header is not counted.
    pub row: u64,
    /// The line of the file in which the row begins, counted from 1.
    pub line: u64,
    pub reason: Reason,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing in any cell, so that what a record needs is missing.
    Empty {
        needed: &'static str,
    },
    Missing {
        needed: &'static str,
    },
    /// Not as many cells as the header has.
    Ragged {
        cells: usize,
        columns: usize,
    },
    BadEmail(String),
    BadDomain(String),
    /// Another ticket, of another subject and requester, was imported under this id.
    KeyTaken {
        key: String,
        ticket: i64,
    },
    /// The database refused the row by itself.
    Refused,
}

impl Reason {
    /// A word for programs.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Empty { .. } => "empty",
            Self::Missing { .. } => "missing",
            Self::Ragged { .. } => "ragged",
            Self::BadEmail(_) => "bad-email",
            Self::BadDomain(_) => "bad-domain",
            Self::KeyTaken { .. } => "key-taken",
            Self::Refused => "refused",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty { needed } => write!(out, "no {needed} (the row is empty)"),
            Self::Missing { needed } => write!(out, "no {needed}"),
            Self::Ragged { cells, columns } => write!(out, "it has {cells} cells, and the header has {columns}"),
            Self::BadEmail(text) => write!(out, "{text:?} is not an e-mail address"),
            Self::BadDomain(text) => write!(out, "{text:?} is not a domain"),
            Self::KeyTaken { key, ticket } => {
                write!(out, "the id {key} was imported before, for ticket {ticket} of another subject and requester")
            }
            Self::Refused => out.write_str("the database refused it"),
        }
    }
}

/// Values that were not understood, each once, however many rows have it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Notes {
    noted: BTreeMap<(String, String), Note>,
    /// Rows whose note found no room any more.
    pub more: u64,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    pub rows: u64,
    pub first_row: u64,
    /// What was done instead.
    pub instead: &'static str,
}

/// A file in which every value is unknown must not fill the memory.
const NOTES_MAX: usize = 1000;

impl Notes {
    pub(super) fn add(&mut self, row: u64, column: &str, value: &str, instead: &'static str) {
        let short: String = value.chars().take(60).collect();
        if let Some(note) = self.noted.get_mut(&(column.to_owned(), short.clone())) {
            note.rows += 1;
        } else if self.noted.len() < NOTES_MAX {
            self.noted.insert((column.to_owned(), short), Note { rows: 1, first_row: row, instead });
        } else {
            self.more += 1;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.noted.is_empty()
    }

    /// Column, value and what was done.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Note)> {
        self.noted.iter().map(|((column, value), note)| (column.as_str(), value.as_str(), note))
    }
}

impl ImportReport {
    /// The rows skipped, by reason.
    fn skipped_by_kind(&self) -> BTreeMap<&'static str, u64> {
        let mut kinds = BTreeMap::new();
        for skipped in &self.skipped {
            *kinds.entry(skipped.reason.kind()).or_default() += 1;
        }
        kinds
    }

    fn write_reading(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let delimiter = if self.delimiter == '\t' { "tab".to_owned() } else { format!("\"{}\"", self.delimiter) };
        writeln!(out, "Read as {}, cells separated by {delimiter}.", self.encoding)?;
        for (column, property) in &self.mapping {
            writeln!(out, "  {column} -> {property}")?;
        }
        if !self.ignored.is_empty() {
            writeln!(out, "Columns not used: {}.", self.ignored.join(", "))?;
        }
        Ok(())
    }

    fn write_trouble(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for skipped in &self.skipped {
            writeln!(out, "row {} (line {}): {}", skipped.row, skipped.line, skipped.reason)?;
        }
        for (column, value, note) in self.notes.iter() {
            let rows = if note.rows == 1 { String::new() } else { format!(" and {} more", note.rows - 1) };
            writeln!(out, "row {}{rows}: {column} {value:?} was not understood, {}", note.first_row, note.instead)?;
        }
        if self.notes.more > 0 {
            writeln!(out, "{} more values were not understood", self.notes.more)?;
        }
        Ok(())
    }
}

/// For the terminal: how the file was read, each skipped row, and last the numbers, which are what stays in view.
impl fmt::Display for ImportReport {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_reading(out)?;
        self.write_trouble(out)?;
        let would = if self.dry_run { "Dry run, nothing was written. Would be: " } else { "" };
        let kind = self.kind.word();
        write!(
            out,
            "{would}{} rows read: {} {kind} created, {} updated, {} unchanged, {} rows skipped",
            self.rows,
            self.created,
            self.updated,
            self.unchanged,
            self.skipped.len()
        )?;
        if !self.skipped.is_empty() {
            let kinds: Vec<String> = self.skipped_by_kind().iter().map(|(kind, rows)| format!("{kind} {rows}")).collect();
            write!(out, " ({})", kinds.join(", "))?;
        }
        if self.contacts_created > 0 {
            write!(out, "; {} contacts created with them", self.contacts_created)?;
        }
        if self.companies_created > 0 {
            write!(out, "; {} companies created with them", self.companies_created)?;
        }
        writeln!(out, ".")
    }
}
