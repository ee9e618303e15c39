//! Any table with geometries as GeoJSON (RFC 7946), one feature on a line.

use std::io::Write;

use geo::Geometry;
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
        Ok(Self { out, keys, is_first: true, attached: String::new() })
    }
}

impl<W: Write> RowWriter for GeoJsonWriter<W> {
    fn row(&mut self, values: &[Value<'_>], geometry: Option<&Geometry<f64>>) -> Result<(), WriteError> {
        if !std::mem::take(&mut self.is_first) {
            self.out.write_all(b",\n")?;
        }
        let geometry = geometry.map_or(Json::Null, geometry_json);
        write!(self.out, "{{\"type\":\"Feature\",\"geometry\":{geometry},\"properties\":{{")?;
        for (index, (key, value)) in self.keys.iter().zip(values).enumerate() {
            if index > 0 {
                self.out.write_all(b",")?;
            }
            self.out.write_all(key.as_bytes())?;
            write_value(&mut self.out, value)?;
        }
        self.out.write_all(b"}}")?;
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

fn write_value(out: &mut impl Write, value: &Value<'_>) -> std::io::Result<()> {
    match value {
        Value::Missing => out.write_all(b"null")?,
        Value::Text(text) => serde_json::to_writer(out, text.as_ref())?,
        Value::Integer(number) => write!(out, "{number}")?,
        Value::Real(number) => serde_json::to_writer(out, number)?,
        Value::Boolean(yes) => out.write_all(if *yes { b"true" } else { b"false" })?,
    }
    Ok(())
}

/// The geometry with coordinates rounded to a centimetre; a multi-point of one point as a point.
fn geometry_json(geometry: &Geometry<f64>) -> Json {
    use geo::MapCoords;
    let round = |degrees: f64| (degrees * UNITS_PER_DEGREE).round() / UNITS_PER_DEGREE;
    let simple = match geometry {
        Geometry::MultiPoint(points) if points.0.len() == 1 => points.0.first().copied().map(Geometry::Point),
        _ => None,
    };
    let geometry = simple.as_ref().unwrap_or(geometry);
    let rounded = geometry.map_coords(|coord| geo::Coord { x: round(coord.x), y: round(coord.y) });
    serde_json::to_value(geojson::Geometry::from(&rounded)).unwrap_or(Json::Null)
}
