//! Which municipalities lie beside each other.

use std::collections::{BTreeSet, HashMap};

use crate::model::{Municipality, Nis};

/// Steps of a degree that corners are told apart by: about 10 m. Layers that were drawn together share their corners
/// exactly; those that were not still meet within this.
const STEPS_PER_DEGREE: f64 = 10_000.0;

/// Corners that two municipalities must share: one alone may be a point where four meet.
const LEAST_SHARED: u32 = 2;

/// By position: codes that share a stretch of boundary, sorted.
pub(super) fn all(rows: &[Municipality]) -> Vec<Vec<Nis>> {
    let mut at: HashMap<(i32, i32), Vec<usize>> = HashMap::new();
    for (position, row) in rows.iter().enumerate() {
        for corner in corners(row) {
            at.entry(corner).or_default().push(position);
        }
    }
    let mut shared: HashMap<(usize, usize), u32> = HashMap::new();
    for positions in at.values() {
        for (index, &one) in positions.iter().enumerate() {
            for &other in positions.get(index + 1..).unwrap_or_default() {
                *shared.entry((one, other)).or_default() += 1;
            }
        }
    }
    let mut neighbours = vec![Vec::new(); rows.len()];
    for ((one, other), _) in shared.into_iter().filter(|(_, count)| *count >= LEAST_SHARED) {
        for (here, there) in [(one, other), (other, one)] {
            if let (Some(list), Some(row)) = (neighbours.get_mut(here), rows.get(there)) {
                list.push(row.nis);
            }
        }
    }
    for list in &mut neighbours {
        list.sort_unstable();
    }
    neighbours
}

/// The corners of all rings of a municipality, each once.
fn corners(row: &Municipality) -> BTreeSet<(i32, i32)> {
    let polygons = row.boundary.iter().flat_map(|boundary| boundary.geometry.iter());
    let rings = polygons.flat_map(|polygon| std::iter::once(polygon.exterior()).chain(polygon.interiors()));
    let step = |degrees: f64| (degrees * STEPS_PER_DEGREE).round() as i32;
    rings.flat_map(geo::LineString::coords).map(|corner| (step(corner.x), step(corner.y))).collect()
}
