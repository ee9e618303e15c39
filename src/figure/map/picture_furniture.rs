//! What stands around the map in a picture: title, counts, legend, scale bar, north arrow, notes and attribution.

use super::legend::{self, FigureLegend};
use super::mark_scene;
use super::own;
use super::picture::Picture;
use super::projection::world_of;
use super::scale_bar;
use crate::figure::font;
use crate::figure::place;
use crate::figure::scene::{Align, Label, Lines, Pattern, Primitive};
use crate::figure::style::Colour;
use crate::query::{filter_words, sensor_words};

/// Height of the band with the title, in points.
pub(super) const TITLE_BAND: f32 = 52.0;

/// Height of the band with notes and attribution.
pub(super) const NOTE_BAND: f32 = 44.0;

/// Height that the scale bar takes above the notes, and the arrow to the north under the title.
const SCALE_ROOM: f32 = 34.0;
const NORTH_ROOM: f32 = 56.0;

/// Space at the sides.
const MARGIN: f32 = 16.0;

impl Picture<'_> {
    /// The bands of the title and of the notes: left, top, right, bottom.
    pub(super) fn bands(&self) -> [[f32; 4]; 2] {
        let [width, height] = self.size;
        [[0.0, 0.0, width, TITLE_BAND], [0.0, height - NOTE_BAND, width, height]]
    }

    /// What the map is called and by what it is filtered: a file is passed on without the window that shows it.
    pub(super) fn name(&self) -> String {
        let name = self.text.get("map-picture-title");
        let parts = filter_words::parts(&self.workspace.view.filter, &self.workspace.municipalities, self.text);
        if parts.is_empty() {
            return name;
        }
        let words: Vec<String> = parts.into_iter().map(|(_, words)| words).collect();
        format!("{name}: {}", words.join(" · "))
    }

    /// How much is shown, and that it is a sample.
    pub(super) fn counts(&self) -> String {
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
        let regional = self.results.selection.regional_count;
        if regional > 0 {
            line.push(self.text.with("map-tray", &[("n", self.text.integer(regional).into())]));
        }
        line.push(self.text.get("map-sample"));
        line.join(" · ")
    }

    /// The title and the counts.
    pub(super) fn title(&self) -> [Primitive; 2] {
        let most = self.size[0] - 2.0 * MARGIN;
        let (name, counts) =
            (font::elided(&self.name(), 17.0, true, most), font::elided(&self.counts(), 12.0, false, most));
        [
            left_text(MARGIN, 18.0, name, 17.0, true, self.palette.text),
            left_text(MARGIN, 38.0, counts, 12.0, false, self.palette.soft),
        ]
    }

    /// The legend of the municipalities' fill, where they have one.
    pub(super) fn figure_legend(&self) -> Option<FigureLegend> {
        let choropleth = self.results.choropleth.filter(|_| self.workspace.view.map.show_municipalities)?;
        legend::figure(self.workspace, choropleth, self.palette, self.text)
    }

    /// Classes, symbols and stages on a card.
    pub(super) fn legend(&self) -> Vec<Primitive> {
        let size = self.size;
        let palette = self.palette;
        let mut body: Vec<Primitive> = Vec::new();
        let width = 236.0_f32.min(size[0] - 2.0 * MARGIN);
        let left = MARGIN + 12.0;
        let mut y = 0.0;
        if let Some(legend) = self.figure_legend() {
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
        y = self.legend_layers(&mut body, left, y, width);
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
        let bounds = self.least_hidden([width, y + 16.0]);
        let mut scene = vec![Primitive::Card { bounds, radius: 8.0, fill: palette.panel, line: Some(palette.line) }];
        scene.extend(place::moved(body, [bounds[0] - MARGIN, bounds[1] + 10.0]));
        scene
    }

    /// The corner where a card of this size hides least; the lower left one where several do.
    fn least_hidden(&self, [width, height]: [f32; 2]) -> [f32; 4] {
        let [right, bottom] = [self.size[0] - MARGIN - width, self.size[1] - NOTE_BAND - MARGIN - height];
        let (left, top) = (MARGIN, TITLE_BAND + MARGIN);
        // At the right stand the arrow to the north and the scale bar.
        let corners = [[left, bottom], [left, top], [right, bottom - SCALE_ROOM], [right, top + NORTH_ROOM]];
        let shown = self.shown_points();
        let bounds = corners.map(|[x, y]| [x, y, x + width, y + height]);
        let hidden = |[left, top, right, bottom]: [f32; 4]| {
            let is_under =
                |at: &&([f32; 2], u32)| (left..=right).contains(&at.0[0]) && (top..=bottom).contains(&at.0[1]);
            shown.iter().filter(is_under).map(|(_, weight)| weight).sum::<u32>()
        };
        let has_room = |bounds: &[f32; 4]| bounds[1] >= top;
        let best = bounds.into_iter().filter(has_room).min_by_key(|bounds| hidden(*bounds));
        best.unwrap_or_else(|| bounds[0])
    }

    /// Where marks and names stand on the picture, marks with more weight than names.
    fn shown_points(&self) -> Vec<([f32; 2], u32)> {
        let view = &self.workspace.view.map;
        let at = |world| {
            let [x, y] = self.viewport.screen_of(world);
            [x, y + TITLE_BAND]
        };
        let marks =
            self.results.symbols.iter().filter(|_| view.show_projects).map(|symbol| (at(world_of(symbol.place)), 3));
        let sensors = self.sensors.iter().flat_map(|sensors| &sensors.symbols).map(|symbol| (at(symbol.world), 3));
        let towns = self.workspace.municipalities.rows().iter().map(|row| (at(world_of(row.label_point)), 1));
        marks.chain(sensors).chain(towns).collect()
    }

    /// The user's own layers that are shown; of many, the first and how many more.
    fn legend_layers(&self, body: &mut Vec<Primitive>, left: f32, mut y: f32, width: f32) -> f32 {
        let count = self.workspace.shown_layers().count();
        let named = if count > legend::LAYERS_NAMED { legend::LAYERS_NAMED - 1 } else { count };
        for layer in self.workspace.shown_layers().take(named) {
            own::swatch(body, layer, [left, y + 2.0], self.palette);
            let words = font::elided(&layer.name, 11.0, false, width - 24.0 - 22.0);
            body.push(left_text(left + 20.0, y + 7.0, words, 11.0, false, self.palette.text));
            y += 17.0;
        }
        if count > named {
            let more = self.text.with("map-legend-layers-more", &[("n", ((count - named) as u64).into())]);
            body.push(left_text(left + 20.0, y + 7.0, more, 11.0, false, self.palette.soft));
            y += 17.0;
        }
        if count > 0 { y + 4.0 } else { y }
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

    /// The scale bar and the arrow to the north.
    pub(super) fn north_and_scale(&self) -> Vec<Primitive> {
        let size = self.size;
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

    /// What must be said, and whose data it is.
    pub(super) fn notes(&self) -> Vec<Primitive> {
        let size = self.size;
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
        if let (Some(now), Some(_)) = (self.results.now, self.sensors.as_ref().filter(|one| !one.symbols.is_empty())) {
            notes.push(self.text.with("map-sensors-moment", &[("time", sensor_words::moment(now).into())]));
        }
        let owners = [legend::attribution(self.workspace, true, self.text)].into_iter();
        let owners = owners.chain(legend::layer_owners(self.workspace)).filter(|owner| !owner.is_empty());
        let attribution = owners.collect::<Vec<_>>().join(" · ");
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
