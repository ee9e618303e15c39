//! The map as a picture (PNG, SVG, PDF), with its stamp beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use super::stamp::{Counts, Facts};
use super::{AsOf, ExportError, ExportRequest, ExportSummary, Format, PictureSize, stamp};
use crate::figure::style::Palette;
use crate::figure::{MapInput, MapResults, PictureError, map_pdf, map_png, map_svg};
use crate::model::basemap::Basemap;
use crate::model::{Explained, Sensor, hash};
use crate::query::filter::{self, KindCounts, Selection};
use crate::query::{classes, figures, sensors, symbols};
use crate::text::Text;
use crate::workspace::Workspace;

/// Size of a picture where none is named.
const DEFAULT_SIZE: PictureSize = PictureSize { width: 1280, height: 800, scale: 1.0 };

/// Draws the map of the request's view in the light look, as on paper, and writes it with its stamp. Sensors are drawn
/// as fresh as they are at a moment, which the picture tells and the stamp keeps; without one they are left out.
///
/// # Errors
/// When the request names no file or a format that is no picture, the picture can't be drawn, or the file can't be written.
pub fn run(
    request: &ExportRequest,
    workspace: &Workspace,
    basemap: &Basemap,
    (text, moment): (&Text, Option<Timestamp>),
) -> Result<ExportSummary, ExportError> {
    let path = request.path.as_ref().ok_or(ExportError::NeedsFile)?;
    let mut workspace = workspace.clone();
    workspace.set_view(request.view.clone());
    let (projects, municipalities) = (&workspace.projects, &workspace.municipalities);
    let selection = filter::run(projects, municipalities, &request.view.filter);
    let places = symbols::run(projects, municipalities, &request.view.filter, &selection);
    let choropleth = classes::run(&workspace.indicators, municipalities, &request.view.map);
    let sensors = moment.map(|_| drawn_sensors(&workspace)).unwrap_or_default();
    let now = moment.filter(|_| !sensors.is_empty());
    let results = MapResults { selection: &selection, symbols: &places, choropleth: choropleth.as_ref(), now };
    let size = request.picture.unwrap_or(DEFAULT_SIZE);
    let pixels = |points: u32| (points as f32 * size.scale).round() as u32;
    let (palette, measures) = (Palette::light(), (pixels(size.width), pixels(size.height), size.scale));
    let input = MapInput { workspace: &workspace, results: &results, basemap, palette: &palette, text };
    let refused = |error: PictureError| ExportError::Picture(error.reason());
    let bytes = match request.format {
        Format::Png => map_png(&input, measures).map_err(refused)?,
        Format::Svg => map_svg(&input, measures).map_err(refused)?.into_bytes(),
        Format::Pdf => map_pdf(&input, measures).map_err(refused)?,
        format => return Err(ExportError::Unsupported { what: request.what, format }),
    };
    let mut facts = facts(&workspace, &selection, choropleth.is_some());
    for sensor in &sensors {
        facts.feeds.insert(sensor.feed.clone());
        facts.note_if("export-note-simulated", sensor.is_simulated);
    }
    facts.as_of = now.map(|moment| AsOf { moment: Some(moment), ..AsOf::default() });
    let stamp = stamped(request, &workspace, &selection, &facts, &bytes, text)?;
    super::write_with_stamp(path, &bytes, &stamp, u64::from(selection.hits.counted()))
}

/// The sensors that stand on the map.
fn drawn_sensors(workspace: &Workspace) -> Vec<&Sensor> {
    let view = &workspace.view;
    if !view.map.show_sensors {
        return Vec::new();
    }
    let all = sensors::wanted(&workspace.sensors, &workspace.municipalities, &view.filter, &view.sensors);
    all.into_iter().filter(|sensor| sensor.location.is_some()).collect()
}

fn stamped(
    request: &ExportRequest,
    workspace: &Workspace,
    selection: &Selection,
    facts: &Facts,
    bytes: &[u8],
    text: &Text,
) -> Result<String, ExportError> {
    let KindCounts { projects, services, planned_actions, .. } = selection.hits;
    let by_kind = BTreeMap::from([
        ("planned_action", u64::from(planned_actions)),
        ("project", u64::from(projects)),
        ("service", u64::from(services)),
    ]);
    let hash = hash::of_bytes(bytes);
    let counts = Counts { row_count: u64::from(selection.hits.counted()), by_kind: &by_kind, hash: &hash };
    Ok(stamp::json(request, workspace, text.language(), &counts, facts)?)
}

/// What the picture rests on, sensors aside.
fn facts(workspace: &Workspace, selection: &Selection, has_choropleth: bool) -> Facts {
    let rows = selection.rows.iter().filter_map(|row| workspace.projects.get(*row));
    let mut datasets: BTreeSet<Arc<str>> = rows.map(|row| Arc::clone(&row.provenance.dataset)).collect();
    datasets.extend(figures::of_map(workspace, has_choropleth));
    datasets.extend(workspace.shown_layers().map(|layer| Arc::clone(&layer.source.id)));
    let mut facts = Facts::default();
    facts.datasets = datasets;
    facts.note_if("export-note-sample", true);
    facts.note_if("export-note-approximate", workspace.municipalities.has_approximate_boundaries());
    facts
}
