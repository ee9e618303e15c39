//! The network of organisations and projects: who works with whom, laid out so that it can be read.
//!
//! Nodes push each other away, lines pull (Fruchterman and Reingold 1991, with a pull to the middle and the names of
//! nodes taken as wider than high). It starts on a spiral in order of importance and uses no chance: the same network
//! always lies the same way. May use: `workspace`, `model`.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::super::organisations::NamedPartner;
use crate::model::HelixRole;

/// Most nodes drawn; the others stand in the table.
pub const NODE_LIMIT: usize = 300;
/// Rounds of pushing and pulling.
const ROUNDS: usize = 220;

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// An organisation, with its role.
    Organisation(Arc<str>, Option<HelixRole>),
    /// A project, by row.
    Project(u32),
}

/// A node with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What.
    pub kind: NodeKind,
    /// Lines that end here.
    pub degree: u32,
    /// From 0 to 1 in both directions.
    pub at: (f32, f32),
}

/// The network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    /// Most lines first.
    pub nodes: Vec<Node>,
    /// (organisation, project), positions in `nodes`.
    pub lines: Vec<(u32, u32)>,
    /// Organisations that were left out: they work with no other one, or there are too many.
    pub left_out: usize,
}

/// The network of these organisations: those that work together, and the projects that they do so in. Above
/// [`NODE_LIMIT`] nodes the organisations with fewest such projects are left out.
pub fn run(partners: &[NamedPartner]) -> Network {
    let mut sharing: BTreeMap<u32, u32> = BTreeMap::new();
    partners.iter().flat_map(|partner| &partner.rows).for_each(|row| *sharing.entry(*row).or_default() += 1);
    sharing.retain(|_, count| *count > 1);
    let shared = |partner: &NamedPartner| -> Vec<u32> {
        partner.rows.iter().copied().filter(|row| sharing.contains_key(row)).collect()
    };
    let mut ranked: Vec<(&NamedPartner, Vec<u32>)> = partners.iter().map(|one| (one, shared(one))).collect();
    ranked.retain(|(_, rows)| !rows.is_empty());
    ranked.sort_by(|(a, a_rows), (b, b_rows)| b_rows.len().cmp(&a_rows.len()).then_with(|| a.name.cmp(&b.name)));
    let mut kept: Vec<(&NamedPartner, Vec<u32>)> = Vec::new();
    let mut projects: BTreeMap<u32, u32> = BTreeMap::new();
    for (partner, rows) in ranked {
        let added = rows.iter().filter(|row| !projects.contains_key(row)).count();
        if kept.len() + projects.len() + 1 + added > NODE_LIMIT {
            break;
        }
        for row in &rows {
            *projects.entry(*row).or_default() += 1;
        }
        kept.push((partner, rows));
    }
    let mut nodes: Vec<Node> = Vec::with_capacity(kept.len() + projects.len());
    nodes.extend(kept.iter().map(|(partner, rows)| Node {
        kind: NodeKind::Organisation(Arc::clone(&partner.name), partner.role),
        degree: rows.len() as u32,
        at: (0.0, 0.0),
    }));
    let first = nodes.len() as u32;
    let numbers: BTreeMap<u32, u32> = projects.keys().zip(first..).map(|(row, number)| (*row, number)).collect();
    nodes.extend(projects.iter().map(|(row, count)| Node {
        kind: NodeKind::Project(*row),
        degree: *count,
        at: (0.0, 0.0),
    }));
    let lines = (0_u32..).zip(&kept).flat_map(|(number, (_, rows))| {
        rows.iter().filter_map(|row| numbers.get(row)).map(move |project| (number, *project)).collect::<Vec<_>>()
    });
    let lines: Vec<(u32, u32)> = lines.collect();
    let places = laid_out(nodes.len(), &lines);
    nodes.iter_mut().zip(places).for_each(|(node, at)| node.at = at);
    Network { left_out: partners.len() - kept.len(), nodes, lines }
}

/// Places in a square of side one.
fn laid_out(count: usize, lines: &[(u32, u32)]) -> Vec<(f32, f32)> {
    /// The angle at which seeds of a sunflower follow each other: no two lie in one direction.
    const GOLDEN: f32 = 2.399_963_3;
    if count < 2 {
        return vec![(0.5, 0.5); count];
    }
    let ideal = (1.0 / count as f32).sqrt();
    let mut places: Vec<(f32, f32)> = (0..count)
        .map(|index| {
            let (angle, radius) = (index as f32 * GOLDEN, ((index as f32 + 0.5) / count as f32).sqrt() * 0.5);
            (angle.cos() * radius, angle.sin() * radius)
        })
        .collect();
    let mut degrees = vec![0.0_f32; count];
    for (from, _) in lines {
        if let Some(degree) = degrees.get_mut(*from as usize) {
            *degree += 1.0;
        }
    }
    for round in 0..ROUNDS {
        let step = 0.1 * (1.0 - round as f32 / ROUNDS as f32) + 0.002;
        let forces = forces(&places, lines, &degrees, ideal);
        for (place, force) in places.iter_mut().zip(forces) {
            let length = force.0.hypot(force.1).max(1e-6);
            let moved = length.min(step);
            place.0 += force.0 / length * moved;
            place.1 += force.1 / length * moved;
        }
    }
    apart(scaled(&places))
}

/// Pushes apart what lies too near, within the square.
fn apart(mut places: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    const TRIES: usize = 80;
    let least = 0.7 / (places.len() as f32).sqrt();
    for _ in 0..TRIES {
        let mut moves = vec![(0.0_f32, 0.0_f32); places.len()];
        for (index, one) in places.iter().enumerate() {
            for (other_index, other) in places.iter().enumerate().skip(index + 1) {
                let (dx, dy) = (one.0 - other.0, one.1 - other.1);
                let distance = dx.hypot(dy);
                if distance >= least {
                    continue;
                }
                // Two in one place part sideways.
                let (dx, dy) = if distance > 1e-5 { (dx / distance, dy / distance) } else { (1.0, 0.0) };
                let half = (least - distance) / 2.0;
                let mut add = |index: usize, x: f32, y: f32| {
                    if let Some(to) = moves.get_mut(index) {
                        *to = (to.0 + x, to.1 + y);
                    }
                };
                add(index, dx * half, dy * half);
                add(other_index, -dx * half, -dy * half);
            }
        }
        for (place, by) in places.iter_mut().zip(moves) {
            *place = ((place.0 + by.0 * 0.5).clamp(0.0, 1.0), (place.1 + by.1 * 0.5).clamp(0.0, 1.0));
        }
    }
    places
}

fn forces(places: &[(f32, f32)], lines: &[(u32, u32)], degrees: &[f32], ideal: f32) -> Vec<(f32, f32)> {
    /// How much each node is drawn to the middle, so that what hangs together with nothing stays near.
    const TO_THE_MIDDLE: f32 = 0.6;
    let mut forces: Vec<(f32, f32)> =
        places.iter().map(|place| (-place.0 * TO_THE_MIDDLE, -place.1 * TO_THE_MIDDLE)).collect();
    for (index, one) in places.iter().enumerate() {
        for (other_index, other) in places.iter().enumerate().skip(index + 1) {
            let (dx, dy) = (one.0 - other.0, one.1 - other.1);
            let distance = (dx * dx + dy * dy).max(1e-5);
            let push = ideal * ideal / distance;
            if let Some(force) = forces.get_mut(index) {
                *force = (force.0 + dx * push / ideal, force.1 + dy * push / ideal);
            }
            if let Some(force) = forces.get_mut(other_index) {
                *force = (force.0 - dx * push / ideal, force.1 - dy * push / ideal);
            }
        }
    }
    for (from, until) in lines {
        let (from, until) = (*from as usize, *until as usize);
        let Some((one, other)) = places.get(from).zip(places.get(until)).map(|(one, other)| (*one, *other)) else {
            continue;
        };
        let (dx, dy) = (one.0 - other.0, one.1 - other.1);
        // Whoever has many projects would gather them all in one heap.
        let pull = dx.hypot(dy) / ideal / degrees.get(from).copied().unwrap_or(1.0).max(1.0).sqrt();
        if let Some(force) = forces.get_mut(from) {
            *force = (force.0 - dx * pull, force.1 - dy * pull);
        }
        if let Some(force) = forces.get_mut(until) {
            *force = (force.0 + dx * pull, force.1 + dy * pull);
        }
    }
    forces
}

fn scaled(places: &[(f32, f32)]) -> Vec<(f32, f32)> {
    let bounds = |of: fn(&(f32, f32)) -> f32| {
        let (least, most) = places
            .iter()
            .map(of)
            .fold((f32::INFINITY, f32::NEG_INFINITY), |(least, most), value| (least.min(value), most.max(value)));
        (least, (most - least).max(1e-6))
    };
    let ((left, width), (top, height)) = (bounds(|place| place.0), bounds(|place| place.1));
    places.iter().map(|place| ((place.0 - left) / width, (place.1 - top) / height)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn partner(name: &str, rows: &[u32]) -> NamedPartner {
        NamedPartner {
            name: name.into(),
            role: None,
            nis: None,
            towns: Vec::new(),
            rows: rows.to_vec(),
            written: Vec::new(),
        }
    }

    #[test]
    fn every_organisation_is_joined_to_its_projects() {
        let network = run(&[partner("a", &[1, 2, 3]), partner("b", &[2, 3]), partner("alone", &[9])]);
        assert_eq!(network.nodes.len(), 4, "a project of one organisation joins nobody");
        assert_eq!(network.lines, [(0, 2), (0, 3), (1, 2), (1, 3)]);
        assert_eq!(network.nodes[3].degree, 2);
        assert_eq!(network.left_out, 1);
    }

    #[test]
    fn too_many_are_cut_to_those_with_most_projects_and_counted() {
        let many: Vec<NamedPartner> =
            (0..400).map(|number| partner(&format!("{number:03}"), &[number, number + 1])).collect();
        let mut all = many;
        all.push(partner("big", &(0..20).collect::<Vec<u32>>()));
        let network = run(&all);
        assert!(network.nodes.len() <= NODE_LIMIT && network.nodes.len() > NODE_LIMIT - 21);
        let organisations = network.nodes.iter().filter(|node| matches!(node.kind, NodeKind::Organisation(..))).count();
        assert_eq!(network.left_out, 401 - organisations);
        assert!(matches!(&network.nodes[0].kind, NodeKind::Organisation(name, _) if &**name == "big"));
    }

    #[test]
    fn no_two_nodes_lie_on_each_other_at_the_limit() {
        let all: Vec<NamedPartner> =
            (0..100_u32).map(|number| partner(&number.to_string(), &[number, (number * 7) % 100 + 100, 250])).collect();
        let network = run(&all);
        let size = network.nodes.len() as f32;
        for (index, one) in network.nodes.iter().enumerate() {
            for other in network.nodes.iter().skip(index + 1) {
                let distance = (one.at.0 - other.at.0).hypot(one.at.1 - other.at.1);
                assert!(distance > 0.3 / size.sqrt(), "{one:?} {other:?}");
            }
        }
        assert_eq!(network, run(&all), "the same lies the same way");
    }
}
