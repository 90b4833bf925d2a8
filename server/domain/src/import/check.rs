//! The first reading of a file, which writes nothing.

use std::collections::HashMap;
use std::path::Path;

use csv::StringRecord;

use super::columns::Columns;
use super::dates::{Evidence, Order};
use super::error::ImportError;
use super::file::Source;
use super::{ImportKind, ImportOptions};

/// The properties that are dates.
const DATES: [&str; 4] = ["created", "closed", "last_activity", "first_response"];

/// A file that is whole.
pub(super) struct Checked {
    pub source: Source,
    pub columns: Columns,
    pub orders: HashMap<&'static str, Order>,
    pub rows: u64,
}

/// Reads the whole file: it ends where a row ends, it is text throughout, and its columns are known.
pub(super) fn check(kind: ImportKind, path: &Path, options: &ImportOptions) -> Result<Checked, ImportError> {
    let source = Source::open(path)?;
    let mut rows = source.rows()?;
    // A broken file is told of before a mapping that may only be wrong because the file is broken.
    let columns = Columns::of(kind, &source.headers, options);
    let dates: Vec<&'static str> = match &columns {
        Ok(columns) => DATES.into_iter().filter(|property| columns.index(property).is_some()).collect(),
        Err(_) => Vec::new(),
    };
    let mut evidence = vec![Evidence::default(); dates.len()];
    let mut count = 0;
    while let Some(row) = rows.next()? {
        count = row.number;
        if let Ok(columns) = &columns
            && width_of(row.cells, columns.width()).is_ok()
        {
            for (property, evidence) in dates.iter().zip(&mut evidence) {
                evidence.add(columns.cell(property, row.cells));
            }
        }
    }
    let columns = columns?;
    let orders = dates.into_iter().zip(evidence).map(|(property, evidence)| (property, evidence.order())).collect();
    Ok(Checked { source, columns, orders, rows: count })
}

/// Whether the row has a cell for each column. Empty cells beyond the last one are what some programs write; anything
/// else means that its cells stand in the wrong columns. `Err`: how many it has.
pub(super) fn width_of(cells: &StringRecord, columns: usize) -> Result<(), usize> {
    let fits = cells.len() >= columns && cells.iter().skip(columns).all(|cell| cell.trim().is_empty());
    if fits { Ok(()) } else { Err(cells.len()) }
}
