//! What stands around the map in a picture: title, counts, scale bar, north arrow, notes and attribution.

use super::legend;
use super::picture::Picture;
use super::picture_layout::{Line, Said};
use super::scale_bar;
use crate::figure::scene::{Align, Label, Lines, Pattern, Primitive};
use crate::figure::style::Colour;
use crate::query::{filter_words, sensor_words};

/// Height that the scale bar takes above the notes, and the arrow to the north under the title.
pub(super) const SCALE_ROOM: f32 = 34.0;
pub(super) const NORTH_ROOM: f32 = 56.0;

/// Longest scale bar in points, and its most of the width.
const LONGEST_BAR: f32 = 120.0;
const BAR_SHARE: f32 = 0.25;

impl Picture<'_> {
    /// The grounds of title and notes: left, top, right, bottom.
    pub(super) fn grounds(&self) -> [[f32; 4]; 2] {
        let [width, height] = self.size;
        [[0.0, 0.0, width, self.bands.top], [0.0, height - self.bands.bottom, width, height]]
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
    pub(super) fn amounts(&self) -> String {
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

    /// The title in its lines.
    pub(super) fn title(&self) -> Vec<Primitive> {
        self.written(&self.bands.title, 0.0, (self.sizes.title.size, true), self.palette.text)
    }

    /// The counts in their lines.
    pub(super) fn counts(&self) -> Vec<Primitive> {
        self.written(&self.bands.counts, 0.0, (self.sizes.counts.size, false), self.palette.soft)
    }

    /// What must be said, and whose data it is, in their lines.
    pub(super) fn notes(&self) -> Vec<Primitive> {
        let top = self.size[1] - self.bands.bottom;
        self.written(&self.bands.notes, top, (self.sizes.notes.size, false), self.palette.soft)
    }

    fn written(&self, lines: &[Line], top: f32, (size, is_bold): (f32, bool), colour: Colour) -> Vec<Primitive> {
        let line = |(y, text): &Line| left_text(self.sizes.margin, top + y, text.clone(), size, is_bold, colour);
        lines.iter().map(line).collect()
    }

    /// The scale bar.
    pub(super) fn scale(&self) -> Vec<Primitive> {
        let (palette, margin) = (self.palette, self.sizes.margin);
        let right = self.size[0] - margin;
        let longest = LONGEST_BAR.min(self.size[0] * BAR_SHARE);
        let (metres, points) = scale_bar::nice(self.viewport.metres_per_point(), longest);
        let y = self.size[1] - self.bands.bottom - margin;
        let mut bar = Lines::new(1.4, palette.text, Pattern::Solid);
        bar.push([[right - points, y - 5.0], [right - points, y], [right, y], [right, y - 5.0]]);
        let words = self.haloed([right - points / 2.0, y - 12.0], scale_bar::words(metres), 11.0);
        vec![Primitive::Lines(bar), words]
    }

    /// The arrow to the north.
    pub(super) fn north(&self) -> Vec<Primitive> {
        let mut arrow = Lines::new(1.6, self.palette.text, Pattern::Solid);
        let top = self.bands.top + self.sizes.margin;
        let x = self.size[0] - self.sizes.margin - 10.0;
        arrow.push([[x, top + 40.0], [x, top + 16.0]]);
        arrow.push([[x - 5.0, top + 23.0], [x, top + 15.0], [x + 5.0, top + 23.0]]);
        vec![Primitive::Lines(arrow), self.haloed([x, top + 6.0], self.text.get("map-north"), 12.0)]
    }

    fn haloed(&self, at: [f32; 2], text: String, size: f32) -> Primitive {
        let (colour, halo) = (self.palette.text, Some(self.palette.halo));
        Primitive::Text(Label { at, align: Align::Centre, text, size, is_bold: true, colour, halo })
    }

    /// All that is said above and below the map; `more` is the key of a remark.
    pub(super) fn said(&self, more: Option<&str>) -> Said {
        let notes = [self.remarks(), more.map(|key| self.text.get(key)).unwrap_or_default()];
        let notes = notes.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join(" · ");
        Said { title: self.name(), counts: self.amounts(), notes, attribution: self.attribution() }
    }

    fn remarks(&self) -> String {
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
        notes.join(" · ")
    }

    /// Whose data it is.
    fn attribution(&self) -> String {
        let owners = [legend::attribution(self.workspace, true, self.text)].into_iter();
        let owners = owners.chain(legend::layer_owners(self.workspace)).filter(|owner| !owner.is_empty());
        owners.collect::<Vec<_>>().join(" · ")
    }
}

pub(super) fn left_text(x: f32, y: f32, text: String, size: f32, is_bold: bool, colour: Colour) -> Primitive {
    Primitive::Text(Label { at: [x, y], align: Align::Left, text, size, is_bold, colour, halo: None })
}
