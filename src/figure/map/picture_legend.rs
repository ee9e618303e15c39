//! The legend of a picture: a card with the fill, symbols, the user's own layers and sensors. Where it does not fit it
//! is drawn smaller, then with less, then left out, which the notes tell; it lies where it hides least.

use super::base::class_colour;
use super::legend::{self, FigureLegend};
use super::picture::Picture;
use super::picture_furniture::{NORTH_ROOM, SCALE_ROOM, left_text};
use super::prepared::{BaseLevel, Prepared, PreparedArea};
use super::projection::world_of;
use super::{mark_scene, own, shapes};
use crate::figure::font;
use crate::figure::place::{self, Bounds};
use crate::figure::scene::Primitive;
use crate::model::Status;
use crate::query::classes::Choropleth;

/// Width of the card in points, before it is made smaller.
const WIDTH: f32 = 236.0;

/// From the edge of the card to its words, across and down.
const PADDING: [f32; 2] = [12.0, 10.0];

/// Width of the words.
const ROOM: f32 = WIDTH - 2.0 * PADDING[0];

/// Most of the map that the card may cover.
const MOST_COVERED: f32 = 0.25;

/// Weight of something that a card hides: a mark, a sensor or a coloured municipality; a name.
const DATUM: f32 = 3.0;
const NAME: f32 = 1.0;

/// So many points of a grid over the map tell how much of each municipality a card hides.
const GRID: f32 = 12_000.0;

/// A part of the legend, the most important first: what is left out last.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Section {
    Figure,
    Symbols,
    Layers,
    Sensors,
}

/// How the sections stand below each other.
const ORDER: [Section; 4] = [Section::Figure, Section::Layers, Section::Symbols, Section::Sensors];

/// How large the legend is drawn, and how much of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Form {
    factor: f32,
    sections: &'static [Section],
}

impl Form {
    const ALL: &'static [Section] = &[Section::Figure, Section::Symbols, Section::Layers, Section::Sensors];

    /// What is tried, best first; the last always fits.
    pub(super) const TRIED: [Self; 7] = [
        Self { factor: 1.0, sections: Self::ALL },
        Self { factor: 0.85, sections: Self::ALL },
        Self { factor: 0.72, sections: Self::ALL },
        Self { factor: 0.72, sections: &[Section::Figure, Section::Symbols, Section::Layers] },
        Self { factor: 0.72, sections: &[Section::Figure, Section::Symbols] },
        Self { factor: 0.8, sections: &[Section::Figure] },
        Self { factor: 1.0, sections: &[] },
    ];
}

/// A legend without a place yet.
#[derive(Clone, Debug, Default)]
pub(super) struct Card {
    /// From the corner of the card.
    body: Vec<Primitive>,
    size: [f32; 2],
    factor: f32,
}

impl Picture<'_> {
    /// The key of the text that tells what a legend of this form lacks.
    pub(super) fn legend_remark(&self, form: &Form) -> Option<&'static str> {
        let lacks = |section: &Section| !form.sections.contains(section) && !self.section(*section).0.is_empty();
        if !Form::ALL.iter().any(lacks) {
            return None;
        }
        let is_empty = form.sections.iter().all(|section| self.section(*section).0.is_empty());
        Some(if is_empty { "map-picture-legend-none" } else { "map-picture-legend-short" })
    }

    /// The legend in this form; `None` where it does not fit.
    pub(super) fn card(&self, form: &Form) -> Option<Card> {
        let mut body = Vec::new();
        let mut y = PADDING[1];
        for section in ORDER.into_iter().filter(|section| form.sections.contains(section)) {
            let (drawn, height) = self.section(section);
            body.extend(place::moved(drawn, [0.0, y]));
            y += height;
        }
        if body.is_empty() {
            return Some(Card::default());
        }
        let size = [WIDTH * form.factor, (y + 6.0) * form.factor];
        let [width, height] = self.viewport.size;
        let fits = size[0] * size[1] <= MOST_COVERED * width * height && !self.corners(size).is_empty();
        fits.then_some(Card { body, size, factor: form.factor })
    }

    /// A section from the top of the card's words, and its height.
    fn section(&self, section: Section) -> (Vec<Primitive>, f32) {
        let mut body = Vec::new();
        let height = match section {
            Section::Figure => self.figure_legend().map_or(0.0, |legend| self.legend_figure(&mut body, legend)),
            Section::Layers => self.legend_layers(&mut body),
            Section::Symbols if self.workspace.view.map.show_projects => self.legend_symbols(&mut body),
            Section::Symbols => 0.0,
            Section::Sensors => self.sensors.as_ref().map_or(0.0, |sensors| {
                let is_asked = self.workspace.view.sensors.property.is_some();
                sensors.legend(&mut body, [PADDING[0], 0.0], ROOM, is_asked, (self.palette, self.text))
            }),
        };
        (body, height)
    }

    /// The card where it hides least.
    pub(super) fn legend(&self, prepared: &Prepared) -> Vec<Primitive> {
        let Card { body, size, factor } = &self.card;
        let shown = self.shown(prepared);
        let hidden = |bounds: &Bounds| -> f32 {
            let [left, top, right, bottom] = *bounds;
            let is_under = |[x, y]: [f32; 2]| (left..=right).contains(&x) && (top..=bottom).contains(&y);
            shown.iter().filter(|(at, _)| is_under(*at)).map(|(_, weight)| weight).sum()
        };
        let corners = if body.is_empty() { Vec::new() } else { self.corners(*size) };
        let Some(bounds) = corners.into_iter().min_by(|a, b| hidden(a).total_cmp(&hidden(b))) else {
            return Vec::new();
        };
        let (fill, line) = (self.palette.panel, Some(self.palette.line));
        let mut scene = vec![Primitive::Card { bounds, radius: 8.0 * factor, fill, line }];
        scene.extend(place::placed(body.clone(), *factor, [bounds[0], bounds[1]]));
        scene
    }

    /// The corners that have room for a card of this size, the first where all are alike. At the right stand the arrow
    /// to the north and the scale bar, which nothing covers.
    fn corners(&self, [width, height]: [f32; 2]) -> Vec<Bounds> {
        let margin = self.sizes.margin;
        let [right, bottom] = [self.size[0] - margin - width, self.size[1] - self.bands.bottom - margin - height];
        let (left, top) = (margin, self.bands.top + margin);
        let corners = [[left, bottom], [left, top], [right, bottom - SCALE_ROOM], [right, top + NORTH_ROOM]];
        let frame = [left, top, self.size[0] - margin, self.size[1] - self.bands.bottom - margin];
        let taken: Vec<Bounds> =
            place::of_scene(&self.scale()).into_iter().chain(place::of_scene(&self.north())).collect();
        let has_room = |bounds: &Bounds| {
            let is_free = |other: &Bounds| place::intersection(*bounds, *other).is_none();
            place::is_within(*bounds, frame) && taken.iter().all(is_free)
        };
        corners.map(|[x, y]| [x, y, x + width, y + height]).into_iter().filter(has_room).collect()
    }

    /// What the map shows, as points of the picture with their weight.
    fn shown(&self, prepared: &Prepared) -> Vec<([f32; 2], f32)> {
        let view = &self.workspace.view.map;
        let at = |world| {
            let [x, y] = self.viewport.screen_of(world);
            [x, y + self.bands.top]
        };
        let marks = self.results.symbols.iter().filter(|_| view.show_projects);
        let marks = marks.map(|symbol| (at(world_of(symbol.place)), DATUM));
        let sensors = self.sensors.iter().flat_map(|sensors| &sensors.symbols).map(|symbol| (at(symbol.world), DATUM));
        let towns = self.workspace.municipalities.rows().iter().map(|row| (at(world_of(row.label_point)), NAME));
        let mut shown: Vec<_> = marks.chain(sensors).chain(towns).collect();
        if let (Some(choropleth), Some(level)) = (self.choropleth(), prepared.level(self.viewport.zoom)) {
            self.coloured(&mut shown, choropleth, level);
        }
        shown
    }

    /// The municipalities that have a figure: each weighs as much as a mark, spread over what is seen of it.
    fn coloured(&self, shown: &mut Vec<([f32; 2], f32)>, choropleth: &Choropleth, level: &BaseLevel) {
        let [width, height] = self.viewport.size;
        let step = (width * height / GRID).sqrt();
        for (nis, areas) in &level.towns {
            if class_colour(self.palette, choropleth, *nis).is_some() {
                let points: Vec<[f32; 2]> = areas.iter().flat_map(|area| self.grid(area, step)).collect();
                let weight = DATUM / points.len() as f32;
                shown.extend(points.into_iter().map(|[x, y]| ([x, y + self.bands.top], weight)));
            }
        }
    }

    /// The points of a grid over the map that lie in an area; of one too small for the grid, its middle.
    fn grid(&self, area: &PreparedArea, step: f32) -> Vec<[f32; 2]> {
        let (scale, offset) = self.viewport.transform();
        let seen = [0.0, 0.0, self.viewport.size[0], self.viewport.size[1]];
        let [west, north, east, south] = area.bounds;
        let drawn =
            [(west, 0), (north, 1), (east, 0), (south, 1)].map(|(side, axis)| side.mul_add(scale, offset[axis]));
        let Some([left, top, right, bottom]) = place::intersection(drawn, seen) else { return Vec::new() };
        let steps = |from: f32, to: f32| ((from / step).ceil() as u32)..=((to / step).floor() as u32);
        let points = steps(top, bottom).flat_map(|row| steps(left, right).map(move |column| (column, row)));
        let points = points.map(|(column, row)| [column as f32 * step, row as f32 * step]);
        let is_inside = |at: &[f32; 2]| area.holds([0, 1].map(|axis| (at[axis] - offset[axis]) / scale));
        let inside: Vec<[f32; 2]> = points.filter(is_inside).collect();
        let is_small = drawn[2] - drawn[0] < 2.0 * step && drawn[3] - drawn[1] < 2.0 * step;
        if inside.is_empty() && is_small {
            return vec![[f32::midpoint(left, right), f32::midpoint(top, bottom)]];
        }
        inside
    }

    fn choropleth(&self) -> Option<&Choropleth> {
        self.results.choropleth.filter(|_| self.workspace.view.map.show_municipalities)
    }

    /// The legend of the municipalities' fill, where they have one.
    pub(super) fn figure_legend(&self) -> Option<FigureLegend> {
        legend::figure(self.workspace, self.choropleth()?, self.palette, self.text)
    }

    fn legend_figure(&self, body: &mut Vec<Primitive>, legend: FigureLegend) -> f32 {
        let (palette, left) = (self.palette, PADDING[0]);
        let mut y = 0.0;
        for line in font::wrapped(&legend.title, 12.0, true, ROOM) {
            body.push(left_text(left, y + 8.0, line, 12.0, true, palette.text));
            y += 16.0;
        }
        y += 6.0;
        let step = ROOM / legend.classes.len().max(1) as f32;
        for (index, (fill, words)) in legend.classes.into_iter().enumerate() {
            let x = left + step * index as f32;
            body.push(Primitive::Card { bounds: [x, y, x + step, y + 10.0], radius: 0.0, fill, line: None });
            body.push(left_text(x, y + 19.0, words, 10.5, false, palette.soft));
        }
        y += 32.0;
        let notes = legend.missing.map(|(_, words)| words).into_iter().chain(legend.notes);
        for line in notes.flat_map(|note| font::wrapped(&note, 10.5, false, ROOM)) {
            body.push(left_text(left, y + 2.0, line, 10.5, false, palette.soft));
            y += 14.0;
        }
        y + 6.0
    }

    /// The user's own layers that are shown; of many, the first and how many more.
    fn legend_layers(&self, body: &mut Vec<Primitive>) -> f32 {
        let left = PADDING[0];
        let mut y = 0.0;
        let count = self.workspace.shown_layers().count();
        let named = if count > legend::LAYERS_NAMED { legend::LAYERS_NAMED - 1 } else { count };
        for layer in self.workspace.shown_layers().take(named) {
            own::swatch(body, layer, [left, y + 2.0], self.palette);
            let words = font::elided(&layer.name, 11.0, false, ROOM - 22.0);
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

    fn legend_symbols(&self, body: &mut Vec<Primitive>) -> f32 {
        let left = PADDING[0];
        let mut y = 0.0;
        for (index, (dimension, words)) in legend::dimensions(self.text).into_iter().enumerate() {
            let x = left + (index % 2) as f32 * ROOM / 2.0;
            mark_scene::symbol(body, [x + 6.0, y + 7.0], 5.0, Some(dimension), Status::Running, self.palette);
            body.push(left_text(x + 18.0, y + 7.0, words, 11.0, false, self.palette.text));
            y += if index % 2 == 1 { 17.0 } else { 0.0 };
        }
        for (status, key) in [(Status::Planned, "map-legend-planned"), (Status::Idea, "map-legend-idea")] {
            mark_scene::symbol(body, [left + 6.0, y + 7.0], 5.0, None, status, self.palette);
            body.push(left_text(left + 18.0, y + 7.0, self.text.get(key), 11.0, false, self.palette.text));
            y += 17.0;
        }
        if self.has_shapes {
            shapes::swatch(body, [left, y + 2.0], self.palette);
            let words = self.text.get("map-legend-shape");
            body.push(left_text(left + 18.0, y + 7.0, words, 11.0, false, self.palette.text));
            y += 17.0;
        }
        y
    }
}
