//! Comma-separated values: projects in, any table out.
//!
//! Contract: reading streams, whatever the encoding, delimiter and decimal sign, and gives back every good row; a row
//! that is refused is told with line, column, reason and its original text. Writing has two dialects: RFC 4180 for
//! programs, and what Excel opens with Belgian settings. May use: `model`, `text`.

pub mod decode;
pub mod read;
pub mod records;
pub mod sniff;
pub mod write;

pub use decode::Encoding;
pub use read::{CsvError, ReadOptions, Report, read_projects};
pub use write::{CsvWriter, Dialect};

/// Signs at the start of a cell that make a spreadsheet run it.
const FORMULA_SIGNS: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Whether a spreadsheet would run the cell, apostrophes in front of it aside.
fn is_formula(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(FORMULA_SIGNS)
}

/// A cell with what would run made harmless by an apostrophe.
fn neutralise(cell: &str) -> std::borrow::Cow<'_, str> {
    if is_formula(cell) { format!("'{cell}").into() } else { cell.into() }
}

/// The cell as it was before [`neutralise`].
pub(super) fn restore(cell: &str) -> &str {
    cell.strip_prefix('\'').filter(|_| is_formula(cell)).unwrap_or(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_made_harmless_and_restored() {
        for cell in ["=1+1", "'=1", "''-x", "@SUM(A1)", "+32 9 000", "\tx", "plain", "'quoted'", ""] {
            let written = neutralise(cell);
            assert!(!written.starts_with(FORMULA_SIGNS), "{cell}");
            assert_eq!(restore(&written), cell);
        }
    }
}
