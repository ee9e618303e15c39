//! Rows gathered by column and written a group at a time.

use std::io::{self, Write};
use std::sync::Arc;

use geo::Geometry;
use parquet::basic::{Compression, LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::column::writer::ColumnWriter;
use parquet::data_type::ByteArray;
use parquet::errors::ParquetError;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::{SerializedFileWriter, SerializedRowGroupWriter};
use parquet::schema::types::{ColumnPath, Type};

use super::metadata::Extent;
use crate::formats::crs::Crs;
use crate::formats::table::{Column, Kind, RowWriter, Value, WriteError};
use crate::model::geometry_blob;

/// Most rows of a group.
pub const MAX_GROUP_ROWS: usize = 1 << 16;

/// Most bytes of texts and geometries of a group.
const MAX_GROUP_BYTES: usize = 64 << 20;

/// Name of the column of geometries.
pub(super) const GEOMETRY: &str = "geometry";

/// Key under which the titles of the columns stand, as JSON by name. A file that has it is one of ours.
pub const TITLES_KEY: &str = "regioscope_columns";

/// Who made the file, in the form that the Parquet format recommends.
const CREATED_BY: &str = concat!("regioscope version ", env!("CARGO_PKG_VERSION"));

impl From<ParquetError> for WriteError {
    fn from(error: ParquetError) -> Self {
        match error {
            ParquetError::External(cause) => match cause.downcast::<io::Error>() {
                Ok(error) => Self::Io(*error),
                Err(cause) => Self::Io(io::Error::other(cause)),
            },
            error => Self::Io(io::Error::other(error)),
        }
    }
}

/// Writes a table; with geometries it is GeoParquet.
pub struct ParquetWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    columns: Vec<Gathered>,
    /// The geometries, their reference system and what they have in common.
    places: Option<(Gathered, Crs, Extent)>,
    row_count: usize,
    byte_count: usize,
}

impl<W: Write + Send> std::fmt::Debug for ParquetWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParquetWriter").field("columns", &self.columns.len()).finish_non_exhaustive()
    }
}

impl<W: Write + Send> ParquetWriter<W> {
    /// Begins a file. With `places`, the reference system of the geometries, it has a column for them; coordinates are
    /// not transformed here.
    ///
    /// # Errors
    /// When the file refuses it.
    pub fn new(out: W, columns: &[Column], places: Option<Crs>) -> Result<Self, WriteError> {
        let mut fields = Vec::with_capacity(columns.len() + 1);
        for column in columns {
            fields.push(Arc::new(field(&column.key, Some(column.kind))?));
        }
        if places.is_some() {
            fields.push(Arc::new(field(GEOMETRY, None)?));
        }
        let schema = Type::group_type_builder("schema").with_fields(fields).build()?;
        let properties = WriterProperties::builder()
            .set_created_by(CREATED_BY.to_owned())
            .set_compression(Compression::SNAPPY)
            .set_column_statistics_enabled(ColumnPath::new(vec![GEOMETRY.to_owned()]), EnabledStatistics::None)
            .build();
        let mut file = SerializedFileWriter::new(out, Arc::new(schema), Arc::new(properties))?;
        let titles: serde_json::Map<String, serde_json::Value> =
            columns.iter().map(|column| (column.key.to_string(), column.title.clone().into())).collect();
        let titles = serde_json::Value::Object(titles).to_string();
        file.append_key_value_metadata(KeyValue::new(TITLES_KEY.to_owned(), titles));
        let places = places.map(|crs| (Gathered::new(Values::Bytes(Texts::default())), crs, Extent::default()));
        let columns = columns.iter().map(|column| Gathered::new(Values::of(column.kind))).collect();
        Ok(Self { file, columns, places, row_count: 0, byte_count: 0 })
    }

    fn end_group(&mut self) -> Result<(), WriteError> {
        if self.row_count == 0 {
            return Ok(());
        }
        let mut group = self.file.next_row_group()?;
        for column in self.columns.iter_mut().chain(self.places.as_mut().map(|(places, ..)| places)) {
            column.write(&mut group)?;
        }
        group.close()?;
        (self.row_count, self.byte_count) = (0, 0);
        Ok(())
    }
}

impl<W: Write + Send> RowWriter for ParquetWriter<W> {
    fn takes_geometry(&self) -> bool {
        self.places.is_some()
    }

    fn row(&mut self, values: &[Value<'_>], geometry: Option<&Geometry<f64>>) -> Result<(), WriteError> {
        if values.len() != self.columns.len() {
            return Err(io::Error::other("a row has another number of values than there are columns").into());
        }
        for (column, value) in self.columns.iter_mut().zip(values) {
            self.byte_count += column.take(value)?;
        }
        if let Some((places, _, extent)) = &mut self.places {
            if let Some(geometry) = geometry {
                extent.add(geometry);
            }
            self.byte_count += places.take_geometry(geometry);
        }
        self.row_count += 1;
        if self.row_count >= MAX_GROUP_ROWS || self.byte_count >= MAX_GROUP_BYTES {
            self.end_group()?;
        }
        Ok(())
    }

    fn attach(&mut self, name: &str, text: &str) -> Result<(), WriteError> {
        self.file.append_key_value_metadata(KeyValue::new(name.to_owned(), text.to_owned()));
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        self.end_group()?;
        if let Some((_, crs, extent)) = &self.places {
            self.file.append_key_value_metadata(KeyValue::new("geo".to_owned(), extent.json(*crs)));
        }
        self.file.finish()?;
        self.file.inner_mut().flush()?;
        Ok(())
    }
}

/// A column of the schema; bytes where no kind is given.
fn field(name: &str, kind: Option<Kind>) -> Result<Type, ParquetError> {
    let (physical, logical) = match kind {
        Some(Kind::Text) => (Physical::BYTE_ARRAY, Some(LogicalType::String)),
        Some(Kind::Integer) => (Physical::INT64, None),
        Some(Kind::Real) => (Physical::DOUBLE, None),
        Some(Kind::Boolean) => (Physical::BOOLEAN, None),
        Some(Kind::Moment) => (Physical::INT64, Some(LogicalType::timestamp(true, TimeUnit::MICROS))),
        None => (Physical::BYTE_ARRAY, None),
    };
    let builder = Type::primitive_type_builder(name, physical).with_logical_type(logical);
    builder.with_repetition(Repetition::OPTIONAL).build()
}

/// Values of a column that are not missing.
enum Values {
    Bytes(Texts),
    Integers(Vec<i64>),
    Reals(Vec<f64>),
    Booleans(Vec<bool>),
}

impl Values {
    fn of(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Bytes(Texts::default()),
            // Moments are microseconds since 1970.
            Kind::Integer | Kind::Moment => Self::Integers(Vec::new()),
            Kind::Real => Self::Reals(Vec::new()),
            Kind::Boolean => Self::Booleans(Vec::new()),
        }
    }
}

/// Texts or geometries one after another, and where each ends: memory is asked for once for all.
#[derive(Default)]
struct Texts {
    all: Vec<u8>,
    ends: Vec<usize>,
}

impl Texts {
    /// Adds what `push` pushes and gives how many bytes that is.
    fn add(&mut self, push: impl FnOnce(&mut Vec<u8>)) -> usize {
        let start = self.all.len();
        push(&mut self.all);
        self.ends.push(self.all.len());
        self.all.len() - start
    }

    /// Each for itself; they share the memory, and nothing is left here.
    fn take(&mut self) -> Vec<ByteArray> {
        let all = ByteArray::from(std::mem::take(&mut self.all));
        let mut start = 0;
        let part = |end: usize| {
            let part = all.slice(start, end - start);
            start = end;
            part
        };
        self.ends.drain(..).map(part).collect()
    }
}

/// A column of the group that grows: 1 for a value, 0 for a missing one, and the values.
struct Gathered {
    levels: Vec<i16>,
    values: Values,
}

impl Gathered {
    const fn new(values: Values) -> Self {
        Self { levels: Vec::new(), values }
    }

    /// Takes a value and gives how many bytes it holds.
    fn take(&mut self, value: &Value<'_>) -> Result<usize, WriteError> {
        let bytes = match (&mut self.values, value) {
            (_, Value::Missing) => {
                self.levels.push(0);
                return Ok(0);
            }
            (Values::Bytes(texts), Value::Text(text)) => texts.add(|all| all.extend_from_slice(text.as_bytes())),
            (Values::Integers(values), Value::Integer(number)) => push(values, *number),
            (Values::Reals(values), Value::Real(number)) => push(values, *number),
            (Values::Reals(values), Value::Integer(number)) => push(values, *number as f64),
            (Values::Booleans(values), Value::Boolean(yes)) => push(values, *yes),
            (Values::Integers(values), Value::Moment(time)) => push(values, time.as_microsecond()),
            (_, value) => return Err(io::Error::other(format!("{value:?} does not fit its column")).into()),
        };
        self.levels.push(1);
        Ok(bytes)
    }

    fn take_geometry(&mut self, geometry: Option<&Geometry<f64>>) -> usize {
        let (Values::Bytes(shapes), Some(geometry)) = (&mut self.values, geometry) else {
            self.levels.push(0);
            return 0;
        };
        self.levels.push(1);
        shapes.add(|all| geometry_blob::write_wkb(all, geometry))
    }

    /// Writes what was gathered and forgets it.
    fn write<W: Write + Send>(&mut self, group: &mut SerializedRowGroupWriter<'_, W>) -> Result<(), WriteError> {
        let Some(mut column) = group.next_column()? else {
            return Err(io::Error::other("the file has fewer columns than its rows").into());
        };
        let levels = Some(self.levels.as_slice());
        match (column.untyped(), &mut self.values) {
            (ColumnWriter::ByteArrayColumnWriter(out), Values::Bytes(texts)) => {
                out.write_batch(&texts.take(), levels, None)?
            }
            (ColumnWriter::Int64ColumnWriter(out), Values::Integers(values)) => {
                out.write_batch(values, levels, None)?
            }
            (ColumnWriter::DoubleColumnWriter(out), Values::Reals(values)) => out.write_batch(values, levels, None)?,
            (ColumnWriter::BoolColumnWriter(out), Values::Booleans(values)) => out.write_batch(values, levels, None)?,
            _ => return Err(io::Error::other("a column has another type than its values").into()),
        };
        column.close()?;
        self.levels.clear();
        match &mut self.values {
            // Taken already.
            Values::Bytes(_) => {}
            Values::Integers(values) => values.clear(),
            Values::Reals(values) => values.clear(),
            Values::Booleans(values) => values.clear(),
        }
        Ok(())
    }
}

fn push<T>(values: &mut Vec<T>, value: T) -> usize {
    values.push(value);
    size_of::<T>()
}
