//! Timeseries and their values, as the API writes them.
//!
//! Contract: pure, never panics. May use: `model`, `formats`.

use jiff::Timestamp;
use serde_json::Value;

use super::super::gather::{Gatherer, Measured};
use super::super::near::{Near, is_wanted};
use super::super::value::{geojson_middle, number, shifted, text, time};
use super::super::{Readings, quality, units};
use crate::formats::crs::{Crs, ToWgs84};
use crate::model::{Feed, LonLat, ObservedProperty, Reason};

/// Which series are wanted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// Where.
    pub near: Option<Near>,
    /// Age of the newest value beyond which a series is closed, days; 0 = none is.
    pub max_age_days: i64,
}

/// Numbers of phenomena that IRCELINE gives; others are told by their names.
fn property_of(id: &str, label: &str) -> ObservedProperty {
    match id {
        "5" => ObservedProperty::Pm10,
        "6001" => ObservedProperty::Pm25,
        "6002" => ObservedProperty::Pm1,
        "8" => ObservedProperty::No2,
        "7" => ObservedProperty::O3,
        "391" => ObservedProperty::BlackCarbon,
        _ => units::property(&[label]),
    }
}

/// What is known of a series.
#[derive(Clone, Debug, PartialEq)]
pub struct Series<'a> {
    /// Its identifier.
    pub id: &'a str,
    /// What it measures.
    pub property: ObservedProperty,
    /// The same in the source's words.
    pub original_property: &'a str,
    /// Unit in the source's words.
    pub unit: &'a str,
}

impl Series<'_> {
    /// Adds a value: null is none, and so is a negative number of what can't be negative.
    pub(super) fn observe(
        &self,
        all: &mut Gatherer<'_>,
        sensor: &crate::model::SensorId,
        value: Option<f64>,
        time: Timestamp,
    ) {
        let measured = Measured {
            unit: self.unit,
            original_property: self.original_property,
            missing: &[-99.99],
            ..Measured::new(self.id, self.property)
        };
        match value {
            None => all.observe_missing(sensor, &measured, time),
            Some(raw) if raw < 0.0 && quality::bounds(self.property).0 >= 0.0 => {
                all.observe(sensor, &Measured { missing: &[raw], ..measured }, raw, time);
            }
            Some(raw) => all.observe(sensor, &measured, raw, time),
        }
    }
}

/// Reads an answer of `timeseries?expanded=true`.
///
/// # Errors
/// The reason, when it is not JSON or no list.
pub fn series(bytes: &[u8], feed: &Feed, wanted: Wanted, now: Timestamp) -> Result<Readings, String> {
    let document: Value = serde_json::from_slice(bytes).map_err(|error| format!("broken JSON ({error})"))?;
    let Value::Array(entries) = &document else { return Err(unexpected(&document)) };
    let mut all = Gatherer::new(feed, now);
    for (entry, row) in entries.iter().zip(1..) {
        if let Err((column, reason)) = one_series(&mut all, entry, wanted) {
            all.reject(row, column, reason, entry);
        }
    }
    Ok(all.finish())
}

fn unexpected(document: &Value) -> String {
    let message = ["userMessage", "reason", "message"].iter().find_map(|name| document.get(*name)).and_then(text);
    message.map_or_else(|| "no list of timeseries in the answer".to_owned(), |text| format!("the host says {text:?}"))
}

fn one_series(all: &mut Gatherer<'_>, entry: &Value, wanted: Wanted) -> Result<(), (&'static str, Reason)> {
    let id = entry.get("id").and_then(text).ok_or(("id", Reason::new("reason-feed-no-id")))?;
    let station = entry.get("station").ok_or(("station", Reason::new("reason-feed-no-station")))?;
    let of_station = |name: &str| station.get("properties").and_then(|properties| properties.get(name)).and_then(text);
    let key = of_station("id").ok_or(("station", Reason::new("reason-feed-no-id")))?;
    let place = location(station);
    let last = entry.get("lastValue").filter(|last| last.is_object());
    let seen = last.and_then(|last| last.get("timestamp")).and_then(time);
    let oldest = shifted(all.now(), -wanted.max_age_days.clamp(0, 100_000) * 86_400);
    let is_closed = wanted.max_age_days > 0 && seen.is_some_and(|seen| seen < oldest);
    if is_closed || !is_wanted(wanted.near, place) {
        return Ok(());
    }
    let parameters = entry.get("parameters");
    let phenomenon = parameters.and_then(|all| all.get("phenomenon")).or_else(|| entry.get("phenomenon"));
    let of_phenomenon = |name: &str| phenomenon.and_then(|one| one.get(name)).and_then(text).unwrap_or_default();
    let (number_of, label) = (of_phenomenon("id"), of_phenomenon("label"));
    let own_label = entry.get("label").and_then(text).unwrap_or_default();
    let original = if label.is_empty() { own_label.as_str() } else { label.as_str() };
    let unit = entry.get("uom").and_then(text).unwrap_or_default();
    let series =
        Series { id: &id, property: property_of(&number_of, original), original_property: original, unit: &unit };
    let sensor = all.sensor(&key, &of_station("label").unwrap_or_default(), place);
    match (last, seen) {
        (Some(last), Some(seen)) => {
            let value = last.get("value").filter(|value| !value.is_null());
            let read = value
                .map(|value| number(value).ok_or(("lastValue", Reason::new("reason-feed-not-number"))))
                .transpose();
            // The text NaN is how the library behind the API writes "none".
            let is_nan = value.and_then(Value::as_str).is_some_and(|text| text.eq_ignore_ascii_case("nan"));
            series.observe(all, &sensor, if is_nan { None } else { read? }, seen);
        }
        (Some(_), None) => return Err(("lastValue", Reason::new("reason-feed-no-time"))),
        (None, _) => all.declare(
            &sensor,
            &Measured { unit: &unit, original_property: original, ..Measured::new(&id, series.property) },
        ),
    }
    Ok(())
}

/// Where a station is: `[lon, lat, "NaN"]`, the numbers as texts too, the axes turned where only that lies in Belgium.
fn location(station: &Value) -> Option<LonLat> {
    let coordinates = station.get("geometry")?.get("coordinates")?.as_array();
    let by_hand = coordinates.and_then(|all| Some((number(all.first()?)?, number(all.get(1)?)?)));
    let (lon, lat) = by_hand.or_else(|| geojson_middle(station, 0))?;
    if lon == 0.0 && lat == 0.0 {
        return None;
    }
    ToWgs84::new(Crs::Wgs84).place_either_way(lon, lat).ok().map(|(place, _)| place)
}

/// The values of one series: its identifier, and for each value its time and what it is.
pub type Values = (String, Vec<(Timestamp, Option<f64>)>);

/// The values of an answer to `getData`: by the identifier of their series (`{"6522": {"values": […]}}`), or of the
/// one that was asked for (`{"values": […]}`). Gives each series, and for each value its time and what it is.
///
/// # Errors
/// The reason, when it is not JSON or has no values.
pub fn values(bytes: &[u8], asked: &str) -> Result<Vec<Values>, String> {
    let document: Value = serde_json::from_slice(bytes).map_err(|error| format!("broken JSON ({error})"))?;
    let Value::Object(members) = &document else { return Err("no values in the answer".to_owned()) };
    if let Some(values) = members.get("values").and_then(Value::as_array) {
        return Ok(vec![(asked.to_owned(), pairs(values))]);
    }
    let of_member = |(id, member): (&String, &Value)| Some((id.clone(), pairs(member.get("values")?.as_array()?)));
    let found: Vec<_> = members.iter().filter_map(of_member).collect();
    // Without any series in that time the answer is empty.
    if found.is_empty() && !members.is_empty() { Err(unexpected(&document)) } else { Ok(found) }
}

fn pairs(values: &[Value]) -> Vec<(Timestamp, Option<f64>)> {
    let pair = |entry: &Value| match entry {
        // The shorter way of writing: [time, value].
        Value::Array(parts) => Some((time(parts.first()?)?, parts.get(1).and_then(number))),
        entry => Some((time(entry.get("timestamp")?)?, entry.get("value").and_then(number))),
    };
    values.iter().filter_map(pair).collect()
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
