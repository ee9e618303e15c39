//! Rows that a reader refuses: the first are kept with their reason, all are counted. May use: `model`.

use std::sync::Arc;

use crate::formats::sheet::{Cell, Sheet, joined};
use crate::model::{Reason, Rejected};
use crate::text::Text;

/// Refused rows are kept up to this many; more are only counted.
pub const MAX_REJECTED: usize = 10_000;

/// Refuses a row of a file: `column` is empty where it is the row as a whole, `original` is the row as it stands there.
pub fn refuse(
    (kept, count): (&mut Vec<Rejected>, &mut u64),
    file: &Arc<str>,
    (row, column): (u64, &str),
    reason: Reason,
    original: &str,
) {
    *count += 1;
    if kept.len() < MAX_REJECTED {
        kept.push(Rejected {
            file: Arc::clone(file),
            row,
            column: Arc::from(column),
            reason,
            original: Arc::from(original),
            header: Arc::default(),
        });
    }
}

/// Names the columns of rows that a reader refused.
pub fn name_columns<'h>(kept: &mut [Rejected], headers: impl IntoIterator<Item = &'h str>) {
    let header: Arc<str> = joined(headers).into();
    for row in kept.iter_mut().filter(|row| !row.original.is_empty()) {
        row.header = Arc::clone(&header);
    }
}

/// Columns that stand behind those of the row where refused rows of a table are saved.
const REASONS: [&str; 3] = ["rejected_row", "rejected_column", "rejected_reason"];

/// Refused rows as a file: of one table, its own columns with the reason behind, which can be mended and read again;
/// else the row as one text.
///
/// # Errors
/// When a row can't be written, which memory never refuses.
pub fn to_csv(rows: &[Rejected], text: &Text) -> Result<Vec<u8>, csv::Error> {
    let header = rows.first().map(|row| &row.header).filter(|header| !header.is_empty());
    let header = header.filter(|header| rows.iter().all(|row| row.header == **header));
    let Some(header) = header.and_then(|header| parted(header)) else { return as_texts(rows, text) };
    // As Excel opens it with Belgian settings.
    let mut writer = csv::WriterBuilder::new().delimiter(b';').from_writer("\u{feff}".as_bytes().to_vec());
    writer.write_record(header.iter().map(String::as_str).chain(REASONS))?;
    for row in rows {
        let mut cells = parted(&row.original).unwrap_or_default();
        cells.resize(header.len().max(cells.len()), String::new());
        let reasons = [row.row.to_string(), row.column.to_string(), text.reason(&row.reason)];
        writer.write_record(cells.into_iter().take(header.len()).chain(reasons))?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

fn as_texts(rows: &[Rejected], text: &Text) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(["file", "row", "column", "reason", "original"])?;
    for row in rows {
        let (number, reason) = (row.row.to_string(), text.reason(&row.reason));
        writer.write_record([&*row.file, &number, &*row.column, &reason, &*row.original])?;
    }
    writer.into_inner().map_err(|error| error.into_error().into())
}

/// The cells of a line that [`joined`] made.
fn parted(line: &str) -> Option<Vec<String>> {
    let mut reader = csv::ReaderBuilder::new().delimiter(b';').has_headers(false).from_reader(line.as_bytes());
    let record = reader.records().next()?.ok()?;
    Some(record.iter().map(str::to_owned).collect())
}

/// A sheet without the columns that [`to_csv`] put behind its own.
pub fn without_reasons(mut sheet: Sheet) -> Sheet {
    let is_reason = |cell: &Cell| matches!(cell, Cell::Text(text) if REASONS.contains(&text.as_str()));
    let start = sheet.rows.first().and_then(|row| row.cells.iter().position(is_reason));
    if let Some(start) = start {
        for row in &mut sheet.rows {
            row.cells.truncate(start);
        }
        sheet.rows.retain(|row| row.cells.iter().any(|cell| !cell.is_empty()));
    }
    sheet
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refused_rows_are_mended_and_read_again() {
        let mut rows = Vec::new();
        let mut count = 0;
        let original = joined(["A; een", "Nergens"]);
        refuse(
            (&mut rows, &mut count),
            &Arc::from("a.xlsx"),
            (3, "Gemeente"),
            Reason::new("reason-no-shape"),
            &original,
        );
        name_columns(&mut rows, ["Titel", "Gemeente"]);
        let bytes = to_csv(&rows, &Text::new(crate::model::Language::Nl)).expect("memory takes it");
        let sheet = crate::formats::sheet::read(&bytes).expect("a table").remove(0);
        assert_eq!(sheet.rows[1].cells[4].shown(), "de rij heeft geen vorm");
        let shown = |row: &crate::formats::sheet::Row| row.cells.iter().map(|cell| cell.shown().into_owned()).collect();
        let cells: Vec<Vec<String>> = without_reasons(sheet).rows.iter().map(shown).collect();
        assert_eq!(cells, [["Titel", "Gemeente"], ["A; een", "Nergens"]]);
        // Records that are no rows of a table stay whole.
        rows[0].header = Arc::default();
        let bytes = to_csv(&rows, &Text::new(crate::model::Language::En)).expect("memory takes it");
        let text = String::from_utf8(bytes).expect("it is text");
        assert_eq!(
            text,
            "file,row,column,reason,original\na.xlsx,3,Gemeente,the row has no shape,\"\"\"A; een\"\";Nergens\"\n"
        );
    }

    #[test]
    fn the_first_are_kept_and_all_are_counted() {
        let (mut kept, mut count) = (Vec::new(), 0);
        for row in 0..MAX_REJECTED as u64 + 3 {
            refuse((&mut kept, &mut count), &Arc::from("a.csv"), (row, "x"), Reason::new("reason-no-shape"), "a;b");
        }
        assert_eq!((kept.len(), count), (MAX_REJECTED, MAX_REJECTED as u64 + 3));
        assert_eq!((kept.last().map(|one| one.row), &*kept[0].file), (Some(MAX_REJECTED as u64 - 1), "a.csv"));
    }
}
