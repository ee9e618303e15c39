//! Polygons from loose rings, as Esri stores them: outer rings run clockwise, holes the other way, in any order (ESRI
//! Shapefile Technical Description, July 1998; ArcGIS REST API, geometry objects). May use: nothing of the crate.

use crate::model::Reason;
use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{BoundingRect, Coord, Geometry, LineString, MultiPolygon, Polygon, Rect};

/// Most pairs of an outer ring and a hole that are compared.
const MAX_PAIRS: usize = 20_000_000;

/// An outer ring with what was found of it.
struct Outer {
    ring: LineString<f64>,
    bounds: Option<Rect<f64>>,
    area: f64,
    holes: Vec<LineString<f64>>,
}

/// The polygon or polygons of rings; `None` where there is no ring.
pub(super) fn assemble(rings: Vec<LineString<f64>>) -> Result<Option<Geometry<f64>>, Reason> {
    let (mut outers, mut holes) = (Vec::new(), Vec::new());
    for ring in rings.into_iter().filter(|ring| ring.0.len() >= 3) {
        let area = signed_area(&ring);
        if area > 0.0 {
            holes.push(ring);
        } else {
            outers.push(outer(ring));
        }
    }
    // Some writers turn every ring the other way.
    if outers.is_empty() {
        outers = holes.drain(..).map(outer).collect();
    }
    if outers.len().saturating_mul(holes.len()) > MAX_PAIRS {
        return Err(Reason::new("reason-rings"));
    }
    for hole in holes {
        match holder(&outers, &hole).and_then(|index| outers.get_mut(index)) {
            Some(outer) => outer.holes.push(hole),
            // A hole in nothing is an area whose ring is turned.
            None => outers.push(outer(hole)),
        }
    }
    let mut polygons: Vec<_> = outers.into_iter().map(|outer| Polygon::new(outer.ring, outer.holes)).collect();
    Ok(match polygons.len() {
        0 => None,
        1 => polygons.pop().map(Geometry::Polygon),
        _ => Some(Geometry::MultiPolygon(MultiPolygon(polygons))),
    })
}

fn outer(ring: LineString<f64>) -> Outer {
    Outer { bounds: ring.bounding_rect(), area: signed_area(&ring).abs(), ring, holes: Vec::new() }
}

/// The smallest outer ring around a hole.
fn holder(outers: &[Outer], hole: &LineString<f64>) -> Option<usize> {
    let bounds = hole.bounding_rect()?;
    let around = outers
        .iter()
        .enumerate()
        .filter(|(_, outer)| outer.bounds.is_some_and(|outer| covers(outer, bounds)) && is_inside(&outer.ring, hole));
    around.min_by(|(_, one), (_, other)| one.area.total_cmp(&other.area)).map(|(index, _)| index)
}

fn covers(outer: Rect<f64>, inner: Rect<f64>) -> bool {
    outer.min().x <= inner.min().x
        && outer.min().y <= inner.min().y
        && outer.max().x >= inner.max().x
        && outer.max().y >= inner.max().y
}

/// Whether the first corner of the hole that is not on the ring itself lies inside.
fn is_inside(ring: &LineString<f64>, hole: &LineString<f64>) -> bool {
    let area = Polygon::new(ring.clone(), Vec::new());
    let sides = hole.0.iter().take(16).map(|corner| area.coordinate_position(corner));
    sides.into_iter().find(|side| *side != CoordPos::OnBoundary).is_none_or(|side| side == CoordPos::Inside)
}

/// Twice the area, positive where the ring runs against the clock; relative to its first corner, for the sake of
/// coordinates far from the origin.
fn signed_area(ring: &LineString<f64>) -> f64 {
    let first = ring.0.first().copied().unwrap_or_default();
    let shift = |corner: &Coord<f64>| *corner - first;
    let sides = ring.0.iter().zip(ring.0.iter().skip(1));
    sides.map(|(one, other)| (shift(one), shift(other))).map(|(one, other)| one.x * other.y - other.x * one.y).sum()
}
