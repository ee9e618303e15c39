//! The series of the selected sensor: asked of the store when something changed, drawn with gaps as gaps.

use egui::Ui;
use jiff::Timestamp;

use super::{SensorsTab, values::chosen_datastream, words};
use crate::model::{Datastream, Observation, Quality, Sensor, SensorId};
use crate::session::command::{FeedCommand, SensorCommand};
use crate::session::results::SensorSeries;
use crate::ui::UiContext;
use crate::ui::charts::{self, Axis, Chart, Dot, Line, parts, ticks};
use crate::ui::theme::{colour, measure};
use crate::ui::widgets;
use crate::workspace::Selected;

/// Hours back that can be chosen: an hour, a day, a week, thirty days.
const HOURS: [(u32, &str); 4] =
    [(1, "sensors-hours-1"), (24, "sensors-hours-24"), (168, "sensors-hours-168"), (720, "sensors-hours-720")];

/// Columns that a series is thinned to.
const COLUMNS: u32 = 600;

/// Shortest time between two questions to the store, seconds.
const PAUSE_S: f64 = 2.0;

/// A missing stretch is a gap when it is this many times as long as the usual distance of two readings.
const GAP_FACTOR: f64 = 3.5;

/// What the store was asked last.
#[derive(Clone, Debug, PartialEq)]
pub struct Asked {
    sensor: SensorId,
    datastream: String,
    hours: u32,
    newest: Option<Timestamp>,
    /// When, in egui's seconds.
    at: f64,
}

impl SensorsTab {
    /// The chart of the selected sensor; nothing where none is selected.
    pub(super) fn series_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui) {
        let Some(Selected::Sensor(id)) = &ctx.view.selected else { return };
        let Some(sensor) = ctx.workspace.sensors.sensors().get(id) else { return };
        let asked = self.datastream.as_deref();
        let Some(stream) = chosen_datastream(sensor, asked, ctx.view.sensors.property) else { return };
        self.ask(ctx, ui, sensor, stream);
        widgets::card(ui, ctx.theme, |ui| {
            self.head_ui(ctx, ui, sensor, stream);
            let loaded = ctx.results.feeds.series.get(&(sensor.id.clone(), std::sync::Arc::clone(&stream.key)));
            match loaded {
                None => {
                    ui.label(widgets::soft(ctx.theme, ctx.t("sensors-series-loading")));
                }
                Some(series) if series.points.is_empty() => {
                    ui.label(widgets::soft(ctx.theme, ctx.t("sensors-series-empty")));
                }
                Some(series) if ctx.view.sensors.is_table => table_ui(ctx, ui, stream, series),
                Some(series) => chart_ui(ctx, ui, sensor, stream, series),
            }
        });
        ui.add_space(8.0);
    }

    /// Asks the store where sensor, datastream, hours or the newest value changed, and not more often than allowed.
    fn ask(&mut self, ctx: &UiContext<'_>, ui: &Ui, sensor: &Sensor, stream: &Datastream) {
        let now = ui.input(|input| input.time);
        let wanted = Asked {
            sensor: sensor.id.clone(),
            datastream: stream.key.to_string(),
            hours: hours(ctx),
            newest: stream.latest.map(|latest| latest.time),
            at: now,
        };
        let last = self.asked.as_ref();
        if last.is_some_and(|last| Asked { at: now, ..last.clone() } == wanted) {
            return;
        }
        let is_same_chart = last.is_some_and(|last| {
            last.sensor == wanted.sensor && last.datastream == wanted.datastream && last.hours == wanted.hours
        });
        let waited = last.map_or(f64::INFINITY, |last| now - last.at);
        // A new value can wait a little; another chart is wanted at once.
        if is_same_chart && waited < PAUSE_S {
            ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64(PAUSE_S - waited.max(0.0)));
            return;
        }
        ctx.send(FeedCommand::LoadSeries {
            sensor: wanted.sensor.clone(),
            datastream: wanted.datastream.clone(),
            from: ctx.now.checked_sub(jiff::SignedDuration::from_hours(i64::from(wanted.hours))).unwrap_or(ctx.now),
            until: ctx.now,
            columns: COLUMNS,
        });
        self.asked = Some(wanted);
    }

    fn head_ui(&mut self, ctx: &UiContext<'_>, ui: &mut Ui, sensor: &Sensor, stream: &Datastream) {
        ui.horizontal_wrapped(|ui| {
            ui.label(widgets::semibold(sensor.name.as_ref()).size(measure::TITLE));
            if sensor.is_simulated {
                parts::simulated_badge(ctx, ui);
            }
        });
        ui.horizontal_wrapped(|ui| {
            if sensor.datastreams.len() > 1 {
                let choices: Vec<(usize, String)> =
                    sensor.datastreams.iter().map(|stream| words::property(ctx.text, stream)).enumerate().collect();
                let chosen = sensor.datastreams.iter().position(|known| known.key == stream.key).unwrap_or(0);
                if let Some(index) = widgets::segmented(ui, ctx.theme, chosen, &choices) {
                    self.datastream = sensor.datastreams.get(index).map(|stream| stream.key.to_string());
                }
            } else {
                ui.label(widgets::soft(ctx.theme, words::property(ctx.text, stream)));
            }
        });
        ui.add_space(4.0);
        ui.horizontal_wrapped(|ui| {
            let choices: Vec<(u32, String)> = HOURS.iter().map(|(hours, key)| (*hours, ctx.t(key))).collect();
            if let Some(hours) = widgets::segmented(ui, ctx.theme, hours(ctx), &choices) {
                ctx.send(SensorCommand::SetHours(hours));
            }
            let is_table = ctx.view.sensors.is_table;
            let choices = [(false, ctx.t("sensors-as-chart")), (true, ctx.t("sensors-as-table"))];
            if let Some(is_table) = widgets::segmented(ui, ctx.theme, is_table, &choices) {
                ctx.send(SensorCommand::SetTable(is_table));
            }
        });
        ui.add_space(6.0);
    }
}

fn hours(ctx: &UiContext<'_>) -> u32 {
    ctx.view.sensors.hours.unwrap_or(24)
}

fn chart_ui(ctx: &UiContext<'_>, ui: &mut Ui, sensor: &Sensor, stream: &Datastream, series: &SensorSeries) {
    let chart = chart(ctx, sensor, stream, series, (ui.available_width() / 90.0) as usize);
    charts::show(ctx, ui, "sensor-series", &chart, 230.0, None);
    let counts = [("n", ctx.text.integer(series.total_count).into()), ("unit", words::unit(ctx.text, stream).into())];
    let mut note = ctx.text.with("sensors-series-count", &counts);
    if chart.y.min > 0.0 {
        note.push_str(" · ");
        note.push_str(&ctx.t("sensors-axis-not-zero"));
    }
    if sensor.is_simulated {
        note.push_str(" · ");
        note.push_str(&ctx.t("sensors-simulated"));
    }
    ui.label(widgets::small(ctx.theme, note));
}

/// The chart of a series.
fn chart(
    ctx: &UiContext<'_>,
    sensor: &Sensor,
    stream: &Datastream,
    series: &SensorSeries,
    ticks_wanted: usize,
) -> Chart {
    let seconds = |time: Timestamp| time.as_millisecond() as f64 / 1000.0;
    let (from, until) = (seconds(series.from), seconds(series.until));
    let values = || series.points.iter().map(|point| point.value);
    let (least, greatest) = (values().fold(f64::INFINITY, f64::min), values().fold(f64::NEG_INFINITY, f64::max));
    let (low, high, step) = ticks::value_range(least, greatest, 4);
    let offset = words::offset_seconds(series.until);
    let (moments, time_step) = ticks::moments(from as i64, until as i64, offset, ticks_wanted.clamp(3, 9));
    let said = |second: i64| {
        let time = Timestamp::from_second(second).unwrap_or(series.until);
        if time_step >= 86_400 { words::day(time) } else { words::clock_time(time) }
    };
    let dots = dots(ctx, stream, &series.points);
    Chart {
        name: ctx.text.with(
            "sensors-series-name",
            &[("sensor", sensor.name.to_string().into()), ("property", words::property(ctx.text, stream).into())],
        ),
        x: Axis { min: from, max: until, ticks: moments.into_iter().map(|s| (s as f64, said(s))).collect() },
        y: Axis { min: low, max: high, ticks: ticks::values(ctx.text, low, high, step) },
        moments: series.points.iter().map(|point| (seconds(point.time), words::moment(point.time))).collect(),
        lines: vec![Line { name: String::new(), colour: colour(ctx.theme.palette.series[0]), dots }],
        ..Chart::default()
    }
}

/// Dots with a missing one wherever readings stopped for much longer than usual.
fn dots(ctx: &UiContext<'_>, stream: &Datastream, points: &[Observation]) -> Vec<Dot> {
    let seconds = |point: &Observation| point.time.as_millisecond() as f64 / 1000.0;
    let usual = usual_distance(points);
    let mut dots = Vec::with_capacity(points.len());
    let mut before: Option<f64> = None;
    for point in points {
        let x = seconds(point);
        if before.is_some_and(|before| x - before > usual * GAP_FACTOR) {
            dots.push(Dot {
                x: before.map_or(x, |b| f64::midpoint(b, x)),
                y: None,
                said: String::new(),
                is_uncertain: false,
            });
        }
        let mut said = words::value(ctx.text, stream, point);
        if point.quality != Quality::Good {
            said = format!("{said} ({})", ctx.text.word("quality", point.quality.key()));
        }
        dots.push(Dot { x, y: Some(point.value), said, is_uncertain: point.quality != Quality::Good });
        before = Some(x);
    }
    dots
}

/// The distance of two readings that most are not longer than (the 90th percentile), seconds.
fn usual_distance(points: &[Observation]) -> f64 {
    let mut distances: Vec<i64> = points
        .windows(2)
        .filter_map(|pair| Some(pair.get(1)?.time.as_second() - pair.first()?.time.as_second()))
        .collect();
    distances.sort_unstable();
    distances.get(distances.len() * 9 / 10).map_or(f64::INFINITY, |distance| (*distance as f64).max(1.0))
}

fn table_ui(ctx: &UiContext<'_>, ui: &mut Ui, stream: &Datastream, series: &SensorSeries) {
    let count = series.points.len();
    ui.label(widgets::small(ctx.theme, ctx.t("sensors-table-order")));
    egui::ScrollArea::vertical().id_salt("readings").max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
        parts::rows(ui, 24.0, count, |ui, index| {
            // Newest first.
            let Some(point) = series.points.get(count - 1 - index) else { return };
            ui.label(widgets::soft(ctx.theme, words::moment(point.time)));
            ui.add_space(12.0);
            ui.label(words::value(ctx.text, stream, point));
            if point.quality != Quality::Good {
                ui.label(widgets::soft(ctx.theme, ctx.text.word("quality", point.quality.key())));
            }
        });
    });
}
