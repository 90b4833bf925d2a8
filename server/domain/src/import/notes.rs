//! What there is to say of rows that were imported all the same.

use std::collections::BTreeMap;
use std::fmt;

/// What was done with a value that was not understood, or not kept as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    LeftOut,
    NoDate,
    NoDomain,
    DefaultPipeline,
    FirstStage,
    /// The stage of another pipeline is meant; the ticket is in the one of its own where the same is to be done.
    OwnStage,
    Closed,
    NoPriority,
    SourceForm,
    Unassigned,
    /// The end of a text is left out, which is longer than can be held.
    Cut,
    /// A name alone is nobody.
    NoContact,
    /// There is no such record.
    NotAssociated,
}

impl Instead {
    const WORDS: [(Self, &'static str, &'static str); 13] = [
        (Self::LeftOut, "left-out", "was not understood, left out"),
        (Self::NoDate, "no-date", "was not understood, taken as no date"),
        (Self::NoDomain, "no-domain", "was not understood, taken as no domain"),
        (Self::DefaultPipeline, "default-pipeline", "was not understood, put into the default pipeline"),
        (Self::FirstStage, "first-stage", "was not understood, put into the first stage"),
        (Self::OwnStage, "own-stage", "is a stage of another pipeline, put into the one of its own that says the same"),
        (Self::Closed, "taken-as-closed", "was not understood, taken as closed, because it has the date of that"),
        (Self::NoPriority, "no-priority", "was not understood, left without a priority"),
        (Self::SourceForm, "source-form", "was not understood, kept as a property, with the source FORM"),
        (Self::Unassigned, "unassigned", "was not understood, left unassigned"),
        (Self::Cut, "cut", "was cut to what can be held"),
        (Self::NoContact, "no-contact", "was not understood, associated with no contact, because a name alone is nobody"),
        (Self::NotAssociated, "not-associated", "was not understood, not associated, because there is no such record"),
    ];

    fn words(self) -> (&'static str, &'static str) {
        Self::WORDS.iter().find(|(known, ..)| *known == self).map_or(("", ""), |(_, word, text)| (*word, *text))
    }
}

/// What is said of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remark {
    /// It was not understood, and this was done instead.
    NotUnderstood(Instead),
    /// An earlier row of the file said something else of the same record.
    Again,
    /// The row does not say when its ticket was filed.
    Undated,
}

impl Remark {
    /// A word for programs.
    pub fn kind(self) -> &'static str {
        match self {
            Self::NotUnderstood(instead) => instead.words().0,
            Self::Again => "again",
            Self::Undated => "undated",
        }
    }
}

impl fmt::Display for Remark {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotUnderstood(instead) => out.write_str(instead.words().1),
            Self::Again => out.write_str("stands in an earlier row, too, which says something else: the later row counts"),
            Self::Undated => out.write_str("no date: a ticket that is new here was filed at the time of its import"),
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
            let value = if value.is_empty() { String::new() } else { format!("{value:?} ") };
            writeln!(out, "row {}{rows}: {column}{value}{}", note.first_row, note.remark)?;
        }
        if self.more > 0 {
            writeln!(out, "{} more values were not understood or repeated", self.more)?;
        }
        Ok(())
    }
}
