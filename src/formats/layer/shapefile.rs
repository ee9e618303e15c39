//! Shapefiles: the geometries (`.shp`), and the table, index, reference system and encoding beside them.
//!
//! Facts are those of the ESRI Shapefile Technical Description, July 1998. Heights and measures are dropped. The table
//! may be missing, and so may the index: records then follow one another. May use: `formats::crs`.

use std::fs::File;
use std::path::Path;

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, Point};

use super::builder::Builder;
use super::{Layer, LayerCrs, LayerError, MAX_FILE_BYTES, MAX_ROWS, dbf, projection, read_whole, rings, stem};
use crate::model::Reason;

/// How the main file begins: the code 9994.
pub(super) const MAGIC: [u8; 4] = 9994_i32.to_be_bytes();

/// Bytes before the first record, in the main file and in the index.
const HEADER_BYTES: usize = 100;

/// Files beside the geometries.
#[derive(Debug, Default)]
pub(super) struct Companions {
    /// Where each record begins (`.shx`).
    pub(super) index: Option<Vec<u8>>,
    /// Attributes (`.dbf`).
    pub(super) table: Option<Vec<u8>>,
    /// Reference system (`.prj`).
    pub(super) projection: Option<Vec<u8>>,
    /// Encoding of the attributes (`.cpg`).
    pub(super) code_page: Option<Vec<u8>>,
}

/// Reads a `.shp` with what lies beside it.
pub(super) fn read_beside(path: &Path) -> Result<Vec<Layer>, LayerError> {
    let shapes = read_whole(File::open(path)?, MAX_FILE_BYTES)?;
    let companions = Companions {
        index: beside(path, "shx")?,
        table: beside(path, "dbf")?,
        projection: beside(path, "prj")?,
        code_page: beside(path, "cpg")?,
    };
    read(&shapes, &companions, stem(path)).map(|layer| vec![layer])
}

fn beside(path: &Path, ending: &str) -> Result<Option<Vec<u8>>, LayerError> {
    for ending in [ending.to_owned(), ending.to_ascii_uppercase()] {
        match File::open(path.with_extension(ending)) {
            Ok(file) => return read_whole(file, MAX_FILE_BYTES).map(Some),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    Ok(None)
}

/// Reads a layer.
pub(super) fn read(shapes: &[u8], companions: &Companions, name: String) -> Result<Layer, LayerError> {
    if !shapes.starts_with(&MAGIC) {
        return Err(LayerError::Broken(Reason::new("reason-no-shapefile").with("name", name)));
    }
    let table = match &companions.table {
        Some(bytes) => dbf::Table::open(bytes, companions.code_page.as_deref())?,
        None => dbf::Table::default(),
    };
    let mut builder = Builder::default();
    for column in table.columns() {
        builder.add_column(column.to_owned())?;
    }
    let records = records(shapes, companions.index.as_deref());
    for at in 0..records.len().max(table.len()).min(MAX_ROWS + 1) {
        let number = at as u64 + 1;
        let geometry = match records.get(at) {
            Some(Ok(content)) => shape(content),
            Some(Err(reason)) => Err(reason.clone()),
            None => Ok(None),
        };
        match (table.record(at), geometry) {
            (dbf::Record::Deleted, _) => {}
            (dbf::Record::CutOff, _) => builder.reject(number, Reason::new("reason-table-cut"))?,
            (_, Err(reason)) => builder.reject(number, reason)?,
            (dbf::Record::Cells(cells), Ok(geometry)) => builder.push(number, cells, geometry)?,
            (dbf::Record::None, Ok(geometry)) => builder.push(number, Vec::new(), geometry)?,
        }
    }
    let wkt = companions.projection.as_deref().map(String::from_utf8_lossy);
    Ok(builder.finish(name, wkt.map_or(LayerCrs::Untold, |text| projection::from_wkt(&text))))
}

/// The content of each record, or why there is none.
fn records<'a>(shapes: &'a [u8], index: Option<&[u8]>) -> Vec<Result<&'a [u8], Reason>> {
    let by_index = index.and_then(|index| records_by_index(shapes, index));
    by_index.unwrap_or_else(|| records_in_turn(shapes))
}

/// Where the index is whole. One that points outside is older than its file and not believed.
fn records_by_index<'a>(shapes: &'a [u8], index: &[u8]) -> Option<Vec<Result<&'a [u8], Reason>>> {
    if !index.starts_with(&MAGIC) {
        return None;
    }
    let (entries, rest) = index.get(HEADER_BYTES..)?.as_chunks::<8>();
    if entries.is_empty() || !rest.is_empty() {
        return None;
    }
    let content = |entry: &[u8; 8]| {
        let start = words(entry, 0)?;
        let length = words(entry, 4)?;
        // The record says its length too; some writers leave that of the index at nothing.
        let own_length = words(shapes, start.checked_add(4)?)?;
        (start >= HEADER_BYTES && (length == own_length || length == 0)).then_some(())?;
        let start = start.checked_add(8)?;
        shapes.get(start..start.checked_add(own_length)?).map(Ok)
    };
    entries.iter().take(MAX_ROWS + 1).map(content).collect()
}

fn records_in_turn(shapes: &[u8]) -> Vec<Result<&[u8], Reason>> {
    let mut records = Vec::new();
    let mut rest = shapes.get(HEADER_BYTES..).unwrap_or_default();
    while !rest.is_empty() && records.len() <= MAX_ROWS {
        let content = words(rest, 4).and_then(|length| rest.get(8..length.checked_add(8)?));
        records.push(content.ok_or(Reason::new("reason-ends-within")));
        rest = content.and_then(|content| rest.get(content.len() + 8..)).unwrap_or_default();
    }
    records
}

/// A count of 16-bit words that stands at a place, big-endian, as bytes.
fn words(bytes: &[u8], at: usize) -> Option<usize> {
    let raw = i32::from_be_bytes(*bytes.get(at..)?.first_chunk()?);
    usize::try_from(raw).ok()?.checked_mul(2)
}

/// The geometry of a record's content; `None` = the null shape, or one without a point.
fn shape(content: &[u8]) -> Result<Option<Geometry<f64>>, Reason> {
    let mut reader = Reader(content);
    let kind = reader.i32()?;
    match kind {
        0 => Ok(None),
        1 | 11 | 21 => Ok(reader.point()?.map(|coord| Geometry::Point(Point(coord)))),
        8 | 18 | 28 => {
            reader.skip_box()?;
            let count = reader.i32()?;
            let points = reader.points(count)?;
            Ok((!points.is_empty()).then(|| Geometry::MultiPoint(MultiPoint::from(points))))
        }
        3 | 13 | 23 => Ok(lines(reader.parts()?)),
        5 | 15 | 25 => rings::assemble(reader.parts()?),
        31 => Err(Reason::new("reason-surfaces")),
        other => Err(Reason::new("reason-shape-kind").with("kind", other)),
    }
}

/// One line or several.
pub(super) fn lines(mut lines: Vec<LineString<f64>>) -> Option<Geometry<f64>> {
    lines.retain(|line| line.0.len() >= 2);
    match lines.len() {
        0 => None,
        1 => lines.pop().map(Geometry::LineString),
        _ => Some(Geometry::MultiLineString(MultiLineString(lines))),
    }
}

struct Reader<'a>(&'a [u8]);

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Result<[u8; N], Reason> {
        let (head, rest) = self.0.split_first_chunk::<N>().ok_or(Reason::new("reason-shape-long"))?;
        self.0 = rest;
        Ok(*head)
    }

    fn i32(&mut self) -> Result<i32, Reason> {
        self.take().map(i32::from_le_bytes)
    }

    fn skip_box(&mut self) -> Result<(), Reason> {
        self.take::<32>().map(|_| ())
    }

    /// `None` = not a number, which stands for no point.
    fn point(&mut self) -> Result<Option<Coord<f64>>, Reason> {
        let coord = Coord { x: f64::from_le_bytes(self.take()?), y: f64::from_le_bytes(self.take()?) };
        if coord.x.is_nan() && coord.y.is_nan() {
            return Ok(None);
        }
        if coord.x.is_finite() && coord.y.is_finite() {
            Ok(Some(coord))
        } else {
            Err(Reason::new("reason-coordinate-not-number"))
        }
    }

    fn points(&mut self, count: i32) -> Result<Vec<Coord<f64>>, Reason> {
        let count = self.checked(count, 16)?;
        let points: Result<Vec<_>, Reason> = (0..count).map(|_| self.point()).collect();
        Ok(points?.into_iter().flatten().collect())
    }

    /// A count of things that each take so many bytes, checked against what is left.
    fn checked(&self, count: i32, bytes: usize) -> Result<usize, Reason> {
        let count = usize::try_from(count).ok().filter(|count| *count <= self.0.len() / bytes);
        count.ok_or(Reason::new("reason-shape-long"))
    }

    /// The parts of a line or polygon.
    fn parts(&mut self) -> Result<Vec<LineString<f64>>, Reason> {
        self.skip_box()?;
        let (part_count, point_count) = (self.i32()?, self.i32()?);
        let part_count = self.checked(part_count, 4)?;
        let mut starts = Vec::with_capacity(part_count + 1);
        for _ in 0..part_count {
            starts.push(usize::try_from(self.i32()?).unwrap_or(usize::MAX));
        }
        let points = self.points(point_count)?;
        starts.push(points.len());
        let parts = starts.windows(2).map(|pair| {
            let [start, end] = *pair else { return None };
            points.get(start..end).map(|part| LineString(part.to_vec()))
        });
        parts.collect::<Option<_>>().ok_or(Reason::new("reason-shape-parts-overlap"))
    }
}
