//! The shape of a project on the ground, where it is more than a point: lines, areas, several points.
//!
//! Contract: a footprint is never empty and never a single point; its coordinates are WGS84 degrees on the globe, in
//! whole units of [`UNITS_PER_DEGREE`], so that a file that holds centimetres gives back an equal one. May use: `geo`.

use std::fmt::Write;

use geo::{BoundingRect, Coord, CoordsIter, Geometry, MapCoords};
use serde::{Deserialize, Serialize};

use super::geometry_blob::{decode_wkb, write_wkb};
use super::own_layer::ShapeCounts;
use super::place::{BoundingBox, LonLat};

/// What coordinates are rounded to: about a centimetre, as GeoJSON is written.
pub const UNITS_PER_DEGREE: f64 = 1e7;

/// Two footprints closer than this are one that went through another reference system, degrees (about two centimetres).
const SAME_WITHIN_DEGREES: f64 = 2.5e-7;

/// A shape that is more than a point.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Footprint(Geometry<f64>);

/// The text is no footprint.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a shape in hexadecimal well-known binary")]
pub struct InvalidFootprint;

impl Footprint {
    /// The footprint of a shape in degrees, rounded; `None` for a point, for nothing, and for what lies off the globe.
    pub fn new(shape: &Geometry<f64>) -> Option<Self> {
        let is_on_globe = shape.coords_iter().all(|coord| LonLat::new(coord.x, coord.y).is_ok());
        if !is_on_globe || shape.coords_iter().next().is_none() || Self::is_point(shape) {
            return None;
        }
        let shape = shape.map_coords(|coord| Coord { x: rounded(coord.x), y: rounded(coord.y) });
        // What well-known binary has no word for becomes what it is written as.
        Some(Self(match shape {
            Geometry::Line(line) => Geometry::LineString(line.into()),
            Geometry::Rect(rect) => Geometry::Polygon(rect.to_polygon()),
            Geometry::Triangle(triangle) => Geometry::Polygon(triangle.to_polygon()),
            other => other,
        }))
    }

    /// Whether a shape is one point, by itself or as the only one of several.
    pub fn is_point(shape: &Geometry<f64>) -> bool {
        match shape {
            Geometry::Point(_) => true,
            Geometry::MultiPoint(points) => points.0.len() == 1,
            _ => false,
        }
    }

    /// The shape.
    pub const fn geometry(&self) -> &Geometry<f64> {
        &self.0
    }

    /// How many points, lines and areas it is made of.
    pub fn counts(&self) -> ShapeCounts {
        counted(&self.0)
    }

    /// The box that it lies in.
    pub fn bounds(&self) -> Option<BoundingBox> {
        let rect = self.0.bounding_rect()?;
        let (least, most) = (rect.min(), rect.max());
        Some(BoundingBox { west: least.x, south: least.y, east: most.x, north: most.y })
    }

    /// Whether another has the same parts and every coordinate within some two centimetres.
    pub fn is_about(&self, other: &Self) -> bool {
        let is_near = |(one, other): (Coord<f64>, Coord<f64>)| {
            (one.x - other.x).abs() <= SAME_WITHIN_DEGREES && (one.y - other.y).abs() <= SAME_WITHIN_DEGREES
        };
        *self == *other
            || self.0.coords_count() == other.0.coords_count()
                && self.outline() == other.outline()
                && self.0.coords_iter().zip(other.0.coords_iter()).all(is_near)
    }

    /// Its well-known binary with every coordinate at the origin: what is left is which parts it has.
    fn outline(&self) -> Vec<u8> {
        let mut parts = Vec::new();
        write_wkb(&mut parts, &self.0.map_coords(|_| Coord { x: 0.0, y: 0.0 }));
        parts
    }
}

impl TryFrom<String> for Footprint {
    type Error = InvalidFootprint;

    fn try_from(hex: String) -> Result<Self, InvalidFootprint> {
        let digits = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
        let bytes =
            digits.map(|pair| pair.filter(|pair| pair.len() == 2).and_then(|two| u8::from_str_radix(two, 16).ok()));
        let bytes = bytes.collect::<Option<Vec<u8>>>().ok_or(InvalidFootprint)?;
        let shape = decode_wkb(&bytes).map_err(|_| InvalidFootprint)?.ok_or(InvalidFootprint)?;
        Self::new(&shape).ok_or(InvalidFootprint)
    }
}

impl From<Footprint> for String {
    fn from(footprint: Footprint) -> Self {
        let mut bytes = Vec::new();
        write_wkb(&mut bytes, &footprint.0);
        bytes.iter().fold(Self::with_capacity(bytes.len() * 2), |mut hex, byte| {
            // Writing to a string can't fail.
            let _written = write!(hex, "{byte:02x}");
            hex
        })
    }
}

fn counted(shape: &Geometry<f64>) -> ShapeCounts {
    let [points, lines, areas] = match shape {
        Geometry::Point(_) => [1, 0, 0],
        Geometry::MultiPoint(points) => [points.0.len(), 0, 0],
        Geometry::Line(_) | Geometry::LineString(_) => [0, 1, 0],
        Geometry::MultiLineString(lines) => [0, lines.0.len(), 0],
        Geometry::Polygon(_) | Geometry::Rect(_) | Geometry::Triangle(_) => [0, 0, 1],
        Geometry::MultiPolygon(areas) => [0, 0, areas.0.len()],
        Geometry::GeometryCollection(parts) => {
            return parts.iter().map(counted).fold(ShapeCounts::default(), |sum, part| ShapeCounts {
                points: sum.points + part.points,
                lines: sum.lines + part.lines,
                areas: sum.areas + part.areas,
            });
        }
    };
    ShapeCounts { points: points as u64, lines: lines as u64, areas: areas as u64 }
}

fn rounded(degrees: f64) -> f64 {
    (degrees * UNITS_PER_DEGREE).round() / UNITS_PER_DEGREE
}

#[cfg(test)]
mod tests {
    use geo::{line_string, point, polygon};
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_point_and_nothing_are_no_footprint() {
        let none: [Geometry<f64>; 4] = [
            point!(x: 3.7, y: 51.0).into(),
            geo::MultiPoint(vec![point!(x: 3.7, y: 51.0)]).into(),
            geo::LineString::<f64>(Vec::new()).into(),
            line_string![(x: 3.7, y: 51.0), (x: 3.7, y: 191.0)].into(),
        ];
        for shape in none {
            assert_eq!(Footprint::new(&shape), None, "{shape:?}");
        }
        let two = geo::MultiPoint(vec![point!(x: 3.7, y: 51.0), point!(x: 3.8, y: 51.0)]);
        assert!(Footprint::new(&two.into()).is_some());
    }

    #[test]
    fn the_parts_of_a_shape_are_counted_each_by_itself() {
        let area = geo::Rect::new((3.0, 51.0), (3.1, 51.1)).to_polygon();
        let parts: Vec<Geometry<f64>> = vec![
            geo::MultiPolygon(vec![area.clone(), area]).into(),
            line_string![(x: 3.0, y: 51.0), (x: 3.1, y: 51.0)].into(),
            geo::MultiPoint(vec![point!(x: 3.7, y: 51.0), point!(x: 3.8, y: 51.0), point!(x: 3.9, y: 51.0)]).into(),
        ];
        let shape =
            Footprint::new(&Geometry::GeometryCollection(geo::GeometryCollection(parts))).expect("several shapes");
        assert_eq!(shape.counts(), ShapeCounts { points: 3, lines: 1, areas: 2 });
    }

    #[test]
    fn footprints_of_other_parts_are_not_about_the_same() {
        let ring = line_string![(x: 3.0, y: 51.0), (x: 3.1, y: 51.0), (x: 3.1, y: 51.1), (x: 3.0, y: 51.0)];
        let line = Footprint::new(&ring.clone().into()).expect("a line");
        let area = Footprint::new(&geo::Polygon::new(ring.clone(), Vec::new()).into()).expect("an area");
        assert!(!line.is_about(&area));
        let moved =
            |by: f64| Footprint::new(&Geometry::from(ring.clone()).map_coords(|at| Coord { x: at.x + by, ..at }));
        assert!(line.is_about(&moved(1e-7).expect("a line")) && !line.is_about(&moved(1e-5).expect("a line")));
    }

    proptest! {
        #[test]
        fn it_is_the_same_when_made_or_written_again(
            coords in prop::collection::vec((-180.0..180.0_f64, -90.0..90.0_f64), 3..9)
        ) {
            let area = geo::Polygon::new(coords.into_iter().collect(), vec![polygon![(x: 1.0, y: 1.0)].exterior().clone()]);
            let footprint = Footprint::new(&area.into()).expect("an area");
            let again = Footprint::new(footprint.geometry());
            prop_assert_eq!(again.as_ref(), Some(&footprint));
            let text = serde_json::to_string(&footprint).expect("it is written");
            prop_assert_eq!(serde_json::from_str::<Footprint>(&text).expect("it is read"), footprint);
        }
    }
}
