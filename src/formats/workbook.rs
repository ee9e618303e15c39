//! What the spreadsheet formats share: names of sheets, limits, cells, and the sheets beside the rows.
//!
//! Contract: nothing is cut silently: what does not fit is an error that names the place. The limits are those of
//! Excel (support.microsoft.com, "Excel specifications and limits"); LibreOffice has the same for rows and columns.
//! May use: `json_paths`, `table`.

use std::borrow::Cow;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;

use super::json_paths;
use super::table::{Column, Kind, Value, WriteError};

/// Most rows of a sheet, the header left out.
pub const MAX_ROWS: u64 = 1_048_575;

/// Most columns of a sheet.
pub const MAX_COLUMNS: usize = 16_384;

/// Longest text of a cell, in UTF-16 units.
pub const MAX_TEXT_UNITS: usize = 32_767;

/// Longest name of a sheet, in UTF-16 units.
const MAX_NAME_UNITS: usize = 31;

/// Whole numbers up to here are exact as floating-point numbers, which is all that spreadsheets have.
const MAX_EXACT_INTEGER: u64 = 1 << 53;

/// First day that every spreadsheet counts alike: Excel takes 1900 for a leap year, and counts no day before it.
const FIRST_DATE: Date = Date::constant(1900, 3, 1);

/// Rows that the widths of columns are guessed from.
pub(super) const ROWS_FOR_WIDTHS: u64 = 100;

/// The path that an attached JSON text stands under as a whole.
pub const WHOLE: &str = "json";

/// Narrowest and widest column, in characters.
const WIDTHS: (usize, usize) = (8, 60);

/// Room that the button of a filter takes, in characters.
const FILTER_BUTTON_WIDTH: usize = 3;

/// Names of the sheets, in the language of the reader. Characters that a spreadsheet forbids are replaced, and names
/// are cut at 31 characters and made different from each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorkbookTitles<'a> {
    /// The sheet with the rows.
    pub sheet: &'a str,
    /// The sheet with what is attached: where the rows come from.
    pub about: &'a str,
    /// The sheet that lists the columns with the names that programs go by.
    pub columns: &'a str,
}

/// One cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Number(f64),
    Boolean(bool),
    /// A moment in UTC, of whole milliseconds.
    Moment(DateTime),
}

impl<'a> Cell<'a> {
    fn new(value: &'a Value<'_>) -> Self {
        match value {
            Value::Text(text) if !text.is_empty() => Self::Text(with_plain_line_ends(text)),
            Value::Integer(number) if number.unsigned_abs() <= MAX_EXACT_INTEGER => Self::Number(*number as f64),
            Value::Integer(number) => Self::Text(number.to_string().into()),
            Value::Real(number) if number.is_finite() => Self::Number(*number),
            Value::Boolean(yes) => Self::Boolean(*yes),
            Value::Moment(time) => Self::moment(*time),
            Value::Missing | Value::Text(_) | Value::Real(_) => Self::Empty,
        }
    }

    /// A date of the spreadsheet where it holds the moment to the last digit; else the moment as a text.
    fn moment(time: Timestamp) -> Self {
        let civil = Offset::UTC.to_datetime(time);
        let is_whole = civil.subsec_nanosecond() % 1_000_000 == 0;
        if is_whole && civil.date() >= FIRST_DATE { Self::Moment(civil) } else { Self::Text(time.to_string().into()) }
    }

    /// How wide it is drawn, in characters.
    fn width(&self) -> usize {
        match self {
            Self::Empty => 0,
            Self::Text(text) => text.lines().map(|line| line.chars().count()).max().unwrap_or(0),
            Self::Number(number) => number.to_string().len().min(12),
            Self::Boolean(_) => 6,
            Self::Moment(moment) => shown_moment(*moment).len(),
        }
    }
}

/// A small sheet beside the rows; its first row is a header.
pub(super) struct SideSheet<'a> {
    pub name: &'a str,
    pub rows: Vec<Vec<Cow<'a, str>>>,
    /// Widths of the columns, in characters.
    pub widths: &'static [usize],
}

/// What a workbook holds beside the cells already written.
pub(super) struct Contents {
    /// Name of the sheet with the rows.
    pub name: String,
    /// Columns of the rows.
    pub columns: Vec<Column>,
    /// Widths of the columns, in characters, as guessed so far.
    pub widths: Vec<usize>,
    /// Rows so far.
    pub row_count: u64,
    columns_name: String,
    about_name: String,
    about: Vec<[String; 2]>,
}

impl Contents {
    pub fn new(titles: &WorkbookTitles<'_>, columns: &[Column]) -> Result<Self, WriteError> {
        if columns.len() > MAX_COLUMNS {
            return Err(WriteError::TooManyColumns { limit: MAX_COLUMNS });
        }
        let name = sheet_name(titles.sheet, &[]);
        let columns_name = sheet_name(titles.columns, &[&name]);
        let about_name = sheet_name(titles.about, &[&name, &columns_name]);
        let width = |column: &Column| (column.title.chars().count() + FILTER_BUTTON_WIDTH).clamp(WIDTHS.0, WIDTHS.1);
        let widths = columns.iter().map(width).collect();
        let columns = columns.to_vec();
        Ok(Self { name, columns, widths, row_count: 0, columns_name, about_name, about: Vec::new() })
    }

    /// The cells of the next row, none of which is too large.
    pub fn next_row<'v>(&mut self, values: &'v [Value<'_>]) -> Result<Vec<Cell<'v>>, WriteError> {
        if self.row_count == MAX_ROWS {
            return Err(WriteError::TooManyRows { limit: MAX_ROWS });
        }
        self.row_count += 1;
        let cells: Vec<Cell<'v>> = values.iter().map(Cell::new).collect();
        for (cell, column) in cells.iter().zip(&self.columns) {
            if matches!(cell, Cell::Text(text) if is_too_long(text)) {
                return Err(WriteError::TooLong { column: column.title.clone(), row: self.row_count });
            }
        }
        if self.row_count <= ROWS_FOR_WIDTHS {
            for (cell, width) in cells.iter().zip(&mut self.widths) {
                *width = cell.width().clamp(*width, WIDTHS.1);
            }
        }
        Ok(cells)
    }

    /// Keeps a JSON text as rows of path and value, under a row with its name, and last as a whole. A text that is not
    /// JSON is one value.
    /// A value that no cell holds goes on in the next row, under the same path.
    pub fn attach(&mut self, name: &str, text: &str) {
        self.about.push([name.to_owned(), "value".to_owned()]);
        let leaves = match (json_paths::leaves(text), serde_json::from_str::<serde_json::Value>(text)) {
            // Leaves are for people; programs read the whole, which tells a number from a text.
            (Ok(leaves), Ok(whole)) => leaves.into_iter().chain([(WHOLE.to_owned(), whole.to_string())]).collect(),
            _ => vec![("text".to_owned(), text.to_owned())],
        };
        for (path, value) in leaves {
            let pieces = pieces(&value);
            self.about.extend(pieces.into_iter().map(|piece| [path.clone(), piece.to_owned()]));
        }
    }

    /// The list of columns, then what was attached, where something was.
    pub fn side_sheets(&self) -> Vec<SideSheet<'_>> {
        let header = ["key", "title", "kind"].map(Cow::from).to_vec();
        let list = self.columns.iter().map(|column| {
            vec![column.key.as_ref().into(), column.title.as_str().into(), kind_name(column.kind).into()]
        });
        let rows = std::iter::once(header).chain(list).collect();
        let mut sheets = vec![SideSheet { name: &self.columns_name, rows, widths: &[30, 50, 10] }];
        if !self.about.is_empty() {
            let rows = self.about.iter().map(|row| row.iter().map(Cow::from).collect()).collect();
            sheets.push(SideSheet { name: &self.about_name, rows, widths: &[40, 90] });
        }
        sheets
    }
}

const fn kind_name(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "text",
        Kind::Integer => "integer",
        Kind::Real => "real",
        Kind::Boolean => "boolean",
        Kind::Moment => "moment",
    }
}

/// Whether a moment needs its milliseconds shown.
pub(super) fn has_fraction(moment: DateTime) -> bool {
    moment.subsec_nanosecond() != 0
}

/// A moment as its cell shows it.
pub(super) fn shown_moment(moment: DateTime) -> String {
    let form = if has_fraction(moment) { "%Y-%m-%d %H:%M:%S%.3f" } else { "%Y-%m-%d %H:%M:%S" };
    moment.strftime(form).to_string()
}

/// Cells have one kind of line end.
fn with_plain_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

fn is_too_long(text: &str) -> bool {
    // A text has no more UTF-16 units than bytes: most need no counting.
    text.len() > MAX_TEXT_UNITS && text.encode_utf16().count() > MAX_TEXT_UNITS
}

/// Cuts a text into what cells hold; an empty text is one piece.
fn pieces(text: &str) -> Vec<&str> {
    let (mut pieces, mut rest) = (Vec::new(), text);
    while is_too_long(rest) {
        let (piece, after) = rest.split_at(end_of_units(rest, MAX_TEXT_UNITS));
        pieces.push(piece);
        rest = after;
    }
    pieces.push(rest);
    pieces
}

/// Where a text ends that has at most so many UTF-16 units, in bytes.
fn end_of_units(text: &str, max_units: usize) -> usize {
    let mut units = 0;
    let past = text.char_indices().find(|(_, character)| {
        units += character.len_utf16();
        units > max_units
    });
    past.map_or(text.len(), |(index, _)| index)
}

/// A name that a spreadsheet takes and that is not taken yet.
fn sheet_name(title: &str, taken: &[&str]) -> String {
    let allowed = |character: char| match character {
        '[' | ']' | ':' | '*' | '?' | '/' | '\\' => '-',
        '\u{fffe}' | '\u{ffff}' => ' ',
        other if other.is_control() => ' ',
        other => other,
    };
    let clean: String = title.chars().map(allowed).collect();
    // Excel keeps "History" for itself.
    let is_taken = |name: &str| {
        let name = name.to_lowercase();
        name == "history" || taken.iter().any(|other| other.to_lowercase() == name)
    };
    // Excel refuses apostrophes at either end, also where a cut leaves one.
    let cut = |max_units: usize| {
        let name = clean.trim_matches([' ', '\'']);
        name.get(..end_of_units(name, max_units)).unwrap_or(name).trim_end_matches([' ', '\'']).to_owned()
    };
    let name = cut(MAX_NAME_UNITS);
    if !name.is_empty() && !is_taken(&name) {
        return name;
    }
    let numbered = (taken.len() + 1..).map(|number| format!("{} {number}", cut(MAX_NAME_UNITS - 4)).trim().to_owned());
    numbered.into_iter().find(|name| !is_taken(name)).unwrap_or_default()
}

#[cfg(test)]
#[path = "workbook_tests.rs"]
mod tests;
