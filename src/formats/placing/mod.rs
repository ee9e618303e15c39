//! Where the rows of a list lie: which columns hold that, how a place is written in one cell, and what the whole file
//! says of its reference system and the order of its coordinates.
//!
//! Contract: pure. A [`Survey`] looks at all rows together and never changes a reference system: it offers another one.
//! May use: `formats::{crs, layer, number, project, sheet}`, `model`.

pub mod survey;
pub mod written;

use geo::{CoordsIter, Geometry};

use super::crs::Crs;
use super::number;
use super::project_list::ListTable;
use super::sheet::Row;
use crate::model::{LonLat, Nis};

pub use survey::{Rows, Survey};
pub use written::Written;

/// Who knows where municipalities lie. A place counts as in one up to a few kilometres around it: boundaries may be
/// approximate, and a station or a bridge may lie just over one.
pub trait Areas {
    /// Whether a place lies in or near any municipality of Flanders and Brussels.
    fn is_in_region(&self, place: LonLat) -> bool;

    /// Whether it lies in or near this one, whose code is of today; `true` where nobody knows where that lies.
    fn is_near(&self, nis: Nis, place: LonLat) -> bool;
}

/// The columns that say where a row lies, by position.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlaceColumns {
    /// Pairs of coordinates, the first that is filled counts.
    pub pairs: Vec<(usize, usize)>,
    /// A place in one cell.
    pub written: Option<usize>,
    /// Code, name or postal code of a municipality; the first that is known counts.
    pub towns: Vec<usize>,
}

/// Coordinates of a row as the file has them.
#[derive(Clone, Debug, PartialEq)]
pub struct RawPlace {
    /// Number of the row.
    pub row: u64,
    /// First coordinate.
    pub x: f64,
    /// Second coordinate.
    pub y: f64,
    /// Reference system that the row names itself.
    pub crs: Option<Crs>,
    /// The municipality that the row states.
    pub town: Option<Nis>,
}

/// The coordinates of all rows that have any; what can't be read is left out, and refused elsewhere.
pub fn raw_places(
    table: &ListTable,
    header_row: u64,
    columns: &PlaceColumns,
    town: &mut dyn FnMut(&str) -> Option<Nis>,
) -> Vec<RawPlace> {
    let mut places = Vec::new();
    for row in table.sheet.rows.iter().filter(|row| row.number > header_row) {
        let Some((x, y, crs)) = raw_place(row, columns, table.shapes.get(&row.number)) else { continue };
        let town = columns.towns.iter().find_map(|index| town(row.get(*index).shown().trim()));
        places.push(RawPlace { row: row.number, x, y, crs, town });
    }
    places
}

/// Two coordinates of a row, with the system that it names itself.
fn raw_place(row: &Row, columns: &PlaceColumns, shape: Option<&Geometry<f64>>) -> Option<(f64, f64, Option<Crs>)> {
    let number = |index: usize| number::parse_coordinate(&row.get(index).shown());
    let pair = columns.pairs.iter().find_map(|(x, y)| Some((number(*x)?, number(*y)?, None)));
    let written = || {
        let written = written::parse(&row.get(columns.written?).shown())?;
        let (x, y) = first_corner(&written.shape)?;
        Some((x, y, written.crs().ok()?))
    };
    let of_shape = || first_corner(shape?).map(|(x, y)| (x, y, None));
    let found = pair.or_else(written).or_else(of_shape);
    found.filter(|(x, y, _)| x.is_finite() && y.is_finite() && (*x != 0.0 || *y != 0.0))
}

fn first_corner(shape: &Geometry<f64>) -> Option<(f64, f64)> {
    shape.coords_iter().next().map(|corner| (corner.x, corner.y))
}
