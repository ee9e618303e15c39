//! Official boundaries of municipalities from GeoJSON, as OGC API Features and WFS services and files give them.
//!
//! Contract: WGS84 or Lambert, in either order of axes; codes of any vintage are carried to the municipalities of
//! today, the areas of merged ones dissolved. A municipality is given only where every part of it was there. May use:
//! `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Read;
use std::sync::Arc;

use geo::orient::Direction;
use geo::{Coord, CoordsIter, Geometry, MapCoords, MultiPolygon, Orient, Validation, unary_union};
use serde_json::Value;

use super::crs::{BELGIUM, Crs, ToWgs84};
use super::geojson::{Features, GeoJsonError};
use crate::model::reason::explained_error;
use crate::model::{Boundary, BoundaryAccuracy, Explained, MergerTimeline, Nis, Reason, Rejected};

/// Names under which services give the code, in lower case.
const CODE_NAMES: [&str; 9] =
    ["niscode", "nis", "cd_munty_refnis", "nis_code", "nis_code_2025", "refnis", "cd_refnis", "nationalcode", "code"];

/// Most features that are read: Belgium has 565 municipalities, and some services give parts.
const MAX_FEATURES: u64 = 100_000;

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BoundariesRead {
    /// Areas by municipality of today, ordered by code, marked official.
    pub boundaries: Vec<(Nis, Arc<Boundary>)>,
    /// Municipalities asked for that are not there, or not with all their parts; ordered.
    pub missing: Vec<Nis>,
    /// Municipalities whose area was dissolved from those that they were merged from; ordered.
    pub dissolved: Vec<Nis>,
    /// Areas that crossed themselves and were mended; ordered.
    pub mended: Vec<Nis>,
    /// Features of municipalities that were not asked for (of Wallonia, for instance).
    pub foreign_count: u64,
    /// Features that could not be used.
    pub rejected: Vec<Rejected>,
}

/// No boundaries could be read at all.
#[derive(Debug)]
pub enum BoundariesError {
    /// The text is no GeoJSON.
    GeoJson {
        /// Why.
        error: GeoJsonError,
        /// File or address.
        file: String,
    },
    /// It has no area of any municipality asked for. The first refused feature tells why.
    Nothing {
        /// What was wrong with the first feature.
        reason: Reason,
        /// File or address.
        file: String,
    },
}

impl Explained for BoundariesError {
    fn reason(&self) -> Reason {
        match self {
            Self::GeoJson { error, file } => error.reason().in_file(file),
            Self::Nothing { reason, file } => Reason::new("reason-no-area").because(reason.clone()).in_file(file),
        }
    }
}

explained_error!(BoundariesError);

/// Reads boundaries of the municipalities `wanted` (codes of today).
///
/// # Errors
/// When there is no area of any of them; a bad feature is no error but stands in the result.
pub fn read(
    input: impl Read,
    file: &str,
    wanted: &[Nis],
    timeline: &MergerTimeline,
) -> Result<BoundariesRead, BoundariesError> {
    let in_file = |error| BoundariesError::GeoJson { error, file: file.to_owned() };
    let mut features = Features::new(input).map_err(in_file)?;
    let wanted: BTreeSet<Nis> = wanted.iter().copied().collect();
    let mut read = BoundariesRead::default();
    let mut areas: BTreeMap<Nis, Vec<MultiPolygon<f64>>> = BTreeMap::new();
    while let Some(feature) = features.next_feature().map_err(in_file)? {
        let named = features.crs();
        let code = feature.json.as_ref().map_err(|reason| ("", reason.clone())).and_then(code);
        if let Ok(code) = code
            && !wanted.contains(&timeline.today(code))
        {
            read.foreign_count += 1;
            continue;
        }
        let area = code.and_then(|code| {
            let json = feature.json.as_ref().map_err(|reason| ("", reason.clone()))?;
            Ok((code, area(json, named).map_err(|reason| ("geometry", reason))?))
        });
        match area {
            Ok((code, area)) => areas.entry(code).or_default().push(area),
            Err((column, reason)) => read.rejected.push(Rejected {
                file: Arc::from(file),
                row: feature.number,
                column: Arc::from(column),
                reason,
                original: Arc::from(feature.original),
                header: Arc::default(),
            }),
        }
        if feature.number >= MAX_FEATURES {
            break;
        }
    }
    assemble(&mut read, &areas, &wanted, timeline);
    if read.boundaries.is_empty() {
        let none = || Reason::new("reason-none-found");
        let first = read.rejected.first().map_or_else(none, |one| one.reason.clone());
        return Err(BoundariesError::Nothing { reason: first, file: file.to_owned() });
    }
    Ok(read)
}

/// The areas of today from those of any vintage.
fn assemble(
    read: &mut BoundariesRead,
    areas: &BTreeMap<Nis, Vec<MultiPolygon<f64>>>,
    wanted: &BTreeSet<Nis>,
    timeline: &MergerTimeline,
) {
    for nis in wanted {
        if !is_whole(*nis, areas, timeline, 0) {
            read.missing.push(*nis);
            continue;
        }
        let codes = timeline.codes_of(*nis);
        // A code of today that is there stands for itself; vanished codes beside it are parts only where it lived on.
        let parts: Vec<&MultiPolygon<f64>> = codes.iter().filter_map(|code| areas.get(code)).flatten().collect();
        let is_invalid = parts.iter().any(|part| !part.is_valid());
        if codes.iter().any(|code| code != nis && areas.contains_key(code)) {
            read.dissolved.push(*nis);
        }
        let geometry = match parts.as_slice() {
            [one] if !is_invalid => (*one).clone(),
            several => {
                if is_invalid {
                    read.mended.push(*nis);
                }
                unary_union(several.iter().copied())
            }
        };
        if geometry.0.is_empty() {
            read.missing.push(*nis);
            continue;
        }
        let geometry = geometry.orient(Direction::Default);
        read.boundaries.push((*nis, Arc::new(Boundary { geometry, accuracy: BoundaryAccuracy::Official })));
    }
}

/// Whether a municipality is there itself, or in all the parts that it was merged from. Where only one part is listed
/// the code lived on through the merger: then it must be there itself.
fn is_whole(nis: Nis, areas: &BTreeMap<Nis, Vec<MultiPolygon<f64>>>, timeline: &MergerTimeline, depth: usize) -> bool {
    if areas.contains_key(&nis) {
        return true;
    }
    let merged = timeline.mergers().iter().filter(|merger| merger.new == nis && merger.old != nis);
    let parts: Vec<Nis> = merged.map(|merger| merger.old).collect();
    // The depth guards against a circle in the data.
    parts.len() > 1 && depth < 8 && parts.iter().all(|part| is_whole(*part, areas, timeline, depth + 1))
}

/// The municipality code of a feature.
fn code(feature: &Value) -> Result<Nis, (&'static str, Reason)> {
    let properties = feature.get("properties").and_then(Value::as_object);
    let find = |name: &&str| {
        let mut found = properties.into_iter().flatten().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        found.find_map(|(_, value)| plain_code(value))
    };
    CODE_NAMES.iter().find_map(find).ok_or_else(|| ("nis", Reason::new("reason-no-municipality-code")))
}

fn plain_code(value: &Value) -> Option<Nis> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        Value::Number(number) => Nis::try_from(u32::try_from(number.as_u64()?).ok()?).ok(),
        _ => None,
    }
}

/// The area of a feature in WGS84.
fn area(feature: &Value, named: Option<Result<Crs, String>>) -> Result<MultiPolygon<f64>, Reason> {
    let json = feature.get("geometry").filter(|geometry| geometry.is_object()).ok_or(Reason::new("reason-no-shape"))?;
    let geometry: geojson::Geometry = serde_json::from_value(json.clone()).map_err(Reason::said)?;
    let geometry = match Geometry::<f64>::try_from(geometry).map_err(Reason::said)? {
        Geometry::Polygon(polygon) => MultiPolygon(vec![polygon]),
        Geometry::MultiPolygon(polygons) => polygons,
        _ => return Err(Reason::new("reason-not-area")),
    };
    let first = geometry.coords_iter().next().ok_or(Reason::new("reason-shape-empty"))?;
    let crs = match named {
        Some(Ok(crs)) => crs,
        Some(Err(name)) => return Err(Reason::new("reason-crs-unknown").with("name", name)),
        None => Crs::from_magnitude(first.x, first.y)
            .ok_or_else(|| Reason::new("reason-crs-untold").with("x", first.x).with("y", first.y))?,
    };
    // Services that say WGS84 in a `crs` member may still send metres.
    let crs = if crs == Crs::Wgs84 { Crs::from_magnitude(first.x, first.y).unwrap_or(crs) } else { crs };
    let transform = ToWgs84::new(crs);
    let (_, is_turned) = transform.place_either_way(first.x, first.y).map_err(|error| error.reason())?;
    geometry.try_map_coords(|coord| {
        let (x, y) = if is_turned { (coord.y, coord.x) } else { (coord.x, coord.y) };
        match transform.place(x, y) {
            Ok(place) if BELGIUM.contains(place) => Ok(Coord { x: place.lon(), y: place.lat() }),
            _ => Err(Reason::new("reason-outside-belgium").with("x", coord.x).with("y", coord.y)),
        }
    })
}

#[cfg(test)]
#[path = "boundaries_tests.rs"]
mod tests;
