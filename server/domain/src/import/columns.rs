//! Which column holds what.

mod targets;

use std::sync::Arc;

use csv::StringRecord;

use super::associations;
use super::dates::zone_of;
use super::error::ImportError;
use super::key::RECORD;
use super::properties::{Property, properties_of};
use super::{ImportKind, ImportOptions};
use crate::cells::plain;
use crate::crm::{Definition, PropertyKind};

pub(crate) use targets::word_of;
use targets::{IGNORE, PREFIX, Target, possible, target};

/// The mapping of a file's columns.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    headers: Vec<String>,
    /// A header that a placeholder in a text can name, and its column.
    words: Vec<String>,
    /// Property and column.
    found: Vec<(&'static str, usize)>,
    /// Properties of records that a row means nothing else by, and their columns.
    values: Vec<(Arc<Definition>, usize)>,
}

/// Header and placeholder as they are compared.
pub(super) fn normal(text: &str) -> String {
    let mut normal = String::with_capacity(text.len());
    for word in text.split(|character: char| character.is_whitespace() || "_-./()[]:#*?\u{FEFF}".contains(character)) {
        if !word.is_empty() {
            if !normal.is_empty() {
                normal.push(' ');
            }
            normal.extend(word.chars().flat_map(char::to_lowercase));
        }
    }
    normal
}

/// The trimmed cell, without what an export put before it so that no spreadsheet calculates it.
pub(super) fn cell_at(index: usize, cells: &StringRecord) -> &str {
    cells.get(index).map_or("", |cell| plain(cell.trim()).trim())
}

impl Columns {
    /// By `--map` first, then by the headers that are known; or exactly as a page says. Refuses a mapping of what does not
    /// exist, and a file without the column that every record of the kind needs. `definitions`: the properties of the kind.
    pub fn of(
        kind: ImportKind,
        headers: &[String],
        options: &ImportOptions,
        definitions: &[Definition],
    ) -> Result<Self, ImportError> {
        let mut columns = Self::none(headers);
        match &options.columns {
            Some(exactly) => columns.map_exactly(kind, exactly, definitions)?,
            None => columns.map_by_headers(kind, &options.map, definitions)?,
        }
        columns.found.sort_by_key(|(_, index)| *index);
        columns.values.sort_by_key(|(_, index)| *index);
        // Records that are there already have what every record needs, and what they are recognised by is enough for a contact
        // or a company.
        let by_property = || {
            definitions
                .iter()
                .any(|definition| definition.unique && [&word_of(kind, definition), &definition.name].contains(&&options.key))
        };
        let is_enough = options.key == RECORD || kind != ImportKind::Tickets && by_property();
        if !is_enough {
            columns.check_needed(kind, definitions)?;
        }
        Ok(columns)
    }

    fn none(headers: &[String]) -> Self {
        let words = headers.iter().map(|header| normal(zone_of(header).0)).collect();
        Self { headers: headers.to_vec(), words, found: Vec::new(), values: Vec::new() }
    }

    /// What the headers say, whether or not that is enough.
    pub fn guessed(kind: ImportKind, headers: &[String], options: &ImportOptions, definitions: &[Definition]) -> Self {
        let mut columns = Self::none(headers);
        // Only a mapping that somebody wrote can be refused.
        let _ = columns.map_by_headers(kind, &options.map, definitions);
        columns
    }

    fn map_exactly(&mut self, kind: ImportKind, exactly: &[String], definitions: &[Definition]) -> Result<(), ImportError> {
        for (index, property) in exactly.iter().enumerate().take(self.headers.len()) {
            if !property.is_empty() && normal(property) != IGNORE {
                let target = target(kind, property, definitions)?;
                // On a page both were chosen, and which one is meant is anybody's guess.
                if self.has(&target) {
                    return Err(ImportError::Twice { property: property.clone() });
                }
                self.map(index, target);
            }
        }
        Ok(())
    }

    fn has(&self, target: &Target<'_>) -> bool {
        match target {
            Target::Own(name) => self.index(name).is_some(),
            Target::Value(definition) => self.values.iter().any(|(known, _)| known.name == definition.name),
        }
    }

    /// Of two columns for one property, the later word counts.
    fn map(&mut self, index: usize, target: Target<'_>) {
        match target {
            Target::Own(name) => {
                self.found.retain(|(known, _)| *known != name);
                self.found.push((name, index));
            }
            Target::Value(definition) => {
                self.values.retain(|(known, _)| known.name != definition.name);
                self.values.push((Arc::new(definition.clone()), index));
            }
        }
    }

    fn map_by_headers(
        &mut self,
        kind: ImportKind,
        map: &[(String, String)],
        definitions: &[Definition],
    ) -> Result<(), ImportError> {
        let mut taken = vec![false; self.headers.len()];
        for (column, property) in map {
            let index = self.index_of(column)?;
            taken[index] = true;
            if normal(property) != IGNORE {
                self.map(index, target(kind, property, definitions)?);
            }
        }
        // A header that says so is no guess.
        for definition in definitions {
            self.guess_value(definition, &normal(&format!("{PREFIX}{}", definition.name)), &mut taken);
        }
        for property in properties_of(kind) {
            if self.index(property.name).is_none()
                && let Some(index) = self.guess(property, &taken)
            {
                taken[index] = true;
                self.found.push((property.name, index));
            }
        }
        for definition in definitions {
            self.guess_value(definition, &normal(&definition.name), &mut taken);
            self.guess_value(definition, &normal(&definition.label), &mut taken);
        }
        Ok(())
    }

    fn guess_value(&mut self, definition: &Definition, word: &str, taken: &mut [bool]) {
        if self.values.iter().any(|(known, _)| known.name == definition.name) {
            return;
        }
        if let Some(index) = (0..taken.len()).find(|index| !taken[*index] && self.words[*index] == word) {
            taken[index] = true;
            self.values.push((Arc::new(definition.clone()), index));
        }
    }

    fn index_of(&self, column: &str) -> Result<usize, ImportError> {
        let exact = self.headers.iter().position(|header| header == column.trim());
        exact
            .or_else(|| self.words.iter().position(|word| *word == normal(column)))
            .ok_or_else(|| ImportError::UnknownColumn { column: column.to_owned(), columns: self.headers.clone() })
    }

    fn guess(&self, property: &Property, taken: &[bool]) -> Option<usize> {
        property
            .headers
            .iter()
            .find_map(|header| self.words.iter().enumerate().position(|(index, word)| word == header && !taken[index]))
    }

    fn check_needed(&self, kind: ImportKind, definitions: &[Definition]) -> Result<(), ImportError> {
        // Of each list one is needed.
        let all: &[(&'static str, &[&str])] = match kind {
            ImportKind::Companies => &[("company's name or domain", &["name", "domain"])],
            ImportKind::Contacts => &[("contact's e-mail address", &["email", "id"])],
            ImportKind::Tickets => &[("subject", &["subject"])],
            ImportKind::Messages => &[("number of its ticket", &["ticket_id"])],
            ImportKind::Associations => &associations::NEEDED,
        };
        match all.iter().find(|(_, any)| any.iter().all(|name| self.index(name).is_none())) {
            None => Ok(()),
            Some((needed, _)) => {
                Err(ImportError::NoColumn { needed, columns: self.headers.clone(), possible: possible(kind, definitions) })
            }
        }
    }

    pub fn index(&self, property: &str) -> Option<usize> {
        self.found.iter().find(|(name, _)| *name == property).map(|(_, index)| *index)
    }

    /// The trimmed cell; empty if there is no such column.
    pub fn cell<'a>(&self, property: &str, cells: &'a StringRecord) -> &'a str {
        self.index(property).map_or("", |index| cell_at(index, cells))
    }

    /// The header that a property is taken from, for reports.
    pub fn header(&self, property: &str) -> &str {
        self.index(property).map_or("", |index| &self.headers[index])
    }

    /// The cell of the column that a placeholder names.
    pub fn named<'a>(&self, placeholder: &str, cells: &'a StringRecord) -> Option<&'a str> {
        let word = normal(placeholder);
        let index = self.words.iter().position(|known| *known == word)?;
        Some(cell_at(index, cells)).filter(|cell| !cell.is_empty())
    }

    pub fn width(&self) -> usize {
        self.headers.len()
    }

    /// Header and property, in the file's order.
    pub fn mapping(&self) -> Vec<(String, String)> {
        let mut all: Vec<(usize, String)> = self.found.iter().map(|(name, index)| (*index, (*name).to_owned())).collect();
        all.extend(self.values.iter().map(|(definition, index)| (*index, definition.name.clone())));
        all.sort();
        all.into_iter().map(|(index, name)| (self.headers[index].clone(), name)).collect()
    }

    /// The word for each column's property, see [`word_of`]; empty for one that is left out.
    pub fn words_of_columns(&self, kind: ImportKind) -> Vec<String> {
        let mut all = vec![String::new(); self.headers.len()];
        for (name, index) in &self.found {
            all[*index] = (*name).to_owned();
        }
        for (definition, index) in &self.values {
            all[*index] = word_of(kind, definition);
        }
        all
    }

    /// Properties of records, and their columns.
    pub fn values(&self) -> impl Iterator<Item = (&Arc<Definition>, usize)> {
        self.values.iter().map(|(definition, index)| (definition, *index))
    }

    /// The columns of dates.
    pub fn dates(&self) -> Vec<usize> {
        const DATES: [&str; 4] = ["created", "closed", "last_activity", "first_response"];
        let values = self.values().filter(|(definition, _)| is_date(definition)).map(|(_, index)| index);
        DATES.into_iter().filter_map(|property| self.index(property)).chain(values).collect()
    }

    /// The header of a property's column, whichever sort of property it is.
    pub fn header_of(&self, property: &str) -> &str {
        let value = || self.values().find(|(definition, _)| definition.name == property).map(|(_, index)| index);
        self.index(property).or_else(value).map_or("", |index| self.header_at(index))
    }

    pub fn header_at(&self, index: usize) -> &str {
        self.headers.get(index).map_or("", String::as_str)
    }

    pub fn ignored(&self) -> Vec<String> {
        let used = |index: usize| {
            self.found.iter().any(|(_, known)| *known == index) || self.values.iter().any(|(_, known)| *known == index)
        };
        self.headers.iter().enumerate().filter(|(index, _)| !used(*index)).map(|(_, header)| header.clone()).collect()
    }
}

/// A day or a moment.
pub(super) fn is_date(definition: &Definition) -> bool {
    matches!(definition.kind, PropertyKind::Date | PropertyKind::DateTime)
}

/// The columns of a list of people; `None` if none holds an e-mail address.
pub(crate) fn contact_columns(headers: &[String]) -> Option<Columns> {
    Columns::of(ImportKind::Contacts, headers, &ImportOptions::default(), &[])
        .ok()
        .filter(|columns| columns.index("email").is_some())
}

#[cfg(test)]
mod tests;
