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

use std::collections::BTreeMap;

use geo::Geometry;

use super::crs::Crs;
use super::layer::{Layer, LayerCrs};
use super::number::Decimal;
use super::sheet::Sheet;

pub use apply::{LeftOut, ListRead, WordUse};
pub use mapping::{ProjectColumn, ProjectMapping, RowKey};
pub use plan::{ListPlan, PlannedChange};

/// A table that may hold projects.
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
    pub refused: Vec<(u64, String)>,
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
        let sheet = Sheet { name: layer.name, rows: layer.rows, decimal: Decimal::Point };
        Self { sheet, headers: Some(layer.columns), shapes, crs, unknown_crs, refused: layer.rejected }
    }
}

impl ListTable {
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

/// A table can't be used with a mapping.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ListError {
    /// No column holds a title.
    #[error("no column with titles of projects was found or chosen")]
    NoTitle,
    /// The file has no such sheet.
    #[error("the file has no sheet or layer {0:?}")]
    NoSheet(String),
}

#[cfg(test)]
mod tests;
