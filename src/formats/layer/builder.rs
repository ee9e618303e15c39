//! Gathers the records of a layer within its limits. May use: `formats::sheet`.

use std::collections::HashMap;

use geo::Geometry;

use super::{Layer, LayerCrs, LayerError, MAX_CELLS, MAX_COLUMNS, MAX_ROWS};
use crate::formats::sheet::{Cell, Row};
use crate::model::Reason;

/// Greatest whole number below which a float holds every one.
const MAX_EXACT: u64 = 1 << 53;

/// A layer that grows.
#[derive(Debug, Default)]
pub(super) struct Builder {
    columns: Vec<String>,
    index: HashMap<String, usize>,
    rows: Vec<Row>,
    geometries: Vec<Option<Geometry<f64>>>,
    rejected: Vec<(u64, Reason)>,
    cell_count: usize,
}

impl Builder {
    /// The place of a column, which is added where it is new.
    pub(super) fn column(&mut self, name: &str) -> Result<usize, LayerError> {
        if let Some(index) = self.index.get(name) {
            return Ok(*index);
        }
        let index = self.add_column(name.to_owned())?;
        self.index.insert(name.to_owned(), index);
        Ok(index)
    }

    /// Adds a column, even where another has its name.
    pub(super) fn add_column(&mut self, name: String) -> Result<usize, LayerError> {
        if self.columns.len() >= MAX_COLUMNS {
            return Err(LayerError::TooLarge(Reason::more("reason-more-columns", MAX_COLUMNS)));
        }
        self.columns.push(name);
        Ok(self.columns.len() - 1)
    }

    /// Adds a record.
    pub(super) fn push(
        &mut self,
        number: u64,
        cells: Vec<Cell>,
        geometry: Option<Geometry<f64>>,
    ) -> Result<(), LayerError> {
        self.cell_count = self.cell_count.saturating_add(cells.len());
        if self.cell_count > MAX_CELLS {
            return Err(LayerError::TooLarge(Reason::more("reason-more-cells", MAX_CELLS)));
        }
        self.rows.push(Row { number, cells });
        self.geometries.push(geometry);
        self.check()
    }

    /// Leaves a record out.
    pub(super) fn reject(&mut self, number: u64, reason: Reason) -> Result<(), LayerError> {
        self.rejected.push((number, reason));
        self.check()
    }

    /// Changes every cell of a column.
    pub(super) fn change(&mut self, name: &str, change: fn(Cell) -> Cell) {
        let Some(column) = self.index.get(name) else { return };
        for cell in self.rows.iter_mut().filter_map(|row| row.cells.get_mut(*column)) {
            *cell = change(std::mem::take(cell));
        }
    }

    /// Number of records so far, broken ones included.
    pub(super) fn count(&self) -> usize {
        self.rows.len() + self.rejected.len()
    }

    /// Whether no record is whole.
    pub(super) fn is_blank(&self) -> bool {
        self.rows.is_empty()
    }

    fn check(&self) -> Result<(), LayerError> {
        if self.count() > MAX_ROWS {
            Err(LayerError::TooLarge(Reason::more("reason-more-rows", MAX_ROWS)))
        } else {
            Ok(())
        }
    }

    /// The layer.
    pub(super) fn finish(self, name: String, crs: LayerCrs) -> Layer {
        let Self { columns, rows, geometries, rejected, .. } = self;
        Layer { name, columns, rows, geometries, crs, rejected }
    }
}

/// Puts a cell at a place of a row.
pub(super) fn put(cells: &mut Vec<Cell>, column: usize, cell: Cell) {
    if column >= cells.len() {
        cells.resize(column + 1, Cell::Empty);
    }
    if let Some(place) = cells.get_mut(column) {
        *place = cell;
    }
}

/// The cell of a number.
pub(super) fn number(value: f64) -> Cell {
    if value.is_finite() { Cell::Number(value) } else { Cell::Broken(value.to_string()) }
}

/// The cell of a whole number. One that a float can't hold is most likely an identifier, and stays as it is written.
pub(super) fn integer(value: i64) -> Cell {
    if value.unsigned_abs() <= MAX_EXACT { Cell::Number(value as f64) } else { Cell::Text(value.to_string()) }
}
