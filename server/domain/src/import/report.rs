//! What an import did, in numbers and in words.

use std::collections::BTreeMap;
use std::fmt;

use model::ImportId;
use model::imports::ImportKind;

use super::notes::Notes;

/// What became of a file. The numbers are of what was committed (in a dry run: of what would have been).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportReport {
    /// Its number in the list of imports; a dry run has none.
    pub import: Option<ImportId>,
    pub kind: ImportKind,
    pub dry_run: bool,
    /// `UTF-8`, `UTF-16LE`, `UTF-16BE` or `windows-1252`.
    pub encoding: &'static str,
    pub delimiter: char,
    /// Column and property, in the file's order.
    pub mapping: Vec<(String, String)>,
    /// Columns that nothing was taken from.
    pub ignored: Vec<String>,
    /// Data rows, the skipped ones included.
    pub rows: u64,
    pub created: u64,
    pub updated: u64,
    /// Rows that say what is there already.
    pub unchanged: u64,
    /// Rows that were not imported.
    pub failed: u64,
    /// The first of them, at most [`SKIPPED_MAX`].
    pub skipped: Vec<Skipped>,
    /// All of them, by reason.
    pub failed_by_kind: BTreeMap<&'static str, u64>,
    /// Contacts that rows of tickets brought with them.
    pub contacts_created: u64,
    /// Companies that rows of tickets or contacts brought with them.
    pub companies_created: u64,
    /// Of rows that were imported all the same.
    pub notes: Notes,
}

/// A row that was not imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    /// Counted from 1; the header is not counted.
    pub row: u64,
    /// The line of the file in which the row begins, counted from 1.
    pub line: u64,
    /// The header of the column that it is about; empty where it is about the whole row.
    pub column: String,
    pub reason: Reason,
}

/// A report must not grow with a file of which every row is wrong.
pub const SKIPPED_MAX: usize = 10_000;

/// What nobody reads to its end hides what stands below it.
const PRINTED_MAX: usize = 50;

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
    /// No record here has the number by which rows are recognised.
    NoSuchRecord(String),
    /// No record was imported under the id by which an association names it.
    NoSuchEnd {
        property: &'static str,
        value: String,
    },
    /// A record is there already, and only new ones are to be made.
    Existing(String),
    /// Another record has the value, which no two may have.
    ValueTaken {
        property: String,
        value: String,
    },
    /// A message of a ticket that no import brought.
    NoSuchTicket(String),
    /// A message that is neither to be seen by customers nor internal.
    UnknownVisibility(String),
    /// A kind of record that there is none of.
    UnknownObject {
        property: &'static str,
        value: String,
    },
    /// A label that associations of the two kinds do not have.
    UnknownLabel(String),
    /// A record and itself, or two kinds that are never associated.
    UnfitPair,
    /// A label for two records that are not associated, and which this file cannot associate.
    NotAssociated,
    /// A company that would be above itself.
    Circle,
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
            Self::NoSuchRecord(_) | Self::NoSuchEnd { .. } => "no-such-record",
            Self::Existing(_) => "existing",
            Self::ValueTaken { .. } => "value-taken",
            Self::NoSuchTicket(_) => "no-such-ticket",
            Self::UnknownVisibility(_) => "unknown-visibility",
            Self::UnknownObject { .. } => "unknown-object",
            Self::UnknownLabel(_) => "unknown-label",
            Self::UnfitPair => "unfit-pair",
            Self::NotAssociated => "not-associated",
            Self::Circle => "circle",
            Self::Refused => "refused",
        }
    }

    /// The property that it is about.
    pub(super) fn property(&self) -> &str {
        match self {
            Self::BadEmail(_) => "email",
            Self::BadDomain(_) => "domain",
            Self::KeyTaken { .. } | Self::NoSuchRecord(_) | Self::Existing(_) => "id",
            Self::NoSuchTicket(_) => "ticket_id",
            Self::UnknownVisibility(_) => "visibility",
            Self::UnknownObject { property, .. } | Self::NoSuchEnd { property, .. } => property,
            Self::UnknownLabel(_) => "label",
            Self::ValueTaken { property, .. } => property,
            Self::UnfitPair | Self::NotAssociated | Self::Circle => "",
            Self::Empty { .. } | Self::Missing { .. } | Self::Ragged { .. } | Self::Refused => "",
        }
    }

    /// What stands in the cell that it is about.
    pub fn value(&self) -> &str {
        match self {
            Self::BadEmail(text) | Self::BadDomain(text) | Self::NoSuchRecord(text) | Self::Existing(text) => text,
            Self::NoSuchTicket(text) | Self::UnknownVisibility(text) => text,
            Self::KeyTaken { key, .. } => key,
            Self::ValueTaken { value, .. } | Self::UnknownObject { value, .. } | Self::NoSuchEnd { value, .. } => value,
            Self::UnknownLabel(value) => value,
            Self::UnfitPair | Self::NotAssociated | Self::Circle => "",
            Self::Empty { .. } | Self::Missing { .. } | Self::Ragged { .. } | Self::Refused => "",
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
            Self::NoSuchRecord(text) => write!(out, "there is no record number {text:?} here"),
            Self::NoSuchEnd { value, .. } => write!(out, "no record of that kind was imported under the id {value:?}"),
            Self::Existing(text) => write!(out, "the record {text:?} is there already"),
            Self::ValueTaken { property, value } => write!(out, "another record has {value:?} as its {property}"),
            Self::NoSuchTicket(text) => write!(out, "no ticket was imported under the number {text:?}"),
            Self::UnknownVisibility(text) => {
                write!(out, "{text:?} does not say whether customers see it: it must be public or internal")
            }
            Self::UnknownObject { value, .. } => write!(out, "{value:?} is none of contact, company and ticket"),
            Self::UnknownLabel(label) => write!(out, "no association of these two kinds is called {label:?}"),
            Self::UnfitPair => out.write_str("a record is not associated with itself"),
            Self::NotAssociated => out.write_str("the two are not associated; whose a ticket is, is said by a file of tickets"),
            Self::Circle => out.write_str("the company would be above itself"),
            Self::Refused => out.write_str("the database refused it"),
        }
    }
}

impl ImportReport {
    pub(super) fn empty(kind: ImportKind) -> Self {
        Self {
            import: None,
            kind,
            dry_run: false,
            encoding: "",
            delimiter: ',',
            mapping: Vec::new(),
            ignored: Vec::new(),
            rows: 0,
            created: 0,
            updated: 0,
            unchanged: 0,
            failed: 0,
            skipped: Vec::new(),
            failed_by_kind: BTreeMap::new(),
            contacts_created: 0,
            companies_created: 0,
            notes: Notes::default(),
        }
    }

    pub(super) fn skip(&mut self, skipped: Skipped) {
        self.failed += 1;
        *self.failed_by_kind.entry(skipped.reason.kind()).or_default() += 1;
        if self.skipped.len() < SKIPPED_MAX {
            self.skipped.push(skipped);
        }
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
        for skipped in self.skipped.iter().take(PRINTED_MAX) {
            writeln!(out, "row {} (line {}): {}", skipped.row, skipped.line, skipped.reason)?;
        }
        let more = self.failed - self.skipped.len().min(PRINTED_MAX) as u64;
        if more > 0 {
            writeln!(out, "{more} more rows were skipped; --errors FILE writes all of them down")?;
        }
        write!(out, "{}", self.notes)
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
            self.rows, self.created, self.updated, self.unchanged, self.failed
        )?;
        if self.failed > 0 {
            let kinds: Vec<String> = self.failed_by_kind.iter().map(|(kind, rows)| format!("{kind} {rows}")).collect();
            write!(out, " ({})", kinds.join(", "))?;
        }
        if self.contacts_created > 0 {
            write!(out, "; {} contacts created with them", self.contacts_created)?;
        }
        if self.companies_created > 0 {
            write!(out, "; {} companies created with them", self.companies_created)?;
        }
        writeln!(out, ".")?;
        match self.import {
            Some(import) => writeln!(out, "Import {import}: `portico import undo {import}` takes all of it back."),
            None => Ok(()),
        }
    }
}
