//! Fewer corners for smaller scales (Douglas and Peucker, 1973). Rings that share an edge stay together: what is
//! shared is simplified once.

use std::collections::HashMap;

use super::projection::World;

/// The line with only the corners that lie farther than `tolerance` from what is kept; both ends stay.
pub fn line(points: &[World], tolerance: f64) -> Vec<World> {
    let Some(last) = points.len().checked_sub(1).filter(|last| *last > 1) else { return points.to_vec() };
    let mut is_kept = vec![false; points.len()];
    (is_kept[0], is_kept[last]) = (true, true);
    let mut open = vec![(0, last)];
    while let Some((from, until)) = open.pop() {
        let mut farthest = (tolerance * tolerance, None);
        for index in from + 1..until {
            let distance = squared_distance(points[index], points[from], points[until]);
            if distance > farthest.0 {
                farthest = (distance, Some(index));
            }
        }
        if let Some(index) = farthest.1 {
            is_kept[index] = true;
            open.push((from, index));
            open.push((index, until));
        }
    }
    points.iter().zip(is_kept).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

fn squared_distance(point: World, a: World, b: World) -> f64 {
    let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    let (x, y) = (point[0] - a[0] - along * dx, point[1] - a[1] - along * dy);
    x * x + y * y
}

type Key = [u64; 2];

fn key(point: World) -> Key {
    point.map(f64::to_bits)
}

/// Corners at which arcs between areas meet.
pub struct Junctions {
    neighbours: HashMap<Key, (Vec<Key>, bool)>,
}

impl Junctions {
    /// Finds them; rings are not closed.
    pub fn new<'a>(rings: impl Iterator<Item = &'a Vec<World>>) -> Self {
        let mut neighbours: HashMap<Key, (Vec<Key>, bool)> = HashMap::new();
        for ring in rings {
            for (index, point) in ring.iter().enumerate() {
                let before = ring[(index + ring.len() - 1) % ring.len()];
                let after = ring[(index + 1) % ring.len()];
                let entry = neighbours.entry(key(*point)).or_default();
                for other in [key(before), key(after)] {
                    if !entry.0.contains(&other) {
                        entry.0.push(other);
                    }
                }
            }
        }
        for entry in neighbours.values_mut() {
            entry.1 = entry.0.len() != 2;
        }
        Self { neighbours }
    }

    fn is_junction(&self, point: World) -> bool {
        self.neighbours.get(&key(point)).is_some_and(|(_, is_junction)| *is_junction)
    }

    /// The ring with fewer corners; empty where less than a triangle is left.
    pub fn ring(&self, ring: &[World], tolerance: f64) -> Vec<World> {
        let mut cuts: Vec<usize> = (0..ring.len()).filter(|&index| self.is_junction(ring[index])).collect();
        if cuts.len() < 2 {
            cuts = two_cuts(ring, cuts.first().copied());
        }
        let mut simple = Vec::new();
        for (position, &from) in cuts.iter().enumerate() {
            let until = cuts[(position + 1) % cuts.len()];
            let steps = (until + ring.len() - from - 1) % ring.len() + 1;
            let arc: Vec<World> = (0..=steps).map(|step| ring[(from + step) % ring.len()]).collect();
            let mut kept = arc_line(arc, tolerance);
            kept.pop();
            simple.extend(kept);
        }
        if simple.len() < 3 { Vec::new() } else { simple }
    }
}

/// Both neighbours must get the same corners: the arc is walked from its lesser end.
fn arc_line(mut arc: Vec<World>, tolerance: f64) -> Vec<World> {
    let is_turned = match (arc.first(), arc.last()) {
        (Some(first), Some(last)) => first.map(f64::to_bits) > last.map(f64::to_bits),
        _ => false,
    };
    if is_turned {
        arc.reverse();
    }
    let mut kept = line(&arc, tolerance);
    if is_turned {
        kept.reverse();
    }
    kept
}

/// Two corners to start from in a ring without junctions: its least corner and the one farthest from it.
fn two_cuts(ring: &[World], first: Option<usize>) -> Vec<usize> {
    let least = (0..ring.len()).min_by_key(|&index| key(ring[index]));
    let Some(start) = first.or(least) else { return Vec::new() };
    let distance = |index: usize| {
        let (dx, dy) = (ring[index][0] - ring[start][0], ring[index][1] - ring[start][1]);
        dx * dx + dy * dy
    };
    let far = (0..ring.len()).max_by(|&a, &b| distance(a).total_cmp(&distance(b))).unwrap_or(start);
    let mut cuts = vec![start, far];
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_loses_what_is_within_the_tolerance() {
        let points = [[0.0, 0.0], [1.0, 0.05], [2.0, 0.0], [3.0, 1.0], [4.0, 0.0]];
        assert_eq!(line(&points, 0.1), [[0.0, 0.0], [2.0, 0.0], [3.0, 1.0], [4.0, 0.0]]);
        assert_eq!(line(&points, 5.0), [[0.0, 0.0], [4.0, 0.0]]);
        assert_eq!(line(&points[..1], 1.0), [[0.0, 0.0]]);
    }

    #[test]
    fn neighbours_keep_the_same_edge() {
        // Two rectangles with a ragged edge between them, walked in opposite directions.
        let edge: Vec<World> = (0..=20).map(|y| [if y % 3 == 1 { 1.3 } else { 1.0 }, f64::from(y)]).collect();
        let mut left: Vec<World> = vec![[0.0, 20.0], [0.0, 0.0]];
        left.extend(&edge);
        let mut right: Vec<World> = vec![[2.0, 0.0], [2.0, 20.0]];
        right.extend(edge.iter().rev());
        let rings = [left, right];
        let junctions = Junctions::new(rings.iter());
        let simple: Vec<Vec<World>> = rings.iter().map(|ring| junctions.ring(ring, 0.5)).collect();
        let shared = |ring: &[World]| {
            let mut points: Vec<Key> =
                ring.iter().filter(|point| (0.9..1.5).contains(&point[0])).map(|point| key(*point)).collect();
            points.sort_unstable();
            points
        };
        assert_eq!(shared(&simple[0]), shared(&simple[1]));
        assert!(simple[0].len() < rings[0].len() / 2, "{}", simple[0].len());
    }
}
