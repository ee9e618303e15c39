//! Series of several municipalities with the middle of their peers, as charts.

use super::series_words as words;
use crate::insight::over_time::{OverTime, PlaceSeries};
use crate::insight::{Missing, definition};
use crate::model::ValueStatus;
use crate::ui::UiContext;
use crate::ui::charts::{Area, Axis, Chart, Dot, Gap, Line, ticks};
use crate::ui::indicators_tab::describe;
use crate::ui::theme::colour;

/// A series that is so many times another makes that one lie flat.
const DWARF_FACTOR: f64 = 8.0;
/// Room of a small chart left and right of its lines, in points.
pub const SMALL_MARGINS: (f32, f32) = (62.0, 14.0);
/// Width in points that a labelled year takes.
const TICK_WIDTH: f32 = 64.0;

/// Which chart of several, and what it shares with the others.
#[derive(Clone, Copy, Debug, Default)]
pub struct Part {
    /// Only the municipality at this position; `None` = all.
    pub position: Option<usize>,
    /// Years of the axis; `None` = those of the figures.
    pub years: Option<(i16, i16)>,
    /// Values of the axis; `None` = those of the chart.
    pub values: Option<(f64, f64)>,
    /// Whether it is one of several small ones.
    pub is_small: bool,
}

impl Part {
    fn has(self, position: usize) -> bool {
        self.position.is_none_or(|only| only == position)
    }
}

/// The chart; `width` in points decides how many years are labelled.
pub fn chart(ctx: &UiContext<'_>, over: &OverTime, part: Part, width: f32) -> Chart {
    let years = over.years();
    let (Some(&first), Some(&last)) = (years.first(), years.last()) else { return Chart::default() };
    let offset = words::offset(ctx, &over.figure);
    let at = |year: i16| f64::from(year) + offset;
    let (from, until) = part.years.unwrap_or((first, last));
    let (low, high) = part.values.or_else(|| values(over, part)).unwrap_or((0.0, 1.0));
    let (low, high, step) = ticks::value_range(low, high, if part.is_small { 3 } else { 5 });
    let wanted = over.series.iter().filter(|one| part.has(one.position));
    let mut lines: Vec<Line> = wanted.map(|one| line(ctx, over, one, offset)).collect();
    let peers = median(ctx, over, offset);
    let has_peers = peers.dots.iter().any(|dot| dot.y.is_some());
    let name = name(ctx, over, &lines);
    // Under the municipalities, so that none is hidden.
    lines.splice(0..0, has_peers.then_some(peers));
    let marks = over.mergers.iter().filter(|(position, _)| part.has(*position)).map(|(_, mark)| mark);
    Chart {
        name,
        x: Axis {
            min: at(from) - 0.15,
            max: at(until) + 0.15,
            ticks: ticks::years(from, until.saturating_add(1), (width / TICK_WIDTH) as usize, offset),
        },
        y: Axis { min: low, max: high, ticks: ticks::values(ctx.text, low, high, step) },
        lines,
        marks: describe::marks(ctx, marks),
        // A small chart has no room for words; they stand under all of them.
        gaps: if part.is_small { Vec::new() } else { gaps(ctx, over, &years, offset) },
        moments: (first..=last).map(|year| (at(year), year.to_string())).collect(),
        areas: vec![middle_half(ctx, over, offset)],
        margins: part.is_small.then_some(SMALL_MARGINS),
        ..Chart::default()
    }
}

/// Least and greatest value of a chart, the peers' middle half included; `None` without any.
pub fn values(over: &OverTime, part: Part) -> Option<(f64, f64)> {
    let own = over.series.iter().filter(|one| part.has(one.position)).flat_map(|one| &one.points);
    let own = own.filter_map(|point| point.value.as_ref().ok()).map(|value| value.value);
    let peers = over.peers.iter().filter_map(|peer| peer.quartiles).flat_map(|quartiles| [quartiles.q1, quartiles.q3]);
    own.chain(peers).fold(None, |range, value| {
        let (low, high) = range.unwrap_or((value, value));
        Some((low.min(value), high.max(value)))
    })
}

/// The largest municipality and the smallest, where the one makes the line of the other lie flat.
pub fn dwarfing(ctx: &UiContext<'_>, over: &OverTime) -> Option<(String, String)> {
    let greatest = |one: &PlaceSeries| {
        let values = one.points.iter().filter_map(|point| point.value.as_ref().ok());
        values.map(|value| value.value.abs()).fold(0.0_f64, f64::max)
    };
    let sized = over.series.iter().map(|one| (greatest(one), one));
    let mut sizes: Vec<(f64, &PlaceSeries)> = sized.filter(|(size, _)| *size > 0.0).collect();
    sizes.sort_by(|a, b| b.0.total_cmp(&a.0));
    match sizes.as_slice() {
        [(largest, large), .., (least, small)] if *largest > least * DWARF_FACTOR => {
            Some((words::place(ctx, large), words::place(ctx, small)))
        }
        _ => None,
    }
}

fn name(ctx: &UiContext<'_>, over: &OverTime, lines: &[Line]) -> String {
    let places = lines.iter().map(|line| line.name.as_str()).collect::<Vec<_>>().join(", ");
    let figure = definition::name(ctx.workspace, &over.figure, ctx.text);
    ctx.tw("indicators-chart-name", &[("indicator", &figure), ("places", &places)])
}

fn line(ctx: &UiContext<'_>, over: &OverTime, series: &PlaceSeries, offset: f64) -> Line {
    let place = words::place(ctx, series);
    let dot = |year: i16, value: &Result<crate::insight::Value, Missing>| Dot {
        x: f64::from(year) + offset,
        y: value.as_ref().ok().map(|value| value.value),
        said: match value {
            Ok(value) => words::said(ctx, &over.figure, &place, value),
            Err(missing) => words::reason(ctx, missing),
        },
        is_uncertain: value.as_ref().is_ok_and(|value| value.status != ValueStatus::Final),
    };
    let dots = series.points.iter().map(|point| dot(point.year, &point.value)).collect();
    Line { colour: describe::series_colour(ctx, series.position), dots, name: place }
}

fn median(ctx: &UiContext<'_>, over: &OverTime, offset: f64) -> Line {
    let years = over.years();
    let (first, last) = (years.first().copied().unwrap_or(0), years.last().copied().unwrap_or(0));
    let within = over.peers.iter().filter(|peer| (first..=last).contains(&peer.year));
    let dots = within.map(|peer| Dot {
        x: f64::from(peer.year) + offset,
        y: peer.quartiles.map(|quartiles| quartiles.median),
        said: match peer.quartiles {
            Some(quartiles) => {
                let number = definition::number_with_sign(ctx.workspace, &over.figure, quartiles.median, ctx.text);
                let n = u32::try_from(peer.count).unwrap_or(u32::MAX);
                ctx.text.with("compare-time-median-of", &[("number", number.into()), ("n", n.into())])
            }
            None => ctx.t("compare-time-few-peers"),
        },
        is_uncertain: false,
    });
    Line { name: ctx.t("compare-time-median"), colour: colour(ctx.theme.palette.soft), dots: dots.collect() }
}

fn middle_half(ctx: &UiContext<'_>, over: &OverTime, offset: f64) -> Area {
    let edge = |peer: &crate::insight::over_time::PeerYear| {
        let heights = peer.quartiles.map(|quartiles| (quartiles.q1, quartiles.q3));
        (f64::from(peer.year) + offset, heights)
    };
    let opacity = if ctx.theme.palette.is_dark { 0.28 } else { 0.22 };
    let years = over.years();
    let (first, last) = (years.first().copied().unwrap_or(0), years.last().copied().unwrap_or(0));
    let within = over.peers.iter().filter(|peer| (first..=last).contains(&peer.year));
    Area { colour: colour(ctx.theme.palette.faint.with_opacity(opacity)), edges: within.map(edge).collect() }
}

/// Stretches in which no municipality has a figure, with the reason.
fn gaps(ctx: &UiContext<'_>, over: &OverTime, years: &[i16], offset: f64) -> Vec<Gap> {
    let at = |year: i16| f64::from(year) + offset;
    let gap = |pair: &[i16]| match pair {
        [before, after] if after - before > 1 => Some(Gap {
            from: at(*before),
            until: at(*after),
            reason: over.reason(before + 1).map(|missing| words::reason(ctx, missing)).unwrap_or_default(),
        }),
        _ => None,
    };
    years.windows(2).filter_map(gap).collect()
}
