//! The sensors of a municipality taken together over a stretch of time, property by property.
//!
//! An hour of the municipality is the mean of the hourly means of its datastreams, each of the same weight however
//! often it reports; sound levels are averaged by energy (ISO 1996-1). Mean and percentile are those of the hours with
//! data; hours without are told as coverage, never filled in. May use: `query`, `model`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::spread::quantile;
use crate::model::{Nis, ObservedProperty, SensorId, Unit};
use crate::query::exceedance::{Question, exceedance};
use crate::query::sensor_hours::{Averaging, Coverage, HourlyMean, combined, coverage};
use crate::query::thresholds::{Threshold, thresholds};

/// One datastream on its way in.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// Its sensor.
    pub sensor: SensorId,
    /// Unit of its values.
    pub unit: Unit,
    /// Whether the sensor is simulated.
    pub is_simulated: bool,
    /// Whether the municipality was found with approximate boundaries.
    pub is_nis_approximate: bool,
    /// Its hourly means.
    pub hours: Vec<HourlyMean>,
}

/// What is known of one property in one municipality.
#[derive(Clone, Debug, PartialEq)]
pub struct TownSensor {
    /// Sensors that gave data, sorted, each once.
    pub sensors: Vec<SensorId>,
    /// Unit of mean and percentile.
    pub unit: Unit,
    /// Mean of the hours with data.
    pub mean: f64,
    /// The value that 95 in a hundred hours with data stay under (type 7 of Hyndman and Fan, 1996).
    pub p95: f64,
    /// Hours with data.
    pub coverage: Coverage,
    /// The reference value that binds first, with how many hours (days) lie above it and how many can't be told.
    pub above: Option<Above>,
    /// Whether any of the sensors is simulated.
    pub is_simulated: bool,
    /// Whether any of them was placed with approximate boundaries.
    pub is_nis_approximate: bool,
}

/// How often a reference value was exceeded.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Above {
    /// The reference value; it says whether hours or days are counted.
    pub threshold: &'static Threshold,
    /// Hours (days) above.
    pub count: u32,
    /// Hours (days) with enough data to tell.
    pub told: u32,
}

/// The sensors of every municipality over one stretch of time.
#[derive(Clone, Debug, PartialEq)]
pub struct TownSensors {
    /// From, inclusive.
    pub from: Timestamp,
    /// Until, exclusive.
    pub until: Timestamp,
    /// By municipality of today and property, where there is data.
    pub towns: BTreeMap<(Nis, ObservedProperty), TownSensor>,
}

/// Takes the datastreams of one property in one municipality together; `None` where no hour has data or the property
/// has no mean. Datastreams of another unit than the first are left out. Days are those of `zone`.
pub fn run(
    property: ObservedProperty,
    streams: &[Stream],
    (from, until): (Timestamp, Timestamp),
    zone: &TimeZone,
) -> Option<TownSensor> {
    let averaging = Averaging::of(property)?;
    let unit = streams.first()?.unit;
    let used: Vec<&Stream> = streams.iter().filter(|stream| stream.unit == unit && !stream.hours.is_empty()).collect();
    let series: Vec<&[HourlyMean]> = used.iter().map(|stream| stream.hours.as_slice()).collect();
    let hours: Vec<HourlyMean> = combined(&series, averaging)
        .into_iter()
        .map(|hour| HourlyMean { start: hour.start, mean: hour.mean, count: 1 })
        .filter(|hour| (from..until).contains(&hour.start))
        .collect();
    let mut means: Vec<f64> = hours.iter().map(|hour| hour.mean).collect();
    let mean = averaging.mean(&means)?;
    means.sort_by(f64::total_cmp);
    let mut sensors: Vec<SensorId> = used.iter().map(|stream| stream.sensor.clone()).collect();
    sensors.sort();
    sensors.dedup();
    Some(TownSensor {
        sensors,
        unit,
        mean,
        p95: quantile(&means, 0.95)?,
        coverage: coverage(&hours, from, until),
        above: above(property, averaging, &hours, (from, until), zone),
        is_simulated: used.iter().any(|stream| stream.is_simulated),
        is_nis_approximate: used.iter().any(|stream| stream.is_nis_approximate),
    })
}

fn above(
    property: ObservedProperty,
    averaging: Averaging,
    hours: &[HourlyMean],
    (from, until): (Timestamp, Timestamp),
    zone: &TimeZone,
) -> Option<Above> {
    let threshold = thresholds(property).next()?;
    let question = Question { threshold: threshold.value, over: threshold.over, averaging, from, until };
    let found = exceedance(hours, &question, zone);
    Some(Above { threshold, count: found.above, told: found.above + found.not_above })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hour(number: i64) -> Timestamp {
        Timestamp::from_second(1_700_000_000 / 3_600 * 3_600 + number * 3_600).unwrap()
    }

    fn stream(id: &str, means: &[(i64, f64)]) -> Stream {
        let hours =
            means.iter().map(|(number, mean)| HourlyMean { start: hour(*number), mean: *mean, count: 4 }).collect();
        let unit = Unit::MicrogramPerCubicMetre;
        Stream { sensor: SensorId::new(id), unit, is_simulated: false, is_nis_approximate: false, hours }
    }

    #[test]
    fn a_town_hour_is_the_mean_of_its_streams_and_missing_hours_are_coverage() {
        let streams = [stream("a/1", &[(0, 100.0), (1, 300.0)]), stream("a/2", &[(0, 200.0)])];
        let town = run(ObservedProperty::No2, &streams, (hour(0), hour(4)), &TimeZone::UTC).unwrap();
        assert!((town.mean - 225.0).abs() < 1e-9, "(150 + 300) / 2, not the mean of three");
        assert_eq!((town.coverage.measured, town.coverage.total), (2, 4));
        let above = town.above.unwrap();
        assert_eq!((above.count, above.told), (1, 2), "one hour above 200, two hours told");
        assert_eq!(town.sensors.len(), 2);
    }

    #[test]
    fn nothing_measured_is_no_figure() {
        assert_eq!(run(ObservedProperty::No2, &[stream("a/1", &[])], (hour(0), hour(4)), &TimeZone::UTC), None);
        let wind = stream("a/1", &[(0, 10.0)]);
        assert_eq!(run(ObservedProperty::WindDirection, &[wind], (hour(0), hour(4)), &TimeZone::UTC), None);
    }
}
