//! The first reading of a file, which writes nothing.

use std::collections::HashMap;

use csv::StringRecord;

use super::columns::Columns;
use super::dates::{Evidence, Notation, zone_of};
use super::error::ImportError;
use super::file::Source;
use super::key::Key;
use super::{ImportKind, ImportOptions, Only};
use crate::crm::Definition;

/// A file that is whole.
pub(super) struct Checked {
    pub source: Source,
    pub columns: Columns,
    /// Of the columns of dates.
    pub dates: HashMap<usize, Notation>,
    pub chosen: Rules,
    pub rows: u64,
}

/// What was chosen for all rows.
#[derive(Clone, Debug, Default)]
pub(super) struct Rules {
    /// What records are recognised by.
    pub key: Key,
    pub only: Option<Only>,
    /// Owners are named by their numbers here, too.
    pub own_numbers: bool,
}

/// Reads the whole file: it ends where a row ends, it is text throughout, and its columns are known.
pub(super) fn check(
    kind: ImportKind,
    source: Source,
    options: &ImportOptions,
    definitions: &[Definition],
) -> Result<Checked, ImportError> {
    let mut rows = source.rows()?;
    // A broken file is told of before a mapping that may only be wrong because the file is broken.
    let columns = Columns::of(kind, &source.headers, options, definitions);
    let dates = columns.as_ref().map(Columns::dates).unwrap_or_default();
    let mut evidence = vec![Evidence::default(); dates.len()];
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count = row.number;
        if let Ok(columns) = &columns
            && width_of(row.cells, columns.width()).is_ok()
        {
            for (index, evidence) in dates.iter().zip(&mut evidence) {
                evidence.add(row.cells.get(*index).unwrap_or_default().trim());
            }
        }
    }
    let columns = columns?;
    let key = Key::parse(kind, &options.key, &columns, definitions)?;
    let notation = |(index, evidence): (usize, Evidence)| {
        let offset = zone_of(columns.header_at(index)).1.unwrap_or_default();
        (index, Notation { order: options.order.unwrap_or_else(|| evidence.order()), offset })
    };
    let dates = dates.into_iter().zip(evidence).map(notation).collect();
    let chosen = Rules { own_numbers: options.own_numbers || key == Key::Record, key, only: options.only };
    Ok(Checked { source, columns, dates, chosen, rows: count })
}

/// Whether the row has a cell for each column. Empty cells beyond the last one are what some programs write; anything
/// else means that its cells stand in the wrong columns. `Err`: how many it has.
pub(super) fn width_of(cells: &StringRecord, columns: usize) -> Result<(), usize> {
    let fits = cells.len() >= columns && cells.iter().skip(columns).all(|cell| cell.trim().is_empty());
    if fits { Ok(()) } else { Err(cells.len()) }
}
