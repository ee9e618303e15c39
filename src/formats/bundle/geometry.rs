//! The compact form of GeoJSON files that `build/geometry.rs` writes and describes.

use geo::{Coord, Geometry, LineString, MultiLineString, MultiPoint, MultiPolygon, Polygon};
use serde_json::{Map, Value};

use super::BundleError;
use super::container::Bundle;

/// A layer: features with the number of their properties.
#[derive(Debug, Default)]
pub(super) struct Layer {
    /// Distinct properties.
    pub properties: Vec<Map<String, Value>>,
    /// Index of the properties, and geometry, of each feature.
    pub features: Vec<(usize, Geometry<f64>)>,
}

impl Layer {
    /// A property of a feature as text; empty where it has none.
    pub fn text(&self, properties: usize, name: &str) -> &str {
        let value = self.properties.get(properties).and_then(|map| map.get(name));
        value.and_then(Value::as_str).unwrap_or_default()
    }
}

/// Reads a layer of the bundle.
pub(super) fn read(bundle: &Bundle<'_>, path: &str) -> Result<Layer, BundleError> {
    decode(&bundle.bytes(path)?).ok_or_else(|| BundleError::Damaged(format!("not a layer: {path}")))
}

fn decode(bytes: &[u8]) -> Option<Layer> {
    let mut reader = Reader { bytes, units: 1.0, last: [0; 2] };
    reader.units = reader.unsigned()? as f64;
    if reader.units < 1.0 {
        return None;
    }
    let mut properties = Vec::new();
    for _ in 0..reader.unsigned()? {
        let length = usize::try_from(reader.unsigned()?).ok()?;
        let (text, rest) = reader.bytes.split_at_checked(length)?;
        reader.bytes = rest;
        properties.push(serde_json::from_slice(text).ok()?);
    }
    let mut features = Vec::new();
    for _ in 0..reader.unsigned()? {
        let index = usize::try_from(reader.unsigned()?).ok()?;
        features.push((index, reader.geometry()?));
    }
    Some(Layer { properties, features })
}

struct Reader<'a> {
    bytes: &'a [u8],
    units: f64,
    last: [i64; 2],
}

impl Reader<'_> {
    fn byte(&mut self) -> Option<u8> {
        let (first, rest) = self.bytes.split_first()?;
        self.bytes = rest;
        Some(*first)
    }

    fn unsigned(&mut self) -> Option<u64> {
        let mut value = 0_u64;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            value |= u64::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(value);
            }
        }
        None
    }

    fn position(&mut self) -> Option<Coord<f64>> {
        for axis in 0..2 {
            let coded = self.unsigned()?;
            let difference = (coded >> 1).cast_signed() ^ -(coded & 1).cast_signed();
            let last = self.last.get_mut(axis)?;
            *last = last.checked_add(difference)?;
        }
        let [x, y] = self.last;
        Some(Coord { x: x as f64 / self.units, y: y as f64 / self.units })
    }

    fn list<T>(&mut self, read: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = usize::try_from(self.unsigned()?).ok()?;
        // Every item takes at least a byte: a greater count is damage, and reserves nothing.
        if count > self.bytes.len() {
            return None;
        }
        let mut items = Vec::with_capacity(count);
        for _ in 0..count {
            items.push(read(self)?);
        }
        Some(items)
    }

    fn line(&mut self) -> Option<LineString<f64>> {
        self.list(Self::position).map(LineString)
    }

    fn geometry(&mut self) -> Option<Geometry<f64>> {
        let kind = self.byte()?;
        let mut parts = self.list(|reader| reader.list(Self::line))?;
        Some(match kind {
            1 => Geometry::Point((*parts.first()?.first()?.0.first()?).into()),
            2 => Geometry::LineString(parts.pop()?.pop()?),
            3 => Geometry::Polygon(polygon(parts.pop()?)?),
            4 => Geometry::MultiPoint(MultiPoint::from(parts.pop()?.pop()?.0)),
            5 => Geometry::MultiLineString(MultiLineString(parts.pop()?)),
            6 => Geometry::MultiPolygon(MultiPolygon(parts.into_iter().map(polygon).collect::<Option<_>>()?)),
            _ => return None,
        })
    }
}

fn polygon(rings: Vec<LineString<f64>>) -> Option<Polygon<f64>> {
    let mut rings = rings.into_iter();
    Some(Polygon::new(rings.next()?, rings.collect()))
}
