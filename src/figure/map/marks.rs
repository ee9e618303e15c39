//! Where the marks of projects stand: one to three symbols fanned out around their place, a ring with its number for
//! more. Marks of neighbouring places are spread until none covers another; where there is no room they merge.
//!
//! Everything is in points of the plane of one zoom, relative to [`origin`], so that
//! panning changes nothing.

use std::collections::HashMap;

use crate::figure::font;

use super::projection::{World, origin, scale_of, world_of};
use crate::model::{Dimension, Municipality, Region, Status};
use crate::query::symbols::{PlaceSymbol, display_dimension};
use crate::workspace::{Filter, Municipalities, Projects};

/// More marks than this are drawn as a density raster.
pub const RASTER_LIMIT: usize = 3_000;

/// Fewest projects that make a ring.
pub const RING_COUNT: usize = 4;

/// Radius of a single symbol.
pub const SYMBOL_RADIUS: f32 = 6.2;

/// Space between marks.
const GAP: f32 = 1.5;

/// How far a mark may be moved from its place by other marks.
const REACH: f64 = 26.0;

/// How far the ring of a named town may be moved: it stays where its town is.
const NAMED_REACH: f64 = 16.0;

/// How far to leave the name of a town free.
const NAME_REACH: f64 = 46.0;

/// How often names look for a better side of their ring.
const SIDE_ROUNDS: usize = 3;

/// What a mark far away is preferred to the ring of a named town by, when marks merge, in points.
const NAMED_COST: f64 = 60.0;

/// One symbol of a fan.
#[derive(Clone, Debug, PartialEq)]
pub struct FanSymbol {
    /// Row of the project.
    pub row: u32,
    /// From the middle of the mark.
    pub offset: [f32; 2],
    /// What it shows as.
    pub dimension: Option<Dimension>,
    /// Stage.
    pub status: Status,
}

/// How a mark looks.
#[derive(Clone, Debug, PartialEq)]
pub enum MarkKind {
    /// One to three symbols.
    Fan(Vec<FanSymbol>),
    /// A ring by dimension (`None` = without) with its count.
    Ring {
        /// How many projects.
        count: u32,
        /// By dimension.
        segments: Vec<(Option<Dimension>, u32)>,
    },
    /// Programmes only: listed, not counted.
    Programmes,
}

/// Room for a name beside a ring.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameSpace {
    /// Its middle, from the middle of the mark.
    pub offset: [f64; 2],
    /// Half its width and height.
    pub half: [f64; 2],
}

/// The mark of one place or of several that merged.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    /// Positions in the list of places, the one with most projects first.
    pub places: Vec<usize>,
    /// Its place.
    pub anchor: [f64; 2],
    /// Where it stands.
    pub centre: [f64; 2],
    /// Radius that it takes up.
    pub radius: f32,
    /// The name that lighter marks leave free, where it is a ring of an important town.
    pub name: Option<NameSpace>,
    /// How it looks.
    pub kind: MarkKind,
}

impl Mark {
    /// What of it may not be covered, as circles: each symbol of a fan, or the whole.
    pub fn solids(&self) -> Vec<([f64; 2], f64)> {
        match &self.kind {
            MarkKind::Fan(symbols) => symbols
                .iter()
                .map(|symbol| {
                    let [x, y] = symbol.offset.map(f64::from);
                    ([self.centre[0] + x, self.centre[1] + y], f64::from(SYMBOL_RADIUS + 1.8))
                })
                .collect(),
            MarkKind::Ring { .. } | MarkKind::Programmes => vec![(self.centre, f64::from(self.radius))],
        }
    }
}

/// Rank (1 = first) down to which municipalities are named at this zoom.
pub fn rank_limit(zoom: f64) -> f64 {
    12.0 * 2.3_f64.powf((zoom - 7.5).max(-1.0))
}

/// Whether the name of a town is always shown beside its ring. Of the municipalities of Brussels, the city first.
pub fn is_principal(row: &Municipality, zoom: f64) -> bool {
    let rank = f64::from(row.label_rank.max(1));
    let weight = if row.region == Region::Brussels && rank > 3.0 { 6.0 } else { 1.0 };
    rank * weight <= rank_limit(zoom) * 1.35
}

/// Size of the name of a municipality.
pub const fn town_size(rank: u16, has_ring: bool) -> f32 {
    match rank {
        0..=3 => 14.0,
        4..=14 => 12.5,
        _ if has_ring => 12.5,
        _ => 11.5,
    }
}

/// Half the width and height of a name, with some space around.
pub fn name_half(name: &str, size: f32, is_bold: bool) -> [f64; 2] {
    let width = f64::from(font::width(name, size, is_bold));
    [width / 2.0 + 2.0, f64::from(size * font::LINE_HEIGHT) / 2.0]
}

/// Where a name may stand beside a mark: above, below, right, left.
pub fn sides(radius: f32, half: [f64; 2]) -> [[f64; 2]; 4] {
    let radius = f64::from(radius);
    let (dx, dy) = (radius + half[0] + 0.5, radius + half[1] + 0.2);
    [[0.0, -dy], [0.0, dy], [dx, 0.0], [-dx, 0.0]]
}

/// Whether two boxes (middle and half size) share more than an edge.
pub fn is_over(a: ([f64; 2], [f64; 2]), b: ([f64; 2], [f64; 2])) -> bool {
    (0..2).all(|axis| (a.0[axis] - b.0[axis]).abs() < a.1[axis] + b.1[axis] - 1e-9)
}

/// A place in the plane of a zoom.
pub fn plane_of(world: World, zoom: f64) -> [f64; 2] {
    let (scale, origin) = (scale_of(zoom), origin());
    [(world[0] - origin[0]) * scale, (world[1] - origin[1]) * scale]
}

/// Marks of the places at this zoom, largest count first. No two overlap.
pub fn layout(
    places: &[PlaceSymbol],
    projects: &Projects,
    municipalities: &Municipalities,
    filter: &Filter,
    zoom: f64,
) -> Vec<Mark> {
    let maker = Maker { places, projects, municipalities, filter, zoom };
    let mut marks: Vec<Mark> = (0..places.len())
        .filter(|&index| !places[index].rows.is_empty() || !places[index].programmes.is_empty())
        .map(|index| maker.mark(vec![index], plane_of(world_of(places[index].place), zoom)))
        .collect();
    // Each round merges at least one pair, so it ends.
    loop {
        settle(&mut marks);
        let Some(merged) = maker.merge(&marks) else { return marks };
        marks = merged;
    }
}

struct Maker<'a> {
    places: &'a [PlaceSymbol],
    projects: &'a Projects,
    municipalities: &'a Municipalities,
    filter: &'a Filter,
    zoom: f64,
}

impl Maker<'_> {
    /// Rows of the places, each once, in their order.
    fn rows(&self, places: &[usize]) -> Vec<u32> {
        let mut rows: Vec<u32> = places.iter().flat_map(|&index| self.places[index].rows.iter().copied()).collect();
        if places.len() > 1 {
            rows.sort_unstable();
            rows.dedup();
        }
        rows
    }

    fn mark(&self, places: Vec<usize>, anchor: [f64; 2]) -> Mark {
        let rows = self.rows(&places);
        let (kind, radius) = match rows.len() {
            0 => (MarkKind::Programmes, 5.0),
            count @ 1..RING_COUNT => (MarkKind::Fan(self.fan(&rows)), fan_radius(count)),
            count => (self.ring(&rows), ring_radius(count)),
        };
        let name = if rows.len() >= RING_COUNT { self.name(&places, radius) } else { None };
        Mark { places, anchor, centre: anchor, radius, name, kind }
    }

    fn name(&self, places: &[usize], radius: f32) -> Option<NameSpace> {
        let nis = places.first().and_then(|&index| self.places[index].nis)?;
        let row = self.municipalities.get(nis)?;
        is_principal(row, self.zoom).then(|| {
            let half = name_half(&row.name, town_size(row.label_rank, true), true);
            NameSpace { offset: sides(radius, half)[0], half }
        })
    }

    fn fan(&self, rows: &[u32]) -> Vec<FanSymbol> {
        let offsets: &[[f32; 2]] = match rows.len() {
            1 => &[[0.0, 0.0]],
            2 => &[[-7.2, 0.0], [7.2, 0.0]],
            _ => &[[0.0, -8.2], [-7.4, 4.6], [7.4, 4.6]],
        };
        let symbol = |(&row, &offset): (&u32, &[f32; 2])| {
            let project = self.projects.get(row)?;
            let dimension = display_dimension(project, self.filter);
            Some(FanSymbol { row, offset, dimension, status: project.status })
        };
        rows.iter().zip(offsets).filter_map(symbol).collect()
    }

    fn ring(&self, rows: &[u32]) -> MarkKind {
        let mut counts = [0_u32; 7];
        for project in rows.iter().filter_map(|&row| self.projects.get(row)) {
            counts[display_dimension(project, self.filter).map_or(6, Dimension::index)] += 1;
        }
        let keys = Dimension::ALL.iter().copied().map(Some).chain([None]);
        let segments = keys.zip(counts).filter(|(_, count)| *count > 0).collect();
        MarkKind::Ring { count: rows.len() as u32, segments }
    }

    /// Merges marks that still overlap, the smaller into the larger; `None` where none do.
    fn merge(&self, marks: &[Mark]) -> Option<Vec<Mark>> {
        let grid = Grid::new(marks);
        let mut into: Vec<Option<usize>> = vec![None; marks.len()];
        let mut is_target = vec![false; marks.len()];
        let mut has_merged = false;
        for index in (0..marks.len()).rev() {
            if is_target[index] {
                continue;
            }
            let target = grid
                .near(marks, index, 1)
                .filter(|&other| other < index && into[other].is_none() && overlap(&marks[index], &marks[other]) > 0.0)
                .min_by(|&a, &b| cost(&marks[index], &marks[a]).total_cmp(&cost(&marks[index], &marks[b])));
            if let Some(target) = target {
                into[index] = Some(target);
                is_target[target] = true;
                has_merged = true;
            }
        }
        has_merged.then(|| self.merged(marks, &into))
    }

    fn merged(&self, marks: &[Mark], into: &[Option<usize>]) -> Vec<Mark> {
        let mut places: Vec<Vec<usize>> = marks.iter().map(|mark| mark.places.clone()).collect();
        for (index, target) in into.iter().enumerate() {
            if let Some(target) = target {
                let moved = std::mem::take(&mut places[index]);
                places[*target].extend(moved);
            }
        }
        let kept = places.into_iter().zip(marks).filter(|(places, _)| !places.is_empty());
        let mut marks: Vec<Mark> = kept
            .map(|(places, mark)| {
                if places.len() == mark.places.len() {
                    Mark { centre: mark.anchor, ..mark.clone() }
                } else {
                    self.mark(places, mark.anchor)
                }
            })
            .collect();
        marks.sort_by_key(|mark| std::cmp::Reverse(self.rows(&mark.places).len()));
        marks
    }
}

const fn fan_radius(count: usize) -> f32 {
    match count {
        1 => SYMBOL_RADIUS + 1.8,
        2 => SYMBOL_RADIUS + 8.2,
        _ => SYMBOL_RADIUS + 9.6,
    }
}

/// Radius of a ring with so many projects, its halo included.
pub fn ring_radius(count: usize) -> f32 {
    (10.0 + 1.45 * (count as f32).sqrt()).min(25.0)
}

fn distance(a: &Mark, b: &Mark) -> f64 {
    (a.centre[0] - b.centre[0]).hypot(a.centre[1] - b.centre[1])
}

/// Merging with a small neighbour is better than with the ring of a town that stands for itself.
fn cost(mark: &Mark, target: &Mark) -> f64 {
    distance(mark, target) + if target.name.is_some() { NAMED_COST } else { 0.0 }
}

fn overlap(a: &Mark, b: &Mark) -> f64 {
    f64::from(a.radius + b.radius + GAP) - distance(a, b)
}

/// Gives names a side of their ring and spreads, until no name wants another side.
fn settle(marks: &mut [Mark]) {
    for _ in 0..SIDE_ROUNDS {
        let has_turned = choose_sides(marks);
        spread(marks);
        if !has_turned {
            return;
        }
    }
}

/// Puts each name where it covers least, first the names of large rings; says whether one changed.
fn choose_sides(marks: &mut [Mark]) -> bool {
    let mut taken: Vec<([f64; 2], [f64; 2])> = Vec::new();
    let mut has_turned = false;
    for index in 0..marks.len() {
        let Some(name) = marks[index].name else { continue };
        let options = sides(marks[index].radius, name.half);
        let centre = marks[index].centre;
        let burden = |side: usize| {
            let at = [centre[0] + options[side][0], centre[1] + options[side][1]];
            let others = marks.iter().enumerate().filter(|(other, _)| *other != index);
            let marks: f64 = others.map(|(_, other)| weight_under((at, name.half), other)).sum();
            let names = taken.iter().filter(|known| is_over(**known, (at, name.half))).count();
            // Above is where a reader looks for it.
            marks + names as f64 * 400.0 + side as f64 * 12.0
        };
        let best = (0..options.len()).min_by(|&a, &b| burden(a).total_cmp(&burden(b))).unwrap_or_default();
        let offset = options[best];
        taken.push(([centre[0] + offset[0], centre[1] + offset[1]], name.half));
        has_turned |= offset != name.offset;
        marks[index].name = Some(NameSpace { offset, ..name });
    }
    has_turned
}

/// What a mark under a name costs: a ring of a named town can't give way.
fn weight_under(name: ([f64; 2], [f64; 2]), mark: &Mark) -> f64 {
    let radius = f64::from(mark.radius);
    let under: f64 = (0..2)
        .map(|axis| (name.1[axis] + radius - (name.0[axis] - mark.centre[axis]).abs()).max(0.0).min(2.0 * radius))
        .product();
    under.sqrt() * if mark.name.is_some() { 12.0 } else { f64::from(mark.radius) / 8.0 }
}

/// Moves overlapping marks apart, light ones more than heavy ones, none farther than its reach.
fn spread(marks: &mut [Mark]) {
    for _ in 0..40 {
        let grid = Grid::new(marks);
        let mut has_moved = false;
        for index in 0..marks.len() {
            let others: Vec<usize> = grid.near(marks, index, 1).filter(|&other| other > index).collect();
            for other in others {
                has_moved |= push_apart(marks, index, other);
            }
            if marks[index].name.is_some() {
                let others: Vec<usize> = grid.near(marks, index, NAME_CELLS).collect();
                for other in others {
                    has_moved |= push_from_name(marks, index, other);
                }
            }
        }
        if !has_moved {
            return;
        }
    }
}

fn push_apart(marks: &mut [Mark], a: usize, b: usize) -> bool {
    let amount = overlap(&marks[a], &marks[b]);
    if amount <= 1e-3 {
        return false;
    }
    let apart = distance(&marks[a], &marks[b]);
    let direction = if apart > 1e-6 {
        [0, 1].map(|axis| (marks[b].centre[axis] - marks[a].centre[axis]) / apart)
    } else {
        // One place: any direction, but the same every time.
        let angle = (a * 7 + b) as f64;
        [angle.cos(), angle.sin()]
    };
    let weight = |mark: &Mark| f64::from(mark.radius).powi(3);
    let share = weight(&marks[b]) / (weight(&marks[a]) + weight(&marks[b]));
    let reach = |mark: &Mark| if mark.name.is_some() { NAMED_REACH } else { REACH };
    let (reach_a, reach_b) = (reach(&marks[a]), reach(&marks[b]));
    let moved_a = shift(&mut marks[a], direction, -(amount * share + 0.01), reach_a);
    let moved_b = shift(&mut marks[b], direction, amount * (1.0 - share) + 0.01, reach_b);
    moved_a || moved_b
}

/// Moves the mark `b` away from the name of the ring `a`, but not the ring of another named town.
fn push_from_name(marks: &mut [Mark], a: usize, b: usize) -> bool {
    let (ring, other) = (&marks[a], &marks[b]);
    let Some(name) = ring.name.filter(|_| other.name.is_none()) else { return false };
    let radius = f64::from(other.radius);
    let away = [0, 1].map(|axis| other.centre[axis] - ring.centre[axis] - name.offset[axis]);
    let deep = [0, 1].map(|axis| name.half[axis] + radius + 0.3 - away[axis].abs());
    if deep[0] <= 0.0 || deep[1] <= 0.0 {
        return false;
    }
    // The short way out; up or down is better than sideways, where the ring itself may be.
    let axis = usize::from(deep[1] <= deep[0]);
    let mut direction = [0.0, 0.0];
    direction[axis] = if away[axis].abs() > 1e-6 { away[axis].signum() } else { name.offset[axis].signum() };
    shift(&mut marks[b], direction, deep[axis] + 0.01, NAME_REACH)
}

fn shift(mark: &mut Mark, direction: [f64; 2], by: f64, reach: f64) -> bool {
    let before = mark.centre;
    let moved = [direction[0].mul_add(by, before[0]), direction[1].mul_add(by, before[1])];
    let offset = [moved[0] - mark.anchor[0], moved[1] - mark.anchor[1]];
    // What a name has moved farther is not drawn back by a neighbour.
    let reach = reach.max((before[0] - mark.anchor[0]).hypot(before[1] - mark.anchor[1]));
    let share = (reach / offset[0].hypot(offset[1]).max(1e-9)).min(1.0);
    mark.centre = [offset[0].mul_add(share, mark.anchor[0]), offset[1].mul_add(share, mark.anchor[1])];
    (mark.centre[0] - before[0]).abs() + (mark.centre[1] - before[1]).abs() > 0.02
}

/// Cells of a plane with the marks whose middle lies in them.
struct Grid {
    cells: HashMap<[i64; 2], Vec<usize>>,
}

/// Side of a cell: no two marks of cells that do not touch can overlap.
const CELL: f64 = 56.0;

/// Cells around a ring that its name may reach into.
const NAME_CELLS: i64 = 3;

fn cell_of(centre: [f64; 2]) -> [i64; 2] {
    centre.map(|value| (value / CELL).floor() as i64)
}

impl Grid {
    fn new(marks: &[Mark]) -> Self {
        let mut cells: HashMap<[i64; 2], Vec<usize>> = HashMap::new();
        for (index, mark) in marks.iter().enumerate() {
            cells.entry(cell_of(mark.centre)).or_default().push(index);
        }
        Self { cells }
    }

    /// Marks around this one, so many cells far, in a fixed order.
    fn near<'a>(&'a self, marks: &[Mark], index: usize, far: i64) -> impl Iterator<Item = usize> + 'a {
        let [x, y] = cell_of(marks[index].centre);
        (-far..=far)
            .flat_map(move |dx| (-far..=far).map(move |dy| [x + dx, y + dy]))
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .copied()
            .filter(move |&other| other != index)
    }
}
