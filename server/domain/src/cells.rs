//! Cells of CSV files that a spreadsheet opens without calculating anything, and as they were when they come back.

use crate::failure::{Failure, Outcome};

/// A line of these cells, guarded, with `\r\n` behind it.
pub fn line<'a>(cells: impl IntoIterator<Item = &'a str>) -> Outcome<String> {
    let trouble = |error: &dyn std::fmt::Display| Failure::internal(error.to_string());
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(cells.into_iter().map(harmless)).map_err(|error| trouble(&error))?;
    let bytes = writer.into_inner().map_err(|error| trouble(&error))?;
    String::from_utf8(bytes).map_err(|error| trouble(&error))
}

/// A cell that no spreadsheet calculates: one that begins (after blanks and apostrophes) with `=`, `+`, `-`, `@`, their
/// full-width forms, a tab or a line break gets an apostrophe before it.
pub fn harmless(cell: &str) -> String {
    if is_formula(cell) { format!("'{cell}") } else { cell.to_owned() }
}

/// The cell without the apostrophe that [`harmless`] put before it. Any other apostrophe is the cell's own.
pub fn plain(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(cell)
}

fn is_formula(cell: &str) -> bool {
    const FORMULA: [char; 12] = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n', '\0'];
    cell.trim_start_matches([' ', '\'']).starts_with(FORMULA)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_text_and_come_back() {
        for cell in ["=1+1", "+1", "-1", "@x", "\tx", "\rx", "＝1", "＋1", "－1", "＠x", "  =1", "\n=1", "'=1", "''  +1"] {
            assert_eq!(harmless(cell), format!("'{cell}"));
            assert_eq!(plain(&harmless(cell)), cell);
        }
        for cell in ["", "a=1", "3 - 2", "è", "'tis", "'", "''"] {
            assert_eq!(harmless(cell), cell);
            assert_eq!(plain(cell), cell);
        }
        assert_eq!(line(["1", "a \"b\", c", "", "=x"]).unwrap(), "1,\"a \"\"b\"\", c\",,'=x\r\n");
    }
}
