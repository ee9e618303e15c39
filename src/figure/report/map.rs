//! The map of a section: as it is exported, in the view's own layers; the municipality of the report fills it.

use std::sync::Arc;

use geo::BoundingRect;

use super::{Gathered, Scene, WIDTH};
use crate::figure::map::projection::Viewport;
use crate::figure::page::{Block, Picture};
use crate::figure::{MapInput, MapResults, clip, map_part, place};
use crate::model::{BoundingBox, LonLat, Nis};
use crate::query::{classes, figures, symbols};
use crate::workspace::{Camera, Workspace};

/// Size of the drawing in points of a screen; on paper it is as wide as the text.
const SIZE: [u32; 2] = [900, 640];

/// Corners nearer than this are left out, in points on paper.
const DETAIL: f32 = 0.15;

/// Not closer than this, so that the surroundings of a tiny municipality are seen.
const MAX_ZOOM: f64 = 12.4;

/// The blocks. Sensors are left out: their values change by the minute.
pub(super) fn blocks(scene: &Scene<'_>, gathered: &mut Gathered) -> Result<Vec<Block>, String> {
    scene.gather_projects(gathered);
    let maker = scene.maker;
    let mut workspace = scene.workspace.clone();
    if let Some(camera) = scene.focus.and_then(|nis| camera(&workspace, nis)) {
        let mut view = workspace.view.as_ref().clone();
        view.map.camera.get_or_insert(camera);
        workspace.set_view(view);
    }
    let view = Arc::clone(&workspace.view);
    let places = symbols::run(&workspace.projects, &workspace.municipalities, &view.filter, &scene.selection);
    let choropleth = classes::run(&workspace.indicators, &workspace.municipalities, &view.map);
    let results =
        MapResults { selection: &scene.selection, symbols: &places, choropleth: choropleth.as_ref(), now: None };
    let input = MapInput {
        workspace: &workspace,
        results: &results,
        basemap: &maker.basemap,
        palette: &maker.palette,
        text: maker.text,
    };
    let (drawn, alternative) = map_part(&input, &maker.prepared, SIZE).map_err(|error| error.to_string())?;
    gather(&workspace, choropleth.is_some(), gathered);
    let factor = WIDTH / SIZE[0] as f32;
    let size = SIZE.map(|side| side as f32 * factor);
    // Beside a page of its own a picture must end at its edges.
    let drawn = clip::clipped(place::placed(drawn, factor, [0.0, 0.0]), [0.0, 0.0, size[0], size[1]], DETAIL);
    let picture = Picture { name: "map".to_owned(), alternative, scene: drawn, size };
    Ok(vec![Block::Picture(picture, 4.0)])
}

fn gather(workspace: &Workspace, has_choropleth: bool, gathered: &mut Gathered) {
    gathered.facts.datasets.extend(figures::of_map(workspace, has_choropleth));
    if workspace.municipalities.has_approximate_boundaries() {
        gathered.facts.notes.insert("export-note-approximate");
    }
}

/// Where the municipality fills the map.
fn camera(workspace: &Workspace, nis: Nis) -> Option<Camera> {
    let row = workspace.municipalities.get(nis)?;
    let rect = row.boundary.as_ref()?.geometry.bounding_rect()?;
    let bounds = BoundingBox { west: rect.min().x, south: rect.min().y, east: rect.max().x, north: rect.max().y };
    let [width, height] = SIZE.map(|side| side as f32);
    let viewport = Viewport::fit(&bounds, [width, height - 96.0], height * 0.13);
    let centre =
        LonLat::new(f64::midpoint(bounds.west, bounds.east), f64::midpoint(bounds.south, bounds.north)).ok()?;
    Some(Camera { centre, zoom: viewport.zoom.min(MAX_ZOOM) })
}
