//! NGSI-LD entities, current or temporal → readings.
//!
//! Contract: pure, never panics. Reads what the standard calls normalized, concise and simplified (keyValues), several
//! instances of an attribute, temporal values and averages, and GeoJSON features. An entity that can't be read is
//! reported and the rest of the page is kept. May use: `model`.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::super::Readings;
use super::super::gather::Gatherer;
use super::super::ngsi::entity::{Attribute, Entity, remember, station};
use super::super::ngsi::{Page, list, read_page};
use super::super::value::time;
use crate::model::{Feed, Sensor};

/// Members of an entity that are no attributes.
const NO_ATTRIBUTES: [&str; 9] =
    ["id", "@id", "type", "@type", "@context", "scope", "createdAt", "modifiedAt", "deletedAt"];

/// Reads a page of entities.
///
/// # Errors
/// The reason, when it is not JSON or holds no entities.
pub fn entities(bytes: &[u8], feed: &Feed, now: Timestamp) -> Result<Page, String> {
    read_page(bytes, feed, now, entity)
}

/// Reads older values of a sensor from a temporal entity, and the number of its instances.
///
/// # Errors
/// As for [`entities`].
pub fn temporal(bytes: &[u8], feed: &Feed, sensor: &Sensor, now: Timestamp) -> Result<(Readings, usize), String> {
    let document: Value = serde_json::from_slice(bytes).map_err(|error| format!("broken JSON ({error})"))?;
    let mut all = Gatherer::new(feed, now);
    let own = sensor.id.as_str().strip_prefix(&format!("{}/", feed.id)).unwrap_or(sensor.id.as_str());
    let id = all.sensor(own, &sensor.name, sensor.location);
    let mut count = 0;
    for (value, row) in list(&document)?.iter().zip(1..) {
        let Some(entity) = entity(value).filter(|entity| station(entity.id) == own) else { continue };
        for attribute in entity.attributes.iter().filter(|one| one.observed.is_some() || one.modified.is_some()) {
            count += 1;
            remember(&mut all, sensor, &id, attribute, row);
        }
    }
    Ok((all.finish(), count))
}

/// The types that a broker lists: `{"typeList": […]}`, or a list of types with details.
pub(super) fn types(document: &Value) -> Vec<String> {
    let listed = document.get("typeList").unwrap_or(document);
    let listed = listed.as_array().map(Vec::as_slice).unwrap_or_default();
    let name = |one: &Value| one.as_str().or_else(|| one.get("id")?.as_str()).map(str::to_owned);
    listed.iter().filter_map(name).collect()
}

fn entity(value: &Value) -> Option<Entity<'_>> {
    let members = value.as_object()?;
    let mut attributes = Vec::new();
    let (inner, is_feature) = match members.get("properties") {
        Some(Value::Object(properties)) if kind(members) == Some("Feature") => (properties, true),
        _ => (members, false),
    };
    let id = ["id", "@id"].iter().find_map(|name| members.get(*name)?.as_str()).filter(|id| !id.is_empty())?;
    let kind = kind(inner)?;
    for (name, value) in inner.iter().filter(|(name, _)| !NO_ATTRIBUTES.contains(&name.as_str())) {
        add_attribute(name, value, &mut attributes);
    }
    if is_feature && let Some(geometry) = members.get("geometry") {
        attributes.push(Attribute::plain("location", geometry));
    }
    Some(Entity { id, kind, modified: inner.get("modifiedAt").and_then(time), attributes })
}

/// The type; of several the first.
fn kind(members: &Map<String, Value>) -> Option<&str> {
    let kind = ["type", "@type"].iter().find_map(|name| members.get(*name))?;
    kind.as_str().or_else(|| kind.get(0)?.as_str())
}

fn add_attribute<'a>(name: &'a str, value: &'a Value, into: &mut Vec<Attribute<'a>>) {
    match value {
        Value::Array(instances) if !instances.is_empty() && instances.iter().all(is_instance) => {
            for instance in instances {
                add_instance(name, instance, into);
            }
        }
        other => add_instance(name, other, into),
    }
}

fn is_instance(value: &Value) -> bool {
    let has = |name: &str| value.get(name).is_some();
    has("value") || has("values") || has("object") || has("languageMap") || has("avg")
}

fn add_instance<'a>(name: &'a str, value: &'a Value, into: &mut Vec<Attribute<'a>>) {
    let Value::Object(members) = value else { return into.push(Attribute::plain(name, value)) };
    if members.contains_key("object") {
        return;
    }
    if let Some(Value::Object(parts)) = members.get("dataset") {
        let part = |id: &'a str| (id != "@none").then_some(id);
        let all = parts.iter().map(|(id, value)| Attribute { part: part(id), ..Attribute::plain(name, bare(value)) });
        return into.extend(all);
    }
    let whole = Attribute {
        part: members.get("datasetId").and_then(Value::as_str).filter(|id| *id != "@none"),
        unit: unit_code(members),
        observed: members.get("observedAt").map(bare).and_then(time),
        modified: members.get("modifiedAt").map(bare).and_then(time),
        ..Attribute::plain(name, value)
    };
    if let Some(Value::Array(rows)) = members.get("values") {
        into.extend(rows.iter().filter_map(|row| timed(&whole, row, 1)));
    } else if let Some(Value::Array(rows)) = members.get("avg") {
        into.extend(rows.iter().filter_map(|row| timed(&whole, row, 2)));
    } else if let Some(value) = members.get("value") {
        into.push(Attribute { value: bare(value), ..whole });
    } else if let Some(Value::Object(languages)) = members.get("languageMap") {
        let spoken = ["nl", "en", "@none"].iter().find_map(|language| languages.get(*language));
        into.extend(spoken.or_else(|| languages.values().next()).map(|value| Attribute { value, ..whole }));
    } else {
        into.push(Attribute { value: bare(value), ..whole });
    }
}

/// A value with its time at this place of the row: `[value, time]`, or `[average, start, end]`.
fn timed<'a>(whole: &Attribute<'a>, row: &'a Value, place: usize) -> Option<Attribute<'a>> {
    let observed = time(row.get(place)?)?;
    Some(Attribute { value: bare(row.get(0)?), observed: Some(observed), ..whole.clone() })
}

/// The value inside `{"@type": …, "@value": …}`.
fn bare(value: &Value) -> &Value {
    value.get("@value").unwrap_or(value)
}

/// The unit, as a text or as a property of its own.
fn unit_code(members: &Map<String, Value>) -> Option<&str> {
    let told = ["unitCode", "unitText", "unit"].iter().find_map(|name| members.get(*name))?;
    told.as_str().or_else(|| told.get("value")?.as_str()).or_else(|| told.get("@value")?.as_str())
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
