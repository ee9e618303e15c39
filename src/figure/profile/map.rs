//! The map of a profile: the municipality among its neighbours with the symbols of its projects, where it lies in
//! Flanders, and a legend with scale bar, attribution and what is approximate.

use geo::BoundingRect;

use super::Maker;
use crate::figure::clip;
use crate::figure::font;
use crate::figure::map::base::{self, BaseOptions};
use crate::figure::map::labels::{self, LabelInput};
use crate::figure::map::marks::{self, Mark, MarkKind};
use crate::figure::map::projection::{REGION, Viewport};
use crate::figure::map::{legend, mark_scene, scale_bar};
use crate::figure::page::{Picture, TextStyle, words};
use crate::figure::place::{self, Bounds};
use crate::figure::scene::{Align, Lines, Outline, Pattern, Primitive};
use crate::insight::Profile;
use crate::model::{BoundaryAccuracy, BoundingBox, Dimension, Municipality, Status};
use crate::query::filter;
use crate::query::symbols::{self, PlaceSymbol};
use crate::workspace::Filter;

/// Points on paper for each point of the map on a screen: names are smaller on paper.
const SCALE: f32 = 0.72;

/// Height of the map by its width.
const RATIO: f32 = 0.62;

/// Not closer than this, so that the surroundings of a tiny municipality are seen.
const MAX_ZOOM: f64 = 12.4;

/// Corners nearer than this are left out, in points on paper.
const DETAIL: f32 = 0.25;

/// Size of the little map of Flanders.
const INSET: [f32; 2] = [92.0, 38.0];

/// The picture, so many points wide.
pub(super) fn picture(maker: &Maker<'_>, profile: &Profile<'_>, width: f32) -> Picture {
    let height = (width * RATIO).round();
    let frame = [0.0, 0.0, width, height];
    let row = maker.workspace().municipalities.get(profile.nis);
    let viewport = viewport(row, [width / SCALE, height / SCALE]);
    let (places, filter) = places(maker, profile);
    let workspace = maker.workspace();
    let marks = marks::layout(&places, &workspace.projects, &workspace.municipalities, &filter, viewport.zoom);
    let mut scene = vec![Primitive::Card { bounds: frame, radius: 0.0, fill: maker.palette.water, line: None }];
    let covered = [bar_bounds(frame), inset_bounds(frame)];
    let drawn = map_scene(maker, profile, &viewport, &places, (&marks, &covered));
    scene.extend(clip::clipped(place::placed(drawn, SCALE, [0.0, 0.0]), frame, DETAIL));
    scene.extend(bar(maker, &viewport, frame));
    scene.extend(inset(maker, profile, frame));
    scene.push(border(frame, maker));
    let (legend, below) = legend(maker, profile, &marks, width, height + 8.0);
    scene.extend(legend);
    let count = maker.text.integer(profile.projects.len() as u32);
    let name = maker.name(profile);
    let alternative = maker.text.with("profile-map-alternative", &[("name", name.into()), ("count", count.into())]);
    Picture { name: "map".to_owned(), alternative, scene, size: [width, below] }
}

/// The municipality with room around it.
fn viewport(row: Option<&Municipality>, size: [f32; 2]) -> Viewport {
    let rect = row.and_then(|row| row.boundary.as_ref()?.geometry.bounding_rect());
    let bounds = match (rect, row) {
        (Some(rect), _) => {
            BoundingBox { west: rect.min().x, south: rect.min().y, east: rect.max().x, north: rect.max().y }
        }
        (None, Some(row)) => {
            let (lon, lat) = (row.label_point.lon(), row.label_point.lat());
            BoundingBox { west: lon - 0.06, south: lat - 0.04, east: lon + 0.06, north: lat + 0.04 }
        }
        (None, None) => REGION,
    };
    let mut viewport = Viewport::fit(&bounds, size, size[1] * 0.13);
    viewport.zoom = viewport.zoom.min(MAX_ZOOM);
    viewport
}

/// Where its projects stand.
fn places(maker: &Maker<'_>, profile: &Profile<'_>) -> (Vec<PlaceSymbol>, Filter) {
    let workspace = maker.workspace();
    let mut filter = Filter::default();
    filter.municipalities.insert(profile.nis);
    let selection = filter::run(&workspace.projects, &workspace.municipalities, &filter);
    (symbols::run(&workspace.projects, &workspace.municipalities, &filter, &selection), filter)
}

fn map_scene(
    maker: &Maker<'_>,
    profile: &Profile<'_>,
    viewport: &Viewport,
    places: &[PlaceSymbol],
    (marks, covered): (&[Mark], &[Bounds]),
) -> Vec<Primitive> {
    let palette = &maker.palette;
    let options = BaseOptions { has_basemap: true, has_towns: true, choropleth: None };
    let mut scene = base::scene(&maker.prepared, viewport, palette, &options);
    let fill = palette.accent.with_opacity(0.14);
    scene.extend(base::filled(&maker.prepared, viewport, profile.nis, fill));
    scene.extend(base::outline(&maker.prepared, viewport, profile.nis, palette.accent, 2.2));
    let obstacles: Vec<([f64; 2], [f64; 2])> = covered.iter().map(|bounds| obstacle(viewport, *bounds)).collect();
    let input = LabelInput {
        basemap: &maker.basemap,
        municipalities: &maker.workspace().municipalities,
        places,
        marks,
        own: &[],
        obstacles: &obstacles,
        language: maker.text.language(),
        zoom: viewport.zoom,
    };
    scene.extend(labels::scene(&labels::layout(&input), viewport, palette));
    scene.extend(mark_scene::scene(marks, viewport, palette, None));
    scene
}

/// What lies over the map, in the plane of its zoom: no name may stand there.
fn obstacle(viewport: &Viewport, [left, top, right, bottom]: Bounds) -> ([f64; 2], [f64; 2]) {
    let middle = [f32::midpoint(left, right) / SCALE, f32::midpoint(top, bottom) / SCALE];
    let half = [right - left, bottom - top].map(|side| f64::from(side / SCALE) / 2.0 + 2.0);
    (marks::plane_of(viewport.world_at(middle), viewport.zoom), half)
}

/// Where the scale bar stands, at most.
fn bar_bounds([left, .., bottom]: Bounds) -> Bounds {
    [left + 4.0, bottom - 23.0, left + 80.0, bottom - 4.0]
}

/// Where the little map stands.
fn inset_bounds([_, _, right, bottom]: Bounds) -> Bounds {
    [right - INSET[0] - 6.0, bottom - INSET[1] - 6.0, right - 6.0, bottom - 6.0]
}

fn border([left, top, right, bottom]: Bounds, maker: &Maker<'_>) -> Primitive {
    let mut line = Lines::new(0.6, maker.palette.faint, Pattern::Solid);
    line.push([[left, top], [right, top], [right, bottom], [left, bottom], [left, top]]);
    Primitive::Lines(line)
}

fn bar(maker: &Maker<'_>, viewport: &Viewport, [left, .., bottom]: Bounds) -> Vec<Primitive> {
    let (metres, points) = scale_bar::nice(viewport.metres_per_point(), 90.0);
    let (x, y, length) = (left + 8.0, bottom - 8.0, points * SCALE);
    let style = TextStyle { size: 7.0, is_bold: true, ..maker.styles.small };
    let words = scale_bar::words(metres);
    let wide = length.max(font::width(&words, style.size, true)) + 8.0;
    let ground = [x - 4.0, y - 15.0, x - 4.0 + wide, y + 4.0];
    let mut line = Lines::new(1.1, maker.palette.text, Pattern::Solid);
    line.push([[x, y - 3.5], [x, y], [x + length, y], [x + length, y - 3.5]]);
    let fill = maker.palette.panel.with_opacity(0.82);
    vec![
        Primitive::Card { bounds: ground, radius: 2.0, fill, line: None },
        Primitive::Lines(line),
        words::label(words, TextStyle { colour: maker.palette.text, ..style }, [x, y - 9.0], Align::Left),
    ]
}

/// Flanders and Brussels with the municipality in colour.
fn inset(maker: &Maker<'_>, profile: &Profile<'_>, frame: Bounds) -> Vec<Primitive> {
    let palette = &maker.palette;
    let bounds = inset_bounds(frame);
    let [left, top, ..] = bounds;
    let whole = Viewport::fit(&REGION, [INSET[0] * 4.0, INSET[1] * 4.0], 10.0);
    let mut scene = Vec::new();
    for row in maker.workspace().municipalities.rows().iter().filter(|row| row.nis != profile.nis) {
        scene.extend(base::filled(&maker.prepared, &whole, row.nis, palette.line));
    }
    scene.extend(base::filled(&maker.prepared, &whole, profile.nis, palette.accent));
    let mut scene = clip::clipped(place::placed(scene, 0.25, [left, top]), bounds, 0.35);
    scene.insert(
        0,
        Primitive::Card { bounds, radius: 2.0, fill: palette.panel.with_opacity(0.9), line: Some(palette.line) },
    );
    if let Some(row) = maker.workspace().municipalities.get(profile.nis) {
        let [x, y] = whole.screen_of(crate::figure::map::projection::world_of(row.label_point));
        let outline = Outline { width: 0.9, colour: palette.accent, pattern: Pattern::Solid };
        scene.push(Primitive::Circle { centre: [x * 0.25 + left, y * 0.25 + top], radius: 4.2, outline });
    }
    scene
}

/// Symbols that are there, what the ring and the line mean, what is approximate, whose map it is.
fn legend(maker: &Maker<'_>, profile: &Profile<'_>, marks: &[Mark], width: f32, top: f32) -> (Vec<Primitive>, f32) {
    let small = maker.styles.small;
    let mut scene = Vec::new();
    let mut setter = Setter { x: 0.0, y: top, width, style: small };
    let present = dimensions(maker, profile);
    let mut keys: Vec<(Key, String)> = vec![(Key::Border, maker.t("profile-map-border"))];
    for (dimension, words) in legend::dimensions(maker.text).into_iter().filter(|(one, _)| present.contains(one)) {
        keys.push((Key::Symbol(dimension), words));
    }
    let has_ring = marks.iter().any(|mark| matches!(mark.kind, MarkKind::Ring { .. }));
    if has_ring {
        keys.push((Key::Ring, maker.t("profile-map-ring")));
    }
    let is_drawn = |status| !has_ring && stages(maker, profile).contains(&status);
    for (status, key) in [(Status::Planned, "map-legend-planned"), (Status::Idea, "map-legend-idea")] {
        if is_drawn(status) {
            keys.push((Key::Stage(status), maker.t(key)));
        }
    }
    for (key, words) in keys {
        let at = setter.next(&words);
        draw_key(&mut scene, maker, key, at);
        scene.push(words::label(words, small, [at[0] + 12.0, at[1]], Align::Left));
    }
    let mut y = setter.y + small.leading;
    let mut notes = Vec::new();
    if profile.is_in_sample {
        notes.push(maker.t("map-sample-note"));
    }
    let own = maker.workspace().municipalities.get(profile.nis).and_then(|row| row.boundary.as_ref());
    if own.is_some_and(|boundary| boundary.accuracy == BoundaryAccuracy::Approximate) {
        notes.push(maker.t("map-legend-approximate"));
    }
    notes.push(legend::attribution(maker.workspace(), true, maker.text));
    for line in words::text_lines(&notes.join(" · "), TextStyle { size: 6.5, ..small }, width, 4) {
        scene.push(words::label(line, TextStyle { size: 6.5, ..small }, [0.0, y + small.leading * 0.5], Align::Left));
        y += small.leading;
    }
    (scene, y)
}

fn dimensions(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Dimension> {
    let projects = &maker.workspace().projects;
    let rows = profile.projects.iter().filter_map(|row| projects.get(*row));
    let mut shown: Vec<Dimension> = rows.filter_map(|project| project.dimensions.first().copied()).collect();
    shown.sort_unstable();
    shown.dedup();
    shown
}

fn stages(maker: &Maker<'_>, profile: &Profile<'_>) -> Vec<Status> {
    let projects = &maker.workspace().projects;
    profile.projects.iter().filter_map(|row| projects.get(*row)).map(|project| project.status).collect()
}

#[derive(Clone, Copy)]
enum Key {
    Border,
    Stage(Status),
    Symbol(Dimension),
    Ring,
}

fn draw_key(scene: &mut Vec<Primitive>, maker: &Maker<'_>, key: Key, [x, y]: [f32; 2]) {
    let palette = &maker.palette;
    let centre = [x + 4.5, y];
    match key {
        Key::Symbol(dimension) => mark_scene::symbol(scene, centre, 3.4, Some(dimension), Status::Running, palette),
        Key::Stage(status) => mark_scene::symbol(scene, centre, 3.4, None, status, palette),
        Key::Border => {
            let bounds = [x + 1.0, y - 3.0, x + 8.0, y + 3.0];
            scene.push(Primitive::Card {
                bounds,
                radius: 0.0,
                fill: palette.accent_background,
                line: Some(palette.accent),
            });
        }
        Key::Ring => {
            let outline = Outline { width: 1.6, colour: palette.soft, pattern: Pattern::Solid };
            scene.push(Primitive::Circle { centre, radius: 3.0, outline });
        }
    }
}

/// Puts keys of a legend beside each other while there is room.
struct Setter {
    x: f32,
    y: f32,
    width: f32,
    style: TextStyle,
}

impl Setter {
    fn next(&mut self, words: &str) -> [f32; 2] {
        let wide = 12.0 + font::width(words, self.style.size, self.style.is_bold);
        if self.x > 0.0 && self.x + wide > self.width {
            self.x = 0.0;
            self.y += self.style.leading + 1.0;
        }
        let at = [self.x, self.y];
        self.x += wide + 12.0;
        at
    }
}
