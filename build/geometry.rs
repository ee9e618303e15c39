//! GeoJSON files: checked, then made into a compact form of whole numbers.
//!
//! The compact form: number of units in a degree; the distinct properties as JSON texts; then each feature as index
//! of its properties, geometry type and coordinates, each as the difference from the one before. All numbers are
//! variable-length (LEB128), differences zigzag-coded. `src/formats/bundle/geometry.rs` reads it.

use serde_json::Value;

use super::problem::{Problems, Row};
use super::schema::array;

/// A geometry by its parts: areas of rings of positions. A line is one area of one ring, a point a ring of one.
#[derive(Clone, Debug, PartialEq)]
pub struct Shape {
    /// Number of the type in well-known binary, 1 to 6.
    pub kind: u8,
    /// Parts.
    pub parts: Vec<Vec<Vec<[f64; 2]>>>,
}

/// A feature.
#[derive(Clone, Debug, PartialEq)]
pub struct Feature {
    /// Its properties, an object.
    pub properties: Value,
    /// Its geometry.
    pub shape: Shape,
}

/// Reads a feature collection; a wrong feature is noted and left out.
pub fn read(file: &str, text: &str, problems: &mut Problems) -> Vec<Feature> {
    let root: Value = match serde_json::from_str(text) {
        Ok(root) => root,
        Err(error) => {
            problems.add(file, Row::Line(error.line() as u64), "", error.to_string());
            return Vec::new();
        }
    };
    if root.get("type").and_then(Value::as_str) != Some("FeatureCollection") {
        problems.add(file, Row::File, "type", "not a FeatureCollection");
        return Vec::new();
    }
    let mut features = Vec::new();
    for (index, feature) in array(&root, "features").iter().enumerate() {
        match read_feature(feature) {
            Ok(feature) => features.push(feature),
            Err(reason) => problems.add(file, Row::Feature(index as u64 + 1), "geometry", reason),
        }
    }
    features
}

fn read_feature(feature: &Value) -> Result<Feature, String> {
    let geometry = feature.get("geometry").filter(|geometry| geometry.is_object()).ok_or("there is no geometry")?;
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or_default();
    let coordinates = geometry.get("coordinates").ok_or("there are no coordinates")?;
    let list = |value: &Value| value.as_array().cloned().ok_or_else(|| "coordinates are not a list".to_owned());
    let shape = match kind {
        "Point" => Shape { kind: 1, parts: vec![vec![vec![position(coordinates)?]]] },
        "LineString" => Shape { kind: 2, parts: vec![vec![line(coordinates)?]] },
        "Polygon" => Shape { kind: 3, parts: vec![polygon(coordinates)?] },
        "MultiPoint" => Shape { kind: 4, parts: vec![vec![positions(coordinates)?]] },
        "MultiLineString" => {
            Shape { kind: 5, parts: vec![list(coordinates)?.iter().map(line).collect::<Result<_, _>>()?] }
        }
        "MultiPolygon" => Shape { kind: 6, parts: list(coordinates)?.iter().map(polygon).collect::<Result<_, _>>()? },
        other => return Err(format!("unknown geometry type {other:?}")),
    };
    let properties = feature.get("properties").filter(|value| value.is_object()).cloned();
    Ok(Feature { properties: properties.unwrap_or_else(|| Value::Object(serde_json::Map::new())), shape })
}

fn position(value: &Value) -> Result<[f64; 2], String> {
    let number = |index| value.get(index).and_then(Value::as_f64).filter(|number: &f64| number.is_finite());
    let (Some(lon), Some(lat)) = (number(0), number(1)) else {
        return Err(format!("{value} is not a position"));
    };
    if lon.abs() > 180.0 || lat.abs() > 90.0 {
        return Err(format!("{lon}, {lat} is not on the globe"));
    }
    Ok([lon, lat])
}

fn positions(value: &Value) -> Result<Vec<[f64; 2]>, String> {
    value.as_array().ok_or("coordinates are not a list")?.iter().map(position).collect()
}

fn line(value: &Value) -> Result<Vec<[f64; 2]>, String> {
    let line = positions(value)?;
    if line.len() < 2 { Err(format!("a line of {} positions", line.len())) } else { Ok(line) }
}

fn polygon(value: &Value) -> Result<Vec<Vec<[f64; 2]>>, String> {
    let rings = value.as_array().filter(|rings| !rings.is_empty()).ok_or("an area without a ring")?;
    rings.iter().enumerate().map(|(index, ring)| oriented(ring, index == 0)).collect()
}

/// A closed ring, counter-clockwise where it is an outer one, as RFC 7946 has it.
fn oriented(value: &Value, is_outer: bool) -> Result<Vec<[f64; 2]>, String> {
    let mut ring = positions(value)?;
    if ring.len() < 4 {
        return Err(format!("a ring of {} positions", ring.len()));
    }
    if ring.first() != ring.last() {
        return Err("a ring is not closed".to_owned());
    }
    let doubled: f64 = ring.windows(2).map(|pair| pair[0][0] * pair[1][1] - pair[1][0] * pair[0][1]).sum();
    if (doubled > 0.0) != is_outer {
        ring.reverse();
    }
    Ok(ring)
}

/// The compact form of the features.
pub fn compact(features: &[Feature]) -> Vec<u8> {
    let units = units_per_degree(features);
    let mut texts: Vec<String> = features.iter().map(|feature| feature.properties.to_string()).collect();
    texts.sort_unstable();
    texts.dedup();
    let mut out = Vec::new();
    unsigned(&mut out, units);
    unsigned(&mut out, texts.len() as u64);
    for text in &texts {
        unsigned(&mut out, text.len() as u64);
        out.extend_from_slice(text.as_bytes());
    }
    unsigned(&mut out, features.len() as u64);
    let mut last = [0_i64; 2];
    for feature in features {
        let text = feature.properties.to_string();
        unsigned(&mut out, texts.binary_search(&text).unwrap_or_default() as u64);
        out.push(feature.shape.kind);
        unsigned(&mut out, feature.shape.parts.len() as u64);
        for part in &feature.shape.parts {
            unsigned(&mut out, part.len() as u64);
            for ring in part {
                unsigned(&mut out, ring.len() as u64);
                for position in ring {
                    for (last, degrees) in last.iter_mut().zip(position) {
                        let units = (degrees * units as f64).round() as i64;
                        let difference = units - *last;
                        unsigned(&mut out, ((difference << 1) ^ (difference >> 63)) as u64);
                        *last = units;
                    }
                }
            }
        }
    }
    out
}

/// As few units as keep every coordinate exactly, at most ten million (a centimetre).
fn units_per_degree(features: &[Feature]) -> u64 {
    let numbers = || {
        let parts = features.iter().flat_map(|feature| &feature.shape.parts);
        parts.flatten().flatten().flatten().copied()
    };
    let is_exact = |units: u64| numbers().all(|degrees| (degrees * units as f64).round() / units as f64 == degrees);
    [10_000, 100_000, 1_000_000].into_iter().find(|units| is_exact(*units)).unwrap_or(10_000_000)
}

fn unsigned(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push((value & 0x7f) as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
