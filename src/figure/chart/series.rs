//! A figure of a municipality over the years: its line with gaps as gaps and provisional years dashed, the median and
//! the middle half of its peers behind it, a mark at each merger, and words beside the lines' ends.

use super::axis::{self, Axis};
use crate::figure::font;
use crate::figure::scene::{Align, Area, Label, Lines, Outline, Pattern, Primitive};
use crate::figure::style::{Colour, Palette};

/// Height of the title and of the legend beneath it.
const HEAD: f32 = 29.0;

/// Height of the years beneath.
const FOOT: f32 = 14.0;

/// Size of the small words.
const WORDS: f32 = 6.5;

/// Farther apart than this, in years, two figures are not joined.
const LONGEST_STEP: f64 = 1.3;

/// A figure of a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// When, in years.
    pub at: f64,
    /// The figure.
    pub value: f64,
    /// It may still be revised.
    pub is_provisional: bool,
}

/// The peers in a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Band {
    /// When, in years.
    pub at: f64,
    /// First quartile, median, third quartile.
    pub quartiles: [f64; 3],
}

/// What a chart shows.
pub struct Chart<'a> {
    /// Figure and unit.
    pub title: &'a str,
    /// Name of the municipality.
    pub own_name: &'a str,
    /// Words for the peers' median and middle half.
    pub peers_name: &'a str,
    /// Figures of the municipality, ascending; a missing year is not there.
    pub own: &'a [Dot],
    /// The peers, ascending.
    pub peers: &'a [Band],
    /// When a merger took effect, in years, and what to write there.
    pub mergers: &'a [(f64, String)],
    /// First and last year of the axis.
    pub years: [f64; 2],
    /// Room for words left and right of the axes, so that charts beside each other stand in line; more where the words
    /// need it.
    pub room: [f32; 2],
    /// A value in words, with so many decimals where the axis asks for fewer or more.
    pub words: &'a dyn Fn(f64, Option<u8>) -> String,
    /// Words for a chart without figures.
    pub empty: &'a str,
}

impl std::fmt::Debug for Chart<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chart").field("title", &self.title).finish_non_exhaustive()
    }
}

/// The chart in a box of this size.
pub fn scene(chart: &Chart<'_>, palette: &Palette, size: [f32; 2]) -> Vec<Primitive> {
    let mut scene = head(chart, palette, size[0]);
    let values = chart.own.iter().map(|dot| dot.value).chain(chart.peers.iter().flat_map(|band| band.quartiles));
    let Some([low, high]) = axis::shown_range(values) else {
        scene.push(small(chart.empty, [0.0, HEAD + 12.0], Align::Left, palette.soft));
        return scene;
    };
    let steps = axis::round_steps(low, high, 3);
    let (Some(&first), Some(&last)) = (steps.first(), steps.last()) else { return scene };
    let decimals = axis::step_decimals(&steps, 2);
    let ticks: Vec<String> = steps.iter().map(|step| (chart.words)(*step, Some(decimals))).collect();
    let left = ticks.iter().map(|tick| font::width(tick, WORDS, false)).fold(chart.room[0] - 5.0, f32::max) + 5.0;
    let ends = ends(chart, palette);
    let wide = ends.iter().map(|end| font::width(&end.text, end.size, end.is_bold));
    let right = wide.fold(chart.room[1] - 6.0, f32::max) + 6.0;
    let plot = Plot {
        x: Axis { values: chart.years, points: [left + 2.0, size[0] - right - 3.0] },
        y: Axis { values: [first, last], points: [size[1] - FOOT, HEAD + 6.0] },
    };
    for (step, tick) in steps.iter().zip(ticks) {
        let y = plot.y.at(*step);
        scene.push(rule([left, y], [size[0] - right, y], 0.5, palette.line, Pattern::Solid));
        scene.push(small(&tick, [left - 4.0, y], Align::Right, palette.soft));
    }
    scene.extend(years(chart, palette, &plot, size[1]));
    scene.extend(mergers(chart, palette, &plot));
    scene.extend(bands(chart.peers, palette, &plot));
    scene.extend(own_line(chart.own, palette, &plot));
    scene.extend(placed_ends(ends, &plot, size[0] - right + 3.0));
    scene
}

struct Plot {
    x: Axis,
    y: Axis,
}

impl Plot {
    fn at(&self, year: f64, value: f64) -> [f32; 2] {
        [self.x.at(year), self.y.at(value)]
    }
}

/// Where the peers' key of the legend starts, beside the name of the municipality.
fn peers_start(name: &str) -> f32 {
    14.0 + font::width(name, WORDS, true) + 8.0
}

/// Whether the legend of a chart of this width holds these words for the peers.
pub fn has_room(own_name: &str, peers_name: &str, width: f32) -> bool {
    peers_start(own_name) + 14.0 + font::width(peers_name, WORDS, false) <= width
}

fn head(chart: &Chart<'_>, palette: &Palette, width: f32) -> Vec<Primitive> {
    let title = font::elided(chart.title, 8.5, true, width);
    let mut scene = vec![text(title, [0.0, 6.0], Align::Left, 8.5, true, palette.text)];
    if chart.own.is_empty() && chart.peers.is_empty() {
        return scene;
    }
    let y = 18.0;
    let name = font::elided(chart.own_name, WORDS, true, width * 0.4);
    let start = peers_start(&name);
    scene.push(rule([1.0, y], [11.0, y], 1.6, palette.accent, Pattern::Solid));
    scene.push(text(name, [14.0, y], Align::Left, WORDS, true, palette.accent));
    if !chart.peers.is_empty() {
        let bounds = [start, y - 3.5, start + 11.0, y + 3.5];
        scene.push(Primitive::Card { bounds, radius: 0.0, fill: palette.line, line: None });
        scene.push(rule([start, y], [start + 11.0, y], 1.0, palette.faint, Pattern::Solid));
        let words = font::elided(chart.peers_name, WORDS, false, width - start - 14.0);
        scene.push(small(&words, [start + 14.0, y], Align::Left, palette.soft));
    }
    scene
}

/// Words for the last figures: the municipality's in its colour, the peers' median.
fn ends(chart: &Chart<'_>, palette: &Palette) -> Vec<Ending> {
    let own = chart.own.last().map(|dot| (dot.value, palette.accent, true));
    let peers = chart.peers.last().map(|band| (band.quartiles[1], palette.soft, false));
    own.into_iter()
        .chain(peers)
        .map(|(value, colour, is_bold)| Ending {
            value,
            text: (chart.words)(value, None),
            size: if is_bold { 7.5 } else { WORDS },
            is_bold,
            colour,
        })
        .collect()
}

struct Ending {
    value: f64,
    text: String,
    size: f32,
    is_bold: bool,
    colour: Colour,
}

fn placed_ends(ends: Vec<Ending>, plot: &Plot, x: f32) -> Vec<Primitive> {
    let mut places: Vec<f32> = ends.iter().map(|end| plot.y.at(end.value)).collect();
    axis::spread(&mut places, 9.0, [plot.y.points[1] - 2.0, plot.y.points[0] + 2.0]);
    let label = |(end, y): (Ending, f32)| text(end.text, [x, y], Align::Left, end.size, end.is_bold, end.colour);
    ends.into_iter().zip(places).map(label).collect()
}

/// Years under the axis: as many as have room, the first and the last always.
fn years(chart: &Chart<'_>, palette: &Palette, plot: &Plot, height: f32) -> Vec<Primitive> {
    let [first, last] = chart.years.map(|year| year.floor() as i32);
    let room = font::width("2000", WORDS, false) + 8.0;
    let most = ((plot.x.points[1] - plot.x.points[0]) / room).max(1.0);
    let span = (last - first).max(1);
    let step = [1, 2, 5, 10, 20, 50].into_iter().find(|step| (span / step) as f32 <= most).unwrap_or(100);
    let gap = f64::from(step) * 0.75;
    let is_round =
        |year: i32| year.rem_euclid(step) == 0 && f64::from(year - first) >= gap && f64::from(last - year) >= gap;
    (first..=last)
        .filter(|year| *year == first || *year == last || is_round(*year))
        .map(|year| small(&year.to_string(), [plot.x.at(f64::from(year)), height - 6.0], Align::Centre, palette.soft))
        .collect()
}

fn mergers(chart: &Chart<'_>, palette: &Palette, plot: &Plot) -> Vec<Primitive> {
    let mut scene = Vec::new();
    for (at, words) in chart.mergers.iter().filter(|(at, _)| (chart.years[0]..=chart.years[1]).contains(at)) {
        let x = plot.x.at(*at);
        let top = plot.y.points[1] - 6.0;
        scene.push(rule([x, top + 4.0], [x, plot.y.points[0]], 0.8, palette.soft, Pattern::Dotted));
        let half = font::width(words, WORDS, false) / 2.0;
        let middle = x.clamp(plot.x.points[0] + half, (plot.x.points[1] - half).max(plot.x.points[0] + half));
        scene.push(small(words, [middle, top], Align::Centre, palette.soft));
    }
    scene
}

/// Runs of figures that follow each other without a gap.
fn runs<T>(all: &[T], at: impl Fn(&T) -> f64) -> Vec<&[T]> {
    all.chunk_by(|a, b| at(b) - at(a) <= LONGEST_STEP).collect()
}

fn bands(peers: &[Band], palette: &Palette, plot: &Plot) -> Vec<Primitive> {
    let mut scene = Vec::new();
    let mut medians = Lines::new(1.0, palette.faint, Pattern::Solid);
    for run in runs(peers, |band| band.at) {
        let upper = run.iter().map(|band| plot.at(band.at, band.quartiles[2]));
        let lower = run.iter().rev().map(|band| plot.at(band.at, band.quartiles[0]));
        let points: Vec<[f32; 2]> = upper.chain(lower).collect();
        let fill = palette.line.with_opacity(0.8);
        if run.len() > 1 {
            let ring_ends = vec![points.len() as u32];
            scene.push(Primitive::Area(Area { points, ring_ends, triangles: Vec::new(), fill }));
            medians.push(run.iter().map(|band| plot.at(band.at, band.quartiles[1])));
        } else if let [band] = run {
            let ([x, top], [_, bottom]) = (plot.at(band.at, band.quartiles[2]), plot.at(band.at, band.quartiles[0]));
            let bounds = [x - 1.5, top, x + 1.5, bottom];
            scene.push(Primitive::Card { bounds, radius: 0.0, fill, line: None });
            let y = plot.y.at(band.quartiles[1]);
            medians.push([[x - 2.5, y], [x + 2.5, y]]);
        }
    }
    if !medians.points.is_empty() {
        scene.push(Primitive::Lines(medians));
    }
    scene
}

fn own_line(own: &[Dot], palette: &Palette, plot: &Plot) -> Vec<Primitive> {
    let mut solid = Lines::new(1.6, palette.accent, Pattern::Solid);
    let mut dashed = Lines::new(1.4, palette.accent, Pattern::Dashed);
    for pair in runs(own, |dot| dot.at).into_iter().flat_map(|run| run.windows(2)) {
        let [a, b] = pair else { continue };
        let line = if b.is_provisional || a.is_provisional { &mut dashed } else { &mut solid };
        line.push([plot.at(a.at, a.value), plot.at(b.at, b.value)]);
    }
    let mut scene: Vec<Primitive> =
        [solid, dashed].into_iter().filter(|lines| !lines.points.is_empty()).map(Primitive::Lines).collect();
    // Where years lie close, dots would hide the line.
    let radius = if own.len() > 16 { 1.2 } else { 1.7 };
    for dot in own {
        let centre = plot.at(dot.at, dot.value);
        let fill = if dot.is_provisional { palette.panel } else { palette.accent };
        scene.push(Primitive::Disc { centre, radius, fill });
        if dot.is_provisional {
            let outline = Outline { width: 0.8, colour: palette.accent, pattern: Pattern::Solid };
            scene.push(Primitive::Circle { centre, radius, outline });
        }
    }
    scene
}

fn rule(from: [f32; 2], to: [f32; 2], width: f32, colour: Colour, pattern: Pattern) -> Primitive {
    let mut line = Lines::new(width, colour, pattern);
    line.push([from, to]);
    Primitive::Lines(line)
}

fn small(words: &str, at: [f32; 2], align: Align, colour: Colour) -> Primitive {
    text(words.to_owned(), at, align, WORDS, false, colour)
}

fn text(text: String, at: [f32; 2], align: Align, size: f32, is_bold: bool, colour: Colour) -> Primitive {
    Primitive::Text(Label { at, align, text, size, is_bold, colour, halo: None })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::figure::place;
    use crate::text::{Language, Text};

    const SIZE: [f32; 2] = [250.0, 118.0];

    fn drawn(own: &[Dot], peers: &[Band], mergers: &[(f64, String)]) -> Vec<Primitive> {
        let text = Text::new(Language::Nl);
        let chart = Chart {
            title: "Netto belastbaar inkomen per inwoner, in lopende prijzen en met nog meer woorden",
            own_name: "Sint-Katelijne-Waver",
            peers_name: "centrumsteden: mediaan en middelste helft",
            own,
            peers,
            mergers,
            years: [2009.0, 2025.0],
            room: [30.0, 40.0],
            words: &|value, decimals| text.number(value, decimals.unwrap_or(0)),
            empty: "geen cijfers",
        };
        scene(&chart, &Palette::light(), SIZE)
    }

    fn dot(at: f64, value: f64, is_provisional: bool) -> Dot {
        Dot { at, value, is_provisional }
    }

    #[test]
    fn a_gap_is_a_gap_and_provisional_is_dashed() {
        let own = [dot(2014.0, 1.0, false), dot(2015.0, 2.0, false), dot(2018.0, 3.0, false), dot(2019.0, 4.0, true)];
        let drawn = drawn(&own, &[], &[]);
        let accent = Palette::light().accent;
        let segments = |pattern: Pattern| -> usize {
            let lines = drawn.iter().filter_map(|primitive| match primitive {
                Primitive::Lines(lines) if lines.colour == accent && lines.pattern == pattern => Some(lines.ends.len()),
                _ => None,
            });
            lines.sum()
        };
        // One of the solid ones is the key of the legend.
        assert_eq!((segments(Pattern::Solid), segments(Pattern::Dashed)), (2, 1));
        assert!(drawn.iter().any(|primitive| matches!(primitive, Primitive::Circle { .. })), "a hollow dot");
    }

    #[test]
    fn without_figures_it_says_so() {
        let words: Vec<String> = drawn(&[], &[], &[])
            .into_iter()
            .filter_map(|primitive| match primitive {
                Primitive::Text(label) => Some(label.text),
                _ => None,
            })
            .collect();
        assert_eq!(words.len(), 2);
        assert!(words.iter().any(|text| text == "geen cijfers"), "{words:?}");
    }

    proptest! {
        #[test]
        fn a_chart_stays_in_its_box(
            values in proptest::collection::vec((2009_u16..2026, 0.0_f64..1e6), 0..16),
            factor in 0.000_1_f64..1_000.0,
        ) {
            let mut years = values;
            years.sort_by_key(|(year, _)| *year);
            years.dedup_by_key(|(year, _)| *year);
            let own: Vec<Dot> =
                years.iter().map(|(year, value)| dot(f64::from(*year), value * factor, *year > 2022)).collect();
            let peers: Vec<Band> = years
                .iter()
                .map(|(year, value)| Band { at: f64::from(*year), quartiles: [value * 0.5, *value, value * 2.0] })
                .collect();
            let drawn = drawn(&own, &peers, &[(2019.0, "fusie 2019".to_owned()), (2025.0, "fusie 2025".to_owned())]);
            for primitive in drawn {
                let own = place::bounds(&primitive).expect("an extent");
                prop_assert!(place::is_within(own, [0.0, 0.0, SIZE[0], SIZE[1]]), "{primitive:?} {own:?}");
            }
        }
    }
}
