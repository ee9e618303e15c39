//! Land, water, roads, railways, borders and municipalities, back to front, culled by what is seen.

use super::prepared::{BaseLevel, Prepared, PreparedArea, PreparedLine};
use super::projection::{Viewport, meet};
use crate::figure::scene::{Area, Lines, Pattern, Primitive};
use crate::figure::style::{Colour, Palette};
use crate::model::Nis;
use crate::query::classes::Choropleth;

/// Opacity of the municipalities' fill over tiles.
const OVER_TILES: f32 = 0.55;

/// From here on roads are drawn over the municipalities' fill.
const ROADS_ABOVE_ZOOM: f64 = 9.8;

/// From here on railways are drawn.
const RAILWAY_ZOOM: f64 = 9.2;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct BaseOptions<'a> {
    /// Land, water and lines of the bundle; off above tiles.
    pub has_basemap: bool,
    /// Municipalities.
    pub has_towns: bool,
    /// Their fill.
    pub choropleth: Option<&'a Choropleth>,
}

/// The colour of a municipality; `None` = its figure is missing.
pub fn class_colour(palette: &Palette, choropleth: &Choropleth, nis: Nis) -> Option<Colour> {
    let position = choropleth.values.binary_search_by_key(&nis, |(code, ..)| *code).ok()?;
    let (.., class) = choropleth.values.get(position)?;
    Some(ramp_colour(palette, usize::from(*class), choropleth.bounds.len()))
}

/// The colour of a class among so many: the ends of the ramp are always used.
pub fn ramp_colour(palette: &Palette, class: usize, count: usize) -> Colour {
    let last = palette.choropleth.len() - 1;
    let steps = count.saturating_sub(1).max(1);
    palette.choropleth[((class * last + steps / 2) / steps).min(last)]
}

/// The layers under marks and names.
pub fn scene(prepared: &Prepared, viewport: &Viewport, palette: &Palette, options: &BaseOptions<'_>) -> Vec<Primitive> {
    let Some(level) = prepared.level(viewport.zoom) else { return Vec::new() };
    let mut painter = Painter { viewport, seen: viewport.stored_bounds(24.0), scene: Vec::new() };
    let roads_above = viewport.zoom >= ROADS_ABOVE_ZOOM;
    if options.has_basemap {
        painter.areas(&level.land, palette.land);
        if !roads_above {
            painter.roads(level, palette);
        }
    }
    if options.has_towns {
        painter.towns(level, palette, options);
    }
    if options.has_basemap {
        painter.areas(&level.lakes, palette.water);
        let width = (0.7 + (viewport.zoom as f32 - 8.0) * 0.35).clamp(0.7, 3.5);
        painter.lines(&level.rivers, width, palette.river, Pattern::Solid, |_| true);
        if roads_above {
            painter.roads(level, palette);
        }
    }
    if options.has_towns {
        painter.town_lines(level, palette, options);
    }
    if options.has_basemap {
        painter.lines(&level.borders, 0.8, palette.border.with_opacity(0.55), Pattern::Dashed, |line| !line.is_major);
        painter.lines(&level.borders, 1.2, palette.border, Pattern::Solid, |line| line.is_major);
    }
    painter.scene
}

/// The outline of one municipality, and its fill.
pub fn outline(prepared: &Prepared, viewport: &Viewport, nis: Nis, line: Colour, width: f32) -> Vec<Primitive> {
    let Some(level) = prepared.level(viewport.zoom) else { return Vec::new() };
    let mut painter = Painter { viewport, seen: viewport.stored_bounds(24.0), scene: Vec::new() };
    if let Ok(position) = level.towns.binary_search_by_key(&nis, |(code, _)| *code)
        && let Some((_, areas)) = level.towns.get(position)
    {
        painter.rings(areas.iter(), width, line);
    }
    painter.scene
}

/// The area of one municipality, filled.
pub fn filled(prepared: &Prepared, viewport: &Viewport, nis: Nis, fill: Colour) -> Vec<Primitive> {
    let Some(level) = prepared.level(viewport.zoom) else { return Vec::new() };
    let mut painter = Painter { viewport, seen: viewport.stored_bounds(24.0), scene: Vec::new() };
    if let Ok(position) = level.towns.binary_search_by_key(&nis, |(code, _)| *code)
        && let Some((_, areas)) = level.towns.get(position)
    {
        painter.areas(areas, fill);
    }
    painter.scene
}

struct Painter<'a> {
    viewport: &'a Viewport,
    seen: [f32; 4],
    scene: Vec<Primitive>,
}

impl Painter<'_> {
    fn areas(&mut self, areas: &[PreparedArea], fill: Colour) {
        for area in areas {
            self.area(area, fill);
        }
    }

    fn area(&mut self, area: &PreparedArea, fill: Colour) {
        if meet(area.bounds, self.seen) {
            let place = self.placer();
            self.scene.push(Primitive::Area(Area {
                points: area.points.iter().map(place).collect(),
                ring_ends: area.ring_ends.clone(),
                triangles: area.triangles.clone(),
                fill,
            }));
        }
    }

    fn placer(&self) -> impl Fn(&[f32; 2]) -> [f32; 2] + use<> {
        let (scale, [x, y]) = self.viewport.transform();
        move |point| [point[0].mul_add(scale, x), point[1].mul_add(scale, y)]
    }

    fn lines(
        &mut self,
        lines: &[PreparedLine],
        width: f32,
        colour: Colour,
        pattern: Pattern,
        wanted: impl Fn(&PreparedLine) -> bool,
    ) {
        let place = self.placer();
        let mut batch = Lines::new(width, colour, pattern);
        for line in lines.iter().filter(|line| wanted(line) && meet(line.bounds, self.seen)) {
            batch.push(line.points.iter().map(&place));
        }
        self.scene.push(Primitive::Lines(batch));
    }

    fn roads(&mut self, level: &BaseLevel, palette: &Palette) {
        let zoom = self.viewport.zoom as f32;
        if f64::from(zoom) >= RAILWAY_ZOOM {
            self.lines(&level.railways, 0.8, palette.railway, Pattern::Solid, |_| true);
        }
        let width = (0.75 + (zoom - 8.0) * 0.4).clamp(0.7, 4.0);
        let opacity = (0.62 + (zoom - 8.0) * 0.12).clamp(0.5, 1.0);
        self.lines(&level.roads, width, palette.road.with_opacity(opacity), Pattern::Solid, |line| !line.is_major);
        self.lines(&level.roads, width * 1.6, palette.road, Pattern::Solid, |line| line.is_major);
    }

    fn towns(&mut self, level: &BaseLevel, palette: &Palette, options: &BaseOptions<'_>) {
        let Some(choropleth) = options.choropleth else { return };
        let opacity = if options.has_basemap { 1.0 } else { OVER_TILES };
        for (nis, areas) in &level.towns {
            let fill = class_colour(palette, choropleth, *nis).unwrap_or(palette.missing);
            self.areas(areas, fill.with_opacity(opacity));
        }
    }

    fn town_lines(&mut self, level: &BaseLevel, palette: &Palette, options: &BaseOptions<'_>) {
        let colour = if options.choropleth.is_some() && options.has_basemap {
            palette.municipality_line
        } else {
            palette.border
        };
        self.rings(level.towns.iter().flat_map(|(_, areas)| areas), 0.8, colour);
    }

    fn rings<'a>(&mut self, areas: impl Iterator<Item = &'a PreparedArea>, width: f32, colour: Colour) {
        let place = self.placer();
        let mut batch = Lines::new(width, colour, Pattern::Solid);
        for area in areas.filter(|area| meet(area.bounds, self.seen)) {
            for ring in crate::figure::scene::parts(&area.points, &area.ring_ends) {
                batch.push(ring.iter().chain(ring.first()).map(&place));
            }
        }
        self.scene.push(Primitive::Lines(batch));
    }
}
