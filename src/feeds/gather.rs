//! Readings as they are gathered from records: the one place where raw numbers become observations.
//!
//! Contract: converts units, tells sentinels from values, flags what can't be true; several values for one time are
//! settled by [`Readings`]. Pure; the time of now is passed in. May use: `model`.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;

use super::units::{self, Conversion};
use super::{Readings, quality, rejected};
use crate::model::{Datastream, Feed, LonLat, Observation, ObservedProperty, Quality, Reason, Sensor, SensorId};

/// One measured property of a record.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measured<'a> {
    /// Identifier of the datastream within its sensor.
    pub key: &'a str,
    /// What is observed.
    pub property: ObservedProperty,
    /// Name of the property in the source's words.
    pub original_property: &'a str,
    /// Unit in the source's words; empty = what the property is usually measured in.
    pub unit: &'a str,
    /// For counts: the period they were counted in, seconds. They become counts per hour.
    pub period_s: Option<f64>,
    /// Greatest possible value.
    pub capacity: Option<f64>,
    /// Numbers that the source sends for "no value", in its own unit.
    pub missing: &'a [f64],
    /// The source itself doubts the value.
    pub is_uncertain: bool,
}

impl<'a> Measured<'a> {
    /// A property in its usual unit.
    pub const fn new(key: &'a str, property: ObservedProperty) -> Self {
        Self {
            key,
            property,
            original_property: key,
            unit: "",
            period_s: None,
            capacity: None,
            missing: &[],
            is_uncertain: false,
        }
    }
}

/// Gathers the readings of one answer.
#[derive(Debug)]
pub(super) struct Gatherer<'a> {
    feed: &'a Feed,
    now: Timestamp,
    sensors: BTreeMap<SensorId, Sensor>,
    readings: Readings,
}

impl<'a> Gatherer<'a> {
    /// Nothing yet.
    pub fn new(feed: &'a Feed, now: Timestamp) -> Self {
        Self { feed, now, sensors: BTreeMap::new(), readings: Readings::default() }
    }

    /// Adds a sensor by its identifier within the feed, or what is newly known of it: a name that is no longer its
    /// identifier, a place.
    pub fn sensor(&mut self, key: &str, name: &str, location: Option<LonLat>) -> SensorId {
        let id = SensorId::new(format!("{}/{key}", self.feed.id));
        let known = self.sensors.entry(id.clone()).or_insert_with(|| Sensor {
            id: id.clone(),
            feed: self.feed.id.clone(),
            name: Arc::from(if name.is_empty() { key } else { name }),
            location: None,
            nis: self.feed.nis,
            is_nis_approximate: false,
            is_simulated: self.feed.is_simulated,
            datastreams: Vec::new(),
        });
        known.location = location.or(known.location);
        if !name.is_empty() && &*known.name == key {
            known.name = Arc::from(name);
        }
        id
    }

    /// Adds a datastream without a value. The sensor must have been added.
    pub fn declare(&mut self, sensor: &SensorId, measured: &Measured<'_>) {
        let unit = units::normalise(measured.property, &[measured.unit]).unit;
        let Some(known) = self.sensors.get_mut(sensor) else { return };
        match known.datastreams.iter_mut().find(|stream| &*stream.key == measured.key) {
            Some(stream) => stream.capacity = measured.capacity.or(stream.capacity),
            None => known.datastreams.push(Datastream {
                key: Arc::from(measured.key),
                property: measured.property,
                original_property: Arc::from(measured.original_property),
                unit,
                original_unit: Arc::from(measured.unit),
                capacity: measured.capacity,
                latest: None,
            }),
        }
    }

    /// Adds a value as the source sends it; a number that is none is kept as missing. The sensor must have been added.
    pub fn observe(&mut self, sensor: &SensorId, measured: &Measured<'_>, raw: f64, time: Timestamp) {
        self.declare(sensor, measured);
        let Some(stream) = self.stream(sensor, measured.key) else { return };
        let key = Arc::clone(&stream.key);
        let observation = observation(measured, raw, time, self.now);
        self.readings.observations.push((sensor.clone(), key, observation));
    }

    /// Notes that the source has no value at a time, without sending a number for it.
    pub fn observe_missing(&mut self, sensor: &SensorId, measured: &Measured<'_>, time: Timestamp) {
        self.declare(sensor, measured);
        let Some(stream) = self.stream(sensor, measured.key) else { return };
        let missing = Observation { time, value: 0.0, quality: Quality::Missing };
        let key = Arc::clone(&stream.key);
        self.readings.observations.push((sensor.clone(), key, missing));
    }

    /// Notes a record that could not be read: its number in the answer, the field, why, and the record itself.
    pub fn reject(&mut self, row: u64, column: &str, reason: Reason, original: &serde_json::Value) {
        self.readings.reject(rejected(self.feed.id.as_str(), row, column, reason, original));
    }

    /// The feed.
    pub const fn feed(&self) -> &'a Feed {
        self.feed
    }

    /// When the answer arrived.
    pub const fn now(&self) -> Timestamp {
        self.now
    }

    /// What was gathered, in order, each datastream with its newest value.
    pub fn finish(mut self) -> Readings {
        self.readings.arrange();
        for (sensor, key, observation) in &self.readings.observations {
            let known = self.sensors.get_mut(sensor);
            let stream = known.and_then(|known| known.datastreams.iter_mut().find(|stream| stream.key == *key));
            if let Some(stream) = stream {
                stream.latest = newer(stream.latest, *observation);
            }
        }
        self.readings.sensors = self.sensors.into_values().collect();
        self.readings
    }

    fn stream(&self, sensor: &SensorId, key: &str) -> Option<&Datastream> {
        self.sensors.get(sensor)?.datastreams.iter().find(|stream| &*stream.key == key)
    }
}

/// The newest of two that is a value; one with a wrong clock only where there is no other.
fn newer(known: Option<Observation>, seen: Observation) -> Option<Observation> {
    let is_trusted = |one: Observation| one.quality != Quality::ClockSkewed;
    match known {
        _ if !seen.quality.is_value() => known,
        None => Some(seen),
        Some(known) if is_trusted(known) != is_trusted(seen) => Some(if is_trusted(seen) { seen } else { known }),
        Some(known) => Some(if seen.time >= known.time { seen } else { known }),
    }
}

/// The newest of observations that is a value; one with a wrong clock only where there is no other.
pub(super) fn newest(observations: &[Observation]) -> Option<Observation> {
    observations.iter().copied().fold(None, newer)
}

/// A raw number as an observation.
fn observation(measured: &Measured<'_>, raw: f64, time: Timestamp, now: Timestamp) -> Observation {
    let mut conversion = units::normalise(measured.property, &[measured.unit]);
    if let Some(period_s) = measured.period_s.filter(|period_s| *period_s > 0.0) {
        conversion.factor *= 3600.0 / period_s;
    }
    let seen = judged(&conversion, raw, measured.missing, measured.capacity, time, now);
    let is_doubted = measured.is_uncertain && seen.quality == Quality::Good;
    if is_doubted { Observation { quality: Quality::Uncertain, ..seen } } else { seen }
}

/// A raw number, converted and flagged. `missing` are numbers that its source sends for "no value", in its own unit.
pub(super) fn judged(
    conversion: &Conversion,
    raw: f64,
    missing: &[f64],
    capacity: Option<f64>,
    time: Timestamp,
    now: Timestamp,
) -> Observation {
    let value = conversion.apply(raw);
    let is_sentinel = missing.contains(&raw) || quality::is_sentinel(conversion.property, raw);
    if is_sentinel || !raw.is_finite() || !value.is_finite() {
        return Observation { time, value: if raw.is_finite() { raw } else { 0.0 }, quality: Quality::Missing };
    }
    Observation { time, value, quality: quality::judge(conversion.property, value, capacity, time, now) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{FeedId, Protocol, Unit};

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(1_770_000_000 + second).expect("a time")
    }

    fn feed() -> Feed {
        Feed::new(FeedId::new("f"), Protocol::Gbfs, "https://a.be")
    }

    #[test]
    fn values_are_converted_flagged_and_the_newest_is_kept() {
        let feed = feed();
        let mut all = Gatherer::new(&feed, at(100));
        let id = all.sensor("1", "", LonLat::new(3.7, 51.0).ok());
        all.sensor("1", "Korenmarkt", None);
        let cars = Measured { period_s: Some(300.0), ..Measured::new("cars", ObservedProperty::CarIntensity) };
        all.observe(&id, &cars, 3.0, at(0));
        all.observe(&id, &cars, -999.0, at(60));
        let dust = Measured { unit: "GP", ..Measured::new("pm25", ObservedProperty::Pm25) };
        all.observe(&id, &dust, 0.012, at(0));
        all.observe(&id, &dust, 0.013, at(9_000));
        all.observe_missing(&id, &dust, at(10));
        let readings = all.finish();
        let sensor = &readings.sensors[0];
        assert_eq!((sensor.id.as_str(), &*sensor.name), ("f/1", "Korenmarkt"));
        assert!(sensor.location.is_some());
        let latest = |index: usize| sensor.datastreams[index].latest.map(|seen| (seen.value, seen.quality));
        assert_eq!(latest(0), Some((36.0, Quality::Good)), "a sentinel is not the newest value");
        assert_eq!(latest(1), Some((12.0, Quality::Good)), "nor is one from a clock that runs ahead");
        assert_eq!(sensor.datastreams[1].unit, Unit::MicrogramPerCubicMetre);
        let flags: Vec<Quality> = readings.observations.iter().map(|(_, _, seen)| seen.quality).collect();
        assert_eq!(flags, [Quality::Good, Quality::Missing, Quality::Good, Quality::Missing, Quality::ClockSkewed]);
    }

    #[test]
    fn of_two_values_at_one_time_the_last_stays_and_the_other_is_reported() {
        let feed = feed();
        let mut all = Gatherer::new(&feed, at(0));
        let id = all.sensor("1", "", None);
        let dust = Measured::new("pm10", ObservedProperty::Pm10);
        for value in [1.0, 2.0, 2.0] {
            all.observe(&id, &dust, value, at(0));
        }
        all.observe(&id, &dust, 5.0, at(1));
        all.observe(&id, &dust, 5.0, at(1));
        let readings = all.finish();
        let seen: Vec<(f64, Quality)> = readings.observations.iter().map(|(_, _, o)| (o.value, o.quality)).collect();
        assert_eq!(seen, [(2.0, Quality::Duplicate), (5.0, Quality::Good)]);
        assert_eq!(readings.rejected.len(), 1);
        assert_eq!(readings.rejected[0].reason.key(), "reason-feed-other-value");
    }
}
