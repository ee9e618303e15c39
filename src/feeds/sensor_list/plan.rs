//! What a list of sensors changes: which sensors and readings are new, which differ, and the change and its inverse.
//!
//! Contract: nothing goes because a list is silent: sensors and readings that an earlier edition brought stay. May use:
//! `model`.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;

use crate::feeds::Readings;
use crate::model::sensor::file_option;
use crate::model::{Datastream, Feed, Observation, ReadingsPatch, Sensor, SensorId};

/// Key of a datastream over all sensors.
pub type StreamId = (SensorId, Arc<str>);

/// What is known of a list before an edition of it is read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Known {
    /// The feed of the list; `None` = it is new.
    pub feed: Option<Feed>,
    /// Its sensors.
    pub sensors: BTreeMap<SensorId, Sensor>,
    /// What they observed, in the time that the edition is about.
    pub observations: BTreeMap<StreamId, BTreeMap<Timestamp, Observation>>,
}

/// What a list changes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SensorPlan {
    /// The change.
    pub forth: ReadingsPatch,
    /// What takes it back.
    pub back: ReadingsPatch,
    /// New sensors.
    pub added_sensors: u64,
    /// Sensors that change: name, place, what they observe.
    pub changed_sensors: u64,
    /// Sensors that stay as they are.
    pub unchanged_sensors: u64,
    /// New readings.
    pub added: u64,
    /// Readings that are corrected.
    pub corrected: u64,
    /// Readings that stay as they are.
    pub unchanged: u64,
}

impl SensorPlan {
    /// Whether anything would be written: a sensor, a reading, or what is said of the list.
    pub fn has_changes(&self) -> bool {
        let says_the_same = match (&self.forth.before, &self.forth.after) {
            (Some(before), Some(after)) => said(before) == said(after),
            _ => false,
        };
        !says_the_same || self.added_sensors + self.changed_sensors + self.added + self.corrected > 0
    }
}

/// A feed without the day on which it was read: reading the same file again changes nothing.
fn said(feed: &Feed) -> Feed {
    let mut said = feed.clone();
    said.options.remove(file_option::IMPORTED);
    said
}

/// Holds what a list gave against what is known. `feed` is the feed as the list says it.
pub fn plan(read: &Readings, feed: Feed, known: Known) -> SensorPlan {
    let mut plan = SensorPlan::default();
    plan.back.after.clone_from(&known.feed);
    plan.forth.before = known.feed;
    plan.back.before = Some(feed.clone());
    plan.forth.after = Some(feed);
    let added: BTreeSet<&SensorId> =
        read.sensors.iter().map(|sensor| &sensor.id).filter(|id| !known.sensors.contains_key(*id)).collect();
    for sensor in &read.sensors {
        put_sensor(&mut plan, sensor, known.sensors.get(&sensor.id));
    }
    for (sensor, key, seen) in &read.observations {
        let stream = (sensor.clone(), Arc::clone(key));
        let has_stream = known.sensors.get(sensor).is_some_and(|one| one.datastreams.iter().any(|one| one.key == *key));
        match known.observations.get(&stream).and_then(|times| times.get(&seen.time)) {
            Some(before) if before == seen => {
                plan.unchanged += 1;
                continue;
            }
            Some(before) => {
                plan.corrected += 1;
                plan.back.observations.push((sensor.clone(), Arc::clone(key), *before));
            }
            None => {
                plan.added += 1;
                // With their sensor or datastream they go anyway.
                if has_stream && !added.contains(sensor) {
                    plan.back.forget.push((sensor.clone(), Arc::clone(key), seen.time));
                }
            }
        }
        plan.forth.observations.push((sensor.clone(), Arc::clone(key), *seen));
    }
    plan
}

fn put_sensor(plan: &mut SensorPlan, seen: &Sensor, known: Option<&Sensor>) {
    let Some(known) = known else {
        plan.added_sensors += 1;
        plan.back.remove.push(seen.id.clone());
        plan.forth.put.push(Sensor { datastreams: seen.datastreams.iter().map(bare).collect(), ..seen.clone() });
        return;
    };
    let after = merged(known, seen);
    let before = Sensor { datastreams: known.datastreams.iter().map(bare).collect(), ..known.clone() };
    if after == before {
        plan.unchanged_sensors += 1;
        return;
    }
    plan.changed_sensors += 1;
    let is_new = |stream: &&Datastream| known.datastreams.iter().all(|old| old.key != stream.key);
    let new = after.datastreams.iter().filter(is_new).map(|stream| (seen.id.clone(), Arc::clone(&stream.key)));
    plan.back.remove_streams.extend(new);
    plan.back.put.push(before);
    plan.forth.put.push(after);
}

/// A known sensor with what the list says of it; its newest values are found again from its observations.
fn merged(known: &Sensor, seen: &Sensor) -> Sensor {
    let mut datastreams: Vec<Datastream> = known.datastreams.iter().map(bare).collect();
    for stream in &seen.datastreams {
        match datastreams.iter_mut().find(|old| old.key == stream.key) {
            Some(old) => *old = Datastream { capacity: stream.capacity.or(old.capacity), ..bare(stream) },
            None => datastreams.push(bare(stream)),
        }
    }
    let has_place = seen.location.is_some() || seen.nis.is_some() && known.location.is_none();
    let placed = if has_place { seen } else { known };
    // A list without names calls a sensor by its number: that is none.
    let own = seen.id.as_str().strip_prefix(seen.feed.as_str()).and_then(|own| own.strip_prefix('/'));
    let is_unnamed = own == Some(&*seen.name);
    Sensor {
        name: Arc::clone(if is_unnamed { &known.name } else { &seen.name }),
        location: placed.location,
        nis: placed.nis,
        is_nis_approximate: placed.is_nis_approximate,
        datastreams,
        ..seen.clone()
    }
}

fn bare(stream: &Datastream) -> Datastream {
    Datastream { latest: None, ..stream.clone() }
}
