//! Which datastreams the charts of a view show, over which stretch, and where their lines break; the same in the window
//! and in pictures. May use: `workspace`, `model`.

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};

use crate::model::{Datastream, Observation, Quality, Sensor, Unit};
use crate::workspace::{Selected, Sensors, StreamRef, Stretch, View};

/// Datastreams of the selected sensor that are shown where none were chosen to be compared.
const OF_SELECTED: usize = 4;

/// Hours back that are shown where none are chosen.
const HOURS: u32 = 24;

/// A missing stretch is a gap when it is this many times as long as the usual distance of two readings.
const GAP_FACTOR: f64 = 3.5;

/// The datastreams that the charts show: those chosen, else those of the selected sensor; what is not known is left out.
pub fn shown<'a>(sensors: &'a Sensors, view: &View) -> Vec<(StreamRef, &'a Sensor, &'a Datastream)> {
    let chosen = &view.sensors.compared;
    let references = if chosen.is_empty() { of_selected(sensors, view) } else { chosen.clone() };
    let known = |reference: StreamRef| {
        let sensor = sensors.sensors().get(&reference.sensor)?;
        let datastream = sensor.datastreams.iter().find(|one| one.key == reference.datastream)?;
        Some((reference, sensor, datastream))
    };
    references.into_iter().filter_map(known).collect()
}

fn of_selected(sensors: &Sensors, view: &View) -> Vec<StreamRef> {
    let Some(Selected::Sensor(id)) = &view.selected else { return Vec::new() };
    let Some(sensor) = sensors.sensors().get(id) else { return Vec::new() };
    let wanted = view.sensors.property;
    let fits = |one: &&Datastream| wanted.is_none_or(|property| property == one.property);
    let has_wanted = sensor.datastreams.iter().any(|one| fits(&one));
    let streams = sensor.datastreams.iter().filter(|one| !has_wanted || fits(one)).take(OF_SELECTED);
    streams.map(|one| StreamRef { sensor: id.clone(), datastream: Arc::clone(&one.key) }).collect()
}

/// The stretch that the charts show at this moment; all that is kept starts at the epoch, before anything was.
pub fn stretch(view: &View, now: Timestamp) -> Stretch {
    let back = |hours: u32| match hours {
        0 => Timestamp::UNIX_EPOCH,
        hours => now.checked_sub(SignedDuration::from_hours(i64::from(hours))).unwrap_or(Timestamp::UNIX_EPOCH),
    };
    view.sensors.stretch.unwrap_or_else(|| Stretch { from: back(view.sensors.hours.unwrap_or(HOURS)), until: now })
}

/// What series share an axis: the same unit.
pub fn unit(datastream: &Datastream) -> (Unit, &str) {
    let original = if datastream.unit == Unit::Original { &*datastream.original_unit } else { "" };
    (datastream.unit, original)
}

/// Whether zero is a mere point of this scale.
pub const fn is_free_of_zero(unit: Unit) -> bool {
    matches!(unit, Unit::Celsius | Unit::Degrees | Unit::Hectopascal | Unit::DecibelA)
}

/// Seconds since 1970.
pub fn seconds(time: Timestamp) -> f64 {
    time.as_millisecond() as f64 / 1000.0
}

/// The distance of two readings that most are not longer than (the 90th percentile), seconds.
pub fn usual_distance_s(points: &[Observation]) -> f64 {
    let pairs = points.windows(2).filter_map(|pair| Some((pair.first()?.time, pair.get(1)?.time)));
    let mut distances: Vec<i64> = pairs.map(|(a, b)| b.as_second() - a.as_second()).collect();
    distances.sort_unstable();
    distances.get(distances.len() * 9 / 10).map_or(f64::INFINITY, |distance| (*distance as f64).max(1.0))
}

/// The readings with their moment (seconds), and nothing wherever they stopped for much longer than usual.
pub fn with_gaps<'a>(
    points: &'a [Observation],
    usual_s: f64,
    hidden: &BTreeSet<Quality>,
) -> Vec<(f64, Option<&'a Observation>)> {
    let mut parts = Vec::with_capacity(points.len());
    let mut before: Option<f64> = None;
    for point in points.iter().filter(|point| !hidden.contains(&point.quality)) {
        let at = seconds(point.time);
        if let Some(before) = before.filter(|before| at - before > usual_s * GAP_FACTOR) {
            parts.push((f64::midpoint(before, at), None));
        }
        parts.push((at, Some(point)));
        before = Some(at);
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_breaks_where_readings_stop_and_not_where_one_is_hidden() {
        let point =
            |second: i64, quality| Observation { time: Timestamp::from_second(second).unwrap(), value: 1.0, quality };
        let mut points: Vec<Observation> = (0..20).map(|n| point(n * 60, Quality::Good)).collect();
        points[4].quality = Quality::Uncertain;
        points.push(point(3_600, Quality::Good));
        let usual = usual_distance_s(&points);
        assert_eq!(usual, 60.0);
        let hidden = [Quality::Uncertain].into();
        let parts = with_gaps(&points, usual, &hidden);
        assert_eq!(parts.len(), 21, "twenty readings and a gap");
        assert_eq!(parts.iter().position(|(_, point)| point.is_none()), Some(19));
    }

    #[test]
    fn the_stretch_follows_the_clock_until_it_is_moved() {
        let at = |second: i64| Timestamp::from_second(second).unwrap();
        let mut view = View::default();
        assert_eq!(stretch(&view, at(100_000)), Stretch { from: at(13_600), until: at(100_000) });
        view.sensors.hours = Some(0);
        assert_eq!(stretch(&view, at(100_000)).from, Timestamp::UNIX_EPOCH);
        view.sensors.stretch = Some(Stretch { from: at(5), until: at(9) });
        assert_eq!(stretch(&view, at(100_000)).until, at(9));
    }
}
