//! The charts of series: one for each unit, one below the other on one time axis that is dragged and zoomed from years
//! to minutes. While the store reads what a new stretch needs, what is loaded stays on screen.

use egui::{Ui, Vec2};
use jiff::Timestamp;

use super::exceedance;
use super::streams::{self, Stream};
use super::words;
use crate::figure::chart::time_axis;
use crate::model::{Observation, Quality};
use crate::query::sensor_lines::{self, is_free_of_zero, seconds};
use crate::session::command::SensorCommand;
use crate::session::results::SensorSeries;
use crate::ui::UiContext;
use crate::ui::charts::{self, Axis, Chart, Dot, Flag, Level, Line, Movable, ticks};
use crate::workspace::Stretch;

/// Room of the axis on the left and of the last label on the right, points: alike in all charts.
const MARGINS: (f32, f32) = (58.0, 18.0);

/// The hand has come to rest after so long, seconds.
const SETTLED_S: f64 = 0.25;

/// While the hand moves the store is asked no oftener than this, seconds.
const PAUSE_S: f64 = 0.12;

/// Shortest and longest stretch shown, seconds: five minutes, thirty years.
const LENGTHS: (f64, f64) = (300.0, 30.0 * 366.0 * 86_400.0);

/// How far from a position a reading is still told there, points.
const NEAR: f64 = 7.0;

/// How far one turn of the wheel zooms.
const WHEEL: f32 = 300.0;

/// What the charts remember between frames.
#[derive(Debug, Default)]
pub struct Plot {
    /// The stretch under the hand, seconds; not yet in the view.
    bounds: Option<(f64, f64)>,
    moved_at: f64,
    /// Where one of the charts was read in the last frame.
    cursor: Option<f64>,
    is_axis_raised: bool,
}

/// A move of the stretch seen, by button.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Step {
    /// So many lengths later, or earlier where it is negative.
    Shift(f64),
    /// So many times as long, around the middle.
    Scale(f64),
}

/// Datastreams that share an axis.
type Group<'a, 'b> = Vec<&'b Stream<'a>>;

impl Plot {
    /// The stretch seen, seconds; puts it into the view once the hand has come to rest.
    pub fn stretch(&mut self, ctx: &UiContext<'_>, ui: &Ui, first_kept: Option<Timestamp>) -> (f64, f64) {
        let asked = asked(ctx, first_kept);
        let Some(bounds) = self.bounds else { return asked };
        let stretch = stretch_of(bounds);
        if ctx.view.sensors.stretch == stretch {
            self.bounds = None;
            return bounds;
        }
        let rested = ui.input(|input| input.time) - self.moved_at;
        if rested >= SETTLED_S && !ui.input(|input| input.pointer.any_down()) {
            ctx.send(SensorCommand::SetStretch(stretch));
        }
        ui.ctx().request_repaint_after(std::time::Duration::from_millis(40));
        bounds
    }

    /// Whether the hand moves so fast that nothing needs to be read yet.
    pub fn is_moving(&self, ui: &Ui) -> bool {
        self.bounds.is_some() && ui.input(|input| input.time) - self.moved_at < PAUSE_S
    }

    /// Whether an axis of the last frame began above zero, of something that zero means nothing of.
    pub const fn is_axis_raised(&self) -> bool {
        self.is_axis_raised
    }

    /// Forgets what is under the hand: another length was chosen.
    pub fn release(&mut self) {
        self.bounds = None;
    }

    /// Moves the stretch as a button says.
    pub fn step(&mut self, ctx: &UiContext<'_>, ui: &Ui, bounds: (f64, f64), step: Step) {
        let length = bounds.1 - bounds.0;
        let moved = match step {
            Step::Shift(lengths) => (bounds.0 + length * lengths, bounds.1 + length * lengths),
            Step::Scale(factor) => scaled(bounds, f64::midpoint(bounds.0, bounds.1), factor),
        };
        self.set(ctx, ui, moved);
    }

    fn set(&mut self, ctx: &UiContext<'_>, ui: &Ui, bounds: (f64, f64)) {
        self.bounds = Some(kept_near(bounds, seconds(ctx.now)));
        self.moved_at = ui.input(|input| input.time);
        ui.ctx().request_repaint();
    }

    /// Draws the charts of these datastreams over the stretch.
    pub fn charts_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, all: &[Stream<'_>], bounds: (f64, f64), room: f32) {
        let groups = groups(all);
        let count = groups.len().max(1) as f32;
        let height = (room / count).clamp(150.0, 340.0);
        let mut cursor = None;
        self.is_axis_raised = false;
        for (index, group) in groups.iter().enumerate() {
            let is_last = index + 1 == groups.len();
            let chart = chart(ctx, all, group, bounds, ui.available_width(), is_last);
            let is_free = group.first().is_some_and(|stream| is_free_of_zero(stream.datastream.unit));
            self.is_axis_raised |= chart.y.min > 0.0 && !is_free;
            let id = format!("series-{index}");
            let Some(shown) = charts::show_movable(ctx, ui, &id, &chart, height, self.cursor) else { continue };
            cursor = cursor.or(shown.cursor);
            self.take_hand(ctx, ui, &shown, bounds);
        }
        self.cursor = cursor;
    }

    /// Wheel zooms around the pointer, dragging and the sideways wheel move, a double click goes back.
    fn take_hand(&mut self, ctx: &UiContext<'_>, ui: &Ui, shown: &Movable, bounds: (f64, f64)) {
        let length = bounds.1 - bounds.0;
        let per_point = length / f64::from(shown.plot.width().max(1.0));
        if shown.response.double_clicked() {
            self.bounds = None;
            ctx.send(SensorCommand::SetStretch(None));
            return;
        }
        if shown.response.dragged() {
            let by = f64::from(shown.response.drag_delta().x) * per_point;
            if by != 0.0 {
                self.set(ctx, ui, (bounds.0 - by, bounds.1 - by));
            }
            return;
        }
        let Some(pointer) = shown.response.hover_pos() else { return };
        let (scroll, pinch) = ui.input(|input| (input.smooth_scroll_delta, input.zoom_delta()));
        if scroll == Vec2::ZERO && pinch == 1.0 {
            return;
        }
        // The page below must not move with it.
        ui.input_mut(|input| input.smooth_scroll_delta = Vec2::ZERO);
        let at = bounds.0 + f64::from(pointer.x - shown.plot.left()) * per_point;
        let factor = f64::from((-scroll.y / WHEEL).exp() / pinch);
        let (from, until) = scaled(bounds, at, factor);
        let by = f64::from(scroll.x) * per_point;
        self.set(ctx, ui, (from - by, until - by));
    }
}

/// The moment at so many seconds since 1970.
pub fn moment(seconds: f64) -> Timestamp {
    Timestamp::from_second(seconds.round() as i64).unwrap_or(Timestamp::UNIX_EPOCH)
}

/// The stretch that the view asks for.
fn asked(ctx: &UiContext<'_>, first_kept: Option<Timestamp>) -> (f64, f64) {
    if let Some(stretch) = ctx.view.sensors.stretch {
        return (seconds(stretch.from), seconds(stretch.until));
    }
    let now = seconds(ctx.now);
    match ctx.view.sensors.hours.unwrap_or(24) {
        0 => {
            let first = first_kept.map_or(now - 366.0 * 86_400.0, seconds).min(now - LENGTHS.0);
            (first - (now - first) * 0.02, now)
        }
        hours => (now - f64::from(hours) * 3_600.0, now),
    }
}

fn stretch_of((from, until): (f64, f64)) -> Option<Stretch> {
    let (from, until) = (moment(from), moment(until));
    (from < until).then_some(Stretch { from, until })
}

/// So many times as long, with `at` staying where it is.
fn scaled((from, until): (f64, f64), at: f64, factor: f64) -> (f64, f64) {
    let length = (until - from).max(1.0);
    let factor = (length * factor).clamp(LENGTHS.0, LENGTHS.1) / length;
    (at - (at - from) * factor, at + (until - at) * factor)
}

/// Not farther into the future than half its length, not before 1980.
fn kept_near((from, until): (f64, f64), now: f64) -> (f64, f64) {
    let length = until - from;
    let from = from.min(now - length * 0.5).max(315_532_800.0);
    (from, from + length)
}

/// Datastreams by unit, in the order in which they come.
fn groups<'a, 'b>(all: &'b [Stream<'a>]) -> Vec<Group<'a, 'b>> {
    let mut groups: Vec<Group<'a, 'b>> = Vec::new();
    for stream in all {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| first.unit() == stream.unit())) {
            Some(group) => group.push(stream),
            None => groups.push(vec![stream]),
        }
    }
    groups
}

/// The chart of the datastreams of one unit.
fn chart(
    ctx: &UiContext<'_>,
    all: &[Stream<'_>],
    group: &[&Stream<'_>],
    bounds: (f64, f64),
    width: f32,
    is_last: bool,
) -> Chart {
    let mut chart = Chart { margins: Some(MARGINS), ..Chart::default() };
    let mut range = (f64::INFINITY, f64::NEG_INFINITY);
    for stream in group {
        let Some(series) = ctx.results.feeds.series.get(&stream.key()) else { continue };
        let dots = dots(ctx, stream, series, bounds);
        for value in dots.iter().filter_map(|dot| dot.y) {
            range = (range.0.min(value), range.1.max(value));
        }
        chart.moments.extend(dots.iter().filter(|dot| dot.y.is_some()).map(|dot| (dot.x, String::new())));
        chart.flags.extend(flags(ctx, stream, series, bounds));
        let name = if all.len() > 1 { streams::short_name(ctx, all, stream) } else { String::new() };
        chart.lines.push(Line { name, colour: stream.colour, dots });
    }
    chart.flags.sort_by(|a, b| a.x.total_cmp(&b.x));
    chart.moments.extend(chart.flags.iter().map(|flag| (flag.x, String::new())));
    chart.moments.sort_by(|a, b| a.0.total_cmp(&b.0));
    chart.moments.dedup_by(|a, b| a.0 == b.0);
    for (at, said) in &mut chart.moments {
        *said = words::moment(moment(*at));
    }
    set_heights(ctx, &mut chart, group, range);
    let room = width - MARGINS.0 - MARGINS.1;
    let labels = (room / 82.0).clamp(2.0, 12.0) as usize;
    let ticks = if is_last { time_axis::ticks(bounds.0, bounds.1, labels, words::zone()) } else { Vec::new() };
    chart.x = Axis { min: bounds.0, max: bounds.1, ticks };
    chart.tolerance = (bounds.1 - bounds.0) / f64::from(room.max(1.0)) * NEAR;
    if group.iter().any(|stream| stream.sensor.is_simulated) {
        chart.watermark = ctx.t("sensors-watermark");
    }
    let names: Vec<String> = group.iter().map(|stream| stream.name(ctx)).collect();
    chart.name = ctx.text.with("sensors-series-name", &[("names", names.join(", ").into())]);
    chart
}

/// The vertical axis over what is seen, and the threshold where it is not far from it.
fn set_heights(ctx: &UiContext<'_>, chart: &mut Chart, group: &[&Stream<'_>], (mut least, mut greatest): (f64, f64)) {
    if least > greatest {
        (least, greatest) = (0.0, 1.0);
    }
    let held = exceedance::held(ctx, group);
    if let Some(held) = &held {
        let span = (greatest - least).max(greatest.abs() * 0.2);
        if held.threshold.value > least - span && held.threshold.value < greatest + span {
            (least, greatest) = (least.min(held.threshold.value), greatest.max(held.threshold.value));
        }
    }
    let (low, high, step) = ticks::value_range(least, greatest, 4);
    chart.y = Axis { min: low, max: high, ticks: ticks::values(ctx.text, low, high, step) };
    let is_of_all = group.iter().all(|stream| held.as_ref().is_some_and(|held| held.is_of(stream)));
    chart.levels.extend(held.map(|held| {
        let short = held.short(ctx);
        let name = ctx.text.word("property", held.threshold.property.key());
        let text = if is_of_all { short } else { format!("{name}: {short}") };
        Level { y: held.threshold.value, text }
    }));
    let unit = group.first().map(|stream| words::unit(ctx.text, stream.datastream)).unwrap_or_default();
    if let Some((_, text)) = chart.y.ticks.last_mut().filter(|_| !unit.is_empty() && unit.chars().count() <= 6) {
        *text = format!("{text}\u{a0}{unit}");
    }
}

/// The observations of a stretch with one more on each side, so that lines go on to the edges.
fn seen(points: &[Observation], (from, until): (f64, f64)) -> &[Observation] {
    let first = points.partition_point(|point| seconds(point.time) < from).saturating_sub(1);
    let last = (points.partition_point(|point| seconds(point.time) <= until) + 1).min(points.len());
    points.get(first..last).unwrap_or_default()
}

/// Dots with a missing one wherever readings stopped for much longer than usual.
fn dots(ctx: &UiContext<'_>, stream: &Stream<'_>, series: &SensorSeries, bounds: (f64, f64)) -> Vec<Dot> {
    let usual = sensor_lines::usual_distance_s(&series.points);
    let hidden = &ctx.view.sensors.hidden_qualities;
    let parts = sensor_lines::with_gaps(seen(&series.points, bounds), usual, hidden).into_iter();
    let dot = |(x, point): (f64, Option<&Observation>)| Dot {
        x,
        y: point.map(|point| point.value),
        said: point.map(|point| said(ctx, stream, point)).unwrap_or_default(),
        is_uncertain: point.is_some_and(|point| point.quality == Quality::Uncertain),
    };
    parts.map(dot).collect()
}

/// Readings that don't count, as crosses.
fn flags(ctx: &UiContext<'_>, stream: &Stream<'_>, series: &SensorSeries, bounds: (f64, f64)) -> Vec<Flag> {
    let hidden = &ctx.view.sensors.hidden_qualities;
    let shown = seen(&series.flagged, bounds).iter().filter(|point| !hidden.contains(&point.quality));
    let flag = |point: &Observation| Flag {
        x: seconds(point.time),
        y: point.quality.is_value().then_some(point.value),
        said: said(ctx, stream, point),
    };
    shown.map(flag).collect()
}

/// A reading in words, with what is not good about it.
pub fn said(ctx: &UiContext<'_>, stream: &Stream<'_>, point: &Observation) -> String {
    let quality = ctx.text.word("quality", point.quality.key());
    match point.quality {
        Quality::Good => words::value(ctx.text, stream.datastream, point),
        Quality::Missing => quality,
        _ => format!("{} ({quality})", words::value(ctx.text, stream.datastream, point)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zooming_keeps_the_moment_under_the_pointer() {
        let (from, until) = scaled((0.0, 7_200.0), 3_000.0, 0.5);
        assert_eq!((from, until), (1_500.0, 5_100.0));
        let (from, until) = scaled((0.0, 600.0), 300.0, 0.001);
        assert_eq!(until - from, LENGTHS.0);
    }

    #[test]
    fn the_future_is_not_wandered_into() {
        let now = 1_800_000_000.0;
        assert_eq!(kept_near((now + 50.0, now + 150.0), now), (now - 50.0, now + 50.0));
        assert_eq!(kept_near((now - 500.0, now - 400.0), now), (now - 500.0, now - 400.0));
    }

    #[test]
    fn one_reading_more_is_seen_on_each_side() {
        let point = |second: i64| Observation {
            time: Timestamp::from_second(second).unwrap(),
            value: 1.0,
            quality: Quality::Good,
        };
        let points: Vec<Observation> = (0..10).map(|n| point(n * 10)).collect();
        let seconds: Vec<i64> = seen(&points, (25.0, 45.0)).iter().map(|one| one.time.as_second()).collect();
        assert_eq!(seconds, [20, 30, 40, 50]);
        assert!(seen(&[], (0.0, 1.0)).is_empty());
    }
}
