//! Layers that the user brought, made ready to be drawn and drawn: light areas with a thin outline, lines, points.

use std::collections::HashSet;

use geo::{CoordsIter, Geometry};

use super::prepared::{LEVELS, PreparedArea, PreparedLine, TOLERANCE, area, bounds_of, polygon_rings, stored};
use super::projection::{Viewport, World, meet, origin, scale_of, world_of_degrees};
use super::simplify::{self, Junctions};
use crate::figure::scene::{Area, Lines, Pattern, Primitive, parts};
use crate::figure::style::{Colour, Palette};
use crate::model::own_layer::ShapeCounts;
use crate::model::{LayerData, OwnLayer};

/// Opacity of areas.
const FILL: f32 = 0.28;

/// Width of outlines and lines in points.
const OUTLINE: f32 = 1.4;
const LINE: f32 = 2.0;

/// More points than this are drawn as small squares, one for each place that can be told apart.
const MANY_POINTS: usize = 2_000;

/// Side of such a square in points.
const SQUARE: f32 = 3.0;

/// Up to so many corners, areas that share an edge keep the same one when simplified.
const SHARED_CORNERS: usize = 1_000_000;

/// How near, in points, the pointer must be to a point or a line.
const NEAR: f32 = 6.0;

/// Named features of a layer up to which names are drawn; more would only be in each other's way.
pub const MOST_NAMES: usize = 5_000;

/// From so many names on they are drawn only from [`NAMES_ZOOM`].
const MANY_NAMES: usize = 400;

/// See [`MANY_NAMES`].
const NAMES_ZOOM: f64 = 10.5;

/// Features by which the mark in a legend is chosen.
const SWATCH_FEATURES: usize = 1_000;

/// Areas and lines at one level of detail, each with the position of its feature.
#[derive(Clone, Debug, Default, PartialEq)]
struct Level {
    areas: Vec<(u32, PreparedArea)>,
    lines: Vec<(u32, PreparedLine)>,
}

/// A layer made ready. Costs up to some seconds for the largest, so that it is done beside the interface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PreparedLayer {
    /// Each up to its zoom.
    levels: Vec<(f64, Level)>,
    /// Points relative to [`origin`], with the position of their feature.
    points: Vec<(u32, [f32; 2])>,
    /// Where the name of a feature stands, and whether beside a point.
    names: Vec<(u32, World, bool)>,
}

/// A name with its place.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnName {
    /// The name.
    pub text: String,
    /// Its place.
    pub place: World,
    /// It stands beside a point.
    pub is_point: bool,
}

/// What lies at a point of the screen.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Points go before lines, and lines before areas.
    pub order: u8,
    /// Of two of one order the one with less is meant: how far a point or a line is, how large an area.
    pub measure: f32,
    /// The position of its feature.
    pub feature: u32,
}

impl PreparedLayer {
    /// Makes every level of detail.
    pub fn new(data: &LayerData) -> Self {
        Self { names: names_of(data), ..Self::of_shapes(&shapes_of(data), None) }
    }

    /// Makes the one that is drawn at this zoom.
    pub fn at(data: &LayerData, zoom: f64) -> Self {
        Self { names: names_of(data), ..Self::of_shapes(&shapes_of(data), Some(zoom)) }
    }

    /// Shapes without names, for every zoom or for this one.
    pub fn of_shapes(shapes: &[&Geometry<f64>], zoom: Option<f64>) -> Self {
        let Some(zoom) = zoom else { return Self::with_levels(shapes, &LEVELS) };
        let level = LEVELS.iter().copied().find(|most| zoom <= *most).unwrap_or(f64::INFINITY);
        let mut prepared = Self::with_levels(shapes, &[level]);
        for (most, _) in &mut prepared.levels {
            *most = f64::INFINITY;
        }
        prepared
    }

    fn with_levels(geometries: &[&Geometry<f64>], levels: &[f64]) -> Self {
        let mut shapes = Shapes::default();
        for (index, geometry) in (0_u32..).zip(geometries) {
            shapes.take(index, geometry);
        }
        let corners: usize = geometries.iter().map(|geometry| geometry.coords_count()).sum();
        let shared =
            (corners <= SHARED_CORNERS).then(|| Junctions::new(shapes.areas.iter().flat_map(|(_, rings)| rings)));
        let made = |most: f64| {
            let tolerance = if most.is_finite() { TOLERANCE / scale_of(most) } else { 0.0 };
            (most, shapes.level(tolerance, shared.as_ref()))
        };
        let origin = origin();
        let relative = |at: World| [(at[0] - origin[0]) as f32, (at[1] - origin[1]) as f32];
        Self {
            levels: levels.iter().map(|most| made(*most)).collect(),
            points: shapes.points.iter().map(|(index, at)| (*index, relative(*at))).collect(),
            names: Vec::new(),
        }
    }

    fn level(&self, zoom: f64) -> Option<&Level> {
        self.levels.iter().find(|(most, _)| zoom <= *most).map(|(_, level)| level)
    }

    /// The feature at a point of the screen: a point or line nearby, else the smallest area that holds it.
    pub fn found_at(&self, viewport: &Viewport, at: [f32; 2]) -> Option<Found> {
        let (scale, offset) = viewport.transform();
        let stored_at = [0, 1].map(|axis| (at[axis] - offset[axis]) / scale);
        let near = NEAR / scale;
        let [x, y] = stored_at;
        let reach = [x - near, y - near, x + near, y + near];
        let nearest = |found: Option<(f32, u32)>, (distance, index): (f32, u32)| match found {
            Some((least, _)) if least <= distance => found,
            _ => Some((distance, index)),
        };
        let points = self.points.iter().map(|(index, point)| ((point[0] - x).hypot(point[1] - y), *index));
        if let Some((measure, feature)) = points.filter(|(distance, _)| *distance <= near).fold(None, nearest) {
            return Some(Found { order: 0, measure, feature });
        }
        let level = self.level(viewport.zoom)?;
        let lines = level.lines.iter().filter(|(_, line)| meet(line.bounds, reach));
        let lines = lines.map(|(index, line)| (distance_to(&line.points, stored_at), *index));
        if let Some((measure, feature)) = lines.filter(|(distance, _)| *distance <= near).fold(None, nearest) {
            return Some(Found { order: 1, measure, feature });
        }
        let size = |area: &PreparedArea| (area.bounds[2] - area.bounds[0]) * (area.bounds[3] - area.bounds[1]);
        let areas = level.areas.iter().filter(|(_, area)| meet(area.bounds, [x, y, x, y]) && area.holds(stored_at));
        let areas = areas.map(|(feature, area)| Found { order: 2, measure: size(area), feature: *feature });
        areas.min_by(|a, b| a.measure.total_cmp(&b.measure))
    }

    /// One feature, set off.
    pub fn highlighted(&self, viewport: &Viewport, feature: u32, colour: Colour, width: f32) -> Vec<Primitive> {
        let place = placer(viewport);
        let mut lines = Lines::new(width, colour, Pattern::Solid);
        if let Some(level) = self.level(viewport.zoom) {
            for (_, area) in level.areas.iter().filter(|(index, _)| *index == feature) {
                for ring in parts(&area.points, &area.ring_ends) {
                    lines.push(ring.iter().chain(ring.first()).map(&place));
                }
            }
            for (_, line) in level.lines.iter().filter(|(index, _)| *index == feature) {
                lines.push(line.points.iter().map(&place));
            }
        }
        let mut scene = vec![Primitive::Lines(lines)];
        let outline = crate::figure::scene::Outline { width, colour, pattern: Pattern::Solid };
        let points = self.points.iter().filter(|(index, _)| *index == feature);
        scene.extend(points.map(|(_, point)| Primitive::Circle { centre: place(point), radius: 7.0, outline }));
        scene
    }
}

fn shapes_of(data: &LayerData) -> Vec<&Geometry<f64>> {
    data.features.iter().map(|feature| &feature.geometry).collect()
}

/// Where names stand; nowhere in a layer of too many features.
fn names_of(data: &LayerData) -> Vec<(u32, World, bool)> {
    if data.features.len() > MOST_NAMES {
        return Vec::new();
    }
    let names = (0_u32..).zip(&data.features).filter_map(|(index, feature)| {
        let place = feature.place()?;
        Some((index, world_of_degrees(place.lon(), place.lat()), matches!(feature.geometry, Geometry::Point(_))))
    });
    names.collect()
}

/// The names of a layer that are drawn at this zoom.
pub fn names(layer: &OwnLayer, prepared: &PreparedLayer, zoom: f64) -> Vec<OwnName> {
    if layer.label.is_none() || (prepared.names.len() > MANY_NAMES && zoom < NAMES_ZOOM) {
        return Vec::new();
    }
    let named = prepared.names.iter().filter_map(|(index, place, is_point)| {
        let text = layer.feature_name(layer.data.features.get(*index as usize)?);
        (!text.is_empty()).then_some(OwnName { text, place: *place, is_point: *is_point })
    });
    named.collect()
}

/// The colour of a layer.
pub fn colour_of(layer: &OwnLayer, palette: &Palette) -> Colour {
    palette.series.get(usize::from(layer.colour)).copied().unwrap_or(palette.accent)
}

/// The layers in their colours, back to front: areas of all, then lines, then points.
pub fn scene(layers: &[(Colour, &PreparedLayer)], viewport: &Viewport, palette: &Palette) -> Vec<Primitive> {
    let mut scene = Vec::new();
    let seen = viewport.stored_bounds(24.0);
    let place = placer(viewport);
    let levels = layers.iter().filter_map(|(colour, prepared)| Some((*colour, prepared.level(viewport.zoom)?)));
    for (colour, level) in levels.clone() {
        let mut outline = Lines::new(OUTLINE, colour, Pattern::Solid);
        for (_, area) in level.areas.iter().filter(|(_, area)| meet(area.bounds, seen)) {
            let points: Vec<[f32; 2]> = area.points.iter().map(&place).collect();
            for ring in parts(&points, &area.ring_ends) {
                outline.push(ring.iter().chain(ring.first()).copied());
            }
            scene.push(Primitive::Area(Area {
                points,
                ring_ends: area.ring_ends.clone(),
                triangles: area.triangles.clone(),
                fill: colour.with_opacity(FILL),
            }));
        }
        scene.push(Primitive::Lines(outline));
    }
    for (colour, level) in levels {
        let mut lines = Lines::new(LINE, colour, Pattern::Solid);
        for (_, line) in level.lines.iter().filter(|(_, line)| meet(line.bounds, seen)) {
            lines.push(line.points.iter().map(&place));
        }
        scene.push(Primitive::Lines(lines));
    }
    for (colour, prepared) in layers {
        points_scene(&mut scene, prepared, viewport, *colour, palette);
    }
    scene
}

/// The mark of a layer in a legend: what it looks like, in a box of 14 by 10 points.
pub fn swatch(scene: &mut Vec<Primitive>, layer: &OwnLayer, [x, y]: [f32; 2], palette: &Palette) {
    let colour = colour_of(layer, palette);
    // This is drawn in every frame: the first features tell.
    let mut counts = ShapeCounts::default();
    layer.data.features.iter().take(SWATCH_FEATURES).for_each(|feature| counts.add(&feature.geometry));
    if counts.areas > 0 {
        area_swatch(scene, colour, [x, y]);
    } else if counts.lines > 0 {
        let mut line = Lines::new(LINE, colour, Pattern::Solid);
        line.push([[x, y + 8.0], [x + 5.0, y + 3.0], [x + 9.0, y + 7.0], [x + 14.0, y + 2.0]]);
        scene.push(Primitive::Lines(line));
    } else {
        scene.push(Primitive::Disc { centre: [x + 7.0, y + 5.0], radius: 4.0, fill: colour });
    }
}

/// The mark of areas of a colour in a legend, in a box of 14 by 10 points.
pub fn area_swatch(scene: &mut Vec<Primitive>, colour: Colour, [x, y]: [f32; 2]) {
    let fill = colour.with_opacity(FILL);
    scene.push(Primitive::Card { bounds: [x, y, x + 14.0, y + 10.0], radius: 1.0, fill, line: Some(colour) });
}

fn points_scene(
    scene: &mut Vec<Primitive>,
    prepared: &PreparedLayer,
    viewport: &Viewport,
    fill: Colour,
    palette: &Palette,
) {
    let place = placer(viewport);
    let seen = viewport.stored_bounds(8.0);
    let points = prepared.points.iter().map(|(_, point)| point);
    let points = points.filter(|[x, y]| meet([*x, *y, *x, *y], seen));
    if points.clone().count() > MANY_POINTS {
        // Cells lie on the ground, so that panning changes nothing.
        let scale = viewport.transform().0;
        let mut taken: HashSet<[i64; 2]> = HashSet::new();
        for point in points {
            if taken.insert(point.map(|value| (value * scale / SQUARE).floor() as i64)) {
                let [x, y] = place(point);
                let half = SQUARE / 2.0;
                let bounds = [x - half, y - half, x + half, y + half];
                scene.push(Primitive::Card { bounds, radius: 0.0, fill, line: None });
            }
        }
        return;
    }
    let radius = if viewport.zoom < 9.5 { 3.4 } else { 4.4 };
    for point in points {
        let centre = place(point);
        scene.push(Primitive::Disc { centre, radius: radius + 1.2, fill: palette.halo });
        scene.push(Primitive::Disc { centre, radius, fill });
    }
}

fn placer(viewport: &Viewport) -> impl Fn(&[f32; 2]) -> [f32; 2] + use<> {
    let (scale, [x, y]) = viewport.transform();
    move |point| [point[0].mul_add(scale, x), point[1].mul_add(scale, y)]
}

/// Distance of a point from a line.
fn distance_to(line: &[[f32; 2]], [x, y]: [f32; 2]) -> f32 {
    let distance = |pair: &[[f32; 2]]| {
        let [a, b] = [pair[0], pair[1]];
        let (dx, dy) = (b[0] - a[0], b[1] - a[1]);
        let length = dx * dx + dy * dy;
        let along = if length > 0.0 { (((x - a[0]) * dx + (y - a[1]) * dy) / length).clamp(0.0, 1.0) } else { 0.0 };
        (x - a[0] - along * dx).hypot(y - a[1] - along * dy)
    };
    line.windows(2).map(distance).fold(f32::INFINITY, f32::min)
}

/// The parts of all shapes, projected.
#[derive(Default)]
struct Shapes {
    areas: Vec<(u32, Vec<Vec<World>>)>,
    lines: Vec<(u32, Vec<World>)>,
    points: Vec<(u32, World)>,
}

impl Shapes {
    fn take(&mut self, index: u32, geometry: &Geometry<f64>) {
        let world = |coord: geo::Coord<f64>| world_of_degrees(coord.x, coord.y);
        let line = |line: &geo::LineString<f64>| line.coords().copied().map(world).collect::<Vec<_>>();
        match geometry {
            Geometry::Point(point) => self.points.push((index, world(point.0))),
            Geometry::MultiPoint(points) => self.points.extend(points.iter().map(|point| (index, world(point.0)))),
            Geometry::Line(one) => self.lines.push((index, vec![world(one.start), world(one.end)])),
            Geometry::LineString(one) => self.lines.push((index, line(one))),
            Geometry::MultiLineString(lines) => self.lines.extend(lines.iter().map(|one| (index, line(one)))),
            Geometry::Polygon(polygon) => self.areas.push((index, polygon_rings(polygon))),
            Geometry::MultiPolygon(polygons) => {
                self.areas.extend(polygons.iter().map(|polygon| (index, polygon_rings(polygon))));
            }
            Geometry::GeometryCollection(parts) => parts.iter().for_each(|part| self.take(index, part)),
            Geometry::Rect(rect) => self.areas.push((index, polygon_rings(&rect.to_polygon()))),
            Geometry::Triangle(triangle) => self.areas.push((index, polygon_rings(&triangle.to_polygon()))),
        }
    }

    fn level(&self, tolerance: f64, shared: Option<&Junctions>) -> Level {
        let areas = self.areas.iter().filter_map(|(index, rings)| {
            let alone;
            let junctions = if let Some(shared) = shared {
                shared
            } else {
                alone = Junctions::new(rings.iter());
                &alone
            };
            let simple = rings.iter().map(|ring| junctions.ring(ring, tolerance)).collect();
            // One too small to be told at this scale is still there: as its box.
            area(simple).or_else(|| area(vec![box_of(rings.first()?)])).map(|area| (*index, area))
        });
        let lines = self.lines.iter().filter_map(|(index, line)| {
            let points = stored(&simplify::line(line, tolerance));
            let bounds = bounds_of(&points);
            (points.len() > 1).then_some((*index, PreparedLine { points, bounds, is_major: false }))
        });
        Level { areas: areas.collect(), lines: lines.collect() }
    }
}

fn box_of(ring: &[World]) -> Vec<World> {
    let start = ([f64::INFINITY; 2], [f64::NEG_INFINITY; 2]);
    let (low, high) = ring.iter().fold(start, |(low, high), point| {
        ([low[0].min(point[0]), low[1].min(point[1])], [high[0].max(point[0]), high[1].max(point[1])])
    });
    if ring.is_empty() { Vec::new() } else { vec![low, [high[0], low[1]], high, [low[0], high[1]]] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Feature;

    fn data(shapes: Vec<Geometry<f64>>) -> LayerData {
        let features = shapes.into_iter().map(|geometry| Feature { geometry, cells: Box::default() });
        LayerData { columns: Vec::new(), features: features.collect() }
    }

    fn around(lon: f64, lat: f64, zoom: f64) -> Viewport {
        Viewport { centre: world_of_degrees(lon, lat), zoom, size: [800.0, 600.0] }
    }

    #[test]
    fn what_lies_under_the_pointer_is_found_points_before_lines_before_areas() {
        let prepared = PreparedLayer::new(&data(vec![
            geo::Rect::new((3.6, 51.0), (3.8, 51.1)).to_polygon().into(),
            geo::Rect::new((3.68, 51.03), (3.75, 51.08)).to_polygon().into(),
            geo::LineString::from(vec![(3.6, 51.05), (3.8, 51.05)]).into(),
            geo::point!(x: 3.7, y: 51.05).into(),
        ]));
        let viewport = around(3.7, 51.05, 12.0);
        let feature_at = |viewport: &Viewport, at: [f32; 2]| prepared.found_at(viewport, at).map(|found| found.feature);
        assert_eq!(feature_at(&viewport, [402.0, 301.0]), Some(3));
        assert_eq!(feature_at(&viewport, [430.0, 303.0]), Some(2));
        assert_eq!(feature_at(&viewport, [430.0, 330.0]), Some(1), "the smaller of two areas");
        assert_eq!(feature_at(&viewport, [130.0, 200.0]), Some(0));
        assert_eq!(feature_at(&around(5.0, 51.0, 12.0), [400.0, 300.0]), None);
    }

    #[test]
    fn an_area_too_small_to_be_told_is_still_drawn() {
        let prepared =
            PreparedLayer::new(&data(vec![geo::Rect::new((3.7, 51.0), (3.700_01, 51.000_01)).to_polygon().into()]));
        assert!(prepared.levels.iter().all(|(_, level)| level.areas.len() == 1));
    }

    #[test]
    fn many_points_are_one_square_for_each_place_that_can_be_told_apart() {
        let point = |number: u32| geo::point!(x: 3.7 + f64::from(number % 50) * 1e-7, y: 51.0).into();
        let layer = data((0..3_000).map(point).collect());
        let mut scene = Vec::new();
        let palette = Palette::light();
        points_scene(&mut scene, &PreparedLayer::at(&layer, 9.0), &around(3.7, 51.0, 9.0), palette.accent, &palette);
        assert!(scene.len() <= 2, "{}", scene.len());
    }
}
