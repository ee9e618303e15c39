//! Pages of SensorThings JSON → things, datastreams, observations.
//!
//! Contract: pure, never panics; unknown members are ignored, a member of another kind is as good as absent, an entity
//! that can't be read is reported and the rest of the page is kept. May use: `model`.

use std::sync::Arc;

use jiff::Timestamp;
use serde_json::Value;

use super::super::units::{self, Conversion};
use super::super::value::{geojson, number, text, time};
use super::super::{Readings, gather, rejected};
use crate::model::Reason;
use crate::model::sensor::PropertyMapping;
use crate::model::{Datastream, Feed, LonLat, Observation, ObservedProperty, Rejected, Sensor, SensorId, Unit};

/// A page of things.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ThingsPage {
    /// Things.
    pub things: Vec<Thing>,
    /// Link to the next page.
    pub next: Option<String>,
    /// Entities that could not be read.
    pub rejected: Vec<Rejected>,
}

/// A thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Thing {
    /// Identifier within the service.
    pub key: String,
    /// Name.
    pub name: String,
    /// Whether it says that it is simulated.
    pub is_simulated: bool,
    /// Where it stands.
    pub location: Option<LonLat>,
    /// Its datastreams.
    pub streams: Vec<Stream>,
    /// Link to more of them.
    pub next_streams: Option<String>,
}

/// A page of datastreams.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StreamsPage {
    /// Datastreams.
    pub streams: Vec<Stream>,
    /// Link to the next page.
    pub next: Option<String>,
    /// Entities that could not be read.
    pub rejected: Vec<Rejected>,
}

/// A datastream.
#[derive(Clone, Debug, PartialEq)]
pub struct Stream {
    /// Identifier within the service.
    pub key: String,
    /// How its values become ours.
    pub conversion: Conversion,
    /// Name of the property in the source's words.
    pub original_property: String,
    /// Unit in the source's words.
    pub original_unit: String,
    /// Greatest possible value, where the service tells it.
    pub capacity: Option<f64>,
    /// Values that mean "missing", by the feed's mapping.
    pub missing: Vec<f64>,
    /// Link to its observations.
    pub observations_link: Option<String>,
    /// Observations that came with it.
    pub observations: Vec<Observation>,
}

/// A page of observations.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ValuesPage {
    /// Observations in the order of the page.
    pub observations: Vec<Observation>,
    /// Link to the next page.
    pub next: Option<String>,
    /// Observations without a usable value or time; those without any value are not counted.
    pub unreadable_count: u32,
}

/// Reads a page of things.
///
/// # Errors
/// The reason, when it is not JSON or no collection.
pub fn things(bytes: &[u8], feed: &Feed, now: Timestamp) -> Result<ThingsPage, String> {
    let (entities, next) = collection(bytes)?;
    let mut page = ThingsPage { next, ..ThingsPage::default() };
    for (entity, row) in entities.iter().zip(1..) {
        let reader = Reader { feed, now, row };
        match reader.thing(entity, &mut page.rejected) {
            Ok(thing) => page.things.push(thing),
            Err(reason) => page.rejected.push(reader.reject("", reason, entity)),
        }
    }
    Ok(page)
}

/// Reads a page of datastreams.
///
/// # Errors
/// As for [`things`].
pub fn datastreams(bytes: &[u8], feed: &Feed, now: Timestamp) -> Result<StreamsPage, String> {
    let (entities, next) = collection(bytes)?;
    let mut page = StreamsPage { next, ..StreamsPage::default() };
    Reader { feed, now, row: 1 }.streams(&entities, None, &mut page.streams, &mut page.rejected);
    Ok(page)
}

/// Reads a page of observations of one datastream, plain or as a data array.
///
/// # Errors
/// As for [`things`].
pub fn observations(bytes: &[u8], stream: &Stream, now: Timestamp) -> Result<ValuesPage, String> {
    let (entities, next) = collection(bytes)?;
    let mut page = ValuesPage { next, ..ValuesPage::default() };
    for entity in &entities {
        match entity.get("dataArray").and_then(Value::as_array) {
            Some(rows) => data_array(entity, rows, stream, now, &mut page),
            None => {
                add(&mut page, &observe(entity.get("phenomenonTime"), entity.get("resultTime"), entity, stream, now));
            }
        }
    }
    Ok(page)
}

fn data_array(entity: &Value, rows: &[Value], stream: &Stream, now: Timestamp, page: &mut ValuesPage) {
    let components = entity.get("components").and_then(Value::as_array);
    let column = |name: &str| components?.iter().position(|component| component.as_str() == Some(name));
    let (phenomenon, result, arrived) = (column("phenomenonTime"), column("result"), column("resultTime"));
    for row in rows {
        let cell = |column: Option<usize>| column.and_then(|column| row.get(column));
        let result = cell(result).unwrap_or(&Value::Null);
        add(page, &value_at(cell(phenomenon), cell(arrived), result, stream, now));
    }
}

fn add(page: &mut ValuesPage, read: &Result<Option<Observation>, Reason>) {
    match read {
        Ok(observation) => page.observations.extend(*observation),
        Err(_) => page.unreadable_count = page.unreadable_count.saturating_add(1),
    }
}

/// The entities of a collection and the link to the next page.
fn collection(bytes: &[u8]) -> Result<(Vec<Value>, Option<String>), String> {
    let document: Value = serde_json::from_slice(bytes).map_err(|error| format!("broken JSON ({error})"))?;
    let Value::Object(mut members) = document else { return Err("no collection in the answer".to_owned()) };
    let next = members.get("@iot.nextLink").and_then(Value::as_str).map(str::to_owned);
    if let Some(Value::Array(entities)) = members.remove("value") {
        return Ok((entities, next));
    }
    let said = ["message", "detail", "error"].iter().find_map(|name| members.get(*name)).and_then(text);
    Err(said.map_or_else(|| "no collection in the answer".to_owned(), |said| format!("the host says {said:?}")))
}

fn member<'a>(entity: &'a Value, names: &[&str]) -> Option<&'a Value> {
    names.iter().find_map(|name| entity.get(*name)).filter(|value| !value.is_null())
}

/// `@iot.id`, or what stands in the brackets of the self link.
fn key(entity: &Value) -> Option<String> {
    let in_link = || {
        let link = entity.get("@iot.selfLink")?.as_str()?;
        let (_, inner) = link.rsplit_once('(')?;
        Some(inner.strip_suffix(')')?.trim_matches('\'').to_owned()).filter(|key| !key.is_empty())
    };
    member(entity, &["@iot.id", "id"]).and_then(text).or_else(in_link)
}

#[derive(Clone, Copy)]
struct Reader<'a> {
    feed: &'a Feed,
    now: Timestamp,
    row: u64,
}

impl Reader<'_> {
    fn thing(&self, entity: &Value, rejected: &mut Vec<Rejected>) -> Result<Thing, Reason> {
        let key = key(entity).ok_or(Reason::new("reason-feed-no-id"))?;
        let properties = entity.get("properties");
        let is_simulated = properties.and_then(|all| all.get("simulated")).and_then(Value::as_bool).unwrap_or(false);
        let array = |name: &str| entity.get(name).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
        let location = array("Locations").iter().filter_map(|place| place.get("location")).find_map(|g| geojson(g, 0));
        let area = || array("Datastreams").iter().filter_map(|s| s.get("observedArea")).find_map(|g| geojson(g, 0));
        let capacity = properties.and_then(|all| all.get("capacity")).and_then(number);
        let mut streams = Vec::new();
        self.streams(array("Datastreams"), capacity, &mut streams, rejected);
        Ok(Thing {
            name: entity.get("name").and_then(text).unwrap_or_else(|| key.clone()),
            key,
            is_simulated,
            location: location.or_else(area),
            streams,
            next_streams: entity.get("Datastreams@iot.nextLink").and_then(Value::as_str).map(str::to_owned),
        })
    }

    fn streams(&self, all: &[Value], capacity: Option<f64>, streams: &mut Vec<Stream>, rejected: &mut Vec<Rejected>) {
        for entity in all {
            match self.stream(entity, capacity, rejected) {
                Ok(stream) => streams.push(stream),
                Err(reason) => rejected.push(self.reject("Datastreams", reason, entity)),
            }
        }
    }

    fn stream(&self, entity: &Value, capacity: Option<f64>, log: &mut Vec<Rejected>) -> Result<Stream, Reason> {
        let key = key(entity).ok_or(Reason::new("reason-feed-no-id"))?;
        let observed = entity.get("ObservedProperty").unwrap_or(&Value::Null);
        let words =
            |value: &Value, names: [&str; 3]| names.map(|name| value.get(name).and_then(text).unwrap_or_default());
        let [name, definition, _] = words(observed, ["name", "definition", ""]);
        let label = entity.get("name").and_then(text).unwrap_or_default();
        let unit = words(entity.get("unitOfMeasurement").unwrap_or(&Value::Null), ["symbol", "name", "definition"]);
        let mapped = self.mapped(&name);
        let (property, word) = match mapped {
            Some(mapped) => (mapped.observed_property, &name),
            None => telling_name([&name, &definition, &label], &unit),
        };
        let original_property = [word, &label, &key].into_iter().find(|word| !word.is_empty()).cloned();
        let original_unit = match mapped {
            Some(mapped) if !mapped.unit.is_empty() => mapped.unit.clone(),
            _ => units::telling_word(property, &unit),
        };
        let own = entity.get("properties").and_then(|all| all.get("capacity")).and_then(number);
        let mut stream = Stream {
            conversion: units::normalise(property, &[&original_unit]),
            original_property: original_property.unwrap_or_default(),
            original_unit,
            capacity: own.or(capacity).filter(|capacity| *capacity > 0.0),
            missing: mapped.map(|mapped| mapped.missing.clone()).unwrap_or_default(),
            observations_link: observations_link(entity),
            observations: Vec::new(),
            key,
        };
        for value in entity.get("Observations").and_then(Value::as_array).into_iter().flatten() {
            let times = (value.get("phenomenonTime"), value.get("resultTime"));
            match observe(times.0, times.1, value, &stream, self.now) {
                Ok(observation) => stream.observations.extend(observation),
                Err(reason) => log.push(self.reject("Observations", reason, value)),
            }
        }
        Ok(stream)
    }

    /// The feed's own mapping of an observed property, by its name.
    fn mapped(&self, name: &str) -> Option<&PropertyMapping> {
        let all = &self.feed.mapping.as_ref()?.property;
        all.iter().find(|property| property.field.eq_ignore_ascii_case(name))
    }

    fn reject(&self, column: &str, reason: Reason, entity: &Value) -> Rejected {
        rejected(self.feed.id.as_str(), self.row, column, reason, entity)
    }
}

/// The property and the word that tells it. A name whose property can't have the unit gives way to the next one that
/// can: servers have been seen to expand one observed property into every datastream.
fn telling_name<'a>(names: [&'a String; 3], unit: &[String]) -> (ObservedProperty, &'a String) {
    let unit: Vec<&str> = unit.iter().map(String::as_str).collect();
    let known: Vec<(ObservedProperty, &String)> = names
        .iter()
        .map(|name| (units::property(&[name]), *name))
        .filter(|(property, _)| *property != ObservedProperty::Other)
        .collect();
    let fits = |(property, _): &&(ObservedProperty, &String)| units::normalise(*property, &unit).unit != Unit::Original;
    known.iter().find(fits).or_else(|| known.first()).copied().unwrap_or((ObservedProperty::Other, names[0]))
}

fn observations_link(entity: &Value) -> Option<String> {
    let own = entity.get("Observations@iot.navigationLink").and_then(Value::as_str).map(str::to_owned);
    own.or_else(|| entity.get("@iot.selfLink").and_then(Value::as_str).map(|link| format!("{link}/Observations")))
}

fn observe(
    phenomenon: Option<&Value>,
    arrived: Option<&Value>,
    entity: &Value,
    stream: &Stream,
    now: Timestamp,
) -> Result<Option<Observation>, Reason> {
    let result = entity.get("result").unwrap_or(&Value::Null);
    value_at(phenomenon, arrived, result, stream, now)
}

/// An observation; none where the result is null or empty.
fn value_at(
    phenomenon: Option<&Value>,
    arrived: Option<&Value>,
    result: &Value,
    stream: &Stream,
    now: Timestamp,
) -> Result<Option<Observation>, Reason> {
    let result = if result.is_object() { result.get("value").unwrap_or(result) } else { result };
    let is_empty = result.is_null() || result.as_str().is_some_and(|text| text.trim().is_empty());
    if is_empty {
        return Ok(None);
    }
    let raw = number(result).ok_or(Reason::new("reason-feed-not-number"))?;
    let time =
        phenomenon.and_then(time).or_else(|| arrived.and_then(time)).ok_or(Reason::new("reason-feed-no-time"))?;
    Ok(Some(gather::judged(&stream.conversion, raw, &stream.missing, stream.capacity, time, now)))
}

impl Thing {
    /// The thing as a sensor of the feed, with its observations.
    pub fn readings(&self, feed: &Feed) -> Readings {
        let id = SensorId::new(format!("{}/{}", feed.id, self.key));
        let mut observations = Vec::new();
        let mut datastreams = Vec::with_capacity(self.streams.len());
        for stream in &self.streams {
            let datastream = stream.datastream();
            let of_stream = stream.observations.iter().map(|value| (id.clone(), Arc::clone(&datastream.key), *value));
            observations.extend(of_stream);
            datastreams.push(datastream);
        }
        let sensor = Sensor {
            id,
            feed: feed.id.clone(),
            name: Arc::from(self.name.as_str()),
            location: self.location,
            nis: feed.nis,
            is_nis_approximate: false,
            is_simulated: self.is_simulated || feed.is_simulated,
            datastreams,
        };
        Readings { sensors: vec![sensor], observations, ..Readings::default() }
    }
}

impl Stream {
    /// The datastream of the model, with its newest observation.
    pub fn datastream(&self) -> Datastream {
        Datastream {
            key: Arc::from(self.key.as_str()),
            property: self.conversion.property,
            original_property: Arc::from(self.original_property.as_str()),
            unit: self.conversion.unit,
            original_unit: Arc::from(self.original_unit.as_str()),
            capacity: self.capacity.filter(|_| self.conversion.unit == Unit::Spaces),
            latest: gather::newest(&self.observations),
        }
    }

    /// The datastream as a reader of more observations needs it.
    pub(super) fn of(datastream: &Datastream, missing: Vec<f64>) -> Self {
        Self {
            key: datastream.key.to_string(),
            conversion: units::normalise(datastream.property, &[&datastream.original_unit]),
            original_property: datastream.original_property.to_string(),
            original_unit: datastream.original_unit.to_string(),
            capacity: datastream.capacity,
            missing,
            observations_link: None,
            observations: Vec::new(),
        }
    }
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
