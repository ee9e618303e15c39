//! Any table with geometries as GeoJSON (RFC 7946), one feature on a line.

use std::io::Write;

use geo::{Geometry, MapCoords, Point};
use serde_json::Value as Json;

use crate::formats::table::{Column, RowWriter, Value, WriteError};

/// Decimals of a coordinate: about a centimetre.
const UNITS_PER_DEGREE: f64 = 1e7;

/// Writes a feature collection.
#[derive(Debug)]
pub struct GeoJsonWriter<W> {
    out: W,
    /// Names of the columns in JSON, colons after them.
    keys: Vec<String>,
    /// The feature under way: small pieces gather here, so that only whole ones go to the file.
    feature: Vec<u8>,
    is_first: bool,
    attached: String,
}

impl<W: Write> GeoJsonWriter<W> {
    /// Begins a collection with a name.
    ///
    /// # Errors
    /// When the file or stream refuses it.
    pub fn new(mut out: W, name: &str, columns: &[Column]) -> Result<Self, WriteError> {
        writeln!(out, "{{\"type\":\"FeatureCollection\",\"name\":{},\"features\":[", Json::from(name))?;
        let keys = columns.iter().map(|column| format!("{}:", Json::from(column.key.as_ref()))).collect();
        Ok(Self { out, keys, feature: Vec::new(), is_first: true, attached: String::new() })
    }
}

impl<W: Write + Send> RowWriter for GeoJsonWriter<W> {
    fn takes_geometry(&self) -> bool {
        true
    }

    fn row(&mut self, values: &[Value<'_>], geometry: Option<&Geometry<f64>>) -> Result<(), WriteError> {
        let feature = &mut self.feature;
        feature.clear();
        if !std::mem::take(&mut self.is_first) {
            feature.extend_from_slice(b",\n");
        }
        feature.extend_from_slice(b"{\"type\":\"Feature\",\"geometry\":");
        match geometry {
            Some(geometry) => write_geometry(feature, geometry)?,
            None => feature.extend_from_slice(b"null"),
        }
        feature.extend_from_slice(b",\"properties\":{");
        for (index, (key, value)) in self.keys.iter().zip(values).enumerate() {
            if index > 0 {
                feature.push(b',');
            }
            feature.extend_from_slice(key.as_bytes());
            write_value(feature, value)?;
        }
        feature.extend_from_slice(b"}}");
        self.out.write_all(feature)?;
        Ok(())
    }

    /// As a member of the collection, which RFC 7946 allows for (clause 6.1); JSON stays JSON.
    fn attach(&mut self, name: &str, text: &str) -> Result<(), WriteError> {
        let json: Json = serde_json::from_str(text).unwrap_or_else(|_| Json::from(text));
        self.attached.push_str(&format!(",\n{}:{json}", Json::from(name)));
        Ok(())
    }

    fn finish(mut self: Box<Self>) -> Result<(), WriteError> {
        writeln!(self.out, "\n]{}}}", self.attached)?;
        self.out.flush()?;
        Ok(())
    }
}

fn write_value(out: &mut Vec<u8>, value: &Value<'_>) -> std::io::Result<()> {
    match value {
        Value::Missing => out.extend_from_slice(b"null"),
        Value::Text(text) => serde_json::to_writer(out, text.as_ref())?,
        Value::Integer(number) => serde_json::to_writer(out, number)?,
        Value::Real(number) => serde_json::to_writer(out, number)?,
        Value::Boolean(yes) => out.extend_from_slice(if *yes { b"true" } else { b"false" }),
        // JSON has no moments: ISO 8601.
        Value::Moment(time) => write!(out, "\"{time}\"")?,
    }
    Ok(())
}

/// Writes a geometry with coordinates rounded to a centimetre; a multi-point of one point as a point.
fn write_geometry(out: &mut Vec<u8>, geometry: &Geometry<f64>) -> std::io::Result<()> {
    match geometry {
        // What nearly every row has; it needs no tree of JSON in memory.
        Geometry::Point(point) => write_point(out, *point)?,
        Geometry::MultiPoint(points) if points.0.len() == 1 => {
            points.iter().try_for_each(|point| write_point(out, *point))?;
        }
        other => serde_json::to_writer(out, &geometry_json(other))?,
    }
    Ok(())
}

fn write_point(out: &mut Vec<u8>, point: Point<f64>) -> std::io::Result<()> {
    out.extend_from_slice(b"{\"coordinates\":");
    serde_json::to_writer(&mut *out, &[rounded(point.x()), rounded(point.y())])?;
    out.extend_from_slice(b",\"type\":\"Point\"}");
    Ok(())
}

fn geometry_json(geometry: &Geometry<f64>) -> Json {
    let rounded = geometry.map_coords(|coord| geo::Coord { x: rounded(coord.x), y: rounded(coord.y) });
    serde_json::to_value(geojson::Geometry::from(&rounded)).unwrap_or(Json::Null)
}

fn rounded(degrees: f64) -> f64 {
    (degrees * UNITS_PER_DEGREE).round() / UNITS_PER_DEGREE
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_point_is_written_as_by_the_library(x in -180.0..180.0_f64, y in -90.0..90.0_f64) {
            let point = Point::new(x, y);
            for (x, y) in [(x, y), (x.round(), 0.0), (x * 1e-6, -0.0)] {
                let point = Point::new(x, y);
                let mut written = Vec::new();
                write_geometry(&mut written, &Geometry::Point(point)).expect("memory takes it");
                let expected = geometry_json(&Geometry::Point(point)).to_string();
                prop_assert_eq!(String::from_utf8(written), Ok(expected));
            }
            let mut alone = Vec::new();
            write_geometry(&mut alone, &Geometry::MultiPoint(vec![point].into())).expect("memory takes it");
            prop_assert_eq!(String::from_utf8(alone), Ok(geometry_json(&Geometry::Point(point)).to_string()));
        }
    }
}
