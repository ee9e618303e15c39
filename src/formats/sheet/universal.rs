//! Moments of columns whose header says that they are in UTC: dates of a spreadsheet have no zone of their own.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Time};
use jiff::tz::Offset;

use super::{Cell, Row};

/// What a header ends with that says so. The exports of the program do, in every language.
const MARK: &str = "(UTC)";

/// Rows from the top in which headers are looked for.
const TOP_ROWS: usize = 40;

/// Makes whole moments ("2025-07-01T10:30:00Z") of the dates and times below a header that ends with "(UTC)". Without it
/// they would be taken for those of a clock in Belgium. What is no date stays, and so does a text without a time of the
/// day.
pub(super) fn settle(rows: &mut [Row]) {
    for (at, column) in marked(rows) {
        for cell in rows.iter_mut().skip(at + 1).filter_map(|row| row.cells.get_mut(column)) {
            if let Some(moment) = moment(cell) {
                *cell = Cell::Text(moment);
            }
        }
    }
}

/// Whether a cell is such a header.
pub(super) fn is_mark(cell: &Cell) -> bool {
    matches!(cell, Cell::Text(text) if text.ends_with(MARK))
}

/// Where such headers stand: row and column; the first of each column.
fn marked(rows: &[Row]) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (at, row) in rows.iter().enumerate().take(TOP_ROWS) {
        for (column, cell) in row.cells.iter().enumerate() {
            if is_mark(cell) && found.iter().all(|(_, other)| *other != column) {
                found.push((at, column));
            }
        }
    }
    found
}

fn moment(cell: &Cell) -> Option<String> {
    let civil = match cell {
        Cell::Date(date) => date.to_datetime(Time::midnight()),
        // With an offset it is whole already.
        Cell::Text(text) if text.parse::<Timestamp>().is_ok() => return None,
        Cell::Text(text) if text.len() > Date::ZERO.to_string().len() => text.parse::<DateTime>().ok()?,
        _ => return None,
    };
    Some(Offset::UTC.to_timestamp(civil).ok()?.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(number: u64, cells: &[Cell; 2]) -> Row {
        Row { number, cells: cells.to_vec() }
    }

    #[test]
    fn dates_below_a_header_that_says_so_are_moments_of_utc() {
        let day = Cell::Date(Date::constant(2025, 7, 1));
        let text = |text: &str| Cell::Text(text.to_owned());
        let mut rows = [
            row(1, &[text("Metingen"), Cell::Empty]),
            row(3, &[text("Tijdstip (UTC)"), text("Tijdstip")]),
            row(4, &[day.clone(), day.clone()]),
            row(5, &[text("2025-07-01T12:30:00"), text("2025-07-01T12:30:00")]),
            row(6, &[text("2025-07-01 12:30:00.125"), text("2025-07-01 12:30:00.125")]),
            row(7, &[text("2025-07-01T12:30:00+02:00"), text("x")]),
            row(8, &[text("2025-07-01"), text("2025")]),
        ];
        let before = rows.clone();
        settle(&mut rows);
        let first: Vec<String> = rows.iter().skip(2).map(|row| row.get(0).shown().into_owned()).collect();
        let expected = ["2025-07-01T00:00:00Z", "2025-07-01T12:30:00Z", "2025-07-01T12:30:00.125Z"];
        assert_eq!(first[..3], expected);
        assert_eq!(first[3..], ["2025-07-01T12:30:00+02:00", "2025-07-01"]);
        assert!(rows.iter().zip(&before).all(|(row, before)| row.get(1) == before.get(1)));
    }
}
