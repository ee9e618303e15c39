//! Parquet of any origin, and GeoParquet 1.0 and 1.1: one table, whose geometries are told by the key `geo` or by their
//! logical type.
//!
//! Contract: columns within columns get names with dots; lists become one text ("a; b"). Where a group of rows breaks off, the
//! rest of the group is left out and told. The library is held in a guard: its panic costs the file, not the program.
//! May use: `model::geometry_blob`.

use std::fs::File;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

use geo::Geometry;
use parquet::basic::{Compression, LogicalType};
use parquet::column::reader::get_column_reader;
use parquet::errors::ParquetError;
use parquet::file::metadata::RowGroupMetaData;
use parquet::file::reader::{FileReader, RowGroupReader, SerializedFileReader};
use parquet::schema::types::ColumnDescriptor;

use super::builder::Builder;
use super::parquet_cells::{Leaf, Pages, Reading};
use super::parquet_geo::Places;
use super::{Layer, LayerError, MAX_COLUMNS, MAX_FILE_BYTES};
use crate::formats::parquet::TITLES_KEY;
use crate::model::{Explained, Reason, geometry_blob};

/// Rows that are read at once.
const BATCH_ROWS: usize = 4_096;

impl From<ParquetError> for LayerError {
    fn from(error: ParquetError) -> Self {
        Self::Broken(Reason::said(error))
    }
}

/// Reads the table.
pub(super) fn read(path: &Path, name: String) -> Result<Layer, LayerError> {
    let read = AssertUnwindSafe(|| read_unguarded(path, name));
    catch_unwind(read).unwrap_or_else(|_| Err(LayerError::Broken(Reason::new("reason-parquet-damaged"))))
}

/// Which columns are read, and which holds the geometry.
struct Plan {
    cells: Vec<usize>,
    geometry: Option<usize>,
    /// Whether an export of ours: a moment at midnight is one, no date.
    is_own: bool,
}

fn read_unguarded(path: &Path, name: String) -> Result<Layer, LayerError> {
    let file = SerializedFileReader::new(File::open(path)?)?;
    check_compression(&file)?;
    let metadata = file.metadata().file_metadata();
    let schema = metadata.schema_descr();
    if schema.num_columns() > MAX_COLUMNS {
        return Err(LayerError::TooLarge(Reason::more("reason-more-columns", MAX_COLUMNS)));
    }
    let told = metadata.key_value_metadata().into_iter().flatten().find(|entry| entry.key == "geo");
    let mut places = Places::read(told.and_then(|entry| entry.value.as_deref()))?;
    let is_own = metadata.key_value_metadata().into_iter().flatten().any(|entry| entry.key == TITLES_KEY);
    let mut plan = Plan { cells: Vec::new(), geometry: None, is_own };
    let mut builder = Builder::default();
    for (at, column) in schema.columns().iter().enumerate() {
        if is_geometry(column, &mut places) {
            plan.geometry = Some(at);
        } else if !places.is_covering(column.path().parts()) {
            let is_alone = schema.columns().iter().filter(|one| root(one) == root(column)).count() == 1;
            builder.add_column(if is_alone { root(column).to_owned() } else { column.path().parts().join(".") })?;
            plan.cells.push(at);
        }
    }
    let (mut first, mut bytes_left) = (1, MAX_FILE_BYTES);
    for at in 0..file.num_row_groups() {
        let group = file.get_row_group(at)?;
        let row_count = u64::try_from(group.metadata().num_rows()).unwrap_or_default();
        read_group(&*group, &plan, first, &mut bytes_left, &mut builder)?;
        first += row_count;
    }
    Ok(builder.finish(name, places.crs()))
}

/// Refuses a file whose compression is not built in, before any row is read.
fn check_compression(file: &dyn FileReader) -> Result<(), LayerError> {
    for column in file.metadata().row_groups().iter().flat_map(RowGroupMetaData::columns) {
        match column.compression() {
            Compression::UNCOMPRESSED | Compression::SNAPPY | Compression::GZIP(_) => {}
            other => {
                let reason = Reason::new("reason-parquet-compression").with("name", other);
                return Err(LayerError::Broken(reason));
            }
        }
    }
    Ok(())
}

fn root(column: &ColumnDescriptor) -> &str {
    column.path().parts().first().map_or("", String::as_str)
}

/// Whether a column holds the geometry, as the file's own metadata or its logical type tells.
fn is_geometry(column: &ColumnDescriptor, places: &mut Places) -> bool {
    let [name] = column.path().parts() else { return false };
    if places.is_told() {
        return places.is_geometry(name);
    }
    match column.logical_type_ref() {
        Some(LogicalType::Geometry(kind)) => places.tell(name, kind.crs.as_deref()),
        Some(LogicalType::Geography(kind)) => places.tell(name, kind.crs.as_deref()),
        _ => return false,
    }
    true
}

/// Reads a group of rows as far as it is whole.
fn read_group(
    group: &dyn RowGroupReader,
    plan: &Plan,
    first: u64,
    bytes_left: &mut u64,
    builder: &mut Builder,
) -> Result<(), LayerError> {
    let row_count = u64::try_from(group.metadata().num_rows()).unwrap_or_default();
    let mut number = first;
    let mut read = || -> Result<(), LayerError> {
        let mut leaves = open(group, &plan.cells, plan.is_own)?;
        let mut geometry = open(group, plan.geometry.as_slice(), plan.is_own)?;
        while number < first + row_count {
            let wanted = usize::try_from(first + row_count - number).unwrap_or(BATCH_ROWS).min(BATCH_ROWS);
            let places = geometry.first_mut().map(|leaf| leaf.read(wanted)).transpose()?;
            let columns = leaves.iter_mut().map(|leaf| leaf.read(wanted)).collect::<Result<Vec<_>, _>>()?;
            for row in 0..wanted {
                let cells = columns.iter().map(|column| column.cell(row, bytes_left)).collect::<Result<_, _>>()?;
                match places.as_ref().map_or(Ok(None), |places| shape(places, row)) {
                    Ok(shape) => builder.push(number, cells, shape)?,
                    Err(reason) => builder.reject(number, reason)?,
                }
                number += 1;
            }
        }
        Ok(())
    };
    match read() {
        Err(LayerError::Broken(reason)) => {
            let last = first + row_count - 1;
            let unreadable = Reason::new("reason-rows-unreadable").with("first", number).with("last", last);
            builder.reject(number, unreadable.because(reason))
        }
        other => other,
    }
}

fn open(group: &dyn RowGroupReader, columns: &[usize], is_own: bool) -> Result<Vec<Leaf>, LayerError> {
    let open_one = |at: &usize| {
        let column = group.metadata().column(*at).column_descr_ptr();
        let pages = Pages::new(group.get_column_page_reader(*at)?);
        Ok(Leaf::new(&column, get_column_reader(column.clone(), Box::new(pages)), is_own))
    };
    columns.iter().map(open_one).collect()
}

fn shape(places: &Reading, row: usize) -> Result<Option<Geometry<f64>>, Reason> {
    match places.bytes(row) {
        Some(bytes) => geometry_blob::decode_wkb(bytes).map_err(|error| error.reason()),
        None => Ok(None),
    }
}
