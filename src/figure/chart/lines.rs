//! Several series in one chart, or in small ones on the same axes: a gap is a gap, what may still change is dashed and
//! hollow, each line has its name and last value at its end.

use super::axis::{self, Axis};
use super::series::Band;
use super::sheet::{WORDS, cross, hollow, rule, words_at};
use crate::figure::font;
use crate::figure::scene::{Align, Area, Lines, Pattern, Primitive};
use crate::figure::style::{Colour, Palette};

/// Height of the words under an axis.
const FOOT: f32 = 20.0;
/// Height of a small chart's title.
const TITLE: f32 = 20.0;
/// Least width of a small chart.
const PANEL: f32 = 300.0;
/// Between small charts.
const GAP: f32 = 24.0;
/// Most of the width that the words at the ends of lines take.
const MOST_ENDS: f32 = 0.32;
/// Height of a row of marks.
const MARK_ROW: f32 = 15.0;

/// A value of a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Dot {
    /// When.
    pub at: f64,
    /// The value; `None` = missing, so that the line breaks.
    pub value: Option<f64>,
    /// It may still change.
    pub is_uncertain: bool,
}

/// A series.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whose.
    pub name: String,
    /// Colour.
    pub colour: Colour,
    /// Values, ascending in time.
    pub dots: Vec<Dot>,
    /// Whether values have dots; many lie too close.
    pub has_dots: bool,
}

/// A moment of something that doesn't count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Flag {
    /// When.
    pub at: f64,
    /// What was said; `None` = nothing, so that it stands on the axis.
    pub value: Option<f64>,
    /// Colour.
    pub colour: Colour,
}

/// One chart.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Panel {
    /// What it is of, where there are several.
    pub title: String,
    /// Series, the first in front.
    pub lines: Vec<Line>,
    /// The middle of others, behind them.
    pub bands: Vec<Band>,
    /// What doesn't count, as crosses.
    pub flags: Vec<Flag>,
    /// Moments to mark, with what happened.
    pub marks: Vec<(f64, String)>,
    /// Unit and decimals, where they are not those of all charts.
    pub own_unit: Option<(String, u8)>,
}

/// What the charts share.
pub struct Chart<'a> {
    /// The charts.
    pub panels: &'a [Panel],
    /// First and last moment.
    pub times: [f64; 2],
    /// Moments that may be labelled, evenly spaced.
    pub ticks: &'a [(f64, String)],
    /// Above the vertical axis.
    pub unit: &'a str,
    /// A value in words, with so many decimals where the axis asks for them.
    pub words: &'a dyn Fn(f64, Option<u8>) -> String,
    /// Each chart has a vertical axis of its own.
    pub has_own_axes: bool,
    /// Charts stand beneath each other on one axis of time, each with its unit over it.
    pub is_stacked: bool,
    /// Only whole numbers stand at the axis.
    pub is_whole: bool,
}

impl std::fmt::Debug for Chart<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Chart").field("panels", &self.panels).finish_non_exhaustive()
    }
}

/// The charts in a box: left, top, right, bottom. `None` without any value.
pub fn scene(chart: &Chart<'_>, palette: &Palette, [left, top, right, bottom]: [f32; 4]) -> Option<Vec<Primitive>> {
    let shared = axis::shown_range(chart.panels.iter().flat_map(values))?;
    let is_many = chart.panels.len() > 1;
    let is_beside = is_many && !chart.is_stacked;
    let columns = if is_beside { (((right - left) / PANEL) as usize).clamp(1, 3).min(chart.panels.len()) } else { 1 };
    let rows = chart.panels.len().div_ceil(columns);
    let width = (right - left - GAP * (columns - 1) as f32) / columns as f32;
    let height = (bottom - top - GAP * (rows - 1) as f32) / rows as f32;
    let room = shared_room(chart, shared, width);
    let mut scene = Vec::new();
    for (index, panel) in chart.panels.iter().enumerate() {
        let at = [left + (width + GAP) * (index % columns) as f32, top + (height + GAP) * (index / columns) as f32];
        let own = if chart.has_own_axes { axis::shown_range(values(panel)) } else { None };
        let bounds = [at[0], at[1], at[0] + width, at[1] + height];
        let place = Place { bounds, range: own.unwrap_or(shared), is_small: is_many, room };
        scene.extend(panel_scene(chart, panel, palette, &place));
    }
    Some(scene)
}

/// Where a chart stands.
struct Place {
    /// Left, top, right, bottom.
    bounds: [f32; 4],
    /// Least and greatest value.
    range: [f64; 2],
    /// It is one of many.
    is_small: bool,
    /// Least room left and right of its axes.
    room: [f32; 2],
}

/// Round numbers at the axis and their words.
fn ticks(chart: &Chart<'_>, range: [f64; 2], is_small: bool) -> (Vec<f64>, Vec<String>) {
    let steps = steps(chart, range, if is_small { 3 } else { 5 });
    let decimals = axis::step_decimals(&steps, 2);
    let words = steps.iter().map(|step| (chart.words)(*step, Some(decimals))).collect();
    (steps, words)
}

fn widest<'a>(words: impl Iterator<Item = &'a String>, is_bold: bool) -> f32 {
    words.map(|words| font::width(words, WORDS, is_bold)).fold(0.0, f32::max)
}

/// The room that the words of charts beneath each other need, so that their axes stand in line.
fn shared_room(chart: &Chart<'_>, shared: [f64; 2], width: f32) -> [f32; 2] {
    let mut room = [0.0_f32; 2];
    for panel in chart.panels.iter().filter(|_| chart.is_stacked) {
        let range = axis::shown_range(values(panel)).filter(|_| chart.has_own_axes).unwrap_or(shared);
        let ends = ends(chart, panel, true, width * MOST_ENDS);
        room[0] = room[0].max(widest(ticks(chart, range, true).1.iter(), false));
        room[1] = room[1].max(widest(ends.iter().map(|end| &end.1), true));
    }
    room
}

fn values(panel: &Panel) -> impl Iterator<Item = f64> {
    let own = panel.lines.iter().flat_map(|line| &line.dots).filter_map(|dot| dot.value);
    own.chain(panel.bands.iter().flat_map(|band| band.quartiles))
}

struct Plot {
    x: Axis,
    y: Axis,
}

impl Plot {
    fn at(&self, time: f64, value: f64) -> [f32; 2] {
        [self.x.at(time), self.y.at(value)]
    }
}

fn panel_scene(chart: &Chart<'_>, panel: &Panel, palette: &Palette, place: &Place) -> Vec<Primitive> {
    let ([left, top, right, bottom], [low, high], is_small) = (place.bounds, place.range, place.is_small);
    let mut scene = Vec::new();
    let mut head = top;
    if !panel.title.is_empty() {
        let title = font::elided(&panel.title, WORDS, true, right - left);
        scene.push(words_at(title, [left, head + TITLE / 2.0], Align::Left, (WORDS, true, palette.text)));
        head += TITLE;
    }
    let (steps, ticks) = ticks(chart, [low, high], is_small);
    let start = left + widest(ticks.iter(), false).max(place.room[0]) + 8.0;
    let ends = ends(chart, panel, is_small, (right - left) * MOST_ENDS);
    let room = widest(ends.iter().map(|end| &end.1), true).max(place.room[1]);
    let (marks, own_rows) = marks(chart, panel, [start, right - room - 10.0]);
    // Charts beside each other start at the same height.
    let mark_rows = own_rows.max(usize::from(chart.panels.iter().any(|panel| !panel.marks.is_empty())));
    head += 24.0 + MARK_ROW * mark_rows as f32;
    let (first, last) = (steps.first().copied().unwrap_or(low), steps.last().copied().unwrap_or(high));
    let plot = Plot {
        x: Axis { values: chart.times, points: [start + 4.0, right - room - 14.0] },
        y: Axis { values: [first, last], points: [bottom - FOOT, head] },
    };
    let unit = panel.own_unit.as_ref().map_or_else(|| chart.unit.to_owned(), |(unit, _)| unit.clone());
    scene.push(words_at(
        unit,
        [left, head - 17.0 - MARK_ROW * mark_rows as f32],
        Align::Left,
        (10.5, false, palette.soft),
    ));
    for (step, tick) in steps.iter().zip(ticks) {
        let y = plot.y.at(*step);
        scene.push(rule([start, y], [right - room - 10.0, y], 0.6, palette.line, Pattern::Solid));
        scene.push(words_at(tick, [start - 6.0, y], Align::Right, (WORDS, false, palette.soft)));
    }
    scene.extend(time_ticks(chart, palette, &plot, bottom));
    for (x, middle, row, words) in marks {
        let y = head - 10.0 - MARK_ROW * (mark_rows - 1 - row) as f32;
        scene.push(rule([x, y + 6.0], [x, plot.y.points[0]], 1.0, palette.soft, Pattern::Dotted));
        scene.push(words_at(words, [middle, y], Align::Centre, (10.5, false, palette.soft)));
    }
    scene.extend(bands(&panel.bands, palette, &plot));
    for line in panel.lines.iter().rev() {
        scene.extend(line_scene(line, palette, &plot));
    }
    scene.extend(flags(&panel.flags, palette, &plot));
    let mut places: Vec<f32> = ends.iter().map(|end| plot.y.at(end.0)).collect();
    axis::spread(&mut places, 15.0, [head + 2.0, bottom - FOOT - 2.0]);
    for ((_, words, colour), y) in ends.into_iter().zip(places) {
        scene.push(words_at(words, [right - room, y], Align::Left, (WORDS, true, colour)));
    }
    scene
}

/// Round numbers of the axis; fewer, where only whole ones are wanted.
fn steps(chart: &Chart<'_>, [low, high]: [f64; 2], count: u8) -> Vec<f64> {
    let all = (1..=count).rev().map(|count| axis::round_steps(low, high, count));
    let is_wanted = |steps: &Vec<f64>| !chart.is_whole || steps.iter().all(|step| step.fract().abs() < 1e-9);
    all.into_iter().find(is_wanted).unwrap_or_else(|| axis::round_steps(low, high, count))
}

/// Last value, words and colour for each line; a small chart has its name in its title.
fn ends(chart: &Chart<'_>, panel: &Panel, is_small: bool, most: f32) -> Vec<(f64, String, Colour)> {
    let one = |line: &Line| {
        let value = line.dots.iter().rev().find_map(|dot| dot.value)?;
        let number = (chart.words)(value, panel.own_unit.as_ref().map(|(_, decimals)| *decimals));
        let named = !is_small || panel.lines.len() > 1;
        let rest = most - font::width(&format!("  {number}"), WORDS, true);
        let words = if named { format!("{}  {number}", font::elided(&line.name, WORDS, true, rest)) } else { number };
        Some((value, words, line.colour))
    };
    panel.lines.iter().filter_map(one).collect()
}

/// Where marks stand, where their words do, in which row and what they say; and how many rows there are.
fn marks(chart: &Chart<'_>, panel: &Panel, [start, end]: [f32; 2]) -> (Vec<(f32, f32, usize, String)>, usize) {
    let x = Axis { values: chart.times, points: [start + 4.0, end - 4.0] };
    let mut rows: Vec<f32> = Vec::new();
    let within = panel.marks.iter().filter(|(at, _)| (chart.times[0]..=chart.times[1]).contains(at));
    let placed = within.map(|(at, words)| {
        let words = font::elided(words, 10.5, false, end - start);
        let half = font::width(&words, 10.5, false) / 2.0;
        let at = x.at(*at);
        let middle = at.clamp(start + half, (end - half).max(start + half));
        let free = rows.iter().position(|until| middle - half > *until + 8.0);
        let row = free.unwrap_or(rows.len());
        if free.is_none() {
            rows.push(0.0);
        }
        if let Some(until) = rows.get_mut(row) {
            *until = middle + half;
        }
        (at, middle, row, words)
    });
    let placed: Vec<_> = placed.collect();
    let count = rows.len();
    (placed, count)
}

/// As many labelled moments as have room.
fn time_ticks(chart: &Chart<'_>, palette: &Palette, plot: &Plot, bottom: f32) -> Vec<Primitive> {
    let widest = chart.ticks.iter().map(|(_, words)| font::width(words, WORDS, false)).fold(1.0, f32::max) + 12.0;
    let most = ((plot.x.points[1] - plot.x.points[0]) / widest).max(1.0);
    let count = chart.ticks.len();
    let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| (count / step) as f32 <= most).unwrap_or(count);
    let labelled = chart.ticks.iter().step_by(step.max(1));
    let mut scene = Vec::new();
    for (at, words) in labelled {
        let x = plot.x.at(*at);
        let half = font::width(words, WORDS, false) / 2.0;
        scene.push(rule([x, plot.y.points[0]], [x, plot.y.points[0] + 4.0], 0.8, palette.soft, Pattern::Solid));
        let middle = x.clamp(plot.x.points[0] - 4.0 + half.min(8.0), plot.x.points[1] + 10.0 - half);
        scene.push(words_at(words.clone(), [middle, bottom - 7.0], Align::Centre, (WORDS, false, palette.soft)));
    }
    scene
}

/// Crosses; what has no value stands on the axis.
fn flags(all: &[Flag], palette: &Palette, plot: &Plot) -> Vec<Primitive> {
    let [low, high] = plot.y.values;
    let cross = |flag: &Flag| {
        let y = flag.value.map_or(plot.y.points[0], |value| plot.y.at(value.clamp(low, high)));
        cross([plot.x.at(flag.at), y], flag.colour, palette)
    };
    all.iter().flat_map(cross).collect()
}

fn bands(all: &[Band], palette: &Palette, plot: &Plot) -> Vec<Primitive> {
    let mut scene = Vec::new();
    for run in all.chunk_by(|a, b| b.at - a.at <= 1.3).filter(|run| run.len() > 1) {
        let upper = run.iter().map(|band| plot.at(band.at, band.quartiles[2]));
        let lower = run.iter().rev().map(|band| plot.at(band.at, band.quartiles[0]));
        let points: Vec<[f32; 2]> = upper.chain(lower).collect();
        let ring_ends = vec![points.len() as u32];
        scene.push(Primitive::Area(Area { points, ring_ends, triangles: Vec::new(), fill: palette.line }));
        let mut median = Lines::new(1.6, palette.soft, Pattern::Solid);
        median.push(run.iter().map(|band| plot.at(band.at, band.quartiles[1])));
        scene.push(Primitive::Lines(median));
    }
    scene
}

fn line_scene(line: &Line, palette: &Palette, plot: &Plot) -> Vec<Primitive> {
    let mut solid = Lines::new(2.2, line.colour, Pattern::Solid);
    let mut dashed = Lines::new(2.0, line.colour, Pattern::Dashed);
    for run in line.dots.chunk_by(|a, b| a.value.is_some() == b.value.is_some()) {
        // What is certain is one line, so that its corners are joined.
        for part in run.chunk_by(|a, b| !a.is_uncertain && !b.is_uncertain).filter(|part| part.len() > 1) {
            solid.push(part.iter().filter_map(|dot| Some(plot.at(dot.at, dot.value?))));
        }
        for pair in run.windows(2) {
            if let [
                Dot { at, value: Some(value), is_uncertain },
                Dot { at: at_b, value: Some(value_b), is_uncertain: b },
            ] = *pair
                && (is_uncertain || b)
            {
                dashed.push([plot.at(at, value), plot.at(at_b, value_b)]);
            }
        }
    }
    let mut scene: Vec<Primitive> =
        [solid, dashed].into_iter().filter(|lines| !lines.points.is_empty()).map(Primitive::Lines).collect();
    let alone = |index: usize| {
        let known =
            |index: Option<usize>| index.and_then(|at| line.dots.get(at)).is_some_and(|dot| dot.value.is_some());
        !known(index.checked_sub(1)) && !known(index.checked_add(1))
    };
    for (index, dot) in line.dots.iter().enumerate().filter(|(index, _)| line.has_dots || alone(*index)) {
        let Some(value) = dot.value else { continue };
        let centre = plot.at(dot.at, value);
        if dot.is_uncertain {
            scene.extend(hollow(centre, 3.0, line.colour, palette));
        } else {
            let radius = if index + 1 == line.dots.len() { 3.4 } else { 2.6 };
            scene.push(Primitive::Disc { centre, radius, fill: line.colour });
        }
    }
    scene
}
