//! Which columns and indicators an export has, and in which reference system its coordinates stand.
//!
//! Contract: without a choice every row passes as it is. Coordinates in metres are rounded to a tenth of a millimetre, so
//! that they do not depend on the last digit of a machine's arithmetic.

use std::borrow::Cow;

use geo::{Coord, Geometry, MapCoords};
use serde::{Deserialize, Serialize};

use super::rows::Sheet;
use super::{ExportError, ExportRequest, Format, What};
use crate::formats::crs::{Crs, ToWgs84};
use crate::formats::table::{Column, Value};
use crate::model::{IndicatorId, LonLat};

/// Digits that are kept of coordinates in metres, as a factor.
const TENTHS_OF_MILLIMETRES: f64 = 10_000.0;

/// What was chosen; by default all columns, in WGS84, and of indicators that of the view.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Layout {
    /// Columns in their order, by key or title; none = all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<String>,
    /// Reference system of the coordinates; `None` = WGS84.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crs: Option<Crs>,
    /// Indicators beneath each other, in this order; none = that of the view.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub indicators: Vec<IndicatorId>,
}

impl Layout {
    /// Whether nothing was chosen.
    pub fn is_default(&self) -> bool {
        self.columns.is_empty() && self.indicators.is_empty() && self.system() == Crs::Wgs84
    }

    /// The reference system.
    pub fn system(&self) -> Crs {
        self.crs.unwrap_or(Crs::Wgs84)
    }
}

/// The values and the geometry of a row as they are written.
type Shaped<'a> = (Cow<'a, [Value<'a>]>, Option<Cow<'a, Geometry<f64>>>);

/// Brings the rows of a sheet into a layout.
pub(super) struct Shaper {
    /// Which values are kept, in their order.
    keep: Option<Vec<usize>>,
    way: Option<ToWgs84>,
    /// Columns of longitude and latitude.
    coordinates: Option<[usize; 2]>,
}

impl Shaper {
    /// A shaper that changes nothing.
    pub const NONE: Self = Self { keep: None, way: None, coordinates: None };

    /// The shaper of a request; the columns of the sheet become those that are written.
    pub fn new(request: &ExportRequest, sheet: &mut Sheet) -> Result<Self, ExportError> {
        let layout = &request.layout;
        let (plain, crs) = (sheet.columns.clone(), layout.system());
        let mut shaper = Self::NONE;
        if crs != Crs::Wgs84 {
            if request.format == Format::GeoJson {
                return Err(ExportError::GeoJsonCrs(crs));
            }
            shaper.coordinates = rename(&mut sheet.columns, crs);
            shaper.way = Some(ToWgs84::new(crs));
        }
        if !layout.columns.is_empty() {
            let keep = chosen(&layout.columns, &plain, &sheet.columns)?;
            sheet.columns = keep.iter().filter_map(|at| sheet.columns.get(*at)).cloned().collect();
            shaper.keep = Some(keep);
        }
        let is_kept = |at: &usize| shaper.keep.as_ref().is_none_or(|keep| keep.contains(at));
        let has_columns = shaper.coordinates.is_some_and(|columns| columns.iter().any(is_kept));
        if crs != Crs::Wgs84 && !has_columns && !has_geometry(request.what, request.format) {
            return Err(ExportError::NoCoordinates(crs));
        }
        Ok(shaper)
    }

    /// The values and the geometry of a row as they are written.
    pub fn row<'a>(
        &self,
        values: &'a [Value<'a>],
        geometry: Option<&'a Geometry<f64>>,
    ) -> Result<Shaped<'a>, ExportError> {
        let mut values = Cow::Borrowed(values);
        let mut geometry = geometry.map(Cow::Borrowed);
        if let Some(way) = &self.way {
            if let Some([x, y]) = self.coordinates {
                project_values(values.to_mut(), x, y, way)?;
            }
            if let Some(plain) = &geometry {
                let coord = |at: Coord<f64>| project(way, at.x, at.y).map(|(x, y)| Coord { x, y });
                geometry = Some(Cow::Owned(plain.try_map_coords(coord)?));
            }
        }
        if let Some(keep) = &self.keep {
            values =
                keep.iter().map(|at| values.get(*at).cloned().unwrap_or(Value::Missing)).collect::<Vec<_>>().into();
        }
        Ok((values, geometry))
    }
}

/// Whether such a file has a geometry for each row.
pub(super) const fn has_geometry(what: What, format: Format) -> bool {
    match format {
        Format::GeoJson | Format::GeoPackage => true,
        Format::Parquet => has_places(what),
        _ => false,
    }
}

/// Whether the rows of a table have a place each.
pub const fn has_places(what: What) -> bool {
    matches!(what, What::Projects | What::Sensors | What::Observations)
}

/// Names the columns of longitude and latitude after another system and tells where they are.
fn rename(columns: &mut [Column], crs: Crs) -> Option<[usize; 2]> {
    let at = |key: &str| columns.iter().position(|column| column.key == key);
    let found = [at("lon")?, at("lat")?];
    for (at, name) in found.into_iter().zip(["x", "y"]) {
        if let Some(column) = columns.get_mut(at) {
            column.key = format!("{name}_{}", crs.epsg()).into();
            column.title = format!("{name} ({crs})");
        }
    }
    Some(found)
}

/// Places of the chosen columns; a column that is named twice is there once.
fn chosen(names: &[String], plain: &[Column], named: &[Column]) -> Result<Vec<usize>, ExportError> {
    let mut keep = Vec::with_capacity(names.len());
    for name in names {
        let is_meant = |column: &Column| column.key == name.as_str() || column.title == *name;
        let found = plain.iter().position(is_meant).or_else(|| named.iter().position(is_meant));
        let at = found.ok_or_else(|| ExportError::UnknownColumn {
            name: name.clone(),
            known: named.iter().map(|column| column.key.as_ref()).collect::<Vec<_>>().join(", "),
        })?;
        if !keep.contains(&at) {
            keep.push(at);
        }
    }
    Ok(keep)
}

fn project_values(values: &mut [Value<'_>], x: usize, y: usize, way: &ToWgs84) -> Result<(), ExportError> {
    let (Some(Value::Real(lon)), Some(Value::Real(lat))) = (values.get(x), values.get(y)) else { return Ok(()) };
    let (new_x, new_y) = project(way, *lon, *lat)?;
    for (at, value) in [(x, new_x), (y, new_y)] {
        if let Some(place) = values.get_mut(at) {
            *place = Value::Real(value);
        }
    }
    Ok(())
}

fn project(way: &ToWgs84, lon: f64, lat: f64) -> Result<(f64, f64), ExportError> {
    let found = LonLat::new(lon, lat).ok().and_then(|place| way.coordinates(place));
    let (x, y) = found.ok_or(ExportError::NoPlace { lon, lat, crs: way.crs() })?;
    Ok((rounded(x), rounded(y)))
}

fn rounded(metres: f64) -> f64 {
    (metres * TENTHS_OF_MILLIMETRES).round() / TENTHS_OF_MILLIMETRES
}
