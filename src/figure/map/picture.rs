//! The map as a picture: title, map, legend, scale bar, north arrow, attribution and what must be said beside it. Drawn
//! here as a PNG; the SVG and the PDF of the same drawing are in `picture_vector`.

use std::sync::Arc;

use super::base::{self, BaseOptions};
use super::labels::{self, LabelInput};
use super::mark_scene;
use super::marks::{self, RASTER_LIMIT};
use super::own::{self, PreparedLayer};
use super::picture_layout::{Bands, Sizes};
use super::picture_legend::{Card, Form};
use super::picture_sensors::SensorPicture;
use super::prepared::Prepared;
use super::projection::{REGION, Viewport, origin, world_of};
use super::shapes::{self, ShapesOfProjects};
use crate::figure::paint_pdf::PdfError;
use crate::figure::paint_png::Canvas;
use crate::figure::raster::{self, Points};
use crate::figure::scene::Primitive;
use crate::figure::style::{Colour, Palette};
use crate::model::basemap::Basemap;
use crate::model::reason::explained_error;
use crate::model::{Explained, OwnLayer, Reason};
use crate::query::classes::Choropleth;
use crate::query::filter::Selection;
use crate::query::symbols::PlaceSymbol;
use crate::text::Text;
use crate::workspace::Workspace;

/// Least room for the map, in points.
const LEAST_MAP: [f32; 2] = [240.0, 110.0];

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

/// What a picture is made from.
#[derive(Clone, Copy, Debug)]
pub struct MapInput<'a> {
    /// The data, and the view: layers, camera, filter.
    pub workspace: &'a Workspace,
    /// What the view came to.
    pub results: &'a MapResults<'a>,
    /// The base map.
    pub basemap: &'a Basemap,
    /// Colours.
    pub palette: &'a Palette,
    /// Texts.
    pub text: &'a Text,
}

/// The picture can't be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PictureError {
    /// Nothing to draw on, or too much.
    Size {
        /// Width in pixels; of an SVG or a PDF in points.
        width: u32,
        /// Height in pixels; of an SVG or a PDF in points.
        height: u32,
        /// Pixels for each point, as written.
        scale: String,
    },
    /// No room for a map beside its words.
    TooSmall {
        /// Width in points.
        width: u32,
        /// Height in points.
        height: u32,
    },
    /// The encoder failed.
    Encode(String),
    /// The PDF was refused.
    Pdf(PdfError),
}

impl Explained for PictureError {
    fn reason(&self) -> Reason {
        match self {
            Self::Size { width, height, .. } => {
                Reason::new("reason-picture-size").with("width", width).with("height", height)
            }
            Self::TooSmall { width, height } => {
                Reason::new("reason-picture-too-small").with("width", width).with("height", height)
            }
            Self::Encode(error) => Reason::said(error),
            Self::Pdf(error) => Reason::said(error),
        }
    }
}

explained_error!(PictureError);

impl From<PdfError> for PictureError {
    fn from(error: PdfError) -> Self {
        Self::Pdf(error)
    }
}

/// The map of the workspace's view as a PNG of `width` × `height` pixels, `scale` pixels for each point of text and
/// line. The same input gives the same bytes.
///
/// # Errors
/// When the size can't be drawn or the encoder fails.
pub fn map_png(input: &MapInput<'_>, (width, height, scale): (u32, u32, f32)) -> Result<Vec<u8>, PictureError> {
    let picture = Picture::new(*input, (width, height, scale))?;
    let size_error = || PictureError::Size { width, height, scale: scale.to_string() };
    let mut canvas = Canvas::new(width, height, scale, input.palette.water).ok_or_else(size_error)?;
    let prepared = Prepared::new(input.basemap, &input.workspace.municipalities);
    canvas.move_to([0.0, picture.bands.top]);
    canvas.paint(&picture.map(&prepared, scale));
    canvas.move_to([0.0, 0.0]);
    for ground in picture.grounds() {
        canvas.rectangle(ground, input.palette.panel);
    }
    for part in [picture.title(), picture.counts(), picture.legend(&prepared), picture.scale(), picture.north()] {
        canvas.paint(&part);
    }
    canvas.paint(&picture.notes());
    canvas.encode().map_err(PictureError::Encode)
}

/// The view's camera on a picture of another size: the same middle and zoom; all of Flanders without one.
fn viewport(workspace: &Workspace, size: [f32; 2]) -> Viewport {
    match workspace.view.map.camera {
        Some(camera) => Viewport { centre: world_of(camera.centre), zoom: camera.zoom, size },
        None => Viewport::fit(&REGION, size, 24.0),
    }
}

/// A picture laid out.
pub(super) struct Picture<'a> {
    pub(super) workspace: &'a Workspace,
    pub(super) results: &'a MapResults<'a>,
    basemap: &'a Basemap,
    pub(super) palette: &'a Palette,
    pub(super) text: &'a Text,
    pub(super) viewport: Viewport,
    /// Of the whole picture, in points.
    pub(super) size: [f32; 2],
    pub(super) sizes: Sizes,
    pub(super) bands: Bands,
    pub(super) sensors: Option<SensorPicture>,
    pub(super) card: Card,
    /// Whether a project on it has a shape.
    pub(super) has_shapes: bool,
}

impl<'a> Picture<'a> {
    /// Lays it out for so many pixels and so many of them for each point.
    ///
    /// # Errors
    /// When there is no room for a map.
    pub(super) fn new(input: MapInput<'a>, (width, height, scale): (u32, u32, f32)) -> Result<Self, PictureError> {
        let MapInput { workspace, results, basemap, palette, text } = input;
        if width == 0 || height == 0 || !(0.25..=16.0).contains(&scale) {
            return Err(PictureError::Size { width, height, scale: scale.to_string() });
        }
        let size = [width as f32 / scale, height as f32 / scale];
        let now = results.now.filter(|_| workspace.view.map.show_sensors);
        let sensors = now.map(|now| SensorPicture::new(workspace, now));
        let (viewport, sizes) = (viewport(workspace, size), Sizes::of(size));
        let (bands, card) = (Bands::default(), Card::default());
        let has_shapes = workspace.view.map.show_projects && shapes::has_some(results.symbols, &workspace.projects);
        let mut picture = Self {
            workspace,
            results,
            basemap,
            palette,
            text,
            viewport,
            size,
            sizes,
            bands,
            sensors,
            card,
            has_shapes,
        };
        for form in Form::TRIED {
            picture.lay_out(&form)?;
            if let Some(card) = picture.card(&form) {
                picture.card = card;
                break;
            }
        }
        Ok(picture)
    }

    /// Gives words and map their room, with what must be said of a legend of this form.
    fn lay_out(&mut self, form: &Form) -> Result<(), PictureError> {
        let said = self.said(self.legend_remark(form));
        self.bands = Bands::new(&said, &self.sizes, self.size[0], self.palette);
        let map_size = [self.size[0], self.size[1] - self.bands.top - self.bands.bottom];
        if map_size[0] < LEAST_MAP[0] || map_size[1] < LEAST_MAP[1] {
            let [width, height] = self.size.map(|side| side.round() as u32);
            return Err(PictureError::TooSmall { width, height });
        }
        self.viewport = viewport(self.workspace, map_size);
        if let Some(sensors) = &mut self.sensors {
            sensors.lay_out(self.viewport.zoom);
        }
        Ok(())
    }

    /// The map from its own corner, back to front. Above some thousands of places the symbols are one image of
    /// `pixels_per_point`, also in an SVG or a PDF: as shapes they would make a file that no program opens with ease.
    pub(super) fn map(&self, prepared: &Prepared, pixels_per_point: f32) -> Vec<Primitive> {
        let view = &self.workspace.view.map;
        let options =
            BaseOptions { has_basemap: true, has_towns: view.show_municipalities, choropleth: self.results.choropleth };
        let mut scene = base::scene(prepared, &self.viewport, self.palette, &options);
        let layers: Vec<(&OwnLayer, PreparedLayer)> = self
            .workspace
            .shown_layers()
            .map(|layer| (layer.as_ref(), PreparedLayer::at(&layer.data, self.viewport.zoom)))
            .collect();
        let drawn: Vec<(&OwnLayer, &PreparedLayer)> = layers.iter().map(|(layer, made)| (*layer, made)).collect();
        let coloured: Vec<(Colour, &PreparedLayer)> =
            drawn.iter().map(|(layer, made)| (own::colour_of(layer, self.palette), *made)).collect();
        scene.extend(own::scene(&coloured, &self.viewport, self.palette));
        let places: &[PlaceSymbol] = if view.show_projects { self.results.symbols } else { &[] };
        let is_dense = places.len() > RASTER_LIMIT;
        let filter = &self.workspace.view.filter;
        let shapes = ShapesOfProjects::new(places, &self.workspace.projects, filter, Some(self.viewport.zoom));
        scene.extend(shapes.scene(&self.viewport, self.palette));
        let marks = if is_dense {
            let points = points_of(places);
            let raster = Arc::new(raster::density(&points, &self.viewport, pixels_per_point, self.palette));
            let [width, height] = self.viewport.size;
            scene.push(Primitive::Image { bounds: [0.0, 0.0, width, height], raster });
            Vec::new()
        } else {
            marks::layout(places, &self.workspace.projects, &self.workspace.municipalities, filter, self.viewport.zoom)
        };
        if let Some(sensors) = &self.sensors {
            scene.extend(sensors.scene(self.workspace, &self.viewport, self.palette, self.text));
        }
        if view.show_labels {
            let obstacles = self.sensors.as_ref().map(SensorPicture::obstacles).unwrap_or_default();
            let input = LabelInput {
                basemap: self.basemap,
                municipalities: &self.workspace.municipalities,
                places,
                marks: &marks,
                obstacles: &obstacles,
                own: &drawn
                    .iter()
                    .flat_map(|(layer, made)| own::names(layer, made, self.viewport.zoom))
                    .collect::<Vec<_>>(),
                language: self.text.language(),
                zoom: self.viewport.zoom,
            };
            scene.extend(labels::scene(&labels::layout(&input), &self.viewport, self.palette));
        }
        scene.extend(mark_scene::scene(&marks, &self.viewport, self.palette, None));
        scene
    }
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
