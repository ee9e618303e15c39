//! The months of sensors by municipality: asked of the file datastream after datastream, kept until the question
//! changes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use egui::Ui;
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;

use crate::insight::before_after::{self, Series};
use crate::jobs::{Bucket, Mean};
use crate::model::{Nis, ObservedProperty, Unit};
use crate::session::command::FeedCommand;
use crate::session::results::StreamKey;
use crate::ui::UiContext;

/// After how long a question that was never answered is put again, seconds.
const RETRY_S: f64 = 10.0;
/// How soon to look whether an answer is there.
const LOOK_AGAIN: Duration = Duration::from_millis(60);

/// A datastream to read.
#[derive(Clone, Debug, PartialEq)]
struct Wanted {
    nis: Nis,
    key: StreamKey,
}

/// What was read.
#[derive(Debug, Default)]
pub struct SensorMonths {
    property: Option<ObservedProperty>,
    wanted: Vec<Wanted>,
    read: BTreeMap<StreamKey, Arc<Vec<Mean>>>,
    /// The question that waits for its answer, and when it was put.
    asked: Option<(StreamKey, f64)>,
    /// Whether any of the sensors is simulated.
    pub is_simulated: bool,
    /// Whether any of them was placed with approximate boundaries.
    pub is_approximate: bool,
}

/// The properties that a municipality has sensors for, directions aside.
pub fn properties(ctx: &UiContext<'_>, nis: Nis) -> BTreeSet<ObservedProperty> {
    let timeline = ctx.workspace.municipalities.timeline();
    let sensors = ctx.workspace.sensors.sensors().values();
    let own = sensors.filter(|sensor| sensor.nis.map(|code| timeline.today(code)) == Some(nis));
    let all = own.flat_map(|sensor| &sensor.datastreams).map(|stream| stream.property);
    all.filter(|property| *property != ObservedProperty::WindDirection).collect()
}

impl SensorMonths {
    /// Asks for what is lacking of these municipalities, one question at a time. Returns whether something new came.
    pub fn load(&mut self, ctx: &UiContext<'_>, ui: &Ui, property: ObservedProperty, places: &[Nis]) -> bool {
        self.want(ctx, property, places);
        let stretch = stretch(ctx.now);
        let is_there = |key: &StreamKey| {
            let means = ctx.results.feeds.means.get(key)?;
            let is_it = means.bucket == Bucket::Day && (means.from, means.until) == stretch;
            is_it.then(|| Arc::clone(&means.means))
        };
        let mut is_new = false;
        while let Some(next) = self.wanted.iter().find(|one| !self.read.contains_key(&one.key)) {
            let key = next.key.clone();
            if let Some(means) = is_there(&key) {
                self.read.insert(key, means);
                self.asked = None;
                is_new = true;
                continue;
            }
            let now = ui.input(|input| input.time);
            let waits = self.asked.as_ref().is_some_and(|(asked, at)| *asked == key && now - at < RETRY_S);
            if !waits {
                let (from, until) = stretch;
                let (sensor, datastream) = (key.0.clone(), key.1.to_string());
                ctx.send(FeedCommand::LoadMeans { sensor, datastream, from, until, bucket: Bucket::Day });
                self.asked = Some((key, now));
            }
            ui.ctx().request_repaint_after(LOOK_AGAIN);
            break;
        }
        is_new
    }

    /// The datastreams of the property in these municipalities, in one unit; forgets what was read of another property.
    fn want(&mut self, ctx: &UiContext<'_>, property: ObservedProperty, places: &[Nis]) {
        let timeline = ctx.workspace.municipalities.timeline();
        let mut unit: Option<Unit> = None;
        let mut wanted = Vec::new();
        (self.is_simulated, self.is_approximate) = (false, false);
        for nis in places {
            let sensors = ctx.workspace.sensors.sensors().values();
            for sensor in sensors.filter(|sensor| sensor.nis.map(|code| timeline.today(code)) == Some(*nis)) {
                for stream in sensor.datastreams.iter().filter(|stream| stream.property == property) {
                    if *unit.get_or_insert(stream.unit) == stream.unit {
                        wanted.push(Wanted { nis: *nis, key: (sensor.id.clone(), Arc::clone(&stream.key)) });
                        self.is_simulated |= sensor.is_simulated;
                        self.is_approximate |= sensor.is_nis_approximate;
                    }
                }
            }
        }
        if self.property != Some(property) {
            self.read.clear();
            self.asked = None;
        }
        self.property = Some(property);
        self.wanted = wanted;
    }

    /// How many datastreams were read, of how many.
    pub fn progress(&self) -> (usize, usize) {
        let read = self.wanted.iter().filter(|one| self.read.contains_key(&one.key)).count();
        (read, self.wanted.len())
    }

    /// The months of a municipality.
    pub fn of(&self, nis: Nis) -> Series {
        let Some(property) = self.property else { return Series::new() };
        let own = self.wanted.iter().filter(|one| one.nis == nis);
        let days = own.filter_map(|one| self.read.get(&one.key));
        let streams: Vec<Vec<(Timestamp, f64)>> =
            days.map(|means| means.iter().map(|mean| (mean.start, mean.mean)).collect()).collect();
        before_after::months(property, &streams)
    }
}

/// Everything up to the start of this month (UTC): a month that goes on has no mean yet.
fn stretch(now: Timestamp) -> (Timestamp, Timestamp) {
    let at = |day: Date| TimeZone::UTC.to_timestamp(day.at(0, 0, 0, 0)).unwrap_or(Timestamp::UNIX_EPOCH);
    let until = TimeZone::UTC.to_datetime(now).date().first_of_month();
    (at(date(1990, 1, 1)), at(until))
}
