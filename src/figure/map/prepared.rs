//! The basemap and the municipalities made ready to be drawn: projected, simplified for a few zooms, triangulated.
//! Costs some hundred milliseconds, so it is done once on a thread of its own.

use geo::TriangulateEarcut;
use geo::{Coord, LineString, MultiPolygon, Polygon};

use super::projection::{self, World, origin, scale_of, world_of_degrees};
use super::simplify::{self, Junctions};
use crate::model::Nis;
use crate::model::basemap::{Basemap, BasemapLine};
use crate::workspace::Municipalities;

/// Levels of detail: each is used up to its zoom; the last keeps every corner.
pub(super) const LEVELS: [f64; 4] = [8.2, 9.6, 11.2, f64::INFINITY];

/// How far, in points at a level's zoom, a corner may lie from what is drawn.
pub(super) const TOLERANCE: f64 = 0.45;

/// An area relative to [`origin`], see [`super::super::scene::Area`].
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedArea {
    /// Corners of all rings, outer ring first, none closed.
    pub points: Vec<[f32; 2]>,
    /// Where each ring ends.
    pub ring_ends: Vec<u32>,
    /// Triangles.
    pub triangles: Vec<u32>,
    /// West, north, east, south.
    pub bounds: [f32; 4],
}

/// A line relative to [`origin`].
#[derive(Clone, Debug, PartialEq)]
pub struct PreparedLine {
    /// Corners.
    pub points: Vec<[f32; 2]>,
    /// West, north, east, south.
    pub bounds: [f32; 4],
    /// Its class is the first of its layer: motorways, borders of countries.
    pub is_major: bool,
}

/// One level of detail.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct BaseLevel {
    /// Land.
    pub land: Vec<PreparedArea>,
    /// Lakes.
    pub lakes: Vec<PreparedArea>,
    /// Rivers.
    pub rivers: Vec<PreparedLine>,
    /// Roads.
    pub roads: Vec<PreparedLine>,
    /// Railways.
    pub railways: Vec<PreparedLine>,
    /// Borders.
    pub borders: Vec<PreparedLine>,
    /// Municipalities with a boundary, by code.
    pub towns: Vec<(Nis, Vec<PreparedArea>)>,
}

/// All levels.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Prepared {
    levels: Vec<BaseLevel>,
}

impl Prepared {
    /// Makes every level.
    pub fn new(basemap: &Basemap, municipalities: &Municipalities) -> Self {
        let towns: Vec<(Nis, Vec<Vec<Vec<World>>>)> = municipalities
            .rows()
            .iter()
            .filter_map(|row| Some((row.nis, multi_rings(&row.boundary.as_ref()?.geometry))))
            .collect();
        let junctions = Junctions::new(towns.iter().flat_map(|(_, areas)| areas.iter().flatten()));
        let levels = LEVELS.map(|zoom| {
            let tolerance = if zoom.is_finite() { TOLERANCE / scale_of(zoom) } else { 0.0 };
            let mut level = base_level(basemap, tolerance);
            level.towns = towns
                .iter()
                .map(|(nis, areas)| {
                    let prepared = areas
                        .iter()
                        .filter_map(|rings| area(rings.iter().map(|ring| junctions.ring(ring, tolerance)).collect()));
                    (*nis, prepared.collect())
                })
                .collect();
            level
        });
        Self { levels: levels.into() }
    }

    /// The level to draw at this zoom.
    pub fn level(&self, zoom: f64) -> Option<&BaseLevel> {
        let index = LEVELS.iter().position(|most| zoom <= *most)?;
        self.levels.get(index)
    }

    /// The municipality that holds a place, by its exact boundary.
    pub fn town_at(&self, world: World) -> Option<Nis> {
        let origin = origin();
        let point = [(world[0] - origin[0]) as f32, (world[1] - origin[1]) as f32];
        let here = [point[0], point[1], point[0], point[1]];
        let towns = &self.levels.last()?.towns;
        let holds = |area: &PreparedArea| projection::meet(area.bounds, here) && area.holds(point);
        towns.iter().find(|(_, areas)| areas.iter().any(holds)).map(|(nis, _)| *nis)
    }
}

impl PreparedArea {
    /// Whether the point lies in the area (even-odd over all rings).
    pub fn holds(&self, [x, y]: [f32; 2]) -> bool {
        let mut is_inside = false;
        for ring in super::super::scene::parts(&self.points, &self.ring_ends) {
            let mut before = ring.last().copied().unwrap_or_default();
            for &corner in ring {
                let crosses = (corner[1] > y) != (before[1] > y);
                if crosses && x < (before[0] - corner[0]) * (y - corner[1]) / (before[1] - corner[1]) + corner[0] {
                    is_inside = !is_inside;
                }
                before = corner;
            }
        }
        is_inside
    }
}

fn base_level(basemap: &Basemap, tolerance: f64) -> BaseLevel {
    let areas = |polygons: &[Polygon<f64>]| -> Vec<PreparedArea> {
        polygons
            .iter()
            .filter_map(|polygon| {
                let rings = polygon_rings(polygon);
                let alone = Junctions::new(rings.iter());
                area(rings.iter().map(|ring| alone.ring(ring, tolerance)).collect())
            })
            .collect()
    };
    let lines = |lines: &[BasemapLine], major: &str| -> Vec<PreparedLine> {
        lines.iter().filter_map(|line| prepared_line(line, tolerance, major)).collect()
    };
    BaseLevel {
        land: areas(&basemap.land),
        lakes: areas(&basemap.lakes),
        rivers: lines(&basemap.rivers, ""),
        roads: lines(&basemap.roads, "motorway"),
        railways: lines(&basemap.railways, ""),
        borders: lines(&basemap.borders, "country"),
        towns: Vec::new(),
    }
}

fn multi_rings(geometry: &MultiPolygon<f64>) -> Vec<Vec<Vec<World>>> {
    geometry.iter().map(polygon_rings).collect()
}

pub(super) fn polygon_rings(polygon: &Polygon<f64>) -> Vec<Vec<World>> {
    std::iter::once(polygon.exterior()).chain(polygon.interiors()).map(open_ring).collect()
}

fn open_ring(ring: &LineString<f64>) -> Vec<World> {
    let mut points: Vec<World> = ring.coords().map(|coord| world_of_degrees(coord.x, coord.y)).collect();
    if points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    points
}

pub(super) fn stored(points: &[World]) -> Vec<[f32; 2]> {
    let origin = origin();
    points.iter().map(|point| [(point[0] - origin[0]) as f32, (point[1] - origin[1]) as f32]).collect()
}

pub(super) fn bounds_of(points: &[[f32; 2]]) -> [f32; 4] {
    let start = [f32::INFINITY, f32::INFINITY, f32::NEG_INFINITY, f32::NEG_INFINITY];
    points
        .iter()
        .fold(start, |[west, north, east, south], &[x, y]| [west.min(x), north.min(y), east.max(x), south.max(y)])
}

fn prepared_line(line: &BasemapLine, tolerance: f64, major: &str) -> Option<PreparedLine> {
    let world: Vec<World> = line.points.iter().map(|[lon, lat]| world_of_degrees(*lon, *lat)).collect();
    let points = stored(&simplify::line(&world, tolerance));
    let bounds = bounds_of(&points);
    (points.len() > 1).then(|| PreparedLine { points, bounds, is_major: &*line.class == major })
}

/// The first ring is the outer one; `None` where too little of it is left.
pub(super) fn area(rings: Vec<Vec<World>>) -> Option<PreparedArea> {
    let rings: Vec<Vec<World>> = rings
        .into_iter()
        .enumerate()
        .filter(|(index, ring)| *index == 0 || ring.len() > 2)
        .map(|(_, ring)| ring)
        .collect();
    if rings.first().is_none_or(|outer| outer.len() < 3) {
        return None;
    }
    let mut points = Vec::new();
    let mut ring_ends = Vec::new();
    for ring in &rings {
        points.extend(stored(ring));
        ring_ends.push(points.len() as u32);
    }
    let triangles = triangles(&rings);
    let bounds = bounds_of(&points);
    Some(PreparedArea { points, ring_ends, triangles, bounds })
}

/// Ears cut from the rings; positions count through all rings without their closing corners.
fn triangles(rings: &[Vec<World>]) -> Vec<u32> {
    let origin = origin();
    // Scaled up: the tool's own tolerances assume coordinates of about this size.
    let line = |ring: &Vec<World>| -> LineString<f64> {
        ring.iter().map(|point| Coord { x: (point[0] - origin[0]) * 1e6, y: (point[1] - origin[1]) * 1e6 }).collect()
    };
    let mut lines = rings.iter().map(line);
    let Some(outer) = lines.next() else { return Vec::new() };
    let raw = Polygon::new(outer, lines.collect()).earcut_triangles_raw();
    raw.triangle_indices.into_iter().map(|index| index as u32).collect()
}
