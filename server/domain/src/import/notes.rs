//! What there is to say of rows that were imported all the same.

use std::collections::BTreeMap;
use std::fmt;

/// What is said of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It was not understood, and this was done instead.
    NotUnderstood(&'static str),
    /// An earlier row of the file said something else of the same record.
    Again,
    /// The row does not say when its ticket was filed.
    Undated,
}

impl Remark {
    /// A word for programs.
    pub fn kind(self) -> &'static str {
        match self {
            Self::NotUnderstood(_) => "not-understood",
            Self::Again => "again",
            Self::Undated => "undated",
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUnderstood(instead) => write!(out, "was not understood, {instead}"),
            Self::Again => out.write_str("stands in an earlier row, too, which says something else: the later row counts"),
            Self::Undated => out.write_str("is no date: a ticket that is new here was filed at the time of its import"),
        }
    }
}

/// Column, value and what about it.
pub(super) type Noted = (String, String, Remark);

/// Remarks, each once, however many rows it is about.
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
    pub remark: Remark,
}

/// A file in which every value is unknown must not fill the memory.
const NOTES_MAX: usize = 1000;

impl Notes {
    pub(super) fn add(&mut self, row: u64, (column, value, remark): &Noted) {
        let short: String = value.chars().take(60).collect();
        if let Some(note) = self.noted.get_mut(&(column.clone(), short.clone())) {
            note.rows += 1;
        } else if self.noted.len() < NOTES_MAX {
            self.noted.insert((column.clone(), short), Note { rows: 1, first_row: row, remark: *remark });
        } else {
            self.more += 1;
        }
    }

    pub fn is_empty(&self) -> bool {
        self.noted.is_empty()
    }

    /// Column, value and what was said of it.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str, &Note)> {
        self.noted.iter().map(|((column, value), note)| (column.as_str(), value.as_str(), note))
    }
}

/// For the terminal, a line each.
impl fmt::Display for Notes {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (column, value, note) in self.iter() {
            let rows = if note.rows == 1 { String::new() } else { format!(" and {} more", note.rows - 1) };
            let column = if column.is_empty() { String::new() } else { format!("{column} ") };
            writeln!(out, "row {}{rows}: {column}{value:?} {}", note.first_row, note.remark)?;
        }
        if self.more > 0 {
            writeln!(out, "{} more values were not understood or repeated", self.more)?;
        }
        Ok(())
    }
}
