//! The chart of the tab as a picture: drawn from the view alone, with everything that must be said beside it.

mod compare;
mod funding;
mod indicators;
mod projects;
mod sensors;
mod words;

use std::collections::BTreeMap;

use super::stamp::{Counts, Facts};
use super::{ExportError, ExportRequest, ExportSummary, Inputs, Now, PictureSize, answers, picture, stamp};
use crate::figure::chart::sheet::{self, Frame};
use crate::figure::scene::Primitive;
use crate::figure::style::Palette;
use crate::insight::SeriesWords;
use crate::model::{Reason, hash};
use crate::text::Text;
use crate::workspace::{CompareSection, ProjectsPage, Selected, SensorSection, Tab, View, Workspace};

/// Size of a chart where none is asked for: as high as it needs, see [`PictureSize::height`].
const SIZE: PictureSize = PictureSize { width: 1280, height: 0, scale: 1.0 };

/// Height of a chart that needs no more.
const HEIGHT: f32 = 800.0;

/// Whether the tab of a view has a chart that can be drawn.
pub fn has_chart(view: &View) -> bool {
    match view.tab {
        Tab::Indicators => true,
        Tab::Compare => {
            let is_drawn = matches!(view.compare.section, CompareSection::Figures | CompareSection::OverTime);
            is_drawn && !view.compare.municipalities.is_empty()
        }
        Tab::Projects => view.projects.page != ProjectsPage::Table,
        Tab::Sensors => is_of_sensors(view),
        Tab::Map | Tab::Gaps | Tab::Data => false,
    }
}

/// Whether the tab of a view shows series of sensors.
pub fn is_of_sensors(view: &View) -> bool {
    let is_any = !view.sensors.compared.is_empty() || matches!(view.selected, Some(Selected::Sensor(_)));
    view.tab == Tab::Sensors && view.sensors.section == SensorSection::OverTime && is_any
}

/// What a chart is made from.
#[derive(Clone, Copy)]
struct Source<'a> {
    workspace: &'a Workspace,
    view: &'a View,
    text: &'a Text,
    now: &'a Now,
    palette: &'a Palette,
}

impl<'a> Source<'a> {
    /// What the tables of the tabs are made from.
    const fn answer(self) -> answers::Source<'a> {
        let Self { workspace, view, text, now, .. } = self;
        answers::Source { workspace, view, text, now }
    }

    const fn words(self) -> SeriesWords<'a> {
        SeriesWords { workspace: self.workspace, text: self.text }
    }
}

/// Draws in a box, or gives the key of the text that says why it can't.
type Draw<'a> = dyn FnOnce([f32; 4]) -> Result<Vec<Primitive>, &'static str> + 'a;

/// There is nothing to draw.
const NONE: &str = "export-chart-none";
/// The words have no room.
const TOO_SMALL: &str = "export-chart-too-small";

/// A chart before its room is known.
struct Drawing<'a> {
    frame: Frame,
    /// Draws it in a box: left, top, right, bottom.
    draw: Box<Draw<'a>>,
    facts: Facts,
    /// Series, rows or bars in it.
    count: u64,
    kind: &'static str,
    /// Height that it needs, in points.
    least: f32,
}

/// Draws it and writes it with its stamp.
pub(super) fn picture(request: &ExportRequest, inputs: &Inputs<'_>) -> Result<ExportSummary, ExportError> {
    let path = request.path.as_ref().ok_or(ExportError::NeedsFile)?;
    let (workspace, text, palette) = (inputs.workspace, inputs.text, Palette::light());
    let source = Source { workspace, view: &request.view, text, now: &inputs.now, palette: &palette };
    let drawing = if has_chart(&request.view) { drawing(source) } else { None };
    let mut drawing = drawing.ok_or_else(|| ExportError::Picture(Reason::new(NONE)))?;
    drawing.frame.remarks.extend(words::sources(source, &drawing.facts));
    let size = sized(request.picture.unwrap_or(SIZE), &drawing, &palette);
    let points = [size.width as f32, size.height as f32];
    let too_small = || ExportError::Picture(Reason::new(TOO_SMALL));
    let (around, room) = sheet::scene(&drawing.frame, &palette, points).ok_or_else(too_small)?;
    let drawn = (drawing.draw)(room).map_err(|key| ExportError::Picture(Reason::new(key)))?;
    let scene: Vec<Primitive> = around.into_iter().chain(drawn).collect();
    let (title, remarks) = (drawing.frame.title.as_str(), drawing.frame.remarks.join(" "));
    let said = picture::Said { name: "chart", title, remarks: &remarks, language: text.language() };
    let bytes = picture::painted(request.format, scene, points, size.scale, &said)?;
    let by_kind = BTreeMap::from([(drawing.kind, drawing.count)]);
    let counts = Counts { row_count: drawing.count, by_kind: &by_kind, hash: &hash::of_bytes(&bytes) };
    let request = ExportRequest { picture: Some(size), ..request.clone() };
    let stamp = stamp::json(&request, workspace, text.language(), &counts, &drawing.facts)?;
    super::write_with_stamp(path, &bytes, &stamp, drawing.count)
}

/// The size, its height found where it is left open.
fn sized(size: PictureSize, drawing: &Drawing<'_>, palette: &Palette) -> PictureSize {
    if size.height > 0 {
        return size;
    }
    let around = sheet::scene(&drawing.frame, palette, [size.width as f32, 100.0 * HEIGHT]);
    let around = around.map_or(0.0, |(_, room)| 100.0 * HEIGHT - (room[3] - room[1]));
    PictureSize { height: (around + drawing.least).max(HEIGHT).ceil() as u32, ..size }
}

fn drawing(source: Source<'_>) -> Option<Drawing<'_>> {
    match source.view.tab {
        Tab::Indicators => indicators::drawing(source),
        Tab::Compare => compare::drawing(source),
        Tab::Sensors => sensors::drawing(source),
        Tab::Projects if source.view.projects.page == ProjectsPage::Funding => Some(funding::drawing(source)),
        _ => Some(projects::drawing(source)),
    }
}
