//! Rows on their way out: counted, hashed, cancellable.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use geo::Geometry;
use sha2::{Digest, Sha256};

use super::ExportError;
use super::layout::Shaper;
use crate::formats::geopackage::LayerGeometry;
use crate::formats::table::{Column, Kind, RowWriter, Value};
use crate::model::hash;
use crate::text::Text;

/// Rows between two looks at the cancel flag.
const ROWS_PER_LOOK: u64 = 256;

/// What a table is.
#[derive(Debug)]
pub(super) struct Sheet {
    /// Its columns.
    pub columns: Vec<Column>,
    /// Type of its geometries.
    pub geometry: LayerGeometry,
    /// Rows that are expected, for the progress.
    pub row_count: u64,
}

/// A column with the title that the texts have for its key.
pub(super) fn column(text: &Text, key: &'static str, kind: Kind) -> Column {
    Column { key: key.into(), title: text.get(&format!("export-column-{}", key.replace('_', "-"))), kind }
}

/// Takes rows, keeps account of them and hands them on.
pub(super) struct Tracked<'a> {
    writer: Box<dyn RowWriter + 'a>,
    shaper: Shaper,
    hash: Sha256,
    /// The row in canonical form.
    canonical: String,
    row_count: u64,
    expected_count: u64,
    /// Rows by kind, for the stamp.
    pub by_kind: BTreeMap<&'static str, u64>,
    progress: &'a dyn Fn(f32),
    cancel: &'a AtomicBool,
}

impl<'a> Tracked<'a> {
    pub fn new(
        writer: Box<dyn RowWriter + 'a>,
        shaper: Shaper,
        expected_count: u64,
        progress: &'a dyn Fn(f32),
        cancel: &'a AtomicBool,
    ) -> Self {
        let by_kind = BTreeMap::new();
        let (hash, canonical) = (Sha256::new(), String::new());
        Self { writer, shaper, hash, canonical, row_count: 0, expected_count, by_kind, progress, cancel }
    }

    /// Writes a row.
    pub fn row(&mut self, values: &[Value<'_>], geometry: Option<&Geometry<f64>>) -> Result<(), ExportError> {
        if self.row_count.is_multiple_of(ROWS_PER_LOOK) {
            if self.cancel.load(Ordering::Relaxed) {
                return Err(ExportError::Cancelled);
            }
            (self.progress)(self.row_count as f32 / self.expected_count.max(1) as f32);
        }
        self.row_count += 1;
        let (values, geometry) = self.shaper.row(values, geometry)?;
        self.canonical.clear();
        for value in values.iter() {
            canonical(value, &mut self.canonical);
            self.canonical.push('\x1f');
        }
        self.canonical.push('\x1e');
        self.hash.update(self.canonical.as_bytes());
        self.writer.row(&values, geometry.as_deref())?;
        Ok(())
    }

    /// How many rows were written.
    pub const fn row_count(&self) -> u64 {
        self.row_count
    }

    /// SHA-256 of the rows in canonical form, hexadecimal.
    pub fn hash(&self) -> String {
        hash::hexadecimal(&self.hash.clone().finalize())
    }

    /// Ends the table with a text inside it, where there is a place for one.
    pub fn finish(mut self, name: &str, inside: Option<&str>) -> Result<(), ExportError> {
        if let Some(inside) = inside {
            self.writer.attach(name, inside)?;
        }
        self.writer.finish()?;
        (self.progress)(1.0);
        Ok(())
    }
}

/// A value as one way of writing it: the same in every format and language.
fn canonical(value: &Value<'_>, row: &mut String) {
    match value {
        Value::Missing => {}
        Value::Text(text) => row.push_str(text),
        Value::Integer(number) => row.push_str(&number.to_string()),
        Value::Real(number) => row.push_str(&number.to_string()),
        Value::Boolean(yes) => row.push_str(if *yes { "true" } else { "false" }),
    }
}
