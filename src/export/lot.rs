//! Rows on their way from the thread that makes them to the thread that writes them.
//!
//! Contract: the rows come out as they went in, in their order; a lot that was emptied is filled again without asking for
//! memory. May use: `formats::table`.

use std::fmt::Write;
use std::ops::Range;

use geo::Geometry;
use jiff::Timestamp;

use crate::formats::table::{RowWriter, Value, WriteError};

/// Stands after each value in canonical form.
const VALUE_END: char = '\x1f';

/// Stands after each row.
const ROW_END: char = '\x1e';

/// Some rows: their values in canonical form, which is what a stamp's hash is made of, and what is needed beside it to have
/// the values back.
#[derive(Debug, Default)]
pub(super) struct Lot {
    canonical: String,
    cells: Vec<Cell>,
    rows: Vec<Row>,
}

/// A value; a text stands in the canonical form.
#[derive(Clone, Debug)]
enum Cell {
    Missing,
    Text(Range<usize>),
    Integer(i64),
    Real(f64),
    Boolean(bool),
    Moment(Timestamp),
}

#[derive(Debug)]
struct Row {
    cell_count: usize,
    geometry: Option<Geometry<f64>>,
}

impl Lot {
    /// Adds a row.
    pub fn push(&mut self, values: &[Value<'_>], geometry: Option<Geometry<f64>>) {
        for value in values {
            let start = self.canonical.len();
            push_canonical(&mut self.canonical, value);
            self.cells.push(match value {
                Value::Missing => Cell::Missing,
                Value::Text(_) => Cell::Text(start..self.canonical.len()),
                Value::Integer(number) => Cell::Integer(*number),
                Value::Real(number) => Cell::Real(*number),
                Value::Boolean(yes) => Cell::Boolean(*yes),
                Value::Moment(time) => Cell::Moment(*time),
            });
            self.canonical.push(VALUE_END);
        }
        self.canonical.push(ROW_END);
        self.rows.push(Row { cell_count: values.len(), geometry });
    }

    /// How many rows.
    pub const fn row_count(&self) -> usize {
        self.rows.len()
    }

    /// All values one after another: the same in every format and language.
    pub const fn canonical(&self) -> &str {
        self.canonical.as_str()
    }

    /// Hands the rows to a writer.
    pub fn write(&self, writer: &mut (dyn RowWriter + '_)) -> Result<(), WriteError> {
        let mut cells = self.cells.iter();
        let mut values = Vec::new();
        for row in &self.rows {
            values.clear();
            values.extend(cells.by_ref().take(row.cell_count).map(|cell| self.value(cell)));
            writer.row(&values, row.geometry.as_ref())?;
        }
        Ok(())
    }

    /// Forgets the rows and keeps their room.
    pub fn clear(&mut self) {
        self.canonical.clear();
        self.cells.clear();
        self.rows.clear();
    }

    fn value(&self, cell: &Cell) -> Value<'_> {
        match cell {
            Cell::Missing => Value::Missing,
            Cell::Text(place) => Value::Text(self.canonical.get(place.clone()).unwrap_or_default().into()),
            Cell::Integer(number) => Value::Integer(*number),
            Cell::Real(number) => Value::Real(*number),
            Cell::Boolean(yes) => Value::Boolean(*yes),
            Cell::Moment(time) => Value::Moment(*time),
        }
    }
}

/// A value as one way of writing it.
fn push_canonical(text: &mut String, value: &Value<'_>) {
    // Writing to a string can't fail.
    let _written = match value {
        Value::Missing => Ok(()),
        Value::Text(words) => text.write_str(words),
        Value::Integer(number) => write!(text, "{number}"),
        Value::Real(number) => write!(text, "{number}"),
        Value::Boolean(yes) => text.write_str(if *yes { "true" } else { "false" }),
        // As it stood when moments were texts: stamps of older exports hold.
        Value::Moment(time) => write!(text, "{time}"),
    };
}
