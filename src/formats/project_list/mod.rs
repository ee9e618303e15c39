//! Projects from any table: somebody's spreadsheet, a layer of geodata. Which column means what, what its words stand
//! for, and what that changes in the workspace.
//!
//! Contract: everything here is pure. A [`ProjectMapping`] says what each column means; [`detect::guess`] proposes one,
//! [`apply::read`] does what it says, [`plan::plan`] compares with the projects that are known. Every row ends up in
//! exactly one place: as a project, left out for a reason that is counted, or refused with row, column and reason.
//! May use: `formats::sheet`, `formats::layer`, `formats::project`, `model`, `text`.

pub mod apply;
pub mod detect;
pub mod mapping;
pub mod plan;

use std::collections::{BTreeMap, BTreeSet};

use geo::Geometry;

use super::crs::{BELGIUM, Crs};
use super::layer::{Layer, LayerCrs};
use super::number::{self, Decimal};
use super::sheet::{Cell, Row, Sheet};
use crate::model::fold::fold;
use crate::model::reason::explained_error;
use crate::model::{Explained, Reason};

pub use apply::{LeftOut, ListRead, WordUse};
pub use mapping::{ProjectColumn, ProjectMapping, RowKey};
pub use plan::{ListPlan, PlannedChange};

/// Rows from the top in which the headers are looked for.
const TOP_ROWS: usize = 40;

/// Part of the filled cells of a column that must say the same for it to be that.
pub const MOST: f64 = 0.7;

/// A table that may hold projects, or sensors.
#[derive(Clone, Debug, PartialEq)]
pub struct ListTable {
    /// Its rows and its name.
    pub sheet: Sheet,
    /// Names of the columns where the format has them apart from the rows, as geodata do.
    pub headers: Option<Vec<String>>,
    /// Shapes by number of row, in the file's own reference system.
    pub shapes: BTreeMap<u64, Geometry<f64>>,
    /// The reference system that the file names.
    pub crs: Option<Crs>,
    /// The reference system that it names and that can't be read.
    pub unknown_crs: Option<String>,
    /// Records that the format's reader refused: their number and why.
    pub refused: Vec<(u64, Reason)>,
}

impl From<Sheet> for ListTable {
    fn from(sheet: Sheet) -> Self {
        Self { sheet, headers: None, shapes: BTreeMap::new(), crs: None, unknown_crs: None, refused: Vec::new() }
    }
}

impl From<Layer> for ListTable {
    fn from(layer: Layer) -> Self {
        let (crs, unknown_crs) = match layer.crs {
            LayerCrs::Known(crs) => (Some(crs), None),
            LayerCrs::Unknown(name) => (None, Some(name)),
            LayerCrs::Untold => (None, None),
        };
        let shapes = layer.rows.iter().zip(layer.geometries);
        let shapes = shapes.filter_map(|(row, shape)| Some((row.number, shape?))).collect();
        // Numbers in geodata are numbers; a text that looks like one is written as programs do.
        let sheet = Sheet {
            name: layer.name,
            is_hidden: false,
            percents: BTreeSet::new(),
            rows: layer.rows,
            decimal: Decimal::Point,
        };
        Self { sheet, headers: Some(layer.columns), shapes, crs, unknown_crs, refused: layer.rejected }
    }
}

impl ListTable {
    /// The reference system that a mapping says, else the one that the file names.
    pub fn crs_or(&self, said: Option<&str>) -> Option<Crs> {
        said.and_then(Crs::from_name).or(self.crs)
    }

    /// Whether shapes can be read in this system: one that the file names and that can't be read is no reason to guess
    /// another.
    ///
    /// # Errors
    /// When it is one that can't be read.
    pub fn check_crs(&self, crs: Option<Crs>) -> Result<(), Reason> {
        match (crs, &self.unknown_crs) {
            (None, Some(name)) => Err(Reason::new("reason-crs-unknown").with("name", name)),
            _ => Ok(()),
        }
    }

    /// Rows below the headers that are not blank.
    pub fn data_rows(&self, header_row: u64) -> impl Iterator<Item = &Row> {
        let rows = self.sheet.rows.iter().filter(move |row| row.number > header_row);
        rows.filter(|row| row.cells.iter().any(|cell| !cell.is_empty()))
    }

    /// The decimal sign that the texts of a column show beyond doubt.
    pub fn shown_decimal(&self, header_row: u64, column: usize) -> Option<Decimal> {
        number::evidence(self.data_rows(header_row).filter_map(|row| match row.get(column) {
            Cell::Text(text) => Some(text.as_str()),
            _ => None,
        }))
    }

    /// Number of the row in which most cells are a name of something that `named` knows, each counted once; where no row
    /// has any, the first one if it looks like headers; 0 where there are none, or the format has them apart.
    pub fn header_row<T: Ord>(&self, named: impl Fn(&str) -> Option<T>) -> u64 {
        if self.headers.is_some() {
            return 0;
        }
        let score = |row: &Row| {
            // A title among cells of a project is no header: a header has nothing but texts.
            let has_figures = row.cells.iter().any(|cell| matches!(cell, Cell::Number(_) | Cell::Date(_)));
            let name = |cell: &Cell| if let Cell::Text(text) = cell { named(text) } else { None };
            if has_figures { 0 } else { row.cells.iter().filter_map(name).collect::<BTreeSet<T>>().len() }
        };
        let scored = self.sheet.rows.iter().take(TOP_ROWS).map(|row| (score(row), row.number));
        // The first of several that score the same.
        let best = scored.rev().max_by_key(|(score, _)| *score);
        let first = || self.sheet.rows.first().filter(|row| is_like_headers(row)).map(|row| row.number);
        best.filter(|(score, _)| *score > 0).map(|(_, number)| number).or_else(first).unwrap_or(0)
    }

    /// Number of the row in which most of these headers stand, the usual one where none is better; a title above the
    /// table moves it from one edition to the next.
    pub fn row_of_headers(&self, wanted: &[&str], usual: u64) -> u64 {
        if self.headers.is_some() {
            return 0;
        }
        let wanted: BTreeSet<String> = wanted.iter().filter(|header| !header.is_empty()).map(|one| fold(one)).collect();
        let score = |row: &Row| row.cells.iter().filter(|cell| wanted.contains(&fold(&cell.shown()))).count();
        let scored = self.sheet.rows.iter().take(TOP_ROWS).map(|row| (score(row), row.number == usual, row.number));
        let best = scored.max_by_key(|(score, is_usual, number)| (*score, *is_usual, std::cmp::Reverse(*number)));
        best.filter(|(score, ..)| *score > 0).map_or(usual, |(_, _, number)| number)
    }

    /// The name of each column: from the row of headers, or from the format; empty where it has none.
    ///
    /// A cell of the row of headers that is empty takes what stands above it: headers over several lines are merged so.
    pub fn headers(&self, header_row: u64) -> Vec<String> {
        const LINES_ABOVE: u64 = 2;
        if let Some(headers) = &self.headers {
            return headers.clone();
        }
        let mut headers = vec![String::new(); self.sheet.width()];
        let lines = self.sheet.rows.iter().rev();
        let lines = lines.filter(|row| row.number <= header_row && row.number + LINES_ABOVE >= header_row);
        for row in lines {
            for (header, cell) in headers.iter_mut().zip(&row.cells) {
                if header.is_empty() {
                    *header = cell.shown().split_whitespace().collect::<Vec<_>>().join(" ");
                }
            }
        }
        headers
    }
}

/// Whether a row has nothing but short texts, all different.
fn is_like_headers(row: &Row) -> bool {
    const LONGEST: usize = 40;
    let is_short =
        |cell: &Cell| matches!(cell, Cell::Text(text) if text.len() <= LONGEST && text.parse::<f64>().is_err());
    let different: BTreeSet<String> = row.cells.iter().map(|cell| cell.shown().into_owned()).collect();
    row.cells.len() > 1 && row.cells.iter().all(is_short) && different.len() == row.cells.len()
}

/// Which of two coordinates a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coordinate {
    /// Longitude, degrees.
    Longitude,
    /// Latitude, degrees.
    Latitude,
    /// Either of a system in metres.
    Metres,
}

/// Which coordinate the filled cells of a column hold, by their size; `None` where most are none.
pub fn coordinate(cells: &[&Cell]) -> Option<Coordinate> {
    let numbers: Vec<f64> = cells.iter().filter_map(|cell| number::parse_coordinate(&cell.shown())).collect();
    if (numbers.len() as f64) < MOST * cells.len() as f64 {
        return None;
    }
    let all = |holds: &dyn Fn(f64) -> bool| numbers.iter().all(|number| holds(*number));
    // Whole numbers are counts, codes or years; degrees and surveyed metres have decimals somewhere.
    let has_decimals = numbers.iter().any(|number| number.fract() != 0.0);
    let is_metres = |number: f64| Crs::from_magnitude(number, number).is_some_and(|crs| crs != Crs::Wgs84);
    if !has_decimals {
        None
    } else if all(&|number| (BELGIUM.west..=BELGIUM.east).contains(&number)) {
        Some(Coordinate::Longitude)
    } else if all(&|number| (BELGIUM.south..=BELGIUM.north).contains(&number)) {
        Some(Coordinate::Latitude)
    } else {
        all(&is_metres).then_some(Coordinate::Metres)
    }
}

/// A table can't be used with a mapping.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ListError {
    /// No column holds a title.
    NoTitle,
    /// No column holds a title, and the others are those of a table of figures by municipality.
    Figures,
    /// The file has no such sheet.
    NoSheet(String),
}

impl Explained for ListError {
    fn reason(&self) -> Reason {
        match self {
            Self::NoTitle | Self::Figures => Reason::new("reason-list-no-title"),
            Self::NoSheet(name) => Reason::new("reason-no-sheet").with("name", name),
        }
    }
}

explained_error!(ListError);

#[cfg(test)]
mod tests;
