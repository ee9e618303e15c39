//! The files of a GBFS system → readings.
//!
//! Contract: pure, never panics. Times are seconds since 1970 before 3.0 and RFC 3339 from then on; both are read
//! anywhere. A station that is not installed has no values; one that does not rent has none available, one that takes
//! nothing back no free docks: these are missing, not nought. A station that was never heard of since (`last_reported`
//! nought or absent) has the time of the file. May use: `model`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use super::super::Readings;
use super::super::gather::{Gatherer, Measured};
use super::super::value::{number, place, text, time};
use super::discovery::localized;
use super::languages;
use super::vehicles::{self, Fleet, available, disabled};
use crate::model::{Feed, Language, ObservedProperty, Reason, SensorId};

/// The bodies of a system's files, where they are there.
#[derive(Clone, Copy, Debug, Default)]
pub struct Answers<'a> {
    /// `station_information`: names, places, capacities.
    pub information: Option<&'a [u8]>,
    /// `station_status`: numbers.
    pub status: Option<&'a [u8]>,
    /// `vehicle_status`, before 3.0 `free_bike_status`.
    pub vehicles: Option<&'a [u8]>,
    /// `vehicle_types`.
    pub types: Option<&'a [u8]>,
    /// `system_information`.
    pub system: Option<&'a [u8]>,
}

/// Reads the files of a system.
///
/// # Errors
/// The reason, when one of the files is not JSON.
pub fn parse(answers: &Answers<'_>, feed: &Feed, now: Timestamp) -> Result<Readings, String> {
    let information = File::of("station_information", answers.information)?;
    let status = File::of("station_status", answers.status)?;
    let vehicles = File::of("vehicles", answers.vehicles)?;
    let types = File::of("vehicle_types", answers.types)?;
    let system = File::of("system_information", answers.system)?;
    let fleet = Fleet::of(types.as_ref().map(|types| &types.data));
    let mut stations = Stations { fleet, all: Gatherer::new(feed, now), capacities: BTreeMap::new() };
    if let Some(file) = &information {
        stations.information(file);
    }
    if let Some(file) = &status {
        stations.status(file);
    }
    let Stations { fleet, mut all, .. } = stations;
    if let Some(file) = &vehicles {
        let name = system.as_ref().and_then(|system| localized(system.data.get("name")?, &languages(feed)));
        let name = name.unwrap_or_else(|| feed.name.get(Language::Nl).to_owned());
        vehicles::count(&file.data, &fleet, &name, file.updated.unwrap_or(now), &mut all);
    }
    let mut readings = all.finish();
    // The slowest of the files that change.
    readings.next_poll_hint_s = [status, vehicles].iter().flatten().filter_map(|file| file.ttl_s).max();
    Ok(readings)
}

/// A file without its envelope.
struct File {
    data: Value,
    updated: Option<Timestamp>,
    ttl_s: Option<u32>,
}

impl File {
    fn of(name: &str, bytes: Option<&[u8]>) -> Result<Option<Self>, String> {
        let Some(bytes) = bytes else { return Ok(None) };
        let document: Value =
            serde_json::from_slice(bytes).map_err(|error| format!("{name}: broken JSON ({error})"))?;
        let updated = document.get("last_updated").and_then(time);
        let ttl_s = document.get("ttl").and_then(number).filter(|ttl| *ttl >= 0.0).map(|ttl| ttl as u32);
        match document {
            Value::Object(mut fields) => {
                let data = fields.remove("data").ok_or_else(|| format!("{name}: no data in the answer"))?;
                Ok(Some(Self { data, updated, ttl_s }))
            }
            _ => Err(format!("{name}: no data in the answer")),
        }
    }
}

/// The stations of a system as they are gathered.
struct Stations<'a> {
    fleet: Fleet,
    all: Gatherer<'a>,
    capacities: BTreeMap<String, f64>,
}

impl Stations<'_> {
    fn information(&mut self, file: &File) {
        let languages = languages(self.all.feed());
        for (station, row) in self.rows("station_information", file) {
            let Some(key) = station.get("station_id").and_then(text) else {
                self.all.reject(row, "station_id", Reason::new("reason-feed-no-id"), station);
                continue;
            };
            let name = station.get("name").and_then(|name| localized(name, &languages)).unwrap_or_default();
            let id = self.all.sensor(&key, &name, place(station));
            let capacity = station.get("capacity").and_then(number).filter(|capacity| *capacity > 0.0);
            for (is_there, is_bike) in [(self.fleet.has_bikes(), true), (self.fleet.has_others(), false)] {
                if is_there {
                    self.all.declare(&id, &Measured { capacity, ..available(is_bike) });
                }
            }
            capacity.map(|capacity| self.capacities.insert(key, capacity));
        }
    }

    fn status(&mut self, file: &File) {
        let updated = file.updated.unwrap_or(self.all.now());
        for (station, row) in self.rows("station_status", file) {
            let Some(key) = station.get("station_id").and_then(text) else {
                self.all.reject(row, "station_id", Reason::new("reason-feed-no-id"), station);
                continue;
            };
            let id = self.all.sensor(&key, "", None);
            let capacity = self.capacities.get(&key).copied();
            let seen = station.get("last_reported").and_then(time).filter(|time| time.as_second() > 0);
            let row = Row { station, line: row, id, capacity, time: seen.unwrap_or(updated) };
            if is_true(station, "is_installed") {
                row.numbers(&self.fleet, &mut self.all);
            }
        }
    }

    fn rows<'a>(&mut self, name: &str, file: &'a File) -> impl Iterator<Item = (&'a Value, u64)> + use<'a> {
        let listed = file.data.get("stations").and_then(Value::as_array);
        if listed.is_none() {
            self.all.reject(0, name, Reason::new("reason-feed-no-stations"), &file.data);
        }
        listed.into_iter().flatten().zip(1_u64..)
    }
}

/// The status of one installed station.
struct Row<'a> {
    station: &'a Value,
    line: u64,
    id: SensorId,
    capacity: Option<f64>,
    time: Timestamp,
}

impl Row<'_> {
    fn numbers(&self, fleet: &Fleet, all: &mut Gatherer<'_>) {
        let is_renting = is_true(self.station, "is_renting");
        for (is_bike, count) in self.available(fleet, all) {
            self.observe(&Measured { capacity: self.capacity, ..available(is_bike) }, count, is_renting, all);
        }
        let is_bike = !fleet.has_others();
        let out_of_order = self.number(&["num_bikes_disabled", "num_vehicles_disabled"], all);
        self.observe(&disabled(is_bike), out_of_order, true, all);
        let docks = Measured { capacity: self.capacity, ..Measured::new("docks_free", ObservedProperty::DocksFree) };
        let free = self.number(&["num_docks_available"], all);
        self.observe(&docks, free, is_true(self.station, "is_returning"), all);
    }

    /// Bicycles and other vehicles that stand there, as far as the system lends them out and tells them apart.
    fn available(&self, fleet: &Fleet, all: &mut Gatherer<'_>) -> Vec<(bool, Option<f64>)> {
        let total = self.number(&["num_bikes_available", "num_vehicles_available"], all);
        if !(fleet.has_bikes() && fleet.has_others()) {
            return vec![(fleet.has_bikes(), total)];
        }
        let Some(by_type) = self.station.get("vehicle_types_available").and_then(Value::as_array) else {
            return vec![(false, total)];
        };
        let of = |is_bike: bool| {
            let matching = by_type.iter().filter(|one| fleet.is_bike(one.get("vehicle_type_id")) == is_bike);
            matching.filter_map(|one| number(one.get("count")?)).sum()
        };
        vec![(true, Some(of(true))), (false, Some(of(false)))]
    }

    /// A number under one of these names; none where it is absent or null.
    fn number(&self, fields: &[&str], all: &mut Gatherer<'_>) -> Option<f64> {
        let (field, value) = fields.iter().find_map(|field| Some((*field, self.station.get(*field)?)))?;
        let read = number(value);
        if read.is_none() && !value.is_null() {
            all.reject(self.line, field, Reason::new("reason-feed-not-number"), self.station);
        }
        read
    }

    fn observe(&self, measured: &Measured<'_>, count: Option<f64>, is_open: bool, all: &mut Gatherer<'_>) {
        match count {
            Some(count) if is_open => all.observe(&self.id, measured, count, self.time),
            Some(_) => all.observe_missing(&self.id, measured, self.time),
            None => {}
        }
    }
}

/// Whether a flag is set: it may be a truth value or, before 2.0, a number. One that is absent is.
fn is_true(station: &Value, field: &str) -> bool {
    station.get(field).and_then(number).is_none_or(|flag| flag != 0.0)
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
