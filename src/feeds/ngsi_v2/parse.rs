//! NGSI v2 entities, and the time series of QuantumLeap → readings.
//!
//! Contract: pure, never panics. Reads normalized entities and keyValues. An entity that can't be read is reported and
//! the rest of the page is kept. May use: `model`.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::super::Readings;
use super::super::gather::Gatherer;
use super::super::ngsi::entity::{Attribute, Entity, remember};
use super::super::ngsi::{Page, read_page};
use super::super::value::time;
use crate::model::{Feed, Sensor};

/// Metadata with the time of an attribute's value, most telling first.
const TIMES: [&str; 4] = ["TimeInstant", "timestamp", "observedAt", "dateObserved"];

/// Reads a page of entities.
///
/// # Errors
/// The reason, when it is not JSON or holds no entities.
pub fn entities(bytes: &[u8], feed: &Feed, now: Timestamp) -> Result<Page, String> {
    read_page(bytes, feed, now, entity)
}

/// Reads older values of a sensor from a time series of QuantumLeap, and how many times it has.
///
/// # Errors
/// As for [`entities`].
pub fn series(bytes: &[u8], feed: &Feed, sensor: &Sensor, now: Timestamp) -> Result<(Readings, usize), String> {
    let document: Value = serde_json::from_slice(bytes).map_err(|error| format!("broken JSON ({error})"))?;
    let document = document.get("data").unwrap_or(&document);
    let times = document.get("index").and_then(Value::as_array).ok_or("no time series in the answer")?;
    let whole = [document.clone()];
    let many = document.get("attributes").and_then(Value::as_array);
    let mut all = Gatherer::new(feed, now);
    let own = sensor.id.as_str().strip_prefix(&format!("{}/", feed.id)).unwrap_or(sensor.id.as_str());
    let id = all.sensor(own, &sensor.name, sensor.location);
    for one in many.map_or(whole.as_slice(), Vec::as_slice) {
        let name = ["attrName", "attr"].iter().find_map(|key| one.get(*key)?.as_str()).unwrap_or_default();
        let values = one.get("values").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        for ((at, value), row) in times.iter().zip(values).zip(1..) {
            // Nothing was told of this attribute at that time.
            if !value.is_null() {
                let attribute = Attribute { observed: time(at), ..Attribute::plain(name, value) };
                remember(&mut all, sensor, &id, &attribute, row);
            }
        }
    }
    Ok((all.finish(), times.len()))
}

fn entity(value: &Value) -> Option<Entity<'_>> {
    let members = value.as_object()?;
    let text = |name: &str| members.get(name)?.as_str().filter(|text| !text.is_empty());
    let is_own = |name: &str| matches!(name, "id" | "type" | "@context" | "dateModified" | "dateCreated");
    let attributes = members.iter().filter(|(name, _)| !is_own(name)).map(|(name, value)| attribute(name, value));
    let modified = members.get("dateModified").and_then(|modified| time(modified.get("value").unwrap_or(modified)));
    Some(Entity { id: text("id")?, kind: text("type")?, modified, attributes: attributes.collect() })
}

fn attribute<'a>(name: &'a str, value: &'a Value) -> Attribute<'a> {
    let members = value.as_object().filter(|members| members.contains_key("type") || members.contains_key("metadata"));
    let Some((members, bare)) = members.and_then(|members| Some((members, members.get("value")?))) else {
        return Attribute::plain(name, value);
    };
    let metadata = members.get("metadata").and_then(Value::as_object);
    Attribute {
        part: None,
        unit: metadata.and_then(unit_code),
        observed: TIMES.iter().find_map(|name| time(entry(metadata?, name)?)),
        modified: metadata.and_then(|metadata| time(entry(metadata, "dateModified")?)),
        ..Attribute::plain(name, bare)
    }
}

/// A piece of metadata: `{"value": …}`, or bare.
fn entry<'a>(metadata: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let entry = metadata.get(name)?;
    Some(entry.get("value").unwrap_or(entry))
}

fn unit_code(metadata: &Map<String, Value>) -> Option<&str> {
    ["unitCode", "unit", "units", "unitText"].iter().find_map(|name| entry(metadata, name)?.as_str())
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
