//! Tables as they stand in a file: sheets of rows of cells, from text (CSV, TSV) or a workbook (XLSX, ODS).
//!
//! Contract: what a cell means is not judged here; a number stays a number and a text a text. The content tells the
//! format, not the file's name. A file may not unfold beyond its limits, whatever it says of itself; nothing that it
//! refers to is followed. May use: `model`.

mod blanks;
mod guard;
mod percents;
mod text;
mod universal;
mod workbook;

use std::borrow::Cow;
use std::collections::BTreeSet;

use jiff::civil::{Date, DateTime, Time};

use super::number::{self, Decimal};
use crate::model::reason::explained_error;
use crate::model::{Explained, Reason};

/// Greatest file that is read, bytes.
pub const MAX_FILE_BYTES: u64 = 64 << 20;

/// Most cells of a file that are kept.
pub const MAX_CELLS: usize = 6_000_000;

/// Most columns of a sheet.
pub const MAX_COLUMNS: usize = 4_096;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing.
    #[default]
    Empty,
    /// A text, without spaces around it; never empty.
    Text(String),
    /// A finite number.
    Number(f64),
    /// A date. With a time of the day beside it, it is a text ([`Cell::from_moment`]).
    Date(Date),
    /// What a formula that failed shows (#REF!).
    Broken(String),
    /// What follows a quotation mark that is never closed: where the cell ends, nobody knows.
    Unclosed(String),
}

impl Cell {
    /// The cell of a text; an empty one is no text.
    pub fn from_text(text: &str) -> Self {
        let text = text.trim();
        if text.is_empty() { Self::Empty } else { Self::Text(text.to_owned()) }
    }

    /// A moment on a clock whose zone nobody tells; one at midnight is a date.
    pub fn from_moment(moment: DateTime) -> Self {
        if moment.time() == Time::midnight() { Self::Date(moment.date()) } else { Self::Text(moment.to_string()) }
    }

    /// The cell of a text that begins with a date, as "2025-07-01T12:30:00Z": a date where nothing but midnight follows.
    pub fn from_dated(text: &str) -> Self {
        let text = text.trim();
        let date = text.get(..10).and_then(|start| start.parse::<Date>().ok());
        let clock = text.get(10..).unwrap_or_default().trim_start_matches(['T', ' ']).trim_end_matches('Z');
        let is_midnight = clock.bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
        date.filter(|_| is_midnight).map_or_else(|| Self::from_text(text), Self::Date)
    }

    /// Whether there is nothing in it.
    pub const fn is_empty(&self) -> bool {
        matches!(self, Self::Empty)
    }

    /// What stands there, as a person would type it.
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) | Self::Broken(text) | Self::Unclosed(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Date(date) => Cow::Owned(date.to_string()),
        }
    }
}

/// A row that is not blank.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    /// Its number in the file, from 1.
    pub number: u64,
    /// Its cells from the first column on; those at the end that are empty may be absent.
    pub cells: Vec<Cell>,
}

impl Row {
    /// The cell of a column; an absent one is empty.
    pub fn get(&self, column: usize) -> &Cell {
        const NOTHING: &Cell = &Cell::Empty;
        self.cells.get(column).unwrap_or(NOTHING)
    }

    /// Why nothing of the row can be read, where that is so.
    pub fn damage(&self) -> Option<Reason> {
        let is_open = self.cells.iter().any(|cell| matches!(cell, Cell::Unclosed(_)));
        is_open.then(|| Reason::new("reason-quote-open"))
    }

    /// The row as one line, cells parted by semicolons.
    pub fn original(&self) -> String {
        let cells: Vec<Cow<'_, str>> = self.cells.iter().map(Cell::shown).collect();
        joined(cells.iter().map(|cell| &**cell))
    }
}

/// Cells as one line, parted by semicolons and quoted where they need it, so that they can be read again.
pub fn joined<'c>(cells: impl IntoIterator<Item = &'c str>) -> String {
    let mut line = String::new();
    for (place, cell) in cells.into_iter().enumerate() {
        if place > 0 {
            line.push(';');
        }
        if cell.contains([';', '"', '\n', '\r']) {
            line.push('"');
            line.push_str(&cell.replace('"', "\"\""));
            line.push('"');
        } else {
            line.push_str(cell);
        }
    }
    line
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name; empty for a text file.
    pub name: String,
    /// Its workbook does not show it.
    pub is_hidden: bool,
    /// Rows in their order.
    pub rows: Vec<Row>,
    /// Columns most of whose numbers the workbook shows as per cent: 0.125 as 12.5 %.
    pub percents: BTreeSet<usize>,
    /// Decimal sign of the numbers that stand there as text.
    pub decimal: Decimal,
}

impl Sheet {
    /// Number of columns of the widest row.
    pub fn width(&self) -> usize {
        self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0)
    }
}

/// A file that can't be read as a table.
#[derive(Debug)]
pub enum SheetError {
    /// There is no cell in it.
    Empty,
    /// It is larger, or unfolds to more, than is taken.
    TooLarge(Reason),
    /// It is a web page or another markup file.
    Markup,
    /// It is a workbook of the format before 2007.
    OldWorkbook,
    /// The workbook can't be read.
    Workbook(Reason),
    /// The bytes can't be read.
    Io(std::io::Error),
}

impl Explained for SheetError {
    fn reason(&self) -> Reason {
        match self {
            Self::Empty => Reason::new("reason-file-no-table"),
            Self::TooLarge(what) => Reason::new("reason-file-large").because(what.clone()),
            Self::Markup => Reason::new("reason-file-markup"),
            Self::OldWorkbook => Reason::new("reason-file-xls"),
            Self::Workbook(reason) => Reason::new("reason-file-workbook").because(reason.clone()),
            Self::Io(error) => error.reason(),
        }
    }
}

explained_error!(SheetError);

impl From<std::io::Error> for SheetError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error)
    }
}

/// Reads every sheet that has a cell; those that are hidden stand behind the others, so that the first is one that
/// people see.
///
/// # Errors
/// When it is no table, or larger than is taken.
pub fn read(bytes: &[u8]) -> Result<Vec<Sheet>, SheetError> {
    const ZIP: &[u8] = b"PK\x03\x04";
    const COMPOUND: &[u8] = b"\xd0\xcf\x11\xe0";
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(SheetError::TooLarge(Reason::more("reason-more-megabytes", 64)));
    }
    let sheets = if bytes.starts_with(ZIP) {
        workbook::read(bytes)?
    } else if bytes.starts_with(COMPOUND) {
        return Err(SheetError::OldWorkbook);
    } else {
        vec![text::read(bytes)?]
    };
    let mut filled: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
    filled.sort_by_key(|sheet| sheet.is_hidden);
    for sheet in &mut filled {
        universal::settle(&mut sheet.rows);
    }
    if filled.is_empty() { Err(SheetError::Empty) } else { Ok(filled) }
}

/// Whether the bytes begin as a workbook does.
pub fn is_workbook(head: &[u8]) -> bool {
    head.starts_with(b"PK\x03\x04") || head.starts_with(b"\xd0\xcf\x11\xe0")
}

/// The decimal sign that most texts of the rows show.
fn decimal_of(rows: &[Row]) -> Option<Decimal> {
    let texts = rows.iter().take(400).flat_map(|row| &row.cells).filter_map(|cell| match cell {
        Cell::Text(text) => number::decimal_of(text),
        _ => None,
    });
    let votes: i64 = texts.map(|decimal| if decimal == Decimal::Comma { 1 } else { -1 }).sum();
    match votes {
        0 => None,
        1.. => Some(Decimal::Comma),
        _ => Some(Decimal::Point),
    }
}

#[cfg(test)]
mod tests;
