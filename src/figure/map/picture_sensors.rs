//! Sensors in a picture: their marks, and their part of its legend.

use super::projection::Viewport;
use super::sensor_legend::{self, ScaleLegend, Shown, number};
use super::sensors::{self, Reading, SensorMark, SensorSymbol};
use super::{sensor_glyph, sensor_scene};
use crate::figure::font;
use crate::figure::scene::{Align, Label, Primitive};
use crate::figure::style::{Colour, Palette};
use crate::query::sensor_classes::Scales;
use crate::query::sensors::{shown, wanted};
use crate::text::Text;
use crate::workspace::Workspace;

/// Size of words in the legend.
const SMALL: f32 = 10.5;

/// Size of the limits under a bar of classes.
const LIMIT: f32 = 9.0;

/// The sensors that the view wants.
pub(super) struct SensorPicture {
    scales: Scales,
    pub(super) symbols: Vec<SensorSymbol>,
    marks: Vec<SensorMark>,
}

impl SensorPicture {
    /// The sensors as they are now, not laid out yet.
    pub(super) fn new(workspace: &Workspace, now: jiff::Timestamp) -> Self {
        let view = &workspace.view;
        let asked = view.sensors.property;
        let wanted = wanted(&workspace.sensors, &workspace.municipalities, &view.filter, &view.sensors);
        let scales = Scales::of(wanted.iter().copied(), asked);
        let symbols = sensors::symbols(wanted, asked, &scales, now);
        Self { scales, symbols, marks: Vec::new() }
    }

    /// Lays them out for a zoom.
    pub(super) fn lay_out(&mut self, zoom: f64) {
        self.marks = sensors::layout(&self.symbols, zoom);
    }

    /// What no name may cover.
    pub(super) fn obstacles(&self) -> Vec<([f64; 2], [f64; 2])> {
        sensor_scene::obstacles(&self.symbols, &self.marks)
    }

    /// The marks, with their values where one property was asked for.
    pub(super) fn scene(
        &self,
        workspace: &Workspace,
        viewport: &Viewport,
        palette: &Palette,
        text: &Text,
    ) -> Vec<Primitive> {
        let asked = workspace.view.sensors.property;
        let value = |symbol: &SensorSymbol| {
            if asked.is_none() || viewport.zoom < sensor_scene::VALUES_ABOVE_ZOOM {
                return None;
            }
            let stream = shown(workspace.sensors.sensors().get(&symbol.id)?, asked)?;
            let latest = stream.latest.filter(|_| symbol.look.reading != Reading::None)?;
            Some(number(stream, latest.value, text))
        };
        sensor_scene::scene((&self.symbols, &self.marks), viewport, palette, None, &value)
    }

    /// Adds the legend below `top` and returns where it ends: all classes of the property asked for, else the colours
    /// of each property shown; then what age and state look like.
    pub(super) fn legend(
        &self,
        body: &mut Vec<Primitive>,
        [left, top]: [f32; 2],
        width: f32,
        is_asked: bool,
        (palette, text): (&Palette, &Text),
    ) -> f32 {
        if self.symbols.is_empty() {
            return top;
        }
        let mut y = top + 4.0;
        for legend in sensor_legend::scales(&self.scales, palette, text) {
            y = if is_asked {
                classes(body, &legend, [left, y], width, palette)
            } else {
                colours(body, &legend, [left, y], width, palette)
            };
        }
        for (shown, words) in sensor_legend::states(&self.symbols, &self.marks, text) {
            let centre = [left + 8.0, y + 10.0];
            match shown {
                Shown::One(look) => sensor_scene::symbol(body, &look, centre, palette),
                Shown::Several => sensor_scene::several(body, centre, palette),
            }
            let words = font::elided(&words, SMALL, false, width - 24.0);
            body.push(words_at([left + 24.0, y + 10.0], words, false, palette.text));
            y += 20.0;
        }
        y + 2.0
    }
}

fn classes(body: &mut Vec<Primitive>, legend: &ScaleLegend, [x, top]: [f32; 2], width: f32, palette: &Palette) -> f32 {
    let mut y = top;
    for line in font::wrapped(&legend.title, 12.0, true, width) {
        body.push(words_at([x, y + 8.0], line, true, palette.text));
        y += 16.0;
    }
    for class in &legend.classes {
        body.push(swatch([x, y + 2.0, x + 14.0, y + 12.0], class.colour, palette));
        body.push(words_at([x + 20.0, y + 7.0], class.words.clone(), false, palette.text));
        y += 15.0;
    }
    for line in font::wrapped(&legend.source, SMALL, false, width) {
        body.push(words_at([x, y + 7.0], line, false, palette.soft));
        y += 14.0;
    }
    y + 4.0
}

fn colours(body: &mut Vec<Primitive>, legend: &ScaleLegend, [x, y]: [f32; 2], width: f32, palette: &Palette) -> f32 {
    sensor_glyph::draw(body, legend.family, [x + 7.0, y + 7.0], 5.4, palette.text);
    let has_room = font::width(&legend.title, SMALL, false) <= width - 20.0;
    let title = if has_room { &legend.title } else { &legend.name };
    body.push(words_at([x + 20.0, y + 7.0], font::elided(title, SMALL, false, width - 20.0), false, palette.text));
    let step = (width - 20.0) / legend.classes.len().max(1) as f32;
    for (index, class) in legend.classes.iter().enumerate() {
        let left = x + 20.0 + step * index as f32;
        body.push(swatch([left, y + 15.0, left + step, y + 20.0], class.colour, palette));
        let limit = font::elided(&class.limit, LIMIT, false, step - 2.0);
        let at = [left, y + 26.5];
        let colour = palette.soft;
        let label = Label { at, align: Align::Left, text: limit, size: LIMIT, is_bold: false, colour, halo: None };
        body.push(Primitive::Text(label));
    }
    y + 36.0
}

const fn swatch(bounds: [f32; 4], fill: Colour, palette: &Palette) -> Primitive {
    Primitive::Card { bounds, radius: 0.0, fill, line: Some(palette.line) }
}

const fn words_at(at: [f32; 2], text: String, is_bold: bool, colour: Colour) -> Primitive {
    let size = if is_bold { 12.0 } else { SMALL };
    Primitive::Text(Label { at, align: Align::Left, text, size, is_bold, colour, halo: None })
}
