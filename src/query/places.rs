//! What a part of the map holds.
//!
//! Contract: pure; a place on the edge of a box counts as inside.
//! May use: `workspace`, `model`.

use crate::model::{BoundingBox, LonLat};
use crate::workspace::AreaFilter;

/// Length of a degree of latitude in metres, a little short so that a box made with it holds the whole circle.
const DEGREE_M: f64 = 111_000.0;

/// Whether the part of the map holds the place. Each ring holds by itself (even–odd where it crosses itself), and
/// one that does is enough.
pub fn holds(area: &AreaFilter, place: LonLat) -> bool {
    match area {
        AreaFilter::Box(bounds) => bounds.contains(place),
        AreaFilter::Near { centre, metres } => centre.distance_m(place) <= *metres,
        AreaFilter::Within(rings) => rings.iter().any(|ring| ring_holds(ring, place)),
    }
}

/// Whether a ring (closed or not) holds the place, by the even–odd rule in the plane of longitude and latitude.
pub fn ring_holds(ring: &[LonLat], place: LonLat) -> bool {
    let Some(mut previous) = ring.last().copied() else {
        return false;
    };
    let mut is_inside = false;
    for &corner in ring {
        if (corner.lat() > place.lat()) != (previous.lat() > place.lat()) {
            let share = (place.lat() - corner.lat()) / (previous.lat() - corner.lat());
            if place.lon() < corner.lon() + share * (previous.lon() - corner.lon()) {
                is_inside = !is_inside;
            }
        }
        previous = corner;
    }
    is_inside
}

/// The box around places; `None` where there are none.
pub fn bounds_of(places: impl IntoIterator<Item = LonLat>) -> Option<BoundingBox> {
    places.into_iter().fold(None, |bounds: Option<BoundingBox>, place| {
        let (lon, lat) = (place.lon(), place.lat());
        let bounds = bounds.unwrap_or(BoundingBox { west: lon, south: lat, east: lon, north: lat });
        Some(BoundingBox {
            west: bounds.west.min(lon),
            south: bounds.south.min(lat),
            east: bounds.east.max(lon),
            north: bounds.north.max(lat),
        })
    })
}

/// A box that holds all of the part of the map; `None` for rings without corners.
pub fn bounds_of_area(area: &AreaFilter) -> Option<BoundingBox> {
    match area {
        AreaFilter::Box(bounds) => Some(*bounds),
        AreaFilter::Near { centre, metres } => {
            let height = metres / DEGREE_M;
            // Circles that reach the pole hold every longitude.
            let furthest = (centre.lat().abs() + height).min(90.0).to_radians().cos();
            let width = if furthest > 1e-6 { (height / furthest).min(360.0) } else { 360.0 };
            Some(BoundingBox {
                west: centre.lon() - width,
                south: centre.lat() - height,
                east: centre.lon() + width,
                north: centre.lat() + height,
            })
        }
        AreaFilter::Within(rings) => bounds_of(rings.iter().flatten().copied()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(lon: f64, lat: f64) -> LonLat {
        LonLat::new(lon, lat).unwrap()
    }

    #[test]
    fn ring_holds_its_inside_only() {
        let ring = [at(3.0, 51.0), at(4.0, 51.0), at(3.5, 52.0), at(3.0, 51.0)];
        assert!(ring_holds(&ring, at(3.5, 51.5)));
        assert!(!ring_holds(&ring, at(3.05, 51.5)));
        assert!(!ring_holds(&ring, at(3.5, 50.9)));
        assert!(!ring_holds(&[], at(3.5, 50.9)));
    }

    #[test]
    fn near_measures_metres() {
        let area = AreaFilter::Near { centre: at(3.72, 51.05), metres: 5_000.0 };
        assert!(holds(&area, at(3.72, 51.09)));
        assert!(!holds(&area, at(3.72, 51.10)));
    }

    #[test]
    fn bounds_take_in_every_place() {
        assert_eq!(bounds_of([]), None);
        let bounds = bounds_of([at(3.0, 51.0), at(4.0, 50.5)]);
        assert_eq!(bounds, Some(BoundingBox { west: 3.0, south: 50.5, east: 4.0, north: 51.0 }));
    }
}
