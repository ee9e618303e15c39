//! Workbooks: XLSX and ODS, through calamine behind a guard. May use: nothing of the crate.

use std::collections::BTreeSet;
use std::io::Cursor;

use calamine::{Data, DataRef, ExcelDateTime, Ods, Reader, SheetVisible, Style, Xlsx};
use jiff::Unit;
use jiff::civil::Date;

use super::percents::{self, Percents};
use super::{Cell, MAX_CELLS, MAX_COLUMNS, Row, Sheet, SheetError, blanks, decimal_of, guard, universal};
use crate::formats::number::Decimal;
use crate::model::Reason;

/// What is said of a workbook with more cells than are kept.
fn too_many() -> SheetError {
    SheetError::TooLarge(Reason::more("reason-more-cells", MAX_CELLS))
}

/// Reads every sheet.
pub(super) fn read(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    match guard::inspect(bytes, guard::MAX_UNPACKED_BYTES)? {
        guard::Kind::Xlsx => read_xlsx(bytes),
        guard::Kind::Ods => read_ods(bytes),
    }
}

/// Cell by cell, so that two cells far apart don't unfold into all those between them.
fn read_xlsx(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let mut sheets = Vec::new();
    let mut cell_count = 0_usize;
    for (name, is_hidden) in named(&book) {
        let mut cells = match book.worksheet_cells_reader(&name) {
            Ok(cells) => cells,
            // A sheet with a chart only.
            Err(calamine::XlsxError::NotAWorksheet(_)) => continue,
            Err(error) => return Err(failed(&error)),
        };
        let mut rows: Vec<Row> = Vec::new();
        // Columns of moments that a program wrote, to the millisecond.
        let mut exact = BTreeSet::new();
        let code = |style: &Style| style.number_format.as_ref().is_some_and(|format| is_percent(&format.format_code));
        let styles: Vec<bool> = cells.styles().iter().map(code).collect();
        let mut percents = Percents::default();
        while let Some((found, style)) = cells.next_cell_with_style_id().map_err(|error| failed(&error))? {
            let (row, column) = found.get_position();
            let cell = from_ref(found.get_value(), exact.contains(&column));
            if universal::is_mark(&cell) {
                exact.insert(column);
            }
            if cell.is_empty() || column as usize >= MAX_COLUMNS {
                continue;
            }
            if matches!(cell, Cell::Number(_)) {
                percents.count(column as usize, styles.get(style).copied().unwrap_or_default());
            }
            cell_count += put(&mut rows, u64::from(row) + 1, column as usize, cell);
            if cell_count > MAX_CELLS {
                return Err(too_many());
            }
        }
        rows.sort_by_key(|row| row.number);
        sheets.push(sheet((name, is_hidden), percents.columns(), rows));
    }
    Ok(sheets)
}

/// Whether a format multiplies by a hundred; a sign in quotes or behind a backslash is a text.
fn is_percent(code: &str) -> bool {
    let mut is_quoted = false;
    let mut signs = code.chars();
    while let Some(sign) = signs.next() {
        match sign {
            '"' => is_quoted = !is_quoted,
            '\\' => drop(signs.next()),
            '%' if !is_quoted => return true,
            _ => {}
        }
    }
    false
}

/// Puts a cell at the end of the last row, or of a new one; gives how many cells that took.
fn put(rows: &mut Vec<Row>, number: u64, column: usize, cell: Cell) -> usize {
    if rows.last().is_none_or(|row| row.number != number) {
        rows.push(Row { number, cells: Vec::new() });
    }
    let Some(row) = rows.last_mut() else { return 0 };
    let before = row.cells.len();
    if column >= before {
        row.cells.resize(column + 1, Cell::Empty);
    }
    if let Some(place) = row.cells.get_mut(column) {
        *place = cell;
    }
    row.cells.len() - before
}

fn read_ods(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    read_ods_as_is(bytes).or_else(|error| {
        let cleaned = blanks::removed(bytes).and_then(|cleaned| read_ods_as_is(&cleaned).ok());
        cleaned.ok_or(error)
    })
}

fn read_ods_as_is(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    let mut book: Ods<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).map_err(|error| failed(&error))?;
    let mut sheets = Vec::new();
    let mut percents = percents::of_ods(bytes).into_iter();
    for (name, is_hidden) in named(&book) {
        let percents = percents.next().unwrap_or_default();
        let range = book.worksheet_range(&name).map_err(|error| failed(&error))?;
        let formulas = book.worksheet_formula(&name).map_err(|error| failed(&error))?;
        let (first_row, first_column) = range.start().unwrap_or_default();
        let mut rows = Vec::new();
        for (index, line) in range.rows().enumerate() {
            let mut cells = vec![Cell::Empty; first_column as usize];
            let formula = |column: u32| formulas.get_value((first_row + index as u32, first_column + column));
            let typed =
                (0..).zip(line).map(|(column, value)| truth(formula(column)).unwrap_or_else(|| from_data(value)));
            cells.extend(typed);
            let length = cells.iter().rposition(|cell| !cell.is_empty()).map_or(0, |last| last + 1);
            cells.truncate(length.min(MAX_COLUMNS));
            if !cells.is_empty() {
                rows.push(Row { number: u64::from(first_row) + index as u64 + 1, cells });
            }
        }
        sheets.push(sheet((name, is_hidden), percents.columns(), rows));
    }
    Ok(sheets)
}

/// LibreOffice writes a yes or no that no cell format tells as a formula, its value as 1 or 0: that is no figure.
fn truth(formula: Option<&String>) -> Option<Cell> {
    let is_so = match formula?.as_str() {
        "of:=TRUE()" => true,
        "of:=FALSE()" => false,
        _ => return None,
    };
    Some(Cell::Text(is_so.to_string()))
}

/// The sheets by name, and whether each is hidden.
fn named<F: std::io::Read + std::io::Seek, R: Reader<F>>(book: &R) -> Vec<(String, bool)> {
    let all = book.sheets_metadata().iter();
    all.map(|sheet| (sheet.name.clone(), sheet.visible != SheetVisible::Visible)).collect()
}

fn sheet((name, is_hidden): (String, bool), percents: BTreeSet<usize>, rows: Vec<Row>) -> Sheet {
    // Texts that stand for numbers come from hands that write as Excel does with Belgian settings.
    let decimal = decimal_of(&rows).unwrap_or(Decimal::Comma);
    Sheet { name, is_hidden, rows, percents, decimal }
}

fn from_ref(value: &DataRef<'_>, is_exact: bool) -> Cell {
    match value {
        DataRef::Int(number) => Cell::Number(*number as f64),
        DataRef::Float(number) => from_number(*number),
        DataRef::String(text) => Cell::from_text(text),
        DataRef::SharedString(text) => Cell::from_text(text),
        DataRef::Bool(is_so) => Cell::Text(is_so.to_string()),
        DataRef::DateTime(time) => from_serial(*time, is_exact),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => from_iso(text),
        DataRef::Error(error) => Cell::Broken(error.to_string()),
        DataRef::Empty => Cell::Empty,
    }
}

fn from_data(value: &Data) -> Cell {
    match value {
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => from_number(*number),
        Data::String(text) => Cell::from_text(text),
        Data::Bool(is_so) => Cell::Text(is_so.to_string()),
        Data::DateTime(time) => from_serial(*time, false),
        Data::DateTimeIso(text) | Data::DurationIso(text) => from_iso(text),
        Data::Error(error) => Cell::Broken(error.to_string()),
        Data::Empty => Cell::Empty,
    }
}

fn from_number(number: f64) -> Cell {
    if number.is_finite() { Cell::Number(number) } else { Cell::Broken(number.to_string()) }
}

/// The date of a serial number, to the second, or where it is `is_exact` to the millisecond.
fn from_serial(time: ExcelDateTime, is_exact: bool) -> Cell {
    if !time.is_datetime() {
        return from_number(time.as_f64());
    }
    let (year, month, day, hour, minute, second, milli) = time.to_ymd_hms_milli();
    let date = i16::try_from(year).ok().and_then(|year| Date::new(year, month as i8, day as i8).ok());
    let moment = date.map(|date| date.at(hour as i8, minute as i8, second as i8, i32::from(milli) * 1_000_000));
    // A serial number is a fraction of a day: its milliseconds are most often what rounding left.
    let moment = moment.and_then(|moment| if is_exact { Some(moment) } else { moment.round(Unit::Second).ok() });
    moment.map_or_else(|| from_number(time.as_f64()), Cell::from_moment)
}

fn from_iso(text: &str) -> Cell {
    Cell::from_dated(text)
}

fn failed(error: &dyn std::fmt::Display) -> SheetError {
    SheetError::Workbook(Reason::said(error))
}
