//! What a system lends out, and its vehicles that stand outside of stations.
//!
//! Contract: pure, never panics. A vehicle at a station is counted there. May use: `model`.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::Value;

use super::super::gather::{Gatherer, Measured};
use super::super::value::{number, place, text};
use crate::model::{LonLat, ObservedProperty, Reason};

/// Identifier within the feed of the sensor that counts the vehicles outside of stations.
pub const VEHICLES_KEY: &str = "free-floating";

/// Parts of a degree that the place of the vehicles is rounded to.
const PLACE_PARTS: f64 = 100.0;

/// Which of a system's vehicles are bicycles.
#[derive(Debug, Default)]
pub(super) struct Fleet {
    is_bike_by_type: BTreeMap<String, bool>,
}

impl Fleet {
    /// Of the vehicle types of a system; none = bicycles only.
    pub fn of(types: Option<&Value>) -> Self {
        let all = types.and_then(|data| data.get("vehicle_types")).and_then(Value::as_array);
        let one = |one: &Value| {
            let form = one.get("form_factor")?.as_str()?;
            Some((text(one.get("vehicle_type_id")?)?, matches!(form, "bicycle" | "cargo_bicycle")))
        };
        Self { is_bike_by_type: all.into_iter().flatten().filter_map(one).collect() }
    }

    /// Whether a vehicle is a bicycle: one that no type is known of is.
    pub fn is_bike(&self, vehicle_type: Option<&Value>) -> bool {
        let known = vehicle_type.and_then(text).and_then(|id| self.is_bike_by_type.get(&id));
        known.copied().unwrap_or_else(|| self.has_bikes())
    }

    /// Whether there are bicycles in it.
    pub fn has_bikes(&self) -> bool {
        self.is_bike_by_type.is_empty() || self.is_bike_by_type.values().any(|is_bike| *is_bike)
    }

    /// Whether there are vehicles in it that are no bicycles.
    pub fn has_others(&self) -> bool {
        self.is_bike_by_type.values().any(|is_bike| !is_bike)
    }
}

/// Bicycles, or other vehicles, ready to take.
pub(super) const fn available<'a>(is_bike: bool) -> Measured<'a> {
    if is_bike {
        Measured::new("bikes_available", ObservedProperty::BikesAvailable)
    } else {
        Measured::new("vehicles_available", ObservedProperty::VehiclesAvailable)
    }
}

/// Bicycles, or other vehicles, out of order. Of the latter no property of the model speaks.
pub(super) const fn disabled<'a>(is_bike: bool) -> Measured<'a> {
    if is_bike {
        Measured::new("bikes_disabled", ObservedProperty::BikesDisabled)
    } else {
        Measured::new("vehicles_disabled", ObservedProperty::Other)
    }
}

/// Numbers of vehicles of one sort.
#[derive(Clone, Copy, Default)]
struct Count {
    available: u32,
    disabled: u32,
}

/// Counts the vehicles outside of stations.
pub(super) fn count(data: &Value, fleet: &Fleet, name: &str, time: Timestamp, all: &mut Gatherer<'_>) {
    let listed = ["vehicles", "bikes"].iter().find_map(|key| data.get(*key)).and_then(Value::as_array);
    let Some(listed) = listed else { return all.reject(0, "vehicles", Reason::new("reason-feed-no-vehicles"), data) };
    let (mut bikes, mut others, mut reserved) = (Count::default(), Count::default(), 0_u32);
    let mut places = Vec::new();
    for (vehicle, row) in listed.iter().zip(1_u64..) {
        if !vehicle.is_object() {
            all.reject(row, "", Reason::new("reason-feed-not-record"), vehicle);
            continue;
        }
        if vehicle.get("station_id").and_then(text).is_some() {
            continue;
        }
        let is = |field: &str| vehicle.get(field).and_then(number).is_some_and(|flag| flag != 0.0);
        let count = if fleet.is_bike(vehicle.get("vehicle_type_id")) { &mut bikes } else { &mut others };
        match (is("is_disabled"), is("is_reserved")) {
            (true, _) => count.disabled += 1,
            (false, true) => reserved += 1,
            (false, false) => count.available += 1,
        }
        places.extend(place(vehicle));
    }
    let id = all.sensor(VEHICLES_KEY, name, middle(places));
    for (is_there, is_bike, count) in [(fleet.has_bikes(), true, bikes), (fleet.has_others(), false, others)] {
        if is_there {
            all.observe(&id, &available(is_bike), f64::from(count.available), time);
            all.observe(&id, &disabled(is_bike), f64::from(count.disabled), time);
        }
    }
    all.observe(&id, &Measured::new("vehicles_reserved", ObservedProperty::Other), f64::from(reserved), time);
}

/// The median of places: a vehicle that was carried off does not move it.
fn middle(places: Vec<LonLat>) -> Option<LonLat> {
    let (lons, lats): (Vec<f64>, Vec<f64>) = places.into_iter().map(|place| (place.lon(), place.lat())).unzip();
    LonLat::new(median(lons)?, median(lats)?).ok()
}

fn median(mut all: Vec<f64>) -> Option<f64> {
    all.sort_by(f64::total_cmp);
    let middle = all.get(all.len() / 2)?;
    Some((middle * PLACE_PARTS).round() / PLACE_PARTS)
}
