//! Lists that are read a page at a time.

use serde::{Deserialize, Serialize};

/// A page of a list, with the cursor of the next one. A cursor names the last row seen and not a number of rows to
/// skip, so a list that changes while it is read neither repeats a row nor loses one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    pub rows: Vec<T>,
    /// Opaque. `None` on the last page.
    pub next: Option<String>,
}

/// Rows that a page of a list on the screen has.
pub const ROWS: u64 = 25;
