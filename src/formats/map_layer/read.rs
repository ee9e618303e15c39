//! Reads the features of a table as a mapping says.

use std::sync::Arc;

use geo::{CoordsIter, Geometry, MapCoords, MultiLineString, MultiPoint, MultiPolygon};

use super::{LayerMapping, LayerReadError};
use crate::formats::crs::{Axes, Crs, NoPlace, Ways};
use crate::formats::number::{self, Decimal};
use crate::formats::placing::written;
use crate::formats::project_list::ListTable;
use crate::formats::refused::refuse;
use crate::formats::sheet::{Cell, Row};
use crate::model::{CellKind, Feature, LayerCell, LayerColumn, LayerData, LayerKind, Rejected};
use crate::model::{Explained, Reason, own_layer::ShapeCounts};

/// Most features of a layer.
pub const MAX_FEATURES: usize = 300_000;

/// Most corners of all its shapes.
pub const MAX_CORNERS: usize = 8_000_000;

/// Most columns of attributes.
pub const MAX_COLUMNS: usize = 500;

/// Most attributes.
pub const MAX_CELLS: usize = 12_000_000;

/// Longest text of an attribute, bytes.
pub const MAX_TEXT_BYTES: usize = 64 << 10;

/// What a table gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LayerRead {
    /// The features with their attributes.
    pub data: LayerData,
    /// How many of each shape.
    pub counts: ShapeCounts,
    /// Refused rows; the first ten thousand.
    pub rejected: Vec<Rejected>,
    /// How many there are.
    pub rejected_count: u64,
    /// Features whose coordinates were turned: latitude stood first.
    pub turned_axes: u64,
    /// The reference system that the size of the coordinates speaks for, where none was named.
    pub detected_crs: Option<Crs>,
}

/// Reads the features. `file` names the table in messages.
///
/// # Errors
/// When nothing has a place, places have no column of names, or the table is larger than a layer may be.
pub fn read(table: &ListTable, mapping: &LayerMapping, file: &str) -> Result<LayerRead, LayerReadError> {
    read_along(table, mapping, Axes::default(), file)
}

/// As [`read`], with coordinates in the order that the file as a whole speaks for.
///
/// # Errors
/// As for [`read`].
pub fn read_along(
    table: &ListTable,
    mapping: &LayerMapping,
    axes: Axes,
    file: &str,
) -> Result<LayerRead, LayerReadError> {
    if mapping.name.trim().is_empty() {
        return Err(LayerReadError::NoName);
    }
    let has_pair = mapping.x.is_some() && mapping.y.is_some();
    if table.shapes.is_empty() && !has_pair && mapping.place.is_none() {
        return Err(LayerReadError::NoPlaces);
    }
    if mapping.kind == LayerKind::Places && mapping.label.is_none() {
        return Err(LayerReadError::NoNames);
    }
    let rows: Vec<&Row> = table.sheet.rows.iter().filter(|row| row.number > mapping.header_row).collect();
    check_size(table, mapping, rows.len())?;
    let decimal = mapping.decimal.unwrap_or(table.sheet.decimal);
    // In geodata a text with digits is a text; in a table, numbers may stand as text.
    let is_table = table.headers.is_none();
    let kinds: Vec<CellKind> =
        (0..mapping.headers.len()).map(|index| kind_of(&rows, index, is_table, decimal)).collect();
    let named = mapping.headers.iter().zip(&kinds).enumerate().map(|(index, (header, kind))| LayerColumn {
        name: if header.is_empty() { format!("column_{}", index + 1).into() } else { Arc::from(header.as_str()) },
        kind: *kind,
    });
    let mut reader = LayerReader {
        table,
        mapping,
        file: file.into(),
        ways: Ways::default(),
        axes,
        crs: table.crs_or(mapping.crs.as_deref()),
        read: LayerRead { data: LayerData { columns: named.collect(), features: Vec::new() }, ..LayerRead::default() },
    };
    for row in rows.iter().filter(|row| row.cells.iter().any(|cell| !cell.is_empty()) || has_shape(table, row)) {
        match reader.feature(row, &kinds, decimal) {
            Ok(feature) => reader.read.data.features.push(feature),
            Err(refused) => reader.reject(row.number, &refused.column, refused.reason, &row.original()),
        }
    }
    for (number, reason) in &table.refused {
        reader.reject(*number, "", reason.clone(), "");
    }
    let mut read = reader.read;
    level_kinds(&mut read.data.features);
    read.counts = read.data.counts();
    Ok(read)
}

fn has_shape(table: &ListTable, row: &Row) -> bool {
    table.shapes.contains_key(&row.number)
}

fn check_size(table: &ListTable, mapping: &LayerMapping, rows: usize) -> Result<(), LayerReadError> {
    if rows > MAX_FEATURES {
        return Err(LayerReadError::TooLarge(Reason::more("reason-more-rows", MAX_FEATURES)));
    }
    if mapping.headers.len() > MAX_COLUMNS {
        return Err(LayerReadError::TooLarge(Reason::more("reason-more-columns", MAX_COLUMNS)));
    }
    if rows.saturating_mul(mapping.headers.len()) > MAX_CELLS {
        return Err(LayerReadError::TooLarge(Reason::more("reason-more-cells", MAX_CELLS)));
    }
    if table.shapes.values().map(CoordsIter::coords_count).sum::<usize>() > MAX_CORNERS {
        return Err(LayerReadError::TooLarge(Reason::more("reason-more-corners", MAX_CORNERS)));
    }
    Ok(())
}

/// What all filled cells of a column are.
fn kind_of(rows: &[&Row], index: usize, is_table: bool, decimal: Decimal) -> CellKind {
    let mut kind = None;
    for cell in rows.iter().map(|row| row.get(index)).filter(|cell| !cell.is_empty()) {
        let one = match cell {
            Cell::Number(_) => CellKind::Number,
            Cell::Date(_) => CellKind::Date,
            // Its row is refused.
            Cell::Unclosed(_) => continue,
            Cell::Text(text) if is_table && number_of(text, decimal).is_some() => CellKind::Number,
            // No other text is written so, whatever types a format has.
            Cell::Text(text) if date_of(text).is_some() => CellKind::Date,
            _ => return CellKind::Text,
        };
        if kind.is_some_and(|kind| kind != one) {
            return CellKind::Text;
        }
        kind = Some(one);
    }
    kind.unwrap_or(CellKind::Text)
}

/// The number of a text that would be written so again: a code with noughts before it is none.
fn number_of(text: &str, decimal: Decimal) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_plain = digits.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b','));
    let is_code = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.") && !digits.starts_with("0,");
    if digits.is_empty() || digits.len() > 15 || !is_plain || is_code {
        return None;
    }
    number::parse(text, decimal)
}

fn date_of(text: &str) -> Option<jiff::civil::Date> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

/// Why a row is no feature.
struct Refused {
    column: String,
    reason: Reason,
}

struct LayerReader<'a> {
    table: &'a ListTable,
    mapping: &'a LayerMapping,
    file: Arc<str>,
    ways: Ways,
    axes: Axes,
    crs: Option<Crs>,
    read: LayerRead,
}

impl LayerReader<'_> {
    fn feature(&mut self, row: &Row, kinds: &[CellKind], decimal: Decimal) -> Result<Feature, Refused> {
        let refused = |column: &str, reason: Reason| Refused { column: column.to_owned(), reason };
        if let Some(reason) = row.damage() {
            return Err(refused("", reason));
        }
        let mut cells = Vec::with_capacity(kinds.len());
        for (index, kind) in kinds.iter().enumerate() {
            let cell = attribute(row.get(index), *kind, decimal);
            if matches!(&cell, LayerCell::Text(text) if text.len() > MAX_TEXT_BYTES) {
                return Err(refused(self.header(index), Reason::new("reason-text-long")));
            }
            cells.push(cell);
        }
        if self.mapping.kind == LayerKind::Places
            && let Some(label) = self.mapping.label
            && cells.get(label).is_none_or(|cell| *cell == LayerCell::Empty)
        {
            return Err(refused(self.header(label), Reason::new("reason-place-nameless")));
        }
        let geometry = match self.table.shapes.get(&row.number) {
            Some(shape) => self.shape(shape)?,
            None => self.placed(row)?,
        };
        Ok(Feature { geometry, cells: cells.into() })
    }

    fn header(&self, index: usize) -> &str {
        self.mapping.headers.get(index).map(String::as_str).unwrap_or_default()
    }

    /// The shape of a cell that holds one, else the point of two columns.
    fn placed(&mut self, row: &Row) -> Result<Geometry<f64>, Refused> {
        let text = self.mapping.place.map(|index| row.get(index).shown().trim().to_owned()).unwrap_or_default();
        if text.is_empty() {
            return self.point(row);
        }
        let column = self.mapping.place.map(|index| self.header(index)).unwrap_or_default().to_owned();
        let wrong = |reason: Reason| Refused { column: column.clone(), reason };
        let written = written::parse(&text);
        let written = written.ok_or_else(|| wrong(Reason::new("reason-not-place").with("text", &text)))?;
        if is_empty(&written.shape) {
            return Err(wrong(Reason::new("reason-shape-empty")));
        }
        // What is said of the file goes before what a row says.
        let crs = match self.crs {
            Some(crs) => Some(crs),
            None => written.crs().map_err(wrong)?,
        };
        self.carried(crs, &written.shape, &column)
    }

    /// The point of two columns.
    fn point(&mut self, row: &Row) -> Result<Geometry<f64>, Refused> {
        let none = || Refused { column: String::new(), reason: Reason::new("reason-no-shape") };
        let (first, second) = self.mapping.x.zip(self.mapping.y).ok_or_else(none)?;
        let number = |index: usize| {
            let wrong = |reason: Reason| Refused { column: self.header(index).to_owned(), reason };
            match row.get(index) {
                Cell::Number(number) => Ok(*number),
                Cell::Empty => Err(wrong(Reason::new("reason-no-coordinate"))),
                cell => {
                    let text = cell.shown();
                    number::parse_coordinate(&text)
                        .ok_or_else(|| wrong(Reason::new("reason-not-coordinate").with("text", &text)))
                }
            }
        };
        let (x, y) = (number(first)?, number(second)?);
        let column = self.header(first).to_owned();
        if x == 0.0 && y == 0.0 {
            return Err(Refused { column, reason: Reason::new("reason-origin") });
        }
        self.carried(self.crs, &geo::point!(x: x, y: y).into(), &column)
    }

    /// A shape of the file.
    fn shape(&mut self, shape: &Geometry<f64>) -> Result<Geometry<f64>, Refused> {
        let wrong = |reason| Refused { column: String::new(), reason };
        self.table.check_crs(self.crs).map_err(wrong)?;
        if is_empty(shape) {
            return Err(wrong(Reason::new("reason-shape-empty")));
        }
        self.carried(self.crs, shape, "")
    }

    /// The shape in degrees: its first corner tells the system where none is named, and which coordinate comes first.
    fn carried(&mut self, crs: Option<Crs>, shape: &Geometry<f64>, column: &str) -> Result<Geometry<f64>, Refused> {
        let wrong = |reason: Reason| Refused { column: column.to_owned(), reason };
        let Some(first) = shape.coords_iter().next() else { return Err(wrong(Reason::new("reason-shape-empty"))) };
        let way = self.ways.of(crs, (first.x, first.y)).map_err(wrong)?;
        let (_, is_turned) = way.place_along(self.axes, (first.x, first.y)).map_err(|error| wrong(error.reason()))?;
        let carried = shape.try_map_coords(|coord| {
            let (x, y) = if is_turned { (coord.y, coord.x) } else { (coord.x, coord.y) };
            let place = way.place(x, y)?;
            Ok::<_, NoPlace>(geo::Coord { x: place.lon(), y: place.lat() })
        });
        let carried = carried.map_err(|error| wrong(error.reason()))?;
        self.read.turned_axes += u64::from(is_turned);
        if crs.is_none() {
            self.read.detected_crs = Some(way.crs());
        }
        Ok(carried)
    }

    fn reject(&mut self, row: u64, column: &str, reason: Reason, original: &str) {
        let read = &mut self.read;
        refuse((&mut read.rejected, &mut read.rejected_count), &self.file, (row, column), reason, original);
    }
}

fn attribute(cell: &Cell, kind: CellKind, decimal: Decimal) -> LayerCell {
    match (cell, kind) {
        (Cell::Empty, _) => LayerCell::Empty,
        (Cell::Number(number), CellKind::Number) => LayerCell::Number(*number),
        (Cell::Date(date), CellKind::Date) => LayerCell::Date(*date),
        (cell, kind) => {
            let text = cell.shown();
            let number = || number_of(&text, decimal).filter(|_| kind == CellKind::Number).map(LayerCell::Number);
            let date = || date_of(&text).filter(|_| kind == CellKind::Date).map(LayerCell::Date);
            number().or_else(date).unwrap_or_else(|| LayerCell::Text(text.into()))
        }
    }
}

/// Whether nothing of a shape can be drawn.
fn is_empty(shape: &Geometry<f64>) -> bool {
    match shape {
        Geometry::Polygon(polygon) => polygon.exterior().0.len() < 4,
        Geometry::MultiPolygon(polygons) => polygons.iter().all(|polygon| polygon.exterior().0.len() < 4),
        Geometry::LineString(line) => line.0.len() < 2,
        Geometry::MultiLineString(lines) => lines.iter().all(|line| line.0.len() < 2),
        Geometry::GeometryCollection(parts) => parts.iter().all(is_empty),
        shape => shape.coords_iter().next().is_none(),
    }
}

/// Where a layer has areas and areas of several parts, all become the latter, so that it has one type of shape; lines
/// and points alike.
fn level_kinds(features: &mut [Feature]) {
    let mut has = (false, false, false);
    for feature in &*features {
        match feature.geometry {
            Geometry::MultiPoint(_) => has.0 = true,
            Geometry::MultiLineString(_) => has.1 = true,
            Geometry::MultiPolygon(_) => has.2 = true,
            _ => {}
        }
    }
    for feature in features.iter_mut() {
        let levelled: Option<Geometry<f64>> = match &feature.geometry {
            Geometry::Point(point) if has.0 => Some(MultiPoint(vec![*point]).into()),
            Geometry::LineString(line) if has.1 => Some(MultiLineString(vec![line.clone()]).into()),
            Geometry::Polygon(polygon) if has.2 => Some(MultiPolygon(vec![polygon.clone()]).into()),
            _ => None,
        };
        if let Some(levelled) = levelled {
            feature.geometry = levelled;
        }
    }
}
