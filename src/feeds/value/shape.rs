//! One point that stands for a GeoJSON geometry: on the line, inside the area.
//!
//! Contract: pure; never panics, whatever the coordinates; longitude first. Positions that are none are left out.
//! Own geometry instead of `geo`'s interior point, which relates whole polygons and gives a vertex of a line.
//! May use: nothing of the crate.

use serde_json::Value;

/// Greatest number that is a coordinate, of a national grid in metres too.
const MAX_COORDINATE: f64 = 1e8;

/// Longitude and latitude in degrees, or east and north in metres: whoever asks knows, and checks what comes out.
type Position = [f64; 2];

/// The point itself, the middle along a line (of several the longest), or a point inside an area (of several the
/// largest), where a line from west to east lies longest within it.
pub(super) fn representative(geometry: &Value) -> Option<Position> {
    let coordinates = geometry.get("coordinates")?;
    let kind = geometry.get("type").and_then(Value::as_str).unwrap_or_default();
    match (kind, depth(coordinates)) {
        (_, 0) => position(coordinates),
        ("MultiPoint", _) => middle_point(&positions(coordinates)),
        (_, 1) => halfway(&positions(coordinates)),
        ("MultiLineString", _) => {
            let lines: Vec<Vec<Position>> = parts(coordinates).iter().map(positions).collect();
            halfway(lines.iter().max_by(|a, b| length(a).total_cmp(&length(b)))?)
        }
        (_, 2) => inside(&rings(coordinates)),
        (_, 3) => {
            let areas: Vec<Vec<Vec<Position>>> = parts(coordinates).iter().map(rings).collect();
            inside(areas.iter().max_by(|a, b| size(a).total_cmp(&size(b)))?)
        }
        _ => None,
    }
}

/// How many arrays lie around the first position.
fn depth(coordinates: &Value) -> u8 {
    let (mut at, mut depth) = (coordinates, 0);
    while let Some(first @ Value::Array(_)) = at.get(0) {
        (at, depth) = (first, depth + 1);
        if depth > 3 {
            break;
        }
    }
    depth
}

fn parts(value: &Value) -> &[Value] {
    value.as_array().map(Vec::as_slice).unwrap_or_default()
}

fn position(value: &Value) -> Option<Position> {
    let [lon, lat, ..] = parts(value) else { return None };
    let position = [lon.as_f64()?, lat.as_f64()?];
    position.iter().all(|number| number.abs() <= MAX_COORDINATE).then_some(position)
}

fn positions(value: &Value) -> Vec<Position> {
    parts(value).iter().filter_map(position).collect()
}

fn rings(value: &Value) -> Vec<Vec<Position>> {
    parts(value).iter().map(positions).collect()
}

/// The point nearest to the mean of all.
fn middle_point(points: &[Position]) -> Option<Position> {
    let count = points.len() as f64;
    let mean = |axis: fn(&Position) -> f64| points.iter().map(axis).sum::<f64>() / count;
    let middle = [mean(|point| point[0]), mean(|point| point[1])];
    points.iter().min_by(|a, b| apart(a, &middle).total_cmp(&apart(b, &middle))).copied()
}

/// Distance in degrees of latitude, good enough to compare by.
fn apart([lon, lat]: &Position, [other_lon, other_lat]: &Position) -> f64 {
    // Metres of a national grid are as long in both directions.
    let shrink = if lat.abs() <= 90.0 { lat.to_radians().cos() } else { 1.0 };
    ((lon - other_lon) * shrink).hypot(lat - other_lat)
}

fn length(line: &[Position]) -> f64 {
    line.windows(2).map(|pair| if let [a, b] = pair { apart(a, b) } else { 0.0 }).sum()
}

/// The middle along a line.
fn halfway(line: &[Position]) -> Option<Position> {
    let mut left = length(line) / 2.0;
    for pair in line.windows(2) {
        let [a, b] = pair else { continue };
        let step = apart(a, b);
        if step >= left && step > 0.0 {
            let part = left / step;
            return Some([part.mul_add(b[0] - a[0], a[0]), part.mul_add(b[1] - a[1], a[1])]);
        }
        left -= step;
    }
    line.first().copied()
}

/// Area of the outer ring, in square degrees.
fn size(rings: &[Vec<Position>]) -> f64 {
    let Some(outer) = rings.first() else { return 0.0 };
    sides(outer).map(|(a, b)| a[0].mul_add(b[1], -(b[0] * a[1]))).sum::<f64>().abs()
}

/// The sides of a ring, closed where it is not.
fn sides(ring: &[Position]) -> impl Iterator<Item = (&Position, &Position)> {
    ring.iter().zip(ring.iter().cycle().skip(1))
}

/// The middle of the longest stretch inside on a line from west to east, half way up and between two corners, so that
/// it touches none. Holes count as outside.
fn inside(rings: &[Vec<Position>]) -> Option<Position> {
    let outer = rings.first()?;
    let lats = || rings.iter().flatten().map(|corner| corner[1]);
    let (south, north) = lats().fold((f64::INFINITY, f64::NEG_INFINITY), |(s, n), lat| (s.min(lat), n.max(lat)));
    let middle = f64::midpoint(south, north);
    let below = lats().filter(|lat| *lat <= middle).fold(south, f64::max);
    let above = lats().filter(|lat| *lat > middle).fold(north, f64::min);
    let at = f64::midpoint(below, above);
    let crossing = |(a, b): (&Position, &Position)| {
        let crosses = (a[1] > at) != (b[1] > at);
        crosses.then(|| ((at - a[1]) / (b[1] - a[1])).mul_add(b[0] - a[0], a[0]))
    };
    let mut lons: Vec<f64> = rings.iter().flat_map(|ring| sides(ring).filter_map(crossing)).collect();
    lons.sort_by(f64::total_cmp);
    let stretches =
        lons.chunks_exact(2).filter_map(|pair| if let [west, east] = pair { Some((*west, *east)) } else { None });
    let longest = stretches.max_by(|a, b| (a.1 - a.0).total_cmp(&(b.1 - b.0)));
    longest.map(|(west, east)| [f64::midpoint(west, east), at]).or_else(|| halfway(outer))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn point(kind: &str, coordinates: &Value) -> Option<(f64, f64)> {
        let round = |degrees: f64| (degrees * 1e6).round() / 1e6;
        representative(&json!({"type": kind, "coordinates": coordinates})).map(|[lon, lat]| (round(lon), round(lat)))
    }

    #[test]
    fn the_point_of_a_line_lies_on_it() {
        let angle = json!([[3.0, 51.0], [3.0, 51.3], [3.1, 51.3]]);
        let (lon, lat) = point("LineString", &angle).expect("a point");
        assert!(lon == 3.0 && (51.15..51.2).contains(&lat), "half of the way, not of the box: {lat}");
        assert_eq!(
            point("MultiLineString", &json!([[[9.0, 9.0], [9.0, 9.1]], angle])),
            Some((lon, lat)),
            "the longest"
        );
        assert_eq!(point("LineString", &json!([[3.0, 51.0], [3.0, 51.0]])), Some((3.0, 51.0)));
        assert_eq!(point("MultiPoint", &json!([[3.0, 51.0], [3.4, 51.0], [3.5, 51.0]])), Some((3.4, 51.0)));
    }

    #[test]
    fn the_point_of_an_area_lies_inside() {
        let square = |west: f64, side: f64| {
            json!([[west, 51.0], [west + side, 51.0], [west + side, 51.0 + side], [west, 51.0 + side], [west, 51.0]])
        };
        assert_eq!(point("Polygon", &json!([square(3.0, 0.2)])), Some((3.1, 51.1)));
        // A U: the middle of its box lies between the legs.
        let u = json!([[[0, 0], [10, 0], [10, 10], [8, 10], [8, 2], [1, 2], [1, 10], [0, 10], [0, 0]]]);
        let (lon, lat) = point("Polygon", &u).expect("a point");
        assert!((8.0..10.0).contains(&lon) && (2.0..10.0).contains(&lat), "in the thicker leg: {lon} {lat}");
        let hole = json!([square(3.0, 0.3), [[3.05, 51.05], [3.05, 51.25], [3.25, 51.25], [3.25, 51.05]]]);
        let (lon, _) = point("Polygon", &hole).expect("a point");
        assert!(!(3.05..=3.25).contains(&lon), "not in the hole: {lon}");
        assert_eq!(point("MultiPolygon", &json!([[square(9.0, 0.1)], [square(3.0, 0.2)]])), Some((3.1, 51.1)));
        assert_eq!(point("Polygon", &json!([[[3.0, 51.0], [3.1, 51.0]]])), Some((3.05, 51.0)), "no area at all");
    }

    #[test]
    fn what_is_no_geometry_has_no_point() {
        for coordinates in [json!([]), json!([[]]), json!([[[]]]), json!([[[[[1, 2]]]]]), json!("x"), json!([1e9, 1])] {
            assert_eq!(point("Polygon", &coordinates), None, "{coordinates}");
        }
    }
}
