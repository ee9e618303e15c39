//! Names on the map: which, where, and never one over another or over a mark.
//!
//! Placed greedily by importance in the plane of one zoom (see [`super::marks`]), over the whole region at once, so
//! that panning moves no name.

use std::collections::{HashMap, HashSet};

use super::mark_scene::{offset_of, screen_of};
use super::marks::{Mark, MarkKind, is_over, name_half, plane_of, rank_limit, sides, town_size};
use super::own::OwnName;
use super::projection::{Viewport, world_of};
use crate::figure::scene::{Align, Label, Primitive};
use crate::figure::style::Palette;
use crate::model::basemap::{Basemap, BasemapPlace};
use crate::model::{Language, Nis};
use crate::query::symbols::PlaceSymbol;
use crate::workspace::Municipalities;

/// How loud a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A municipality of the region.
    Town,
    /// A place of lesser weight.
    Minor,
    /// A country or the sea.
    Country,
}

/// A name with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct PlacedLabel {
    /// The name.
    pub text: String,
    /// Its middle in the plane of the zoom.
    pub centre: [f64; 2],
    /// Half its width and height, with some space around.
    pub half: [f64; 2],
    /// Size in points.
    pub size: f32,
    /// Semi-bold.
    pub is_bold: bool,
    /// How loud.
    pub tone: Tone,
}

/// What names are made from.
#[derive(Clone, Copy, Debug)]
pub struct LabelInput<'a> {
    /// Places of the basemap.
    pub basemap: &'a Basemap,
    /// Municipalities.
    pub municipalities: &'a Municipalities,
    /// Places of projects.
    pub places: &'a [PlaceSymbol],
    /// Their marks; empty where projects are not shown.
    pub marks: &'a [Mark],
    /// Middle and half size, in the plane of the zoom, of what else no name may cover.
    pub obstacles: &'a [([f64; 2], [f64; 2])],
    /// Names of features of the user's own layers.
    pub own: &'a [OwnName],
    /// Language of the names.
    pub language: Language,
    /// Zoom.
    pub zoom: f64,
}

struct Candidate {
    /// Lower is placed first.
    order: f64,
    text: String,
    size: f32,
    is_bold: bool,
    tone: Tone,
    anchor: [f64; 2],
    /// Radius of the mark that it belongs to; 0 = it stands on its place.
    radius: f32,
    /// Where the marks have left room for it, from the anchor.
    room: Option<[f64; 2]>,
}

/// The names to draw at this zoom.
pub fn layout(input: &LabelInput<'_>) -> Vec<PlacedLabel> {
    let mut candidates = town_candidates(input);
    candidates.extend(input.basemap.places.iter().filter_map(|place| place_candidate(place, input)));
    candidates.extend(input.own.iter().map(|name| own_candidate(name, input.zoom)));
    candidates.sort_by(|a, b| a.order.total_cmp(&b.order).then_with(|| a.text.cmp(&b.text)));
    let mut taken = Taken::default();
    for (centre, radius) in input.marks.iter().flat_map(Mark::solids) {
        taken.add(centre, [radius, radius]);
    }
    for (centre, half) in input.obstacles {
        taken.add(*centre, *half);
    }
    let gives_way = !input.obstacles.is_empty();
    candidates.into_iter().filter_map(|candidate| place(candidate, gives_way, &mut taken)).collect()
}

/// The names that are seen, as primitives.
pub fn scene(labels: &[PlacedLabel], viewport: &Viewport, palette: &Palette) -> Vec<Primitive> {
    let offset = offset_of(viewport);
    let mut scene = Vec::new();
    for label in labels {
        let at = screen_of(offset, label.centre);
        let (x, y) = (label.half[0] as f32, label.half[1] as f32);
        let is_seen = (-x..=viewport.size[0] + x).contains(&at[0]) && (-y..=viewport.size[1] + y).contains(&at[1]);
        if is_seen {
            let colour = match label.tone {
                Tone::Town => palette.label,
                Tone::Minor => palette.soft,
                Tone::Country => palette.label_soft,
            };
            scene.push(Primitive::Text(Label {
                at,
                align: Align::Centre,
                text: label.text.clone(),
                size: label.size,
                is_bold: label.is_bold,
                colour,
                halo: Some(palette.halo),
            }));
        }
    }
    scene
}

fn town_candidates(input: &LabelInput<'_>) -> Vec<Candidate> {
    let mut marked: HashMap<Nis, &Mark> = HashMap::new();
    for mark in input.marks {
        if let Some(nis) = mark.places.first().and_then(|&index| input.places.get(index)).and_then(|place| place.nis) {
            marked.entry(nis).or_insert(mark);
        }
    }
    let limit = rank_limit(input.zoom);
    let candidate = |row: &crate::model::Municipality| {
        let mark = marked.get(&row.nis);
        let count = match mark.map(|mark| &mark.kind) {
            Some(MarkKind::Ring { count, .. }) => *count,
            _ => 0,
        };
        let rank = f64::from(row.label_rank.max(1));
        let is_named = rank <= limit || (count > 0 && rank <= limit * 6.0);
        is_named.then(|| Candidate {
            // Those for which room was left come before all others.
            order: match mark.and_then(|mark| mark.name) {
                Some(_) => rank * 1e-3,
                None if count > 0 => rank * 0.3,
                None => rank,
            },
            text: row.name.to_string(),
            size: town_size(row.label_rank, count > 0),
            is_bold: rank <= 40.0 || count > 0,
            tone: Tone::Town,
            anchor: mark.map_or_else(|| plane_of(world_of(row.label_point), input.zoom), |mark| mark.centre),
            radius: mark.map_or(0.0, |mark| mark.radius),
            room: mark.and_then(|mark| mark.name).map(|name| name.offset),
        })
    };
    input.municipalities.rows().iter().filter_map(candidate).collect()
}

/// Of the same weight as places that no project lies in.
fn own_candidate(name: &OwnName, zoom: f64) -> Candidate {
    Candidate {
        order: 60.0,
        text: name.text.clone(),
        size: 11.0,
        is_bold: false,
        tone: Tone::Town,
        anchor: plane_of(name.place, zoom),
        radius: if name.is_point { 5.0 } else { 0.0 },
        room: None,
    }
}

fn place_candidate(place: &BasemapPlace, input: &LabelInput<'_>) -> Option<Candidate> {
    if place.nis.is_some_and(|nis| input.municipalities.get(nis).is_some()) {
        return None;
    }
    let is_foreign = &*place.country != "BE";
    let (least_zoom, most_zoom, size, tone) = match &*place.kind {
        "country" => (0.0, 10.5, 12.5, Tone::Country),
        "sea" => (0.0, 12.0, 12.5, Tone::Country),
        "city" if place.rank <= 1 => (7.0, 99.0, 12.0, Tone::Minor),
        "city" => (8.4, 99.0, 11.5, Tone::Minor),
        "town" if place.rank <= 3 => (9.4, 99.0, 11.5, Tone::Minor),
        "town" => (10.3, 99.0, 11.0, Tone::Minor),
        "deelgemeente" => (11.4, 99.0, 11.0, Tone::Minor),
        _ => (11.6, 99.0, 11.0, Tone::Minor),
    };
    let is_named = (least_zoom..most_zoom).contains(&input.zoom);
    is_named.then(|| {
        let name = match (&place.name_fr, input.language) {
            (Some(french), Language::En) if is_foreign && &*place.country == "FR" => french,
            _ => &place.name_nl,
        };
        let base = if tone == Tone::Country { 6.0 } else { 40.0 };
        Candidate {
            order: base * f64::from(place.rank) + if is_foreign { 10.0 } else { 0.0 },
            text: name.to_string(),
            size,
            is_bold: false,
            tone,
            anchor: plane_of(world_of(place.place), input.zoom),
            radius: 0.0,
            room: None,
        }
    })
}

/// Places a name; one that stands on its place may step aside where something else stands there.
fn place(candidate: Candidate, gives_way: bool, taken: &mut Taken) -> Option<PlacedLabel> {
    let half = name_half(&candidate.text, candidate.size, candidate.is_bold);
    let mut offsets: Vec<[f64; 2]> = candidate.room.into_iter().collect();
    if candidate.radius > 0.0 {
        let [above, below, right, left] = sides(candidate.radius, half);
        offsets.extend([above, below, right, left]);
        let corners = [[right, above], [left, above], [right, below], [left, below]];
        offsets.extend(corners.map(|[side, edge]| [side[0] * 0.8, edge[1] * 0.8]));
        // Along the edges, for a name between two neighbours.
        for share in [0.3, -0.3, 0.6, -0.6] {
            offsets.extend([above, below].map(|edge| [half[0] * share, edge[1]]));
        }
        if candidate.room.is_some() {
            // An important name may stand a little off rather than not at all.
            for share in [1.0, 0.8, 0.5, 0.2, 0.0, -0.2, -0.5, -0.8, -1.0] {
                for far in [0.0, 5.0, 10.0] {
                    offsets.extend([[half[0] * share, above[1] - far], [half[0] * share, below[1] + far]]);
                    offsets.extend([[right[0] + far, below[1] * share], [left[0] - far, below[1] * share]]);
                }
            }
        }
    } else {
        offsets.extend([[0.0, 0.0], [0.0, -half[1] * 1.4], [0.0, half[1] * 1.4]]);
        if gives_way {
            for far in [10.0, 18.0, 26.0] {
                let (up, aside) = (half[1] + far, half[0] + far);
                offsets.extend([[0.0, -up], [0.0, up], [aside, 0.0], [-aside, 0.0]]);
                offsets.extend([
                    [half[0] * 0.6, -up],
                    [half[0] * -0.6, -up],
                    [half[0] * 0.6, up],
                    [half[0] * -0.6, up],
                ]);
            }
        }
    }
    let centres = offsets.into_iter().map(|offset| [candidate.anchor[0] + offset[0], candidate.anchor[1] + offset[1]]);
    let Candidate { text, size, is_bold, tone, .. } = candidate;
    for centre in centres {
        if taken.is_free(centre, half) {
            taken.add(centre, half);
            return Some(PlacedLabel { text, centre, half, size, is_bold, tone });
        }
    }
    None
}

/// Boxes that are taken, in cells.
#[derive(Default)]
struct Taken {
    boxes: Vec<([f64; 2], [f64; 2])>,
    cells: HashMap<[i64; 2], Vec<usize>>,
}

/// Side of a cell.
const CELL: f64 = 80.0;

fn cells(centre: [f64; 2], half: [f64; 2]) -> impl Iterator<Item = [i64; 2]> {
    let low = [0, 1].map(|axis| ((centre[axis] - half[axis]) / CELL).floor() as i64);
    let high = [0, 1].map(|axis| ((centre[axis] + half[axis]) / CELL).floor() as i64);
    (low[0]..=high[0]).flat_map(move |x| (low[1]..=high[1]).map(move |y| [x, y]))
}

impl Taken {
    fn is_free(&self, centre: [f64; 2], half: [f64; 2]) -> bool {
        let near: HashSet<usize> =
            cells(centre, half).filter_map(|cell| self.cells.get(&cell)).flatten().copied().collect();
        !near.into_iter().any(|index| is_over((centre, half), self.boxes[index]))
    }

    fn add(&mut self, centre: [f64; 2], half: [f64; 2]) {
        for cell in cells(centre, half) {
            self.cells.entry(cell).or_default().push(self.boxes.len());
        }
        self.boxes.push((centre, half));
    }
}
