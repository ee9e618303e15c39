//! Which datastreams the charts show, in which colour, and the asking of their series and means: one question a
//! datastream at a time, and none that was answered already.

use std::collections::BTreeMap;
use std::sync::Arc;

use egui::{Color32, Ui};
use jiff::{SignedDuration, Timestamp};

use super::words;
use crate::jobs::Bucket;
use crate::model::{Datastream, Sensor, Unit};
use crate::query::sensor_lines;
use crate::session::command::FeedCommand;
use crate::session::results::{SERIES_LIMIT, SensorMeans, SensorSeries, StreamKey};
use crate::ui::UiContext;
use crate::ui::theme::colour;
use crate::workspace::StreamRef;

/// Shortest time between two questions about one datastream where only a new value came, seconds.
const PAUSE_S: f64 = 2.0;

/// After how long a question that was never answered is put again, seconds.
const RETRY_S: f64 = 10.0;

/// A stretch is read anew in finer columns when what is loaded is so many times as long.
const COARSE_FACTOR: f64 = 4.0;

/// A datastream that is shown.
#[derive(Clone, Debug)]
pub struct Stream<'a> {
    /// Which.
    pub reference: StreamRef,
    /// Its sensor.
    pub sensor: &'a Sensor,
    /// Itself.
    pub datastream: &'a Datastream,
    /// Its colour in the charts.
    pub colour: Color32,
}

impl Stream<'_> {
    /// The key of its results.
    pub fn key(&self) -> StreamKey {
        (self.reference.sensor.clone(), Arc::clone(&self.reference.datastream))
    }

    /// What series share an axis: the same unit.
    pub fn unit(&self) -> (Unit, &str) {
        sensor_lines::unit(self.datastream)
    }

    /// Sensor and what it measures.
    pub fn name(&self, ctx: &UiContext<'_>) -> String {
        format!("{} · {}", self.sensor.name, words::property(ctx.text, self.datastream))
    }
}

/// The datastreams that the charts show: those chosen, else those of the selected sensor.
pub fn shown<'a>(ctx: &UiContext<'a>) -> Vec<Stream<'a>> {
    let mut streams: Vec<Stream<'a>> = Vec::new();
    for (reference, sensor, datastream) in sensor_lines::shown(&ctx.workspace.sensors, ctx.view) {
        let tone = ctx.theme.palette.series.get(streams.len() % SERIES_LIMIT).copied();
        let colour = colour(tone.unwrap_or(ctx.theme.palette.accent));
        streams.push(Stream { reference, sensor, datastream, colour });
    }
    streams
}

/// What tells a stream apart from the others shown: its sensor, what it measures, or both.
pub fn short_name(ctx: &UiContext<'_>, streams: &[Stream<'_>], stream: &Stream<'_>) -> String {
    let property = words::property(ctx.text, stream.datastream);
    let is_one_sensor = streams.iter().all(|other| other.sensor.id == stream.sensor.id);
    if is_one_sensor && streams.len() > 1 {
        return property;
    }
    let is_one_property = streams.iter().all(|other| words::property(ctx.text, other.datastream) == property);
    if is_one_property { stream.sensor.name.to_string() } else { stream.name(ctx) }
}

/// What was asked about a datastream last.
#[derive(Clone, Debug)]
struct Asked {
    from: Timestamp,
    until: Timestamp,
    newest: Option<Timestamp>,
    /// When, in egui's seconds.
    at: f64,
}

/// Asks for series and means as they are needed.
#[derive(Debug, Default)]
pub struct Loader {
    series: BTreeMap<StreamKey, Asked>,
    means: BTreeMap<StreamKey, Asked>,
}

impl Loader {
    /// Asks for what the charts of these datastreams lack; `columns` is how many points wide they are.
    pub fn load_series(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &Ui,
        streams: &[Stream<'_>],
        (from, until): (Timestamp, Timestamp),
        columns: u32,
    ) {
        let now = ui.input(|input| input.time);
        // As much again on both sides together, so that a small move needs nothing new.
        let margin = SignedDuration::from_secs((until.as_second() - from.as_second()) / 2 + 1);
        let wide = (from.checked_sub(margin).unwrap_or(from), until.checked_add(margin).unwrap_or(until));
        self.series.retain(|key, _| streams.iter().any(|stream| stream.key() == *key));
        for stream in streams {
            let key = stream.key();
            let loaded = ctx.results.feeds.series.get(&key);
            let asked = self.series.get(&key);
            let newest = stream.datastream.latest.map(|latest| latest.time);
            let is_lacking = loaded.is_none_or(|series| lacks(series, (from, until)));
            let is_outdated = asked.is_some_and(|asked| asked.newest != newest)
                && newest.is_some_and(|newest| (from..=until).contains(&newest));
            let is_answered =
                |asked: &Asked| loaded.is_some_and(|series| series.from == asked.from && series.until == asked.until);
            if let Some(asked) = asked {
                let waited = now - asked.at;
                let pause = if is_answered(asked) { if is_lacking { 0.0 } else { PAUSE_S } } else { RETRY_S };
                let is_under_way = !is_answered(asked) && is_reading(ctx);
                if is_under_way || ((is_lacking || is_outdated) && waited < pause) {
                    ui.ctx().request_repaint_after(std::time::Duration::from_secs_f64((pause - waited).max(0.1)));
                    continue;
                }
            }
            if is_lacking || is_outdated {
                ctx.send(FeedCommand::LoadSeries {
                    sensor: key.0.clone(),
                    datastream: key.1.to_string(),
                    from: wide.0,
                    until: wide.1,
                    columns: columns.saturating_mul(2),
                });
                self.series.insert(key, Asked { from: wide.0, until: wide.1, newest, at: now });
            }
        }
    }

    /// Asks for the hourly means of these datastreams.
    pub fn load_means(
        &mut self,
        ctx: &UiContext<'_>,
        ui: &Ui,
        streams: &[Stream<'_>],
        (from, until): (Timestamp, Timestamp),
    ) {
        let now = ui.input(|input| input.time);
        for stream in streams {
            let key = stream.key();
            if means_of(ctx, stream, (from, until)).is_some() {
                continue;
            }
            let is_asked = self.means.get(&key).is_some_and(|asked| {
                asked.from == from && asked.until == until && (is_reading(ctx) || now - asked.at < RETRY_S)
            });
            if !is_asked {
                ctx.send(FeedCommand::LoadMeans {
                    sensor: key.0.clone(),
                    datastream: key.1.to_string(),
                    from,
                    until,
                    bucket: Bucket::Hour,
                });
                self.means.insert(key, Asked { from, until, newest: None, at: now });
            }
        }
    }
}

/// The hourly means of a datastream over exactly this stretch, where they are there.
pub fn means_of<'a>(
    ctx: &UiContext<'a>,
    stream: &Stream<'_>,
    (from, until): (Timestamp, Timestamp),
) -> Option<&'a SensorMeans> {
    let means = ctx.results.feeds.means.get(&stream.key())?;
    (means.from == from && means.until == until && means.bucket == Bucket::Hour).then_some(means)
}

/// Whether readings are being looked up.
pub fn is_reading(ctx: &UiContext<'_>) -> bool {
    ctx.status.jobs.values().any(|job| job.key == "job-series")
}

/// Whether a loaded series does not reach over the stretch seen, or is too coarse for it.
fn lacks(series: &SensorSeries, (from, until): (Timestamp, Timestamp)) -> bool {
    let length = |from: Timestamp, until: Timestamp| (until.as_millisecond() - from.as_millisecond()).max(1) as f64;
    let is_thinned = (series.points.len() as u64) < series.total_count;
    let is_coarse = length(series.from, series.until) > COARSE_FACTOR * length(from, until);
    series.from > from || series.until < until || (is_thinned && is_coarse)
}
