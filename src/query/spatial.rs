//! What lies where on the map: the nearest thing to a pointer, and everything in a box or a drawn ring.
//!
//! Contract: built once for a list of places and asked often; answers are positions in that list, ascending unless
//! said otherwise. May use: `workspace`, `model`.

use rstar::primitives::GeomWithData;
use rstar::{AABB, PointDistance, RTree};

use crate::model::{BoundingBox, LonLat};
use crate::query::places;
use crate::workspace::AreaFilter;

/// An index over places.
#[derive(Debug, Default)]
pub struct SpatialIndex {
    tree: RTree<GeomWithData<[f64; 2], u32>>,
}

impl SpatialIndex {
    /// Indexes the places in their order.
    pub fn new(places: impl IntoIterator<Item = LonLat>) -> Self {
        let entries = (0_u32..).zip(places).map(|(index, place)| GeomWithData::new(place.into(), index));
        Self { tree: RTree::bulk_load(entries.collect()) }
    }

    /// Number of places.
    pub fn len(&self) -> usize {
        self.tree.size()
    }

    /// Whether there is no place.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Places in the box, its edges included.
    pub fn in_box(&self, bounds: &BoundingBox) -> Vec<u32> {
        let envelope = AABB::from_corners([bounds.west, bounds.south], [bounds.east, bounds.north]);
        let mut found: Vec<u32> = self.tree.locate_in_envelope(&envelope).map(|entry| entry.data).collect();
        found.sort_unstable();
        found
    }

    /// Places in a drawn ring (lasso), by the even–odd rule.
    pub fn in_ring(&self, ring: &[LonLat]) -> Vec<u32> {
        self.in_area(&AreaFilter::Within(vec![ring.to_vec()]))
    }

    /// Places in a part of the map, the same that a filter with this part wants.
    pub fn in_area(&self, area: &AreaFilter) -> Vec<u32> {
        let Some(bounds) = places::bounds_of_area(area) else {
            return Vec::new();
        };
        let envelope = AABB::from_corners([bounds.west, bounds.south], [bounds.east, bounds.north]);
        let mut found: Vec<u32> = self
            .tree
            .locate_in_envelope(&envelope)
            .filter(|entry| place_of(entry).is_some_and(|place| places::holds(area, place)))
            .map(|entry| entry.data)
            .collect();
        found.sort_unstable();
        found
    }

    /// Places within `radius_deg` of latitude of the pointer, nearest first, ties in order of the list. A degree of
    /// longitude counts as much shorter as it is at that latitude, so that the reach is a circle on the screen.
    pub fn near(&self, pointer: LonLat, radius_deg: f64) -> Vec<u32> {
        let shrink = pointer.lat().to_radians().cos().max(f64::EPSILON);
        let half_width = radius_deg / shrink;
        let envelope = AABB::from_corners(
            [pointer.lon() - half_width, pointer.lat() - radius_deg],
            [pointer.lon() + half_width, pointer.lat() + radius_deg],
        );
        let squared = |entry: &GeomWithData<[f64; 2], u32>| {
            let [lon, lat] = *entry.geom();
            [lon * shrink, lat].distance_2(&[pointer.lon() * shrink, pointer.lat()])
        };
        let mut found: Vec<(f64, u32)> = self
            .tree
            .locate_in_envelope(&envelope)
            .map(|entry| (squared(entry), entry.data))
            .filter(|(distance, _)| *distance <= radius_deg * radius_deg)
            .collect();
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        found.into_iter().map(|(_, index)| index).collect()
    }

    /// The nearest place within the radius; see [`Self::near`].
    pub fn nearest(&self, pointer: LonLat, radius_deg: f64) -> Option<u32> {
        self.near(pointer, radius_deg).first().copied()
    }
}

fn place_of(entry: &GeomWithData<[f64; 2], u32>) -> Option<LonLat> {
    let [lon, lat] = *entry.geom();
    LonLat::new(lon, lat).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::query::test_support::{any_area, at, place};

    proptest! {
        #[test]
        fn finds_what_looking_at_every_place_finds(
            all in proptest::collection::vec(place(), 0..80),
            area in any_area(),
            pointer in place(),
            radius in 0.0_f64..0.5,
        ) {
            let index = SpatialIndex::new(all.iter().copied());
            let expected: Vec<u32> = (0_u32..)
                .zip(&all)
                .filter(|(_, place)| places::holds(&area, **place))
                .map(|(index, _)| index)
                .collect();
            prop_assert_eq!(index.in_area(&area), expected);
            let near = index.near(pointer, radius);
            let distance = |index: &u32| {
                let place = all[*index as usize];
                let shrink = pointer.lat().to_radians().cos();
                ((place.lon() - pointer.lon()) * shrink).hypot(place.lat() - pointer.lat())
            };
            prop_assert!(near.is_sorted_by(|a, b| distance(a) <= distance(b) + 1e-12));
            let count = (0..all.len() as u32).filter(|index| distance(index) <= radius).count();
            prop_assert_eq!(near.len(), count);
        }
    }

    #[test]
    fn the_nearest_of_several_at_one_place_is_the_first() {
        let index = SpatialIndex::new([at(4.0, 51.0), at(3.0, 51.0), at(3.0, 51.0)]);
        assert_eq!(index.nearest(at(3.001, 51.0), 0.01), Some(1));
        assert_eq!(index.nearest(at(3.5, 51.0), 0.01), None);
        assert_eq!(index.in_ring(&[at(2.9, 50.9), at(3.1, 50.9), at(3.1, 51.1), at(2.9, 51.1)]), [1, 2]);
        let bounds = BoundingBox { west: 3.0, south: 51.0, east: 4.0, north: 51.0 };
        assert_eq!(index.in_box(&bounds), [0, 1, 2]);
        assert!(SpatialIndex::default().is_empty());
    }
}
