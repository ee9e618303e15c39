//! The map as a PNG: title, map, legend, scale bar, north arrow, attribution and what must be said beside it.

use super::base::{self, BaseOptions};
use super::labels::{self, LabelInput};
use super::legend;
use super::mark_scene;
use super::marks::{self, RASTER_LIMIT};
use super::picture_sensors::SensorPicture;
use super::prepared::Prepared;
use super::projection::{REGION, Viewport, origin, world_of};
use super::scale_bar;
use crate::figure::font;
use crate::figure::paint_png::Canvas;
use crate::figure::place;
use crate::figure::raster::{self, Points};
use crate::figure::scene::{Align, Label, Lines, Pattern, Primitive};
use crate::figure::style::{Colour, Palette};
use crate::model::basemap::Basemap;
use crate::query::classes::Choropleth;
use crate::query::filter::Selection;
use crate::query::symbols::PlaceSymbol;
use crate::text::Text;
use crate::workspace::Workspace;

/// Height of the band with the title, in points.
const TITLE_BAND: f32 = 52.0;

/// Height of the band with notes and attribution.
const NOTE_BAND: f32 = 44.0;

/// Space at the sides.
const MARGIN: f32 = 16.0;

/// Results that the picture shows.
#[derive(Clone, Copy, Debug)]
pub struct MapResults<'a> {
    /// Rows and counts.
    pub selection: &'a Selection,
    /// Symbols.
    pub symbols: &'a [PlaceSymbol],
    /// Fill of the municipalities.
    pub choropleth: Option<&'a Choropleth>,
    /// Now, for the freshness of sensors; `None` leaves sensors out.
    pub now: Option<jiff::Timestamp>,
}

/// The picture can't be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// No pixels, or too many.
    #[error("a picture of {width} × {height} pixels at scale {scale} can't be made")]
    Size {
        /// Width in pixels.
        width: u32,
        /// Height in pixels.
        height: u32,
        /// Pixels for each point, as written.
        scale: String,
    },
    /// The encoder failed.
    #[error("PNG encoder: {0}")]
    Encode(String),
}

/// The map of the workspace's view as a PNG of `width` × `height` pixels, `scale` pixels for each point of text and
/// line. The same input gives the same bytes.
///
/// # Errors
/// When the size can't be drawn or the encoder fails.
pub fn map_png(
    workspace: &Workspace,
    results: &MapResults<'_>,
    basemap: &Basemap,
    palette: &Palette,
    text: &Text,
    (width, height, scale): (u32, u32, f32),
) -> Result<Vec<u8>, PictureError> {
    let size_error = || PictureError::Size { width, height, scale: scale.to_string() };
    if !(0.25..=16.0).contains(&scale) {
        return Err(size_error());
    }
    let size = [width as f32 / scale, height as f32 / scale];
    let map_size = [size[0], size[1] - TITLE_BAND - NOTE_BAND];
    if map_size[0] < 200.0 || map_size[1] < 120.0 {
        return Err(size_error());
    }
    let mut canvas = Canvas::new(width, height, scale, palette.water).ok_or_else(size_error)?;
    let viewport = viewport(workspace, map_size);
    let now = results.now.filter(|_| workspace.view.map.show_sensors);
    let sensors = now.map(|now| SensorPicture::new(workspace, viewport.zoom, now));
    let picture = Picture { workspace, results, basemap, palette, text, viewport, sensors };
    canvas.move_to([0.0, TITLE_BAND]);
    picture.map(&mut canvas, scale);
    picture.furniture(&mut canvas, size);
    canvas.encode().map_err(PictureError::Encode)
}

/// The view's camera on a picture of another size: the same middle and zoom; all of Flanders without one.
fn viewport(workspace: &Workspace, size: [f32; 2]) -> Viewport {
    match workspace.view.map.camera {
        Some(camera) => Viewport { centre: world_of(camera.centre), zoom: camera.zoom, size },
        None => Viewport::fit(&REGION, size, 24.0),
    }
}

struct Picture<'a> {
    workspace: &'a Workspace,
    results: &'a MapResults<'a>,
    basemap: &'a Basemap,
    palette: &'a Palette,
    text: &'a Text,
    viewport: Viewport,
    sensors: Option<SensorPicture>,
}

impl Picture<'_> {
    fn map(&self, canvas: &mut Canvas, pixels_per_point: f32) {
        let view = &self.workspace.view.map;
        let prepared = Prepared::new(self.basemap, &self.workspace.municipalities);
        let options =
            BaseOptions { has_basemap: true, has_towns: view.show_municipalities, choropleth: self.results.choropleth };
        canvas.paint(&base::scene(&prepared, &self.viewport, self.palette, &options));
        let places: &[PlaceSymbol] = if view.show_projects { self.results.symbols } else { &[] };
        let is_dense = places.len() > RASTER_LIMIT;
        let filter = &self.workspace.view.filter;
        let marks = if is_dense {
            let points = points_of(places);
            canvas.raster(&raster::density(&points, &self.viewport, pixels_per_point, self.palette));
            Vec::new()
        } else {
            marks::layout(places, &self.workspace.projects, &self.workspace.municipalities, filter, self.viewport.zoom)
        };
        if let Some(sensors) = &self.sensors {
            canvas.paint(&sensors.scene(self.workspace, &self.viewport, self.palette, self.text));
        }
        if view.show_labels {
            let obstacles = self.sensors.as_ref().map(SensorPicture::obstacles).unwrap_or_default();
            let input = LabelInput {
                basemap: self.basemap,
                municipalities: &self.workspace.municipalities,
                places,
                marks: &marks,
                obstacles: &obstacles,
                language: self.text.language(),
                zoom: self.viewport.zoom,
            };
            canvas.paint(&labels::scene(&labels::layout(&input), &self.viewport, self.palette));
        }
        canvas.paint(&mark_scene::scene(&marks, &self.viewport, self.palette, None));
    }

    /// Everything around the map.
    fn furniture(&self, canvas: &mut Canvas, size: [f32; 2]) {
        let palette = self.palette;
        canvas.move_to([0.0, 0.0]);
        canvas.rectangle([0.0, 0.0, size[0], TITLE_BAND], palette.panel);
        canvas.rectangle([0.0, size[1] - NOTE_BAND, size[0], size[1]], palette.panel);
        canvas.paint(&self.title(size));
        canvas.paint(&self.legend(size));
        canvas.paint(&self.north_and_scale(size));
        canvas.paint(&self.notes(size));
    }

    fn title(&self, size: [f32; 2]) -> Vec<Primitive> {
        let most = size[0] - 2.0 * MARGIN;
        let hits = self.results.selection.hits;
        let counts = [
            ("map-count-projects", hits.projects),
            ("map-count-services", hits.services),
            ("map-count-planned", hits.planned_actions),
        ];
        let mut line: Vec<String> = counts
            .into_iter()
            .map(|(key, n)| self.text.with(key, &[("n", n.into()), ("shown", self.text.integer(n).into())]))
            .collect();
        let regional = self.results.selection.regional_count(&self.workspace.projects);
        if regional > 0 {
            line.push(self.text.with("map-tray", &[("n", self.text.integer(regional).into())]));
        }
        line.push(self.text.get("map-sample"));
        vec![
            left_text(
                MARGIN,
                18.0,
                font::elided(&self.text.get("map-picture-title"), 17.0, true, most),
                17.0,
                true,
                self.palette.text,
            ),
            left_text(MARGIN, 38.0, font::elided(&line.join(" · "), 12.0, false, most), 12.0, false, self.palette.soft),
        ]
    }

    fn legend(&self, size: [f32; 2]) -> Vec<Primitive> {
        let palette = self.palette;
        let mut body: Vec<Primitive> = Vec::new();
        let width = 236.0_f32.min(size[0] - 2.0 * MARGIN);
        let left = MARGIN + 12.0;
        let mut y = 0.0;
        let legend = self
            .results
            .choropleth
            .filter(|_| self.workspace.view.map.show_municipalities)
            .and_then(|choropleth| legend::figure(self.workspace, choropleth, palette, self.text));
        if let Some(legend) = legend {
            for line in font::wrapped(&legend.title, 12.0, true, width - 24.0) {
                body.push(left_text(left, y + 8.0, line, 12.0, true, palette.text));
                y += 16.0;
            }
            y += 6.0;
            let step = (width - 24.0) / legend.classes.len().max(1) as f32;
            for (index, (colour, words)) in legend.classes.into_iter().enumerate() {
                let x = left + step * index as f32;
                body.push(Primitive::Card {
                    bounds: [x, y, x + step, y + 10.0],
                    radius: 0.0,
                    fill: colour,
                    line: None,
                });
                body.push(left_text(x, y + 19.0, words, 10.5, false, palette.soft));
            }
            y += 32.0;
            let notes = legend.missing.map(|(_, words)| words).into_iter().chain(legend.notes);
            for line in notes.flat_map(|note| font::wrapped(&note, 10.5, false, width - 24.0)) {
                body.push(left_text(left, y + 2.0, line, 10.5, false, palette.soft));
                y += 14.0;
            }
            y += 6.0;
        }
        if self.workspace.view.map.show_projects {
            y = self.legend_symbols(&mut body, left, y, width);
        }
        if let Some(sensors) = &self.sensors {
            let is_asked = self.workspace.view.sensors.property.is_some();
            y = sensors.legend(&mut body, [left, y], width - 24.0, is_asked, (palette, self.text));
        }
        if body.is_empty() {
            return body;
        }
        let height = y + 16.0;
        let top = size[1] - NOTE_BAND - MARGIN - height;
        let bounds = [MARGIN, top, MARGIN + width, top + height];
        let mut scene = vec![Primitive::Card { bounds, radius: 8.0, fill: palette.panel, line: Some(palette.line) }];
        scene.extend(place::moved(body, [0.0, top + 10.0]));
        scene
    }

    fn legend_symbols(&self, body: &mut Vec<Primitive>, left: f32, mut y: f32, width: f32) -> f32 {
        use crate::model::Status;
        for (index, (dimension, words)) in legend::dimensions(self.text).into_iter().enumerate() {
            let x = left + (index % 2) as f32 * (width - 24.0) / 2.0;
            mark_scene::symbol(body, [x + 6.0, y + 7.0], 5.0, Some(dimension), Status::Running, self.palette);
            body.push(left_text(x + 18.0, y + 7.0, words, 11.0, false, self.palette.text));
            y += if index % 2 == 1 { 17.0 } else { 0.0 };
        }
        for (status, key) in [(Status::Planned, "map-legend-planned"), (Status::Idea, "map-legend-idea")] {
            mark_scene::symbol(body, [left + 6.0, y + 7.0], 5.0, None, status, self.palette);
            body.push(left_text(left + 18.0, y + 7.0, self.text.get(key), 11.0, false, self.palette.text));
            y += 17.0;
        }
        y
    }

    fn north_and_scale(&self, size: [f32; 2]) -> Vec<Primitive> {
        let palette = self.palette;
        let right = size[0] - MARGIN;
        let (metres, points) = scale_bar::nice(self.viewport.metres_per_point(), 120.0);
        let y = size[1] - NOTE_BAND - MARGIN;
        let mut bar = Lines::new(1.4, palette.text, Pattern::Solid);
        bar.push([[right - points, y - 5.0], [right - points, y], [right, y], [right, y - 5.0]]);
        let mut arrow = Lines::new(1.6, palette.text, Pattern::Solid);
        let top = TITLE_BAND + MARGIN;
        let x = right - 10.0;
        arrow.push([[x, top + 40.0], [x, top + 16.0]]);
        arrow.push([[x - 5.0, top + 23.0], [x, top + 15.0], [x + 5.0, top + 23.0]]);
        let haloed = |at: [f32; 2], align: Align, text: String, size: f32| {
            let (colour, halo) = (palette.text, Some(palette.halo));
            Primitive::Text(Label { at, align, text, size, is_bold: true, colour, halo })
        };
        vec![
            Primitive::Lines(bar),
            haloed([right - points / 2.0, y - 12.0], Align::Centre, scale_bar::words(metres), 11.0),
            Primitive::Lines(arrow),
            haloed([x, top + 6.0], Align::Centre, self.text.get("map-north"), 12.0),
        ]
    }

    fn notes(&self, size: [f32; 2]) -> Vec<Primitive> {
        let most = size[0] - 2.0 * MARGIN;
        let mut notes = vec![self.text.get("map-sample-note")];
        if self.workspace.municipalities.has_approximate_boundaries() {
            notes.push(self.text.get("map-legend-approximate"));
        }
        let rows = &self.results.selection.rows;
        let is_simulated = |row: &u32| self.workspace.projects.get(*row).is_some_and(|project| project.is_simulated);
        let has_simulated_sensor =
            self.sensors.iter().flat_map(|sensors| &sensors.symbols).any(|symbol| symbol.look.is_simulated);
        if has_simulated_sensor || rows.iter().any(is_simulated) {
            notes.push(self.text.get("map-simulated"));
        }
        let attribution = legend::attribution(self.workspace, true, self.text);
        let lines = [notes.join(" · "), attribution];
        lines
            .into_iter()
            .enumerate()
            .map(|(index, line)| {
                let y = size[1] - NOTE_BAND + 14.0 + 16.0 * index as f32;
                left_text(MARGIN, y, font::elided(&line, 10.5, false, most), 10.5, false, self.palette.soft)
            })
            .collect()
    }
}

fn left_text(x: f32, y: f32, text: String, size: f32, is_bold: bool, colour: Colour) -> Primitive {
    Primitive::Text(Label { at: [x, y], align: Align::Left, text, size, is_bold, colour, halo: None })
}

/// Places as points for the raster.
pub fn points_of(places: &[PlaceSymbol]) -> Points {
    let origin = origin();
    let mut points = Points::default();
    for place in places.iter().filter(|place| !place.rows.is_empty()) {
        let world = world_of(place.place);
        points.x.push((world[0] - origin[0]) as f32);
        points.y.push((world[1] - origin[1]) as f32);
        points.weight.push(place.rows.len() as u32);
    }
    points
}
